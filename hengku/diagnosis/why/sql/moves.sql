-- Goods that came to and left our places: what lies there is their sum (Q1). What goes from one of the places asked
-- for to another of them is no change.
WITH place AS (
    SELECT id, role
    FROM inventory_place
    WHERE company_id = %(company_id)s AND role = ANY(%(roles)s)
      AND (%(warehouse)s::bigint IS NULL OR coalesce(warehouse_id, 0) = %(warehouse)s)
)
SELECT m.business_on, m.seq, m.document_id, m.line_id,
       CASE WHEN target.id IS NULL THEN -m.quantity ELSE m.quantity END AS amount,
       '' AS note
FROM inventory_move AS m
LEFT JOIN place AS source ON source.id = m.from_place_id
LEFT JOIN place AS target ON target.id = m.to_place_id
WHERE m.company_id = %(company_id)s AND m.owner_id = 0
  AND (source.id IS NULL) <> (target.id IS NULL)
  AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR m.product_id = ANY(%(product_ids)s))
  AND (%(status)s::text IS NULL
       OR %(status)s = CASE coalesce(target.role, source.role)
                           WHEN 'transit' THEN 'in_transit'
                           WHEN 'quality' THEN 'qc_hold'
                           ELSE m.status
                       END)
