-- after: outsource_flow
-- 委外耗用与损耗 (R-39): a row for each component of an order.
, told AS (
    SELECT part_id,
           coalesce(sum(amount) FILTER (WHERE measure = 'received'), 0) AS received,
           coalesce(sum(amount) FILTER (WHERE measure = 'sent'), 0) AS sent,
           coalesce(sum(amount) FILTER (WHERE measure = 'back'), 0) AS back,
           coalesce(sum(amount) FILTER (WHERE measure = 'due'), 0) AS due,
           coalesce(sum(amount) FILTER (WHERE measure = 'used'), 0) AS used,
           coalesce(sum(amount) FILTER (WHERE measure = 'charged'), 0) AS charged,
           coalesce(sum(amount) FILTER (WHERE measure = 'paid'), 0) AS paid
    FROM used_up
    GROUP BY part_id
)
SELECT part.document_id,
       part.id AS line_id,
       part.line_no,
       part.product_id,
       part.party_id,
       'outsource_order' AS type_code,
       part.number,
       part.business_on,
       part.state,
       party.name AS party,
       made.name AS made,
       part.ordered,
       told.received,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       unit.name AS unit,
       part.quota,
       told.sent,
       told.back,
       told.due,
       told.used,
       told.charged,
       told.used + told.charged - told.due AS over,
       CASE WHEN told.due > 0 THEN round((told.used + told.charged - told.due) / told.due, 4) END AS rate,
       told.sent - told.back - told.used - told.charged AS quantity_left,
       told.paid
FROM part
JOIN told ON told.part_id = part.id
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = part.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
JOIN catalog_product AS made ON made.company_id = %(company_id)s AND made.id = part.made_product_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = part.party_id
WHERE NOT %(over_only)s OR told.used + told.charged > told.due OR told.charged <> 0
