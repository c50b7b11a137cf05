"""盘点 (D-CNT): differences, ABC classes and how often each is counted. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hengku.kit.numbers import ZERO, ZERO_FEN, product_to_fen

A_UNTIL, B_UNTIL = Decimal("0.80"), Decimal("0.95")
#: D-CNT: A every week, B every month, C every quarter.
DAYS_OF_CLASS = {"A": 7, "B": 30, "C": 91}


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of one line: the books at the start, what moved until it was counted, what was found."""

    base: Decimal
    moved: Decimal
    first: Decimal | None
    second: Decimal | None
    unit_cost: Decimal | None = None
    given_amount: Decimal | None = None

    @property
    def book(self) -> Decimal:
        """What the books said when it was counted: the base and what moved since (D-CNT, LIVE)."""
        return self.base + self.moved

    @property
    def found(self) -> Decimal | None:
        """The last count that was made; None when nobody counted."""
        return self.first if self.second is None else self.second

    @property
    def difference(self) -> Decimal:
        """Found less book: > 0 盘盈, < 0 盘亏; 0 while not counted."""
        return ZERO if self.found is None else self.found - self.book

    @property
    def amount(self) -> Decimal:
        """What the difference is worth at the cost of the moment, with its sign."""
        if self.given_amount is not None and self.difference > 0:
            return self.given_amount
        return product_to_fen(self.difference, self.unit_cost) if self.unit_cost else ZERO_FEN


def abc_classes(values: Sequence[tuple[int, Decimal]]) -> dict[int, str]:
    """R-09: by value falling, A up to 80 % of the sum, B up to 95 %, C the rest; of equal values the lower key first.

    Products without value are C.
    """
    ordered = sorted(values, key=lambda one: (-one[1], one[0]))
    whole = sum((value for _, value in ordered if value > 0), ZERO)
    classes, so_far = {}, ZERO
    for key, value in ordered:
        so_far += max(value, ZERO)
        share = so_far / whole if whole and value > 0 else Decimal(1)
        classes[key] = "A" if share <= A_UNTIL else "B" if share <= B_UNTIL else "C"
        if value <= 0:
            classes[key] = "C"
    return classes


def due_on(abc: str, last_counted_on: date | None, started_on: date) -> date:
    """When goods of this class are to be counted again."""
    return (last_counted_on or started_on) + timedelta(days=DAYS_OF_CLASS[abc])


def accuracy(whole: Decimal, differences: Decimal) -> Decimal | None:
    """R-17: 1 − Σ|difference| / Σ book; None when the books said nothing."""
    return 1 - differences / whole if whole else None
