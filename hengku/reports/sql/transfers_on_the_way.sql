-- 调拨在途 (R-19, Q3b): of each line of a two-step transfer 在途 = 发出 − 收到 − 损耗 − 退回; reversals give back what they undo.
WITH sent AS (
    SELECT line.id, line.document_id, line.line_no, line.product_id, line.quantity_base,
           document.number, document.business_on, document.due_on, document.warehouse_id, document.warehouse_to_id
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s AND document.type_code = 'transfer_out'
      AND document.posted_at IS NOT NULL AND document.reverses_id IS NULL
      AND document.state NOT IN ('reversed', 'cancelled')
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (%(warehouse)s::bigint IS NULL OR %(warehouse)s IN (document.warehouse_id, document.warehouse_to_id))
),
arrived AS (
    SELECT sent.id,
           coalesce(target.data ->> 'outcome', 'received') AS outcome,
           sum(k.quantity) AS quantity
    FROM sent
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = sent.id
        AND k.target_type = 'transfer_in'
    JOIN documents_line AS target ON target.company_id = k.company_id AND target.id = k.target_line_id
    GROUP BY 1, 2
),
whole AS (
    SELECT sent.*,
           coalesce((SELECT sum(a.quantity) FROM arrived AS a WHERE a.id = sent.id AND a.outcome = 'received'), 0)
               AS received,
           coalesce((SELECT sum(a.quantity) FROM arrived AS a WHERE a.id = sent.id AND a.outcome = 'lost'), 0) AS lost,
           coalesce((SELECT sum(a.quantity) FROM arrived AS a WHERE a.id = sent.id AND a.outcome = 'returned'), 0)
               AS returned
    FROM sent
)
SELECT whole.document_id,
       whole.id AS line_id,
       whole.line_no,
       whole.product_id,
       whole.number,
       whole.business_on,
       whole.due_on,
       here.name AS warehouse,
       there.name AS warehouse_to,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       unit.name AS unit,
       whole.quantity_base AS sent,
       whole.received,
       whole.lost,
       whole.returned,
       whole.quantity_base - whole.received - whole.lost - whole.returned AS in_transit,
       CASE WHEN whole.quantity_base > whole.received + whole.lost + whole.returned
            THEN %(today)s::date - whole.business_on END AS days,
       CASE WHEN whole.quantity_base > whole.received + whole.lost + whole.returned AND whole.due_on < %(today)s
            THEN %(today)s::date - whole.due_on END AS days_late
FROM whole
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = whole.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN company_warehouse AS here ON here.company_id = %(company_id)s AND here.id = whole.warehouse_id
LEFT JOIN company_warehouse AS there ON there.company_id = %(company_id)s AND there.id = whole.warehouse_to_id
WHERE %(with_done)s OR whole.quantity_base <> whole.received + whole.lost + whole.returned
