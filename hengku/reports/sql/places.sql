-- The places goods can lie in; ours are those whose goods are ours. What agents or processors hold is a warehouse of
-- its own. Put before the statements that read moves.
WITH place AS (
    SELECT id, role, CASE role WHEN 'consigned' THEN -1 WHEN 'outsourced' THEN -2 ELSE warehouse_id END AS warehouse_id,
           role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced') AS is_ours
    FROM inventory_place
    WHERE company_id = %(company_id)s
)
