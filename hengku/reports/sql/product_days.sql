-- after: places
-- 库存快照趋势 of one product (R-15): the days on which something moved or was revalued, with what came and went and what
-- lay there at the end of the day. The first row is the day before the first, with what was there.
, change AS (
    SELECT m.business_on,
           CASE WHEN target.is_ours AND m.to_owner_id = 0
               AND (%(warehouse)s::bigint IS NULL OR target.warehouse_id = %(warehouse)s)
               THEN m.quantity ELSE 0 END AS arrived,
           CASE WHEN source.is_ours AND m.owner_id = 0
               AND (%(warehouse)s::bigint IS NULL OR source.warehouse_id = %(warehouse)s)
               THEN m.quantity ELSE 0 END AS gone,
           0 AS amount, m.aux_quantity AS weight
    FROM inventory_move AS m
    JOIN place AS source ON source.id = m.from_place_id
    JOIN place AS target ON target.id = m.to_place_id
    WHERE m.company_id = %(company_id)s AND m.product_id = %(product)s AND 0 IN (m.owner_id, m.to_owner_id)
      AND m.business_on <= %(to)s
    UNION ALL
    SELECT v.business_on, 0, 0, v.amount, 0
    FROM costing_value AS v
    JOIN costing_pool AS pool ON pool.company_id = v.company_id AND pool.id = v.pool_id
    WHERE v.company_id = %(company_id)s AND v.product_id = %(product)s AND v.business_on <= %(to)s
      AND (%(warehouse)s::bigint IS NULL OR pool.warehouse_id IN (0, %(warehouse)s))
),
net AS (
    SELECT business_on,
           CASE WHEN arrived <> 0 AND gone <> 0 THEN 0 ELSE arrived END AS arrived,
           CASE WHEN arrived <> 0 AND gone <> 0 THEN 0 ELSE gone END AS gone,
           amount, weight * (sign(arrived) - sign(gone)) AS weight
    FROM change
),
by_day AS (
    SELECT greatest(business_on, %(from)s::date - 1) AS business_on,
           sum(arrived) AS in_quantity, sum(gone) AS out_quantity, sum(amount) AS change_amount,
           sum(weight) AS change_weight
    FROM net
    GROUP BY 1
)
SELECT business_on,
       in_quantity,
       out_quantity,
       sum(in_quantity - out_quantity) OVER so_far AS quantity,
       sum(change_amount) OVER so_far AS amount,
       sum(change_weight) OVER so_far AS weight
FROM by_day
WINDOW so_far AS (ORDER BY business_on ROWS UNBOUNDED PRECEDING)
ORDER BY business_on
