-- What goods with agents or processors cost (D-CSO, D-OSI): what their line, or each of some lines, brought into the
-- pool of such goods, and what later documents took from it.
SELECT v.business_on, v.seq, v.document_id, NULL::bigint AS line_id, v.amount,
       CASE WHEN v.kind IN ('recost', 'true_up', 'residual', 'invoice_difference') THEN v.kind ELSE '' END AS note
FROM costing_value AS v
JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id AND p.warehouse_id < 0
WHERE v.company_id = %(company_id)s
  AND ARRAY[v.line_id, v.source_line_id] && coalesce(%(order_lines)s::bigint[], ARRAY[%(order_line)s::bigint])
