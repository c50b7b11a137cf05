-- 换货待补 (D-PRT): lines sent back to be exchanged for which not all goods came again yet, and since when.
SELECT document.id AS document_id,
       line.id AS line_id,
       line.line_no,
       line.product_id,
       document.party_id,
       document.number,
       document.business_on,
       receipt_paper.number AS receipt_number,
       receipt_paper.id AS receipt_id,
       party.name AS party,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       unit.name AS unit,
       line.quantity_base AS sent,
       came.quantity AS back,
       line.quantity_base - came.quantity AS quantity_left,
       %(today)s::date - document.business_on AS days
FROM documents_document AS document
JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(k.quantity), 0) AS quantity
    FROM documents_link AS k
    WHERE k.company_id = line.company_id AND k.source_line_id = line.id AND k.target_type = 'purchase_receipt'
) AS came
JOIN catalog_product AS product ON product.company_id = line.company_id AND product.id = line.product_id
JOIN catalog_unit AS unit ON unit.company_id = product.company_id AND unit.id = product.base_unit_id
LEFT JOIN parties_party AS party ON party.company_id = document.company_id AND party.id = document.party_id
LEFT JOIN documents_line AS receipt ON receipt.company_id = line.company_id AND receipt.id = line.source_line_id
LEFT JOIN documents_document AS receipt_paper
    ON receipt_paper.company_id = receipt.company_id AND receipt_paper.id = receipt.document_id
WHERE document.company_id = %(company_id)s AND document.type_code = 'purchase_return' AND document.state = 'posted'
  AND document.reverses_id IS NULL AND document.data ->> 'way' = 'EXCHANGE'
  AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
  AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
  AND line.quantity_base > came.quantity
