"""Goods made of goods (C17): what the books say they were made of, and which products fold again with their parts (C9).

A product that was made follows its components: when one of them is recast, what was made of it folds again from that
day on, and what was made of that. Only postings that go back in time ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from hengku.costing.events import Making
from hengku.kit import sql
from hengku.posting.effects import CONVERTED, FromGoods
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.history import Past

FOLLOWERS = """
WITH RECURSIVE touched (product_id, since, is_made) AS (
    SELECT k.product_id, k.since, false FROM unnest(%s::bigint[], %s::date[]) AS k(product_id, since)
    UNION
    SELECT made.product_id, made.business_on, true
    FROM touched AS t
    JOIN costing_value AS part
      ON part.company_id = %s AND part.product_id = t.product_id AND part.business_on >= t.since
     AND part.against = 'conversion' AND part.quantity < 0
    JOIN costing_value AS made
      ON made.company_id = part.company_id AND made.document_id = part.document_id AND made.kind = 'made'
     AND made.quantity > 0
)
SELECT product_id, min(since), bool_or(is_made) FROM touched GROUP BY product_id
"""
MAKINGS = """
SELECT m.line_id, m.lot_id, m.weight, m.weight_before, m.weight_whole, m.fee, part.lines, part.products, (
    SELECT coalesce(sum(v.amount), 0) FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id AND least(p.lot_id, 0) = m.lot_id
    WHERE v.company_id = m.company_id AND v.line_id = m.line_id AND v.kind = 'invoice_difference'
      AND v.move_id IS NOT NULL)  -- put onto the goods themselves, their month being open
FROM costing_made AS m
CROSS JOIN LATERAL (
    SELECT array_agg(v.line_id ORDER BY v.seq) AS lines, array_agg(v.product_id ORDER BY v.seq) AS products
    FROM costing_value AS v
    WHERE v.company_id = m.company_id AND v.document_id = m.document_id AND v.against = 'conversion'
      AND v.quantity < 0
) AS part
WHERE m.company_id = %s AND m.line_id = ANY(%s)
"""
#: In the data of material that went into goods: its share of what was issued (C18), as before, upto and whole.
SHARE = "share"
SHARES = """
SELECT id, (data -> 'share' ->> 0)::numeric, (data -> 'share' ->> 1)::numeric, (data -> 'share' ->> 2)::numeric
FROM documents_line WHERE company_id = %s AND id = ANY(%s) AND data ? 'share'
"""
MADE = """
INSERT INTO costing_made (company_id, document_id, line_id, lot_id, weight, weight_before, weight_whole, fee)
SELECT %s, r.*
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[]) AS r
"""


def load_followers(company_id: int, since: Mapping[int, date]) -> tuple[dict[int, date], bool]:
    """The products that fold again when these do, themselves included, each from its day; whether any was made."""
    found = sql.rows(FOLLOWERS, (list(since), list(since.values()), company_id))
    return {product: on for product, on, _ in found}, any(is_made for _, _, is_made in found)


def load_makings(company_id: int, past: Iterable[Past]) -> dict[int, int]:
    """Tell events of the past that were made what they were made of; returns the product of each line that went in."""
    made = {(one.event.line_id, one.event.piece): one for one in past if one.event.kind == "in_made"}
    products: dict[int, int] = {}
    if not made:
        return products
    line_ids = [line_id for line_id, _ in made]
    found = sql.rows(MAKINGS, (company_id, line_ids))
    for line_id, lot_id, weight, before, whole, fee, lines, parts, extra in found:
        if (line_id, lot_id) not in made:  # another piece of the line
            continue
        made[line_id, lot_id].event.making = Making(tuple(lines or ()), weight, before, whole, fee, extra)
        products.update(zip(lines or (), parts or (), strict=True))
    return products


def load_shares(company_id: int, past: Iterable[Past]) -> None:
    """Tell events of the past which share of their source they took, where that is not by quantity (C18). Asks only for
    goods that went into other goods at what a line before them cost.
    """
    made = [one for one in past if one.event.kind == "out_source" and one.against == "conversion"]
    made = [one for one in made if not one.event.piece]
    if made:
        lines = [one.event.line_id for one in made]
        parts = {row[0]: (row[1], row[2], row[3]) for row in sql.rows(SHARES, (company_id, lines))}
        for one in made:
            one.event.part = parts.get(one.event.line_id)


def share_cause(past: Iterable[Past], cause: dict[int, Job]) -> None:
    """One document answers for what a conversion moves between products: its entry would not balance else."""
    joined = {one.product_id for one in past if one.against == CONVERTED}
    named = [cause[product] for product in joined if product in cause]
    if named:
        first = min(named, key=lambda job: (job.on, job.index))
        cause.update(dict.fromkeys(joined, first))


def write_made(company_id: int, jobs: Iterable[Job]) -> None:
    """Keep the shares of goods made, for the day when they fold again; nothing when nothing was made."""
    rows = [
        (job.document_id, goods.line.id, -goods.piece, share.weight, share.before, share.whole, share.fee)
        for job in jobs
        for goods in job.effects.goods
        if isinstance(share := goods.cost, FromGoods)
    ]
    if rows:
        sql.run(MADE, (company_id, *sql.columns(rows)))
