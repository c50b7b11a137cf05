-- after: goods
-- 收发存汇总 (R-01): opening, in, out and closing, quantity and weight (B2) from the moves and amount from the values.
-- In and out are the debit and credit side of stock: red documents are negative on their own side (G9), so a purchase
-- return lessens "in", and a later revaluation stays on the side of what it revalues. Over all warehouses what goes
-- from one own place to another is no movement; by warehouse it is. ``by_flows``: the period begins where a day's flows
-- end, so it is those of ``since``, the last day that has them, less those of ``snapshot_on``, and what the books say
-- after it (P9). Else all after the snapshot is read.
, red_move AS (
    SELECT DISTINCT move_id
    FROM costing_value
    WHERE company_id = %(company_id)s AND is_red AND quantity <> 0
      AND business_on > %(since)s AND business_on <= %(to)s
),
moved AS (
    -- both books are added up before anything is joined to them: a month has many more rows than there are products
    SELECT m.product_id, m.from_place_id, m.to_place_id, m.owner_id = 0 AS was_own, m.to_owner_id = 0 AS is_own,
           red_move.move_id IS NOT NULL AS is_red, m.business_on >= %(from)s AS is_within, sum(m.quantity) AS quantity,
           sum(m.aux_quantity) AS weight
    FROM inventory_move AS m
    LEFT JOIN red_move ON red_move.move_id = m.id
    WHERE m.company_id = %(company_id)s AND 0 IN (m.owner_id, m.to_owner_id)
      AND m.business_on > %(since)s AND m.business_on <= %(to)s
      AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
flow AS (
    SELECT moved.product_id, moved.quantity, moved.weight, moved.is_red, moved.is_within,
           source.is_ours AND moved.was_own AS from_ours, source.warehouse_id AS from_warehouse_id,
           target.is_ours AND moved.is_own AS to_ours, target.warehouse_id AS to_warehouse_id
    FROM moved
    JOIN place AS source ON source.id = moved.from_place_id
    JOIN place AS target ON target.id = moved.to_place_id
),
valued AS (
    -- from one pool to another: no movement over all warehouses
    SELECT v.pool_id, v.business_on >= %(from)s AS is_within, (v.quantity > 0) <> v.is_red AS is_in,
           sum(v.amount) AS amount
    FROM costing_value AS v
    WHERE v.company_id = %(company_id)s AND v.business_on > %(since)s AND v.business_on <= %(to)s
      AND v.quantity <> 0
      AND (%(product)s::bigint IS NULL OR v.product_id = %(product)s)
      AND (%(by_warehouse)s OR v.against <> 'transfer')
    GROUP BY 1, 2, 3
    UNION ALL
    -- a later word on what goods cost, on the side of the goods
    SELECT v.pool_id, v.business_on >= %(from)s,
           CASE
               WHEN v.kind IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance') THEN false
               WHEN v.move_id IS NULL THEN (v.amount > 0) <> v.is_red
               ELSE v.is_red <> (
                   SELECT m.to_owner_id = 0 AND target.role
                       IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
                          AND (v.against <> 'transfer' OR pool.warehouse_id = coalesce(
                              CASE target.role WHEN 'consigned' THEN -1
                                  WHEN 'outsourced' THEN -2 ELSE target.warehouse_id END, 0))
                   FROM inventory_move AS m
                   JOIN inventory_place AS target ON target.company_id = m.company_id AND target.id = m.to_place_id
                   JOIN costing_pool AS pool ON pool.company_id = m.company_id AND pool.id = v.pool_id
                   WHERE m.company_id = v.company_id AND m.id = v.move_id
               )
           END,
           v.amount
    FROM costing_value AS v
    WHERE v.company_id = %(company_id)s AND v.business_on > %(since)s AND v.business_on <= %(to)s
      AND v.quantity = 0
      AND (%(product)s::bigint IS NULL OR v.product_id = %(product)s)
      AND (%(by_warehouse)s OR v.against <> 'transfer')
    UNION ALL
    -- what was there before: a snapshot of a day before the first (P9)
    SELECT s.pool_id, false, true, s.amount
    FROM costing_poolsnapshot AS s
    WHERE NOT %(by_flows)s AND s.company_id = %(company_id)s AND s.business_on = %(snapshot_on)s
      AND (%(product)s::bigint IS NULL OR s.product_id = %(product)s)
),
by_warehouse AS ( -- cost is kept by warehouse: what is on its way has a pool of its own
    SELECT DISTINCT product_id FROM costing_pool WHERE company_id = %(company_id)s AND warehouse_id > 0
),
change AS (
    SELECT s.product_id, place.warehouse_id, false AS is_within, true AS is_in, s.quantity, 0 AS amount,
           s.aux_quantity AS weight
    FROM inventory_snapshot AS s
    JOIN place ON place.id = s.place_id AND place.is_ours
    WHERE NOT %(by_flows)s AND s.company_id = %(company_id)s AND s.business_on = %(snapshot_on)s AND s.owner_id = 0
      AND (%(product)s::bigint IS NULL OR s.product_id = %(product)s)
    UNION ALL
    SELECT product_id, to_warehouse_id, is_within, NOT is_red, quantity, 0, weight
    FROM flow
    WHERE to_ours AND (%(by_warehouse)s OR NOT from_ours)
    UNION ALL
    SELECT product_id, from_warehouse_id, is_within, is_red, -quantity, 0, -weight
    FROM flow
    WHERE from_ours AND (%(by_warehouse)s OR NOT to_ours)
    UNION ALL
    SELECT pool.product_id, nullif(pool.warehouse_id, 0), valued.is_within, valued.is_in, 0, valued.amount, 0
    FROM valued
    JOIN costing_pool AS pool ON pool.company_id = %(company_id)s AND pool.id = valued.pool_id
    WHERE NOT %(by_warehouse)s OR pool.warehouse_id <> 0 OR pool.product_id IN (SELECT product_id FROM by_warehouse)
),
cumulated AS (
    -- the beginning: all that came less all that went; the period: the end's less the beginning's
    SELECT product_id, nullif(warehouse_id, 0) AS warehouse_id, business_on = %(since)s AS is_end,
           in_quantity - CASE WHEN %(by_warehouse)s THEN 0 ELSE inner_in_quantity END AS in_quantity,
           out_quantity - CASE WHEN %(by_warehouse)s THEN 0 ELSE inner_out_quantity END AS out_quantity,
           in_weight - CASE WHEN %(by_warehouse)s THEN 0 ELSE inner_in_weight END AS in_weight,
           out_weight - CASE WHEN %(by_warehouse)s THEN 0 ELSE inner_out_weight END AS out_weight,
           CASE WHEN has_money THEN in_amount - CASE WHEN %(by_warehouse)s THEN 0 ELSE inner_in_amount END
                ELSE 0 END AS in_amount,
           CASE WHEN has_money THEN out_amount - CASE WHEN %(by_warehouse)s THEN 0 ELSE inner_out_amount END
                ELSE 0 END AS out_amount,
           move_count - CASE WHEN %(by_warehouse)s THEN 0 ELSE inner_move_count END
           + CASE WHEN has_money THEN value_count - CASE WHEN %(by_warehouse)s THEN 0 ELSE inner_value_count END
                  ELSE 0 END AS row_count
    FROM costing_flow
    CROSS JOIN LATERAL (
        SELECT NOT %(by_warehouse)s OR warehouse_id <> 0 OR product_id IN (SELECT product_id FROM by_warehouse)
    ) AS kept(has_money)
    WHERE %(by_flows)s AND company_id = %(company_id)s AND business_on IN (%(snapshot_on)s, %(since)s)
      AND (%(product)s::bigint IS NULL OR product_id = %(product)s)
),
part AS (
    SELECT product_id, warehouse_id, is_within,
           sum(quantity) FILTER (WHERE is_in) AS in_quantity, -sum(quantity) FILTER (WHERE NOT is_in) AS out_quantity,
           sum(amount) FILTER (WHERE is_in) AS in_amount, -sum(amount) FILTER (WHERE NOT is_in) AS out_amount,
           1 AS row_count, sum(weight) FILTER (WHERE is_in) AS in_weight,
           -sum(weight) FILTER (WHERE NOT is_in) AS out_weight
    FROM change
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT product_id, warehouse_id, false, in_quantity, out_quantity, in_amount, out_amount, 0, in_weight,
           out_weight
    FROM cumulated
    WHERE NOT is_end
    UNION ALL
    SELECT product_id, warehouse_id, true,
           CASE WHEN is_end THEN in_quantity ELSE -in_quantity END,
           CASE WHEN is_end THEN out_quantity ELSE -out_quantity END,
           CASE WHEN is_end THEN in_amount ELSE -in_amount END,
           CASE WHEN is_end THEN out_amount ELSE -out_amount END,
           CASE WHEN is_end THEN row_count ELSE -row_count END,
           CASE WHEN is_end THEN in_weight ELSE -in_weight END,
           CASE WHEN is_end THEN out_weight ELSE -out_weight END
    FROM cumulated
),
summed AS (
    SELECT product_id,
           CASE WHEN %(by_warehouse)s THEN warehouse_id END AS warehouse_id,
           coalesce(sum(in_quantity) FILTER (WHERE NOT is_within), 0)
           - coalesce(sum(out_quantity) FILTER (WHERE NOT is_within), 0) AS opening_quantity,
           coalesce(sum(in_amount) FILTER (WHERE NOT is_within), 0)
           - coalesce(sum(out_amount) FILTER (WHERE NOT is_within), 0) AS opening_amount,
           coalesce(sum(in_quantity) FILTER (WHERE is_within), 0) AS in_quantity,
           coalesce(sum(in_amount) FILTER (WHERE is_within), 0) AS in_amount,
           coalesce(sum(out_quantity) FILTER (WHERE is_within), 0) AS out_quantity,
           coalesce(sum(out_amount) FILTER (WHERE is_within), 0) AS out_amount,
           coalesce(sum(in_quantity), 0) - coalesce(sum(out_quantity), 0) AS closing_quantity,
           coalesce(sum(in_amount), 0) - coalesce(sum(out_amount), 0) AS closing_amount,
           coalesce(sum(in_weight) FILTER (WHERE NOT is_within), 0)
           - coalesce(sum(out_weight) FILTER (WHERE NOT is_within), 0) AS opening_weight,
           coalesce(sum(in_weight) FILTER (WHERE is_within), 0) AS in_weight,
           coalesce(sum(out_weight) FILTER (WHERE is_within), 0) AS out_weight,
           coalesce(sum(in_weight), 0) - coalesce(sum(out_weight), 0) AS closing_weight,
           sum(row_count) FILTER (WHERE is_within) <> 0 AS has_moved
    FROM part
    GROUP BY 1, 2
)
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.category,
       product.unit,
       summed.warehouse_id,
       CASE WHEN %(by_warehouse)s THEN coalesce(warehouse.name,
           CASE summed.warehouse_id WHEN -1 THEN '代销在外' WHEN -2 THEN '委外仓' ELSE '在途' END) END AS warehouse,
       summed.opening_quantity,
       CASE WHEN %(with_amounts)s THEN summed.opening_amount END AS opening_amount,
       summed.in_quantity,
       CASE WHEN %(with_amounts)s THEN summed.in_amount END AS in_amount,
       summed.out_quantity,
       CASE WHEN %(with_amounts)s THEN summed.out_amount END AS out_amount,
       summed.closing_quantity,
       CASE WHEN %(with_amounts)s THEN summed.closing_amount END AS closing_amount,
       CASE
           WHEN %(with_amounts)s AND summed.closing_weight <> 0
               THEN round(summed.closing_amount / summed.closing_weight, 8)
           WHEN %(with_amounts)s AND summed.closing_quantity <> 0
               THEN round(summed.closing_amount / summed.closing_quantity, 8)
       END AS unit_cost,
       summed.opening_weight,
       summed.in_weight,
       summed.out_weight,
       summed.closing_weight,
       product.weight_unit
FROM summed
JOIN product ON product.id = summed.product_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = summed.warehouse_id
WHERE (%(warehouse)s::bigint IS NULL OR summed.warehouse_id = %(warehouse)s)
  AND (summed.has_moved OR summed.opening_quantity <> 0 OR summed.opening_amount <> 0 OR summed.opening_weight <> 0)
