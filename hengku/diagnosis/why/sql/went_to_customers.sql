-- What went to customers in the ninety days up to a day (R-12); what came back is not taken off.
SELECT m.business_on, m.seq, m.document_id, m.line_id, m.quantity AS amount, '' AS note
FROM inventory_move AS m
JOIN inventory_place AS target
    ON target.company_id = m.company_id AND target.id = m.to_place_id AND target.role = 'customer'
WHERE m.company_id = %(company_id)s AND m.owner_id = 0 AND m.business_on > %(last)s::date - 90
  AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
