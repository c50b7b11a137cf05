-- 三单匹配 (D-PINV): each invoiced line beside the receipt it bills and the order that promised the goods; prices are of a
-- base unit, or of a unit of weight where goods are weighed (B2), without tax.
SELECT document.id AS document_id, line.line_no, document.number, document.business_on, document.party_id,
       party.name AS party, line.product_id, product.code AS product_code, product.name AS product_name,
       unit.name AS unit, coalesce(weight.name, '') AS weight_unit,
       receipt_paper.number AS receipt_number, order_paper.number AS order_number,
       ordered.quantity_base AS ordered, received.quantity_base AS received, line.quantity_base AS invoiced,
       round(ordered.amount_net / nullif(documents_measure(ordered.data, ordered.quantity_base), 0), 4)
           AS order_price,
       round(received.amount_net / nullif(documents_measure(received.data, received.quantity_base), 0), 4)
           AS receipt_price,
       round(line.amount_net / nullif(said.measure, 0), 4) AS invoice_price,
       line.amount_net,
       line.amount_net - round(agreed.amount_net * said.measure / nullif(agreed.measure, 0), 2)
           AS difference
FROM documents_document AS document
JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
JOIN documents_line AS received ON received.company_id = line.company_id AND received.id = line.source_line_id
JOIN documents_document AS receipt_paper
    ON receipt_paper.company_id = received.company_id AND receipt_paper.id = received.document_id
   AND receipt_paper.type_code = 'purchase_receipt'
LEFT JOIN LATERAL (
    SELECT k.source_line_id FROM documents_link AS k
    JOIN documents_document AS o ON o.company_id = k.company_id AND o.id = k.source_document_id
     AND o.type_code = 'purchase_order'
    WHERE k.company_id = received.company_id AND k.target_line_id = received.id
    ORDER BY k.id LIMIT 1
) AS promised ON true
LEFT JOIN documents_line AS ordered ON ordered.company_id = line.company_id AND ordered.id = promised.source_line_id
LEFT JOIN documents_document AS order_paper
    ON order_paper.company_id = ordered.company_id AND order_paper.id = ordered.document_id
CROSS JOIN LATERAL (
    SELECT coalesce(ordered.amount_net, received.amount_net) AS amount_net,
           CASE WHEN ordered.id IS NULL THEN documents_measure(received.data, received.quantity_base)
                ELSE documents_measure(ordered.data, ordered.quantity_base) END AS measure
) AS agreed
CROSS JOIN LATERAL (SELECT documents_measure(line.data, line.quantity_base) AS measure) AS said
JOIN catalog_product AS product ON product.company_id = line.company_id AND product.id = line.product_id
JOIN catalog_unit AS unit ON unit.company_id = product.company_id AND unit.id = product.base_unit_id
LEFT JOIN catalog_unit AS weight ON weight.company_id = product.company_id AND weight.id = product.aux_unit_id
LEFT JOIN parties_party AS party ON party.company_id = document.company_id AND party.id = document.party_id
WHERE document.company_id = %(company_id)s
  AND document.type_code = 'purchase_invoice' AND document.state = 'posted' AND document.reverses_id IS NULL
  AND document.business_on BETWEEN %(from)s AND %(to)s
  AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
  AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
  AND (NOT %(differing)s OR line.amount_net
       <> round(agreed.amount_net * said.measure / nullif(agreed.measure, 0), 2))
