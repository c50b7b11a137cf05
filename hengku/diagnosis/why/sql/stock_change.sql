-- What came in and went out as the movement summary tells it (R-01, G9): quantity from the moves, amount from the
-- values; a red document lessens its own side, a later revaluation stays on the side of what it revalues, and on its
-- day.
WITH place AS (
    SELECT id, CASE role WHEN 'consigned' THEN -1 WHEN 'outsourced' THEN -2 ELSE warehouse_id END AS warehouse_id,
           role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced') AS is_ours
    FROM inventory_place
    WHERE company_id = %(company_id)s
),
red_move AS (
    SELECT DISTINCT move_id
    FROM costing_value
    WHERE company_id = %(company_id)s AND is_red AND quantity <> 0 AND business_on <= %(last)s
      AND (%(from_day)s::date IS NULL OR business_on >= %(from_day)s)
      AND (%(product)s::bigint IS NULL OR product_id = %(product)s)
),
move AS (
    SELECT m.id, m.seq, CASE WHEN %(measure)s = 'weight' THEN m.aux_quantity ELSE m.quantity END AS quantity,
           m.business_on, m.document_id, m.line_id,
           source.is_ours AND m.owner_id = 0 AS from_ours, source.warehouse_id AS from_warehouse_id,
           target.is_ours AND m.to_owner_id = 0 AS to_ours, target.warehouse_id AS to_warehouse_id
    FROM inventory_move AS m
    JOIN place AS source ON source.id = m.from_place_id
    JOIN place AS target ON target.id = m.to_place_id
    WHERE m.company_id = %(company_id)s AND 0 IN (m.owner_id, m.to_owner_id) AND m.business_on <= %(last)s
      AND (%(from_day)s::date IS NULL OR m.business_on >= %(from_day)s)
      AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
      AND (%(product_ids)s::bigint[] IS NULL OR m.product_id = ANY(%(product_ids)s))
),
change AS (
    SELECT move.business_on, move.seq, move.document_id, move.line_id, move.to_warehouse_id AS warehouse_id,
           red_move.move_id IS NULL AS is_in, move.quantity, '' AS note
    FROM move
    LEFT JOIN red_move ON red_move.move_id = move.id
    WHERE %(measure)s <> 'amount' AND move.to_ours AND (%(by_warehouse)s OR NOT move.from_ours)
    UNION ALL
    SELECT move.business_on, move.seq, move.document_id, move.line_id, move.from_warehouse_id,
           red_move.move_id IS NOT NULL, -move.quantity, ''
    FROM move
    LEFT JOIN red_move ON red_move.move_id = move.id
    WHERE %(measure)s <> 'amount' AND move.from_ours AND (%(by_warehouse)s OR NOT move.to_ours)
    UNION ALL
    SELECT v.business_on, v.seq, v.document_id, v.line_id, nullif(pool.warehouse_id, 0),
           CASE
               WHEN v.kind IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance') THEN false
               WHEN move.from_ours AND move.to_ours
                   THEN (pool.warehouse_id = coalesce(move.to_warehouse_id, 0)) <> v.is_red
               WHEN move.id IS NOT NULL THEN move.to_ours <> v.is_red
               ELSE (v.amount > 0) <> v.is_red
           END,
           v.amount,
           CASE WHEN v.kind IN ('recost', 'true_up', 'residual', 'invoice_difference') THEN v.kind ELSE '' END
    FROM costing_value AS v
    JOIN costing_pool AS pool ON pool.company_id = v.company_id AND pool.id = v.pool_id
    LEFT JOIN move ON move.id = v.move_id
    WHERE %(measure)s = 'amount' AND v.company_id = %(company_id)s AND v.business_on <= %(last)s
      AND (%(from_day)s::date IS NULL OR v.business_on >= %(from_day)s)
      AND (%(product)s::bigint IS NULL OR v.product_id = %(product)s)
      AND (%(product_ids)s::bigint[] IS NULL OR v.product_id = ANY(%(product_ids)s))
      AND CASE
              WHEN %(by_warehouse)s THEN pool.warehouse_id <> 0 OR EXISTS (
                  SELECT FROM costing_pool AS other
                  WHERE other.company_id = pool.company_id AND other.product_id = pool.product_id
                    AND other.warehouse_id > 0)
              WHEN v.kind = 'converted' THEN v.against <> 'transfer'
              ELSE move.id IS NULL OR NOT move.from_ours OR NOT move.to_ours
          END
)
SELECT business_on, seq, document_id, line_id,
       CASE WHEN %(side)s = 'out' THEN -quantity ELSE quantity END AS amount,
       note
FROM change
WHERE (%(warehouse)s::bigint IS NULL OR coalesce(warehouse_id, 0) = %(warehouse)s)
  AND (%(side)s = 'both' OR is_in = (%(side)s = 'in'))
