-- after: goods
-- What was bought (R-21): goods that came from suppliers less what went back, and what they cost, from the books.
-- The amount is that of the goods when they came; what an invoice said differently later is apart.
, supplier_place AS (
    SELECT id FROM inventory_place WHERE company_id = %(company_id)s AND role = 'supplier'
),
change AS (
    SELECT m.document_id, m.product_id, m.business_on,
           CASE WHEN m.from_place_id = supplier_place.id THEN m.quantity ELSE -m.quantity END AS quantity,
           CASE WHEN m.from_place_id = supplier_place.id THEN m.aux_quantity ELSE -m.aux_quantity END AS weight,
           0 AS received,
           0 AS difference
    FROM inventory_move AS m
    JOIN supplier_place ON supplier_place.id IN (m.from_place_id, m.to_place_id)
    WHERE m.company_id = %(company_id)s AND m.owner_id = 0 AND m.business_on BETWEEN %(from)s AND %(to)s
    UNION ALL
    SELECT line.document_id, v.product_id, v.business_on,
           0,
           0,
           CASE WHEN v.quantity <> 0 THEN v.amount ELSE 0 END,
           CASE WHEN v.quantity = 0 THEN v.amount ELSE 0 END
    FROM costing_value AS v
    JOIN inventory_move AS m ON m.company_id = v.company_id AND m.id = v.move_id
    JOIN supplier_place ON supplier_place.id IN (m.from_place_id, m.to_place_id)
    JOIN documents_line AS line ON line.company_id = v.company_id AND line.id = v.line_id
    WHERE v.company_id = %(company_id)s AND v.business_on BETWEEN %(from)s AND %(to)s
),
bought AS (
    SELECT change.*, document.party_id, document.created_by, document.handler_id, document.number, document.type_code
    FROM change
    JOIN documents_document AS document
        ON document.company_id = %(company_id)s AND document.id = change.document_id
    WHERE (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(maker)s::bigint IS NULL OR document.created_by = %(maker)s)
      AND (%(handler)s::bigint IS NULL OR document.handler_id = %(handler)s)
)
