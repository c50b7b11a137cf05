-- 现存重量 = 流水重量合计 (B2), by product, place, lot, status and owner; and no weight of goods that are not weighed.
WITH moved AS (
    SELECT e.product_id, e.place_id, e.lot_id, e.status, e.owner_id, sum(e.weight) AS weight
    FROM inventory_move AS m
    CROSS JOIN LATERAL (VALUES (m.product_id, m.to_place_id, m.to_lot_id, m.to_status, m.to_owner_id, m.aux_quantity),
                               (m.product_id, m.from_place_id, m.lot_id, m.status, m.owner_id, -m.aux_quantity))
               AS e(product_id, place_id, lot_id, status, owner_id, weight)
    WHERE m.company_id = %(company_id)s AND m.aux_quantity <> 0
    GROUP BY e.product_id, e.place_id, e.lot_id, e.status, e.owner_id
), held AS (
    SELECT h.product_id, h.place_id, h.lot_id, h.status, h.owner_id, h.aux_quantity AS weight
    FROM inventory_onhand AS h WHERE h.company_id = %(company_id)s AND h.aux_quantity <> 0
)
SELECT ARRAY(SELECT x.document_id FROM inventory_move AS x
             WHERE x.company_id = %(company_id)s AND x.product_id = k.product_id
               AND k.place_id IN (x.from_place_id, x.to_place_id)
             ORDER BY x.business_on DESC, x.seq DESC LIMIT 3) AS document_ids,
       k.product_id, k.place_id, k.lot_id, k.status, k.owner_id,
       coalesce(m.weight, 0) AS moved_quantity, coalesce(h.weight, 0) AS on_hand_quantity,
       coalesce(h.weight, 0) - coalesce(m.weight, 0) AS difference_quantity
FROM moved AS m FULL JOIN held AS h USING (product_id, place_id, lot_id, status, owner_id) AS k
JOIN catalog_product AS p ON p.company_id = %(company_id)s AND p.id = k.product_id
WHERE coalesce(m.weight, 0) <> coalesce(h.weight, 0) OR p.aux_unit_id IS NULL
