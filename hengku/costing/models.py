"""Tables of cost pools and values."""

from __future__ import annotations

from django.db import models

from hengku.costing.models_snapshots import SEEN_POOL
from hengku.costing.models_snapshots import Flow as Flow
from hengku.costing.models_snapshots import PoolSnapshot as PoolSnapshot
from hengku.kit.models import APPEND_ONLY, CompanyModel, amount_field, price_field, quantity_field


class ValueKind(models.TextChoices):
    """Why a value entered or left a pool. GIVEN kinds are facts; the others follow from the fold and can be
    recast.
    """

    OPENING = "opening", "期初"
    ACTUAL = "actual", "实际"
    ESTIMATED = "estimated", "暂估"
    INVOICE_DIFFERENCE = "invoice_difference", "发票差额"
    ADJUSTMENT = "adjustment", "成本调整"
    COUNTED = "counted", "盘盈调整"  # valued at the pool's own cost
    ISSUE = "issue", "发出"
    SOURCE_OUT = "source_out", "按原成本退出"
    RETURN_OUT = (
        "return_out",
        "采购退货",
    )  # at the receipt's cost of that day; agreed with the supplier, so never recast
    SOURCE_IN = "source_in", "按原成本退入"
    TRANSFER_OUT = "transfer_out", "调出"
    TRANSFER_IN = "transfer_in", "调入"
    MADE = "made", "组装拆卸"  # made of the goods that left in the same document (C17)
    RECOST = "recost", "成本重算"
    TRUE_UP = "true_up", "负库存补差"
    RESIDUAL = "residual", "尾差"
    VALUE_ONLY = "value_only", "无库存调整"
    RETURN_DIFFERENCE = (
        "return_difference",
        "退货差额",
    )  # FIFO: layers held more or less than the supplier gives
    VARIANCE = "variance", "成本差异"  # STANDARD: what goods cost beside their standard, on 1404 (C14)
    REVALUED = "revalued", "标准成本调整"  # STANDARD: stock brought to a new standard
    CONVERTED = (
        "converted",
        "计价转换",
    )  # C2: between pools when costing changed; an opening, never folded again


class Method(models.TextChoices):
    """How the cost of what leaves is found (C2). 后进先出 is forbidden."""

    MOVING_AVERAGE = "MOVING_AVERAGE", "移动加权平均"
    FIFO = "FIFO", "先进先出"
    MONTHLY_AVERAGE = "MONTHLY_AVERAGE", "全月一次加权平均"
    SPECIFIC = "SPECIFIC", "个别计价"
    STANDARD = "STANDARD", "标准成本"


class Pool(CompanyModel):
    """成本池 (C2): one per product, or per product and warehouse; 0 stands for "all". Under 个别计价 one per lot, or
    per serial number, whose id is below zero then (C13). Locked after on-hand, in key order.
    """

    product_id = models.BigIntegerField()
    warehouse_id = models.BigIntegerField(default=0)
    lot_id = models.BigIntegerField(default=0)
    method = models.CharField(max_length=20, choices=Method, default=Method.MOVING_AVERAGE)
    quantity = quantity_field(default=0)
    amount = amount_field(default=0)
    # C5, C7: quantity and amount of the last moment there was stock; their ratio is the most recent unit cost
    last_quantity = quantity_field(default=0)
    last_amount = amount_field(default=0)
    last_valued_on = models.DateField(null=True)

    sight = "t.warehouse_id = 0 OR t.warehouse_id = ANY({keys})"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "product_id", "warehouse_id", "lot_id"], name="costing_pool_key_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(method__in=Method.values), name="costing_pool_method_known"
            ),
            # C13: a lot or a piece has a pool of its own where goods are costed so, and only there
            models.CheckConstraint(
                condition=models.Q(method="SPECIFIC") & ~models.Q(lot_id=0)
                | ~models.Q(method="SPECIFIC") & models.Q(lot_id=0),
                name="costing_pool_lot_is_specific",
            ),
            # C8: no money without goods
            models.CheckConstraint(
                condition=~models.Q(quantity=0) | models.Q(amount=0), name="costing_pool_empty_has_no_amount"
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__lte=0) | models.Q(amount__gte=0),
                name="costing_pool_amount_not_negative",
            ),
        ]


class Value(CompanyModel):
    """成本流水, a book. ``quantity``/``amount`` > 0 into the pool, < 0 out of it; a recast row has quantity 0.

    ``seq`` and ``business_on`` are those of the move it values, so sums up to a moment are right after a recast;
    ``document_id`` is the document that caused this row, ``line_id`` the line whose goods it values.
    """

    seq = models.BigIntegerField()
    pool_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    move_id = models.BigIntegerField(null=True)
    document_id = models.BigIntegerField()
    line_id = models.BigIntegerField()
    source_line_id = models.BigIntegerField(null=True)  # the line whose cost a return takes back
    quantity = quantity_field()
    amount = amount_field()
    kind = models.CharField(max_length=20, choices=ValueKind)
    against = models.CharField(max_length=32)  # account role on the other side of the inventory account
    is_red = models.BooleanField(default=False)  # booked as negative of the usual side (G9)
    business_on = models.DateField()
    posted_at = models.DateTimeField()

    app_grants = APPEND_ONLY
    sight = SEEN_POOL

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ValueKind.values), name="costing_value_kind_known"
            ),
            models.CheckConstraint(condition=~models.Q(against=""), name="costing_value_has_other_side"),
        ]
        indexes = [
            models.Index(
                fields=["company_id", "pool_id", "business_on", "seq"], name="costing_value_by_pool"
            ),
            models.Index(fields=["company_id", "line_id"], name="costing_value_by_line"),
            models.Index(fields=["company_id", "document_id"], name="costing_value_by_document"),
            # what was valued since a snapshot, of all pools
            models.Index(fields=["company_id", "business_on"], name="costing_value_by_day"),
            # what is not simply goods in or out: few rows, asked for apart in the reports of a month
            models.Index(
                fields=["company_id", "business_on"],
                name="costing_value_apart",
                condition=models.Q(is_red=True) | models.Q(quantity=0),
            ),
            # what went into other goods (C17): few rows, asked for when a component folds again
            models.Index(
                fields=["company_id", "product_id", "business_on"],
                name="costing_value_converted",
                condition=models.Q(against="conversion"),
            ),
            # what was taken back of a line; without it an invoice or a reversal reads the whole book
            models.Index(
                fields=["company_id", "source_line_id"],
                name="costing_value_by_source_line",
                condition=models.Q(source_line_id__isnull=False),
            ),
        ]


class Layer(CompanyModel):
    """批层 (C11): what is left of one receipt in a pool that is first in, first out; below zero, goods issued that were
    not there. A cache of ``LayerMove``, written under the pool's lock.
    """

    pool_id = models.BigIntegerField()
    seq = models.BigIntegerField()  # of the event that made it: the order of the queue within a day
    business_on = models.DateField()
    line_id = models.BigIntegerField()
    quantity = quantity_field()
    amount = amount_field()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "pool_id", "seq"], name="costing_layer_key_unique"),
            models.CheckConstraint(
                condition=~models.Q(quantity=0) | models.Q(amount=0), name="costing_layer_empty_has_no_amount"
            ),
        ]
        indexes = [
            models.Index(
                fields=["company_id", "pool_id"], name="costing_layer_open", condition=~models.Q(quantity=0)
            ),
        ]


class LayerMove(CompanyModel):
    """批层流水, a book: what an event put into a layer (> 0) or took from it (< 0). A recast writes the difference.

    ``seq`` and ``business_on`` are those of the event, so that the queue of any past moment is a sum.
    """

    pool_id = models.BigIntegerField()
    layer_seq = models.BigIntegerField()
    layer_line_id = models.BigIntegerField()
    layer_on = models.DateField()
    seq = models.BigIntegerField()
    business_on = models.DateField()
    document_id = models.BigIntegerField()  # the document that caused this row
    quantity = quantity_field()
    amount = amount_field()
    posted_at = models.DateTimeField()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "pool_id", "seq", "layer_seq", "document_id"],
                name="costing_layer_move_once",
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "pool_id", "business_on"], name="costing_layer_move_by_pool"),
        ]


class Made(CompanyModel):
    """制成份额, a book: how goods of a line share in what their document consumed (C17). ``weight`` of ``weight_whole``
    after ``weight_before``, by cumulative difference; ``fee`` is of the whole document.
    """

    document_id = models.BigIntegerField()
    line_id = models.BigIntegerField()
    lot_id = models.BigIntegerField(default=0, db_default=0)  # of a piece's pool (C13), below zero
    weight = models.DecimalField(max_digits=38, decimal_places=14)
    weight_before = models.DecimalField(max_digits=38, decimal_places=14)
    weight_whole = models.DecimalField(max_digits=38, decimal_places=14)
    fee = amount_field()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "line_id", "lot_id"], name="costing_made_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0, weight_before__gte=0, weight_whole__gt=0, fee__gte=0),
                name="costing_made_share_positive",
            ),
        ]


class StandardCost(CompanyModel):
    """标准成本 (C14) of one base unit from a day on; the row of the latest day holds, of one day the latest row."""

    product_id = models.BigIntegerField()
    unit_cost = price_field()
    effective_on = models.DateField()
    document_id = models.BigIntegerField()
    line_id = models.BigIntegerField()
    posted_at = models.DateTimeField()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit_cost__gt=0), name="costing_standard_cost_positive"
            ),
        ]
        indexes = [
            models.Index(
                fields=["company_id", "product_id", "effective_on"], name="costing_standard_by_product"
            ),
        ]


class MethodChoice(CompanyModel):
    """计价方法的决定 (C2), a record: what holds for a category and those below it from a day on; never changed."""

    category_id = models.BigIntegerField()
    method = models.CharField(max_length=20, choices=Method)
    scope = models.CharField(max_length=10, default="", db_default="")  # of the company's pools, where that changed
    effective_on = models.DateField()
    pool_count = models.IntegerField(default=0)  # pools with stock that were converted
    set_by = models.BigIntegerField()
    set_at = models.DateTimeField()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(method__in=Method.values), name="costing_choice_method_known"
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "category_id"], name="costing_choice_by_category"),
        ]


class DispatchedCost(CompanyModel):
    """发出商品补差 (T11, C9), a book: cost of an issue that was invoiced before it was recast.

    ``amount`` goes from 发出商品 to cost of sales beside what the invoices took, so that both are again the share of
    what the goods cost; ``document_id`` is the document that recast it.
    """

    line_id = models.BigIntegerField()  # of the issue
    document_id = models.BigIntegerField()
    amount = amount_field()
    business_on = models.DateField()
    posted_at = models.DateTimeField()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="costing_dispatched_cost_not_zero"),
        ]
        indexes = [
            models.Index(fields=["company_id", "line_id"], name="costing_dispatched_by_line"),
        ]
