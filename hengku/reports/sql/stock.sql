-- What lies where, and what it is worth, at the end of a day: one row per product and warehouse (R-03, Q1, Q2).
-- When nothing moved after that day the balances are the answer; else the books are summed (G8: both agree).
-- A pool over all warehouses has no amount per warehouse: its amount is shared out by quantity, exactly (C1).
WITH place AS (
    SELECT id, warehouse_id
    FROM inventory_place
    WHERE company_id = %(company_id)s AND role IN ('stock', 'transit', 'quality')
),
product AS (
    SELECT p.id, p.code, p.name, p.specification, p.stock_minimum, c.name AS category, u.name AS unit
    FROM catalog_product AS p
    JOIN catalog_category AS c ON c.company_id = p.company_id AND c.id = p.category_id
    JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
    WHERE p.company_id = %(company_id)s
      AND (%(product)s::bigint IS NULL OR p.id = %(product)s)
      AND (%(category_ids)s::bigint[] IS NULL OR p.category_id = ANY(%(category_ids)s))
      AND (%(pattern)s::text IS NULL
           OR upper(p.name) LIKE %(pattern)s OR upper(p.code) LIKE %(pattern)s OR upper(p.initials) LIKE %(pattern)s)
),
leg AS (
    SELECT product_id, place_id, status, quantity, reserved
    FROM inventory_onhand
    WHERE %(from_balances)s AND company_id = %(company_id)s AND owner_id = 0
      AND product_id IN (SELECT id FROM product)
    UNION ALL
    SELECT product_id, to_place_id, status, quantity, 0
    FROM inventory_move
    WHERE NOT %(from_balances)s AND company_id = %(company_id)s AND owner_id = 0 AND business_on <= %(as_of)s
      AND product_id IN (SELECT id FROM product)
    UNION ALL
    SELECT product_id, from_place_id, status, -quantity, 0
    FROM inventory_move
    WHERE NOT %(from_balances)s AND company_id = %(company_id)s AND owner_id = 0 AND business_on <= %(as_of)s
      AND product_id IN (SELECT id FROM product)
),
held AS (
    SELECT leg.product_id,
           place.warehouse_id,
           sum(leg.quantity) AS on_hand,
           sum(leg.quantity) FILTER (WHERE leg.status = 'available') AS sound,
           sum(leg.reserved) AS reserved
    FROM leg
    JOIN place ON place.id = leg.place_id
    JOIN product ON product.id = leg.product_id
    GROUP BY leg.product_id, place.warehouse_id
),
pool AS (
    SELECT product_id, warehouse_id, sum(amount) AS amount
    FROM costing_pool
    WHERE %(from_balances)s AND company_id = %(company_id)s AND product_id IN (SELECT id FROM product)
    GROUP BY product_id, warehouse_id
    UNION ALL
    SELECT p.product_id, p.warehouse_id, sum(v.amount)
    FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id
    WHERE NOT %(from_balances)s AND v.company_id = %(company_id)s AND v.business_on <= %(as_of)s
      AND v.product_id IN (SELECT id FROM product)
    GROUP BY p.product_id, p.warehouse_id
),
placed AS (
    SELECT held.*,
           warehouse.code AS warehouse_code,
           coalesce(warehouse.name, '在途') AS warehouse,
           own.amount AS own_amount,
           shared.amount AS shared_amount,
           sum(held.on_hand) OVER product_held AS product_on_hand,
           sum(held.on_hand) OVER so_far AS on_hand_so_far,
           row_number() OVER so_far AS place_number
    FROM held
    LEFT JOIN company_warehouse AS warehouse
        ON warehouse.company_id = %(company_id)s AND warehouse.id = held.warehouse_id
    LEFT JOIN pool AS own ON own.product_id = held.product_id AND own.warehouse_id = held.warehouse_id
    LEFT JOIN pool AS shared ON shared.product_id = held.product_id AND shared.warehouse_id = 0
    WINDOW product_held AS (PARTITION BY held.product_id),
           so_far AS (
               PARTITION BY held.product_id
               ORDER BY warehouse.code NULLS LAST, held.warehouse_id
               ROWS UNBOUNDED PRECEDING
           )
),
valued AS (
    SELECT placed.*,
           coalesce(own_amount, 0) + coalesce(
               CASE
                   WHEN product_on_hand <> 0 THEN
                       round(shared_amount * on_hand_so_far / product_on_hand, 2)
                       - round(shared_amount * (on_hand_so_far - on_hand) / product_on_hand, 2)
                   WHEN place_number = 1 THEN shared_amount
               END, 0) AS amount
    FROM placed
)
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.category,
       product.unit,
       valued.warehouse_id,
       valued.warehouse_code,
       valued.warehouse,
       valued.on_hand,
       CASE WHEN %(is_now)s THEN valued.reserved END AS reserved,
       CASE WHEN %(is_now)s THEN coalesce(valued.sound, 0) - valued.reserved END AS available,
       valued.amount,
       CASE
           WHEN valued.own_amount IS NULL AND valued.product_on_hand <> 0
               THEN round(valued.shared_amount / valued.product_on_hand, 8)
           WHEN valued.on_hand <> 0 THEN round(valued.amount / valued.on_hand, 8)
       END AS unit_cost,
       product.stock_minimum
FROM valued
JOIN product ON product.id = valued.product_id
WHERE (%(warehouse)s::bigint IS NULL OR valued.warehouse_id = %(warehouse)s)
  AND (%(with_empty)s OR valued.on_hand <> 0 OR valued.amount <> 0 OR valued.reserved <> 0)
