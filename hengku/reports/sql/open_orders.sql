-- 未完成订单 (R-20, R-28, Q3a): what of each order in force is still to come or to go, a row per line with something left.
WITH ordered AS (
    SELECT line.id, line.document_id, line.line_no, line.product_id, line.quantity_base, line.amount_incl,
           document.number, document.business_on, document.due_on, document.party_id, document.warehouse_id,
           coalesce((SELECT sum(link.quantity)
                     FROM documents_link AS link
                     WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                       AND link.target_type = %(fulfilled_by)s), 0) AS done
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = %(order_type)s
      AND document.state IN ('approved', 'partial')
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (NOT %(late_only)s OR document.due_on < %(today)s)
)
SELECT ordered.document_id,
       ordered.id AS line_id,
       ordered.line_no,
       product.id AS product_id,
       ordered.party_id,
       ordered.number,
       ordered.business_on,
       ordered.due_on,
       CASE WHEN ordered.due_on < %(today)s THEN %(today)s::date - ordered.due_on END AS days_late,
       party.name AS party,
       warehouse.name AS warehouse,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       unit.name AS unit,
       ordered.quantity_base AS ordered,
       ordered.done,
       ordered.quantity_base - ordered.done AS quantity_left,
       round(ordered.amount_incl * (ordered.quantity_base - ordered.done) / ordered.quantity_base, 2) AS amount_left
FROM ordered
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = ordered.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = ordered.party_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = ordered.warehouse_id
WHERE ordered.quantity_base > ordered.done
