-- after: stock_valued
-- What lies where, and what it is worth, at the end of a day: one row per product and warehouse, or per product, or per
-- product, warehouse and status (R-03).
, shown AS (
    -- a row of its own for each place and status; only by product are they added up
    SELECT product_id, warehouse_id, warehouse_code, warehouse, status, on_hand, weight, sound, qc_hold, frozen, defect,
           lent, consigned, reserved, in_transit, on_order, on_mo, amount, product_available, product_on_hand,
           CASE WHEN own_amount IS NULL THEN shared_amount END AS shared_amount
    FROM valued
    WHERE %(by)s <> 'product' AND (%(warehouse)s::bigint IS NULL OR warehouse_id = %(warehouse)s)
    UNION ALL
    SELECT product_id, NULL, NULL, NULL, NULL,
           sum(on_hand), sum(weight), sum(sound), sum(qc_hold), sum(frozen), sum(defect), sum(lent),
           sum(consigned), sum(reserved), sum(in_transit), sum(on_order), sum(on_mo), sum(amount),
           min(product_available),
           min(product_on_hand),
           CASE WHEN bool_and(own_amount IS NULL) THEN min(shared_amount) END
    FROM valued
    WHERE %(by)s = 'product' AND (%(warehouse)s::bigint IS NULL OR warehouse_id = %(warehouse)s)
    GROUP BY product_id
)
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.category,
       product.unit,
       nullif(shown.warehouse_id, -1) AS warehouse_id,
       shown.warehouse_id AS held_in,
       shown.warehouse_code,
       shown.warehouse,
       shown.status,
       coalesce(shown.on_hand, 0) AS on_hand,
       coalesce(shown.weight, 0) AS weight,
       product.weight_unit,
       product.precision,
       product.units,
       bool_or(product.units IS NOT NULL) OVER () AS has_larger_units,
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
       coalesce(shown.amount, 0) AS amount,
       CASE
           WHEN shown.shared_amount IS NOT NULL AND shown.product_on_hand <> 0
               THEN round(shown.shared_amount / shown.product_on_hand, 8)
           WHEN shown.weight <> 0 THEN round(shown.amount / shown.weight, 8)
           WHEN shown.on_hand <> 0 THEN round(shown.amount / shown.on_hand, 8)
       END AS unit_cost,
       CASE WHEN %(with_safety)s THEN coalesce(safety.quantity, 0) END AS safety,
       product.stock_minimum,
       product.stock_maximum,
       coalesce(shown.product_available, 0) < product.stock_minimum AS is_short
FROM product
LEFT JOIN shown ON shown.product_id = product.id
LEFT JOIN unnest(%(safety_products)s::bigint[], %(safeties)s::numeric[]) AS safety(product_id, quantity)
    ON safety.product_id = product.id
WHERE (%(warehouse)s::bigint IS NULL OR shown.product_id IS NOT NULL)
  AND CASE %(only)s
          WHEN 'short' THEN coalesce(shown.product_available, 0) < product.stock_minimum
          WHEN 'unsafe' THEN coalesce(shown.product_available, 0) < safety.quantity
          WHEN 'negative' THEN shown.on_hand < 0
          WHEN 'zero' THEN coalesce(shown.on_hand, 0) = 0
          ELSE %(with_empty)s OR shown.on_hand <> 0 OR shown.weight <> 0 OR shown.amount <> 0 OR shown.reserved <> 0
               OR shown.on_order <> 0 OR shown.on_mo <> 0
      END
