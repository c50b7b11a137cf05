-- 成本池 = 成本流水合计, quantity and amount; and the day it was last valued, from which a posting is back-dated.
WITH valued AS (
    SELECT v.pool_id, sum(v.quantity) AS quantity, sum(v.amount) AS amount, max(v.business_on) AS last_on
    FROM costing_value AS v WHERE v.company_id = %(company_id)s
    GROUP BY v.pool_id
)
SELECT ARRAY(SELECT x.document_id FROM costing_value AS x
             WHERE x.company_id = %(company_id)s AND x.pool_id = p.id
             ORDER BY x.id DESC LIMIT 3) AS document_ids,
       p.product_id, p.warehouse_id, coalesce(v.quantity, 0) AS valued_quantity, p.quantity AS pool_quantity,
       coalesce(v.amount, 0) AS valued_amount, p.amount AS pool_amount, v.last_on AS valued_on,
       p.last_valued_on
FROM costing_pool AS p LEFT JOIN valued AS v ON v.pool_id = p.id
WHERE p.company_id = %(company_id)s
  AND (coalesce(v.quantity, 0) <> p.quantity OR coalesce(v.amount, 0) <> p.amount
       OR v.last_on IS DISTINCT FROM p.last_valued_on)
