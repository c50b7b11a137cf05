-- 首页: how many documents brought goods in and took goods out, day by day; transfers are neither.
SELECT m.business_on,
       count(DISTINCT m.document_id) FILTER (
           WHERE target.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
           AND source.role NOT IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')) AS in_count,
       count(DISTINCT m.document_id) FILTER (
           WHERE source.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
           AND target.role NOT IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')) AS out_count
FROM inventory_move AS m
JOIN inventory_place AS source ON source.company_id = m.company_id AND source.id = m.from_place_id
JOIN inventory_place AS target ON target.company_id = m.company_id AND target.id = m.to_place_id
WHERE m.company_id = %(company_id)s AND m.business_on BETWEEN %(from)s AND %(to)s
GROUP BY m.business_on
ORDER BY m.business_on
