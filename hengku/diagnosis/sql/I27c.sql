-- 红蓝字 (G9): red documents are below zero in quantity and amount, blue ones above; a reversal has the other
-- colour. On the close of a store's day what was refunded is below zero among what was sold (D-POSD).
SELECT ARRAY[d.id] AS document_ids, d.is_red, l.line_no, l.quantity AS line_quantity,
       l.amount_incl AS line_amount
FROM documents_document AS d
JOIN json_to_recordset(%(types)s::json) AS t(code text, is_red boolean) ON t.code = d.type_code
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
CROSS JOIN LATERAL (
    SELECT l.amount_incl * CASE WHEN t.code = 'pos_daily_close' AND EXISTS (
        SELECT FROM documents_line AS u
        JOIN documents_document AS s ON s.company_id = u.company_id AND s.id = u.document_id
        WHERE u.company_id = l.company_id AND u.id = l.source_line_id AND s.type_code = 'pos_refund')
        THEN -1 ELSE 1 END AS amount_incl) AS own
WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL
  AND (d.is_red <> (t.is_red <> (d.reverses_id IS NOT NULL))
       OR (d.is_red AND (l.quantity > 0 OR own.amount_incl > 0))
       OR (NOT d.is_red AND (l.quantity < 0 OR own.amount_incl < 0)))
