-- What the goods of one document cost: as it was posted, and whatever later documents changed about it; and what it
-- changed about the goods of earlier ones. The cause is the document that wrote the row.
SELECT v.product_id, product.code AS product_code, product.name AS product_name,
       v.kind, v.quantity, v.amount, v.business_on,
       cause.id AS cause_id, cause.number AS cause_number, cause.type_code AS cause_type
FROM costing_value AS v
JOIN catalog_product AS product ON product.company_id = v.company_id AND product.id = v.product_id
JOIN documents_document AS cause ON cause.company_id = v.company_id AND cause.id = v.document_id
WHERE v.company_id = %(company_id)s
  AND (
      v.document_id = %(document_id)s
      OR v.line_id IN (
          SELECT id FROM documents_line WHERE company_id = %(company_id)s AND document_id = %(document_id)s
      )
  )
ORDER BY v.business_on, v.seq, v.id
