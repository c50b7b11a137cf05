-- after: lost_of_others
-- Goods of others (D-CIN, D-BOR), as their report tells it: what came, went back, was bought, was lost, and is left.
, chosen AS (
    SELECT * FROM shown
    WHERE (%(order_line)s::bigint IS NULL OR id = %(order_line)s)
      AND (%(order_lines)s::bigint[] IS NULL OR id = ANY(%(order_lines)s))
      AND (%(measure)s <> 'left' OR quantity_left > 0)
)
SELECT business_on, id AS seq, document_id, id AS line_id, quantity_base AS amount, '' AS note
FROM chosen
WHERE %(measure)s IN ('ordered', 'left')
UNION ALL
SELECT document.business_on, link.id, link.target_document_id, NULL,
       CASE WHEN %(measure)s = 'left' THEN -link.quantity ELSE link.quantity END, ''
FROM chosen
JOIN documents_link AS link ON link.company_id = %(company_id)s AND link.source_line_id = chosen.id
JOIN documents_document AS document
    ON document.company_id = link.company_id AND document.id = link.target_document_id
WHERE %(measure)s IN ('done', 'left') AND link.target_type = ANY(%(done_by)s::text[])
UNION ALL
SELECT lost_part.business_on, lost_part.line_id, lost_part.document_id, lost_part.line_id,
       CASE %(measure)s WHEN 'left' THEN -lost_part.quantity WHEN 'owed' THEN lost_part.claim
                        ELSE lost_part.quantity END, ''
FROM lost_part
JOIN chosen ON chosen.id = lost_part.receipt_line_id
WHERE %(measure)s IN ('lost', 'owed', 'left')
