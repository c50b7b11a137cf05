"""First in, first out (C11): a pool is a queue of layers, the oldest first.

Goods take whole layers with all their money and a part of the last one by quantity. What was issued without stock is a
layer below zero, filled by the next receipts, the difference going to cost of sales (C5). Pure; called by the fold.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from decimal import Decimal

from hengku.costing.events import (
    Adjustment,
    Draw,
    Event,
    Layer,
    LineCost,
    LineKey,
    PoolBelowZero,
    PoolState,
    Valued,
    given_back,
    own_cost,
    provisional,
    share_of,
)
from hengku.kit.numbers import ZERO, ZERO_FEN, part_by_cumulative, ratio

Lines = dict[LineKey, LineCost]


def value_by_layers(event: Event, pools: dict[Hashable, PoolState], lines: Lines) -> Valued:
    """Value one event of a pool with layers; the pool, its layers and ``lines`` change.

    Refuses as the average does: goods at the pool's cost where there never was one, money below zero.
    """
    pool = pools[event.pool]
    if event.kind in ("value", "difference", "fixed"):
        return _money(pool, event)
    if event.kind in ("in_given", "in_source", "in_pool"):
        valued = Valued(_amount_in(pool, event, lines))
        _put(pool, event.pool, event, valued.amount, valued)
        return valued
    valued = Valued(ZERO_FEN)
    taken = _take(pool, event, valued)
    valued.amount = _amount_out(event, taken, lines)
    rest = taken - valued.amount
    if event.kind == "out_at":
        rest = _leave_behind(pool, event, rest, valued)
    if (
        rest
    ):  # C8: what the layers held beyond what the supplier gives back, or what was corrected at no value
        kind = "residual" if event.kind == "out_at" else "return_difference"
        valued.adjustments.append(Adjustment(event.pool, kind, rest))
    if event.kind == "transfer":
        _put(pools[event.pool_to], event.pool_to, event, valued.amount, valued)
    return valued


def _amount_in(pool: PoolState, event: Event, lines: Lines) -> Decimal:
    if event.kind == "in_given":
        return event.amount
    if event.kind == "in_source":
        return share_of(lines[event.source_line_id], event.quantity, part=event.part)
    if pool.quantity:  # C7 without source: the pool's own unit cost, else the last
        return ratio(pool.amount, event.quantity, pool.quantity)
    return own_cost(pool, event)


def _amount_out(event: Event, taken: Decimal, lines: Lines) -> Decimal:
    """What leaves is worth: what the layers held, or what was agreed (C6)."""
    if event.kind == "out" or (event.kind == "transfer" and not event.source_line_id):
        return taken
    if event.kind == "out_at":
        return event.amount
    if event.kind == "out_given":
        return given_back(lines[event.source_line_id], event)
    return share_of(lines[event.source_line_id], event.quantity, is_first=event.is_first, part=event.part)


def _take(pool: PoolState, event: Event, valued: Valued) -> Decimal:
    """Goods out of the layers: first of the line that is given back, then the oldest; returns their money."""
    layers = pool.layers if pool.layers is not None else []
    wanted, total = event.quantity, ZERO_FEN
    newest = (date.min, -1 << 62)
    source = event.source_line_id
    for layer in sorted(layers, key=lambda one: one.line_id != source) if source else layers:
        if not wanted or layer.quantity <= 0:
            break
        part = min(wanted, layer.quantity)
        amount = layer.amount if part == layer.quantity else ratio(layer.amount, part, layer.quantity)
        if (layer.on, layer.seq) > newest:
            newest, pool.last_quantity, pool.last_amount = (layer.on, layer.seq), part, amount
        _change(pool, event.pool, layer, -part, -amount, valued)
        wanted, total = wanted - part, total + amount
    if wanted:
        amount = provisional(pool, wanted, event.reference_cost)
        missing = Layer(event.seq, event.line_id, ZERO, ZERO_FEN, event.on)
        layers.append(missing)
        _change(pool, event.pool, missing, -wanted, -amount, valued)
        total += amount
    if source:
        pool.layers = [layer for layer in layers if layer.quantity]
    else:
        pool.layers = _without_empty(layers)
    return total


def _without_empty(layers: list[Layer]) -> list[Layer]:
    """The queue without what is used up, which stands before all that is not: no look at the rest of a long queue."""
    empty = next((at for at, layer in enumerate(layers) if layer.quantity), len(layers))
    del layers[:empty]
    return layers


def _put(pool: PoolState, key: Hashable, event: Event, amount: Decimal, valued: Valued) -> None:
    """Goods in: missing ones are filled first, the rest is a layer at the end of the queue."""
    layers = pool.layers if pool.layers is not None else []
    quantity, missing = event.quantity, max(-pool.quantity, ZERO)
    filled = min(quantity, missing)
    actual = amount if filled == quantity else ratio(amount, filled, quantity)
    if filled:
        released, wanted = ZERO_FEN, filled
        for layer in layers:
            part = min(wanted, -layer.quantity)
            owed = -layer.amount if part == -layer.quantity else ratio(layer.amount, part, layer.quantity)
            _change(pool, key, layer, part, owed, valued)
            wanted, released = wanted - part, released + owed
            if not wanted:
                break
        if actual != released:
            valued.adjustments.append(Adjustment(key, "true_up", actual - released))
    if quantity > filled:
        layer = Layer(event.seq, event.line_id, ZERO, ZERO_FEN, event.on)
        layers.append(layer)
        _change(pool, key, layer, quantity - filled, amount - actual, valued)
    pool.layers = _without_empty(layers)


def _change(
    pool: PoolState, key: Hashable, layer: Layer, quantity: Decimal, amount: Decimal, valued: Valued
) -> None:
    layer.quantity += quantity
    layer.amount += amount
    pool.quantity += quantity
    pool.amount += amount
    valued.draws.append(Draw(key, layer, quantity, amount))


def _leave_behind(pool: PoolState, event: Event, rest: Decimal, valued: Valued) -> Decimal:
    """A quantity corrected at no value: the money of what is gone stays with the oldest goods that are left."""
    layers = pool.layers or []
    if not rest or not layers or layers[0].quantity < 0 or layers[0].amount + rest < 0:
        return rest
    _change(pool, event.pool, layers[0], ZERO, rest, valued)
    return ZERO_FEN


def _money(pool: PoolState, event: Event) -> Valued:
    """C10, C15: money into the layers that are there; what finds none is cost of sales."""
    valued = Valued(event.amount)
    if event.kind == "value" and pool.quantity > 0:
        if pool.amount + event.amount < 0:
            raise PoolBelowZero(product=event.product, amount=event.amount)
        _spread(pool, event, event.amount, valued)
        return valued
    inventory = ZERO_FEN
    own = next((one for one in pool.layers or [] if one.line_id == event.line_id and one.quantity > 0), None)
    if event.kind == "difference" and own is not None:
        held = min(own.quantity, event.quantity)
        inventory = max(ratio(event.amount, held, event.quantity), -own.amount)
        _change(pool, event.pool, own, ZERO, inventory, valued)
    elif event.kind == "fixed":
        inventory = _put_fixed(pool, event, own, valued)
    if event.amount != inventory:
        kind = "residual" if event.kind == "fixed" else "value_only"
        valued.adjustments.append(Adjustment(event.pool, kind, event.amount - inventory))
    return valued


def _put_fixed(pool: PoolState, event: Event, own: Layer | None, valued: Valued) -> Decimal:
    """The part of a difference that once went to stock: to its layer, else to all that are there."""
    if own is not None and own.amount + event.amount >= 0:
        _change(pool, event.pool, own, ZERO, event.amount, valued)
        return event.amount
    if pool.quantity > 0 and pool.amount + event.amount >= 0:
        _spread(pool, event, event.amount, valued)
        return event.amount
    return ZERO_FEN


def _spread(pool: PoolState, event: Event, amount: Decimal, valued: Valued) -> None:
    """Money over all layers by what they are worth (by quantity when they are worth nothing), to the fen (C1)."""
    layers = pool.layers or []
    by_amount = pool.amount > 0
    whole = pool.amount if by_amount else pool.quantity
    done, given = ZERO, ZERO_FEN
    for layer in list(layers):
        weight = layer.amount if by_amount else layer.quantity
        part = part_by_cumulative(amount, done, weight, whole, given)
        done, given = done + weight, given + part
        _change(pool, event.pool, layer, ZERO, part, valued)
