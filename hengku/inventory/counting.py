"""Holding goods still while they are counted (G20), and what the books say lies there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hengku.kit import sql

Book = tuple[int, int, int, str, Decimal, Decimal]  # product, place, lot, status, quantity, weight (B2)

HOLD = """
INSERT INTO inventory_countlock (company_id, warehouse_id, product_id, count_id, count_number, stops_postings)
SELECT %s, %s, k.product_id, %s, %s, %s FROM unnest(%s::bigint[]) AS k(product_id) ORDER BY k.product_id
"""
FREE = "DELETE FROM inventory_countlock WHERE company_id = %s AND count_id = %s"
MARK = """
UPDATE company_warehouse AS w
SET is_counting = EXISTS (SELECT FROM inventory_countlock AS k
                          WHERE k.company_id = w.company_id AND k.warehouse_id = w.id AND k.stops_postings)
WHERE w.company_id = %s AND w.id = %s
"""
HELD = """
SELECT k.warehouse_id, k.product_id, k.count_id, k.count_number
FROM unnest(%s::bigint[], %s::bigint[]) AS asked(warehouse_id, product_id)
JOIN inventory_countlock AS k
  ON k.company_id = %s AND k.warehouse_id = asked.warehouse_id AND k.product_id = asked.product_id
WHERE k.stops_postings OR %s
"""
ON_HAND = """
SELECT h.product_id, h.place_id, h.lot_id, h.status, h.quantity, h.aux_quantity
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
WHERE h.company_id = %s AND p.warehouse_id = %s AND h.product_id = ANY(%s) AND h.owner_id = 0
  AND (h.quantity <> 0 OR h.aux_quantity <> 0)
ORDER BY h.product_id, h.place_id, h.lot_id, h.status
"""
LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM inventory_move WHERE company_id = %s"
MOVED_SINCE = """
SELECT c.line_id, sum(e.quantity), sum(e.weight)
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[])
     AS c(line_id, product_id, place_id, lot_id, status, since, upto)
JOIN inventory_move AS m
  ON m.company_id = %s AND m.product_id = c.product_id AND m.seq > c.since AND m.seq <= c.upto
CROSS JOIN LATERAL (VALUES (m.to_place_id, m.to_lot_id, m.to_status, m.to_owner_id, m.quantity,
                            m.aux_quantity),
                           (m.from_place_id, m.lot_id, m.status, m.owner_id, -m.quantity, -m.aux_quantity))
           AS e(place_id, lot_id, status, owner_id, quantity, weight)
WHERE (e.place_id, e.lot_id, e.status, e.owner_id) = (c.place_id, c.lot_id, c.status, 0)
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
    products: Iterable[int],
    *,
    count_id: int,
    number: str,
    stops_postings: bool,
) -> None:
    """Keep other counts off these goods, and postings too with ``stops_postings``. In a transaction behind the gate."""
    sql.run(HOLD, (company_id, warehouse_id, count_id, number, stops_postings, sql.array(sorted(products))))
    sql.run(MARK, (company_id, warehouse_id))


def free(company_id: int, warehouse_id: int, *, count_id: int) -> None:
    """The count is over: its goods may move again."""
    sql.run(FREE, (company_id, count_id))
    sql.run(MARK, (company_id, warehouse_id))


def held(
    company_id: int, goods: Iterable[tuple[int, int]], *, by_any: bool = False
) -> dict[tuple[int, int], tuple[int, str]]:
    """(warehouse, product) → the count that holds it still, its id and number; ``by_any``: also while goods move."""
    asked = sorted(set(goods))
    if not asked:
        return {}
    rows = sql.rows(HELD, (*sql.columns(asked), company_id, by_any))
    return {(warehouse, product): (count, number) for warehouse, product, count, number in rows}


def on_hand(company_id: int, warehouse_id: int, products: Iterable[int]) -> list[Book]:
    """Our own goods of these products in a warehouse, by place, lot and status."""
    return list(sql.rows(ON_HAND, (company_id, warehouse_id, sql.array([*products]))))


def last_seq(company_id: int) -> int:
    """The moment in the order of postings (G6) that has been reached."""
    return int(sql.rows(LAST_SEQ, (company_id,))[0][0])


def moved_between(
    company_id: int, lines: Iterable[tuple[int, int, int, int, str, int, int]]
) -> dict[int, tuple[Decimal, Decimal]]:
    """Pieces and weight that moved at (line, product, place, lot, status, after seq, up to seq), by line; nothing where
    nothing moved.
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
