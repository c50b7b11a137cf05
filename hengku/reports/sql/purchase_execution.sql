-- 采购执行表 (R-20): each order line with what arrived, passed, came in, went back, was invoiced and paid. 未交 = 订购 − 入库 of
-- orders in force; an order that is done or closed short waits for nothing. Of a version that was revised only what
-- came of it was ordered: the rest is ordered by the next one. 应到 = promised for a day before today, or wholly in; 按期 =
-- wholly in, less what may be missing, by the promised day. 合格 = released by inspections, of arrivals or of goods
-- received on hold.
WITH ordered AS (
    SELECT line.id, line.document_id, line.line_no, line.product_id, line.quantity_base, line.amount_incl,
           document.number, document.business_on, document.party_id, document.state, document.warehouse_id,
           document.handler_id,
           line.quantity_base * (1 - coalesce((line.data ->> 'short_pct')::numeric, 0)) AS wanted,
           coalesce((line.data ->> 'promised_on')::date, document.due_on) AS promised_on
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = 'purchase_order'
      AND document.state IN ('approved', 'partial', 'done', 'closed_short', 'revised')
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
      AND (%(handler)s::bigint IS NULL OR document.handler_id = %(handler)s)
      AND (%(category_ids)s::bigint[] IS NULL OR line.product_id IN (
          SELECT id FROM catalog_product WHERE company_id = %(company_id)s AND category_id = ANY(%(category_ids)s)))
), link AS (
    SELECT ordered.id, k.target_line_id, k.target_document_id, k.target_type, k.quantity,
           came.reverses_id IS NULL AND came.state <> 'reversed'
               AND came.business_on <= ordered.promised_on AS is_in_time
    FROM ordered
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = ordered.id
     AND k.target_type IN ('goods_arrival', 'purchase_receipt')
    JOIN documents_document AS came ON came.company_id = k.company_id AND came.id = k.target_document_id
), came AS (
    SELECT link.id,
           sum(link.quantity) FILTER (WHERE link.target_type = 'goods_arrival') AS arrived,
           sum(link.quantity) FILTER (WHERE link.target_type = 'purchase_receipt') AS received,
           sum(link.quantity) FILTER (WHERE link.target_type = 'purchase_receipt' AND link.is_in_time) AS in_time
    FROM link
    GROUP BY link.id
), released AS (
    SELECT link.id,
           sum(k.quantity - sign(k.quantity) * coalesce((inspected.data ->> 'rejected_base')::numeric, 0)) AS released
    FROM link
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = link.target_line_id
     AND k.target_type = 'incoming_inspection'
    JOIN documents_line AS inspected ON inspected.company_id = k.company_id AND inspected.id = k.target_line_id
    GROUP BY link.id
), after AS (
    SELECT link.id,
           sum(k.quantity) FILTER (WHERE k.target_type = 'purchase_return') AS returned,
           sum(k.quantity) FILTER (WHERE k.target_type = 'purchase_invoice') AS invoiced,
           sum(billed.amount_incl) FILTER (WHERE k.target_type = 'purchase_invoice') AS invoiced_amount,
           sum(billed.amount_incl * (1 - owed.residual / owed.amount))
               FILTER (WHERE k.target_type = 'purchase_invoice') AS paid_amount
    FROM link
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = link.target_line_id
     AND k.target_type IN ('purchase_return', 'purchase_invoice')
    JOIN documents_line AS billed ON billed.company_id = k.company_id AND billed.id = k.target_line_id
    LEFT JOIN LATERAL (
        SELECT nullif(sum(i.amount), 0) AS amount, sum(i.residual) AS residual
        FROM settlement_item AS i
        WHERE i.company_id = k.company_id AND i.document_id = k.target_document_id AND i.kind = 'ap'
    ) AS owed ON true
    WHERE link.target_type = 'purchase_receipt'
    GROUP BY link.id
), counted AS (
    SELECT ordered.*, coalesce(came.arrived, 0) AS arrived, coalesce(came.received, 0) AS received,
           CASE WHEN ordered.state = 'revised' THEN least(ordered.quantity_base, coalesce(came.received, 0))
                ELSE ordered.quantity_base END AS counts,
           least(ordered.wanted, CASE WHEN ordered.state = 'revised' THEN came.received ELSE ordered.wanted END) AS due,
           coalesce(came.in_time, 0) AS in_time
    FROM ordered LEFT JOIN came ON came.id = ordered.id
    WHERE ordered.state <> 'revised' OR came.received > 0
), judged AS (
    SELECT counted.*,
           CASE WHEN promised_on < %(today)s OR promised_on IS NOT NULL AND received >= due THEN 1 ELSE 0 END
               AS due_lines
    FROM counted
), ordered_line AS (
    SELECT judged.*, CASE WHEN due_lines = 1 AND in_time >= due THEN 1 ELSE 0 END AS on_time_lines FROM judged
)
SELECT ordered.document_id,
       ordered.id AS line_id,
       ordered.line_no,
       ordered.party_id,
       ordered.product_id,
       ordered.number,
       ordered.business_on,
       ordered.promised_on,
       party.name AS party,
       warehouse.name AS warehouse,
       handler.name AS handler,
       product.code AS product_code,
       product.name AS product_name,
       unit.name AS unit,
       ordered.state,
       ordered.counts AS ordered,
       ordered.arrived,
       coalesce(released.released, 0) AS released,
       ordered.received,
       coalesce(after.returned, 0) AS returned,
       coalesce(after.invoiced, 0) AS invoiced,
       CASE WHEN ordered.state IN ('approved', 'partial')
            THEN greatest(ordered.quantity_base - ordered.received, 0) ELSE 0 END AS quantity_left,
       CASE WHEN ordered.state IN ('approved', 'partial') AND ordered.quantity_base > ordered.received
             AND ordered.promised_on < %(today)s THEN %(today)s::date - ordered.promised_on END AS days_late,
       round(ordered.received / ordered.counts, 4) AS rate,
       ordered.due_lines,
       ordered.on_time_lines,
       ordered.on_time_lines::numeric / nullif(ordered.due_lines, 0) AS on_time,
       round(ordered.amount_incl * ordered.counts / ordered.quantity_base, 2) AS ordered_amount,
       coalesce(after.invoiced_amount, 0) AS invoiced_amount,
       round(coalesce(after.paid_amount, 0), 2) AS paid_amount
FROM ordered_line AS ordered
LEFT JOIN released ON released.id = ordered.id
LEFT JOIN after ON after.id = ordered.id
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = ordered.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = ordered.party_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = ordered.warehouse_id
LEFT JOIN company_employee AS handler ON handler.company_id = %(company_id)s AND handler.id = ordered.handler_id
