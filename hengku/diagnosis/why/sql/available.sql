-- What can still be promised (Q2): sound goods that lie here and are not past their date, less what orders hold.
WITH place AS (
    SELECT id
    FROM inventory_place
    WHERE company_id = %(company_id)s AND role IN ('stock', 'quality')
      AND (%(warehouse)s::bigint IS NULL OR coalesce(warehouse_id, 0) = %(warehouse)s)
),
expired AS (
    SELECT id FROM inventory_lot WHERE company_id = %(company_id)s AND expires_on < %(as_of)s
),
move AS (
    SELECT m.business_on, m.seq, m.document_id, m.line_id, m.quantity,
           target.id IS NOT NULL AND m.to_owner_id = 0 AND m.to_status = 'available'
               AND late_there.id IS NULL AS arrives,
           source.id IS NOT NULL AND m.owner_id = 0 AND m.status = 'available' AND late_here.id IS NULL AS leaves
    FROM inventory_move AS m
    LEFT JOIN place AS source ON source.id = m.from_place_id
    LEFT JOIN place AS target ON target.id = m.to_place_id
    LEFT JOIN expired AS late_here ON late_here.id = m.lot_id
    LEFT JOIN expired AS late_there ON late_there.id = m.to_lot_id
    WHERE m.company_id = %(company_id)s
      AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
      AND (%(product_ids)s::bigint[] IS NULL OR m.product_id = ANY(%(product_ids)s))
)
SELECT business_on, seq, document_id, line_id, CASE WHEN arrives THEN quantity ELSE -quantity END AS amount, '' AS note
FROM move
WHERE arrives <> leaves
UNION ALL
SELECT document.business_on, r.id, r.document_id, r.line_id, -r.quantity,
       CASE WHEN r.lot_id > 0 THEN 'pinned' ELSE 'reserved' END
FROM inventory_reservation AS r
JOIN inventory_place AS place
    ON place.company_id = r.company_id AND place.id = r.place_id
    AND (%(warehouse)s::bigint IS NULL OR coalesce(place.warehouse_id, 0) = %(warehouse)s)
JOIN documents_document AS document ON document.company_id = r.company_id AND document.id = r.document_id
WHERE r.company_id = %(company_id)s AND r.quantity <> 0
  AND (%(product)s::bigint IS NULL OR r.product_id = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR r.product_id = ANY(%(product_ids)s))
