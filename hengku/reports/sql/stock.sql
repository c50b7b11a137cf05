-- after: stock_held
-- What lies where, and what it is worth, at the end of a day: one row per product and warehouse, or per product, or per
-- product, warehouse and status (R-03).
-- A pool over all warehouses has no amount per warehouse: its amount is shared out by quantity, of goods that are weighed
-- by weight, as their pools are kept (B2), exactly (C1).
, by_warehouse AS (
    SELECT DISTINCT product_id FROM pool WHERE warehouse_id > 0 AND amount <> 0
),
placed AS (
    SELECT held.*,
           warehouse.code AS warehouse_code,
           coalesce(warehouse.name, CASE held.warehouse_id WHEN -1 THEN '代销在外' ELSE '在途' END) AS warehouse,
           own.amount AS own_amount,
           shared.amount AS shared_amount,
           sum(held.pooled) OVER same_product AS product_on_hand,
           sum(held.sound - held.reserved) OVER same_product AS product_available,
           sum(held.pooled) OVER so_far AS on_hand_so_far,
           row_number() OVER so_far AS place_number,
           -- a warehouse has one row, but where each status has its own
           CASE WHEN %(by)s = 'status' THEN sum(held.measure) OVER same_warehouse ELSE held.measure END
               AS warehouse_on_hand,
           CASE WHEN %(by)s = 'status' THEN sum(held.measure) OVER so_far_in_warehouse ELSE held.measure END
               AS warehouse_so_far,
           CASE WHEN %(by)s = 'status' THEN row_number() OVER so_far_in_warehouse ELSE 1 END AS status_number
    FROM held
    LEFT JOIN company_warehouse AS warehouse
        ON warehouse.company_id = %(company_id)s AND warehouse.id = held.warehouse_id
    LEFT JOIN by_warehouse ON by_warehouse.product_id = held.product_id
    -- where cost is kept by warehouse, goods on their way have a pool of their own
    LEFT JOIN pool AS own
        ON own.product_id = held.product_id
        AND own.warehouse_id = CASE WHEN by_warehouse.product_id IS NULL THEN held.warehouse_id
                                    ELSE coalesce(held.warehouse_id, 0) END
    LEFT JOIN pool AS shared
        ON shared.product_id = held.product_id AND shared.warehouse_id = 0 AND by_warehouse.product_id IS NULL
    WINDOW same_product AS (PARTITION BY held.product_id),
           so_far AS (
               PARTITION BY held.product_id
               ORDER BY warehouse.code NULLS LAST, held.warehouse_id, held.status
               ROWS UNBOUNDED PRECEDING
           ),
           same_warehouse AS (PARTITION BY held.product_id, held.warehouse_id),
           so_far_in_warehouse AS (
               PARTITION BY held.product_id, held.warehouse_id ORDER BY held.status ROWS UNBOUNDED PRECEDING
           )
),
valued AS (
    SELECT placed.*,
           coalesce(
               CASE
                   WHEN warehouse_on_hand <> 0 THEN
                       round(own_amount * warehouse_so_far / warehouse_on_hand, 2)
                       - round(own_amount * (warehouse_so_far - measure) / warehouse_on_hand, 2)
                   WHEN status_number = 1 THEN own_amount
               END, 0) + coalesce(
               CASE
                   WHEN product_on_hand <> 0 THEN
                       round(shared_amount * on_hand_so_far / product_on_hand, 2)
                       - round(shared_amount * (on_hand_so_far - pooled) / product_on_hand, 2)
                   WHEN place_number = 1 THEN shared_amount
               END, 0) AS amount
    FROM placed
),
shown AS (
    -- a row of its own for each place and status; only by product are they added up
    SELECT product_id, warehouse_id, warehouse_code, warehouse, status, on_hand, weight, sound, qc_hold, frozen, defect,
           lent, consigned, reserved, in_transit, on_order, amount, product_available, product_on_hand,
           CASE WHEN own_amount IS NULL THEN shared_amount END AS shared_amount
    FROM valued
    WHERE %(by)s <> 'product' AND (%(warehouse)s::bigint IS NULL OR warehouse_id = %(warehouse)s)
    UNION ALL
    SELECT product_id, NULL, NULL, NULL, NULL,
           sum(on_hand), sum(weight), sum(sound), sum(qc_hold), sum(frozen), sum(defect), sum(lent),
           sum(consigned), sum(reserved), sum(in_transit), sum(on_order), sum(amount), min(product_available),
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
       coalesce(shown.in_transit, 0) AS in_transit,
       coalesce(shown.qc_hold, 0) AS qc_hold,
       coalesce(shown.frozen, 0) AS frozen,
       coalesce(shown.defect, 0) AS defect,
       coalesce(shown.lent, 0) AS lent,
       coalesce(shown.consigned, 0) AS consigned,
       coalesce(shown.amount, 0) AS amount,
       CASE
           WHEN shown.shared_amount IS NOT NULL AND shown.product_on_hand <> 0 AND shown.weight = 0
               THEN round(shown.shared_amount / shown.product_on_hand, 8)
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
               OR shown.on_order <> 0
      END
