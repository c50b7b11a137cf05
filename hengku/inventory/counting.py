"""Holding goods still while they are counted (G20), and what the books say lies there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hengku.kit import sql

#: Product, place, lot, status, quantity, weight (B2), owner (0 ours).
Book = tuple[int, int, int, str, Decimal, Decimal, int]

#: What a count holds, or asks about: product, place, lot; 0 is any. Product 0 at a place is the bin itself.
Held = tuple[int, int, int]
HOLD = """
INSERT INTO inventory_countlock (company_id, warehouse_id, product_id, place_id, lot_id, count_id, count_number,
                                 stops_postings)
SELECT %s, %s, k.product_id, k.place_id, k.lot_id, %s, %s, %s
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS k(product_id, place_id, lot_id)
ORDER BY k.product_id, k.place_id, k.lot_id
"""
FREE = "DELETE FROM inventory_countlock WHERE company_id = %s AND count_id = %s"
MARK = """
UPDATE company_warehouse AS w
SET is_counting = EXISTS (SELECT FROM inventory_countlock AS k
                          WHERE k.company_id = w.company_id AND k.warehouse_id = w.id AND k.stops_postings)
WHERE w.company_id = %s AND w.id = %s
"""
OVERLAPS = """
SELECT k.product_id, greatest(k.place_id, asked.place_id), k.count_number
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS asked(product_id, place_id, lot_id)
JOIN inventory_countlock AS k
  ON k.company_id = %s AND k.warehouse_id = %s AND k.product_id = asked.product_id
 AND (k.place_id = asked.place_id OR 0 IN (k.place_id, asked.place_id))
 AND (k.lot_id = asked.lot_id OR 0 IN (k.lot_id, asked.lot_id))
ORDER BY k.product_id, 2, k.count_number
"""
HELD_STILL = """
SELECT asked.warehouse_id, asked.product_id, asked.place_id, asked.lot_id, min(k.count_number)
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
     AS asked(warehouse_id, product_id, place_id, lot_id)
JOIN inventory_countlock AS k
  ON k.company_id = %s AND k.warehouse_id = asked.warehouse_id AND k.product_id IN (asked.product_id, 0)
 AND k.place_id IN (asked.place_id, 0) AND k.lot_id IN (asked.lot_id, 0) AND k.stops_postings
GROUP BY asked.warehouse_id, asked.product_id, asked.place_id, asked.lot_id
"""
BETWEEN = """
SELECT id FROM inventory_place
WHERE company_id = %s AND role = 'stock' AND warehouse_id = %s AND bin > ''
  AND bin COLLATE "C" BETWEEN %s AND %s
ORDER BY id
"""
ON_HAND = """
SELECT h.product_id, h.place_id, h.lot_id, h.status, h.quantity, h.aux_quantity, h.owner_id
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
WHERE h.company_id = %s AND p.warehouse_id = %s AND h.product_id = ANY(%s)
  AND (h.quantity <> 0 OR h.aux_quantity <> 0)
ORDER BY h.product_id, h.place_id, h.lot_id, h.status, h.owner_id
"""
LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM inventory_move WHERE company_id = %s"
MOVED_SINCE = """
SELECT c.line_id, sum(e.quantity), sum(e.weight)
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[],
            %s::bigint[]) AS c(line_id, product_id, place_id, lot_id, status, owner_id, since, upto)
JOIN inventory_move AS m
  ON m.company_id = %s AND m.product_id = c.product_id AND m.seq > c.since AND m.seq <= c.upto
CROSS JOIN LATERAL (VALUES (m.to_place_id, m.to_lot_id, m.to_status, m.to_owner_id, m.quantity,
                            m.aux_quantity),
                           (m.from_place_id, m.lot_id, m.status, m.owner_id, -m.quantity, -m.aux_quantity))
           AS e(place_id, lot_id, status, owner_id, quantity, weight)
WHERE (e.place_id, e.lot_id, e.status, e.owner_id) = (c.place_id, c.lot_id, c.status, c.owner_id)
GROUP BY c.line_id
"""
BINS = "SELECT id, bin FROM inventory_place WHERE company_id = %s AND id = ANY(%s)"
LOTS = "SELECT id, lot_no FROM inventory_lot WHERE company_id = %s AND id = ANY(%s)"
PLACE = """
SELECT id FROM inventory_place WHERE company_id = %s AND role = 'stock' AND warehouse_id = %s AND bin = ''
"""


def hold(
    company_id: int,
    warehouse_id: int,
    goods: Iterable[Held],
    *,
    count_id: int,
    number: str,
    stops_postings: bool,
) -> None:
    """Keep other counts off these goods, and postings too with ``stops_postings``. In a transaction behind the gate."""
    columns = sql.columns(sorted(goods))
    sql.run(HOLD, (company_id, warehouse_id, count_id, number, stops_postings, *columns))
    sql.run(MARK, (company_id, warehouse_id))


def free(company_id: int, warehouse_id: int, *, count_id: int) -> None:
    """The count is over: its goods may move again."""
    sql.run(FREE, (company_id, count_id))
    sql.run(MARK, (company_id, warehouse_id))


def overlaps(company_id: int, warehouse_id: int, goods: Iterable[Held]) -> list[tuple[int, int, str]]:
    """(product, place, number) of what other counts that are under way hold of these goods."""
    asked = sorted(set(goods))
    return list(sql.rows(OVERLAPS, (*sql.columns(asked), company_id, warehouse_id))) if asked else []


def held_still(
    company_id: int, goods: Iterable[tuple[int, int, int, int]]
) -> dict[tuple[int, int, int, int], str]:
    """(warehouse, product, place, lot) → the number of the count that holds it still."""
    asked = sorted(set(goods))
    rows = sql.rows(HELD_STILL, (*sql.columns(asked), company_id)) if asked else []
    return {(row[0], row[1], row[2], row[3]): row[4] for row in rows}


def places_between(company_id: int, warehouse_id: int, first: str, last: str) -> list[int]:
    """The bins of a warehouse from ``first`` to ``last``, both among them, in the order of their letters."""
    return [row[0] for row in sql.rows(BETWEEN, (company_id, warehouse_id, first, last))]


def on_hand(company_id: int, warehouse_id: int, products: Iterable[int]) -> list[Book]:
    """Goods of these products in a warehouse, ours and those of others, by place, lot, status and owner."""
    return list(sql.rows(ON_HAND, (company_id, warehouse_id, sql.array([*products]))))


def last_seq(company_id: int) -> int:
    """The moment in the order of postings (G6) that has been reached."""
    return int(sql.rows(LAST_SEQ, (company_id,))[0][0])


def moved_between(
    company_id: int, lines: Iterable[tuple[int, int, int, int, str, int, int, int]]
) -> dict[int, tuple[Decimal, Decimal]]:
    """Pieces and weight that moved at (line, product, place, lot, status, owner, after seq, up to seq), by line;
    nothing where nothing moved.
    """
    asked = list(lines)
    rows = sql.rows(MOVED_SINCE, (*sql.columns(asked), company_id)) if asked else []
    return {line: (quantity, weight) for line, quantity, weight in rows}


def main_place(company_id: int, warehouse_id: int) -> int:
    """Where the goods of a warehouse lie that have no bin."""
    return int(sql.rows(PLACE, (company_id, warehouse_id))[0][0])


def bins(company_id: int, places: Iterable[int]) -> dict[int, str]:
    """The bin of places, "" where goods lie in the warehouse itself."""
    return dict(sql.rows(BINS, (company_id, sql.array(sorted(set(places))))))


def lot_numbers(company_id: int, lots: Iterable[int]) -> dict[int, str]:
    """The number on the goods of lots, by id."""
    wanted = sorted({one for one in lots if one})
    return dict(sql.rows(LOTS, (company_id, sql.array(wanted)))) if wanted else {}
