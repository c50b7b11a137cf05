-- What sold and used goods cost, by the warehouse of their document (R-33): losses booked to cost of sales are none.
SELECT v.business_on, v.seq, line.document_id, v.line_id, -v.amount AS amount,
       CASE WHEN v.kind IN ('recost', 'true_up', 'residual') THEN v.kind ELSE '' END AS note
FROM costing_value AS v
JOIN documents_line AS line ON line.company_id = v.company_id AND line.id = v.line_id
JOIN documents_document AS document ON document.company_id = v.company_id AND document.id = line.document_id
WHERE v.company_id = %(company_id)s AND v.business_on BETWEEN %(first)s AND %(last)s
  AND (v.against IN ('cogs', 'goods_dispatched') AND document.type_code NOT IN ('loss_report', 'stock_adjustment')
       OR document.type_code IN ('internal_issue', 'internal_issue_return'))
  AND (%(product)s::bigint IS NULL OR v.product_id = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR v.product_id = ANY(%(product_ids)s))
  AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
