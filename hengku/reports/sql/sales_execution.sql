-- 销售执行表 (R-28): each order line with what was notified, issued, came back, was invoiced and paid. 未发 = 订购 − 出库 of
-- orders in force; an order that is done or closed short waits for nothing. 回款 is that share of what customers owe for
-- the goods, on the issue or the invoice (T11), that is settled. 应发 = promised for a day before today, or wholly out;
-- 按期 = wholly out by the promised day.
WITH ordered AS (
    SELECT line.id, line.document_id, line.line_no, line.product_id, line.quantity_base, line.amount_incl,
           document.number, document.business_on, document.party_id, document.state, document.warehouse_id,
           document.handler_id, document.due_on
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = 'sales_order'
      AND document.state IN ('approved', 'partial', 'done', 'closed_short')
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
      AND (%(handler)s::bigint IS NULL OR document.handler_id = %(handler)s)
      AND (%(category_ids)s::bigint[] IS NULL OR line.product_id IN (
          SELECT id FROM catalog_product WHERE company_id = %(company_id)s AND category_id = ANY(%(category_ids)s)))
), link AS (
    SELECT ordered.id, k.target_line_id, k.target_document_id, k.target_type, k.quantity,
           went.reverses_id IS NULL AND went.state <> 'reversed' AND went.business_on <= ordered.due_on AS is_in_time
    FROM ordered
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = ordered.id
     AND k.target_type = 'sales_issue'
    JOIN documents_document AS went ON went.company_id = k.company_id AND went.id = k.target_document_id
    UNION ALL
    SELECT ordered.id, notice.target_line_id, notice.target_document_id, 'delivery_notice', notice.quantity, false
    FROM ordered
    CROSS JOIN LATERAL documents_notices(%(company_id)s, ordered.id) AS notice
), went AS (
    SELECT link.id,
           sum(link.quantity) FILTER (WHERE link.target_type = 'delivery_notice') AS notified,
           sum(link.quantity) FILTER (WHERE link.target_type = 'sales_issue') AS issued,
           sum(link.quantity) FILTER (WHERE link.target_type = 'sales_issue' AND link.is_in_time) AS in_time
    FROM link
    GROUP BY link.id
), share AS (
    -- of every document that customers owe for: how much of it is settled
    SELECT i.document_id, 1 - sum(i.residual) / nullif(sum(i.amount), 0) AS settled
    FROM settlement_item AS i
    WHERE i.company_id = %(company_id)s AND i.kind = 'ar'
    GROUP BY i.document_id
), issue AS (
    SELECT DISTINCT link.id, line.id AS line_id, line.document_id, line.amount_incl
    FROM link
    JOIN documents_line AS line ON line.company_id = %(company_id)s AND line.id = link.target_line_id
    JOIN documents_document AS document
        ON document.company_id = line.company_id AND document.id = line.document_id AND document.state <> 'reversed'
       AND document.reverses_id IS NULL
    WHERE link.target_type = 'sales_issue'
), paid_on_issue AS (
    SELECT issue.id, sum(issue.amount_incl * share.settled) AS amount
    FROM issue
    JOIN share ON share.document_id = issue.document_id
    GROUP BY issue.id
), after AS (
    SELECT issue.id,
           sum(k.quantity) FILTER (WHERE k.target_type = 'sales_return') AS returned,
           sum(k.quantity) FILTER (WHERE k.target_type = 'sales_invoice') AS invoiced,
           sum(billed.amount_incl) FILTER (WHERE k.target_type = 'sales_invoice' AND k.quantity > 0) AS invoiced_amount,
           sum(billed.amount_incl * share.settled) FILTER (
               WHERE k.target_type = 'sales_invoice' AND k.quantity > 0
                 AND NOT EXISTS (SELECT 1 FROM share AS own WHERE own.document_id = issue.document_id)
           ) AS paid_amount
    FROM issue
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = issue.line_id
     AND k.target_type IN ('sales_return', 'sales_invoice')
    JOIN documents_line AS billed ON billed.company_id = k.company_id AND billed.id = k.target_line_id
    LEFT JOIN share ON share.document_id = k.target_document_id
    WHERE NOT EXISTS (
        SELECT 1 FROM documents_document AS undone
        WHERE undone.company_id = k.company_id AND undone.id = k.target_document_id
          AND (undone.state = 'reversed' OR undone.reverses_id IS NOT NULL)
    )
    GROUP BY issue.id
),
-- invoices drawn from the order itself (T11), and red ones that took of them; what is undone counts against itself
bill AS (
    SELECT DISTINCT k.source_line_id AS id, k.target_line_id AS line_id
    FROM documents_link AS k
    WHERE k.company_id = %(company_id)s AND k.source_line_id IN (SELECT id FROM ordered)
      AND k.target_type = 'sales_invoice'
), bill_line AS (
    SELECT id, line_id FROM bill
    UNION
    SELECT bill.id, k.target_line_id
    FROM bill
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = bill.line_id
     AND k.target_type = 'sales_invoice_red'
), billed_ahead AS (
    SELECT bill_line.id, line.quantity_base, line.amount_incl, share.settled, document.state, document.reverses_id
    FROM bill_line
    JOIN documents_line AS line ON line.company_id = %(company_id)s AND line.id = bill_line.line_id
    JOIN documents_document AS document ON document.company_id = line.company_id AND document.id = line.document_id
    LEFT JOIN share ON share.document_id = document.id
), before AS (
    SELECT id, sum(quantity_base) AS invoiced, sum(amount_incl) AS invoiced_amount,
           sum(amount_incl * settled) FILTER (WHERE state <> 'reversed' AND reverses_id IS NULL) AS paid_amount
    FROM billed_ahead
    GROUP BY id
)
SELECT ordered.document_id,
       ordered.id AS line_id,
       ordered.line_no,
       ordered.party_id,
       ordered.product_id,
       ordered.number,
       ordered.business_on,
       ordered.due_on AS promised_on,
       party.name AS party,
       warehouse.name AS warehouse,
       handler.name AS handler,
       product.code AS product_code,
       product.name AS product_name,
       unit.name AS unit,
       ordered.state,
       ordered.quantity_base AS ordered,
       coalesce(went.notified, 0) AS notified,
       coalesce(went.issued, 0) AS issued,
       coalesce(after.returned, 0) AS returned,
       coalesce(after.invoiced, 0) + coalesce(before.invoiced, 0) AS invoiced,
       CASE WHEN ordered.state IN ('approved', 'partial')
            THEN greatest(ordered.quantity_base - coalesce(went.issued, 0), 0) ELSE 0 END AS quantity_left,
       CASE WHEN ordered.state IN ('approved', 'partial') AND ordered.quantity_base > coalesce(went.issued, 0)
             AND ordered.due_on < %(today)s THEN %(today)s::date - ordered.due_on END AS days_late,
       round(coalesce(went.issued, 0) / ordered.quantity_base, 4) AS rate,
       judged.due_lines,
       judged.on_time_lines,
       judged.on_time_lines::numeric / nullif(judged.due_lines, 0) AS on_time,
       ordered.amount_incl AS ordered_amount,
       coalesce(after.invoiced_amount, 0) + coalesce(before.invoiced_amount, 0) AS invoiced_amount,
       round(coalesce(paid_on_issue.amount, 0) + coalesce(after.paid_amount, 0) + coalesce(before.paid_amount, 0), 2)
           AS paid_amount
FROM ordered
LEFT JOIN went ON went.id = ordered.id
CROSS JOIN LATERAL (
    SELECT ordered.due_on < %(today)s OR ordered.due_on IS NOT NULL AND went.issued >= ordered.quantity_base AS is_due
) AS due
CROSS JOIN LATERAL (
    SELECT CASE WHEN due.is_due THEN 1 ELSE 0 END AS due_lines,
           CASE WHEN due.is_due AND went.in_time >= ordered.quantity_base THEN 1 ELSE 0 END AS on_time_lines
) AS judged
LEFT JOIN paid_on_issue ON paid_on_issue.id = ordered.id
LEFT JOIN after ON after.id = ordered.id
LEFT JOIN before ON before.id = ordered.id
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = ordered.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = ordered.party_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = ordered.warehouse_id
LEFT JOIN company_employee AS handler ON handler.company_id = %(company_id)s AND handler.id = ordered.handler_id
