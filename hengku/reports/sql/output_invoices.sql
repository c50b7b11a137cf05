-- 销项发票台账 (R-43): the invoices given to customers, a row for each rate of tax on them.
SELECT d.id AS document_id,
       d.party_id,
       d.business_on,
       d.number,
       d.type_code,
       coalesce(d.data ->> 'invoice_number', '') AS invoice_number,
       party.name AS party,
       party.tax_number,
       coalesce(t.name, '') AS tax_code,
       line.tax_rate,
       round(line.tax_rate * 100, 2)::text || '%%' AS rate_label,
       sum(line.amount_net) AS amount_net,
       sum(line.amount_tax) AS amount_tax,
       sum(line.amount_incl) AS amount_incl
FROM documents_document AS d
JOIN documents_line AS line ON line.company_id = d.company_id AND line.document_id = d.id
LEFT JOIN catalog_taxcode AS t ON t.company_id = line.company_id AND t.id = line.tax_code_id
LEFT JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
WHERE d.company_id = %(company_id)s
  AND d.type_code IN ('sales_invoice', 'sales_invoice_red')
  AND d.business_on BETWEEN %(from)s AND %(to)s
  AND d.posted_at IS NOT NULL
  AND (%(party)s::bigint IS NULL OR d.party_id = %(party)s)
GROUP BY d.id, d.party_id, d.business_on, d.number, d.type_code, d.data, party.name, party.tax_number, t.name,
    line.tax_rate
