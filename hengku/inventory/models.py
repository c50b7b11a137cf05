"""Tables of places, moves, on-hand and reservations."""

from __future__ import annotations

from django.db import models

from hengku.catalog.models import Product
from hengku.company.models import Warehouse
from hengku.inventory.models_counting import CountLock as CountLock
from hengku.inventory.models_snapshots import SEEN_PLACE
from hengku.inventory.models_snapshots import Snapshot as Snapshot
from hengku.inventory.models_snapshots import SnapshotDay as SnapshotDay
from hengku.kit.models import APPEND_ONLY, CompanyFK, CompanyModel, quantity_field


class PlaceRole(models.TextChoices):
    """What a place is. The first five hold our own goods; the others are virtual ends of moves."""

    STOCK = "stock", "仓库"
    TRANSIT = "transit", "在途"
    QUALITY = "quality", "待检"
    CONSIGNED = "consigned", "代销在外"
    OUTSOURCED = "outsourced", "委外仓"
    SUPPLIER = "supplier", "供应商"
    CUSTOMER = "customer", "客户"
    LOSS = "loss", "损耗"
    ADJUSTMENT = "adjustment", "调整"
    OPENING = "opening", "期初"
    PRODUCTION = "production", "生产"


REAL_PLACES = ("stock", "transit", "quality", "consigned", "outsourced")


class Status(models.TextChoices):
    """What goods that lie somewhere may be used for (Q6). Only sound ones can be promised (Q2)."""

    AVAILABLE = "available", "合格"
    QC_HOLD = "qc_hold", "待检"
    FROZEN = "frozen", "冻结"
    DEFECT = "defect", "不良"
    LENT = "lent", "借出在外"
    CONSIGNED = "consigned", "代销在外"
    OUTSOURCED = "outsourced", "委外在外"
    IN_TRANSIT = "in_transit", "在途"


class Place(CompanyModel):
    """库位: one ``stock`` place per warehouse and one more for each of its bins, one of each other role per company."""

    role = models.CharField(max_length=16, choices=PlaceRole, verbose_name="性质")
    warehouse = CompanyFK(Warehouse, null=True, verbose_name="仓库")
    bin = models.CharField(max_length=32, default="", verbose_name="库位码")  # "" = the warehouse itself
    name = models.CharField(max_length=100, verbose_name="名称")
    is_active = models.BooleanField(default=True, verbose_name="启用")

    sight = "t.warehouse_id IS NULL OR t.warehouse_id = ANY({keys})"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "role", "warehouse", "bin"],
                nulls_distinct=False,
                name="inventory_place_role_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=PlaceRole.values), name="inventory_place_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(role="stock", warehouse__isnull=False) | ~models.Q(role="stock"),
                name="inventory_place_stock_has_warehouse",
            ),
            models.CheckConstraint(
                condition=models.Q(bin="") | models.Q(role="stock"), name="inventory_place_bin_is_stock"
            ),
        ]


class Move(CompanyModel):
    """库存流水, a book. ``seq`` orders all moves of a company; replay order is (business_on, seq) (G6).

    Each end is a balance: place, lot, status and owner. ``lot_id``, ``status`` and ``owner_id`` are those of the end it
    leaves, ``to_…`` those of the end it reaches; a change of status is a move that stays at its place.
    """

    seq = models.BigIntegerField()
    product_id = models.BigIntegerField()
    lot_id = models.BigIntegerField(default=0)  # 0 = no lot
    to_lot_id = models.BigIntegerField(default=0)
    status = models.CharField(max_length=12, default="available")
    to_status = models.CharField(max_length=12, default="available")
    owner_id = models.BigIntegerField(default=0)  # 0 = our own goods, else the party they belong to
    to_owner_id = models.BigIntegerField(default=0)
    from_place_id = models.BigIntegerField()
    to_place_id = models.BigIntegerField()
    quantity = quantity_field()  # base units; 0 only where a weight moves alone (B2)
    aux_quantity = quantity_field(default=0, db_default=0)  # what the pieces weigh, 0 for goods that are not weighed
    document_id = models.BigIntegerField()
    line_id = models.BigIntegerField()
    business_on = models.DateField()
    posted_at = models.DateTimeField()

    app_grants = APPEND_ONLY
    # one end in a warehouse that is seen, or none in any
    sight = (
        "EXISTS (SELECT FROM sight.inventory_place AS p WHERE p.company_id = t.company_id "
        "AND p.id IN (t.from_place_id, t.to_place_id) AND p.warehouse_id IS NOT NULL) "
        "OR NOT EXISTS (SELECT FROM public.inventory_place AS p WHERE p.company_id = t.company_id "
        "AND p.id IN (t.from_place_id, t.to_place_id) AND p.warehouse_id IS NOT NULL)"
    )

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0) | models.Q(quantity=0, aux_quantity__gt=0),
                name="inventory_move_quantity_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(aux_quantity__gte=0), name="inventory_move_aux_not_negative"
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    from_place_id=models.F("to_place_id"),
                    lot_id=models.F("to_lot_id"),
                    status=models.F("to_status"),
                    owner_id=models.F("to_owner_id"),
                ),
                name="inventory_move_has_two_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values, to_status__in=Status.values),
                name="inventory_move_status_known",
            ),
            models.UniqueConstraint(fields=["company_id", "seq"], name="inventory_move_seq_unique"),
        ]
        indexes = [
            # goods corrected to another lot, whose cost goes with them (C13): few rows
            models.Index(
                fields=["company_id", "product_id"],
                name="inventory_move_other_lot",
                condition=~models.Q(lot_id=models.F("to_lot_id")),
            ),
            models.Index(
                fields=["company_id", "product_id", "business_on", "seq"], name="inventory_move_by_product"
            ),
            models.Index(fields=["company_id", "document_id"], name="inventory_move_by_document"),
            # what moved since a snapshot, of all products
            models.Index(fields=["company_id", "business_on"], name="inventory_move_by_day"),
        ]


class OnHand(CompanyModel):
    """现存量, a cache of the moves. Locked FOR UPDATE in (product, place, lot, status, owner) order when posting."""

    product_id = models.BigIntegerField()
    place_id = models.BigIntegerField()
    lot_id = models.BigIntegerField(default=0)
    status = models.CharField(max_length=12, default="available")
    owner_id = models.BigIntegerField(default=0)
    quantity = quantity_field(default=0)
    aux_quantity = quantity_field(default=0, db_default=0)  # what it weighs (B2)
    reserved = quantity_field(default=0)
    pinned = quantity_field(default=0, db_default=0)  # of ``reserved``, what is held of this very lot (硬预留)
    may_go_negative = models.BooleanField(default=False)  # virtual places, and warehouses that allow it (Q7)
    last_moved_on = models.DateField(null=True)  # latest business date moved; earlier postings are back-dated

    sight = SEEN_PLACE

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "product_id", "place_id", "lot_id", "status", "owner_id"],
                name="inventory_on_hand_key_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(may_go_negative=True) | models.Q(quantity__gte=0),
                name="inventory_on_hand_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(may_go_negative=True) | models.Q(aux_quantity__gte=0),
                name="inventory_on_hand_aux_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="inventory_on_hand_status_known"
            ),
            # Q8: only sound goods of our own are promised
            models.CheckConstraint(
                condition=models.Q(reserved=0) | models.Q(status="available", owner_id=0),
                name="inventory_on_hand_reserved_is_sound",
            ),
            models.CheckConstraint(
                condition=models.Q(reserved__gte=0)
                & (models.Q(reserved=0) | models.Q(reserved__lte=models.F("quantity"))),
                name="inventory_on_hand_covers_reserved",
            ),
            models.CheckConstraint(
                condition=models.Q(pinned=0)
                | models.Q(pinned__gt=0, pinned__lte=models.F("reserved"), lot_id__gt=0),
                name="inventory_on_hand_pinned_is_reserved",
            ),
        ]
        indexes = [models.Index(fields=["company_id", "place_id"], name="inventory_on_hand_by_place")]


class Reservation(CompanyModel):
    """预留 (Q8): how much of a product in a warehouse one order line holds. ``place_id`` is the warehouse's own place,
    whatever bins the goods lie in; how it spreads over them stands in ``OnHand.reserved``. Without a lot it is soft
    (any lot will do); with one it is 硬预留, and stands in ``OnHand.pinned`` too (Q3d).
    """

    line_id = models.BigIntegerField()
    document_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    place_id = models.BigIntegerField()
    lot_id = models.BigIntegerField(default=0, db_default=0)  # 0 = of any lot
    quantity = quantity_field(default=0)
    waits = models.BooleanField(
        default=False
    )  # a hint: the line may want more than it holds (posting.refill)

    sight = SEEN_PLACE

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "line_id", "place_id", "lot_id"], name="inventory_reservation_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=0), name="inventory_reservation_not_negative"
            ),
        ]
        indexes = [
            models.Index(
                fields=["company_id", "product_id", "place_id"], name="inventory_reservation_by_key"
            ),
            models.Index(
                fields=["company_id", "document_id"],
                condition=models.Q(waits=True),
                name="inventory_reservation_waiting",
            ),
        ]


class Lot(CompanyModel):
    """批次 (B6): one batch of a product. Goods of one number made on two days are two lots.

    ``recalled_by`` is the recall in force, 0 for none; ``alerted`` is the last level people were told of (B5).
    """

    product = CompanyFK(Product, verbose_name="商品")
    lot_no = models.CharField(max_length=64, verbose_name="批号")
    produced_on = models.DateField(null=True, verbose_name="生产日期")
    expires_on = models.DateField(null=True, verbose_name="到期日")
    supplier_lot = models.CharField(max_length=64, default="", verbose_name="供应商批号")
    received_on = models.DateField(verbose_name="首次入库")
    recalled_by = models.BigIntegerField(default=0, verbose_name="召回单")
    alerted = models.CharField(max_length=8, default="", verbose_name="已提醒")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "product", "lot_no", "produced_on"],
                nulls_distinct=False,
                name="inventory_lot_unique",
            ),
            models.CheckConstraint(condition=~models.Q(lot_no=""), name="inventory_lot_has_number"),
            models.CheckConstraint(
                condition=models.Q(produced_on__isnull=True)
                | models.Q(expires_on__isnull=True)
                | models.Q(expires_on__gte=models.F("produced_on")),
                name="inventory_lot_expires_after_made",
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "expires_on"], name="inventory_lot_by_expiry"),
            models.Index(fields=["company_id", "lot_no"], name="inventory_lot_by_number"),
        ]


class SerialState(models.TextChoices):
    """Where one piece is in its life (B7). The first two are in stock."""

    IN_STOCK = "in_stock", "在库"
    RETURNED = "returned", "退回在库"
    SOLD = "sold", "已售"
    SENT_BACK = "sent_back", "已退供应商"
    OUT = "out", "已领用"
    SCRAPPED = "scrapped", "已报损"


class Serial(CompanyModel):
    """序列号 (B7): one piece, unique in the company. A cache of its moves: where it is and who bought it."""

    product = CompanyFK(Product, verbose_name="商品")
    serial_no = models.CharField(max_length=64, verbose_name="序列号")
    state = models.CharField(max_length=12, choices=SerialState, verbose_name="状态")
    place_id = models.BigIntegerField(verbose_name="位置")
    party_id = models.BigIntegerField(default=0, verbose_name="买方")  # who bought it last, 0 nobody
    owner_id = models.BigIntegerField(default=0, db_default=0, verbose_name="货主")  # as of goods, 0 ours
    held_by = models.BigIntegerField(  # the line of a notice it is kept for, 0 none
        default=0, db_default=0, verbose_name="占用行"
    )

    sight = SEEN_PLACE

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "serial_no"], name="inventory_serial_unique"),
            models.CheckConstraint(condition=~models.Q(serial_no=""), name="inventory_serial_has_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=SerialState.values), name="inventory_serial_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "product", "state"], name="inventory_serial_by_product"),
            models.Index(
                fields=["company_id", "held_by"],
                condition=models.Q(held_by__gt=0),
                name="inventory_serial_held",
            ),
        ]


class SerialMove(CompanyModel):
    """序列号流水, a book: what a document did with one piece."""

    serial_id = models.BigIntegerField()
    document_id = models.BigIntegerField()
    line_id = models.BigIntegerField()
    from_state = models.CharField(max_length=12, default="")  # "" = it was not known before
    to_state = models.CharField(max_length=12)
    from_place_id = models.BigIntegerField()
    to_place_id = models.BigIntegerField()
    from_party_id = models.BigIntegerField(default=0)
    party_id = models.BigIntegerField(default=0)
    business_on = models.DateField()
    posted_at = models.DateTimeField()

    app_grants = APPEND_ONLY
    sight = (
        "EXISTS (SELECT FROM sight.inventory_place AS p WHERE p.company_id = t.company_id "
        "AND p.id IN (t.from_place_id, t.to_place_id) AND p.warehouse_id IS NOT NULL) "
        "OR NOT EXISTS (SELECT FROM public.inventory_place AS p WHERE p.company_id = t.company_id "
        "AND p.id IN (t.from_place_id, t.to_place_id) AND p.warehouse_id IS NOT NULL)"
    )

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "document_id", "serial_id"], name="inventory_serial_move_once"
            ),
        ]
        indexes = [models.Index(fields=["company_id", "serial_id", "id"], name="inventory_serial_move_by_piece")]


class LotLink(CompanyModel):
    """批次谱系 (B6), a book: ``quantity`` of the child was made of the parent."""

    parent_id = models.BigIntegerField()
    child_id = models.BigIntegerField()
    quantity = quantity_field()
    document_id = models.BigIntegerField()
    business_on = models.DateField()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "document_id", "parent_id", "child_id"], name="inventory_lot_link_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(parent_id=models.F("child_id")), name="inventory_lot_link_joins_two"
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "parent_id"], name="inventory_lot_link_parent"),
            models.Index(fields=["company_id", "child_id"], name="inventory_lot_link_child"),
        ]
