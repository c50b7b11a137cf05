-- 每笔出入库都有成本: a move into or out of our places is valued once, for its quantity, at its moment; what stays
-- inside is worth what it was.
WITH place AS (
    SELECT l.id, (l.role IN ('stock', 'transit', 'quality'))::int AS is_real
    FROM inventory_place AS l WHERE l.company_id = %(company_id)s
), valued AS (
    SELECT v.move_id, sum(v.quantity) AS quantity, min(v.seq) AS first_seq, max(v.seq) AS last_seq,
           min(v.business_on) AS first_on, max(v.business_on) AS last_on,
           min(v.product_id) AS product_low, max(v.product_id) AS product_high
    FROM costing_value AS v WHERE v.company_id = %(company_id)s AND v.move_id IS NOT NULL
    GROUP BY v.move_id
)
SELECT ARRAY[m.document_id] AS document_ids, m.product_id,
       m.quantity * (t.is_real - f.is_real) AS moved_quantity, coalesce(v.quantity, 0) AS valued_quantity
FROM inventory_move AS m
JOIN place AS f ON f.id = m.from_place_id
JOIN place AS t ON t.id = m.to_place_id
LEFT JOIN valued AS v ON v.move_id = m.id
WHERE m.company_id = %(company_id)s AND m.owner_id = 0
  AND (coalesce(v.quantity, 0) <> m.quantity * (t.is_real - f.is_real)
       OR (v.first_seq, v.last_seq, v.first_on, v.last_on, v.product_low, v.product_high)
          <> (m.seq, m.seq, m.business_on, m.business_on, m.product_id, m.product_id))
UNION ALL
SELECT ARRAY[v.document_id], v.product_id, 0, v.quantity
FROM costing_value AS v
WHERE v.company_id = %(company_id)s AND v.move_id IS NULL AND v.quantity <> 0
