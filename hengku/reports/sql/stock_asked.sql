-- after: stock_held
-- Which rows of what lies where are asked for: of all, of one warehouse, below the minimum, below zero, none left.
, judged AS (
    -- whether a row is asked for, as far as it alone tells
    SELECT held.*,
           (%(warehouse)s::bigint IS NULL OR warehouse_id = %(warehouse)s)
           AND CASE CASE WHEN %(by)s <> 'product' THEN %(only)s END
                   WHEN 'negative' THEN on_hand < 0
                   WHEN 'zero' THEN on_hand = 0
                   ELSE true
               END AS is_asked
    FROM held
),
short AS (
    SELECT product.id
    FROM catalog_product AS product
    LEFT JOIN (
        SELECT product_id, sum(sound - reserved) AS quantity FROM held WHERE %(only)s = 'short' GROUP BY product_id
    ) AS available ON available.product_id = product.id
    WHERE %(only)s = 'short' AND product.company_id = %(company_id)s
      AND coalesce(available.quantity, 0) < product.stock_minimum
),
line AS (
    SELECT product_id, warehouse_id, status, on_hand, weight, sound, qc_hold, frozen, defect, lent, consigned, reserved,
           in_transit, on_order, on_mo
    FROM held
    WHERE %(by)s <> 'product' AND (%(warehouse)s::bigint IS NULL OR warehouse_id = %(warehouse)s)
    UNION ALL
    SELECT product_id, NULL, NULL, sum(on_hand), sum(weight), sum(sound), sum(qc_hold), sum(frozen), sum(defect),
           sum(lent), sum(consigned), sum(reserved), sum(in_transit), sum(on_order), sum(on_mo)
    FROM held
    WHERE %(by)s = 'product' AND (%(warehouse)s::bigint IS NULL OR warehouse_id = %(warehouse)s)
    GROUP BY product_id
    UNION ALL
    -- of what there never was
    SELECT id, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM catalog_product
    WHERE %(warehouse)s::bigint IS NULL AND (%(only)s IN ('short', 'zero') OR %(only)s = '' AND %(with_empty)s)
      AND company_id = %(company_id)s AND (NOT %(some_products)s OR id IN (SELECT id FROM product))
      AND id NOT IN (SELECT product_id FROM held)
),
asked AS (
    SELECT *
    FROM line
    WHERE CASE %(only)s
              WHEN 'short' THEN product_id IN (SELECT id FROM short)
              WHEN 'negative' THEN on_hand < 0
              WHEN 'zero' THEN on_hand = 0
              ELSE %(with_empty)s OR on_hand <> 0 OR weight <> 0 OR reserved <> 0 OR on_order <> 0
               OR on_mo <> 0
          END
)
