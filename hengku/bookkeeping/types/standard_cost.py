"""标准成本调整单 (C14): what one unit of a product costs by standard from a day on; stock is revalued against 1404."""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import MONEY, DocumentType, Field
from hengku.documents.fields import LINE_REMARK, PRODUCT, REMARK
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import D
from hengku.posting.effects import Effects, Facts, SetStandard


@dataclass(eq=False)
class StandardNotPositive(Invalid):
    """Nothing costs nothing by standard."""

    given: Decimal
    text = "标准成本 {given} 须大于 0。"


@dataclass(eq=False)
class StandardTwice(Invalid):
    """One product, one standard."""

    product: str
    text = "「{product}」在本单中出现了两次,请只留一行。"


def standard_of(line: PaperLine) -> Decimal:
    """The standard a line sets, of one base unit; 0 where empty."""
    return D(str(line.data.get("standard_cost") or "0"))


def check(facts: Facts) -> list[Problem]:
    """Above zero, and each product once."""
    problems: list[Problem] = []
    seen: set[int] = set()
    for line in facts.lines:
        if standard_of(line) <= 0:
            wrong = StandardNotPositive(given=standard_of(line))
            problems.append(wrong.at(line_no=line.line_no, field="standard_cost"))
        if line.product_id in seen:
            twice = StandardTwice(product=facts.products[line.product_id or 0].name)
            problems.append(twice.at(line_no=line.line_no, field="product"))
        seen.add(line.product_id or 0)
    return problems


def effects(facts: Facts) -> Effects:
    """借 存货 贷 材料成本差异 by what stock is worth more; red when it is worth less."""
    return Effects(
        costs=tuple(SetStandard(line, standard_of(line)) for line in facts.lines), summary="标准成本调整"
    )


STANDARD_COST = DocumentType(
    code="standard_cost",
    label="标准成本调整单",
    label_en="Standard cost",
    prefix="STD",
    department="bookkeeping",
    states=MONEY,
    header=(
        Field(
            "business_on",
            "生效日期",
            "Effective from",
            "date",
            required=True,
            help="自当日零时起,先于当日出入库",
            help_en="From the first hour of the day, before its receipts and issues",
        ),
        REMARK,
    ),
    lines=(
        PRODUCT,
        Field(
            "standard_cost",
            "标准成本(每基本单位)",
            "Standard cost",
            "price",
            required=True,
            shows_cost=True,
        ),
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    can_reverse=False,
)
