-- What stores asked for (D-SREQ), line by line, and what was sent (a link takes off what came back on its way), ordered
-- straight from suppliers and received for it. Put before the statements of R-36. What was asked for up to a month
-- before the first day may still forecast days within.
WITH asked AS (
    SELECT line.id, line.document_id, line.line_no, line.product_id, line.quantity_base, line.data,
           document.warehouse_id,
           document.due_on, document.business_on, document.number, document.state, document.data ->> 'wave' AS wave,
           greatest(coalesce((document.data ->> 'cover_days')::numeric, 1), 1)::int AS cover_days
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s AND document.type_code = 'store_requisition'
      AND document.state IN ('approved', 'partial', 'done', 'closed_short')
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND document.due_on BETWEEN %(from)s::date - 30 AND %(to)s
), link AS (
    SELECT asked.id, k.target_line_id, k.target_type, sum(k.quantity) AS quantity
    FROM asked
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = asked.id
     AND k.target_type IN ('transfer_out', 'purchase_order', 'purchase_receipt', 'branch_in')
    WHERE asked.due_on >= %(from)s
    GROUP BY asked.id, k.target_line_id, k.target_type
), came AS (
    SELECT link.id,
           sum(k.quantity) FILTER (WHERE coalesce(line.data ->> 'outcome', 'received') = 'received') AS quantity
    FROM link
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = link.target_line_id
     AND k.target_type = CASE link.target_type WHEN 'transfer_out' THEN 'transfer_in' ELSE 'purchase_receipt' END
    JOIN documents_line AS line ON line.company_id = k.company_id AND line.id = k.target_line_id
    WHERE link.target_type IN ('transfer_out', 'purchase_order')
    GROUP BY link.id
), sent AS (
    SELECT link.id, sum(link.quantity) FILTER (WHERE link.target_type <> 'purchase_order') AS sent,
           sum(link.quantity) FILTER (WHERE link.target_type = 'purchase_order') AS ordered,
           sum(link.quantity) FILTER (WHERE link.target_type IN ('purchase_receipt', 'branch_in')) AS at_once
    FROM link GROUP BY link.id
), wished AS (
    SELECT asked.*, coalesce(sent.sent, 0) AS sent, coalesce(sent.ordered, 0) AS ordered,
           coalesce(came.quantity, 0) + coalesce(sent.at_once, 0) AS received
    FROM asked
    LEFT JOIN sent ON sent.id = asked.id
    LEFT JOIN came ON came.id = asked.id
    WHERE asked.due_on >= %(from)s
)
