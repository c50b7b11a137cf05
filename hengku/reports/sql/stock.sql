-- after: places
-- What lies where, and what it is worth, at the end of a day: one row per product and warehouse, or per product, or per
-- product, warehouse and status (R-03, Q1, Q2, Q6); what is ordered and not received stands beside it (Q3a).
-- When nothing moved after that day the balances are the answer; else the nearest snapshot and what moved since (G8, P9:
-- all agree).
-- A pool over all warehouses has no amount per warehouse: its amount is shared out by quantity, of goods that are weighed
-- by weight, as their pools are kept (B2), exactly (C1).
, larger AS (
    SELECT pu.product_id, array_agg(ARRAY[n.name, pu.numerator::text, pu.denominator::text]) AS units
    FROM catalog_productunit AS pu
    JOIN catalog_unit AS n ON n.company_id = pu.company_id AND n.id = pu.unit_id
    WHERE pu.company_id = %(company_id)s AND pu.numerator > pu.denominator
    GROUP BY pu.product_id
),
product AS (
    SELECT p.id, p.code, p.name, p.specification, p.stock_minimum, p.stock_maximum, c.name AS category, u.name AS unit,
           coalesce(a.name, '') AS weight_unit, u.precision, larger.units
    FROM catalog_product AS p
    JOIN catalog_category AS c ON c.company_id = p.company_id AND c.id = p.category_id
    JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
    LEFT JOIN catalog_unit AS a ON a.company_id = p.company_id AND a.id = p.aux_unit_id
    LEFT JOIN larger ON larger.product_id = p.id
    WHERE p.company_id = %(company_id)s
      AND (%(product)s::bigint IS NULL OR p.id = %(product)s)
      AND (%(category_ids)s::bigint[] IS NULL OR p.category_id = ANY(%(category_ids)s))
      AND (%(pattern)s::text IS NULL
           OR upper(p.name) LIKE %(pattern)s OR upper(p.code) LIKE %(pattern)s OR upper(p.initials) LIKE %(pattern)s)
),
-- sound goods past their date are not to be promised, before the night's work freezes them too (B5)
expired AS (
    SELECT id FROM inventory_lot WHERE %(is_now)s AND company_id = %(company_id)s AND expires_on < %(as_of)s
),
moved AS (
    -- read once and added up before it is split into its two ends; of a past day no lot is past its date
    SELECT product_id, from_place_id, to_place_id, status, to_status, owner_id, to_owner_id, sum(quantity) AS quantity,
           sum(aux_quantity) AS weight
    FROM inventory_move
    WHERE NOT %(from_balances)s AND company_id = %(company_id)s AND 0 IN (owner_id, to_owner_id)
      AND business_on > %(snapshot_on)s AND business_on <= %(as_of)s
      AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product))
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
leg AS (
    SELECT product_id, place_id, status, quantity, reserved, lot_id, aux_quantity AS weight
    FROM inventory_onhand
    WHERE %(from_balances)s AND company_id = %(company_id)s AND owner_id = 0
      AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product))
    UNION ALL
    SELECT product_id, place_id, status, quantity, 0, lot_id, aux_quantity
    FROM inventory_snapshot
    WHERE NOT %(from_balances)s AND company_id = %(company_id)s AND owner_id = 0 AND business_on = %(snapshot_on)s
      AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product))
    UNION ALL
    SELECT product_id, to_place_id, to_status, quantity, 0, 0, weight FROM moved WHERE to_owner_id = 0
    UNION ALL
    SELECT product_id, from_place_id, status, -quantity, 0, 0, -weight FROM moved WHERE owner_id = 0
),
ordered AS (
    SELECT line.product_id, document.warehouse_id, sum(line.quantity_base - coalesce(
               (SELECT sum(link.quantity)
                FROM documents_link AS link
                WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                  AND link.target_type = 'purchase_receipt'), 0)) AS quantity
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE %(is_now)s AND document.company_id = %(company_id)s AND document.type_code = 'purchase_order'
      AND document.state IN ('approved', 'partial')
    GROUP BY line.product_id, document.warehouse_id
),
part AS (
    SELECT leg.product_id, place.warehouse_id,
           CASE WHEN %(by)s = 'status' THEN
               CASE place.role WHEN 'transit' THEN 'in_transit' WHEN 'quality' THEN 'qc_hold' ELSE leg.status END
           END AS status,
           leg.quantity,
           leg.reserved,
           0 AS on_order,
           leg.status AS quality,
           place.role,
           expired.id IS NULL AS is_fresh,
           leg.weight
    FROM leg
    JOIN place ON place.id = leg.place_id AND place.is_ours
    LEFT JOIN expired ON expired.id = leg.lot_id
    UNION ALL
    SELECT product_id, warehouse_id, CASE WHEN %(by)s = 'status' THEN 'available' END, 0, 0, quantity, '', '', false, 0
    FROM ordered
    WHERE quantity > 0 AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product))
),
held AS (
    -- a sum that nothing goes into costs nothing: most goods are sound, in a warehouse, and not reserved
    SELECT product_id, warehouse_id, status,
           sum(quantity) AS on_hand,
           sum(weight) AS weight,
           -- what cost goes by: all that is weighed has a weight, nothing else has
           CASE WHEN sum(weight) <> 0 THEN sum(weight) ELSE sum(quantity) END AS measure,
           -- what is out on consignment has a pool of its own
           CASE WHEN warehouse_id = -1 THEN 0 WHEN sum(weight) <> 0 THEN sum(weight) ELSE sum(quantity) END AS pooled,
           coalesce(sum(quantity) FILTER (WHERE quality = 'available' AND role <> 'transit' AND is_fresh), 0) AS sound,
           coalesce(sum(quantity) FILTER (WHERE quality = 'qc_hold' OR role = 'quality'), 0) AS qc_hold,
           coalesce(sum(quantity) FILTER (WHERE quality = 'frozen'), 0) AS frozen,
           coalesce(sum(quantity) FILTER (WHERE quality = 'defect'), 0) AS defect,
           coalesce(sum(quantity) FILTER (WHERE quality = 'lent'), 0) AS lent,
           coalesce(sum(quantity) FILTER (WHERE role = 'consigned'), 0) AS consigned,
           coalesce(sum(reserved) FILTER (WHERE reserved <> 0), 0) AS reserved,
           coalesce(sum(quantity) FILTER (WHERE role = 'transit'), 0) AS in_transit,
           coalesce(sum(on_order) FILTER (WHERE on_order <> 0), 0) AS on_order
    FROM part
    GROUP BY product_id, warehouse_id, status
),
pool AS (
    SELECT product_id, warehouse_id, sum(amount) AS amount
    FROM costing_pool
    WHERE %(from_balances)s AND company_id = %(company_id)s
      AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product))
    GROUP BY product_id, warehouse_id
    UNION ALL
    SELECT p.product_id, p.warehouse_id, sum(v.amount)
    FROM (
        SELECT pool_id, product_id, amount
        FROM costing_poolsnapshot
        WHERE NOT %(from_balances)s AND company_id = %(company_id)s AND business_on = %(snapshot_on)s
        UNION ALL
        SELECT pool_id, product_id, sum(amount)
        FROM costing_value
        WHERE NOT %(from_balances)s AND company_id = %(company_id)s
          AND business_on > %(snapshot_on)s AND business_on <= %(as_of)s
        GROUP BY pool_id, product_id
    ) AS v
    JOIN costing_pool AS p ON p.company_id = %(company_id)s AND p.id = v.pool_id
    WHERE NOT %(some_products)s OR v.product_id IN (SELECT id FROM product)
    GROUP BY p.product_id, p.warehouse_id
),
by_warehouse AS (
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
