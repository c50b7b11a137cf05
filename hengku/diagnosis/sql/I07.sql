-- 行数量 = 流水数量: every line of a type that moves goods moved its base quantity, unless its rules wrote down that it
-- stays (documents.paper.STAYS); no other line moved anything.
WITH moved AS (
    SELECT m.line_id, sum(m.quantity) AS quantity
    FROM inventory_move AS m WHERE m.company_id = %(company_id)s
    GROUP BY m.line_id
)
SELECT ARRAY[d.id] AS document_ids, l.line_no, l.product_id, abs(l.quantity_base) AS line_quantity,
       coalesce(m.quantity, 0) AS moved_quantity
FROM documents_document AS d
JOIN json_to_recordset(%(types)s::json) AS t(code text, goods text) ON t.code = d.type_code
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
LEFT JOIN moved AS m ON m.line_id = l.id
WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL AND t.goods <> 'any'
  AND coalesce(m.quantity, 0) <> CASE WHEN t.goods = '' OR l.data ? 'stays' THEN 0 ELSE abs(l.quantity_base) END
