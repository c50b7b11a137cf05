-- The last price of one product with each party, in the unit and with or without tax as it stood on the paper; of goods
-- that are weighed in their unit of weight, unless it was agreed by the piece (B2).
SELECT DISTINCT ON (document.type_code, document.party_id)
       document.type_code, document.party_id, party.name AS party, document.id AS document_id, document.number,
       document.business_on, document.price_mode, line.price, line.quantity,
       CASE WHEN weight.id IS NOT NULL AND line.data ? 'aux_quantity'
           AND coalesce(line.data ->> 'price_by', '') <> 'piece' THEN weight.name
            ELSE unit.name END AS unit
FROM documents_line AS line
JOIN documents_document AS document
    ON document.company_id = line.company_id AND document.id = line.document_id
JOIN parties_party AS party ON party.company_id = document.company_id AND party.id = document.party_id
JOIN catalog_unit AS unit ON unit.company_id = line.company_id AND unit.id = line.unit_id
JOIN catalog_product AS product ON product.company_id = line.company_id AND product.id = line.product_id
LEFT JOIN catalog_unit AS weight ON weight.company_id = line.company_id AND weight.id = product.aux_unit_id
WHERE line.company_id = %(company_id)s AND line.product_id = %(product)s AND document.type_code = ANY(%(types)s)
  AND document.state = 'posted' AND NOT document.is_red AND line.price IS NOT NULL AND NOT line.is_gift
ORDER BY document.type_code, document.party_id, document.business_on DESC, document.id DESC
