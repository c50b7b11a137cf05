-- 现存量 = 流水合计, by product, place, lot, status and owner, virtual places too; and the day it last moved, since
-- whether a posting is back-dated goes by that day (Q7, C9).
WITH moved AS (
    SELECT e.product_id, e.place_id, e.lot_id, e.status, e.owner_id,
           sum(e.quantity) AS quantity, max(e.business_on) AS last_on
    FROM (
        SELECT m.product_id, m.to_place_id AS place_id, m.to_lot_id AS lot_id, m.to_status AS status,
               m.to_owner_id AS owner_id, m.quantity, m.business_on
        FROM inventory_move AS m WHERE m.company_id = %(company_id)s
        UNION ALL
        SELECT m.product_id, m.from_place_id, m.lot_id, m.status, m.owner_id, -m.quantity, m.business_on
        FROM inventory_move AS m WHERE m.company_id = %(company_id)s
    ) AS e
    GROUP BY e.product_id, e.place_id, e.lot_id, e.status, e.owner_id
), held AS (
    SELECT h.product_id, h.place_id, h.lot_id, h.status, h.owner_id, h.quantity, h.last_moved_on
    FROM inventory_onhand AS h WHERE h.company_id = %(company_id)s
)
SELECT ARRAY(SELECT x.document_id FROM inventory_move AS x
             WHERE x.company_id = %(company_id)s AND x.product_id = k.product_id
               AND k.place_id IN (x.from_place_id, x.to_place_id)
             ORDER BY x.business_on DESC, x.seq DESC LIMIT 3) AS document_ids,
       k.product_id, k.place_id, k.lot_id, k.status, k.owner_id,
       coalesce(m.quantity, 0) AS moved_quantity, coalesce(h.quantity, 0) AS on_hand_quantity,
       coalesce(h.quantity, 0) - coalesce(m.quantity, 0) AS difference_quantity,
       m.last_on AS moved_on, h.last_moved_on
FROM moved AS m FULL JOIN held AS h USING (product_id, place_id, lot_id, status, owner_id) AS k
WHERE coalesce(m.quantity, 0) <> coalesce(h.quantity, 0) OR m.last_on IS DISTINCT FROM h.last_moved_on
