"""Cost cases through real documents: each movement is posted, its cost is read back from the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.costing.models import LayerMove, Value
from hengku.documents.paper import PaperLine
from hengku.inventory.models import Move
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO_FEN, ratio
from hengku.ledger.rules import Standard
from replays.worked_compare import Layers, Pools
from replays.worked_movements import OUTWARD, REASONS, CostCase, Movement, Standing, Taken
from replays.worked_reading import count, money
from replays.worked_shop import Shop, ShopPlan, every_day
from replays.worked_told import deltas, first_form, merged, refusal_of, result_of

#: Warehouse and lot of a pool, 0 for all.
PoolKey = tuple[int, int]
#: What a document needs beside goods, where the case has nothing to say about it.
LOSS_DATA: Final = {"stage": "STORAGE", "reason": "SPOILAGE", "responsible": "仓管员", "shift": "morning"}
ADJUSTMENT_DATA: Final = {"reason": "ENTRY_ERROR", "explanation": "核对用例:单据漏录,按实际补记"}


@dataclass(slots=True)
class Played:
    """The shop of a case, the document of each movement, and the movements that were refused."""

    case: CostCase
    shop: Shop
    documents: dict[str, int] = field(default_factory=dict)
    refused: dict[str, dict[str, Any]] = field(default_factory=dict)
    openings: dict[int, str] = field(default_factory=dict)  # document → name of its layer
    products: dict[str, int] = field(default_factory=dict)  # by the case's name


def play_ledger(case: CostCase, standard: Standard) -> dict[str, Any]:
    """kind cost_ledger: post in replay order, then read every movement's cost and pool from the books."""
    played = _open(case, standard)
    _post_all(played, case.movements)
    return _state(played, backdated=False)


def play_recost(case: CostCase, standard: Standard) -> dict[str, Any]:
    """kind recost: post, read, post what comes late, read again (C9)."""
    played = _open(case, standard)
    _post_all(played, case.movements)
    before, cogs_before = _state(played, backdated=False), played.shop.balance("cogs")
    if case.closed_until is not None:
        played.shop.close_stock(case.closed_until)
    _post_all(played, case.backdated)
    after = _state(played, backdated=True)
    own = sum((_cogs_of(one, after["movements"]) for one in case.backdated), ZERO_FEN)
    return {
        "before": before,
        "after": after,
        "deltas": deltas(case, before["movements"], after["movements"]),
        "cogs_delta_total": money(played.shop.balance("cogs") - cogs_before - own),
    }


def _open(case: CostCase, standard: Standard) -> Played:
    tracking = "lot" if case.is_specific else "none"
    first, *others = case.skus
    plan = ShopPlan(
        days=every_day(one.on for one in case.everything),
        warehouses=case.warehouses,
        may_go_negative=case.may_go_negative,
        settings={"cost_scope": case.scope, "costing_method": case.method},
        reference_cost=case.reference_cost(first),
        tracking=tracking,
    )
    shop = Shop(plan, standard)
    played = Played(case, shop, products={first: shop.product_id})
    for number, sku in enumerate(others, 1):
        more = {"tracking": tracking, "reference_cost": case.reference_cost(sku)}
        (played.products[sku],) = shop.more_products([sku], number, **more)
    for one in case.openings:
        shop.product_id = played.products[one.sku]
        made = shop.open_stock(one.quantity, one.amount, one.warehouse, lot=one.batch)
        played.openings[made] = one.layer
    return played


def _post_all(played: Played, movements: Iterable[Movement]) -> None:
    for one in movements:
        if one.ref in played.refused:  # nothing went out that could come back
            played.refused[one.id] = {**played.refused[one.ref], "id": one.id}
            continue
        try:
            played.documents[one.id] = _post(played, one)
        except Problem as problem:
            played.refused[one.id] = refusal_of(one, problem)


def _post(played: Played, one: Movement) -> int:
    """Post the document of a movement; its id."""
    shop, code = played.shop, one.way.document
    shop.product_id = played.products[one.sku]
    if code == "purchase_receipt":
        return shop.receive(one.on, one.quantity, one.amount or ZERO_FEN, one.warehouse, lot=one.batch)
    if code == "sales_issue":
        return shop.issue(one.on, one.quantity, one.warehouse, lot=one.batch)
    lot = {"lot_no": one.batch} if one.batch else {}
    if code == "cost_adjustment":
        asked = PaperLine(product_id=shop.product_id, data={"change": money(one.amount or ZERO_FEN), **lot})
        told = {"other_side": "admin", "reason": "成本更正"}
        return shop.post(code, one.on, asked, warehouse=one.warehouse, data=told)
    line = shop.goods(one.quantity, data=lot)
    if code == "transfer_direct":
        return shop.post(code, one.on, line, warehouse=one.warehouse, warehouse_to=one.warehouse_to)
    if code == "loss_report":
        line.data = LOSS_DATA | lot
        return shop.post(code, one.on, line, warehouse=one.warehouse)
    if code == "stock_adjustment":
        line.data = {"direction": "out" if one.event in OUTWARD else "in"} | lot
        line.amount_net = one.amount
        return shop.post(code, one.on, line, warehouse=one.warehouse, data=ADJUSTMENT_DATA)
    return _post_return(played, one, line)


def _post_return(played: Played, one: Movement, line: PaperLine) -> int:
    shop = played.shop
    if one.ref:
        line.source_line_id = shop.line_of(played.documents[one.ref])
    else:
        line.amount_net = ZERO_FEN
    party = shop.customer_party if one.way.document == "sales_return" else shop.supplier_party
    return shop.post(
        one.way.document, one.on, line, warehouse=one.warehouse, party_id=party, data={"reason": "quality"}
    )


def _cogs_of(one: Movement, told: list[dict[str, Any]]) -> Decimal:
    """What a movement itself put into cost of sales: sold at cost, less what came back."""
    amount = Decimal(first_form(next((row.get("amount", "0") for row in told if row["id"] == one.id), "0")))
    return {"sales_issue": amount, "sales_return": -amount}.get(one.way.document, ZERO_FEN)


# reading --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Moment:
    """What the cost book has about one moment (business date, seq), by warehouse and lot of the pool."""

    amounts: dict[PoolKey, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO_FEN))
    set_off: dict[tuple[PoolKey, str], Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO_FEN))


def _state(played: Played, *, backdated: bool) -> dict[str, Any]:
    """What the books say of every product."""
    return merged(played.case, [_state_of(played, one, backdated=backdated) for one in played.case.by_sku])


def _state_of(played: Played, case: CostCase, *, backdated: bool) -> dict[str, Any]:
    shop = played.shop
    shop.product_id = played.products[case.skus[0]]
    closing = {_parts(played, case, key): balance for key, balance in shop.balances().items()}
    told = _told(played, case, case.everything if backdated else case.movements)
    layers = Layers({name: [] for name in closing})
    if case.method == "FIFO":
        pool_of = shop.pool_keys()
        for pool_id, one in _layers(played):
            if one.quantity:
                layers[_parts(played, case, pool_of[pool_id])].append(one.told())
    return {
        "movements": told,
        "closing": Pools({name: {"qty": count(q), "amount": money(v)} for name, (q, v) in closing.items()}),
        "closing_layers": layers,
    }


def _parts(played: Played, case: CostCase, key: PoolKey) -> tuple[str, ...]:
    """The name of a pool, by its warehouse and lot."""
    names = {number: name for name, number in played.shop.warehouse_ids.items()}
    lots = {number: name for name, number in played.shop.lots().items()}
    return case.pool(names.get(key[0], ""), lots.get(key[1], ""))


def _layers(played: Played, at: tuple[date, int] | None = None) -> list[tuple[int, Taken]]:
    """Layers by the layer book, each with its pool: what is left of it, or what one moment took of it."""
    pools = list(played.shop.pool_keys())
    rows = LayerMove.objects.visible_to(played.shop.actor).filter(pool_id__in=pools)
    if at is not None:
        rows = rows.filter(business_on=at[0], seq=at[1])
    sums: dict[tuple[int, int], list[Decimal]] = {}
    for row in rows.order_by("layer_on", "layer_seq", "pk"):
        both = sums.setdefault((row.pool_id, row.layer_line_id), [ZERO_FEN, ZERO_FEN])
        both[0] += row.quantity
        both[1] += row.amount
    sign = 1 if at is None else -1
    names = played.shop.names_of_lines(
        {line for _, line in sums}, {**{v: k for k, v in played.documents.items()}, **played.openings}
    )
    return [(pool, Taken(names[line], sign * both[0], sign * both[1])) for (pool, line), both in sums.items()]


def _told(played: Played, case: CostCase, movements: Iterable[Movement]) -> list[dict[str, Any]]:
    """Each movement as the books tell it now: its cost is the sum of its rows, its pool the sum up to it."""
    shop = played.shop
    moved = Move.objects.visible_to(shop.actor).filter(product_id=shop.product_id)
    moments = {row.document_id: (row.business_on, row.seq) for row in moved}
    values = list(
        Value.objects.visible_to(shop.actor)
        .filter(product_id=shop.product_id)
        .order_by("business_on", "seq", "pk")
    )
    moments |= {row.document_id: (row.business_on, row.seq) for row in values if row.kind == "adjustment"}
    pool_of = shop.pool_keys()
    by_moment: dict[tuple[date, int], Moment] = defaultdict(Moment)
    for row in values:
        moment = by_moment[row.business_on, row.seq]
        if row.kind in REASONS:
            moment.set_off[pool_of[row.pool_id], row.kind] -= row.amount
        else:
            moment.amounts[pool_of[row.pool_id]] += row.amount
    standing: dict[PoolKey, Standing] = defaultdict(Standing)
    pending = iter(values)
    waiting = next(pending, None)
    found = []
    for one in movements:
        if one.id in played.refused:
            found.append(played.refused[one.id])
            continue
        at = moments[played.documents[one.id]]
        while waiting is not None and (waiting.business_on, waiting.seq) <= at:
            pool = standing[pool_of[waiting.pool_id]]
            pool.was_stocked = pool.was_stocked or waiting.quantity > 0
            pool.quantity += waiting.quantity
            pool.amount += waiting.amount
            waiting = next(pending, None)
        taken = (
            [layer for _, layer in _layers(played, at) if layer.quantity > 0] if case.method == "FIFO" else []
        )
        found.append(_told_of(case, one, by_moment[at], standing, shop, taken))
    return found


def _told_of(
    case: CostCase,
    one: Movement,
    moment: Moment,
    standing: dict[PoolKey, Standing],
    shop: Shop,
    taken: list[Taken],
) -> dict[str, Any]:
    lot = shop.lots()[one.batch] if case.is_specific else 0
    here = (shop.warehouse_ids[one.warehouse] if case.scope == "WAREHOUSE" else 0, lot)
    there = None
    if one.event == "transfer":
        there = standing[shop.warehouse_ids[one.warehouse_to] if case.scope == "WAREHOUSE" else 0, lot]
    if one.event == "transfer" and case.scope == "ORG":
        amount = shown_amount(standing[here], one.quantity)
    else:
        amount = -moment.amounts[here] if one.event in OUTWARD else moment.amounts[here]
    adjustments = [(kind, delta) for (_, kind), delta in moment.set_off.items()]
    return result_of(case, one, amount, standing[here], there, adjustments, taken)


def shown_amount(pool: Standing, quantity: Decimal) -> Decimal:
    """C2: a transfer inside one pool moves no cost; it shows what its goods are worth at the unit cost."""
    return ratio(pool.amount, quantity, pool.quantity) if pool.quantity else ZERO_FEN
