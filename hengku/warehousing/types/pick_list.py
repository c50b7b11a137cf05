"""拣货单 (D-PK): goods of an order go from their bins to 待发区 STAGING, where they wait for the issue.

On hand stays, and so does what is held for the order; what could not be found is given back, so that somebody else may
have it, and the bin should be counted.
"""

from decimal import Decimal

from hengku.documents.declaration import STOCK, DocumentType, Field, From
from hengku.documents.errors import FieldRequired
from hengku.documents.fields import (
    BIN,
    BUSINESS_ON,
    CUSTOMER,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import PaperLine
from hengku.inventory.rules import STAGING
from hengku.kit.errors import Problem
from hengku.posting.effects import AtPoolCost, Effects, End, Facts, Goods


def _missing(line: PaperLine) -> Decimal:
    """What was asked for and not found, ≥ 0, in base units."""
    given = line.data.get("short_quantity")
    return Decimal(str(given)) * line.unit_numerator / line.unit_denominator if given else Decimal(0)


def check(facts: Facts) -> list[Problem]:
    """Every line is of an order, and whoever finds too little says why."""
    problems: list[Problem] = []
    for line in facts.lines:
        if line.source_line_id is None:
            problems.append(FieldRequired(label="订单行").at(line_no=line.line_no, field="source_line"))
        if _missing(line) and not line.data.get("short_reason"):
            problems.append(FieldRequired(label="短拣原因").at(line_no=line.line_no, field="short_reason"))
    return problems


def effects(facts: Facts) -> Effects:
    """From the bin to STAGING; what is short is no longer held."""
    warehouse = facts.paper.warehouse_id or 0

    def goods(line: PaperLine) -> Goods:
        source, target = End("stock", warehouse, line.bin), End("stock", warehouse, STAGING)
        return Goods(line, source, target, line.quantity_base, AtPoolCost(), "transfer")

    return Effects(
        goods=tuple(goods(line) for line in facts.lines),
        releases=tuple((line, _missing(line)) for line in facts.lines if _missing(line)),
    )


PICK_LIST = DocumentType(
    code="pick_list",
    label="拣货单",
    label_en="Pick list",
    prefix="PK",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, CUSTOMER, WAREHOUSE, REMARK),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        BIN,
        Field("short_quantity", "短拣数量", "Short", "quantity"),
        from_list("short_pick_reason", "short_reason", "短拣原因", "Why short"),
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    sources=(From("delivery_notice"), From("sales_order")),
    party="customer",
    goods="inside",
    weighs=True,
    makes_entry=False,
)
