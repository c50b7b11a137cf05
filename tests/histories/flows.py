"""What documents say in the words of the model: goods that go, money that goes into stock, lines of the general ledger.

Quantities and amounts are fractions; debit is above zero, credit below.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from tests.costing.second_model import r2

Line = tuple[int, int]  # step, line number
Key = tuple[str, str, str]  # of a pool: product, where, lot
NONE = Fraction(0)


def month_of(day: int) -> int:
    """Days are counted from the 1st of January 2026."""
    return 1 if day <= 31 else 2 if day <= 59 else 3


@dataclass(frozen=True)
class Spot:
    """Where goods lie and what they are. ``place`` is a warehouse's code, transit, consigned or outsourced; ``owner`` "" is us; ``bin``
    "" is the warehouse itself.
    """

    place: str
    status: str = "available"
    lot: str = ""
    owner: str = ""
    bin: str = ""


How = Literal["given", "pool", "share", "agreed", "made", "none"]


@dataclass
class Flow:
    """``n`` pieces (B2: kilograms) from ``here`` to ``there``; None is outside.

    They are worth: an amount ``given``; what the ``pool`` says; a ``share`` of what the source line cost; an amount
    ``agreed`` with the supplier; what they are ``made`` of; ``none``, only the quantity is corrected. The other side is
    ``against``, None where the goods of one document turn into each other.
    """

    line: Line
    on: int
    product: str
    n: Fraction
    here: Spot | None
    there: Spot | None
    how: How
    against: tuple[str, str] | None = None
    amount: Fraction = NONE
    source: Line | None = None
    undoes: Line | None = None
    made: tuple[tuple[Line, ...], Fraction, Fraction, Fraction, Fraction] | None = (
        None  # of, before, upto, whole, fee
    )
    more: Fraction = NONE  # what invoices and fees have changed the given amount by (C15, C16)
    fees: Fraction = NONE  # of that, what does not come back with goods that go back (C6)
    #: What invoices changed it by after its month was closed, and on which days: its goods cost it from then on (C15).
    later: list[tuple[int, Fraction]] = field(default_factory=list)
    count: Fraction | None = None  # B2: of goods by weight how many pieces; then ``n`` is what they weigh
    pieces: tuple[str, ...] = ()  # B7: their serial numbers
    tax: tuple[Fraction, Fraction, int] | None = (
        None  # T7: rate on the cost, what was booked beside it, its sign
    )
    #: C18: of what the source line cost, from one share of it to another, whatever the quantity is rounded to.
    part: tuple[Fraction, Fraction] | None = None
    #: Each change of the given amount by itself: of several pieces with a pool each every one has its share of it (C1).
    mores: list[Fraction] = field(default_factory=list)
    worker: str = ""  # who is owed an estimate for the work in goods that were made (D-OSR)
    owed: Fraction | None = (
        None  # what is owed for it, where that was agreed at the day's cost (C6 without source)
    )
    seq: int = 0

    @property
    def goods(self) -> Fraction:
        """How many pieces."""
        return self.n if self.count is None else self.count

    def agreed_on(self, day: int) -> Fraction:
        """What goods that go back to the supplier on a day are a share of (C6, C9)."""
        return self.amount + self.more - self.fees + sum((n for on, n in self.later if on <= day), NONE)


def share_of(amount: Fraction, number: int, count: int) -> Fraction:
    """C1: what the ``number``-th of so many equal parts has, counted from nothing."""
    return r2(amount * (number + 1) / count) - r2(amount * number / count)


def by_piece(flow: Flow) -> list[Flow]:
    """C13: a flow of pieces that have a pool each, one for every piece; its line and its source are those of the piece."""
    count, found = len(flow.pieces), []
    for number, piece in enumerate(flow.pieces):
        parts = {"amount": share_of(flow.amount, number, count), "n": Fraction(1), "pieces": (piece,)}
        if flow.made is not None:
            used, before, upto, whole, fee = flow.made
            step = (upto - before) / count
            parts["made"] = used, before + step * number, before + step * (number + 1), whole, fee
        changes = sum((share_of(one, number, count) for one in flow.mores), NONE)
        ends = {name: (*line, piece) for name in ("source", "undoes") if (line := getattr(flow, name))}
        found.append(replace(flow, line=(*flow.line, piece), more=changes, **parts, **ends))  # type: ignore[arg-type]
    return found


@dataclass
class Money:
    """C10: money into (or out of) the stock of a product, or with ``kept`` the part of it that lies in stock: what is
    taken back, and what an invoice changed the goods ``of`` a line by whose month is closed (C15), ``n`` of them.
    """

    on: int
    product: str
    spot: Spot
    amount: Fraction
    line: tuple[int | str, ...]
    seq: int = 0
    kept: Fraction | None = None
    of: Line | None = None
    n: Fraction = NONE
    piece: str = ""  # C13: of the pool of this piece


@dataclass
class Entry:
    """A line of the general ledger beside the goods."""

    on: int
    role: str
    amount: Fraction
    party: str = ""
