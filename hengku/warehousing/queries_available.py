"""What a warehouse has to give (Q2), as part of statements that ask it of some products."""

from __future__ import annotations

from typing import Final

#: 可用 by product of our own sound goods that are not past their date, less what is reserved, at the stock places of
#: ``%(warehouse)s`` on ``%(today)s``. Who uses it says of which products, and groups by ``h.product_id``.
LIES_READY: Final = """
    SELECT h.product_id, sum(CASE
               WHEN h.status = 'available' AND NOT EXISTS (
                   SELECT FROM inventory_lot AS lot
                   WHERE lot.company_id = h.company_id AND lot.id = h.lot_id AND lot.expires_on < %(today)s
               ) THEN h.quantity ELSE 0 END - h.reserved) AS quantity
    FROM inventory_onhand AS h
    JOIN inventory_place AS place ON place.company_id = h.company_id AND place.id = h.place_id
     AND place.role = 'stock' AND place.warehouse_id = %(warehouse)s
    WHERE h.company_id = %(company)s AND h.owner_id = 0"""
