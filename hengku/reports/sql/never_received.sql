-- after: never
-- Who was to bring it, and how long past its day it is.
SELECT never.document_id, never.id AS line_id, never.line_no, never.party_id, never.product_id, never.number,
       never.business_on, never.promised_on, never.state, party.name AS party,
       product.code AS product_code, product.name AS product_name, unit.name AS unit,
       never.quantity_base AS ordered, never.amount_incl AS amount,
       %(today)s::date - coalesce(never.promised_on, never.business_on) AS days
FROM never
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = never.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = never.party_id
