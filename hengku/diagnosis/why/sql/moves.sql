-- Goods that came to and left our places: what lies there is their sum (Q1). What goes from one of the places asked
-- for to another of them is no change. Whoever sees some warehouses only sees these places and those of no warehouse
-- (on the way, with agents); what brought goods there counts, though its document, of another warehouse, is not shown.
WITH place AS (
    SELECT id, CASE role WHEN 'transit' THEN 'in_transit' WHEN 'quality' THEN 'qc_hold' ELSE '' END AS status
    FROM inventory_place
    WHERE company_id = %(company_id)s AND role = ANY(%(roles)s)
      AND (%(warehouse)s::bigint IS NULL OR coalesce(warehouse_id, 0) = %(warehouse)s)
),
move AS (
    SELECT m.business_on, m.seq, m.document_id, m.line_id,
           CASE WHEN %(measure)s = 'weight' THEN m.aux_quantity ELSE m.quantity END AS quantity,
           target.id IS NOT NULL AND m.to_owner_id = 0
           AND (%(status)s::text IS NULL OR %(status)s = coalesce(nullif(target.status, ''), m.to_status)) AS arrives,
           source.id IS NOT NULL AND m.owner_id = 0
           AND (%(status)s::text IS NULL OR %(status)s = coalesce(nullif(source.status, ''), m.status)) AS leaves
    FROM public.inventory_move AS m
    LEFT JOIN place AS source ON source.id = m.from_place_id
    LEFT JOIN place AS target ON target.id = m.to_place_id
    WHERE m.company_id = %(company_id)s
      AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
      AND (%(product_ids)s::bigint[] IS NULL OR m.product_id = ANY(%(product_ids)s))
)
SELECT business_on, seq, document_id, line_id, CASE WHEN arrives THEN quantity ELSE -quantity END AS amount, '' AS note
FROM move
WHERE arrives <> leaves
