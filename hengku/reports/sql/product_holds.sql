-- Who holds a product: reservations by order, and who will bring it: order lines not yet received (Q3a, Q3d),
-- and orders that make it (Q3c).
SELECT 'reserved' AS kind, document.id AS document_id, document.type_code, document.number, document.due_on,
       party.name AS party, warehouse.name AS warehouse, sum(r.quantity) AS quantity,
       coalesce(string_agg(lot.lot_no || ' ' || trim_scale(r.quantity), '、' ORDER BY lot.lot_no), '') AS lots
FROM inventory_reservation AS r
LEFT JOIN inventory_lot AS lot ON lot.company_id = r.company_id AND lot.id = r.lot_id
JOIN documents_document AS document ON document.company_id = r.company_id AND document.id = r.document_id
LEFT JOIN parties_party AS party ON party.company_id = document.company_id AND party.id = document.party_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = document.company_id AND warehouse.id = document.warehouse_id
WHERE r.company_id = %(company_id)s AND r.product_id = %(product)s AND r.quantity > 0
GROUP BY 1, 2, 3, 4, 5, 6, 7
UNION ALL
SELECT 'on_order', document.id, document.type_code, document.number, document.due_on, party.name, warehouse.name,
       sum(line.quantity_base - coalesce((
           SELECT sum(link.quantity) FROM documents_link AS link
           WHERE link.company_id = line.company_id AND link.source_line_id = line.id
             AND link.target_type = 'purchase_receipt'), 0)), ''
FROM documents_line AS line
JOIN documents_document AS document ON document.company_id = line.company_id AND document.id = line.document_id
LEFT JOIN parties_party AS party ON party.company_id = document.company_id AND party.id = document.party_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = document.company_id AND warehouse.id = document.warehouse_id
WHERE line.company_id = %(company_id)s AND line.product_id = %(product)s AND document.type_code = 'purchase_order'
  AND document.state IN ('approved', 'partial')
GROUP BY 1, 2, 3, 4, 5, 6, 7
HAVING sum(line.quantity_base - coalesce((
           SELECT sum(link.quantity) FROM documents_link AS link
           WHERE link.company_id = line.company_id AND link.source_line_id = line.id
             AND link.target_type = 'purchase_receipt'), 0)) > 0
UNION ALL
SELECT 'on_mo', document.id, document.type_code, document.number, document.due_on, party.name, warehouse.name,
       sum(open_line.quantity), ''
FROM documents_line AS line
JOIN documents_document AS document ON document.company_id = line.company_id AND document.id = line.document_id
LEFT JOIN parties_party AS party ON party.company_id = document.company_id AND party.id = document.party_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = document.company_id AND warehouse.id = document.warehouse_id
CROSS JOIN LATERAL (
    SELECT line.quantity_base - coalesce((
        SELECT sum(link.quantity) FROM documents_link AS link
        WHERE link.company_id = line.company_id AND link.source_line_id = line.id
          AND link.target_type IN ('production_receipt', 'outsource_receipt')), 0) AS quantity
) AS open_line
WHERE line.company_id = %(company_id)s AND line.product_id = %(product)s AND line.data ->> 'part' = 'product'
  AND document.type_code IN ('production_order', 'outsource_order') AND document.state IN ('approved', 'partial')
  AND open_line.quantity > 0
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY kind, due_on NULLS LAST, number
