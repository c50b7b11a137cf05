"""What the lines of production are — 产成品, 子件, 副产品 — and what is said wrong about them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.documents.declaration import Choice, Field
from hengku.documents.paper import BYPRODUCT_PART, COMPONENT_PART, PART, PRODUCT_PART, PaperLine
from hengku.documents.sources import Source
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO, D, NotANumber

PRODUCT_CHOICE: Final = Choice(PRODUCT_PART, "产成品", "Product")
COMPONENT_CHOICE: Final = Choice(COMPONENT_PART, "子件", "Component")
BYPRODUCT_CHOICE: Final = Choice(BYPRODUCT_PART, "副产品", "By-product")

#: What goods of a line come in at before the month is settled; of a by-product what it is always worth (C18).
UNIT_COST: Final = Field(
    "unit_cost",
    "暂记单价",
    "Plan cost",
    "price",
    shows_cost=True,
    help="产成品每基本单位的计划成本,空着按商品参考成本或最近成本暂记;副产品的固定价,必填",
    help_en="What one base unit of the product is planned to cost; empty takes its reference or latest cost. The fixed "
    "price of a by-product, required",
)
OVER_PCT: Final = Field(
    "over_pct",
    "超产容差",
    "Over-production",
    "rate",
    help="0.05 = 可多入库 5%;空着按账套设置",
    help_en="0.05 = up to 5 % more; empty takes the company's setting",
)


@dataclass(eq=False)
class OneProductOnly(Invalid):
    """An order makes one thing."""

    count: int
    text = "一张生产订单只能有一行「产成品」,现有 {count} 行。请把类别改正,或分成几张订单。"


@dataclass(eq=False)
class NoComponents(Invalid):
    """Nothing comes of nothing."""

    text = "没有「子件」。请用「按清单带出」带出物料清单的子件,或至少录入一行。"


@dataclass(eq=False)
class ComponentIsProduct(Invalid):
    """A product cannot be its own component: its cost would depend on itself."""

    product: str
    text = "「{product}」既是产成品又是子件。请去掉其中一行。"


@dataclass(eq=False)
class UnitCostWrong(Invalid):
    """A cost is a number, not below zero; that of a by-product must be said (C18)."""

    label: str
    given: str
    text = "「{label}」{given} 不正确:请填写不小于 0 的金额;副产品必须有固定价。"


def part_of(line: PaperLine, source: Source | None, default: str) -> str:
    """What a line is: what its order says of it, else what it says itself."""
    said = source.data.get(PART) if source is not None else None
    return str(said or line.data.get(PART) or default)


def unit_cost_of(line: PaperLine, source: Source | None) -> Decimal | None:
    """What one base unit is to come in at, by the line or its order; None where nobody said."""
    for given in (
        line.data.get(UNIT_COST.key),
        source.data.get(UNIT_COST.key) if source is not None else None,
    ):
        if given not in (None, ""):
            return D(str(given))
    return None


def unit_cost_problems(line: PaperLine, source: Source | None, part: str) -> list[Problem]:
    """What is wrong with the cost a line says."""
    try:
        cost = unit_cost_of(line, source)
        given = str(line.data.get(UNIT_COST.key) or "")
    except NotANumber as wrong:
        return [wrong.at(field=UNIT_COST.key)]
    if (cost is None and part == BYPRODUCT_PART) or (cost is not None and cost < 0):
        return [UnitCostWrong(label=UNIT_COST.label, given=given).at(field=UNIT_COST.key)]
    return []


def quota(source: Source) -> Decimal:
    """How much of an order line is there to be issued: all of a component, nothing of what is made."""
    return abs(source.quantity_base) if source.data.get(PART) == COMPONENT_PART else ZERO
