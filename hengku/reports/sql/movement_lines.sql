-- after: moved
-- 出入库流水 (R-06, R-18): by document and product, what it brought and took.
SELECT moved.document_id,
       moved.product_id,
       moved.party_id,
       moved.business_on,
       moved.type_code,
       moved.number,
       party.name AS party,
       moved.reason AS reason_code,
       moved.reason,
       to_char(moved.posted_at AT TIME ZONE %(zone)s, 'YYYY-MM-DD HH24:MI') AS posted,
       person.display_name AS maker,
       moved.device,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.unit,
       sum(moved.in_quantity) AS in_quantity,
       CASE WHEN %(with_amounts)s THEN sum(moved.in_amount) END AS in_amount,
       sum(moved.out_quantity) AS out_quantity,
       CASE WHEN %(with_amounts)s THEN sum(moved.out_amount) END AS out_amount,
       sum(moved.in_weight) AS in_weight,
       sum(moved.out_weight) AS out_weight,
       product.weight_unit
FROM moved
JOIN product ON product.id = moved.product_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = moved.party_id
LEFT JOIN identity_user AS person ON person.id = moved.posted_by
WHERE (NOT %(by_hand)s OR moved.type_code = 'stock_adjustment')
  AND (%(person)s::text IS NULL OR person.display_name ILIKE %(person_like)s)
  AND (%(device)s::text IS NULL OR moved.device ILIKE %(device_like)s)
  AND (%(reason)s::text IS NULL OR moved.reason = %(reason)s)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, product.weight_unit
HAVING sum(moved.in_quantity) <> 0 OR sum(moved.out_quantity) <> 0 OR sum(moved.in_amount) <> 0
    OR sum(moved.out_amount) <> 0 OR sum(moved.in_weight) <> 0 OR sum(moved.out_weight) <> 0
