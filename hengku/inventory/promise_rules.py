"""What can be promised, and who is served first (Q4, Q8). Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

ZERO = Decimal(0)

#: The order in which waiting orders are served: their priority, then the day they promised, then their approval.
RANKS = {"urgent": 0, "normal": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Expected:
    """So much comes (> 0) or is wanted (> 0) on a day, in base units."""

    on: date
    quantity: Decimal


def promisable(
    available: Decimal, supplies: Iterable[Expected], demands: Iterable[Expected], on: date
) -> Decimal:
    """可承诺量 on a day (Q4): the least that will be left on that day or any day after it, and never below zero.

    ``available`` is free now; ``demands`` are those that nothing is reserved for. What has no day is told as today
    (demands) or left out (supplies) by who asks.
    """
    changes: dict[date, Decimal] = {}
    for one in supplies:
        changes[one.on] = changes.get(one.on, ZERO) + one.quantity
    for one in demands:
        changes[one.on] = changes.get(one.on, ZERO) - one.quantity
    balance = available + sum((changes[day] for day in changes if day <= on), ZERO)
    least = balance
    for day in sorted(day for day in changes if day > on):
        balance += changes[day]
        least = min(least, balance)
    return max(least, ZERO)


def first_day(
    available: Decimal,
    supplies: Sequence[Expected],
    demands: Sequence[Expected],
    quantity: Decimal,
    since: date,
) -> date | None:
    """The first day from ``since`` on which so much can be promised; None when what is known is not enough."""
    for day in sorted({since, *(one.on for one in (*supplies, *demands) if one.on > since)}):
        if promisable(available, supplies, demands, day) >= quantity:
            return day
    return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order line that wants ``quantity`` more than it holds (> 0). ``due_on`` None: as soon as can be."""

    line_id: int
    quantity: Decimal
    priority: str
    due_on: date | None
    approved_at: datetime


def allot(available: Decimal, waiting: Iterable[Waiting]) -> dict[int, Decimal]:
    """What each waiting line gets of what is free, by (priority, due date, approval): line id → quantity > 0 (Q8)."""
    given: dict[int, Decimal] = {}
    left = available
    for one in sorted(waiting, key=_rank):
        taken = min(left, one.quantity)
        if taken > 0:
            given[one.line_id] = taken
            left -= taken
    return given


def _rank(one: Waiting) -> tuple[int, date, datetime, int]:
    return RANKS.get(one.priority, RANKS["normal"]), one.due_on or date.min, one.approved_at, one.line_id
