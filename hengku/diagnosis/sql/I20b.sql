-- 单头合计 = 行合计, net, tax and total.
WITH lines AS (
    SELECT l.document_id, sum(l.amount_net) AS net, sum(l.amount_tax) AS tax, sum(l.amount_incl) AS incl
    FROM documents_line AS l WHERE l.company_id = %(company_id)s
    GROUP BY l.document_id
)
SELECT ARRAY[d.id] AS document_ids, d.amount_incl AS head_amount, coalesce(l.incl, 0) AS lines_amount,
       d.amount_net AS head_net_amount, coalesce(l.net, 0) AS lines_net_amount,
       d.amount_tax AS head_tax_amount, coalesce(l.tax, 0) AS lines_tax_amount
FROM documents_document AS d LEFT JOIN lines AS l ON l.document_id = d.id
WHERE d.company_id = %(company_id)s
  AND (d.amount_net, d.amount_tax, d.amount_incl)
      <> (coalesce(l.net, 0), coalesce(l.tax, 0), coalesce(l.incl, 0))
