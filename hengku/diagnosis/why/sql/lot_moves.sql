-- What lies there of one lot in a warehouse and status (R-04), of ours or of a party's: what came there less what left;
-- or of several, each with its place, status and owner (``lots``).
WITH place AS (
    SELECT id, coalesce(warehouse_id, 0) AS warehouse_id FROM inventory_place
    WHERE company_id = %(company_id)s AND role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
      AND (%(warehouse)s::bigint IS NULL OR coalesce(warehouse_id, 0) = %(warehouse)s)
),
wanted AS (
    SELECT one[1]::bigint AS lot_id, coalesce(nullif(nullif(one[2], 'none'), '')::bigint, 0) AS warehouse_id,
           one[3] AS status, coalesce(nullif(one[4], '')::bigint, 0) AS owner_id
    FROM unnest(%(lots)s::text[]) AS said
    CROSS JOIN LATERAL string_to_array(said, ':') AS one
),
leg AS (
    SELECT m.business_on, m.seq, m.document_id, m.line_id, m.quantity,
           m.to_lot_id AS lot_id, place.warehouse_id, m.to_status AS status, m.to_owner_id AS owner_id
    FROM inventory_move AS m
    JOIN place ON place.id = m.to_place_id
    WHERE m.company_id = %(company_id)s
      AND (m.to_lot_id = %(lot)s OR m.to_lot_id IN (SELECT lot_id FROM wanted))
    UNION ALL
    SELECT m.business_on, m.seq, m.document_id, m.line_id, -m.quantity,
           m.lot_id, place.warehouse_id, m.status, m.owner_id
    FROM inventory_move AS m
    JOIN place ON place.id = m.from_place_id
    WHERE m.company_id = %(company_id)s
      AND (m.lot_id = %(lot)s OR m.lot_id IN (SELECT lot_id FROM wanted))
)
SELECT business_on, seq, document_id, line_id, quantity AS amount, '' AS note
FROM leg
WHERE CASE WHEN %(lots)s::text[] IS NULL
           THEN owner_id = coalesce(%(party)s::bigint, 0) AND (%(status)s::text IS NULL OR status = %(status)s)
           ELSE (lot_id, warehouse_id, status, owner_id) IN (SELECT lot_id, warehouse_id, status, owner_id FROM wanted)
      END
