"""What a phone keeps to work without a line: products with their barcodes, and what lies where at this moment.

Four statements, whatever the number of products. Quantities are in base units. A price the actor may not see is None;
so is what lies in warehouses where they do not work (``kit.sight``).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit import sql

Row = dict[str, Any]

#: More than a shop has, and what a phone of some years still holds. Beyond it the goods in stock come first.
PRODUCTS_MAX = 20_000

PRODUCTS = """
SELECT p.id, p.code, p.name, p.specification, p.base_unit_id, u.name, u.precision, p.tracking, p.sale_price,
       p.purchase_price, a.id, a.name, a.precision
FROM catalog_product AS p
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
LEFT JOIN catalog_unit AS a ON a.company_id = p.company_id AND a.id = p.aux_unit_id
WHERE p.company_id = %(company)s AND p.is_active
ORDER BY EXISTS (
    SELECT FROM inventory_onhand AS h
    WHERE h.company_id = p.company_id AND h.product_id = p.id AND h.quantity <> 0
) DESC, p.code
LIMIT %(limit)s
"""
#: The unit that was scanned as a share of the base unit.
BARCODES = """
SELECT b.code, b.product_id, b.unit_id, u.name, coalesce(pu.numerator, 1), coalesce(pu.denominator, 1)
FROM catalog_barcode AS b
JOIN catalog_unit AS u ON u.company_id = b.company_id AND u.id = b.unit_id
LEFT JOIN catalog_productunit AS pu
    ON pu.company_id = b.company_id AND pu.product_id = b.product_id AND pu.unit_id = b.unit_id
WHERE b.company_id = %(company)s AND b.product_id = ANY(%(products)s)
ORDER BY b.code
"""
STOCK = """
SELECT h.product_id, w.id, w.name, sum(h.quantity),
       coalesce(sum(h.quantity) FILTER (
           WHERE h.status = 'available' AND (l.expires_on IS NULL OR l.expires_on >= %(today)s)), 0) - sum(h.reserved),
       sum(h.aux_quantity)
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
JOIN company_warehouse AS w ON w.company_id = h.company_id AND w.id = p.warehouse_id
LEFT JOIN inventory_lot AS l ON l.company_id = h.company_id AND l.id = h.lot_id
WHERE h.company_id = %(company)s AND h.owner_id = 0 AND h.product_id = ANY(%(products)s)
GROUP BY h.product_id, w.id, w.name, w.code
HAVING sum(h.quantity) <> 0 OR sum(h.reserved) <> 0
ORDER BY h.product_id, w.code
"""
LOTS = """
SELECT h.product_id, p.warehouse_id, l.lot_no, l.expires_on, sum(h.quantity), sum(h.aux_quantity)
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
JOIN inventory_lot AS l ON l.company_id = h.company_id AND l.id = h.lot_id
WHERE h.company_id = %(company)s AND h.owner_id = 0 AND h.lot_id > 0 AND h.product_id = ANY(%(products)s)
GROUP BY h.product_id, p.warehouse_id, l.id, l.lot_no, l.expires_on
HAVING sum(h.quantity) > 0
ORDER BY h.product_id, l.expires_on NULLS LAST, l.lot_no
"""


def goods_for_phone(actor: Actor, *, today: date, limit: int = PRODUCTS_MAX) -> Row:
    """Active products, those in stock first, with barcodes, stock and lots by warehouse. ``is_whole`` is false when
    there are more than ``limit``. Needs ``catalog.view``; stock and lots need ``reports.view``, else they are empty.
    """
    actor.must("catalog.view")
    bound: Row = {"company": actor.company_id, "limit": limit + 1, "today": today}
    found = sql.rows(PRODUCTS, bound)
    kept = found[:limit]
    bound["products"] = sql.array([row[0] for row in kept])
    sees_stock = actor.may("reports.view")
    sees_price = actor.may(PURCHASE_PRICES)
    return {
        "is_whole": len(found) <= limit,
        "products": [_product(row, sees_price=sees_price) for row in kept],
        "barcodes": [_barcode(row) for row in sql.rows(BARCODES, bound)],
        "stock": [_stock(row) for row in sql.rows(STOCK, bound)] if sees_stock else [],
        "lots": [_lot(row) for row in sql.rows(LOTS, bound)] if sees_stock else [],
    }


def _product(row: tuple[Any, ...], *, sees_price: bool) -> Row:
    return {
        "id": str(row[0]),
        "code": row[1],
        "name": row[2],
        "specification": row[3],
        "unit": {"id": str(row[4]), "name": row[5]},
        "precision": row[6],
        "tracking": row[7],
        "sale_price": row[8],
        "purchase_price": row[9] if sees_price else None,
        "weight_unit": row[11] and {"id": str(row[10]), "name": row[11]},
        "weight_precision": row[12] or 0,
    }


def _barcode(row: tuple[Any, ...]) -> Row:
    return {
        "code": row[0],
        "product": str(row[1]),
        "unit": {"id": str(row[2]), "name": row[3]},
        "numerator": str(row[4]),
        "denominator": str(row[5]),
    }


def _stock(row: tuple[Any, ...]) -> Row:
    return {
        "product": str(row[0]),
        "warehouse": {"id": str(row[1]), "name": row[2]},
        "on_hand": row[3],
        "available": row[4],
        "weight": row[5],
    }


def _lot(row: tuple[Any, ...]) -> Row:
    return {
        "product": str(row[0]),
        "warehouse": str(row[1]),
        "lot_no": row[2],
        "expires_on": row[3],
        "quantity": row[4],
        "weight": row[5],
    }
