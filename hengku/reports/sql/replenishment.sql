-- after: demand
-- 安全库存与补货建议 (R-11): ROP = d × L + SS, 目标 = 最高库存, else ROP and what the days to cover take, never below the minimum;
-- 建议 = max(0, 目标 − projected) in whole packages. projected = available + on order + in transit + being made − demand
-- that holds nothing (Q5); what orders to make in house take is demand too, what a processor is given is not (1.10).
, held AS (
    SELECT h.product_id,
           sum(CASE
               WHEN h.status = 'available' AND place.role <> 'transit' AND NOT EXISTS (
                   SELECT 1 FROM inventory_lot AS lot
                   WHERE lot.company_id = h.company_id AND lot.id = h.lot_id AND lot.expires_on < %(today)s
               ) THEN h.quantity
               ELSE 0
           END - h.reserved) AS available,
           sum(h.quantity) FILTER (WHERE place.role = 'transit') AS in_transit
    FROM inventory_onhand AS h
    JOIN place ON place.id = h.place_id AND place.is_ours
    WHERE h.company_id = %(company_id)s AND h.owner_id = 0
    GROUP BY h.product_id
),
open_line AS (
    SELECT CASE WHEN line.data ->> 'part' = 'component' THEN 'component' ELSE document.type_code END AS type_code,
           line.product_id, line.id,
           line.quantity_base - coalesce((
               SELECT sum(link.quantity)
               FROM documents_link AS link
               WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                 AND link.target_type IN ('purchase_receipt', 'sales_issue', 'production_receipt', 'material_issue',
                                          'outsource_receipt')), 0) AS quantity
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code IN ('purchase_order', 'sales_order', 'production_order', 'outsource_order')
      AND document.state IN ('approved', 'partial') AND line.data ->> 'part' IS DISTINCT FROM 'byproduct'
      AND NOT (document.type_code = 'outsource_order' AND line.data ->> 'part' = 'component')
),
ordered AS (
    SELECT open_line.product_id,
           greatest(sum(open_line.quantity) FILTER (WHERE open_line.type_code = 'purchase_order'), 0) AS on_order,
           sum(greatest(open_line.quantity, 0))
               FILTER (WHERE open_line.type_code IN ('production_order', 'outsource_order')) AS on_mo,
           sum(greatest(open_line.quantity - coalesce(reserved.quantity, 0), 0))
               FILTER (WHERE open_line.type_code IN ('sales_order', 'component')) AS open_demand
    FROM open_line
    LEFT JOIN LATERAL (
        SELECT sum(r.quantity) AS quantity
        FROM inventory_reservation AS r
        WHERE r.company_id = %(company_id)s AND r.line_id = ANY(ARRAY(
            -- the line itself, and notices of it
            SELECT open_line.id
            UNION
            SELECT notice.target_line_id FROM documents_notices(%(company_id)s, open_line.id) AS notice))
    ) AS reserved ON open_line.type_code IN ('sales_order', 'component')
    GROUP BY open_line.product_id
),
-- how it was bought last: the unit to round to, and whom to ask
bought AS (
    SELECT DISTINCT ON (line.product_id) line.product_id, document.party_id, line.unit_id, line.unit_numerator,
           line.unit_denominator
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s AND document.type_code IN ('purchase_order', 'purchase_receipt')
      AND document.business_on > %(to)s::date - 365 AND document.business_on <= %(to)s
      AND document.posted_at IS NOT NULL AND document.state <> 'reversed' AND document.reverses_id IS NULL
    ORDER BY line.product_id, document.business_on DESC, line.id DESC
),
package AS (
    SELECT DISTINCT ON (u.product_id) u.product_id, u.unit_id, u.numerator, u.denominator
    FROM catalog_productunit AS u
    WHERE u.company_id = %(company_id)s AND u.numerator > u.denominator
    ORDER BY u.product_id, u.numerator::numeric / u.denominator
),
judged AS (
    SELECT product.*, p.base_unit_id,
           coalesce(demand.quantity, 0) AS used_quantity,
           greatest(coalesce(demand.mean, 0), 0) AS mean,
           coalesce(demand.deviation, 0) AS deviation,
           coalesce(demand.safety, 0) AS safety,
           coalesce(lead.days, %(lead_days)s) AS lead_days,
           lead.days IS NOT NULL AS is_measured,
           coalesce(held.available, 0) AS available,
           coalesce(ordered.on_order, 0) AS on_order,
           coalesce(held.in_transit, 0) AS in_transit,
           coalesce(ordered.on_mo, 0) AS on_mo,
           coalesce(ordered.open_demand, 0) AS open_demand,
           bought.party_id,
           CASE WHEN bought.unit_id IS NOT NULL AND bought.unit_id <> p.base_unit_id THEN bought.unit_id
                ELSE coalesce(package.unit_id, p.base_unit_id) END AS package_unit_id,
           CASE WHEN bought.unit_id IS NOT NULL AND bought.unit_id <> p.base_unit_id
                THEN bought.unit_numerator::numeric / bought.unit_denominator
                ELSE coalesce(package.numerator::numeric / package.denominator, power(10::numeric, -base.precision))
           END AS package_size,
           bought.unit_id IS NOT NULL AND bought.unit_id <> p.base_unit_id OR package.unit_id IS NOT NULL AS is_packed
    FROM product
    JOIN catalog_product AS p ON p.company_id = %(company_id)s AND p.id = product.id AND p.is_active
    JOIN catalog_unit AS base ON base.company_id = p.company_id AND base.id = p.base_unit_id
    LEFT JOIN demand ON demand.product_id = product.id
    LEFT JOIN held ON held.product_id = product.id
    LEFT JOIN ordered ON ordered.product_id = product.id
    LEFT JOIN lead ON lead.product_id = product.id
    LEFT JOIN bought ON bought.product_id = product.id
    LEFT JOIN package ON package.product_id = product.id
    WHERE demand.quantity <> 0 OR p.stock_minimum IS NOT NULL OR p.stock_maximum IS NOT NULL OR ordered.open_demand > 0
),
safe AS (
    SELECT judged.*, available + on_order + in_transit + on_mo - open_demand AS projected
    FROM judged
),
aimed AS (
    SELECT safe.*, round(mean * lead_days, 2) + safety AS reorder_point,
           coalesce(stock_maximum, greatest(round(mean * (lead_days + %(cover_days)s), 2) + safety,
                                            coalesce(stock_minimum, 0))) AS target
    FROM safe
),
proposed AS (
    SELECT aimed.*, ceil(greatest(target - projected, 0) / package_size) AS packages
    FROM aimed
)
SELECT proposed.id AS product_id,
       proposed.code AS product_code,
       proposed.name AS product_name,
       proposed.specification,
       proposed.category,
       proposed.unit,
       proposed.used_quantity,
       proposed.mean,
       proposed.deviation,
       proposed.lead_days,
       proposed.safety,
       proposed.reorder_point,
       proposed.target,
       proposed.available,
       proposed.on_order,
       proposed.in_transit,
       proposed.on_mo,
       proposed.open_demand,
       proposed.projected,
       round(proposed.packages * proposed.package_size, 6) AS suggested,
       CASE WHEN proposed.is_packed THEN proposed.packages ELSE proposed.packages * proposed.package_size END
           AS packages,
       package_unit.name AS package_unit,
       proposed.package_unit_id,
       proposed.party_id,
       party.name AS party,
       proposed.is_measured
FROM proposed
JOIN catalog_unit AS package_unit
    ON package_unit.company_id = %(company_id)s AND package_unit.id = proposed.package_unit_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = proposed.party_id
WHERE (%(supplier)s::bigint IS NULL OR proposed.party_id = %(supplier)s)
  AND CASE %(only)s
          WHEN 'all' THEN true
          WHEN 'suggested' THEN proposed.packages > 0
          ELSE proposed.packages > 0
              AND proposed.projected <= greatest(proposed.reorder_point, coalesce(proposed.stock_minimum, 0))
      END
