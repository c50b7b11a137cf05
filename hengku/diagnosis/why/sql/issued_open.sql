-- 已出未票 (R-41): what was issued and not wholly invoiced or returned at the end of a day, and what each invoice and
-- return took of it. What one took is the difference of what was left before and after, so that the cents add up.
WITH issued AS (
    SELECT document.id AS document_id, document.business_on, line.id, line.quantity_base, line.amount_incl
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s AND document.type_code = 'sales_issue'
      AND document.state = 'posted' AND NOT document.is_red AND document.business_on <= %(last)s
      AND line.quantity_base > 0 AND NOT line.data ? 'invoiced_ahead'
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(origin)s::bigint IS NULL OR document.id = %(origin)s)
),
taken AS (
    SELECT link.id, link.source_line_id, link.target_document_id, target.business_on, link.quantity,
           sum(link.quantity) OVER so_far AS so_far
    FROM issued
    JOIN documents_link AS link
        ON link.company_id = %(company_id)s AND link.source_line_id = issued.id
        AND link.target_type IN ('sales_invoice', 'sales_return')
    JOIN documents_document AS target
        ON target.company_id = link.company_id AND target.id = link.target_document_id
    WHERE target.business_on <= %(last)s
    WINDOW so_far AS (
        PARTITION BY link.source_line_id ORDER BY target.business_on, link.id ROWS UNBOUNDED PRECEDING
    )
),
still_open AS (
    SELECT issued.*
    FROM issued
    LEFT JOIN (SELECT source_line_id, sum(quantity) AS quantity FROM taken GROUP BY source_line_id) AS done
        ON done.source_line_id = issued.id
    WHERE issued.quantity_base > coalesce(done.quantity, 0)
),
part AS (
    SELECT taken.business_on, taken.id, taken.target_document_id,
           round(i.amount_incl * (i.quantity_base - (taken.so_far - taken.quantity)) / i.quantity_base, 2)
               - round(i.amount_incl * (i.quantity_base - taken.so_far) / i.quantity_base, 2) AS amount
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
