-- 快照 = 前一快照 + 其间流水, key by key, for every day that has one (P9).
WITH day AS (
    SELECT d.business_on, lead(d.business_on) OVER (ORDER BY d.business_on) AS next_on
    FROM inventory_snapshotday AS d WHERE d.company_id = %(company_id)s AND d.is_made
), moved_on AS (
    SELECT dates.business_on, (SELECT min(day.business_on) FROM day WHERE day.business_on >= dates.business_on) AS until
    FROM (SELECT DISTINCT m.business_on FROM inventory_move AS m
          WHERE m.company_id = %(company_id)s AND m.business_on <= (SELECT max(day.business_on) FROM day)) AS dates
), change AS (
    SELECT s.product_id, s.place_id, s.lot_id, s.status, s.owner_id, s.business_on, s.quantity, s.aux_quantity
    FROM inventory_snapshot AS s WHERE s.company_id = %(company_id)s
    UNION ALL
    SELECT s.product_id, s.place_id, s.lot_id, s.status, s.owner_id, day.next_on, -s.quantity, -s.aux_quantity
    FROM inventory_snapshot AS s JOIN day ON day.business_on = s.business_on
    WHERE s.company_id = %(company_id)s AND day.next_on IS NOT NULL
    UNION ALL
    SELECT m.product_id, m.to_place_id, m.to_lot_id, m.to_status, m.to_owner_id, moved_on.until, -m.quantity,
           -m.aux_quantity
    FROM inventory_move AS m JOIN moved_on ON moved_on.business_on = m.business_on WHERE m.company_id = %(company_id)s
    UNION ALL
    SELECT m.product_id, m.from_place_id, m.lot_id, m.status, m.owner_id, moved_on.until, m.quantity, m.aux_quantity
    FROM inventory_move AS m JOIN moved_on ON moved_on.business_on = m.business_on WHERE m.company_id = %(company_id)s
)
SELECT ARRAY(SELECT x.document_id FROM inventory_move AS x
             WHERE x.company_id = %(company_id)s AND x.product_id = c.product_id AND x.business_on <= c.business_on
             ORDER BY x.business_on DESC, x.seq DESC LIMIT 3) AS document_ids,
       c.product_id, c.place_id, c.lot_id, c.status, c.owner_id, c.business_on, sum(c.quantity) AS difference_quantity,
       sum(c.aux_quantity) AS difference_weight
FROM change AS c
GROUP BY c.product_id, c.place_id, c.lot_id, c.status, c.owner_id, c.business_on
HAVING sum(c.quantity) <> 0 OR sum(c.aux_quantity) <> 0
