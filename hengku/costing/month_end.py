"""What leaves in a month, costed at its end: 全月一次加权 (C12), and its share of the variance (C14). Pure; for the fold.

Until the month is costed its issues stand at the moving average, or at standard; costing it folds the month once more.
What came in keeps what it is booked at: purchases, gains, returns of an earlier month's issue, transfers. A return of
an issue of the month is a negative issue, a return to the supplier a negative receipt.
"""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal

from hengku.costing.events import (
    Adjustment,
    Event,
    LineCost,
    LineKey,
    Month,
    MonthEvent,
    PoolState,
    Valued,
    share_of,
)
from hengku.costing.standard import at_standard, value_at_standard
from hengku.kit.numbers import ZERO, ZERO_FEN, ratio

MONEY = frozenset({"value", "difference", "fixed", "standard"})
BACK = frozenset({"in_source", "out_source"})


def plan_month(month: Month, pool: Hashable, events: list[tuple[Event, Decimal]]) -> None:
    """Fill ``month`` with its events in order, each with the variance it paid; says which are on the issues' side."""
    issued: set[int] = set()
    for event, variance in events:
        sign = _sign(event, pool)
        is_issue = event.kind == "out" or (event.kind in BACK and event.source_line_id in issued)
        if is_issue:
            issued.add(event.line_id)
            month.last_issue = event.seq
        month.events[event.seq] = MonthEvent(event, sign, is_issue, variance)
        month.last_event = event.seq


def _sign(event: Event, pool: Hashable) -> int:
    if event.kind in MONEY:
        return 0
    if event.kind == "transfer":
        return 1 if event.pool_to == pool else -1
    return 1 if event.kind in ("in_given", "in_pool", "in_source", "in_made") else -1


def value_in_month(event: Event, pools: dict[Hashable, PoolState], lines: dict[LineKey, LineCost]) -> Valued:
    """Value one event of a pool whose month is costed now."""
    pool = pools[event.pool]
    month = pool.month
    assert month is not None, "asked of a month that is costed"
    if pool.method == "STANDARD":
        return _at_standard(pool, month, event, pools, lines)
    _begin_average(pool, month)
    one = month.events[event.seq]
    if one.finds_nothing:
        return Valued(event.amount, [Adjustment(event.pool, "value_only", event.amount)])
    if one.is_issue:
        amount = _average(pool, month, one)
        _take_back(event, amount, lines)
    elif event.kind in BACK:
        # what it is a share of may be costed with this month: what was made, and unmade
        amount = share_of(lines[event.source_line_id], event.quantity, part=event.part)
    else:
        amount = event.amount
    valued = Valued(amount)
    if event.kind == "transfer":
        to = pools[event.pool_to]
        if to.month is not None:
            _begin_average(to, to.month)
        _move(to, event.pool_to, event.quantity, amount, valued, to.month, event.seq)
    if event.kind == "out_given":
        _take_back(event, amount, lines)
    _move(pool, event.pool, one.sign * event.quantity, (one.sign or 1) * amount, valued, month, event.seq)
    return valued


def _take_back(event: Event, amount: Decimal, lines: dict[LineKey, LineCost]) -> None:
    """What a return took of its source is no longer there for the next one."""
    cost = lines.get(event.source_line_id) if event.source_line_id else None
    if cost is not None:
        cost.back_quantity += event.quantity
        cost.back_amount += amount


def _move(
    pool: PoolState,
    key: Hashable,
    quantity: Decimal,
    amount: Decimal,
    valued: Valued,
    month: Month | None,
    seq: int,
) -> None:
    """Into or out of a pool; after the last of the month nothing stays that has no goods (C8)."""
    pool.quantity += quantity
    pool.amount += amount
    is_last = month is None or seq == month.last_event
    rest = pool.amount
    if is_last and rest and (pool.quantity == 0 or (pool.quantity > 0) is (rest < 0)):
        pool.amount = ZERO_FEN
        valued.adjustments.append(Adjustment(key, "residual", rest))
    if is_last:
        pool.remember()


# ── 全月一次加权 (C12) ────────────────────────────────────────────────────────────────────────────────────


def _begin_average(pool: PoolState, month: Month) -> None:
    """U = (期初 + 收入) / 数量, before anything of the month has changed the pool."""
    if month.is_planned:
        return
    month.is_planned = True
    pool.remember()
    month.quantity, month.whole = pool.quantity, pool.amount
    closing = pool.quantity
    for one in month.events.values():
        one.finds_nothing = one.event.kind in ("value", "difference") and closing <= 0  # C10, C15: cost of sales
        closing += one.sign * one.event.quantity
        if not one.is_issue and not one.finds_nothing:
            month.quantity += one.sign * one.event.quantity
            month.whole += (one.sign or 1) * one.event.amount
    month.left = month.whole
    if closing or month.quantity <= 0:
        month.last_issue = 0


def _average(pool: PoolState, month: Month, one: MonthEvent) -> Decimal:
    """R2(n x U); the last one takes what is left, where nothing stays in stock. Without goods to divide by: the last
    unit cost.
    """
    n = one.event.quantity
    if one.event.seq == month.last_issue:
        amount = -one.sign * month.left
    elif month.quantity > 0:
        amount = ratio(month.whole, n, month.quantity)
    else:
        amount = ratio(pool.last_amount, n, pool.last_quantity) if pool.last_quantity else one.event.amount
    month.left += one.sign * amount
    return amount


# ── 标准成本差异 (C14) ────────────────────────────────────────────────────────────────────────────────────


def _at_standard(
    pool: PoolState,
    month: Month,
    event: Event,
    pools: dict[Hashable, PoolState],
    lines: dict[LineKey, LineCost],
) -> Valued:
    """At standard, and for what leaves its share of the month's variance."""
    if not month.is_planned:
        _begin_variance(pool, month)
    one = month.events[event.seq]
    share = ZERO_FEN
    if one.is_issue and event.kind == "out":
        standard = at_standard(pool, event, leaves=True)
        if event.seq == month.last_issue:
            share = month.left
        elif month.quantity > 0:
            share = ratio(month.whole, standard, month.quantity)
    valued = value_at_standard(event, pools, lines, share)
    if one.is_issue:
        month.left += sum((a.cogs_delta for a in valued.adjustments if a.pool == event.pool), ZERO_FEN)
    return valued


def _begin_variance(pool: PoolState, month: Month) -> None:
    """率 = (期初差异 + 本期差异) / (期初标准 + 本期收入标准); a fall of the standard is a variance too."""
    month.is_planned = True
    month.whole, month.quantity = month.variance, pool.amount
    closing = pool.quantity
    for one in month.events.values():
        closing += one.sign * one.event.quantity
        if one.is_issue:
            continue
        if one.event.kind == "standard":
            month.whole -= one.event.amount
            month.quantity += one.event.amount
        else:
            month.whole += one.variance
            # what it is booked at less what of it was variance; only money brings variance alone
            standard = one.event.amount - one.sign * one.variance if one.sign else ZERO
            month.quantity += one.sign * standard
    month.left = month.whole
    if closing:
        month.last_issue = 0
