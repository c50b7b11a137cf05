"""What products of a workshop cost (C18): equivalent units, co-products, work given out. Pure; amounts are fen.

The documents of production come with their own room; they ask here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hengku.kit.errors import Invalid
from hengku.kit.numbers import ZERO_FEN, multiply, part_by_cumulative, ratio, split_by_cumulative


@dataclass(eq=False)
class NothingProduced(Invalid):
    """Cost cannot be shared out over nothing."""

    text = "完工数量和在产品数量都是 0,成本无处分配。请填写完工数量,或填写在产品数量。"


@dataclass(frozen=True, slots=True)
class ProductionCost:
    """Cost of an order or a share of it, by element, each ≥ 0."""

    material: Decimal
    labor: Decimal
    overhead: Decimal

    @property
    def total(self) -> Decimal:
        """材料 + 人工 + 制造费用."""
        return self.material + self.labor + self.overhead

    def less(self, other: ProductionCost) -> ProductionCost:
        """What is left when ``other`` is taken out."""
        return ProductionCost(
            self.material - other.material, self.labor - other.labor, self.overhead - other.overhead
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """How the cost of an order parts between what is finished and what is still in work; the sum is the cost."""

    completed: ProductionCost
    in_process: ProductionCost


def share_by_equivalent_units(
    cost: ProductionCost,
    *,
    byproduct_value: Decimal,
    completed: Decimal,
    in_process: Decimal,
    material_pct: Decimal = Decimal(1),
    conversion_pct: Decimal,
) -> Shared:
    """约当产量 (C18): goods in process count by how much of their material and of their work is in them (fractions).

    By-products lessen the material at their fixed price. 完工 = R2(cost × completed / equivalent), the rest stays in
    process. Refuses when there is nothing of either.
    """
    material = cost.material - byproduct_value

    def finished(amount: Decimal, pct: Decimal) -> Decimal:
        equivalent = completed + multiply(in_process, pct)
        if not equivalent:
            raise NothingProduced
        return ratio(amount, completed, equivalent)

    done = ProductionCost(
        finished(material, material_pct),
        finished(cost.labor, conversion_pct),
        finished(cost.overhead, conversion_pct),
    )
    return Shared(done, ProductionCost(material, cost.labor, cost.overhead).less(done))


def share_material_only(
    cost: ProductionCost, *, byproduct_value: Decimal, completed: Decimal, in_process: Decimal
) -> Shared:
    """只算材料 (C18): goods in process hold their material; all work is in what is finished."""
    if not completed + in_process:
        raise NothingProduced
    material = cost.material - byproduct_value
    left = material - ratio(material, completed, completed + in_process)
    return Shared(
        ProductionCost(material - left, cost.labor, cost.overhead),
        ProductionCost(left, ZERO_FEN, ZERO_FEN),
    )


def share_by_quota(cost: ProductionCost, *, byproduct_value: Decimal, quota: ProductionCost) -> Shared:
    """定额法 (C18): goods in process at their quota, the rest is finished."""
    whole = ProductionCost(cost.material - byproduct_value, cost.labor, cost.overhead)
    return Shared(whole.less(quota), quota)


def share_coproducts(total: Decimal, outputs: Sequence[tuple[Decimal, Decimal | None]]) -> list[Decimal]:
    """联产品 (C18, C1): ``outputs`` are (quantity, reference cost); by quantity where nothing has a reference cost."""
    quantities = [quantity for quantity, _ in outputs]
    weights = [multiply(quantity, cost) if cost is not None else Decimal(0) for quantity, cost in outputs]
    return split_by_cumulative(total, weights, fallback=quantities)


def outsourced_material(
    issued: Decimal, *, ordered: Decimal, received_before: Decimal, received: Decimal, taken_before: Decimal
) -> Decimal:
    """委外 (C18, C1): the part of the material given out that comes back in these goods, by 累计收回 / 订单量.

    More than was ordered takes nothing more. ``taken_before`` is what earlier receipts took.
    """
    reached = min(received_before, ordered)
    this = min(received_before + received, ordered) - reached
    return part_by_cumulative(issued, reached, this, ordered, taken_before)
