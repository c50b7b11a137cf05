-- Where these products lie now, for the picker: by warehouse, on hand and available (Q1, Q2).
SELECT h.product_id,
       warehouse.id AS warehouse_id,
       warehouse.name AS warehouse,
       sum(h.quantity) AS on_hand,
       sum(h.quantity - h.reserved) FILTER (WHERE h.status = 'available') AS available
FROM inventory_onhand AS h
JOIN inventory_place AS place ON place.company_id = h.company_id AND place.id = h.place_id AND place.role = 'stock'
JOIN company_warehouse AS warehouse ON warehouse.company_id = h.company_id AND warehouse.id = place.warehouse_id
WHERE h.company_id = %(company_id)s
  AND h.owner_id = 0
  AND h.product_id = ANY(%(product_ids)s)
  AND (%(warehouse_id)s::bigint IS NULL OR warehouse.id = %(warehouse_id)s)
GROUP BY h.product_id, warehouse.id, warehouse.name, warehouse.code
ORDER BY h.product_id, warehouse.code
