"""What a document holds of goods (Q3d, Q8), and which documents took another lot than the one held (B4, D-PK)."""

from __future__ import annotations

from typing import Any

from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of
from hengku.kit import sql

Row = dict[str, Any]
#: Lot 0 is of any lot (软预留). The bins are those of the warehouse in which sound goods of the lot lie.
HELD = """
SELECT l.line_no, p.code, p.name, u.name, r.quantity, coalesce(lot.lot_no, ''), lot.expires_on, w.name,
       coalesce((SELECT string_agg(DISTINCT b.bin, ' ' ORDER BY b.bin)
                 FROM inventory_onhand AS h
                 JOIN inventory_place AS b
                   ON b.company_id = h.company_id AND b.id = h.place_id AND b.role = 'stock' AND b.bin > ''
                 WHERE h.company_id = r.company_id AND h.product_id = r.product_id AND h.lot_id = r.lot_id
                   AND b.warehouse_id = w.id AND h.status = 'available' AND h.owner_id = 0 AND h.quantity > 0), '')
FROM inventory_reservation AS r
JOIN documents_line AS l ON l.company_id = r.company_id AND l.id = r.line_id
JOIN catalog_product AS p ON p.company_id = r.company_id AND p.id = r.product_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
JOIN inventory_place AS home ON home.company_id = r.company_id AND home.id = r.place_id
JOIN company_warehouse AS w ON w.company_id = home.company_id AND w.id = home.warehouse_id
LEFT JOIN inventory_lot AS lot ON lot.company_id = r.company_id AND lot.id = r.lot_id
WHERE r.company_id = %s AND r.document_id = %s AND r.quantity > 0
ORDER BY l.line_no, lot.expires_on NULLS LAST, lot.lot_no
"""
#: Picks and issues of its lines that name a reason for another lot.
MOVED = """
SELECT d.id, d.number, d.type_code, d.business_on, d.posted_at, d.posted_by, p.code, p.name, u.name, l.quantity_base,
       coalesce(lot.lot_no, ''), l.data ->> 'lot_reason'
FROM documents_link AS k
JOIN documents_line AS l ON l.company_id = k.company_id AND l.id = k.target_line_id AND l.data ? 'lot_reason'
JOIN documents_document AS d ON d.company_id = k.company_id AND d.id = k.target_document_id
                            AND d.reverses_id IS NULL AND d.state <> 'reversed'
JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
LEFT JOIN inventory_lot AS lot ON lot.company_id = l.company_id AND lot.id = l.lot_id
WHERE k.company_id = %s AND k.source_document_id = %s AND k.quantity > 0
ORDER BY d.id, l.line_no
"""
HELD_KEYS = ("line_no", "code", "name", "unit", "quantity", "lot_no", "expires_on", "warehouse", "bins")
MOVED_KEYS = ("document_id", "number", "type_code", "business_on", "posted_at", "posted_by", "code", "name", "unit",
              "quantity", "lot_no", "reason")  # fmt: skip


def holds_of(actor: Actor, document_id: int) -> tuple[list[Row], list[Row]]:
    """What the document holds now, by line and lot, in base units; and what took another lot, in order. Refused as
    looking at the document is. Locks nothing.
    """
    find_document(actor, document_id)
    asked = (actor.company_id, document_id)
    held = [dict(zip(HELD_KEYS, row, strict=True)) for row in sql.rows(HELD, asked)]
    moved = [dict(zip(MOVED_KEYS, row, strict=True)) for row in sql.rows(MOVED, asked)]
    names = names_of([row["posted_by"] for row in moved])
    for row in moved:
        row["document_id"] = str(row["document_id"])
        row["posted_by_name"] = names.get(row.pop("posted_by"), "")
    return held, [row for row in moved if actor.may(f"{row['type_code']}.view")]
