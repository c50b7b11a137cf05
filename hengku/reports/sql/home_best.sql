-- after: sold
-- 首页: what sold best.
SELECT product.id AS product_id, product.code, product.name, product.specification, product.unit,
       sum(sold.quantity) AS quantity, sum(sold.net) AS net, sum(sold.net) - sum(sold.cost) AS profit
FROM sold
JOIN product ON product.id = sold.product_id
GROUP BY 1, 2, 3, 4, 5
HAVING sum(sold.net) > 0
ORDER BY net DESC, code
LIMIT 8
