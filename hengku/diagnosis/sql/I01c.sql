-- 成本池数量 = 自有现存量, of a product, or of a product and warehouse where its cost is kept by warehouse (C2), or of its
-- lots where each has a cost of its own; a piece with a pool of its own is in it as long as it is here (C13).
WITH by_warehouse AS (
    SELECT DISTINCT p.product_id FROM costing_pool AS p
    WHERE p.company_id = %(company_id)s AND p.warehouse_id > 0 AND (p.quantity <> 0 OR p.amount <> 0)
), by_lot AS (
    SELECT DISTINCT p.product_id FROM costing_pool AS p
    WHERE p.company_id = %(company_id)s AND p.lot_id > 0 AND (p.quantity <> 0 OR p.amount <> 0)
), weighed AS (  -- B2: what such goods cost is kept by weight
    SELECT p.id FROM catalog_product AS p WHERE p.company_id = %(company_id)s AND p.aux_unit_id IS NOT NULL
), side AS (
    SELECT p.product_id, p.warehouse_id, greatest(p.lot_id, 0) AS lot_id, p.quantity AS pool_quantity,
           0 AS on_hand_quantity
    FROM costing_pool AS p WHERE p.company_id = %(company_id)s
    UNION ALL
    SELECT h.product_id,
           CASE WHEN l.role = 'consigned' THEN -1  -- out on consignment, with a processor: pools of their own
                WHEN l.role = 'outsourced' THEN -2
                WHEN EXISTS (SELECT FROM by_warehouse AS b WHERE b.product_id = h.product_id)
                THEN coalesce(l.warehouse_id, 0) ELSE 0 END,
           CASE WHEN EXISTS (SELECT FROM by_lot AS b WHERE b.product_id = h.product_id) THEN h.lot_id ELSE 0 END,
           0, CASE WHEN h.product_id IN (SELECT w.id FROM weighed AS w) THEN h.aux_quantity ELSE h.quantity END
    FROM inventory_onhand AS h
    JOIN inventory_place AS l ON l.company_id = h.company_id AND l.id = h.place_id
     AND l.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
    WHERE h.company_id = %(company_id)s AND h.owner_id = 0
), uneven AS (
    SELECT s.product_id, s.warehouse_id, sum(s.pool_quantity) AS pool_quantity,
           sum(s.on_hand_quantity) AS on_hand_quantity
    FROM side AS s
    GROUP BY s.product_id, s.warehouse_id, s.lot_id
    HAVING sum(s.pool_quantity) <> sum(s.on_hand_quantity)
    UNION ALL
    SELECT p.product_id, min(p.warehouse_id), sum(p.quantity),
           CASE WHEN min(x.state) IN ('in_stock', 'returned') THEN 1 ELSE 0 END
    FROM costing_pool AS p
    JOIN inventory_serial AS x ON x.company_id = p.company_id AND x.id = -p.lot_id
    WHERE p.company_id = %(company_id)s AND p.lot_id < 0
      AND p.product_id NOT IN (SELECT w.id FROM weighed AS w) AND EXISTS (  -- as long as pieces are costed so
        SELECT FROM costing_pool AS o
        WHERE o.company_id = p.company_id AND o.product_id = p.product_id AND o.lot_id < 0 AND o.quantity <> 0)
    GROUP BY p.product_id, p.lot_id
    HAVING sum(p.quantity) <> CASE WHEN min(x.state) IN ('in_stock', 'returned') THEN 1 ELSE 0 END
)
SELECT ARRAY(SELECT x.document_id FROM inventory_move AS x
             WHERE x.company_id = %(company_id)s AND x.product_id = s.product_id
             ORDER BY x.business_on DESC, x.seq DESC LIMIT 3) AS document_ids,
       s.product_id, s.warehouse_id, s.pool_quantity, s.on_hand_quantity
FROM uneven AS s
