-- What became of what stores asked for (R-36), by the day goods are needed: asked, sent, ordered straight from a
-- supplier, received at the store (of what was sent or ordered, or at once), and what is lacking.
WITH wish AS (
    SELECT line.id, line.document_id, line.quantity_base, document.business_on
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s AND document.type_code = 'store_requisition'
      AND document.state IN ('approved', 'partial', 'done', 'closed_short')
      AND document.due_on BETWEEN %(from)s AND %(to)s
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (%(product_ids)s::bigint[] IS NULL OR line.product_id = ANY(%(product_ids)s))
      AND (%(order_line)s::bigint IS NULL OR line.id = %(order_line)s)
),
carried AS (
    SELECT k.id, k.target_document_id, k.target_line_id, k.target_type, k.quantity, wish.business_on
    FROM wish
    JOIN documents_link AS k
        ON k.company_id = %(company_id)s AND k.source_line_id = wish.id
       AND k.target_type IN ('transfer_out', 'purchase_order', 'purchase_receipt', 'branch_in')
),
received AS (
    SELECT id, target_document_id, quantity, business_on FROM carried
    WHERE target_type IN ('purchase_receipt', 'branch_in')
    UNION ALL
    SELECT k.id, k.target_document_id, k.quantity, through.business_on
    -- what was undone and done again is one line
    FROM (SELECT DISTINCT target_line_id, target_type, business_on FROM carried) AS through
    JOIN documents_link AS k
        ON k.company_id = %(company_id)s AND k.source_line_id = through.target_line_id
       AND k.target_type
           = CASE through.target_type WHEN 'transfer_out' THEN 'transfer_in' ELSE 'purchase_receipt' END
    JOIN documents_line AS line ON line.company_id = k.company_id AND line.id = k.target_line_id
    WHERE through.target_type IN ('transfer_out', 'purchase_order')
      AND coalesce(line.data ->> 'outcome', 'received') = 'received'
)
SELECT business_on, id AS seq, document_id, id AS line_id, quantity_base AS amount, '' AS note
FROM wish
WHERE %(measure)s IN ('asked', 'lacking')
UNION ALL
SELECT coalesce(document.business_on, carried.business_on), carried.id, document.id, NULL, carried.quantity, ''
FROM carried
LEFT JOIN documents_document AS document  -- it may be of a warehouse that the asker does not see
    ON document.company_id = %(company_id)s AND document.id = carried.target_document_id
WHERE CASE %(measure)s WHEN 'sent' THEN carried.target_type <> 'purchase_order'
                       WHEN 'ordered' THEN carried.target_type = 'purchase_order' ELSE false END
UNION ALL
SELECT coalesce(document.business_on, received.business_on), received.id, document.id, NULL,
       CASE WHEN %(measure)s = 'lacking' THEN -received.quantity ELSE received.quantity END, ''
FROM received
LEFT JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = received.target_document_id
WHERE %(measure)s IN ('received', 'lacking')
