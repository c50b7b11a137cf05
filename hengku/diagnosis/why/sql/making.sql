-- What is being made (Q3c): of each line that an order in force is for, what has not come yet.
SELECT document.business_on, line.id AS seq, document.id AS document_id, line.id AS line_id,
       line.quantity_base - coalesce(done.quantity, 0) AS amount, 'order' AS note
FROM documents_document AS document
JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
LEFT JOIN LATERAL (
    SELECT sum(k.quantity) AS quantity
    FROM documents_link AS k
    WHERE k.company_id = line.company_id AND k.source_line_id = line.id AND k.target_type = ANY(%(done_by)s)
) AS done ON true
WHERE document.company_id = %(company_id)s AND document.type_code = ANY(%(order_types)s)
  AND document.state IN ('approved', 'partial') AND line.data ->> 'part' = 'product'
  AND (%(warehouse)s::bigint IS NULL OR coalesce(document.warehouse_id, 0) = %(warehouse)s)
  AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR line.product_id = ANY(%(product_ids)s))
  AND line.quantity_base > coalesce(done.quantity, 0)
