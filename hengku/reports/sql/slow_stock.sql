-- after: places
-- 滞销呆滞 (R-12): what lies there and nobody bought for so many days; never sold counts from the first day it came.
, held AS (
    SELECT h.product_id, sum(h.quantity) AS on_hand
    FROM inventory_onhand AS h
    JOIN place ON place.id = h.place_id AND place.is_ours
    WHERE h.company_id = %(company_id)s AND h.owner_id = 0
    GROUP BY h.product_id
    HAVING sum(h.quantity) > 0
),
product AS (
    SELECT p.id, p.code, p.name, p.specification, c.name AS category, u.name AS unit, held.on_hand
    FROM held
    JOIN catalog_product AS p ON p.company_id = %(company_id)s AND p.id = held.product_id
    JOIN catalog_category AS c ON c.company_id = p.company_id AND c.id = p.category_id
    JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
    WHERE %(category_ids)s::bigint[] IS NULL OR p.category_id = ANY(%(category_ids)s)
),
moved AS (
    SELECT m.product_id,
           min(m.business_on) FILTER (WHERE target.is_ours AND NOT source.is_ours) AS first_in_on,
           max(m.business_on) FILTER (WHERE target.role = 'customer') AS last_sold_on,
           coalesce(sum(m.quantity) FILTER (
               WHERE target.role = 'customer' AND m.business_on > %(today)s::date - 90), 0) AS sold_in_90_days
    FROM inventory_move AS m
    JOIN place AS source ON source.id = m.from_place_id
    JOIN place AS target ON target.id = m.to_place_id
    WHERE m.company_id = %(company_id)s AND m.owner_id = 0 AND m.product_id IN (SELECT id FROM product)
    GROUP BY m.product_id
),
pool AS (
    SELECT product_id, sum(amount) AS amount
    FROM costing_pool
    WHERE company_id = %(company_id)s
    GROUP BY product_id
)
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.category,
       product.unit,
       moved.last_sold_on,
       %(today)s::date - coalesce(moved.last_sold_on, moved.first_in_on) AS days,
       moved.sold_in_90_days,
       product.on_hand,
       coalesce(pool.amount, 0) AS amount
FROM product
JOIN moved ON moved.product_id = product.id
LEFT JOIN pool ON pool.product_id = product.id
WHERE %(today)s::date - coalesce(moved.last_sold_on, moved.first_in_on) >= %(days)s
