-- 批层 = 批层流水合计, and 批层合计 = 成本池, for pools that are first in, first out (C11); others
-- have no layer open.
WITH book AS (
    SELECT m.pool_id, m.layer_seq AS seq, sum(m.quantity) AS quantity, sum(m.amount) AS amount
    FROM costing_layermove AS m WHERE m.company_id = %(company_id)s
    GROUP BY m.pool_id, m.layer_seq
), kept AS (
    SELECT l.pool_id, l.seq, l.quantity, l.amount FROM costing_layer AS l WHERE l.company_id = %(company_id)s
), uneven AS (
    SELECT coalesce(b.pool_id, k.pool_id) AS pool_id
    FROM book AS b FULL JOIN kept AS k ON k.pool_id = b.pool_id AND k.seq = b.seq
    WHERE coalesce(b.quantity, 0) <> coalesce(k.quantity, 0) OR coalesce(b.amount, 0) <> coalesce(k.amount, 0)
), queue AS (
    SELECT p.id AS pool_id, coalesce(sum(k.quantity), 0) AS quantity, coalesce(sum(k.amount), 0) AS amount
    FROM costing_pool AS p LEFT JOIN kept AS k ON k.pool_id = p.id
    WHERE p.company_id = %(company_id)s
      AND (p.method = 'FIFO' OR p.id IN (SELECT u.pool_id FROM uneven AS u)
           OR p.id IN (SELECT k.pool_id FROM kept AS k WHERE k.quantity <> 0))
    GROUP BY p.id
)
SELECT ARRAY(SELECT m.document_id FROM costing_layermove AS m
             WHERE m.company_id = %(company_id)s AND m.pool_id = p.id
             ORDER BY m.id DESC LIMIT 3) AS document_ids,
       p.product_id, p.warehouse_id, q.quantity AS layer_quantity, p.quantity AS pool_quantity,
       q.amount AS layer_amount, p.amount AS pool_amount
FROM costing_pool AS p JOIN queue AS q ON q.pool_id = p.id
WHERE p.company_id = %(company_id)s
  AND (q.quantity <> p.quantity OR q.amount <> p.amount OR p.id IN (SELECT u.pool_id FROM uneven AS u))
