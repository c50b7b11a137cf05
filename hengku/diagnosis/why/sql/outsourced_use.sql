-- after: outsource_flow
-- Components of orders that processors make (R-39), as their report tells it; what is left is what was issued less what
-- came back, went into goods and was lost.
SELECT coalesce(document.business_on, part.business_on) AS business_on, used_up.seq, document.id AS document_id,
       used_up.line_id,
       CASE WHEN %(measure)s = 'left' AND used_up.measure <> 'sent' THEN -used_up.amount
            ELSE used_up.amount END AS amount, '' AS note
FROM used_up
JOIN part ON part.id = used_up.part_id
LEFT JOIN documents_document AS document  -- it may be of a warehouse that the asker does not see
    ON document.company_id = %(company_id)s AND document.id = used_up.document_id
WHERE CASE %(measure)s WHEN 'left' THEN used_up.measure IN ('sent', 'back', 'used', 'charged')
                       ELSE used_up.measure = %(measure)s END
