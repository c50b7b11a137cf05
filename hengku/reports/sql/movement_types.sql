-- after: moved
-- 出入库流水统计 (R-18): what each type of document brought and took.
SELECT moved.type_code,
       count(DISTINCT moved.document_id) AS document_count,
       sum(moved.in_quantity) AS in_quantity,
       CASE WHEN %(with_amounts)s THEN sum(moved.in_amount) END AS in_amount,
       sum(moved.out_quantity) AS out_quantity,
       CASE WHEN %(with_amounts)s THEN sum(moved.out_amount) END AS out_amount,
       sum(moved.in_weight) AS in_weight,
       sum(moved.out_weight) AS out_weight
FROM moved
JOIN product ON product.id = moved.product_id
GROUP BY moved.type_code
