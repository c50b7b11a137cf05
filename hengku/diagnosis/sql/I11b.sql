-- 成本快照 = 前一快照 + 其间成本流水, pool by pool, for every day that has one (P9).
WITH day AS (
    SELECT d.business_on, lead(d.business_on) OVER (ORDER BY d.business_on) AS next_on
    FROM inventory_snapshotday AS d WHERE d.company_id = %(company_id)s AND d.is_made
), valued_on AS (
    SELECT dates.business_on, (SELECT min(day.business_on) FROM day WHERE day.business_on >= dates.business_on) AS until
    FROM (SELECT DISTINCT v.business_on FROM costing_value AS v
          WHERE v.company_id = %(company_id)s AND v.business_on <= (SELECT max(day.business_on) FROM day)) AS dates
), change AS (
    SELECT s.pool_id, s.business_on, s.quantity, s.amount
    FROM costing_poolsnapshot AS s WHERE s.company_id = %(company_id)s
    UNION ALL
    SELECT s.pool_id, day.next_on, -s.quantity, -s.amount
    FROM costing_poolsnapshot AS s JOIN day ON day.business_on = s.business_on
    WHERE s.company_id = %(company_id)s AND day.next_on IS NOT NULL
    UNION ALL
    SELECT v.pool_id, valued_on.until, -v.quantity, -v.amount
    FROM costing_value AS v JOIN valued_on ON valued_on.business_on = v.business_on WHERE v.company_id = %(company_id)s
)
SELECT ARRAY(SELECT x.document_id FROM costing_value AS x
             WHERE x.company_id = %(company_id)s AND x.pool_id = c.pool_id AND x.business_on <= c.business_on
             ORDER BY x.business_on DESC, x.seq DESC LIMIT 3) AS document_ids,
       p.product_id, p.warehouse_id, c.business_on,
       sum(c.quantity) AS difference_quantity, sum(c.amount) AS difference_amount
FROM change AS c JOIN costing_pool AS p ON p.company_id = %(company_id)s AND p.id = c.pool_id
GROUP BY p.product_id, p.warehouse_id, c.pool_id, c.business_on
HAVING sum(c.quantity) <> 0 OR sum(c.amount) <> 0
