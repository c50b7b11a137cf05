"""价目: which of the prices that were agreed holds for a customer, a product, a quantity and a day. Pure.

The closest agreement wins: a price of the customer, then of the customer's level, then of everybody; of those the one
of the largest quantity that is reached, then the latest. Without any the product's own sale price holds (D-SO).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Agreed:
    """A price of one base unit from ``minimum`` base units on. ``party_id`` 0 and ``level`` "": for everybody."""

    id: int
    product_id: int
    party_id: int
    level: str
    minimum: Decimal
    price: Decimal
    is_with_tax: bool
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def closeness(self) -> int:
        """2 for one customer, 1 for a level, 0 for everybody."""
        return 2 if self.party_id else 1 if self.level else 0

    def holds(self, party_id: int, level: str, on: date) -> bool:
        """Whether it is for this customer on this day."""
        is_theirs = self.party_id in (0, party_id) and self.level in ("", level)
        return is_theirs and (self.valid_from or on) <= on <= (self.valid_to or on)


def breaks(prices: Iterable[Agreed], party_id: int, level: str, on: date) -> list[Agreed]:
    """The prices that hold for a product, by rising quantity: at each step the closest, then the latest agreement."""
    holding = [one for one in prices if one.holds(party_id, level, on)]
    found: list[Agreed] = []
    for minimum in sorted({one.minimum for one in holding}):
        best = max((one for one in holding if one.minimum <= minimum), key=_rank)
        if not found or found[-1].id != best.id:
            found.append(best)
    return found


def choose(prices: Iterable[Agreed], party_id: int, level: str, quantity: Decimal, on: date) -> Agreed | None:
    """The price that holds for so much; None when nothing was agreed."""
    reached = [one for one in prices if one.holds(party_id, level, on) and one.minimum <= quantity]
    return max(reached, key=_rank, default=None)


def read_agreed(row: Sequence[str | None]) -> Agreed:
    """A price from texts in the order of its fields; no text is no day."""
    key, product, party, level, minimum, price, is_with_tax, since, until = row
    return Agreed(
        int(key or 0),
        int(product or 0),
        int(party or 0),
        level or "",
        Decimal(minimum or 0),
        Decimal(price or 0),
        is_with_tax == "true",
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
    )


def _rank(one: Agreed) -> tuple[int, Decimal, date, int]:
    return one.closeness, one.minimum, one.valid_from or date.min, one.id
