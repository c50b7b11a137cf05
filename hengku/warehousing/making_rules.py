"""组装与拆卸 (C17): how what goes in is shared out over what comes out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hengku.kit.numbers import ZERO, D, multiply
from hengku.posting.effects import FromGoods

HUNDRED = Decimal(100)


def part_weights(
    quantities: Sequence[Decimal],
    reference_costs: Sequence[Decimal | None],
    percents: Sequence[Decimal | None],
) -> list[Decimal]:
    """The weights by which parts share in the cost of what was taken apart (C17): the percentages given, or else
    quantity × reference cost, or else the quantities; of goods that are weighed the weight (B2), as their cost is.
    """
    if any(one is not None for one in percents):
        return [one or ZERO for one in percents]
    weights = [
        multiply(quantity, cost or ZERO) for quantity, cost in zip(quantities, reference_costs, strict=True)
    ]
    return weights if any(weights) else list(quantities)


def shares(weights: Sequence[Decimal], fee: Decimal) -> list[FromGoods]:
    """The share of each line, in the order of lines, so that together they are the whole (C1)."""
    whole, before = sum(weights, ZERO), ZERO
    found = []
    for weight in weights:
        found.append(FromGoods(weight, before, whole, fee))
        before += weight
    return found


def percent_of(value: object) -> Decimal | None:
    """A percentage as typed, or None where none was."""
    return None if value in (None, "") else D(str(value))
