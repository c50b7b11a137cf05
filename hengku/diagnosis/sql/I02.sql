-- 守恒: over all places, virtual ones too, a product sums to zero, since every move has two ends. A move may change lot,
-- status and owner, so only the product is the same at both.
SELECT ARRAY(SELECT x.document_id FROM inventory_move AS x
             WHERE x.company_id = %(company_id)s AND x.product_id = h.product_id
             ORDER BY x.business_on DESC, x.seq DESC LIMIT 3) AS document_ids,
       h.product_id, sum(h.quantity) AS difference_quantity
FROM inventory_onhand AS h
WHERE h.company_id = %(company_id)s
GROUP BY h.product_id
HAVING sum(h.quantity) <> 0
