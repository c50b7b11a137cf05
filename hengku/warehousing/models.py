"""Tables of counts 盘点 (D-CNT): what was to be counted, what the books said, what was found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.catalog.models import Product
from hengku.company.models import Warehouse
from hengku.kit.models import CompanyFK, CompanyModel, amount_field, quantity_field
from hengku.warehousing.models_forecast import ForecastFactor as ForecastFactor


class CountState(models.TextChoices):
    """DRAFT is planned, COUNTING has its base taken, REVIEW has every quantity, APPROVED may be posted."""

    DRAFT = "draft", "计划"
    COUNTING = "counting", "盘点中"
    REVIEW = "review", "待审核"
    APPROVED = "approved", "已审核"
    POSTED = "posted", "已过账"
    CANCELLED = "cancelled", "已作废"


class CountMode(models.TextChoices):
    """LOCK: the goods stand still. LIVE: they go on moving, and what moved is accounted for."""

    LOCK = "lock", "停止收发"
    LIVE = "live", "不停业"


class Count(CompanyModel):
    """盘点单. ``base_seq`` is the moment in the order of postings (G6) at which the books were asked."""

    number = models.CharField(max_length=48, verbose_name="单号")
    state = models.CharField(max_length=12, choices=CountState, default=CountState.DRAFT, verbose_name="状态")
    warehouse = CompanyFK(Warehouse, verbose_name="仓库")
    business_on = models.DateField(verbose_name="盘点日期")
    mode = models.CharField(max_length=8, choices=CountMode, default=CountMode.LOCK, verbose_name="方式")
    is_blind = models.BooleanField(default=True, verbose_name="盲盘")
    scope = models.JSONField(default=dict, verbose_name="范围")
    remark = models.CharField(max_length=500, default="", verbose_name="备注")
    base_seq = models.BigIntegerField(default=0)
    base_at = models.DateTimeField(null=True, verbose_name="开盘时刻")
    created_at = models.DateTimeField(verbose_name="建立时间")
    created_by = models.BigIntegerField(verbose_name="发起人")
    reviewed_by = models.BigIntegerField(null=True, verbose_name="审核人")
    approved_by = models.BigIntegerField(null=True, verbose_name="终审人")
    posted_at = models.DateTimeField(null=True, verbose_name="过账时刻")
    gain_document_id = models.BigIntegerField(null=True, verbose_name="盘盈单")
    loss_document_id = models.BigIntegerField(null=True, verbose_name="盘亏单")
    difference_amount = amount_field(
        default=0, verbose_name="差异金额"
    )  # gains and losses, both counted as > 0

    sight = "t.warehouse_id = ANY({keys})"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "number"], name="warehousing_count_number_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=CountState.values), name="warehousing_count_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(mode__in=CountMode.values), name="warehousing_count_mode_known"
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "state", "business_on"], name="warehousing_count_by_state")
        ]


class CountLine(CompanyModel):
    """One product at one place, lot and status. ``difference`` is kept when the count is submitted; amounts are
    estimates at the cost of that moment, until it is posted.
    """

    count = CompanyFK(Count, verbose_name="盘点单")
    product = CompanyFK(Product, verbose_name="商品")
    place_id = models.BigIntegerField(verbose_name="库位")
    lot_id = models.BigIntegerField(default=0)
    owner_id = models.BigIntegerField(default=0, db_default=0, verbose_name="货主")  # as of goods, 0 ours
    status = models.CharField(max_length=12, default="available")
    base_quantity = quantity_field(verbose_name="账面")  # when the count began
    moved_quantity = quantity_field(default=0, verbose_name="盘点中收发")  # from then to when it was counted
    first_quantity = quantity_field(null=True, verbose_name="初盘")
    second_quantity = quantity_field(null=True, verbose_name="复盘")
    # what the pieces weigh (B2); null where nobody weighed them
    base_weight = quantity_field(default=0, db_default=0, verbose_name="账面重量")
    moved_weight = quantity_field(default=0, db_default=0, verbose_name="盘点中收发重量")
    first_weight = quantity_field(null=True, verbose_name="初盘重量")
    second_weight = quantity_field(null=True, verbose_name="复盘重量")
    counted_by = models.BigIntegerField(null=True, verbose_name="初盘人")
    counted_at = models.DateTimeField(null=True, verbose_name="初盘时间")
    counted_seq = models.BigIntegerField(null=True)
    recounted_by = models.BigIntegerField(null=True, verbose_name="复盘人")
    must_recount = models.BooleanField(default=False, verbose_name="须复盘")
    unit_cost = models.DecimalField(max_digits=20, decimal_places=8, null=True, verbose_name="单位成本")
    given_amount = amount_field(
        null=True, verbose_name="盘盈金额"
    )  # by the accountant, where no cost is known; of goods of others that are missing, what their owner gets
    cause = models.CharField(max_length=24, default="COUNT_LOSS", verbose_name="原因")
    responsible = models.CharField(max_length=64, default="", verbose_name="责任人")
    compensation = amount_field(default=0, verbose_name="赔偿")
    remark = models.CharField(max_length=200, default="", verbose_name="备注")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"  # what was not counted may be left out
    sight = "EXISTS (SELECT FROM sight.warehousing_count AS c WHERE c.company_id = t.company_id AND c.id = t.count_id)"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "count", "product", "place_id", "lot_id", "status", "owner_id"],
                name="warehousing_count_line_once",
            ),
            models.CheckConstraint(
                condition=models.Q(first_quantity__isnull=True) | models.Q(first_quantity__gte=0),
                name="warehousing_count_line_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(second_quantity__isnull=True) | models.Q(second_quantity__gte=0),
                name="warehousing_count_line_second_not_negative",
            ),
            models.CheckConstraint(
                condition=(models.Q(first_weight__isnull=True) | models.Q(first_weight__gte=0))
                & (models.Q(second_weight__isnull=True) | models.Q(second_weight__gte=0)),
                name="warehousing_count_line_weight_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(compensation__gte=0),
                name="warehousing_count_line_compensation_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["company_id", "count"], name="warehousing_count_line_of")]


class CountDue(CompanyModel):
    """盘点计划: when goods of a warehouse are to be counted again (D-CNT). Derived from what lies there, what went out
    in a year (R-09) and from the counts; made anew every day, brought forward by each count.
    """

    warehouse = CompanyFK(Warehouse, verbose_name="仓库")
    product = CompanyFK(Product, verbose_name="商品")
    abc = models.CharField(max_length=1, verbose_name="类别(ABC)")
    since = models.DateField(verbose_name="入仓起")  # first seen lying there
    last_on = models.DateField(null=True, verbose_name="上次盘点")
    due_on = models.DateField(verbose_name="应盘日期")
    classed_on = models.DateField(verbose_name="分类日期")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"  # goods that are gone are not counted
    sight = "t.warehouse_id = ANY({keys})"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "warehouse", "product"], name="warehousing_count_due_once"
            ),
            models.CheckConstraint(
                condition=models.Q(abc__in=["A", "B", "C"]), name="warehousing_count_due_abc_known"
            ),
        ]
        indexes = [models.Index(fields=["company_id", "due_on"], name="warehousing_count_due_by_day")]
