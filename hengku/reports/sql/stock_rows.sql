-- after: stock_valued
-- Which rows the stock report has (R-03), what they can be ordered by and what they add up to, without what each of
-- them is worth: to share the pools of a hundred thousand products out takes seconds, and a page shows fifty rows. Each
-- row carries the amount of all.
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.stock_minimum,
       product.stock_maximum,
       asked.warehouse_id AS held_in,
       warehouse.code AS warehouse_code,
       asked.status,
       asked.on_hand,
       asked.weight,
       CASE WHEN %(is_now)s THEN asked.reserved END AS reserved,
       CASE WHEN %(is_now)s THEN asked.sound - asked.reserved END AS available,
       CASE WHEN %(is_now)s THEN asked.on_order END AS on_order,
       CASE WHEN %(is_now)s THEN asked.on_mo END AS on_mo,
       asked.in_transit,
       asked.qc_hold,
       asked.frozen,
       asked.defect,
       asked.lent,
       asked.consigned,
       CASE WHEN %(are_all_asked)s THEN
           (SELECT sum(amount) FROM costing_pool
            WHERE company_id = %(company_id)s AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product)))
       ELSE
           coalesce((SELECT sum(amount) FROM costing_pool
                     WHERE company_id = %(company_id)s AND product_id NOT IN (SELECT product_id FROM parted)
                       AND product_id IN (SELECT product_id FROM asked)), 0)
           + coalesce((SELECT sum(amount) FROM valued WHERE is_asked), 0)
       END AS amount,
       EXISTS (
           SELECT FROM asked AS other
           JOIN catalog_productunit AS pu ON pu.company_id = %(company_id)s AND pu.product_id = other.product_id
           WHERE pu.numerator > pu.denominator
       ) AS has_larger_units
FROM asked
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = asked.product_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = asked.warehouse_id
