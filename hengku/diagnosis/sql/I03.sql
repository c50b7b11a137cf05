-- 任一时点不为负 (Q7): by business date and posting order, at every real place that never was allowed to go
-- negative; lots, goods of others and goods that are not sound nowhere.
WITH guarded AS (
    SELECT l.id AS place_id,
           NOT coalesce(w.may_go_negative, false) AND NOT EXISTS (
               SELECT FROM audit_event AS e
               WHERE e.company_id = l.company_id AND e.entity_kind = 'warehouse' AND e.entity_id = w.id
                 AND 'true' IN (e.data ->> 'may_go_negative', e.data #>> '{before,may_go_negative}',
                                e.data #>> '{after,may_go_negative}')) AS always
    FROM inventory_place AS l
    LEFT JOIN company_warehouse AS w ON w.company_id = l.company_id AND w.id = l.warehouse_id
    WHERE l.company_id = %(company_id)s AND l.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
), running AS (
    SELECT m.product_id, e.place_id, e.lot_id, e.status, e.owner_id, m.document_id, m.business_on, m.seq,
           sum(e.quantity) OVER (PARTITION BY m.product_id, e.place_id, e.lot_id, e.status, e.owner_id
                                 ORDER BY m.business_on, m.seq) AS balance_quantity
    FROM inventory_move AS m
    CROSS JOIN LATERAL (VALUES (m.to_place_id, m.to_lot_id, m.to_status, m.to_owner_id, m.quantity),
                               (m.from_place_id, m.lot_id, m.status, m.owner_id, -m.quantity))
               AS e(place_id, lot_id, status, owner_id, quantity)
    JOIN guarded AS g ON g.place_id = e.place_id
     AND (g.always OR e.lot_id <> 0 OR e.status <> 'available' OR e.owner_id <> 0)
    WHERE m.company_id = %(company_id)s
), below AS (
    SELECT DISTINCT ON (r.product_id, r.place_id, r.lot_id, r.status, r.owner_id) r.*
    FROM running AS r WHERE r.balance_quantity < 0
    ORDER BY r.product_id, r.place_id, r.lot_id, r.status, r.owner_id, r.business_on, r.seq
)
SELECT ARRAY[b.document_id] AS document_ids, b.product_id, b.place_id, b.business_on, b.balance_quantity
FROM below AS b
