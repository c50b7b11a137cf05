-- What is left of these lots, by place and status.
SELECT h.lot_id, coalesce(w.name, p.name) AS place, h.status, h.owner_id > 0 AS is_of_others,
       sum(h.quantity) AS quantity
FROM inventory_onhand AS h
JOIN inventory_place AS p
  ON p.company_id = h.company_id AND p.id = h.place_id
   AND p.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
LEFT JOIN company_warehouse AS w ON w.company_id = p.company_id AND w.id = p.warehouse_id
WHERE h.company_id = %(company_id)s AND h.product_id = ANY(%(products)s) AND h.lot_id = ANY(%(lots)s)
  AND h.quantity <> 0
GROUP BY h.lot_id, coalesce(w.name, p.name), h.status, h.owner_id > 0
ORDER BY h.lot_id, place, h.status
