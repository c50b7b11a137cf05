-- after: production_flow
-- 生产进度与成本 (R-37, R-38): a row for each production order. 齐套行 are the components of which what is still to be
-- issued is held for the order or free in its warehouse; lines of one product share what is free, in their order.
, summed AS (
    SELECT made_id,
           coalesce(sum(amount) FILTER (WHERE measure = 'received'), 0) AS received,
           coalesce(sum(amount) FILTER (WHERE measure = 'material'), 0) AS material,
           coalesce(sum(amount) FILTER (WHERE measure = 'byproduct'), 0) AS byproduct,
           coalesce(sum(amount) FILTER (WHERE measure = 'finished'), 0) AS finished
    FROM told
    GROUP BY made_id
), part AS (
    SELECT made.id AS made_id, line.id, line.line_no, line.product_id,
           coalesce(made.warehouse_to_id, made.warehouse_id) AS warehouse_id,
           greatest(line.quantity_base - coalesce((
               SELECT sum(link.quantity) FROM documents_link AS link
               WHERE link.company_id = %(company_id)s AND link.source_line_id = line.id
                 AND link.target_type IN ('material_issue', 'production_receipt')), 0) - coalesce((
               SELECT sum(r.quantity) FROM inventory_reservation AS r
               WHERE r.company_id = %(company_id)s AND r.line_id = line.id), 0), 0) AS lacking
    FROM made
    JOIN documents_line AS line ON line.company_id = %(company_id)s AND line.document_id = made.document_id
     AND coalesce(line.data ->> 'part', 'component') = 'component'
    WHERE made.state IN ('approved', 'partial')
), free AS (
    SELECT held.product_id, place.warehouse_id,
           sum(CASE WHEN held.status = 'available' AND NOT coalesce(lot.expires_on < %(today)s, false)
                    THEN held.quantity ELSE 0 END - held.reserved) AS quantity
    FROM inventory_onhand AS held
    JOIN inventory_place AS place ON place.company_id = held.company_id AND place.id = held.place_id
     AND place.role = 'stock'
    LEFT JOIN inventory_lot AS lot ON lot.company_id = held.company_id AND lot.id = held.lot_id
    WHERE held.company_id = %(company_id)s AND held.owner_id = 0
      AND held.product_id = ANY(ARRAY(SELECT product_id FROM part))
    GROUP BY 1, 2
), judged AS (
    SELECT part.made_id,
           part.lacking = 0 OR coalesce(free.quantity, 0) >= sum(part.lacking) OVER (
               PARTITION BY part.made_id, part.product_id ORDER BY part.line_no ROWS UNBOUNDED PRECEDING
           ) AS is_ready
    FROM part
    LEFT JOIN free ON free.product_id = part.product_id AND free.warehouse_id = part.warehouse_id
), ready AS (
    SELECT made_id, count(*) FILTER (WHERE is_ready) AS ready, count(*) AS parts FROM judged GROUP BY made_id
)
SELECT made.document_id,
       made.id AS line_id,
       made.product_id,
       'production_order' AS type_code,
       made.number,
       made.business_on,
       made.due_on,
       made.state,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       unit.name AS unit,
       made.planned,
       summed.received,
       round(summed.received / nullif(made.planned, 0), 4) AS progress,
       CASE WHEN made.state IN ('approved', 'partial') AND made.due_on < %(today)s
            THEN %(today)s::date - made.due_on END AS days_late,
       ready.ready,
       ready.parts,
       round(ready.ready::numeric / nullif(ready.parts, 0), 4) AS ready_rate,
       summed.material,
       summed.byproduct,
       summed.finished,
       summed.material - summed.byproduct - summed.finished AS wip,
       CASE WHEN made.state IN ('done', 'closed_short') AND summed.received > 0
            THEN round((summed.material - summed.byproduct) / summed.received, 8) END AS unit_cost,
       product.reference_cost,
       CASE WHEN made.state IN ('done', 'closed_short') AND summed.received > 0
            THEN round((summed.material - summed.byproduct) / summed.received, 8) - product.reference_cost
       END AS unit_variance
FROM made
JOIN summed ON summed.made_id = made.id
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = made.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN ready ON ready.made_id = made.id
WHERE NOT %(open_only)s OR made.state IN ('approved', 'partial')
