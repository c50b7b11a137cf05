-- 任一时点无量无价 (C8, C9): the same at every past moment, as a stock report of that moment would show it.
WITH moments AS (
    SELECT v.pool_id, min(v.product_id) AS product_id, v.business_on, v.seq, sum(v.quantity) AS quantity,
           sum(v.amount) AS amount,
           min(v.document_id) AS document_id
    FROM costing_value AS v
    -- within a month that is costed at its end an issue stands at a cost that was not known yet (C12)
    JOIN costing_pool AS p
      ON p.company_id = v.company_id AND p.id = v.pool_id AND p.method <> 'MONTHLY_AVERAGE'
    WHERE v.company_id = %(company_id)s
    GROUP BY v.pool_id, v.business_on, v.seq
), running AS (
    SELECT m.pool_id, m.product_id, m.business_on, m.seq, m.document_id,
           sum(m.quantity) OVER so_far AS balance_quantity, sum(m.amount) OVER so_far AS balance_amount
    FROM moments AS m
    WINDOW so_far AS (PARTITION BY m.pool_id ORDER BY m.business_on, m.seq)
), wrong AS (
    SELECT DISTINCT ON (r.pool_id) r.*
    FROM running AS r
    WHERE (r.balance_quantity = 0 AND r.balance_amount <> 0)
       OR (r.balance_quantity > 0 AND r.balance_amount < 0)
    ORDER BY r.pool_id, r.business_on, r.seq
)
SELECT ARRAY[w.document_id] AS document_ids, w.product_id, w.business_on, w.balance_quantity, w.balance_amount
FROM wrong AS w
