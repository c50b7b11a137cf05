"""Months that are costed at their end (C12, C14): what of the past belongs to them. Pure."""

from __future__ import annotations

from hengku.company.rules import month_start
from hengku.costing.month_end import plan_month
from hengku.costing.rules import PoolState
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.history import Past

Key = tuple[int, int, int]


def plan_months(past: list[Past], pools: dict[Key, PoolState]) -> None:
    """Tell every pool whose month is costed which events of the past that month has (C12, C14)."""
    for key, pool in pools.items():
        month = pool.month
        if month is None:
            continue
        events = [
            (one.event, one.set_off.get((key, "variance"), ZERO_FEN))
            for one in past
            if key in (one.event.pool, one.event.pool_to) and month_start(one.on) == month.starts_on
        ]
        plan_month(month, key, events)
