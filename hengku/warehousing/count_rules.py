"""盘点 (D-CNT): differences, ABC classes and how often each is counted. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hengku.kit.numbers import ZERO, ZERO_FEN, divide, multiply, product_to_fen, quantize

#: Classes of goods by what went out (R-09), and how a count of the whole warehouse is named among them.
CLASSES: Final = ("A", "B", "C")
FULL: Final = "full"
#: A whole count belongs to a month when it is made in its last days; who counts early need not count again.
FULL_DAYS_BEFORE: Final = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """How often goods are counted (D-CNT): days by class, borders of the classes (R-09), whole counts by month."""

    days: dict[str, int]
    a_until: Decimal
    b_until: Decimal
    wants_full: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """What goods of two measures weigh (B2): as the books said, what moved, and what the scales said at each count."""

    base: Decimal
    moved: Decimal
    first: Decimal | None
    second: Decimal | None
    standard: Decimal | None = None  # of a piece
    precision: int = 3


@dataclass(frozen=True, slots=True)
class Part:
    """What one line of 盘盈单 (both ≥ 0) or 盘亏单 (both ≤ 0) books; without a weight the engine finds it (B2)."""

    pieces: Decimal
    weight: Decimal | None = None

    @property
    def is_gain(self) -> bool:
        """Whether goods come in; a weight may come alone."""
        return self.pieces > 0 or (not self.pieces and (self.weight or ZERO) > 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of one line: the books at the start, what moved until it was counted, what was found. The unit cost
    of goods that are weighed is of a unit of weight, as their pools are kept.
    """

    base: Decimal
    moved: Decimal
    first: Decimal | None
    second: Decimal | None
    unit_cost: Decimal | None = None
    given_amount: Decimal | None = None
    weighed: Weighed | None = None
    is_of_others: bool = False  # has no cost; what is missing is owed to its owner as ``given_amount``

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
    def book_weight(self) -> Decimal:
        """What the books said the pieces weigh; 0 for goods that are not weighed."""
        return self.weighed.base + self.weighed.moved if self.weighed else ZERO

    @property
    def found_weight(self) -> Decimal | None:
        """What the pieces of the last count weigh: nothing where none was found, None where nobody weighed them."""
        if self.weighed is None or self.found is None:
            return None
        if not self.found:
            return ZERO
        return self.weighed.first if self.second is None else self.weighed.second

    @property
    def weight_difference(self) -> Decimal:
        """Found less book by weight; where nobody weighed, what the pieces that differ should weigh."""
        if self.weighed is None or self.found is None:
            return ZERO
        if self.found_weight is not None:
            return self.found_weight - self.book_weight
        return self._weight_of(abs(self.difference)).copy_sign(self.difference)

    @property
    def measure(self) -> Decimal:
        """What the difference costs by: weight of goods that are weighed, else pieces (B2)."""
        return self.weight_difference if self.weighed else self.difference

    @property
    def differs(self) -> bool:
        """Whether pieces or weight are not as in the books."""
        return bool(self.difference or self.weight_difference)

    @property
    def amount(self) -> Decimal:
        """What the difference is worth at the cost of the moment, with its sign; of goods of others what is missing is
        worth what their owner gets, and what was found nothing.
        """
        if self.is_of_others:
            return -(self.given_amount or ZERO_FEN) if self.measure < 0 else ZERO_FEN
        if self.given_amount is not None and self.measure > 0:
            return self.given_amount
        return product_to_fen(self.measure, self.unit_cost) if self.unit_cost else ZERO_FEN

    @property
    def needs_amount(self) -> bool:
        """Whether the accountant says what the difference is worth: nothing else does (C3)."""
        return self.measure < 0 if self.is_of_others else self.measure > 0 and not self.unit_cost

    @property
    def parts(self) -> tuple[Part, ...]:
        """What books the difference. Pieces that came where weight is missing, or the other way round, are two lines:
        the pieces at what those here weigh, and the rest as weight alone.
        """
        pieces, weight = self.difference, self.weight_difference
        if not pieces and not weight:
            return ()
        if self.weighed is None or self.found_weight is None:
            return (Part(pieces),)
        if not pieces or pieces * weight > 0:
            return (Part(pieces, weight),)
        share = self._weight_of(abs(pieces)).copy_sign(pieces)
        return Part(pieces, share), Part(ZERO, weight - share)

    def _weight_of(self, pieces: Decimal) -> Decimal:
        """What so many pieces weigh at the average of the books, else by the standard."""
        if self.weighed is None:
            return ZERO
        if self.book > 0 and self.book_weight > 0:
            exact = divide(multiply(self.book_weight, pieces), self.book)
        else:
            exact = multiply(pieces, self.weighed.standard or ZERO)
        return quantize(exact, self.weighed.precision)


def abc_classes(
    values: Sequence[tuple[int, Decimal]],
    a_until: Decimal = Decimal("0.80"),
    b_until: Decimal = Decimal("0.95"),
) -> dict[int, str]:
    """R-09: by value falling, A up to a share of the sum, B up to the next, C the rest; of equal values the one given
    first. Products without value are C.
    """
    ordered = sorted(values, key=lambda one: -one[1])
    whole = sum((value for _, value in ordered if value > 0), ZERO)
    classes, so_far = {}, ZERO
    for key, value in ordered:
        so_far += max(value, ZERO)
        if value <= 0:
            classes[key] = "C"
        else:
            classes[key] = "A" if so_far <= whole * a_until else "B" if so_far <= whole * b_until else "C"
    return classes


def due_on(days: int, last_counted_on: date | None, since: date) -> date:
    """When goods are to be counted again: so many days after the last count, or after they first lay there."""
    return (last_counted_on or since) + timedelta(days=days)


def full_due_on(today: date, last_full_on: date | None, started_on: date) -> date:
    """D-CNT 全盘月末: the day on which the whole warehouse is to be counted; past when it was not.

    A month that has ended counts until its whole count is made, however late; months before the books do not.
    """
    this_end = _month_end(today)
    ended = today if today == this_end else today.replace(day=1) - timedelta(days=1)
    is_done = last_full_on is not None and last_full_on >= ended - timedelta(days=FULL_DAYS_BEFORE)
    if ended >= started_on and not is_done:
        return ended
    return _month_end(ended + timedelta(days=1))


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def accuracy(whole: Decimal, differences: Decimal) -> Decimal | None:
    """R-17: 1 − Σ|difference| / Σ book; None when the books said nothing."""
    return 1 - differences / whole if whole else None
