-- What loss reports took, line by line, as the report on losses attributes it (R-33); less what was reversed.
SELECT v.business_on, v.seq, line.document_id, v.line_id,
       CASE %(measure)s WHEN 'quantity' THEN -v.quantity ELSE -v.amount END AS amount,
       CASE WHEN v.kind IN ('recost', 'true_up', 'residual') THEN v.kind ELSE '' END AS note
FROM costing_value AS v
JOIN documents_line AS line ON line.company_id = v.company_id AND line.id = v.line_id
JOIN documents_document AS document ON document.company_id = v.company_id AND document.id = line.document_id
WHERE v.company_id = %(company_id)s AND document.type_code = 'loss_report'
  AND v.business_on BETWEEN %(first)s AND %(last)s
  AND (%(product)s::bigint IS NULL OR v.product_id = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR v.product_id = ANY(%(product_ids)s))
  AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
  AND (%(stage)s::text IS NULL OR line.data ->> 'stage' = %(stage)s)
  AND (%(reason)s::text IS NULL OR line.data ->> 'reason' = %(reason)s)
  AND (%(responsible)s::text IS NULL OR line.data ->> 'responsible' = %(responsible)s)
  AND (%(shift)s::text IS NULL OR line.data ->> 'shift' = %(shift)s)
