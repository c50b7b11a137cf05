-- 已出未票 (R-41, T11): what of each posted issue is neither invoiced nor returned at the end of a day; goods that
-- are weighed by their weight (B2).
WITH issued AS (
    SELECT document.id AS document_id, document.number, document.business_on, document.party_id,
           line.product_id, documents_measure(line.data, line.quantity_base) AS measure,
           line.amount_net, line.amount_incl,
           coalesce((SELECT sum(documents_measure(taker.data, link.quantity))
                     FROM documents_link AS link
                     JOIN documents_line AS taker ON taker.company_id = link.company_id
                         AND taker.id = link.target_line_id
                     JOIN documents_document AS target
                         ON target.company_id = link.company_id AND target.id = link.target_document_id
                     WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                       AND link.target_type IN ('sales_invoice', 'sales_return')
                       AND target.business_on <= %(as_of)s), 0) AS done
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = 'sales_issue'
      AND document.state = 'posted'
      AND NOT document.is_red
      AND NOT line.data ? 'invoiced_ahead'
      AND document.business_on <= %(as_of)s
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
)
SELECT issued.document_id,
       issued.party_id,
       issued.business_on,
       issued.number,
       party.code AS party_code,
       party.name AS party,
       %(as_of)s::date - issued.business_on AS days,
       sum(issued.amount_incl) AS amount,
       sum(issued.amount_incl)
           - sum(round(issued.amount_incl * (issued.measure - issued.done) / issued.measure, 2)) AS invoiced,
       sum(round(issued.amount_incl * (issued.measure - issued.done) / issued.measure, 2)) AS amount_left
FROM issued
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = issued.party_id
WHERE issued.measure > issued.done AND issued.measure > 0
GROUP BY 1, 2, 3, 4, 5, 6, 7
