-- What goods are worth: the values of their pools (C1, C2). A pool over all warehouses has no amount per warehouse:
-- what the other warehouses hold of it is taken off, shared out by quantity, of goods that are weighed by
-- weight (B2), as on the stock page; of a lot, or a piece, with a pool of its own, by where it lies (C13).
WITH by_warehouse AS ( -- where cost is kept by warehouse, what is on its way has a pool of its own
    SELECT DISTINCT product_id FROM costing_pool
    WHERE company_id = %(company_id)s AND warehouse_id > 0 AND amount <> 0
),
pool AS (
    SELECT id, product_id, warehouse_id, lot_id,
           warehouse_id = 0 AND product_id NOT IN (SELECT product_id FROM by_warehouse) AS is_shared
    FROM costing_pool
    WHERE company_id = %(company_id)s
      AND (%(product)s::bigint IS NULL OR product_id = %(product)s)
      AND (%(product_ids)s::bigint[] IS NULL OR product_id = ANY(%(product_ids)s))
      AND (%(warehouse)s::bigint IS NULL OR warehouse_id = %(warehouse)s
           OR warehouse_id = 0 AND product_id NOT IN (SELECT product_id FROM by_warehouse))
),
leg AS (
    SELECT m.product_id, coalesce(own.lot_id, 0) AS lot_id, place.warehouse_id,
           CASE WHEN m.aux_quantity > 0 THEN m.aux_quantity ELSE m.quantity END * end_of.sign AS quantity
    FROM inventory_move AS m
    CROSS JOIN LATERAL (VALUES (m.to_place_id, m.to_lot_id, 1), (m.from_place_id, m.lot_id, -1))
        AS end_of(place_id, lot_id, sign)
    JOIN inventory_place AS place
        ON place.company_id = m.company_id AND place.id = end_of.place_id
        AND place.role IN ('stock', 'transit', 'quality')
    LEFT JOIN pool AS own ON own.is_shared AND own.lot_id > 0 AND own.product_id = m.product_id
        AND own.lot_id = end_of.lot_id
    WHERE %(warehouse)s::bigint IS NOT NULL AND m.company_id = %(company_id)s
      AND CASE end_of.sign WHEN 1 THEN m.to_owner_id ELSE m.owner_id END = 0
      AND m.business_on <= %(last)s
      AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
      AND (%(product_ids)s::bigint[] IS NULL OR m.product_id = ANY(%(product_ids)s))
    UNION ALL
    SELECT own.product_id, own.lot_id, place.warehouse_id, end_of.sign
    FROM pool AS own
    JOIN inventory_serialmove AS m ON m.company_id = %(company_id)s AND m.serial_id = -own.lot_id
        AND m.business_on <= %(last)s
    CROSS JOIN LATERAL (VALUES (m.to_place_id, 1), (m.from_place_id, -1)) AS end_of(place_id, sign)
    JOIN inventory_place AS place
        ON place.company_id = m.company_id AND place.id = end_of.place_id
            AND place.role IN ('stock', 'transit', 'quality')
    WHERE %(warehouse)s::bigint IS NOT NULL AND own.is_shared AND own.lot_id < 0
),
held AS (
    SELECT product_id, lot_id, warehouse_id, sum(quantity) AS on_hand
    FROM leg
    GROUP BY product_id, lot_id, warehouse_id
    HAVING lot_id = 0 OR sum(quantity) <> 0
),
placed AS (
    SELECT held.product_id, held.lot_id, held.warehouse_id, held.on_hand,
           sum(held.on_hand) OVER (PARTITION BY held.product_id, held.lot_id) AS product_on_hand,
           sum(held.on_hand) OVER so_far AS on_hand_so_far,
           row_number() OVER so_far AS place_number
    FROM held
    LEFT JOIN company_warehouse AS warehouse
        ON warehouse.company_id = %(company_id)s AND warehouse.id = held.warehouse_id
    WINDOW so_far AS (
        PARTITION BY held.product_id, held.lot_id
        -- as the stock page does: lots by the warehouse, other goods by its code
        ORDER BY CASE WHEN held.lot_id = 0 THEN warehouse.code END NULLS LAST,
                 CASE WHEN held.lot_id = 0 THEN held.warehouse_id ELSE coalesce(held.warehouse_id, 0) END
        ROWS UNBOUNDED PRECEDING
    )
),
shared AS (
    SELECT pool.product_id, pool.lot_id, sum(v.amount) AS amount
    FROM costing_value AS v
    JOIN pool ON pool.id = v.pool_id AND pool.is_shared
    WHERE %(warehouse)s::bigint IS NOT NULL AND v.company_id = %(company_id)s AND v.business_on <= %(last)s
    GROUP BY pool.product_id, pool.lot_id
),
elsewhere AS (
    SELECT sum(shared.amount - coalesce(
               CASE
                   WHEN placed.product_on_hand <> 0 THEN
                       round(shared.amount * placed.on_hand_so_far / placed.product_on_hand, 2)
                       - round(shared.amount * (placed.on_hand_so_far - placed.on_hand) / placed.product_on_hand, 2)
                   WHEN placed.place_number = 1 THEN shared.amount
               END, 0)) AS amount
    FROM shared
    LEFT JOIN placed
        ON placed.product_id = shared.product_id AND placed.lot_id = shared.lot_id
            AND coalesce(placed.warehouse_id, 0) = %(warehouse)s
)
SELECT v.business_on, v.seq, v.document_id, v.line_id, v.amount,
       CASE WHEN v.kind IN ('recost', 'true_up', 'residual', 'invoice_difference') THEN v.kind ELSE '' END AS note
FROM costing_value AS v
JOIN pool ON pool.id = v.pool_id
WHERE v.company_id = %(company_id)s AND v.business_on <= %(last)s
UNION ALL
SELECT %(last)s::date, 9223372036854775807, NULL, NULL, -amount, 'elsewhere'
FROM elsewhere
WHERE amount <> 0
