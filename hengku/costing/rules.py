"""Moving weighted average (C2–C10), as a pure fold over events in (business date, seq) order.

Nothing here knows a table. Amounts are ≥ 0 for what an event is about; ``Valued.amount`` is what went in or
out. What a pool pays to or gets from cost of sales beside that (true-up of negative stock, residuals) is an
``Adjustment``. docs/algorithms/costing.md shows each rule with numbers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from hengku.kit.errors import Refused
from hengku.kit.numbers import ZERO, ZERO_FEN, part_by_cumulative, product_to_fen, ratio


@dataclass(eq=False)
class CostUnknown(Refused):
    """Goods come in at the pool's cost, but there never was one, and the product has no reference cost (C3, C7)."""

    product: str
    text = "「{product}」没有可参考的成本(无库存、无历史成本)。请先在商品资料中填写参考成本。"


@dataclass(eq=False)
class PoolBelowZero(Refused):
    """A cost adjustment would make the value of stock negative (C10)."""

    product: str
    amount: Decimal
    text = "「{product}」的成本调整 {amount} 会使存货金额小于 0。请改小调整额。"


@dataclass(slots=True)
class PoolState:
    """What a pool holds. ``last_*`` are quantity and amount of the last moment it was not empty."""

    quantity: Decimal = ZERO
    amount: Decimal = ZERO_FEN
    last_quantity: Decimal = ZERO
    last_amount: Decimal = ZERO_FEN

    def remember(self) -> None:
        """Keep the present unit cost as the most recent one, while there is stock (or a debt of it)."""
        if self.quantity:
            self.last_quantity = self.quantity
            self.last_amount = self.amount


@dataclass(slots=True)
class LineCost:
    """What a line's goods cost and how much of that was taken back by returns; all ≥ 0."""

    quantity: Decimal = ZERO
    amount: Decimal = ZERO_FEN
    back_quantity: Decimal = ZERO
    back_amount: Decimal = ZERO_FEN


@dataclass(slots=True)
class Event:
    """One thing that happens to a pool.

    ``kind``: in_given (C3, at ``amount``), in_pool (at the pool's own cost), in_source / out_source (C7, C6:
    share of what ``source_line_id`` cost), out_given (such a share, already agreed: ``amount``), out (C4,
    C5), out_at (at ``amount``, 0 when only a quantity is corrected), transfer (out of ``pool``
    into ``pool_to`` with its cost, C2, or with what ``source_line_id`` carried, R5), value (C10), difference
    (C15 after the receipt's period closed), fixed (an amount split when it was posted).
    """

    kind: str
    pool: Hashable
    product: str
    quantity: Decimal
    line_id: int
    amount: Decimal = ZERO_FEN
    source_line_id: int = 0
    undoes_line_id: int = 0  # the reversal of a return: the line whose cost that return had taken back
    pool_to: Hashable = None
    reference_cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An amount between a pool and cost of sales: > 0 costs more (debit cost of sales, out of the pool)."""

    pool: Hashable
    kind: str  # true_up residual value_only
    cogs_delta: Decimal


@dataclass(slots=True)
class Valued:
    """The amount of one event (≥ 0 but for ``value``), and what it set off."""

    amount: Decimal
    adjustments: list[Adjustment] = field(default_factory=list)


def fold(
    events: Iterable[Event], pools: dict[Hashable, PoolState], lines: dict[int, LineCost]
) -> list[Valued]:
    """Value events in order; ``pools`` and ``lines`` are changed to the state after the last one.

    Refuses with ``CostUnknown`` or ``PoolBelowZero``; the pools are then worthless.
    """
    return [_value(event, pools, lines) for event in events]


def _value(event: Event, pools: dict[Hashable, PoolState], lines: dict[int, LineCost]) -> Valued:
    pool = pools[event.pool]
    if event.kind in MONEY_ONLY:
        return MONEY_ONLY[event.kind](pool, event)
    valued = Valued(_amount(event, pool, lines))
    if event.kind in LEAVING:
        _leave(pool, event, valued)
        if event.kind == "transfer":
            _put(pools[event.pool_to], event.pool_to, event.quantity, valued.amount, valued)
    else:
        _put(pool, event.pool, event.quantity, valued.amount, valued)
    if event.undoes_line_id and event.undoes_line_id in lines:
        lines[event.undoes_line_id].back_quantity -= event.quantity
        lines[event.undoes_line_id].back_amount -= valued.amount
    cost = lines.get(event.line_id)
    if cost is None:
        lines[event.line_id] = LineCost(event.quantity, valued.amount)
    else:
        cost.quantity += event.quantity
        cost.amount += valued.amount
    return valued


def _amount(event: Event, pool: PoolState, lines: dict[int, LineCost]) -> Decimal:
    """What the goods of an event are worth, by its kind."""
    pool.remember()
    kind = event.kind
    if kind == "out" or (kind == "transfer" and not event.source_line_id):
        return _take(pool, event)
    if kind in ("in_given", "out_at"):
        return event.amount
    if kind in ("in_source", "out_source", "transfer"):
        return _share(lines[event.source_line_id], event.quantity)
    if kind == "out_given":
        return _given_back(lines[event.source_line_id], event)
    if kind == "in_pool":
        return _own_cost(pool, event)
    raise ValueError(f"no such event: {kind}")


def _take(pool: PoolState, event: Event) -> Decimal:
    """C4 and, where stock may go negative, C5 ① ②: the amount of goods that leave at the pool's cost."""
    quantity, held = event.quantity, pool.quantity
    if quantity == held:
        return pool.amount  # the last one takes all of it: no fen stays behind
    if quantity < held or held < 0:
        return ratio(pool.amount, quantity, held)
    return pool.amount + _provisional(pool, quantity - held, event.reference_cost)


def _provisional(pool: PoolState, quantity: Decimal, reference_cost: Decimal | None) -> Decimal:
    """C5 ①: value goods that are not there: at the pool's cost, else the last, else the reference, else 0."""
    if pool.last_quantity:
        return ratio(pool.last_amount, quantity, pool.last_quantity)
    if reference_cost is not None:
        return product_to_fen(quantity, reference_cost)
    return ZERO_FEN


def _own_cost(pool: PoolState, event: Event) -> Decimal:
    """C7 without source, 盘盈: the pool's unit cost, else the last, else the reference cost."""
    if pool.last_quantity:
        return ratio(pool.last_amount, event.quantity, pool.last_quantity)
    if event.reference_cost is None:
        raise CostUnknown(product=event.product)
    return product_to_fen(event.quantity, event.reference_cost)


def _share(cost: LineCost, quantity: Decimal) -> Decimal:
    """C1 in instalments: the part of a line's cost that these units take back."""
    amount = part_by_cumulative(cost.amount, cost.back_quantity, quantity, cost.quantity, cost.back_amount)
    cost.back_quantity += quantity
    cost.back_amount += amount
    return amount


def _given_back(cost: LineCost, event: Event) -> Decimal:
    """A share that was agreed before: taken as it is, and no longer there for the next one."""
    cost.back_quantity += event.quantity
    cost.back_amount += event.amount
    return event.amount


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

    As much stays in stock as the pool still holds of the invoiced quantity; a fall never takes stock below
    zero value.
    """
    held = min(pool.quantity, invoiced)
    if held <= 0:
        return ZERO_FEN, difference
    inventory = ratio(difference, held, invoiced)
    if pool.amount + inventory < 0:
        inventory = -pool.amount
    return inventory, difference - inventory


LEAVING = frozenset({"out", "out_at", "out_source", "out_given", "transfer"})
MONEY_ONLY = {"value": _adjust, "difference": _difference, "fixed": _fixed}
