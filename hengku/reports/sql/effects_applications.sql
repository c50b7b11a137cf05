-- What was taken off these items, seen from each: the amount, and the document on the other side of it.
SELECT one.item_id, one.amount, one.business_on, other.document_id, document.number, document.type_code
FROM (
    SELECT item_id, against_id AS other_id, amount, business_on, id
    FROM settlement_application
    WHERE company_id = %(company_id)s AND item_id = ANY(%(item_ids)s)
    UNION ALL
    SELECT against_id, item_id, -amount, business_on, id
    FROM settlement_application
    WHERE company_id = %(company_id)s AND against_id = ANY(%(item_ids)s)
) AS one
JOIN settlement_item AS other ON other.company_id = %(company_id)s AND other.id = one.other_id
JOIN documents_document AS document ON document.company_id = %(company_id)s AND document.id = other.document_id
ORDER BY one.id
