-- What is left of orders in force (R-20, R-28), line by line: what was ordered, and what each later document carried
-- on. Lines that are done, or more than done, are out of it. An amount is left as a whole: it stands with the order.
WITH ordered AS (
    SELECT line.id, line.document_id, line.quantity_base, line.amount_incl, document.business_on,
           coalesce((SELECT sum(link.quantity)
                     FROM documents_link AS link
                     WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                       AND link.target_type = ANY(%(done_by)s)), 0) AS done
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s AND document.type_code = %(order_type)s
      AND document.state IN ('approved', 'partial')
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (%(order_line)s::bigint IS NULL OR line.id = %(order_line)s)
      AND (%(order_lines)s::bigint[] IS NULL OR line.id = ANY(%(order_lines)s))
),
still_open AS (
    SELECT * FROM ordered WHERE quantity_base > done
)
SELECT business_on, id AS seq, document_id, id AS line_id,
       CASE WHEN %(measure)s = 'amount_left' THEN round(amount_incl * (quantity_base - done) / quantity_base, 2)
            ELSE quantity_base END AS amount,
       '' AS note
FROM still_open
WHERE %(measure)s IN ('ordered', 'left', 'amount_left')
UNION ALL
SELECT target.business_on, link.id, link.target_document_id, NULL,
       CASE WHEN %(measure)s = 'done' THEN link.quantity ELSE -link.quantity END, ''
FROM still_open
JOIN documents_link AS link
    ON link.company_id = %(company_id)s AND link.source_line_id = still_open.id AND link.target_type = ANY(%(done_by)s)
JOIN documents_document AS target
    ON target.company_id = link.company_id AND target.id = link.target_document_id
WHERE %(measure)s IN ('done', 'left')
