-- after: sold
-- 负毛利销售 (R-29, R-30): what was sold for less than it cost, by document and product. Returns and mere differences are
-- none. Prices of what is weighed are of a unit of weight (B2).
SELECT sold.document_id,
       product.id AS product_id,
       sold.party_id,
       sold.business_on,
       document.type_code,
       document.number,
       party.name AS party,
       maker.display_name AS maker,
       handler.name AS handler,
       product.code AS product_code,
       product.name AS product_name,
       product.unit,
       product.weight_unit,
       sum(sold.quantity) AS quantity,
       sum(sold.weight) AS weight,
       round(sum(sold.net)
             / CASE product.weight_unit WHEN '' THEN sum(sold.quantity) ELSE nullif(sum(sold.weight), 0) END, 8)
           AS price,
       round(sum(sold.cost)
             / CASE product.weight_unit WHEN '' THEN sum(sold.quantity) ELSE nullif(sum(sold.weight), 0) END, 8)
           AS unit_cost,
       sum(sold.net) AS net,
       sum(sold.cost) AS cost,
       sum(sold.net) - sum(sold.cost) AS profit,
       round((sum(sold.net) - sum(sold.cost)) / nullif(sum(sold.net), 0), 4) AS rate
FROM sold
JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = sold.document_id
JOIN product ON product.id = sold.product_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = sold.party_id
LEFT JOIN identity_user AS maker ON maker.id = sold.created_by
LEFT JOIN company_employee AS handler ON handler.company_id = %(company_id)s AND handler.id = sold.handler_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
HAVING sum(sold.quantity) > 0 AND sum(sold.net) < sum(sold.cost)
