-- 负库存开关: a balance may go below zero at a virtual place, and at a warehouse's exactly when the warehouse may
-- (Q7); never a lot, nor goods of others, nor goods that are not sound.
SELECT ARRAY[]::bigint[] AS document_ids, h.product_id, h.place_id, h.may_go_negative AS is_allowed
FROM inventory_onhand AS h
JOIN inventory_place AS l ON l.company_id = h.company_id AND l.id = h.place_id
LEFT JOIN company_warehouse AS w ON w.company_id = l.company_id AND w.id = l.warehouse_id
WHERE h.company_id = %(company_id)s
  AND h.may_go_negative
      <> (l.role NOT IN ('stock', 'transit', 'quality', 'consigned', 'outsourced') 
          OR coalesce(w.may_go_negative, false) AND h.lot_id = 0 AND h.status = 'available' AND h.owner_id = 0)
