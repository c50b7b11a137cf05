-- after: counted
-- 盘点差异报告 (R-16): a row for each line that was counted, with what it differed by and how that was booked.
SELECT counted.document_id,
       counted.product_id,
       counted.warehouse_id,
       counted.line_id,
       counted.booked_line_id,
       counted.business_on,
       counted.number,
       warehouse.name AS warehouse,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.category,
       product.unit,
       coalesce(lot.lot_no, '') AS lot_no,
       counted.book,
       counted.found,
       counted.found - counted.book AS difference,
       abs(counted.found - counted.book) AS difference_abs,
       counted.book_weight,
       counted.found_weight,
       counted.found_weight - counted.book_weight AS difference_weight,
       product.weight_unit,
       CASE
           WHEN counted.found = counted.book THEN 0
           WHEN counted.book = 0 THEN 1
           ELSE round(abs(counted.found - counted.book) / abs(counted.book), 4)
       END AS rate,
       CASE WHEN counted.side > 0 THEN counted.booked_amount END AS gain_amount,
       CASE WHEN counted.side < 0 THEN -counted.booked_amount END AS loss_amount,
       coalesce(counted.booked_amount, 0) AS amount,
       CASE
           WHEN counted.side < 0 THEN counted.cause
           WHEN counted.side > 0 THEN 'COUNT_GAIN'
       END AS reason,
       CASE WHEN counted.side <> 0 THEN counted.responsible END AS responsible
FROM counted
JOIN product ON product.id = counted.product_id
JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = counted.warehouse_id
LEFT JOIN inventory_lot AS lot ON lot.company_id = %(company_id)s AND lot.id = counted.lot_id
WHERE (%(number)s::text IS NULL OR counted.number = %(number)s)
  AND CASE %(only)s
          WHEN 'all' THEN true
          WHEN 'gain' THEN counted.side > 0
          WHEN 'loss' THEN counted.side < 0
          ELSE counted.side <> 0
      END
