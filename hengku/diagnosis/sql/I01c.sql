-- 成本池数量 = 自有现存量, of a product, or of a product and warehouse where its cost is kept by warehouse (C2).
WITH by_warehouse AS (
    SELECT DISTINCT p.product_id FROM costing_pool AS p
    WHERE p.company_id = %(company_id)s AND p.warehouse_id > 0 AND (p.quantity <> 0 OR p.amount <> 0)
), side AS (
    SELECT p.product_id, p.warehouse_id, p.quantity AS pool_quantity, 0 AS on_hand_quantity
    FROM costing_pool AS p WHERE p.company_id = %(company_id)s
    UNION ALL
    SELECT h.product_id,
           CASE WHEN l.role = 'consigned' THEN -1  -- out on consignment: a pool of its own
                WHEN EXISTS (SELECT FROM by_warehouse AS b WHERE b.product_id = h.product_id)
                THEN coalesce(l.warehouse_id, 0) ELSE 0 END,
           0, h.quantity
    FROM inventory_onhand AS h
    JOIN inventory_place AS l ON l.company_id = h.company_id AND l.id = h.place_id
     AND l.role IN ('stock', 'transit', 'quality', 'consigned')
    WHERE h.company_id = %(company_id)s AND h.owner_id = 0
)
SELECT ARRAY(SELECT x.document_id FROM inventory_move AS x
             WHERE x.company_id = %(company_id)s AND x.product_id = s.product_id
             ORDER BY x.business_on DESC, x.seq DESC LIMIT 3) AS document_ids,
       s.product_id, s.warehouse_id, sum(s.pool_quantity) AS pool_quantity,
       sum(s.on_hand_quantity) AS on_hand_quantity
FROM side AS s
GROUP BY s.product_id, s.warehouse_id
HAVING sum(s.pool_quantity) <> sum(s.on_hand_quantity)
