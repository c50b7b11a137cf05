-- after: goods_out
-- What was sold or used (R-08, R-09): the values of these goods in the days asked.
SELECT v.business_on, v.seq, v.document_id, v.line_id,
       CASE WHEN %(measure)s = 'quantity' THEN -v.quantity ELSE -v.amount END AS amount,
       CASE WHEN v.kind IN ('recost', 'true_up', 'residual', 'invoice_difference') THEN v.kind ELSE '' END AS note
FROM costing_value AS v
LEFT JOIN used_line ON used_line.id = v.line_id
WHERE v.company_id = %(company_id)s AND v.business_on BETWEEN %(from)s AND %(to)s
  AND (v.against IN ('cogs', 'goods_dispatched') OR used_line.id IS NOT NULL)
  AND (%(product)s::bigint IS NULL OR v.product_id = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR v.product_id = ANY(%(product_ids)s))
