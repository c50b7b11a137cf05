"""Standard cost (C14): stock is worth its standard, what goods cost beside it goes to 1404 at once. Pure; for the fold.

The variance of an event is an ``Adjustment`` between its pool and 1404: > 0 when the goods cost more than their
standard. At the end of the month the goods that left get their share of it (month_end.py).
"""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal

from hengku.costing.events import (
    Adjustment,
    Event,
    LineCost,
    LineKey,
    PoolState,
    Valued,
    given_back,
    share_of,
    standard_on,
)
from hengku.kit.numbers import ZERO_FEN, product_to_fen

ENTERING = frozenset({"in_given", "in_pool", "in_source"})


def at_standard(pool: PoolState, event: Event, *, leaves: bool) -> Decimal:
    """The standard of an event's goods; the last one takes what is there, the one that fills a gap closes it."""
    if pool.quantity and event.quantity == (pool.quantity if leaves else -pool.quantity):
        return pool.amount if leaves else -pool.amount
    return product_to_fen(event.quantity, standard_on(pool, event.on, event.product))


def value_at_standard(
    event: Event, pools: dict[Hashable, PoolState], lines: dict[LineKey, LineCost], share: Decimal = ZERO_FEN
) -> Valued:
    """Value one event of a pool at standard; ``share`` is the variance an issue bears at the end of its month.

    Refuses where the product has no standard yet.
    """
    pool = pools[event.pool]
    if event.kind == "standard":
        return _revalue(pool, event)
    if event.kind in ("value", "difference", "fixed"):  # stock stays at its standard
        return Valued(event.amount, _variance(event.pool, event.amount))
    leaves = event.kind not in ENTERING
    standard = at_standard(pool, event, leaves=leaves)
    if event.kind == "transfer":
        pool.quantity -= event.quantity
        pool.amount -= standard
        to = pools[event.pool_to]
        arriving = at_standard(to, event, leaves=False)
        to.quantity += event.quantity
        to.amount += arriving
        return Valued(standard, _variance(event.pool_to, standard - arriving))
    amount = _agreed(event, standard + share, lines)
    pool.quantity += -event.quantity if leaves else event.quantity
    pool.amount += -standard if leaves else standard
    pool.remember()
    return Valued(amount, _variance(event.pool, standard - amount if leaves else amount - standard))


def _agreed(event: Event, own: Decimal, lines: dict[LineKey, LineCost]) -> Decimal:
    """What the goods cost: as given, as their source did, else their standard."""
    if event.kind in ("in_given", "out_at"):
        return event.amount
    if event.kind in ("in_source", "out_source"):
        return share_of(lines[event.source_line_id], event.quantity, is_first=event.is_first, part=event.part)
    if event.kind == "out_given":
        return given_back(lines[event.source_line_id], event)
    return own


def _revalue(pool: PoolState, event: Event) -> Valued:
    """标准变更: (新 - 旧) x 结存, against 1404."""
    standard = product_to_fen(pool.quantity, standard_on(pool, event.on, event.product))
    change = standard - pool.amount
    pool.amount = standard
    pool.remember()
    return Valued(change)


def _variance(pool: Hashable, amount: Decimal) -> list[Adjustment]:
    return [Adjustment(pool, "variance", amount)] if amount else []
