-- after: lost_of_others
-- 受托代销与借入 (D-CIN, D-BOR): a row for each line of which something is here, or of which something was lost and is owed.
SELECT shown.document_id,
       shown.id AS line_id,
       shown.line_no,
       product.id AS product_id,
       shown.party_id,
       shown.type_code,
       shown.number,
       shown.business_on,
       CASE WHEN shown.type_code = 'borrow_in' THEN shown.due_on END AS due_on,
       %(today)s::date - shown.business_on AS days,
       CASE WHEN shown.due_on < %(today)s THEN %(today)s::date - shown.due_on END AS days_late,
       party.name AS party,
       warehouse.name AS warehouse,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       unit.name AS unit,
       shown.quantity_base AS sent,
       shown.back,
       shown.settled,
       shown.lost,
       shown.owed,
       shown.quantity_left
FROM shown
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = shown.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = shown.party_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = shown.warehouse_id
WHERE NOT %(late_only)s OR shown.due_on < %(today)s
