-- 已出未票 (R-41): what was issued and not wholly invoiced or returned at the end of a day, and what each invoice and
-- return took of it. What one took is the difference of what was left before and after, so that the cents add up.
-- Of goods that are weighed it is by weight (B2).
WITH issued AS (
    SELECT document.id AS document_id, document.business_on, line.id, line.amount_incl,
           documents_measure(line.data, line.quantity_base) AS measure
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s AND document.type_code = 'sales_issue'
      AND document.state = 'posted' AND NOT document.is_red AND document.business_on <= %(last)s
      AND line.quantity_base > 0 AND NOT line.data ? 'invoiced_ahead'
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(origin)s::bigint IS NULL OR document.id = %(origin)s)
),
taken AS (
    SELECT link.id, link.source_line_id, link.target_document_id, target.business_on, m.measure,
           sum(m.measure) OVER so_far AS so_far
    FROM issued
    JOIN documents_link AS link
        ON link.company_id = %(company_id)s AND link.source_line_id = issued.id
        AND link.target_type IN ('sales_invoice', 'sales_return')
    JOIN documents_document AS target
        ON target.company_id = link.company_id AND target.id = link.target_document_id
    JOIN documents_line AS x ON x.company_id = link.company_id AND x.id = link.target_line_id
    CROSS JOIN LATERAL (SELECT documents_measure(x.data, link.quantity) AS measure) AS m
    WHERE target.business_on <= %(last)s
    WINDOW so_far AS (
        PARTITION BY link.source_line_id ORDER BY target.business_on, link.id ROWS UNBOUNDED PRECEDING
    )
),
still_open AS (
    SELECT issued.*
    FROM issued
    LEFT JOIN (SELECT source_line_id, sum(measure) AS measure FROM taken GROUP BY source_line_id) AS done
        ON done.source_line_id = issued.id
    WHERE issued.measure > coalesce(done.measure, 0)
),
part AS (
    SELECT taken.business_on, taken.id, taken.target_document_id,
           round(i.amount_incl * (i.measure - (taken.so_far - taken.measure)) / i.measure, 2)
               - round(i.amount_incl * (i.measure - taken.so_far) / i.measure, 2) AS amount
    FROM still_open AS i
    JOIN taken ON taken.source_line_id = i.id
)
SELECT business_on, id AS seq, document_id, id AS line_id, amount_incl AS amount, '' AS note
FROM still_open
WHERE %(measure)s IN ('issued', 'left')
UNION ALL
SELECT business_on, id, target_document_id, NULL, CASE WHEN %(measure)s = 'taken' THEN amount ELSE -amount END, ''
FROM part
WHERE %(measure)s IN ('taken', 'left')
