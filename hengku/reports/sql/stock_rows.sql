-- after: stock_held
-- Which rows the stock report has (R-03), what they can be ordered by and what they add up to, without what each of
-- them is worth: to share the pools of a hundred thousand products out takes seconds, and a page shows fifty rows. Each
-- row carries the amount of all.
, shown AS (
    SELECT product_id, warehouse_id, status, on_hand, weight, sound, qc_hold, frozen, defect, lent, consigned, reserved,
           in_transit, on_order, on_mo
    FROM held
    WHERE %(by)s <> 'product'
    UNION ALL
    SELECT product_id, NULL, NULL, sum(on_hand), sum(weight), sum(sound), sum(qc_hold), sum(frozen), sum(defect),
           sum(lent), sum(consigned), sum(reserved), sum(in_transit), sum(on_order), sum(on_mo)
    FROM held
    WHERE %(by)s = 'product'
    GROUP BY product_id
)
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.stock_minimum,
       product.stock_maximum,
       shown.warehouse_id AS held_in,
       warehouse.code AS warehouse_code,
       shown.status,
       coalesce(shown.on_hand, 0) AS on_hand,
       coalesce(shown.weight, 0) AS weight,
       CASE WHEN %(is_now)s THEN coalesce(shown.reserved, 0) END AS reserved,
       CASE WHEN %(is_now)s THEN coalesce(shown.sound - shown.reserved, 0) END AS available,
       CASE WHEN %(is_now)s THEN coalesce(shown.on_order, 0) END AS on_order,
       CASE WHEN %(is_now)s THEN coalesce(shown.on_mo, 0) END AS on_mo,
       coalesce(shown.in_transit, 0) AS in_transit,
       coalesce(shown.qc_hold, 0) AS qc_hold,
       coalesce(shown.frozen, 0) AS frozen,
       coalesce(shown.defect, 0) AS defect,
       coalesce(shown.lent, 0) AS lent,
       coalesce(shown.consigned, 0) AS consigned,
       (SELECT sum(amount) FROM costing_pool
        WHERE company_id = %(company_id)s AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product))
       ) AS amount,
       EXISTS (
           SELECT FROM shown AS other
           JOIN catalog_productunit AS pu ON pu.company_id = %(company_id)s AND pu.product_id = other.product_id
           WHERE pu.numerator > pu.denominator AND (%(with_empty)s OR other.on_hand <> 0
                OR other.on_order <> 0 OR other.on_mo <> 0)
       ) AS has_larger_units
FROM catalog_product AS product
LEFT JOIN shown ON shown.product_id = product.id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = shown.warehouse_id
WHERE product.company_id = %(company_id)s
  AND (NOT %(some_products)s OR product.id IN (SELECT id FROM product))
  AND (%(with_empty)s OR shown.on_hand <> 0 OR shown.weight <> 0 OR shown.reserved <> 0
       OR shown.on_order <> 0 OR shown.on_mo <> 0)
