"""发货通知单 (D-DN): tells the warehouse what to send of an order, and holds it for that (Q8, hard). What
was invoiced before its goods go follows its invoice, and is not invoiced again by them (T11).
"""

from __future__ import annotations

from dataclasses import dataclass

from hengku.documents.ahead_rules import goods_to_go
from hengku.documents.declaration import ORDER, DocumentType, Field, From
from hengku.documents.fields import (
    BUSINESS_ON,
    CUSTOMER,
    EXPIRES_ON,
    LINE_REMARK,
    LOT_NO,
    LOT_REASON,
    PRODUCED_ON,
    PRODUCT,
    QUANTITY,
    REMARK,
    SERIALS,
    UNIT,
    WAREHOUSE,
)
from hengku.kit.errors import Problem, Refused
from hengku.posting.effects import Effects, Facts, Hold


@dataclass(eq=False)
class NoticeWithoutOrder(Refused):
    """D-DN: what is to be sent was ordered."""

    product: str
    text = "「{product}」没有引用销售订单。请从已审核的销售订单生成发货通知单。"


def check(facts: Facts) -> list[Problem]:
    """Every line is of an order."""
    return [
        NoticeWithoutOrder(facts.products[line.product_id or 0].name).at(
            line_no=line.line_no, field="source_line"
        )
        for line in facts.lines
        if not line.source_line_id
    ]


def effects(facts: Facts) -> Effects:
    """What the order line held is held for this line now, and all of it must be there: goods of a lot of that lot,
    or the first to expire (B4).
    """
    warehouse = facts.paper.warehouse_id or 0
    return Effects(
        holds=tuple(Hold(line, warehouse, line.quantity_base, takes_over=True) for line in facts.lines)
    )


DELIVERY_NOTICE = DocumentType(
    code="delivery_notice",
    label="发货通知单",
    label_en="Delivery notice",
    prefix="DN",
    department="sales",
    states=ORDER,
    header=(
        BUSINESS_ON,
        CUSTOMER,
        WAREHOUSE,
        Field("due_on", "要求发货日期", "Send by", "date"),
        Field("deliver_to", "收货地址", "Deliver to", "text"),
        REMARK,
    ),
    lines=(PRODUCT, UNIT, QUANTITY, LOT_NO, PRODUCED_ON, EXPIRES_ON, SERIALS, LOT_REASON, LINE_REMARK),
    effects=effects,
    check=check,
    sources=(
        From("sales_order", less=("sales_issue", "sales_invoice"), passes=True),
        From("sales_invoice", less=("sales_issue",), passes=True, at_its_amounts=True, limit=goods_to_go),
    ),
    party="customer",
    makes_entry=False,
    is_order=True,
    can_reverse=False,  # it is closed: what it held goes back to the order
)
