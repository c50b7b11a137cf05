"""Moving weighted average (C2–C10) as a pure fold over events in (business date, seq) order.

A pool with layers is first in, first out (C11, fifo.py); one at standard cost keeps its variance apart (C14,
standard.py); a month that is costed at its end has a rule of its own (C12, C14, month_end.py).

Nothing here knows a table. Amounts are ≥ 0 for what an event is about; ``Valued.amount`` is what went in or
out. What a pool pays to or gets from cost of sales beside that (true-up of negative stock, residuals) is an
``Adjustment``. docs/algorithms/costing.md shows each rule with numbers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from decimal import Decimal

from hengku.costing.events import (
    Adjustment,
    CostUnknown,
    Draw,
    Event,
    Layer,
    LineCost,
    LineKey,
    PoolBelowZero,
    PoolState,
    Valued,
    given_back,
    made_cost,
    own_cost,
    provisional,
    share_of,
)
from hengku.costing.fifo import value_by_layers
from hengku.costing.month_end import value_in_month
from hengku.costing.standard import value_at_standard
from hengku.kit.numbers import ZERO_FEN, ratio

__all__ = [
    "CostUnknown",
    "Draw",
    "Event",
    "Layer",
    "LineCost",
    "LineKey",
    "PoolBelowZero",
    "PoolState",
    "Valued",
    "fold",
]


def fold(
    events: Iterable[Event], pools: dict[Hashable, PoolState], lines: dict[LineKey, LineCost]
) -> list[Valued]:
    """Value events in order; ``pools`` and ``lines`` are changed to the state after the last one.

    Refuses with ``CostUnknown`` or ``PoolBelowZero``; the pools are then worthless.
    """
    return [_value(event, pools, lines) for event in events]


def _value(event: Event, pools: dict[Hashable, PoolState], lines: dict[LineKey, LineCost]) -> Valued:
    if event.making is not None:  # what went in is valued by now: from here on its amount is given
        event = replace(event, kind="in_given", amount=made_cost(event.making, lines), making=None)
    pool = pools[event.pool]
    if pool.month is not None and event.seq in pool.month.events:
        valued = value_in_month(event, pools, lines)
    elif pool.method == "STANDARD":
        valued = value_at_standard(event, pools, lines)
    elif pool.layers is not None:
        valued = value_by_layers(event, pools, lines)
    elif event.kind in MONEY_ONLY:
        return MONEY_ONLY[event.kind](pool, event)
    else:
        valued = Valued(_amount(event, pool, lines))
        if event.kind in LEAVING:
            _leave(pool, event, valued)
            if event.kind == "transfer":
                _put(pools[event.pool_to], event.pool_to, event.quantity, valued.amount, valued)
        else:
            _put(pool, event.pool, event.quantity, valued.amount, valued)
    if event.kind not in WITHOUT_GOODS:
        _remember_line(event, valued, lines)
    return valued


def _remember_line(event: Event, valued: Valued, lines: dict[LineKey, LineCost]) -> None:
    """What the line's goods cost, for those that are valued by it."""
    if event.undoes_line_id:
        for key in event.keys_of(event.undoes_line_id):
            if key in lines:
                lines[key].back_quantity -= event.quantity
                lines[key].back_amount -= valued.amount
    for key in event.keys_of(event.line_id):
        cost = lines.get(key)
        if cost is None:
            lines[key] = LineCost(event.quantity, valued.amount)
        else:
            cost.quantity += event.quantity
            cost.amount += valued.amount


def _amount(event: Event, pool: PoolState, lines: dict[LineKey, LineCost]) -> Decimal:
    """What the goods of an event are worth, by its kind."""
    pool.remember()
    kind = event.kind
    if kind == "out" or (kind == "transfer" and not event.source_line_id):
        return _take(pool, event)
    if kind in ("in_given", "out_at"):
        return event.amount
    if kind in ("in_source", "out_source", "transfer"):
        cost = event.source_of(lines)
        return _of_source(event, lines, share_of(cost, event.quantity, is_first=event.is_first, part=event.part))
    if kind == "out_given":
        return _of_source(event, lines, given_back(event.source_of(lines), event))
    if kind == "in_pool":
        return own_cost(pool, event)
    raise ValueError(f"no such event: {kind}")


def _of_source(event: Event, lines: dict[LineKey, LineCost], amount: Decimal) -> Decimal:
    """What a piece took back of its own cost (C13), its line has given back too."""
    whole = lines[event.source_line_id]
    if whole is not event.source_of(lines):
        whole.back_quantity += event.quantity
        whole.back_amount += amount
    return amount


def _take(pool: PoolState, event: Event) -> Decimal:
    """C4 and, where stock may go negative, C5 ① ②: the amount of goods that leave at the pool's cost."""
    quantity, held = event.quantity, pool.quantity
    if quantity == held:
        return pool.amount  # the last one takes all of it: no fen stays behind
    if quantity < held or held < 0:
        return ratio(pool.amount, quantity, held)
    return pool.amount + provisional(pool, quantity - held, event.reference_cost)


def _put(pool: PoolState, key: Hashable, quantity: Decimal, amount: Decimal, valued: Valued) -> None:
    """C3 and C5 ③: into the pool; what fills up negative stock trues up what was issued at a provisional cost."""
    pool.remember()  # of a transfer's other end
    missing = -pool.quantity
    if missing <= 0:
        pool.quantity += quantity
        pool.amount += amount
    elif quantity >= missing:
        actual = amount if quantity == missing else ratio(amount, missing, quantity)
        delta = actual + pool.amount
        pool.quantity = quantity - missing
        pool.amount = amount - actual
        if delta:
            valued.adjustments.append(Adjustment(key, "true_up", delta))
    else:
        provisional = ratio(-pool.amount, quantity, missing)
        pool.quantity += quantity
        pool.amount += provisional
        if amount != provisional:
            valued.adjustments.append(Adjustment(key, "true_up", amount - provisional))
    pool.remember()


def _leave(pool: PoolState, event: Event, valued: Valued) -> None:
    """Out of the pool, and nothing left behind that has no goods (C8)."""
    pool.quantity -= event.quantity
    pool.amount -= valued.amount
    _close(pool, event.pool, valued)


def _close(pool: PoolState, key: Hashable, valued: Valued) -> None:
    """C8: no money without goods, and no stock of negative value; the rest goes to cost of sales.

    Nor missing goods of positive value, when more goes at an agreed cost than is there: their cost would be negative.
    """
    rest = pool.amount
    if rest and (pool.quantity == 0 or (pool.quantity > 0) is (rest < 0)):
        pool.amount = ZERO_FEN
        valued.adjustments.append(Adjustment(key, "residual", rest))
    pool.remember()


def _adjust(pool: PoolState, event: Event) -> Valued:
    """C10: money into stock that is there, or into cost of sales when there is none."""
    if pool.quantity <= 0:
        return Valued(event.amount, [Adjustment(event.pool, "value_only", event.amount)])
    if pool.amount + event.amount < 0:
        raise PoolBelowZero(product=event.product, amount=event.amount)
    pool.amount += event.amount
    pool.remember()
    return Valued(event.amount)


def _difference(pool: PoolState, event: Event) -> Valued:
    """C15, closed: the part of a price difference whose goods are gone costs the present period."""
    inventory, cogs = split_difference(event.amount, event.quantity, pool)
    pool.amount += inventory
    pool.remember()
    return Valued(event.amount, [Adjustment(event.pool, "value_only", cogs)] if cogs else [])


def _fixed(pool: PoolState, event: Event) -> Valued:
    """A difference that was split between stock and cost of sales when it was posted: its part of the stock."""
    pool.amount += event.amount
    valued = Valued(event.amount)
    _close(pool, event.pool, valued)
    return valued


def split_difference(difference: Decimal, invoiced: Decimal, pool: PoolState) -> tuple[Decimal, Decimal]:
    """C15, receipt's period closed: (to inventory, to cost of sales); their sum is the difference.

    As much stays in stock as the pool still holds of the invoiced quantity, all of it where the month is costed at its
    end (C12); a fall never takes stock below zero value.
    """
    held = min(pool.quantity, invoiced)
    if held <= 0:
        return ZERO_FEN, difference
    inventory = difference if pool.method == "MONTHLY_AVERAGE" else ratio(difference, held, invoiced)
    if pool.amount + inventory < 0:
        inventory = -pool.amount
    return inventory, difference - inventory


LEAVING = frozenset({"out", "out_at", "out_source", "out_given", "transfer"})
MONEY_ONLY = {"value": _adjust, "difference": _difference, "fixed": _fixed}
WITHOUT_GOODS = frozenset({*MONEY_ONLY, "standard"})
