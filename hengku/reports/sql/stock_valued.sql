-- after: stock_asked
-- What the goods that lie where are worth. A pool over all warehouses has no amount per warehouse: its amount is shared
-- out by quantity, of goods that are weighed by weight, as their pools are kept (B2), exactly (C1). A pool of one lot,
-- or of one piece, is where that lot or piece lies (C13).
-- Who sees a part of the places sees that part of a pool over all of them: it is shared out by what the whole pool
-- holds. Where only what all rows are worth together is wanted (only_parted), goods that are partly in the rows asked
-- for are worked out so; all others are worth what their pools are.
, parted AS (
    SELECT product_id FROM judged WHERE %(only_parted)s AND is_asked IS NOT TRUE
    UNION
    SELECT pools.product_id
    FROM (SELECT product_id, sum(quantity) AS quantity FROM pool WHERE %(is_limited)s GROUP BY product_id) AS pools
    LEFT JOIN (SELECT product_id, sum(pooled) AS quantity FROM held WHERE %(is_limited)s GROUP BY product_id) AS seen
        ON seen.product_id = pools.product_id
    WHERE %(only_parted)s AND pools.quantity IS DISTINCT FROM seen.quantity
),
costed AS (
    SELECT *
    FROM judged
    WHERE NOT %(only_parted)s
       OR product_id IN (SELECT product_id FROM parted) AND product_id IN (SELECT product_id FROM asked)
),
costed_pool AS (
    SELECT *
    FROM pool
    WHERE NOT %(only_parted)s
       OR product_id IN (SELECT product_id FROM parted) AND product_id IN (SELECT product_id FROM asked)
),
by_warehouse AS (
    SELECT DISTINCT product_id FROM costed_pool WHERE warehouse_id > 0 AND amount <> 0
),
lot_pool AS (
    SELECT product_id, lot_id, quantity, amount
    FROM costed_pool
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
    SELECT lot_lies.*, sum(measure) OVER so_far_of_lot AS upto,
           CASE WHEN %(is_limited)s THEN lot_pool.quantity ELSE sum(measure) OVER same_lot END AS whole
    FROM lot_lies
    JOIN lot_pool USING (product_id, lot_id)
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
    SELECT product_id, warehouse_id, sum(quantity) AS quantity, sum(amount) AS amount
    FROM costed_pool
    WHERE warehouse_id <> 0 OR lot_id = 0
       OR NOT %(is_limited)s
          AND (product_id, lot_id) NOT IN (SELECT product_id, lot_id FROM lot_placed WHERE whole <> 0)
    GROUP BY product_id, warehouse_id
),
placed AS (
    SELECT costed.*,
           warehouse.code AS warehouse_code,
           coalesce(warehouse.name, CASE costed.warehouse_id
               WHEN -1 THEN '代销在外' WHEN -2 THEN '委外仓' ELSE '在途' END) AS warehouse,
           coalesce(own.amount, by_lot.amount) AS own_amount,
           shared.amount AS shared_amount,
           CASE WHEN %(is_limited)s THEN shared.quantity ELSE sum(costed.pooled) OVER same_product END
               AS product_on_hand,
           sum(costed.sound - costed.reserved) OVER same_product AS product_available,
           sum(costed.pooled) OVER so_far AS on_hand_so_far,
           row_number() OVER so_far AS place_number,
           -- a warehouse has one row, but where each status has its own
           CASE WHEN %(by)s = 'status' THEN sum(costed.measure) OVER same_warehouse ELSE costed.measure END
               AS warehouse_on_hand,
           CASE WHEN %(by)s = 'status' THEN sum(costed.measure) OVER so_far_in_warehouse ELSE costed.measure END
               AS warehouse_so_far,
           CASE WHEN %(by)s = 'status' THEN row_number() OVER so_far_in_warehouse ELSE 1 END AS status_number
    FROM costed
    LEFT JOIN company_warehouse AS warehouse
        ON warehouse.company_id = %(company_id)s AND warehouse.id = costed.warehouse_id
    LEFT JOIN by_warehouse ON by_warehouse.product_id = costed.product_id
    -- where cost is kept by warehouse, goods on their way have a pool of their own
    LEFT JOIN by_lot
        ON by_lot.product_id = costed.product_id AND by_lot.warehouse_id = coalesce(costed.warehouse_id, 0)
    LEFT JOIN whole_pool AS own
        ON own.product_id = costed.product_id
        AND own.warehouse_id = CASE WHEN by_warehouse.product_id IS NULL THEN costed.warehouse_id
                                    ELSE coalesce(costed.warehouse_id, 0) END
    LEFT JOIN whole_pool AS shared
        ON shared.product_id = costed.product_id AND shared.warehouse_id = 0 AND by_warehouse.product_id IS NULL
    WINDOW same_product AS (PARTITION BY costed.product_id),
           so_far AS (
               PARTITION BY costed.product_id
               ORDER BY warehouse.code NULLS LAST, costed.warehouse_id, costed.status
               ROWS UNBOUNDED PRECEDING
           ),
           same_warehouse AS (PARTITION BY costed.product_id, costed.warehouse_id),
           so_far_in_warehouse AS (
               PARTITION BY costed.product_id, costed.warehouse_id ORDER BY costed.status ROWS UNBOUNDED PRECEDING
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
)
