"""What moves do to on-hand balances, and when they must be refused (Q7, Q8). Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

ZERO = Decimal(0)

AVAILABLE: Final = "available"
#: 待发区: the bin of a warehouse with bins where picked goods wait for their issue (D-PK).
STAGING: Final = "STAGING"

Pile = tuple[int, int]  # product id, place id of a warehouse


class Key(NamedTuple):
    """What an on-hand balance is kept by (Q6). ``lot_id`` and ``owner_id`` are 0 for no lot and for our own goods.

    Keys sort as on-hand rows are locked (docs/locks.md).
    """

    product_id: int
    place_id: int
    lot_id: int = 0
    status: str = AVAILABLE
    owner_id: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether the goods are ours and may be promised to a customer (Q2)."""
        return self.status == AVAILABLE and self.owner_id == 0

    @property
    def is_plain(self) -> bool:
        """Sound goods without a lot: the only ones that a warehouse may allow to go below zero (Q7)."""
        return self.lot_id == 0 and self.is_sound


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
    weight: Decimal = ZERO  # in the second unit, 0 for goods that are not weighed (B2)
    pinned: Decimal = ZERO  # of what is reserved: held of this very lot (硬预留)


@dataclass(frozen=True, slots=True)
class Flow:
    """``quantity`` of a product into (> 0) or out of (< 0) a balance, in posting order. ``document`` and ``line_no``
    say whose, ``move`` which: both ends of a move have the same number.
    """

    key: Key
    quantity: Decimal
    on: date
    document: int
    line_no: int
    move: int = 0
    weight: Decimal = ZERO  # signed as the quantity (B2)


@dataclass(frozen=True, slots=True)
class Short:
    """An outflow that is not covered: what was asked, what could be had at that moment, and on which day it fails.
    With ``lot_id`` it would take of a lot what is held of that for others.
    """

    flow: Flow
    available: Decimal
    on_hand: Decimal
    reserved: Decimal
    on: date
    lot_id: int = 0


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


def shortages_of_pile(hands: Mapping[Key, Hand], flows: Sequence[Flow], released: Decimal) -> list[Short]:
    """The outflows that are refused where a product lies in several lots or bins of a warehouse (Q7, Q8).

    No lot and no bin may be taken below zero. What is promised is promised out of all of them together, so only what
    leaves the warehouse, or is no longer sound, can touch a promise. ``flows`` are those of these balances.
    """
    found: list[Short] = []
    for key, hand in hands.items():
        own = [flow for flow in flows if flow.key == key]
        unreserved = Hand(hand.id, hand.quantity, ZERO, hand.may_go_negative, hand.last_moved_on, hand.later)
        if own and not hand.may_go_negative:
            ordered = sorted(own, key=lambda flow: flow.on) if hand.later else own
            found.extend(shortages(unreserved, ordered, ZERO))
    if found:
        return found
    whole = Hand(
        0,
        sum((hand.quantity for hand in hands.values()), ZERO),
        sum((hand.reserved for hand in hands.values()), ZERO),
        any(hand.may_go_negative for hand in hands.values()),
        None,
    )
    return shortages(whole, leaving_and_coming(flows), released)


def leaving_and_coming(flows: Sequence[Flow]) -> list[Flow]:
    """The flows of a pile without those of moves that stay inside it."""
    ends: dict[int, int] = {}
    for flow in flows:
        ends[flow.move] = ends.get(flow.move, 0) + 1
    return [flow for flow in flows if ends[flow.move] == 1]


def spread(
    quantities: Mapping[Key, Decimal], reserved: Mapping[Key, Decimal], total: Decimal
) -> dict[Key, Decimal]:
    """How ``total`` reserved goods lie over the balances of a pile: where they lay before as far as that still holds as
    much, and the rest on the others in key order. What nothing covers stays on the first.
    """
    left = total
    held: dict[Key, Decimal] = {}
    for key in sorted(quantities):
        held[key] = max(min(reserved.get(key, ZERO), quantities[key], left), ZERO)
        left -= held[key]
    for key in sorted(quantities):
        more = max(min(quantities[key] - held[key], left), ZERO)
        held[key] += more
        left -= more
    if left and held:
        held[min(held)] += left
    return held
