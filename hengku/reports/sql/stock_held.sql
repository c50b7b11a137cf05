-- after: places
-- What lies where at the end of a day, by product, warehouse and perhaps status (Q1, Q2, Q6), with what is ordered and
-- not received (Q3a), and the pools of what it is worth. Put before the statements that tell it. When nothing moved
-- after that day the balances are the answer; else the nearest snapshot and what moved since (G8, P9: all agree).
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
      AND (%(page_products)s::bigint[] IS NULL OR p.id = ANY(%(page_products)s))
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
made AS (
    SELECT line.product_id, document.warehouse_id, sum(greatest(line.quantity_base - coalesce(
               (SELECT sum(link.quantity)
                FROM documents_link AS link
                WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                  AND link.target_type IN ('production_receipt', 'outsource_receipt')), 0), 0)) AS quantity
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE %(is_now)s AND document.company_id = %(company_id)s
      AND document.type_code IN ('production_order', 'outsource_order')
      AND document.state IN ('approved', 'partial') AND line.data ->> 'part' = 'product'
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
           0 AS on_mo,
           leg.status AS quality,
           place.role,
           expired.id IS NULL AS is_fresh,
           leg.weight
    FROM leg
    JOIN place ON place.id = leg.place_id AND place.is_ours
    LEFT JOIN expired ON expired.id = leg.lot_id
    UNION ALL
    SELECT product_id, warehouse_id, CASE WHEN %(by)s = 'status' THEN 'available' END,
           0, 0, quantity, 0, '', '', false, 0
    FROM ordered
    WHERE quantity > 0 AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product))
    UNION ALL
    SELECT product_id, warehouse_id, CASE WHEN %(by)s = 'status' THEN 'available' END,
           0, 0, 0, quantity, '', '', false, 0
    FROM made
    WHERE quantity > 0 AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product))
),
held AS (
    -- a sum that nothing goes into costs nothing: most goods are sound, in a warehouse, and not reserved
    SELECT product_id, warehouse_id, status,
           sum(quantity) AS on_hand,
           sum(weight) AS weight,
           -- what cost goes by: all that is weighed has a weight, nothing else has
           CASE WHEN sum(weight) <> 0 THEN sum(weight) ELSE sum(quantity) END AS measure,
           -- what agents and processors hold has a pool of its own
           CASE WHEN warehouse_id < 0 THEN 0 WHEN sum(weight) <> 0 THEN sum(weight) ELSE sum(quantity) END AS pooled,
           coalesce(sum(quantity) FILTER (WHERE quality = 'available' AND role <> 'transit' AND is_fresh), 0) AS sound,
           coalesce(sum(quantity) FILTER (WHERE quality = 'qc_hold' OR role = 'quality'), 0) AS qc_hold,
           coalesce(sum(quantity) FILTER (WHERE quality = 'frozen'), 0) AS frozen,
           coalesce(sum(quantity) FILTER (WHERE quality = 'defect'), 0) AS defect,
           coalesce(sum(quantity) FILTER (WHERE quality = 'lent'), 0) AS lent,
           coalesce(sum(quantity) FILTER (WHERE role = 'consigned'), 0) AS consigned,
           coalesce(sum(reserved) FILTER (WHERE reserved <> 0), 0) AS reserved,
           coalesce(sum(quantity) FILTER (WHERE role = 'transit'), 0) AS in_transit,
           coalesce(sum(on_order) FILTER (WHERE on_order <> 0), 0) AS on_order,
           coalesce(sum(on_mo) FILTER (WHERE on_mo <> 0), 0) AS on_mo
    FROM part
    GROUP BY product_id, warehouse_id, status
),
pool AS (
    SELECT product_id, warehouse_id, lot_id, quantity, amount
    FROM costing_pool
    WHERE %(from_balances)s AND company_id = %(company_id)s
      AND (NOT %(some_products)s OR product_id IN (SELECT id FROM product))
    UNION ALL
    SELECT p.product_id, p.warehouse_id, p.lot_id, sum(v.quantity), sum(v.amount)
    FROM (
        SELECT pool_id, product_id, quantity, amount
        FROM costing_poolsnapshot
        WHERE NOT %(from_balances)s AND company_id = %(company_id)s AND business_on = %(snapshot_on)s
        UNION ALL
        SELECT pool_id, product_id, sum(quantity), sum(amount)
        FROM costing_value
        WHERE NOT %(from_balances)s AND company_id = %(company_id)s
          AND business_on > %(snapshot_on)s AND business_on <= %(as_of)s
        GROUP BY pool_id, product_id
    ) AS v
    JOIN costing_pool AS p ON p.company_id = %(company_id)s AND p.id = v.pool_id
    WHERE NOT %(some_products)s OR v.product_id IN (SELECT id FROM product)
    GROUP BY p.product_id, p.warehouse_id, p.lot_id
)
