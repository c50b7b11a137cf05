"""月末成本计算单 (P2 ④): what left in the month is costed at its end, by 全月一次加权 (C12) or its variance (C14).

It may be made again after late documents: it books only what differs. Goods costed otherwise are not touched.
"""

from dataclasses import dataclass

from hengku.documents.declaration import MONEY, DocumentType, Field
from hengku.documents.fields import LINE_REMARK, PRODUCT, REMARK
from hengku.kit.errors import Invalid, Problem
from hengku.posting.effects import CostMonth, Effects, Facts

MONTH_METHODS = ("MONTHLY_AVERAGE", "STANDARD")


@dataclass(eq=False)
class NotCostedMonthly(Invalid):
    """The cost of these goods is known when they leave."""

    product: str
    text = "「{product}」不按全月一次加权或标准成本计价,不需要月末成本计算。请删去这一行。"


def check(facts: Facts) -> list[Problem]:
    """Only goods that are costed at the end of the month."""
    found: list[Problem] = []
    for line in facts.lines:
        product = facts.products[line.product_id or 0]
        if (product.costing_method or facts.policy.costing_method) not in MONTH_METHODS:
            found.append(NotCostedMonthly(product=product.name).at(line_no=line.line_no, field="product"))
    return found


def effects(facts: Facts) -> Effects:
    """The month of each product folds again, and the differences are booked where its issues were."""
    month = f"{facts.paper.business_on:%Y-%m}"
    return Effects(costs=tuple(CostMonth(line) for line in facts.lines), summary=f"{month} 月末成本计算")


COST_MONTH = DocumentType(
    code="cost_month",
    label="月末成本计算单",
    label_en="Month-end costing",
    prefix="CMC",
    department="bookkeeping",
    states=MONEY,
    header=(
        Field(
            "business_on",
            "计算月份",
            "Month",
            "date",
            required=True,
            help="该月内任一天,通常为月末",
            help_en="Any day of the month, usually its last",
        ),
        REMARK,
    ),
    lines=(PRODUCT, LINE_REMARK),
    effects=effects,
    check=check,
    can_reverse=False,
)
