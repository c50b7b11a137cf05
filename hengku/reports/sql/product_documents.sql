-- The latest documents in which a product stands, drafts too.
SELECT document.id AS document_id, document.type_code, document.number, document.state, document.business_on,
       document.is_red, party.name AS party, warehouse.name AS warehouse, sum(line.quantity_base) AS quantity
FROM documents_line AS line
JOIN documents_document AS document ON document.company_id = line.company_id AND document.id = line.document_id
LEFT JOIN parties_party AS party ON party.company_id = document.company_id AND party.id = document.party_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = document.company_id AND warehouse.id = document.warehouse_id
WHERE line.company_id = %(company_id)s AND line.product_id = %(product)s AND document.type_code = ANY(%(types)s)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
ORDER BY document.business_on DESC, document.id DESC
LIMIT 50
