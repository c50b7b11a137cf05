-- after: stock_held
-- What lies where, and what it is worth, at the end of a day: one row per product and warehouse, or per product, or per
-- product, warehouse and status (R-03).
-- A pool over all warehouses has no amount per warehouse: its amount is shared out by quantity, of goods that are
-- weighed by weight, as their pools are kept (B2), exactly (C1). A pool of one lot, or of one piece, is where that lot
-- or piece lies (C13).
, by_warehouse AS (
    SELECT DISTINCT product_id FROM pool WHERE warehouse_id > 0 AND amount <> 0
),
lot_pool AS (
    SELECT product_id, lot_id, amount
    FROM pool
    WHERE warehouse_id = 0 AND lot_id <> 0 AND amount <> 0 AND product_id NOT IN (SELECT product_id FROM by_warehouse)
),
lot_leg AS (
    -- how much of each lot lies where, of a piece (below zero) that it lies there
    SELECT h.product_id, h.place_id, h.lot_id,
           CASE WHEN h.aux_quantity <> 0 THEN h.aux_quantity ELSE h.quantity END AS measure
    FROM inventory_onhand AS h
    JOIN lot_pool AS l ON l.product_id = h.product_id AND l.lot_id = h.lot_id
    WHERE %(from_balances)s AND h.company_id = %(company_id)s AND h.owner_id = 0
    UNION ALL
    SELECT m.product_id, e.place_id, e.lot_id,
           e.sign * CASE WHEN m.aux_quantity <> 0 THEN m.aux_quantity ELSE m.quantity END
    FROM inventory_move AS m
    CROSS JOIN LATERAL (VALUES (m.to_place_id, m.to_lot_id, m.to_owner_id, 1),
        (m.from_place_id, m.lot_id, m.owner_id, -1))
               AS e(place_id, lot_id, owner_id, sign)
    JOIN lot_pool AS l ON l.product_id = m.product_id AND l.lot_id = e.lot_id
    WHERE NOT %(from_balances)s AND m.company_id = %(company_id)s AND e.owner_id = 0 AND m.business_on <= %(as_of)s
    UNION ALL
    SELECT l.product_id, e.place_id, l.lot_id, e.sign
    FROM lot_pool AS l
    JOIN inventory_serialmove AS m ON m.company_id = %(company_id)s AND m.serial_id = -l.lot_id
        AND m.business_on <= %(as_of)s
    CROSS JOIN LATERAL (VALUES (m.to_place_id, 1), (m.from_place_id, -1)) AS e(place_id, sign)
    WHERE l.lot_id < 0
),
lot_lies AS (
    SELECT lot_leg.product_id, lot_leg.lot_id, coalesce(place.warehouse_id, 0) AS warehouse_id,
           sum(lot_leg.measure) AS measure
    FROM lot_leg
    JOIN place ON place.id = lot_leg.place_id AND place.is_ours AND place.role NOT IN ('consigned', 'outsourced')
    GROUP BY 1, 2, 3
    HAVING sum(lot_leg.measure) <> 0
),
lot_placed AS (
    SELECT lot_lies.*, sum(measure) OVER same_lot AS whole, sum(measure) OVER so_far_of_lot AS upto
    FROM lot_lies
    WINDOW same_lot AS (PARTITION BY product_id, lot_id),
           so_far_of_lot AS (PARTITION BY product_id, lot_id ORDER BY warehouse_id ROWS UNBOUNDED PRECEDING)
),
by_lot AS (
    SELECT p.product_id, p.warehouse_id,
           sum(round(l.amount * p.upto / p.whole, 2) - round(l.amount * (p.upto - p.measure) / p.whole, 2)) AS amount
    FROM lot_placed AS p
    JOIN lot_pool AS l ON l.product_id = p.product_id AND l.lot_id = p.lot_id
    WHERE p.whole <> 0
    GROUP BY p.product_id, p.warehouse_id
),
whole_pool AS (
    -- of a lot that lies nowhere nothing should be left: what is, is told with the product
    SELECT product_id, warehouse_id, sum(amount) AS amount
    FROM pool
    WHERE (product_id, lot_id) NOT IN (SELECT product_id, lot_id FROM lot_placed WHERE whole <> 0) OR warehouse_id <> 0
    GROUP BY product_id, warehouse_id
),
placed AS (
    SELECT held.*,
           warehouse.code AS warehouse_code,
           coalesce(warehouse.name, CASE held.warehouse_id WHEN -1 THEN '代销在外' ELSE '在途' END) AS warehouse,
           coalesce(own.amount, by_lot.amount) AS own_amount,
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
    LEFT JOIN by_lot
        ON by_lot.product_id = held.product_id AND by_lot.warehouse_id = coalesce(held.warehouse_id, 0)
    LEFT JOIN whole_pool AS own
        ON own.product_id = held.product_id
        AND own.warehouse_id = CASE WHEN by_warehouse.product_id IS NULL THEN held.warehouse_id
                                    ELSE coalesce(held.warehouse_id, 0) END
    LEFT JOIN whole_pool AS shared
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
