-- 批次效期表 (R-04), 临期 (R-13): what lies there of each lot, by warehouse and status, and how near it is to its end.
-- Goods of others stand under their owner, without an amount. The amount is the quantity, of goods that are weighed the
-- weight (B2), at what its product costs on average, or its own lot where each has a cost (C13).
WITH pool AS (
    SELECT product_id, lot_id, sum(quantity) AS quantity, sum(amount) AS amount
    FROM costing_pool
    WHERE company_id = %(company_id)s AND quantity <> 0
    GROUP BY product_id, lot_id
),
held AS (
    SELECT h.product_id, h.lot_id, h.status, h.owner_id, coalesce(w.name, p.name) AS warehouse, p.warehouse_id,
           sum(h.quantity) AS quantity, sum(h.aux_quantity) AS weight
    FROM inventory_onhand AS h
    JOIN inventory_place AS p
      ON p.company_id = h.company_id AND p.id = h.place_id
       AND p.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
    LEFT JOIN company_warehouse AS w ON w.company_id = p.company_id AND w.id = p.warehouse_id
    WHERE h.company_id = %(company_id)s AND h.lot_id > 0 AND (h.quantity > 0 OR h.aux_quantity > 0)
      AND (%(warehouse)s::bigint IS NULL OR p.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR h.product_id = %(product)s)
    GROUP BY h.product_id, h.lot_id, h.status, h.owner_id, coalesce(w.name, p.name), p.warehouse_id
),
lot AS (
    SELECT held.*, l.lot_no, l.supplier_lot, l.produced_on, l.expires_on, l.recalled_by > 0 AS is_recalled,
           p.code AS product_code, p.name AS product_name, p.specification, c.name AS category, u.name AS unit,
           coalesce(a.name, '') AS weight_unit, owner.name AS owner,
           l.expires_on - %(today)s::date AS days_left,
           l.expires_on - l.produced_on AS days_all,
           coalesce(p.yellow_days, c.yellow_days, %(yellow_days)s::int) AS yellow_days,
           coalesce(p.red_days, c.red_days, %(red_days)s::int) AS red_days,
           CASE WHEN p.shelf_life IS NULL THEN NULL
                WHEN p.shelf_life_unit = 'hour' THEN p.shelf_life
                WHEN p.shelf_life_unit = 'day' THEN p.shelf_life * 24 END AS life_hours,
           round(CASE WHEN held.owner_id <> 0 THEN NULL WHEN p.aux_unit_id IS NULL THEN held.quantity
               ELSE held.weight END * coalesce(own.amount, pool.amount)
                 / nullif(coalesce(own.quantity, pool.quantity), 0), 2) AS amount
    FROM held
    JOIN inventory_lot AS l ON l.company_id = %(company_id)s AND l.id = held.lot_id
    JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = held.product_id
    JOIN catalog_category AS c ON c.company_id = p.company_id AND c.id = p.category_id
    JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
    LEFT JOIN catalog_unit AS a ON a.company_id = p.company_id AND a.id = p.aux_unit_id
    LEFT JOIN parties_party AS owner ON owner.company_id = l.company_id AND owner.id = held.owner_id
    LEFT JOIN pool ON pool.product_id = held.product_id AND pool.lot_id = 0
    LEFT JOIN pool AS own ON own.product_id = held.product_id AND own.lot_id = held.lot_id
    WHERE %(category_ids)s::bigint[] IS NULL OR p.category_id = ANY(%(category_ids)s)
),
levelled AS (
    SELECT lot.*,
           CASE WHEN days_left IS NULL THEN ''
                WHEN days_left < 0 THEN 'expired'
                WHEN life_hours <= 72 AND days_left * 96 <= life_hours THEN 'red'
                WHEN life_hours <= 72 AND days_left * 48 <= life_hours THEN 'yellow'
                WHEN life_hours <= 72 THEN ''
                WHEN days_left <= red_days THEN 'red'
                WHEN days_left <= yellow_days THEN 'yellow'
                ELSE '' END AS level
    FROM lot
)
SELECT product_id, lot_id, warehouse_id, owner_id, owner, product_code, product_name, specification, category, unit,
       warehouse, lot_no,
       supplier_lot, produced_on, expires_on, days_left, status, is_recalled, quantity, weight, weight_unit, amount,
       level,
       CASE WHEN days_all > 0 THEN round(greatest(least(days_left::numeric / days_all, 1), 0), 4) END AS left_ratio
FROM levelled
WHERE NOT %(near_only)s OR level <> ''
