"""From goods to values: which events a posting brings to which pools, what they cost, and what they recast
(C2–C10, C15).

Pure: works on loaded state. The same fold values new goods and, after a back-dated document, folds the past again and
writes only the differences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.company.rules import month_start
from hengku.costing.events import Making
from hengku.costing.rules import Event, LineCost, LineKey, PoolState, Valued, fold
from hengku.documents.reference import ProductFact
from hengku.inventory.rules import Key as Hand
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.cost_lines import (
    OUT_EVENTS,
    SET_OFF_ROLES,
    VARIANCE,
    goods_lines,
    keep_tax_rate,
    merged,
    passing_lines,
    pool_role,
    recast_tax_lines,
    set_off,
    set_off_lines,
    transfer_lines,
)
from hengku.posting.effects import (
    CONVERTED,
    Adjust,
    AtPoolCost,
    AtSourceCost,
    FromGoods,
    Given,
    Goods,
    Revalue,
    SetStandard,
)
from hengku.posting.history import Past, Receipt
from hengku.posting.layers import layer_rows
from hengku.posting.load import Places
from hengku.posting.months import plan_months
from hengku.posting.rows import BookLine, EntryRow, Job, LayerRow, MoveRow, ValueRow

Key = tuple[int, int, int]

IN_EVENTS = frozenset({"in_given", "in_pool", "in_source", "in_made"})


@dataclass(slots=True)
class Fresh:
    """An event of a document that is being posted."""

    seq: int
    on: date
    event: Event
    job: Job
    goods_no: int  # index in effects.goods, or -1 for a revaluation
    kind: str
    against: str
    is_red: bool
    move: MoveRow | None
    department_id: int = 0
    source_line_id: int = 0
    via: str = ""
    vat_out_rate: Decimal = Decimal(0)
    is_money: bool = False  # no goods, but an entry of its own (C10, C14)
    sold: Decimal = ZERO_FEN  # taken back from cost of sales beside it


@dataclass(slots=True)
class Valuation:
    """What came of it."""

    values: list[ValueRow] = field(default_factory=list)
    recosts: list[EntryRow] = field(default_factory=list)
    layers: list[LayerRow] = field(default_factory=list)


def event_kind(goods: Goods, leaves: bool, enters: bool) -> str:
    """What a move is to the pools, by its ends and its cost; "" when it stays inside one pool."""
    if leaves and enters:
        return "transfer"
    if isinstance(goods.cost, AtSourceCost):
        if leaves and goods.cost.amount is not None:
            return "out_given"
        return "out_source" if leaves else "in_source"
    if isinstance(goods.cost, AtPoolCost):
        return "out" if leaves else "in_pool"
    if isinstance(goods.cost, FromGoods):
        return "in_made"
    return "out_at" if leaves else "in_given"


VALUE_KINDS = {
    "out": "issue",
    "in_pool": "counted",
    "out_source": "source_out",
    "in_source": "source_in",
    "in_made": "made",
}


def value_kind(goods: Goods, kind: str) -> str:
    """The ``ValueKind`` a new event is booked under."""
    if isinstance(goods.cost, Given):
        return goods.cost.kind
    if kind in ("out_source", "out_given") and isinstance(goods.cost, AtSourceCost) and goods.cost.agreed:
        return "return_out"
    return VALUE_KINDS.get(kind, kind)


def fresh_event(
    job: Job,
    goods_no: int,
    move: MoveRow,
    key_of: Callable[[Hand, int], Key],
    places: Places,
    product: ProductFact,
) -> Fresh | None:
    """The event of one ``Goods``, or None when its value does not change pool."""
    goods = job.effects.goods[goods_no]
    source, target = move.source, move.target
    leaves = source.owner_id == 0 and source.place_id in places.real
    enters = target.owner_id == 0 and target.place_id in places.real
    if not leaves and not enters:
        return None
    kind = event_kind(goods, leaves, enters)
    here = key_of(source if leaves else target, goods.piece)
    there = key_of(target, goods.piece) if kind == "transfer" else None
    quantity = goods.weight if product.is_weighed else goods.quantity  # B2: cost is kept by weight
    if there == here or not quantity:
        return None
    keep_tax_rate(job, goods)
    at_source = goods.cost if isinstance(goods.cost, AtSourceCost) else None
    event = Event(
        kind=kind,
        pool=here,
        product=product.name,
        quantity=quantity,
        line_id=goods.line.id,
        amount=(goods.cost.amount or ZERO_FEN) if isinstance(goods.cost, (Given, AtSourceCost)) else ZERO_FEN,
        source_line_id=at_source.source_line_id if at_source else 0,
        undoes_line_id=at_source.undoes_line_id if at_source else 0,
        pool_to=there,
        reference_cost=product.reference_cost,
        seq=move.seq,
        on=move.on,
        making=making_of(job, goods.cost) if isinstance(goods.cost, FromGoods) else None,
        is_first=at_source is not None and at_source.agreed and kind == "out_source",
        piece=min(here[2], 0),
        part=at_source.part if at_source and not here[2] < 0 else None,
    )
    return Fresh(
        seq=move.seq,
        on=move.on,
        event=event,
        job=job,
        goods_no=goods_no,
        kind=value_kind(goods, kind),
        against=goods.against,
        is_red=goods.red,
        move=move,
        department_id=goods.department_id,
        source_line_id=at_source.source_line_id if at_source else 0,
        via=goods.via,
        vat_out_rate=goods.vat_out_rate,
    )


def making_of(job: Job, cost: FromGoods) -> Making:
    """C17: what a line is made of, all goods of its document that left for it."""
    used = tuple(
        one.line.id for one in job.effects.goods if one.against == CONVERTED and one.target.role == "production"
    )
    return Making(used, cost.weight, cost.before, cost.whole, cost.fee)


def fresh_difference(job: Job, revalue: Revalue, seq: int, receipt: Receipt, product: ProductFact) -> Fresh:
    """C15 when the receipt's period is closed: the difference comes on the document's date."""
    event = Event(
        kind="difference",
        pool=receipt.pool,
        product=product.name,
        quantity=revalue.quantity,
        line_id=receipt.line_id,
        amount=revalue.actual - revalue.released,
        seq=seq,
        on=job.on,
    )
    return Fresh(
        seq=seq,
        on=job.on,
        event=event,
        job=job,
        goods_no=-1,
        kind="invoice_difference",
        against="ap_estimated",
        is_red=False,
        move=None,
    )


def fresh_cost(job: Job, act: Adjust | SetStandard, seq: int, pool: Key, product: ProductFact) -> Fresh:
    """Money into a pool (C10), or its stock brought to a new standard (C14)."""
    event = Event("standard", pool, product.name, Decimal(0), act.line.id, seq=seq, on=job.on)
    fresh = Fresh(seq, job.on, event, job, -1, "revalued", VARIANCE, is_red=False, move=None, is_money=True)
    if isinstance(act, Adjust):
        event.kind, event.amount = "value", act.amount
        fresh.kind, fresh.against, fresh.source_line_id = "adjustment", act.against, act.reverses_line_id
        if act.kept is not None:
            event.kind, event.amount = "fixed", act.kept
            fresh.sold = act.amount - act.kept
    return fresh


def in_order(one: Fresh | Past) -> tuple[date, bool, int]:
    """Replay order (G6); a new standard holds from the beginning of its day."""
    return one.on, one.event.kind != "standard", one.seq


def evaluate(
    fresh: list[Fresh],
    past: list[Past],
    pools: dict[Key, PoolState],
    lines: dict[LineKey, LineCost],
    role_of: Callable[[int], tuple[str, int]],
    cause_of: dict[int, Job],
) -> Valuation:
    """Fold everything in (business date, seq) order; ``role_of`` gives a product's inventory role and category.

    Changes ``pools`` to the state after. Raises what costing refuses.
    """
    ordered: list[Fresh | Past] = sorted([*fresh, *past], key=in_order)
    plan_months([one for one in ordered if isinstance(one, Past)], pools)
    valued = fold([one.event for one in ordered], pools, lines)  # type: ignore[arg-type]
    result = Valuation()
    recasts: dict[tuple[int, date], list[BookLine]] = {}
    last_on: dict[tuple[int, date], date] = {}
    for one, worth in zip(ordered, valued, strict=True):
        role, category = role_of(one.event.pool[0])  # type: ignore[index]
        if isinstance(one, Fresh):
            _book_fresh(one, worth, role, category, result)
            result.layers.extend(layer_rows(one.event, worth, {}, one.job.document_id))
            continue
        cause = cause_of.get(one.product_id)
        if cause is not None:
            result.layers.extend(layer_rows(one.event, worth, one.draws, cause.document_id))
        booked = _recast(one, worth, role, category, cause, result)
        if booked and cause is not None:
            place = (cause.document_id, month_start(one.on))
            recasts.setdefault(place, []).extend(booked)
            last_on[place] = one.on
    for (document_id, month), booked in recasts.items():
        lines_of = merged(booked)
        if lines_of:
            on = last_on[document_id, month]
            result.recosts.append(EntryRow(document_id, "recost", on, "成本重算", lines_of))
    return result


def _book_fresh(fresh: Fresh, worth: Valued, role: str, category: int, result: Valuation) -> None:
    event, job = fresh.event, fresh.job
    sign = -1 if event.kind in OUT_EVENTS or event.kind == "transfer" else 1
    quantity = event.quantity if fresh.move is not None else Decimal(0)
    amount = sign * worth.amount
    if fresh.goods_no >= 0:
        job.worth[fresh.goods_no] = worth.amount

    def row(pool: Key, signed_quantity: Decimal, signed_amount: Decimal, kind: str, against: str) -> None:
        result.values.append(
            ValueRow(
                seq=fresh.seq,
                pool=pool,
                product_id=pool[0],
                move_id=fresh.move.id if fresh.move else None,
                document_id=job.document_id,
                line_id=event.line_id,
                source_line_id=fresh.source_line_id or None,
                quantity=signed_quantity,
                amount=signed_amount,
                kind=kind,
                against=against,
                is_red=fresh.is_red,
                on=fresh.on,
            )
        )

    if fresh.sold:
        amount += fresh.sold
        row(event.pool, Decimal(0), -fresh.sold, "value_only", "cogs")  # type: ignore[arg-type]
    if event.kind == "transfer":
        row(event.pool, -quantity, amount, "transfer_out", "transfer")  # type: ignore[arg-type]
        row(event.pool_to, quantity, -amount, "transfer_in", "transfer")  # type: ignore[arg-type]
        job.cost_lines.extend(transfer_lines(event, worth.amount, fresh.is_red, role, category))
    else:
        row(event.pool, sign * quantity, amount, fresh.kind, fresh.against or "owed")  # type: ignore[arg-type]
        if fresh.goods_no >= 0 or fresh.is_money:
            at = pool_role(event.pool, role)
            own = goods_lines(
                event.kind,
                worth.amount + fresh.sold,
                fresh.against,
                fresh.is_red,
                at,
                category,
                fresh.department_id,
            )
            set_off(own, at, [("cogs", fresh.sold), *_own_set_offs(fresh, worth)])
            job.cost_lines.extend(own)
            job.cost_lines.extend(
                passing_lines(worth.amount, fresh.against, fresh.via, fresh.vat_out_rate, fresh.department_id)
            )
    booked = {kind for kind, _ in _own_set_offs(fresh, worth)}
    for adjustment in worth.adjustments:
        against = SET_OFF_ROLES.get(adjustment.kind, "cogs")
        row(adjustment.pool, Decimal(0), -adjustment.cogs_delta, adjustment.kind, against)  # type: ignore[arg-type]
        if against not in booked:
            job.cost_lines.extend(
                set_off_lines(against, adjustment.cogs_delta, pool_role(adjustment.pool, role), category)
            )


def _own_set_offs(fresh: Fresh, worth: Valued) -> list[tuple[str, Decimal]]:
    """Set-offs that share the inventory line of their event: what is above or below standard (C14), and money that
    found no stock (C10).
    """
    if fresh.goods_no < 0 and not fresh.is_money:
        return []
    found: dict[str, Decimal] = {}
    for one in worth.adjustments:
        if one.kind == "variance" or fresh.is_money:
            against = SET_OFF_ROLES.get(one.kind, "cogs")
            found[against] = found.get(against, ZERO_FEN) + one.cogs_delta
    return list(found.items())


def _recast(
    past: Past, worth: Valued, role: str, category: int, cause: Job | None, result: Valuation
) -> list[BookLine]:
    """C9: what an event of the past costs now and did not before, as new rows; nothing when it costs the same."""
    booked: list[BookLine] = []
    event = past.event
    against = (
        "cogs" if past.against in ("", "owed") else past.against
    )  # what is owed was agreed; only cost can move

    def row(pool: Key, amount: Decimal, kind: str, against: str) -> None:
        if cause is None:
            raise AssertionError("a pool folded again without a cause")
        result.values.append(
            ValueRow(
                seq=past.seq,
                pool=pool,
                product_id=past.product_id,
                move_id=past.move_id,
                document_id=cause.document_id,
                line_id=event.line_id,
                source_line_id=event.source_line_id or None,
                quantity=Decimal(0),
                amount=amount,
                kind=kind,
                against=against,
                is_red=past.is_red,
                on=past.on,
            )
        )

    delta = worth.amount - past.recorded
    if delta:
        leaves = event.kind in OUT_EVENTS or event.kind == "transfer"
        row(event.pool, -delta if leaves else delta, "recost", against)  # type: ignore[arg-type]
        if event.kind == "transfer":
            row(event.pool_to, delta, "recost", against)  # type: ignore[arg-type]
            booked.extend(transfer_lines(event, delta, past.is_red, role, category))
        else:
            at = pool_role(event.pool, role)
            booked.extend(goods_lines(event.kind, delta, against, past.is_red, at, category))
            rate = past.vat_out_rate
            booked.extend(recast_tax_lines(past.recorded, worth.amount, rate, against, past.is_red))
    now: dict[Any, Decimal] = {(one.pool, one.kind): one.cogs_delta for one in worth.adjustments}
    for place in past.set_off | now:
        change = now.get(place, ZERO_FEN) - past.set_off.get(place, ZERO_FEN)
        if change:
            other, at = SET_OFF_ROLES.get(place[1], "cogs"), pool_role(place[0], role)
            row(place[0], -change, place[1], other)
            if other != "cogs" and booked and event.kind != "transfer":
                set_off(booked, at, [(other, change)])
            else:
                booked.extend(set_off_lines(other, change, at, category))
    return booked
