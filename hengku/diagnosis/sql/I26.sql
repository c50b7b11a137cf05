-- 无量无价 (C8): no money without goods, and no goods of negative value.
SELECT ARRAY(SELECT x.document_id FROM costing_value AS x
             WHERE x.company_id = %(company_id)s AND x.pool_id = p.id
             ORDER BY x.id DESC LIMIT 3) AS document_ids,
       p.product_id, p.warehouse_id, p.quantity AS pool_quantity, p.amount AS pool_amount
FROM costing_pool AS p
WHERE p.company_id = %(company_id)s
  AND ((p.quantity = 0 AND p.amount <> 0) OR (p.quantity > 0 AND p.amount < 0)
       OR (p.quantity < 0 AND p.amount > 0))
