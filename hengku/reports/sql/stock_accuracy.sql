-- after: counted
-- 库存准确率 (R-17): a row for each count. A product agrees when every place and lot of it does: pieces exactly, goods whose
-- unit has decimals within the tolerance; goods of two measures (B2) by pieces exactly and by weight within it.
, judged AS (
    SELECT counted.count_id, counted.product_id,
           bool_and(abs(found - book) <= CASE WHEN product.is_weighed THEN abs(book) * %(tolerance)s ELSE 0 END
                    AND abs(coalesce(found_weight, book_weight) - book_weight) <= abs(book_weight) * %(tolerance)s)
               AS agrees,
           sum(book) AS book_quantity,
           sum(abs(found - book)) AS off_quantity,
           sum(round(book * coalesce(unit_cost, 0), 2)) AS book_amount,
           sum(abs(coalesce(booked_amount, 0))) AS off_amount
    FROM counted
    JOIN product ON product.id = counted.product_id
    GROUP BY counted.count_id, counted.product_id
)
SELECT c.id AS count_id,
       c.warehouse_id,
       c.business_on,
       c.number,
       warehouse.name AS warehouse,
       count(*) AS products,
       count(*) FILTER (WHERE judged.agrees) AS agreed,
       sum(judged.book_quantity) AS book_quantity,
       sum(judged.off_quantity) AS off_quantity,
       sum(judged.book_amount) AS book_amount,
       sum(judged.off_amount) AS off_amount,
       round(count(*) FILTER (WHERE judged.agrees) / count(*)::numeric, 4) AS product_rate,
       round(1 - sum(judged.off_quantity) / nullif(sum(judged.book_quantity), 0), 4) AS quantity_rate,
       round(1 - sum(judged.off_amount) / nullif(sum(judged.book_amount), 0), 4) AS amount_rate
FROM judged
JOIN warehousing_count AS c ON c.company_id = %(company_id)s AND c.id = judged.count_id
JOIN company_warehouse AS warehouse ON warehouse.company_id = %(company_id)s AND warehouse.id = c.warehouse_id
GROUP BY c.id, c.warehouse_id, c.business_on, c.number, warehouse.name
