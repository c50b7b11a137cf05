-- 行重量 = 流水重量 (B2): a line that says what its pieces weigh moved that weight, where it moved anything.
SELECT ARRAY[d.id] AS document_ids, l.line_no, l.product_id, (l.data ->> 'aux_quantity')::numeric AS line_quantity,
       sum(m.aux_quantity) AS moved_quantity
FROM inventory_move AS m
JOIN documents_line AS l ON l.company_id = m.company_id AND l.id = m.line_id
JOIN documents_document AS d ON d.company_id = m.company_id AND d.id = m.document_id
JOIN catalog_product AS p ON p.company_id = m.company_id AND p.id = m.product_id AND p.aux_unit_id IS NOT NULL
WHERE m.company_id = %(company_id)s AND l.data ? 'aux_quantity'
GROUP BY d.id, l.id, l.line_no, l.product_id, l.data
HAVING sum(m.aux_quantity) <> (l.data ->> 'aux_quantity')::numeric
