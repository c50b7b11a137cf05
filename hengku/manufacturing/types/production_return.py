"""完工退库单 (D-FIN 红): part of what an order made goes back to its work, and waits to be received again.

The receipt's entry in red, at what the goods cost (C7): 借 存货 贷 生产成本, both below zero. What was taken with the
receipt (倒冲) comes back by the same share to where the order takes it from; not for goods that are reworked, whose
components stay in them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.fields import (
    BUSINESS_ON,
    DEPARTMENT,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import COMPONENT_PART, PART, PRODUCT_PART, REWORK, PaperLine
from hengku.documents.sources import without_source
from hengku.kit.errors import Problem, Refused
from hengku.posting.effects import PRODUCTION, AtSourceCost, Effects, Facts, Goods, stock

RECEIPT = "production_receipt"


@dataclass(eq=False)
class NothingTakenBack(Refused):
    """A return takes back something that was made."""

    text = "没有「产成品」或「副产品」行。只退材料请用生产退料单;完工退库请由完工入库单带出要退的成品。"


def check(facts: Facts) -> list[Problem]:
    """Every line is of a receipt, and not of components alone; which way its goods go is written down (I07)."""
    problems = without_source(facts.lines, "完工入库单行")
    for line in facts.lines:
        source = facts.source_of(line)
        line.data[PART] = part = str(source.data.get(PART) or PRODUCT_PART) if source is not None else PRODUCT_PART
        line.data["direction"] = "in" if part == COMPONENT_PART else "out"
    if facts.lines and all(line.data[PART] == COMPONENT_PART for line in facts.lines):
        problems.append(NothingTakenBack())
    return problems


def effects(facts: Facts) -> Effects:
    """Goods first: what they were made of is there again only when they are gone."""
    lines = sorted(facts.lines, key=lambda line: line.data[PART] == COMPONENT_PART)
    return Effects(goods=tuple(_back(line, facts) for line in lines))


def _back(line: PaperLine, facts: Facts) -> Goods:
    quantity, cost = line.quantity_base, AtSourceCost(line.source_line_id or 0)
    if line.data[PART] != COMPONENT_PART:
        here = stock(facts.paper.warehouse_id)
        return Goods(line, here, PRODUCTION, quantity, cost, "wip", red=True)
    source = facts.source_of(line)
    order = source.origin if source is not None else None
    there = stock(order.warehouse_to_id if order is not None else 0)  # where the order takes its components
    return Goods(line, PRODUCTION, there, quantity, cost, "wip", red=True)


PRODUCTION_RETURN = DocumentType(
    code="production_return",
    label="完工退库单",
    label_en="Production return",
    prefix="FIB",
    department="manufacturing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        replace(WAREHOUSE, label="退出仓库", label_en="Taken from"),
        DEPARTMENT,
        Field(
            "reason",
            "退库原因",
            "Why",
            "choice",
            required=True,
            choices=(
                Choice("quality", "质量不合格", "Failed quality"),
                Choice("wrong", "入库录错", "Received by mistake"),
                Choice("other", "其他(写在备注)", "Other (in the remark)"),
            ),
        ),
        Field(
            REWORK,
            "返工",
            "Rework",
            "flag",
            help="勾选:倒冲领用的子件留在返工的成品里,重新入库时不再领;不勾:倒冲的子件按比例退回领料仓库",
            help_en="Ticked: components taken with the receipt stay in the goods, and none are taken when these come "
            "again. Else their share goes back to where the order takes them from",
        ),
        REMARK,
    ),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=effects,
    check=check,
    sources=(From(RECEIPT),),
    goods="both",
    weighs=True,
    unmakes=True,
)
