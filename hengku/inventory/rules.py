"""What moves do to on-hand balances, and when they must be refused (Q7, Q8). Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

ZERO = Decimal(0)

Key = tuple[int, int]  # product id, place id


@dataclass(frozen=True, slots=True)
class Day:
    """What already moved on one day at a place: the net of the day and the lowest point on the way to it."""

    on: date
    net: Decimal
    lowest: Decimal


@dataclass(slots=True)
class Hand:
    """An on-hand balance. ``later`` holds the days from the earliest new business date on, when that is
    back-dated.
    """

    id: int
    quantity: Decimal
    reserved: Decimal
    may_go_negative: bool
    last_moved_on: date | None
    later: list[Day] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Flow:
    """``quantity`` of a product, > 0, into or out of a place, in posting order. ``document`` and ``line_no``
    say whose.
    """

    key: Key
    quantity: Decimal
    on: date
    document: int
    line_no: int


@dataclass(frozen=True, slots=True)
class Short:
    """An outflow that is not covered: what was asked, what could be had at that moment, and on which day it fails."""

    flow: Flow
    available: Decimal
    on_hand: Decimal
    reserved: Decimal
    on: date


def shortages(hand: Hand, flows: Sequence[Flow], released: Decimal) -> list[Short]:
    """The outflows of one balance that are refused (Q7): now, or on any day since a back-dated business date.

    ``flows`` are signed, in (business date, order of posting); ``released`` is what these documents give
    back of their own reservations. Nobody's reservation may be taken by somebody else's issue (Q8), not even
    where stock may go below zero: what was promised is there.
    """
    reserved = hand.reserved - released
    if hand.may_go_negative and reserved <= 0:
        return []
    found: list[Short] = []
    now = hand.quantity
    for flow in flows:
        now += flow.quantity
        if flow.quantity < 0 and now < reserved:
            available = now - flow.quantity - reserved
            found.append(Short(flow, max(available, ZERO), now - flow.quantity, reserved, flow.on))
            now -= flow.quantity  # refused: the next one may still have it
    return found if hand.may_go_negative else found or _short_in_the_past(hand, flows)


def _short_in_the_past(hand: Hand, flows: Sequence[Flow]) -> list[Short]:
    """Walk the days from the first back-dated one: existing moves of a day come before what is added to it (G6)."""
    if not hand.later:
        return []
    balance = hand.quantity - sum((day.net for day in hand.later), ZERO)
    pending = list(flows)
    last_out: Flow | None = None
    days = sorted({day.on for day in hand.later} | {flow.on for flow in flows})
    existing = {day.on: day for day in hand.later}
    for on in days:
        day = existing.get(on)
        if day is not None:
            lowest = balance + min(day.lowest, ZERO)
            if last_out is not None and lowest < 0:
                there = lowest - last_out.quantity  # on that day, without the new outflow
                return [Short(last_out, max(there, ZERO), there, ZERO, on)]
            balance += day.net
        while pending and pending[0].on == on:
            flow = pending.pop(0)
            if flow.quantity < 0 and balance + flow.quantity < 0:
                return [Short(flow, max(balance, ZERO), balance, ZERO, on)]
            balance += flow.quantity
            last_out = flow if flow.quantity < 0 else last_out
    return []
