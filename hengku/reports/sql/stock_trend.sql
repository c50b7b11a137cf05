-- 库存快照趋势 (R-15): what lay there and what it was worth at the end of each day that has a snapshot (P9), and today.
WITH chosen AS (
    SELECT p.id
    FROM catalog_product AS p
    WHERE p.company_id = %(company_id)s
      AND (%(product)s::bigint IS NULL OR p.id = %(product)s)
      AND (%(category_ids)s::bigint[] IS NULL OR p.category_id = ANY(%(category_ids)s))
),
held AS (
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
WHERE held.product_id IN (SELECT id FROM chosen)
GROUP BY held.business_on
