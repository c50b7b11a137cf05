-- 税额 (T2, T3): tax = net × rate within 0.06 a line. Amounts typed from a paper invoice count as ours only
-- where they follow our own line and nobody confirmed the paper; there the company's tolerance of the time
-- may be wider.
WITH allowed AS (
    SELECT greatest(0.06, max((s.value #>> '{}')::numeric)) AS tolerance
    FROM company_setting AS s WHERE s.company_id = %(company_id)s AND s.key = 'invoice_tax_tolerance'
)
SELECT ARRAY[d.id] AS document_ids, l.line_no, l.amount_net AS net_amount, l.tax_rate,
       l.amount_tax AS tax_amount, round(l.amount_net * l.tax_rate, 2) AS expected_amount
FROM documents_line AS l
JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
JOIN json_to_recordset(%(types)s::json) AS t(code text, amounts text) ON t.code = d.type_code
CROSS JOIN allowed AS a
WHERE l.company_id = %(company_id)s AND d.posted_at IS NOT NULL
  AND abs(l.amount_tax - round(l.amount_net * l.tax_rate, 2))
      > CASE WHEN t.amounts = 'given' THEN a.tolerance ELSE 0.06 END
  AND (t.amounts NOT IN ('given', 'none', 'shares') OR l.tax_code_id IS NOT NULL)
  AND (t.amounts <> 'given'
       OR (l.source_line_id IS NOT NULL
           AND coalesce(d.data ->> 'is_tolerance_confirmed', '') NOT IN ('true', '1')))
