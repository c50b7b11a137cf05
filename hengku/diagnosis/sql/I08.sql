-- 单位换算 (B1): base quantity × denominator = quantity × numerator, exactly; the base unit is 1 of itself.
SELECT ARRAY[l.document_id] AS document_ids, l.line_no, l.product_id, l.quantity AS line_quantity,
       l.unit_numerator, l.unit_denominator, l.quantity_base AS base_quantity
FROM documents_line AS l
LEFT JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
WHERE l.company_id = %(company_id)s
  AND (l.quantity_base * l.unit_denominator <> l.quantity * l.unit_numerator
       OR (l.unit_id = p.base_unit_id AND l.unit_numerator <> l.unit_denominator))
