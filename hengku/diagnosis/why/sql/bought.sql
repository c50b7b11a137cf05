-- What came from suppliers less what went back (R-21): goods by the moves, what they cost by the values. What an
-- invoice said differently later belongs to the receipt it was said of.
WITH supplier_place AS (
    SELECT id FROM inventory_place WHERE company_id = %(company_id)s AND role = 'supplier'
),
change AS (
    SELECT m.business_on, m.seq, m.document_id, m.line_id, m.product_id,
           CASE WHEN m.from_place_id = supplier_place.id THEN m.quantity ELSE -m.quantity END AS quantity,
           CASE WHEN m.from_place_id = supplier_place.id THEN m.aux_quantity ELSE -m.aux_quantity END AS weight,
           0 AS received, 0 AS difference, '' AS note
    FROM inventory_move AS m
    JOIN supplier_place ON supplier_place.id IN (m.from_place_id, m.to_place_id)
    WHERE m.company_id = %(company_id)s AND m.owner_id = 0 AND m.business_on BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT v.business_on, v.seq, line.document_id, v.line_id, v.product_id, 0, 0,
           CASE WHEN v.quantity <> 0 THEN v.amount ELSE 0 END,
           CASE WHEN v.quantity = 0 THEN v.amount ELSE 0 END,
           CASE WHEN v.quantity = 0 THEN v.kind ELSE '' END
    FROM costing_value AS v
    JOIN inventory_move AS m ON m.company_id = v.company_id AND m.id = v.move_id
    JOIN supplier_place ON supplier_place.id IN (m.from_place_id, m.to_place_id)
    JOIN documents_line AS line ON line.company_id = v.company_id AND line.id = v.line_id
    WHERE v.company_id = %(company_id)s AND v.business_on BETWEEN %(first)s AND %(last)s
)
SELECT change.business_on, change.seq, change.document_id, change.line_id,
       CASE %(measure)s
           WHEN 'quantity' THEN quantity
           WHEN 'weight' THEN weight
           WHEN 'received' THEN received
           WHEN 'difference' THEN difference
           ELSE received + difference
       END AS amount,
       change.note
FROM change
JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = change.document_id
WHERE (%(product)s::bigint IS NULL OR change.product_id = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR change.product_id = ANY(%(product_ids)s))
  AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s OR %(party)s = 0 AND document.party_id IS NULL)
  AND (%(maker)s::bigint IS NULL OR document.created_by = %(maker)s)
  AND (%(handler)s::bigint IS NULL OR document.handler_id = %(handler)s
       OR %(handler)s = 0 AND document.handler_id IS NULL)
