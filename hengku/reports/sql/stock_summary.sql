-- after: goods
-- 收发存汇总 (R-01): opening, in, out and closing, quantity from the moves and amount from the values.
-- In and out are the debit and credit side of stock: red documents are negative on their own side (G9), so a purchase
-- return lessens "in", and a later revaluation stays on the side of what it revalues. Over all warehouses what goes from
-- one own place to another is no movement; by warehouse it is.
, move AS (
    SELECT m.id, m.product_id, m.quantity, m.business_on,
           source.is_ours AND m.owner_id = 0 AS from_ours, source.warehouse_id AS from_warehouse_id,
           target.is_ours AND m.to_owner_id = 0 AS to_ours, target.warehouse_id AS to_warehouse_id
    FROM inventory_move AS m
    JOIN place AS source ON source.id = m.from_place_id
    JOIN place AS target ON target.id = m.to_place_id
    WHERE m.company_id = %(company_id)s AND 0 IN (m.owner_id, m.to_owner_id)
      AND m.business_on > %(snapshot_on)s AND m.business_on <= %(to)s
      AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
),
value AS (
    SELECT v.product_id, v.move_id, v.kind, v.against, p.warehouse_id, v.quantity, v.amount, v.is_red, v.business_on
    FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id
    WHERE v.company_id = %(company_id)s AND v.business_on > %(snapshot_on)s AND v.business_on <= %(to)s
      AND (%(product)s::bigint IS NULL OR v.product_id = %(product)s)
),
by_warehouse AS ( -- cost is kept by warehouse: what is on its way has a pool of its own
    SELECT DISTINCT product_id FROM costing_pool WHERE company_id = %(company_id)s AND warehouse_id > 0
),
red_move AS (
    SELECT DISTINCT move_id FROM value WHERE is_red AND quantity <> 0
),
change AS (
    -- what was there before: a snapshot of a day before the first (P9)
    SELECT s.product_id, place.warehouse_id, s.business_on, true AS is_in, s.quantity, 0 AS amount
    FROM inventory_snapshot AS s
    JOIN place ON place.id = s.place_id AND place.is_ours
    WHERE s.company_id = %(company_id)s AND s.business_on = %(snapshot_on)s AND s.owner_id = 0
      AND (%(product)s::bigint IS NULL OR s.product_id = %(product)s)
    UNION ALL
    SELECT s.product_id, nullif(p.warehouse_id, 0), s.business_on, true, 0, s.amount
    FROM costing_poolsnapshot AS s
    JOIN costing_pool AS p ON p.company_id = s.company_id AND p.id = s.pool_id
    WHERE s.company_id = %(company_id)s AND s.business_on = %(snapshot_on)s
      AND (%(product)s::bigint IS NULL OR s.product_id = %(product)s)
      AND (NOT %(by_warehouse)s OR p.warehouse_id <> 0)
    UNION ALL
    SELECT move.product_id, move.to_warehouse_id AS warehouse_id, move.business_on,
           red_move.move_id IS NULL AS is_in, move.quantity, 0 AS amount
    FROM move
    LEFT JOIN red_move ON red_move.move_id = move.id
    WHERE move.to_ours AND (%(by_warehouse)s OR NOT move.from_ours)
    UNION ALL
    SELECT move.product_id, move.from_warehouse_id, move.business_on,
           red_move.move_id IS NOT NULL, -move.quantity, 0
    FROM move
    LEFT JOIN red_move ON red_move.move_id = move.id
    WHERE move.from_ours AND (%(by_warehouse)s OR NOT move.to_ours)
    UNION ALL
    SELECT value.product_id, nullif(value.warehouse_id, 0), value.business_on,
           CASE
               WHEN value.kind IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance') THEN false
               WHEN move.from_ours AND move.to_ours THEN (value.warehouse_id = coalesce(move.to_warehouse_id, 0)) <> value.is_red
               WHEN move.id IS NOT NULL THEN move.to_ours <> value.is_red
               ELSE (value.amount > 0) <> value.is_red
           END,
           0, value.amount
    FROM value
    LEFT JOIN move ON move.id = value.move_id
    WHERE CASE
              WHEN %(by_warehouse)s THEN value.warehouse_id <> 0 OR value.product_id IN (SELECT product_id FROM by_warehouse)
              -- from one pool to another when costing changed (C2): no movement over all warehouses
              WHEN value.kind = 'converted' THEN value.against <> 'transfer'
              ELSE move.id IS NULL OR NOT move.from_ours OR NOT move.to_ours
          END
),
summed AS (
    SELECT change.product_id,
           CASE WHEN %(by_warehouse)s THEN change.warehouse_id END AS warehouse_id,
           coalesce(sum(quantity) FILTER (WHERE business_on < %(from)s), 0) AS opening_quantity,
           coalesce(sum(amount) FILTER (WHERE business_on < %(from)s), 0) AS opening_amount,
           coalesce(sum(quantity) FILTER (WHERE business_on >= %(from)s AND is_in), 0) AS in_quantity,
           coalesce(sum(amount) FILTER (WHERE business_on >= %(from)s AND is_in), 0) AS in_amount,
           coalesce(-sum(quantity) FILTER (WHERE business_on >= %(from)s AND NOT is_in), 0) AS out_quantity,
           coalesce(-sum(amount) FILTER (WHERE business_on >= %(from)s AND NOT is_in), 0) AS out_amount,
           sum(quantity) AS closing_quantity,
           sum(amount) AS closing_amount,
           bool_or(business_on >= %(from)s) AS has_moved
    FROM change
    GROUP BY 1, 2
)
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.category,
       product.unit,
       summed.warehouse_id,
       CASE WHEN %(by_warehouse)s THEN coalesce(warehouse.name, CASE summed.warehouse_id WHEN -1 THEN '代销在外' ELSE '在途' END) END AS warehouse,
       summed.opening_quantity,
       CASE WHEN %(with_amounts)s THEN summed.opening_amount END AS opening_amount,
       summed.in_quantity,
       CASE WHEN %(with_amounts)s THEN summed.in_amount END AS in_amount,
       summed.out_quantity,
       CASE WHEN %(with_amounts)s THEN summed.out_amount END AS out_amount,
       summed.closing_quantity,
       CASE WHEN %(with_amounts)s THEN summed.closing_amount END AS closing_amount,
       CASE
           WHEN %(with_amounts)s AND summed.closing_quantity <> 0
               THEN round(summed.closing_amount / summed.closing_quantity, 8)
       END AS unit_cost
FROM summed
JOIN product ON product.id = summed.product_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = summed.warehouse_id
WHERE (%(warehouse)s::bigint IS NULL OR summed.warehouse_id = %(warehouse)s)
  AND (summed.has_moved OR summed.opening_quantity <> 0 OR summed.opening_amount <> 0)
