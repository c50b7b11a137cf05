"""Cost cases through the fold (hengku/costing/rules.py), for movements that no document makes yet."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from hengku.costing.rules import Draw, Event, LineCost, LineKey, PoolState, Valued, fold
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO, ZERO_FEN
from hengku.posting.errors import NegativeStock
from replays.worked_compare import Layers, Pools
from replays.worked_ledger import shown_amount
from replays.worked_movements import OUTWARD, CostCase, Movement, Standing, Taken, in_order
from replays.worked_reading import count, money
from replays.worked_told import deltas, merged, refusal_of, result_of

PRODUCT: Final = "商品"
#: What costs sales more when it costs more than before; what a supplier owes for a return is agreed (C6).
COSTING: Final = ("sales_issue", "purchase_return")


@dataclass(slots=True)
class Books:
    """What the fold keeps, and what it told of each movement so far."""

    pools: dict[Any, PoolState] = field(default_factory=dict)  # by the parts of their names
    lines: dict[LineKey, LineCost] = field(default_factory=dict)
    hands: dict[str, Decimal] = field(default_factory=dict)  # by warehouse
    stocked: set[tuple[str, ...]] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)  # of layers, by line
    told: list[dict[str, Any]] = field(default_factory=list)
    cogs: dict[str, Decimal] = field(default_factory=dict)  # by movement: sold, taken back, set off


def fold_ledger(case: CostCase) -> dict[str, Any]:
    """kind cost_ledger, each product by itself."""
    return merged(case, [_state(one, _replay(one, one.movements, {})) for one in case.by_sku])


def fold_recost(case: CostCase) -> dict[str, Any]:
    """kind recost, each product by itself."""
    found = [_recost(one) for one in case.by_sku]
    before, after = (merged(case, [one[key] for one in found]) for key in ("before", "after"))
    return {
        "before": before,
        "after": after,
        "deltas": deltas(case, before["movements"], after["movements"]),
        "cogs_delta_total": money(sum((one["cogs"] for one in found), ZERO_FEN)),
    }


def _recost(case: CostCase) -> dict[str, Any]:
    """The whole history folded without and with what comes late (C9)."""
    old = _replay(case, case.movements, {})
    new = old
    refused = {row["id"]: row for row in old.told if "refused" in row}
    known = list(case.movements)
    for one in case.backdated:
        tried = _replay(case, in_order([*known, one]), refused)
        broken = next((row for row in tried.told if "refused" in row and row["id"] not in refused), None)
        if broken is not None:  # itself, or what came after it and would no longer be covered
            refused[one.id] = {**broken, "id": one.id}
            tried = _replay(case, in_order([*known, one]), refused)
        known.append(one)
        new = tried
    late = {one.id for one in case.backdated}
    moved = sum((new.cogs[one.id] - old.cogs[one.id] for one in case.movements), ZERO_FEN)
    set_off = sum((_set_off(row) for row in new.told if row["id"] in late), ZERO_FEN)
    return {"before": _state(case, old), "after": _state(case, new), "cogs": moved + set_off}


def _set_off(row: dict[str, Any]) -> Decimal:
    return sum((Decimal(one["cogs_delta"]) for one in row.get("cost_adjustments", [])), ZERO_FEN)


def _state(case: CostCase, books: Books) -> dict[str, Any]:
    return {
        "movements": books.told,
        "closing": Pools(
            {
                name: {"qty": count(pool.quantity), "amount": money(pool.amount)}
                for name, pool in books.pools.items()
            }
        ),
        "closing_layers": Layers(
            {
                name: [
                    Taken(books.names[one.line_id], one.quantity, one.amount).told()
                    for one in pool.layers or []
                ]
                for name, pool in books.pools.items()
            }
        ),
    }


def _replay(case: CostCase, movements: Iterable[Movement], refused: dict[str, dict[str, Any]]) -> Books:
    """Fold movements in order; those that were refused before stay so, and do nothing."""
    books = Books()
    for warehouse in case.warehouses:
        books.pools[case.pool(warehouse)] = PoolState(layers=[] if case.method == "FIFO" else None)
        books.hands[warehouse] = ZERO
    ids = {one.id: number for number, one in enumerate(case.everything, 1)}
    books.names = {number: name for name, number in ids.items()}
    for number, opening in enumerate(case.openings, len(ids) + 1):
        pool = case.pool(opening.warehouse)
        books.names[number] = opening.layer
        event = Event("in_given", pool, PRODUCT, opening.quantity, number, opening.amount, seq=-number)
        fold([event], books.pools, books.lines)
        books.hands[opening.warehouse] += opening.quantity
        books.stocked.add(pool)
    for one in movements:
        why = refused.get(one.id) or next(
            (row for row in books.told if row["id"] == one.ref and "refused" in row), None
        )
        if why is not None:  # before, or nothing went out that could come back
            books.told.append({**why, "id": one.id})
            books.cogs[one.id] = ZERO_FEN
        else:
            _play(case, one, books, ids)
    return books


def _play(case: CostCase, one: Movement, books: Books, ids: dict[str, int]) -> None:
    """Fold one movement; a refused one leaves everything as it was."""
    pools, lines = deepcopy(books.pools), deepcopy(books.lines)
    books.cogs[one.id] = ZERO_FEN
    try:
        _check_stock(case, one, books)
        valued = _value(case, one, pools, lines, ids)
    except Problem as problem:
        books.told.append(refusal_of(one, problem))
        return
    books.pools, books.lines = pools, lines
    _move(one, books)
    if one.event in ("in_given", "in_pool", "in_source"):
        books.stocked.add(case.pool(one.warehouse))
    here = _standing(books, case.pool(one.warehouse))
    there = _standing(books, case.pool(one.warehouse_to)) if one.event == "transfer" else None
    amount = valued.amount if valued is not None else shown_amount(here, one.quantity)
    set_off = (
        [(adjustment.kind, adjustment.cogs_delta) for adjustment in valued.adjustments] if valued else []
    )
    taken = [_taken(books, draw) for draw in valued.draws if draw.quantity < 0] if valued else []
    books.told.append(result_of(case, one, amount, here, there, set_off, taken))
    sold = (
        -amount if one.way.document == "sales_return" else amount if one.way.document in COSTING else ZERO_FEN
    )
    books.cogs[one.id] = sold + sum((delta for _, delta in set_off), ZERO_FEN)


def _taken(books: Books, draw: Draw) -> Taken:
    return Taken(books.names[draw.layer.line_id], -draw.quantity, -draw.amount)


def _value(
    case: CostCase,
    one: Movement,
    pools: dict[Any, PoolState],
    lines: dict[LineKey, LineCost],
    ids: dict[str, int],
) -> Valued | None:
    """The fold's answer; None for a transfer inside one pool, which is no event (C2)."""
    here, there = case.pool(one.warehouse), case.pool(one.warehouse_to)
    if one.event == "transfer" and here == there:
        return None
    event = Event(
        kind=one.event,
        pool=here,
        product=PRODUCT,
        quantity=one.quantity,
        line_id=ids[one.id],
        amount=one.amount or ZERO_FEN,
        source_line_id=ids.get(one.ref, 0),
        pool_to=there if one.event == "transfer" else None,
        reference_cost=case.reference_cost(one.sku),
        seq=one.seq,
        on=one.on,
    )
    return fold([event], pools, lines)[0]


def _check_stock(case: CostCase, one: Movement, books: Books) -> None:
    """Q7, as a document would be refused."""
    held = books.hands[one.warehouse]
    if one.event in OUTWARD and held < one.quantity and not case.may_go_negative:
        raise NegativeStock(
            product=PRODUCT,
            place=one.warehouse,
            asked=one.quantity,
            available=max(held, ZERO),
            on_hand=held,
            reserved=ZERO,
            on=one.on,
        )


def _move(one: Movement, books: Books) -> None:
    if one.event in OUTWARD:
        books.hands[one.warehouse] -= one.quantity
    elif one.event != "value":
        books.hands[one.warehouse] += one.quantity
    if one.event == "transfer":
        books.hands[one.warehouse_to] += one.quantity


def _standing(books: Books, pool: tuple[str, ...]) -> Standing:
    state = books.pools[pool]
    return Standing(state.quantity, state.amount, pool in books.stocked)
