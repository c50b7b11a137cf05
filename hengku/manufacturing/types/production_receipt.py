"""完工入库单 (D-FIN): what an order made comes into stock; with 倒冲 what it is made of goes out in the same posting.

借 存货 贷 生产成本 at a cost for the time being (暂记): what the order plans, else the product's reference cost, else its
latest. The month's settlement brings it to what it really cost (C18). By-products come in at their fixed price.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from hengku.documents.declaration import STOCK, DocumentType, Field, From
from hengku.documents.errors import FieldRequired
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
from hengku.documents.paper import COMPONENT_PART, PART, PRODUCT_PART, PaperLine, is_set
from hengku.documents.sources import Source
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO, product_to_fen
from hengku.manufacturing.parts import (
    BYPRODUCT_CHOICE,
    COMPONENT_CHOICE,
    PRODUCT_CHOICE,
    UNIT_COST,
    part_of,
    unit_cost_of,
    unit_cost_problems,
)
from hengku.posting.effects import PRODUCTION, AtPoolCost, Cost, Effects, Facts, Given, Goods, stock


@dataclass(eq=False)
class NothingFinished(Refused):
    """A receipt brings something."""

    text = "没有「产成品」或「副产品」行。只领料请用生产领料单;完工入库请至少录入一行产成品或副产品。"


def expected(source: Source) -> Decimal:
    """How much of an order line there is to come, or to be taken with it (components, by 倒冲 alone)."""
    is_taken = source.data.get(PART) == COMPONENT_PART and not is_set(source.header.get("backflush"))
    return ZERO if is_taken else abs(source.quantity_base)


def check(facts: Facts) -> list[Problem]:
    """Every line belongs to a line of an order, something comes in, by-products have their price."""
    problems: list[Problem] = []
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None:
            problems.append(FieldRequired(label="生产订单行").at(line_no=line.line_no, field="source_line"))
            continue
        part = part_of(line, source, PRODUCT_PART)
        line.data[PART] = part
        if part != COMPONENT_PART:
            problems += [one.at(line_no=line.line_no) for one in unit_cost_problems(line, source, part)]
    if facts.lines and all(line.data.get(PART) == COMPONENT_PART for line in facts.lines):
        problems.append(NothingFinished())
    return problems


def _cost(line: PaperLine, facts: Facts) -> Cost:
    """What the goods come in at until the month is settled (D-FIN 本)."""
    unit = unit_cost_of(line, facts.source_of(line))
    if unit is None:
        unit = facts.products[line.product_id or 0].reference_cost
    return AtPoolCost() if unit is None else Given(product_to_fen(line.measure, unit))


def effects(facts: Facts) -> Effects:
    """Components first: what is taken with the receipt is gone before the product comes."""
    into = stock(facts.paper.warehouse_id)
    taken: list[Goods] = []
    made: list[Goods] = []
    for line in facts.lines:
        source = facts.source_of(line)
        quantity: Decimal = line.quantity_base
        if part_of(line, source, PRODUCT_PART) != COMPONENT_PART:
            made.append(Goods(line, PRODUCTION, into, quantity, _cost(line, facts), "wip"))
            continue
        place = source.warehouse_to_id if source is not None else 0  # where the order takes its components
        taken.append(Goods(line, stock(place), PRODUCTION, quantity, AtPoolCost(), "wip"))
    return Effects(goods=(*taken, *made))


PRODUCTION_RECEIPT = DocumentType(
    code="production_receipt",
    label="完工入库单",
    label_en="Production receipt",
    prefix="FIN",
    department="manufacturing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        replace(WAREHOUSE, label="入库仓库", label_en="Product into"),
        DEPARTMENT,
        REMARK,
    ),
    lines=(
        Field(
            PART,
            "类别",
            "Part",
            "choice",
            choices=(PRODUCT_CHOICE, BYPRODUCT_CHOICE, COMPONENT_CHOICE),
            default=PRODUCT_PART,
        ),
        PRODUCT,
        UNIT,
        QUANTITY,
        UNIT_COST,
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    sources=(
        From(
            "production_order",
            tolerance="over_receipt_pct",
            less=("material_issue",),
            limit=expected,
            fulfils=True,
            passes=True,
            sent_back_by="production_return",
        ),
    ),
    goods="both",
    weighs=True,
    backflushes=True,
)
