-- Where these products lie now, for the picker: by warehouse, on hand and available (Q1, Q2; what is past its date is
-- not).
SELECT h.product_id,
       warehouse.id AS warehouse_id,
       warehouse.name AS warehouse,
       sum(h.quantity) AS on_hand,
       coalesce(sum(h.quantity) FILTER (
           WHERE h.status = 'available' AND (lot.expires_on IS NULL OR lot.expires_on >= %(today)s)), 0)
       - sum(h.reserved) AS available
FROM inventory_onhand AS h
JOIN inventory_place AS place ON place.company_id = h.company_id AND place.id = h.place_id AND place.role = 'stock'
JOIN company_warehouse AS warehouse ON warehouse.company_id = h.company_id AND warehouse.id = place.warehouse_id
LEFT JOIN inventory_lot AS lot ON lot.company_id = h.company_id AND lot.id = h.lot_id
WHERE h.company_id = %(company_id)s
  AND h.owner_id = 0
  AND h.product_id = ANY(%(product_ids)s)
  AND (%(warehouse_id)s::bigint IS NULL OR warehouse.id = %(warehouse_id)s)
GROUP BY h.product_id, warehouse.id, warehouse.name, warehouse.code
ORDER BY h.product_id, warehouse.code
