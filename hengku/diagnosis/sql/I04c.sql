-- 硬预留 (Q3d): what is held of a lot on its balances = what notices hold of it, and never more than lies there sound; and
-- pieces with a serial number are kept for a line in force that holds as many, and are here.
WITH home AS (
    SELECT l.id AS place_id, coalesce(m.id, l.id) AS home_id
    FROM inventory_place AS l
    LEFT JOIN inventory_place AS m ON m.company_id = l.company_id AND l.role = 'stock' AND m.role = 'stock'
     AND m.warehouse_id = l.warehouse_id AND m.bin = ''
    WHERE l.company_id = %(company_id)s
), held AS (
    SELECT h.product_id, home.home_id AS place_id, h.lot_id, sum(h.quantity) AS quantity, sum(h.pinned) AS pinned
    FROM inventory_onhand AS h JOIN home ON home.place_id = h.place_id
    WHERE h.company_id = %(company_id)s AND h.owner_id = 0 AND h.status = 'available' AND h.lot_id > 0
    GROUP BY h.product_id, home.home_id, h.lot_id
), claimed AS (
    SELECT r.product_id, r.place_id, r.lot_id, sum(r.quantity) AS quantity, array_agg(r.document_id) AS document_ids
    FROM inventory_reservation AS r WHERE r.company_id = %(company_id)s AND r.quantity <> 0 AND r.lot_id > 0
    GROUP BY r.product_id, r.place_id, r.lot_id
), kept AS (
    SELECT s.held_by, s.product_id, min(s.place_id) AS place_id, count(*)::numeric AS quantity,
           count(*) FILTER (WHERE s.state IN ('in_stock', 'returned'))::numeric AS here
    FROM inventory_serial AS s WHERE s.company_id = %(company_id)s AND s.held_by > 0
    GROUP BY s.held_by, s.product_id
)
SELECT coalesce(c.document_ids[:5], '{}') AS document_ids, product_id, place_id,
       coalesce(h.pinned, 0) AS reserved_quantity, coalesce(c.quantity, 0) AS claimed_quantity,
       coalesce(h.quantity, 0) AS on_hand_quantity
FROM held AS h FULL JOIN claimed AS c USING (product_id, place_id, lot_id)
WHERE coalesce(h.pinned, 0) <> coalesce(c.quantity, 0) OR coalesce(h.pinned, 0) > greatest(coalesce(h.quantity, 0), 0)
UNION ALL
SELECT CASE WHEN l.id IS NULL THEN '{}' ELSE ARRAY[l.document_id] END, k.product_id, k.place_id, k.quantity,
       coalesce(line.quantity, 0), k.here
FROM kept AS k
LEFT JOIN documents_line AS l ON l.company_id = %(company_id)s AND l.id = k.held_by
CROSS JOIN LATERAL (
    SELECT sum(r.quantity) AS quantity FROM inventory_reservation AS r
    WHERE r.company_id = %(company_id)s AND r.line_id = k.held_by AND r.product_id = k.product_id
) AS line
WHERE k.quantity > coalesce(line.quantity, 0) OR k.here <> k.quantity
