-- 每笔出入库都有成本: a move into or out of our places is valued once, for its quantity, at its moment; what stays
-- inside is worth what it was, and goods of others have no cost.
WITH place AS (
    SELECT l.id, (l.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced'))::int AS is_real
    FROM inventory_place AS l WHERE l.company_id = %(company_id)s
), moved AS (
    SELECT m.id, m.document_id, m.product_id, m.seq, m.business_on,
           -- B2: goods that are weighed are valued by weight
           CASE WHEN p.aux_unit_id IS NULL THEN m.quantity ELSE m.aux_quantity END AS quantity,
           CASE WHEN m.to_owner_id = 0 THEN t.is_real ELSE 0 END
           - CASE WHEN m.owner_id = 0 THEN f.is_real ELSE 0 END AS enters
    FROM inventory_move AS m
    JOIN place AS f ON f.id = m.from_place_id
    JOIN place AS t ON t.id = m.to_place_id
    JOIN catalog_product AS p ON p.company_id = m.company_id AND p.id = m.product_id
    WHERE m.company_id = %(company_id)s
), valued AS (
    SELECT v.move_id, sum(v.quantity) AS quantity, min(v.seq) AS first_seq, max(v.seq) AS last_seq,
           min(v.business_on) AS first_on, max(v.business_on) AS last_on,
           min(v.product_id) AS product_low, max(v.product_id) AS product_high
    FROM costing_value AS v WHERE v.company_id = %(company_id)s AND v.move_id IS NOT NULL
    GROUP BY v.move_id
)
SELECT ARRAY[m.document_id] AS document_ids, m.product_id, m.quantity * m.enters AS moved_quantity,
       coalesce(v.quantity, 0) AS valued_quantity
FROM moved AS m
LEFT JOIN valued AS v ON v.move_id = m.id
WHERE coalesce(v.quantity, 0) <> m.quantity * m.enters
   OR (v.first_seq, v.last_seq, v.first_on, v.last_on, v.product_low, v.product_high)
      <> (m.seq, m.seq, m.business_on, m.business_on, m.product_id, m.product_id)
UNION ALL
SELECT ARRAY[v.document_id], v.product_id, 0, v.quantity
FROM costing_value AS v
WHERE v.company_id = %(company_id)s AND v.move_id IS NULL AND v.quantity <> 0 AND v.kind <> 'converted'
