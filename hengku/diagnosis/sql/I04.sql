-- 预留合计 = 各订单预留, and never more than lies there (Q8). A reservation stands at the warehouse's own place; the goods
-- may lie in several lots and bins of the warehouse.
WITH home AS (
    SELECT l.id AS place_id, coalesce(m.id, l.id) AS home_id
    FROM inventory_place AS l
    LEFT JOIN inventory_place AS m ON m.company_id = l.company_id AND l.role = 'stock' AND m.role = 'stock'
     AND m.warehouse_id = l.warehouse_id AND m.bin = ''
    WHERE l.company_id = %(company_id)s
), held AS (
    SELECT h.product_id, home.home_id AS place_id, sum(h.quantity) AS quantity, sum(h.reserved) AS reserved
    FROM inventory_onhand AS h JOIN home ON home.place_id = h.place_id
    WHERE h.company_id = %(company_id)s AND h.owner_id = 0 AND h.status = 'available'
    GROUP BY h.product_id, home.home_id
), claimed AS (
    SELECT r.product_id, r.place_id, sum(r.quantity) AS quantity, array_agg(r.document_id) AS document_ids
    FROM inventory_reservation AS r WHERE r.company_id = %(company_id)s AND r.quantity <> 0
    GROUP BY r.product_id, r.place_id
)
SELECT coalesce(c.document_ids[:5], '{}') AS document_ids, product_id, place_id,
       coalesce(h.reserved, 0) AS reserved_quantity, coalesce(c.quantity, 0) AS claimed_quantity,
       coalesce(h.quantity, 0) AS on_hand_quantity
FROM held AS h FULL JOIN claimed AS c USING (product_id, place_id)
WHERE coalesce(h.reserved, 0) <> coalesce(c.quantity, 0)
   OR h.reserved < 0 OR h.reserved > greatest(h.quantity, 0)
