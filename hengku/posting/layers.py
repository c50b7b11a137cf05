"""Layers of pools that are first in, first out (C11): what is read before the fold and written after it.

The queue of today is kept beside the pool and locked with it; the queue of an earlier day is the sum of the layer book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hengku.costing.rules import Event, Layer, PoolState, Valued
from hengku.kit import sql
from hengku.kit.numbers import ZERO, ZERO_FEN
from hengku.posting.history import Past
from hengku.posting.load import Pool
from hengku.posting.rows import LayerRow

Key = tuple[int, int, int]

OPEN_LAYERS = """
SELECT l.pool_id, l.seq, l.line_id, l.quantity, l.amount, l.business_on FROM costing_layer AS l
WHERE l.company_id = %s AND l.pool_id = ANY(%s) AND l.quantity <> 0
ORDER BY l.pool_id, l.business_on, l.seq
"""
EARLIER_LAYERS = """
SELECT m.pool_id, m.layer_seq, m.layer_line_id, sum(m.quantity), sum(m.amount), m.layer_on
FROM unnest(%s::bigint[], %s::date[]) AS k(pool_id, since)
JOIN costing_layermove AS m ON m.company_id = %s AND m.pool_id = k.pool_id AND m.business_on < k.since
GROUP BY m.pool_id, m.layer_seq, m.layer_line_id, m.layer_on HAVING sum(m.quantity) <> 0
ORDER BY m.pool_id, m.layer_on, m.layer_seq
"""
LAST_DRAWN = """
SELECT k.pool_id, last.quantity, last.amount
FROM unnest(%s::bigint[], %s::date[]) AS k(pool_id, since)
CROSS JOIN LATERAL (
    SELECT -sum(m.quantity) AS quantity, -sum(m.amount) AS amount FROM costing_layermove AS m
    WHERE m.company_id = %s AND m.pool_id = k.pool_id AND m.business_on < k.since AND m.layer_seq <> m.seq
    GROUP BY m.business_on, m.seq, m.layer_on, m.layer_seq HAVING sum(m.quantity) < 0
    ORDER BY m.business_on DESC, m.seq DESC, m.layer_on DESC, m.layer_seq DESC LIMIT 1
) AS last
"""
DRAWN_SINCE = """
SELECT m.pool_id, m.seq, m.layer_seq, m.layer_line_id, m.layer_on, sum(m.quantity), sum(m.amount)
FROM unnest(%s::bigint[], %s::date[]) AS k(pool_id, since)
JOIN costing_layermove AS m ON m.company_id = %s AND m.pool_id = k.pool_id AND m.business_on >= k.since
GROUP BY m.pool_id, m.seq, m.layer_seq, m.layer_line_id, m.layer_on
"""
MOVES = """
INSERT INTO costing_layermove (company_id, posted_at, pool_id, layer_seq, layer_line_id, layer_on, seq, business_on,
                               document_id, quantity, amount)
SELECT %s, %s, r.* FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::bigint[], %s::date[],
                               %s::bigint[], %s::numeric[], %s::numeric[]) AS r
"""
LAYERS = """
WITH change AS (
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::numeric[], %s::numeric[])
         AS r(pool_id, seq, line_id, business_on, quantity, amount)
), moved AS (
    UPDATE costing_layer AS l SET quantity = l.quantity + r.quantity, amount = l.amount + r.amount
    FROM change AS r WHERE l.company_id = %s AND l.pool_id = r.pool_id AND l.seq = r.seq
    RETURNING l.pool_id, l.seq
)
INSERT INTO costing_layer (company_id, pool_id, seq, line_id, business_on, quantity, amount)
SELECT %s, r.* FROM change AS r
WHERE r.quantity <> 0 AND NOT EXISTS (SELECT FROM moved AS m WHERE m.pool_id = r.pool_id AND m.seq = r.seq)
"""


def load_layers(company_id: int, pools: Mapping[Key, Pool], states: Mapping[Key, PoolState]) -> None:
    """Give each state the queue its pool holds today."""
    queues: dict[int, list[Layer]] = {pools[key].id: [] for key in states}
    for pool_id, *layer in sql.rows(OPEN_LAYERS, (company_id, list(queues))):
        queues[pool_id].append(Layer(*layer))
    for key, state in states.items():
        state.layers = queues[pools[key].id] if pools[key].id else []  # a preview makes no pools


def load_earlier_layers(
    company_id: int, pool_ids: Mapping[Key, int], since: Mapping[int, date], states: Mapping[Key, PoolState]
) -> None:
    """Give the openings of pools the queue of the beginning of the day ``since`` (by product)."""
    keys = {pool_id: key for key, pool_id in pool_ids.items()}
    asked = (list(keys), [since[key[0]] for key in pool_ids], company_id)
    queues: dict[Key, list[Layer]] = defaultdict(list)
    for pool_id, *layer in sql.rows(EARLIER_LAYERS, asked):
        queues[keys[pool_id]].append(Layer(*layer))
    for key in pool_ids:
        states[key].layers = queues[key]
        states[key].last_quantity, states[key].last_amount = ZERO, ZERO_FEN
    for pool_id, quantity, amount in sql.rows(LAST_DRAWN, asked):
        state = states[keys[pool_id]]
        state.last_quantity, state.last_amount = quantity, amount


def load_draws(
    company_id: int, pool_ids: Mapping[Key, int], since: Mapping[int, date], past: Iterable[Past]
) -> None:
    """Tell past events which layers they went through, as the book has it today."""
    keys = {pool_id: key for key, pool_id in pool_ids.items()}
    by_place = {(one.seq, pool): one for one in past for pool in (one.event.pool, one.event.pool_to)}
    asked = (list(keys), [since[key[0]] for key in pool_ids], company_id)
    for pool_id, seq, layer_seq, line_id, on, quantity, amount in sql.rows(DRAWN_SINCE, asked):
        by_place[seq, keys[pool_id]].draws[keys[pool_id], layer_seq] = Layer(layer_seq, line_id, quantity, amount, on)


def layer_rows(
    event: Event, worth: Valued, before: dict[tuple[Key, int], Layer], document_id: int
) -> list[LayerRow]:
    """What the event did to layers and had not done before, summed by layer (C11)."""
    sums: dict[Any, Layer] = {
        place: Layer(old.seq, old.line_id, -old.quantity, -old.amount, old.on)
        for place, old in before.items()
    }
    for draw in worth.draws:
        place = (draw.pool, draw.layer.seq)
        to = sums.setdefault(
            place, Layer(draw.layer.seq, draw.layer.line_id, ZERO_FEN, ZERO_FEN, draw.layer.on)
        )
        to.quantity += draw.quantity
        to.amount += draw.amount
    return [
        LayerRow(
            pool, one.seq, one.line_id, one.on, event.seq, event.on, document_id, one.quantity, one.amount
        )
        for (pool, _), one in sums.items()
        if one.quantity or one.amount
    ]


def write_layers(company_id: int, rows: list[LayerRow], pools: Mapping[Key, Pool], now: datetime) -> None:
    """Append to the layer book and move the queues by the same sums. The pools are locked."""
    if not rows:
        return
    moves = [
        (
            pools[r.pool].id,
            r.layer_seq,
            r.layer_line_id,
            r.layer_on,
            r.seq,
            r.on,
            r.document_id,
            r.quantity,
            r.amount,
        )
        for r in rows
    ]
    sql.run(MOVES, (company_id, now, *sql.columns(moves)))
    sums: dict[tuple[int, int], tuple[int, date, Decimal, Decimal]] = {}
    for r in rows:
        place = (pools[r.pool].id, r.layer_seq)
        line_id, on, quantity, amount = sums.get(place, (r.layer_line_id, r.layer_on, ZERO_FEN, ZERO_FEN))
        sums[place] = (line_id, on, quantity + r.quantity, amount + r.amount)
    changed = [(pool, seq, *values) for (pool, seq), values in sorted(sums.items())]
    sql.run(LAYERS, (*sql.columns(changed), company_id, company_id))
