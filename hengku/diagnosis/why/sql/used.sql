-- after: sold
-- What was sold and used (R-11), returns taken off.
SELECT sold.business_on, sold.document_id AS seq, sold.document_id, NULL::bigint AS line_id, sold.quantity AS amount,
       '' AS note
FROM sold
JOIN product ON product.id = sold.product_id
WHERE sold.quantity <> 0 AND (%(product_ids)s::bigint[] IS NULL OR sold.product_id = ANY(%(product_ids)s))
UNION ALL
SELECT document.business_on, document.id, document.id, line.id,
       CASE document.type_code WHEN 'internal_issue' THEN line.quantity_base ELSE -line.quantity_base END, ''
FROM documents_document AS document
JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
JOIN product ON product.id = line.product_id
WHERE document.company_id = %(company_id)s
  AND document.type_code IN ('internal_issue', 'internal_issue_return')
  AND document.business_on BETWEEN %(from)s AND %(to)s
  AND document.posted_at IS NOT NULL
  AND (%(product_ids)s::bigint[] IS NULL OR line.product_id = ANY(%(product_ids)s))
