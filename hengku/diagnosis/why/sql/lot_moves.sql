-- What lies there of one lot in a warehouse and status (R-04), of ours or of a party's: what came there less what left.
WITH place AS (
    SELECT id FROM inventory_place
    WHERE company_id = %(company_id)s AND role IN ('stock', 'transit', 'quality', 'consigned')
      AND (%(warehouse)s::bigint IS NULL OR coalesce(warehouse_id, 0) = %(warehouse)s)
),
leg AS (
    SELECT m.business_on, m.seq, m.document_id, m.line_id, m.quantity, m.to_status AS status
    FROM inventory_move AS m
    JOIN place ON place.id = m.to_place_id
    WHERE m.company_id = %(company_id)s AND m.to_lot_id = %(lot)s AND m.to_owner_id = coalesce(%(party)s::bigint, 0)
    UNION ALL
    SELECT m.business_on, m.seq, m.document_id, m.line_id, -m.quantity, m.status
    FROM inventory_move AS m
    JOIN place ON place.id = m.from_place_id
    WHERE m.company_id = %(company_id)s AND m.lot_id = %(lot)s AND m.owner_id = coalesce(%(party)s::bigint, 0)
)
SELECT business_on, seq, document_id, line_id, quantity AS amount, '' AS note
FROM leg
WHERE %(status)s::text IS NULL OR status = %(status)s
