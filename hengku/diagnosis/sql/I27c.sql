-- 红蓝字 (G9): red documents are below zero in quantity and amount, blue ones above; a reversal has the other
-- colour.
SELECT ARRAY[d.id] AS document_ids, d.is_red, l.line_no, l.quantity AS line_quantity,
       l.amount_incl AS line_amount
FROM documents_document AS d
JOIN json_to_recordset(%(types)s::json) AS t(code text, is_red boolean) ON t.code = d.type_code
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL
  AND (d.is_red <> (t.is_red <> (d.reverses_id IS NOT NULL))
       OR (d.is_red AND (l.quantity > 0 OR l.amount_incl > 0))
       OR (NOT d.is_red AND (l.quantity < 0 OR l.amount_incl < 0)))
