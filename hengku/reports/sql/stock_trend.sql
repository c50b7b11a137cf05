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
)
SELECT held.business_on,
       count(DISTINCT held.product_id) FILTER (WHERE held.quantity > 0) AS product_count,
       CASE WHEN %(product)s::bigint IS NOT NULL THEN sum(held.quantity) END AS quantity,
       sum(held.amount) AS amount
FROM held
WHERE held.product_id IN (SELECT id FROM product)
GROUP BY held.business_on
