-- after: sold
-- XYZ 波动分析 (R-10): what was sold a week, over whole weeks up to the last day; weeks without a sale count as nothing.
-- CV = σ / μ, σ over all the weeks; ≤ 0.5 X, ≤ 1 Y, above Z. Where as much came back as was sold there is no mean to
-- judge by.
, week AS (
    SELECT sold.product_id, (sold.business_on - %(from)s::date) / 7 AS week_no, sum(sold.quantity) AS quantity
    FROM sold
    WHERE sold.product_id IS NOT NULL AND sold.quantity <> 0
    GROUP BY 1, 2
),
summed AS (
    SELECT product_id, count(*) FILTER (WHERE quantity > 0) AS weeks_sold, sum(quantity) AS quantity,
           sum(quantity) / %(week_count)s AS mean,
           sum(quantity * quantity) / %(week_count)s - (sum(quantity) / %(week_count)s) ^ 2 AS variance
    FROM week
    GROUP BY product_id
),
spread AS (
    SELECT summed.*, sqrt(greatest(variance, 0)) AS deviation,
           CASE WHEN mean > 0 THEN round(sqrt(greatest(variance, 0)) / mean, 4) END AS cv
    FROM summed
),
graded AS (
    SELECT spread.*, CASE WHEN cv <= 0.5 THEN 'X' WHEN cv <= 1 THEN 'Y' ELSE 'Z' END AS grade
    FROM spread
)
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.category,
       product.unit,
       graded.weeks_sold,
       graded.quantity,
       round(graded.mean, 4) AS mean,
       round(graded.deviation, 4) AS deviation,
       graded.cv,
       graded.grade
FROM graded
JOIN product ON product.id = graded.product_id
WHERE %(grade)s::text IS NULL OR graded.grade = %(grade)s
