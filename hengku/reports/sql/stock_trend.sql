-- after: goods
-- 库存快照趋势 (R-15): what lay there and what it was worth at the end of each day that has a snapshot (P9), and today.
, held AS (
    SELECT s.business_on, s.product_id, s.quantity, s.amount
    FROM costing_poolsnapshot AS s
    JOIN inventory_snapshotday AS day
        ON day.company_id = s.company_id AND day.business_on = s.business_on AND day.is_made
    WHERE s.company_id = %(company_id)s AND s.business_on BETWEEN %(from)s AND %(to)s
    UNION ALL
    SELECT %(today)s::date, product_id, quantity, amount
    FROM costing_pool
    WHERE company_id = %(company_id)s AND %(today)s::date BETWEEN %(from)s AND %(to)s
),
pieces AS (
    SELECT s.business_on, s.quantity
    FROM inventory_snapshot AS s
    JOIN place ON place.id = s.place_id AND place.is_ours
    WHERE %(product)s::bigint IS NOT NULL AND s.company_id = %(company_id)s AND s.product_id = %(product)s
      AND s.owner_id = 0 AND s.business_on BETWEEN %(from)s AND %(to)s
    UNION ALL
    SELECT %(today)s::date, h.quantity
    FROM inventory_onhand AS h
    JOIN place ON place.id = h.place_id AND place.is_ours
    WHERE %(product)s::bigint IS NOT NULL AND h.company_id = %(company_id)s AND h.product_id = %(product)s
      AND h.owner_id = 0
)
SELECT held.business_on,
       count(DISTINCT held.product_id) FILTER (WHERE held.quantity > 0) AS product_count,
       -- the pools of what is weighed hold its weight (B2): its pieces are told by where they lie
       CASE WHEN %(product)s::bigint IS NULL THEN NULL
            WHEN (SELECT min(weight_unit) FROM product) = '' THEN sum(held.quantity)
            ELSE (SELECT coalesce(sum(pieces.quantity), 0) FROM pieces WHERE pieces.business_on = held.business_on)
       END AS quantity,
       CASE WHEN %(product)s::bigint IS NOT NULL
           AND (SELECT min(weight_unit) FROM product) <> '' THEN sum(held.quantity) ELSE 0 END AS weight,
       (SELECT min(weight_unit) FROM product WHERE %(product)s::bigint IS NOT NULL) AS weight_unit,
       sum(held.amount) AS amount
FROM held
WHERE held.product_id IN (SELECT id FROM product)
GROUP BY held.business_on
