-- after: goods_out
-- ABC 分析 (R-09): products by what went out of them, dearest first; A up to a share of all, B up to the next, C the
-- rest. What went out below zero (more came back) takes no share.
, ranked AS (
    SELECT went.*, product.code, product.name, product.specification, product.category, product.unit,
           greatest(went.out_amount, 0) AS counted,
           sum(greatest(went.out_amount, 0)) OVER (ORDER BY went.out_amount DESC, product.code ROWS UNBOUNDED PRECEDING)
               AS so_far,
           row_number() OVER (ORDER BY went.out_amount DESC, product.code) AS rank,
           sum(greatest(went.out_amount, 0)) OVER () AS whole
    FROM went
    JOIN product ON product.id = went.product_id
    WHERE went.out_amount <> 0 OR went.out_quantity <> 0
),
graded AS (
    SELECT ranked.*,
           CASE
               WHEN counted > 0 AND so_far * 100 <= whole * %(a_to)s THEN 'A'
               WHEN counted > 0 AND so_far * 100 <= whole * %(b_to)s THEN 'B'
               ELSE 'C'
           END AS grade
    FROM ranked
)
SELECT product_id,
       rank,
       code AS product_code,
       name AS product_name,
       specification,
       category,
       unit,
       out_quantity,
       out_amount,
       round(counted / nullif(whole, 0), 4) AS share,
       round(so_far / nullif(whole, 0), 4) AS share_so_far,
       grade
FROM graded
WHERE %(grade)s::text IS NULL OR grade = %(grade)s
