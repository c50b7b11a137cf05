"""套装 and its components (C17, KT-01): what they are charged for, and how many sets there are goods for. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from hengku.kit.numbers import ZERO, divide, multiply, split_by_cumulative


@dataclass(frozen=True, slots=True)
class Part:
    """A component: ``quantity`` base units of it in so much as the bill ``makes`` (> 0), each sold alone for ``price``
    with tax (≥ 0; 0 where nobody said).
    """

    component_id: int
    quantity: Decimal
    price: Decimal
    makes: Decimal = Decimal(1)

    def of(self, sets: Decimal) -> Decimal:
        """How much of it is in so many base units of the whole."""
        return divide(multiply(self.quantity, sets), self.makes)


def kit_amounts(amount: Decimal, parts: Sequence[Part]) -> list[Decimal]:
    """What each component is charged of the set's amount with tax: by what it is sold for alone, by cumulative
    difference in the order of the bill (C17, C1). Without any price, by quantity.
    """
    weights = [multiply(part.quantity, part.price) for part in parts]
    return split_by_cumulative(amount, weights, fallback=[part.quantity for part in parts])


def sets_of(available: Mapping[int, Decimal], parts: Sequence[Part]) -> Decimal:
    """How many whole sets there are components for: of the one there is least of. Never below zero."""
    counts = [
        divide(multiply(max(available.get(part.component_id, ZERO), ZERO), part.makes), part.quantity)
        for part in parts
    ]
    return min(counts, default=ZERO).to_integral_value(ROUND_FLOOR)
