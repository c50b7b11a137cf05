-- What customers ordered, and orders to make goods in house need, and nothing is held for (Q3e): what is left of each
-- line of an order in force, less its hold and what notices of it hold. What a processor is to be given leaves when it
-- is issued (1.10).
WITH open_line AS (
    SELECT line.id, line.document_id, document.business_on,
           line.quantity_base - coalesce((
               SELECT sum(link.quantity)
               FROM documents_link AS link
               WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                 AND link.target_type IN ('sales_issue', 'material_issue', 'production_receipt')), 0) AS quantity,
           coalesce((SELECT sum(r.quantity) FROM inventory_reservation AS r
                     WHERE r.company_id = line.company_id AND r.line_id = line.id), 0)
           + coalesce((SELECT sum(notice.quantity)
                       FROM documents_notices(line.company_id, line.id) AS notice), 0) AS held
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND (document.type_code = 'sales_order'
           OR document.type_code = 'production_order' AND line.data ->> 'part' = 'component')
      AND document.state IN ('approved', 'partial')
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (%(product_ids)s::bigint[] IS NULL OR line.product_id = ANY(%(product_ids)s))
)
SELECT business_on, id AS seq, document_id, id AS line_id, quantity AS amount, 'order' AS note
FROM open_line
WHERE quantity > held
UNION ALL
SELECT business_on, id, document_id, id, -held, 'reserved'
FROM open_line
WHERE quantity > held AND held <> 0
