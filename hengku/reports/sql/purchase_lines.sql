-- after: bought
-- 采购明细 (R-21): what was bought, by document and product; the price of what is weighed is of a unit of weight (B2).
SELECT bought.document_id,
       product.id AS product_id,
       bought.party_id,
       bought.business_on,
       bought.type_code,
       bought.number,
       party.name AS party,
       maker.display_name AS maker,
       handler.name AS handler,
       product.code AS product_code,
       product.name AS product_name,
       product.unit,
       product.weight_unit,
       sum(bought.quantity) AS quantity,
       sum(bought.weight) AS weight,
       sum(bought.received) AS received,
       sum(bought.difference) AS difference,
       sum(bought.received) + sum(bought.difference) AS amount,
       round((sum(bought.received) + sum(bought.difference))
           / nullif(CASE product.weight_unit WHEN '' THEN sum(bought.quantity) ELSE sum(bought.weight) END, 0), 8)
           AS price
FROM bought
JOIN product ON product.id = bought.product_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = bought.party_id
LEFT JOIN identity_user AS maker ON maker.id = bought.created_by
LEFT JOIN company_employee AS handler ON handler.company_id = %(company_id)s AND handler.id = bought.handler_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
HAVING sum(bought.quantity) <> 0 OR sum(bought.received) <> 0 OR sum(bought.difference) <> 0
