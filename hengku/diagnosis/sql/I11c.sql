-- 收发快照 = 前一快照 + 其间收发 (P9), by product and warehouse, for every day that has one; sides as in 收发存汇总 (R-01, G9).
WITH day AS (
    SELECT d.business_on, lead(d.business_on) OVER (ORDER BY d.business_on) AS next_on
    FROM inventory_snapshotday AS d WHERE d.company_id = %(company_id)s AND d.is_made
), until AS (
    SELECT dates.business_on,
           (SELECT min(day.business_on) FROM day WHERE day.business_on >= dates.business_on) AS day_on
    FROM (SELECT m.business_on FROM inventory_move AS m WHERE m.company_id = %(company_id)s
          UNION SELECT v.business_on FROM costing_value AS v WHERE v.company_id = %(company_id)s) AS dates
), place AS (
    SELECT l.id,
           coalesce(CASE l.role WHEN 'consigned' THEN -1 WHEN 'outsourced' THEN -2 ELSE l.warehouse_id END, 0)
               AS warehouse_id,
           l.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced') AS is_ours
    FROM inventory_place AS l WHERE l.company_id = %(company_id)s
), red AS (
    SELECT DISTINCT v.move_id FROM costing_value AS v
    WHERE v.company_id = %(company_id)s AND v.is_red AND v.quantity <> 0
), move AS (
    SELECT m.id, m.product_id, until.day_on, m.quantity, m.aux_quantity AS weight, red.move_id IS NOT NULL AS is_red,
           f.is_ours AND m.owner_id = 0 AS leaves, f.warehouse_id AS from_id,
           t.is_ours AND m.to_owner_id = 0 AS comes, t.warehouse_id AS to_id
    FROM inventory_move AS m
    JOIN until ON until.business_on = m.business_on AND until.day_on IS NOT NULL
    JOIN place AS f ON f.id = m.from_place_id
    JOIN place AS t ON t.id = m.to_place_id
    LEFT JOIN red ON red.move_id = m.id
    WHERE m.company_id = %(company_id)s
), later AS (  -- what a later word on the cost of goods came with
    SELECT m.id, m.to_owner_id = 0 AND t.is_ours AS comes, t.warehouse_id AS to_id
    FROM inventory_move AS m JOIN place AS t ON t.id = m.to_place_id
    WHERE m.company_id = %(company_id)s
), value AS (
    SELECT v.product_id, p.warehouse_id, until.day_on, v.amount, v.against = 'transfer' AS is_inner,
           CASE
               WHEN v.quantity <> 0 THEN (v.quantity > 0) <> v.is_red
               WHEN v.kind IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance') THEN false
               WHEN v.move_id IS NULL THEN (v.amount > 0) <> v.is_red
               ELSE v.is_red <> (m.comes AND (v.against <> 'transfer' OR p.warehouse_id = m.to_id))
           END AS is_in
    FROM costing_value AS v
    JOIN until ON until.business_on = v.business_on AND until.day_on IS NOT NULL
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id
    LEFT JOIN later AS m ON m.id = v.move_id
    WHERE v.company_id = %(company_id)s
), change(product_id, warehouse_id, day_on, sign, in_quantity, out_quantity, inner_in_quantity, inner_out_quantity,
          in_weight, out_weight, inner_in_weight, inner_out_weight,
          in_amount, out_amount, inner_in_amount, inner_out_amount, moves, inner_moves, worths, inner_worths) AS (
    SELECT s.product_id, s.warehouse_id, at.day_on, at.sign, s.in_quantity, s.out_quantity, s.inner_in_quantity,
           s.inner_out_quantity, s.in_weight, s.out_weight, s.inner_in_weight, s.inner_out_weight, s.in_amount,
           s.out_amount, s.inner_in_amount, s.inner_out_amount, s.move_count, s.inner_move_count, s.value_count,
           s.inner_value_count
    FROM costing_flow AS s
    JOIN (SELECT business_on, business_on AS day_on, 1 AS sign FROM day
          UNION ALL SELECT business_on, next_on, -1 FROM day WHERE next_on IS NOT NULL) AS at
      ON at.business_on = s.business_on
    WHERE s.company_id = %(company_id)s
    UNION ALL
    SELECT m.product_id, e.warehouse_id, m.day_on, -1,
           CASE WHEN e.is_in THEN e.quantity ELSE 0 END, CASE WHEN e.is_in THEN 0 ELSE -e.quantity END,
           CASE WHEN e.is_in AND m.comes AND m.leaves THEN e.quantity ELSE 0 END,
           CASE WHEN NOT e.is_in AND m.comes AND m.leaves THEN -e.quantity ELSE 0 END,
           CASE WHEN e.is_in THEN e.weight ELSE 0 END, CASE WHEN e.is_in THEN 0 ELSE -e.weight END,
           CASE WHEN e.is_in AND m.comes AND m.leaves THEN e.weight ELSE 0 END,
           CASE WHEN NOT e.is_in AND m.comes AND m.leaves THEN -e.weight ELSE 0 END,
           0, 0, 0, 0, 1, CASE WHEN m.comes AND m.leaves THEN 1 ELSE 0 END, 0, 0
    FROM move AS m
    CROSS JOIN LATERAL (VALUES (m.comes, m.to_id, NOT m.is_red, m.quantity, m.weight),
                               (m.leaves, m.from_id, m.is_red, -m.quantity, -m.weight))
               AS e(is_ours, warehouse_id, is_in, quantity, weight)
    WHERE e.is_ours
    UNION ALL
    SELECT v.product_id, v.warehouse_id, v.day_on, -1, 0, 0, 0, 0, 0, 0, 0, 0,
           CASE WHEN v.is_in THEN v.amount ELSE 0 END, CASE WHEN v.is_in THEN 0 ELSE -v.amount END,
           CASE WHEN v.is_in AND v.is_inner THEN v.amount ELSE 0 END,
           CASE WHEN NOT v.is_in AND v.is_inner THEN -v.amount ELSE 0 END, 0, 0, 1,
           CASE WHEN v.is_inner THEN 1 ELSE 0 END
    FROM value AS v
), off AS (
    SELECT c.product_id, c.warehouse_id, c.day_on,
           ARRAY[sum(sign * in_quantity), sum(sign * out_quantity), sum(sign * inner_in_quantity),
                 sum(sign * inner_out_quantity)] AS quantities,
           ARRAY[sum(sign * in_weight), sum(sign * out_weight), sum(sign * inner_in_weight),
                 sum(sign * inner_out_weight)] AS weights,
           ARRAY[sum(sign * in_amount), sum(sign * out_amount), sum(sign * inner_in_amount),
                 sum(sign * inner_out_amount)] AS amounts,
           ARRAY[sum(sign * moves), sum(sign * inner_moves), sum(sign * worths), sum(sign * inner_worths)] AS counts
    FROM change AS c
    GROUP BY c.product_id, c.warehouse_id, c.day_on
)
SELECT ARRAY(SELECT x.document_id FROM inventory_move AS x
             WHERE x.company_id = %(company_id)s AND x.product_id = o.product_id AND x.business_on <= o.day_on
             ORDER BY x.business_on DESC, x.seq DESC LIMIT 3) AS document_ids,
       o.product_id, nullif(o.warehouse_id, -1) AS warehouse_id, o.day_on AS business_on,
       (SELECT q FROM unnest(o.quantities) AS q ORDER BY abs(q) DESC LIMIT 1) AS difference_quantity,
       (SELECT w FROM unnest(o.weights) AS w ORDER BY abs(w) DESC LIMIT 1) AS difference_weight,
       (SELECT a FROM unnest(o.amounts) AS a ORDER BY abs(a) DESC LIMIT 1) AS difference_amount
FROM off AS o
WHERE 0 <> ANY(o.quantities) OR 0 <> ANY(o.weights) OR 0 <> ANY(o.amounts) OR 0 <> ANY(o.counts)
