-- after: moved
-- 出入库流水 (R-06, R-18): by document and product, what it brought and took.
SELECT moved.document_id,
       moved.product_id,
       moved.party_id,
       moved.business_on,
       moved.type_code,
       moved.number,
       party.name AS party,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.unit,
       sum(moved.in_quantity) AS in_quantity,
       CASE WHEN %(with_amounts)s THEN sum(moved.in_amount) END AS in_amount,
       sum(moved.out_quantity) AS out_quantity,
       CASE WHEN %(with_amounts)s THEN sum(moved.out_amount) END AS out_amount
FROM moved
JOIN product ON product.id = moved.product_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = moved.party_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
HAVING sum(moved.in_quantity) <> 0 OR sum(moved.out_quantity) <> 0 OR sum(moved.in_amount) <> 0
    OR sum(moved.out_amount) <> 0
