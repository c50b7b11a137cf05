-- What was inspected when it came (R-23).
SELECT document.business_on, line.id AS seq, document.id AS document_id, line.id AS line_id,
       line.quantity_base AS amount, '' AS note
FROM documents_document AS document
JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
WHERE document.company_id = %(company_id)s
  AND document.type_code = 'incoming_inspection' AND document.posted_at IS NOT NULL
  AND document.business_on BETWEEN %(from)s AND %(to)s
  AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
