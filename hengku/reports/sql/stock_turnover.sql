-- after: goods_out
-- 库存周转 (R-08): 次数 = 出库成本(销售 + 领用) / 平均库存, 平均库存 = (期初 + 期末) / 2, 天数 = 期间天数 / 次数.
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.category,
       product.unit,
       went.opening_amount,
       went.closing_amount,
       round((went.opening_amount + went.closing_amount) / 2, 2) AS average_amount,
       went.out_quantity,
       went.out_amount,
       round(went.out_amount / nullif(round((went.opening_amount + went.closing_amount) / 2, 2), 0), 4) AS times,
       CASE WHEN went.out_amount > 0 THEN
           round((%(to)s::date - %(from)s::date + 1) * (went.opening_amount + went.closing_amount) / 2
                 / went.out_amount, 1)
       END AS days
FROM went
JOIN product ON product.id = went.product_id
WHERE went.opening_amount <> 0 OR went.closing_amount <> 0 OR went.out_amount <> 0
