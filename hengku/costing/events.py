"""What the costing rules speak of: pools, layers, events, and what comes of them (C2–C11). Pure."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hengku.kit.errors import Refused
from hengku.kit.numbers import ZERO, ZERO_FEN, product_to_fen, ratio


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


@dataclass(eq=False)
class StandardMissing(Refused):
    """Goods at standard cost have no standard yet on that day (C14)."""

    product: str
    on: date
    text = "「{product}」按标准成本计价,但在 {on} 还没有标准成本。请先做标准成本调整单。"


@dataclass(slots=True)
class Layer:
    """批层 (C11): what is left of one receipt, in the order of receipts; all negative = goods issued that were not there.

    ``seq`` is the event that made it, ``line_id`` the document line whose goods it holds.
    """

    seq: int
    line_id: int
    quantity: Decimal
    amount: Decimal
    on: date = date.min


@dataclass(slots=True)
class PoolState:
    """What a pool holds. ``last_*`` are quantity and amount of the last moment it was not empty; of a pool with
    layers (FIFO), what was last drawn from one.
    """

    quantity: Decimal = ZERO
    amount: Decimal = ZERO_FEN
    last_quantity: Decimal = ZERO
    last_amount: Decimal = ZERO_FEN
    layers: list[Layer] | None = None  # oldest first; None where cost is an average
    method: str = "MOVING_AVERAGE"
    standards: list[tuple[date, Decimal]] = field(default_factory=list)  # from which day, of one unit (C14)
    month: Month | None = None  # being costed at its end (C12, C14)

    def remember(self) -> None:
        """Keep the present unit cost as the most recent one, while there is stock (or a debt of it)."""
        if self.quantity:
            self.last_quantity = self.quantity
            self.last_amount = self.amount


@dataclass(slots=True)
class MonthEvent:
    """One event of a month that is costed at its end: which way its goods went, and what it is booked at.

    ``sign`` is +1 into the pool, -1 out of it, 0 only money. ``variance`` is what it paid to 1404 (STANDARD).
    """

    event: Event
    sign: int
    is_issue: bool  # on the side of what leaves: an issue, its return in the same month, what undoes that
    variance: Decimal = ZERO_FEN
    finds_nothing: bool = False  # money where there is no stock (C10)


@dataclass(slots=True)
class Month:
    """A month of one pool that is costed at its end. ``left`` is the money that is not yet given to an issue."""

    starts_on: date
    events: dict[int, MonthEvent] = field(default_factory=dict)  # by seq, in order
    variance: Decimal = ZERO_FEN  # on 1404 for this pool when the month began
    whole: Decimal = ZERO_FEN  # money (C12) or variance (C14) over
    quantity: Decimal = ZERO  # … this quantity (C12) or standard (C14)
    left: Decimal = ZERO_FEN
    last_issue: int = 0  # seq of the issue that takes what is left, where nothing stays in stock
    last_event: int = 0
    is_planned: bool = False


@dataclass(slots=True)
class LineCost:
    """What a line's goods cost and how much of that was taken back by returns; all ≥ 0."""

    quantity: Decimal = ZERO
    amount: Decimal = ZERO_FEN
    back_quantity: Decimal = ZERO
    back_amount: Decimal = ZERO_FEN
    #: what went from 发出商品 to cost of sales beside its invoices, when it was recast
    dispatched: Decimal = ZERO_FEN
    posted: Decimal = ZERO_FEN  # the amount before it was ever recast: what was owed for it


#: An instalment that is no share of quantity (C18): before, upto and whole, of what the goods go into.
Part = tuple[Decimal, Decimal, Decimal]
#: A document line, or a line and the piece of it that has a pool of its own (C13).
LineKey = int | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Making:
    """What goods are made of (C17): the lines whose goods went in, a fee, and the share by cumulative difference.
    ``extra`` is what an invoice of the work put onto these very goods beside that (C15).
    """

    lines: tuple[int, ...]
    weight: Decimal
    before: Decimal
    whole: Decimal
    fee: Decimal
    extra: Decimal = ZERO_FEN


@dataclass(slots=True)
class Event:
    """One thing that happens to a pool.

    ``kind``: in_given (C3, at ``amount``), in_pool (at the pool's own cost), in_source / out_source (C7, C6:
    share of what ``source_line_id`` cost), out_given (such a share, already agreed: ``amount``), out (C4,
    C5), out_at (at ``amount``, 0 when only a quantity is corrected), transfer (out of ``pool``
    into ``pool_to`` with its cost, C2, or with what ``source_line_id`` carried, R5), value (C10), difference
    (C15 after the receipt's period closed), fixed (an amount split when it was posted), in_made (C17: at a share of
    what the lines of ``making`` cost, which come before it), standard (stock is brought to the standard of that day,
    C14; first of its day). Of an event of the past ``amount`` is what it is booked at.
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
    seq: int = 0
    on: date = date.min
    making: Making | None = None
    is_first: bool = False  # out_source: agreed while nothing else was back, on whatever days that went and came (C6)
    part: Part | None = None  # out_source: the share by what was received (C18), not by quantity
    piece: int = 0  # C13: which piece of its line it is, where each has a pool; 0 = all of the line's goods

    def source_of(self, lines: dict[LineKey, LineCost]) -> LineCost:
        """What the goods this event gives back cost: of this very piece where that is known, else of the line."""
        own = lines.get((self.source_line_id, self.piece)) if self.piece else None
        return own if own is not None and own.quantity else lines[self.source_line_id]

    def keys_of(self, line_id: int) -> tuple[LineKey, ...]:
        """Under which a line's goods are remembered: the line, and the piece of it."""
        return (line_id, (line_id, self.piece)) if self.piece else (line_id,)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An amount between a pool and cost of sales: > 0 costs more (debit cost of sales, out of the pool)."""

    pool: Hashable
    kind: str  # true_up residual value_only return_difference, or variance: to 1404 instead
    cogs_delta: Decimal


@dataclass(frozen=True, slots=True)
class Draw:
    """What an event put into a layer (> 0) or took from it (< 0)."""

    pool: Hashable
    layer: Layer  # as it stands later: who reads its quantity reads that of now
    quantity: Decimal
    amount: Decimal


@dataclass(slots=True)
class Valued:
    """The amount of one event (≥ 0 but for ``value``), what it set off, and the layers it went through."""

    amount: Decimal
    adjustments: list[Adjustment] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)


def provisional(pool: PoolState, quantity: Decimal, reference_cost: Decimal | None) -> Decimal:
    """C5 ①: value goods that are not there: at the pool's cost, else the last, else the reference, else 0."""
    if pool.last_quantity:
        return ratio(pool.last_amount, quantity, pool.last_quantity)
    if reference_cost is not None:
        return product_to_fen(quantity, reference_cost)
    return ZERO_FEN


def own_cost(pool: PoolState, event: Event) -> Decimal:
    """C7 without source, 盘盈: the pool's unit cost, else the last, else the reference cost."""
    if pool.last_quantity:
        return ratio(pool.last_amount, event.quantity, pool.last_quantity)
    if event.reference_cost is None:
        raise CostUnknown(product=event.product)
    return product_to_fen(event.quantity, event.reference_cost)


def share_of(
    cost: LineCost, quantity: Decimal, *, is_first: bool = False, part: Part | None = None
) -> Decimal:
    """C1 in instalments: the part of a line's cost that these units take back; ``is_first``: whatever else was back;
    ``part``: from one share of the whole to another, whatever their quantity is rounded to.

    In the order of days more may be back for a while than went out: a return that is reversed on the 9th, and made
    again on the 8th. Documents are never carried beyond what there is; here the price just goes on.
    """
    if part is not None:
        before, reached, whole = part
        amount = ratio(cost.amount, reached, whole) - ratio(cost.amount, before, whole)
    else:
        upto = quantity if is_first else cost.back_quantity + quantity
        amount = ratio(cost.amount, upto, cost.quantity) - (ZERO_FEN if is_first else cost.back_amount)
    cost.back_quantity += quantity
    cost.back_amount += amount
    return amount


def made_cost(making: Making, lines: dict[LineKey, LineCost]) -> Decimal:
    """C17, C1: the share of what went in and of the fee, and what was put onto it since."""
    whole = sum((lines[one].amount for one in making.lines), making.fee)
    upto = ratio(whole, making.before + making.weight, making.whole)
    return upto - ratio(whole, making.before, making.whole) + making.extra


def given_back(cost: LineCost, event: Event) -> Decimal:
    """A share that was agreed before: taken as it is, and no longer there for the next one."""
    cost.back_quantity += event.quantity
    cost.back_amount += event.amount
    return event.amount


def standard_on(pool: PoolState, on: date, product: str) -> Decimal:
    """C14: the standard cost of one unit on a day. Refuses where there is none yet."""
    found = None
    for since, cost in pool.standards:
        if since <= on:
            found = cost
    if found is None:
        raise StandardMissing(product=product, on=on)
    return found
