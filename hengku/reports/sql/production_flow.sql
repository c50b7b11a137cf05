-- What became of production orders (R-37, R-38, C18), a row for each figure and document: what is planned, what was
-- received, and in money what was taken for it (material), what by-products took off it (byproduct) and what the goods
-- came in at (finished): every value of their lines, whatever document or recost it came by. Put before the report
-- and the questions behind it.
WITH made AS (
    SELECT line.id, line.document_id, line.product_id, line.quantity_base AS planned, document.number,
           document.business_on, document.due_on, document.state, document.warehouse_to_id, document.warehouse_id
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
     AND line.data ->> 'part' = 'product'
    WHERE document.company_id = %(company_id)s AND document.type_code = 'production_order'
      AND document.state IN ('approved', 'partial', 'done', 'closed_short')
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (%(order_line)s::bigint IS NULL OR line.id = %(order_line)s)
      AND (%(order_lines)s::bigint[] IS NULL OR line.id = ANY(%(order_lines)s))
), taken AS (
    SELECT made.id AS made_id, line.id AS line_id, coalesce(asked.data ->> 'part', 'component') AS part
    FROM made
    JOIN documents_line AS asked ON asked.company_id = %(company_id)s AND asked.document_id = made.document_id
    JOIN documents_line AS line
        ON line.company_id = %(company_id)s AND (line.data ->> 'order_line')::bigint = asked.id
), told AS (
    SELECT id AS made_id, 'planned' AS measure, id AS seq, document_id, id AS line_id, business_on, planned AS amount
    FROM made
    UNION ALL
    SELECT made.id, 'received', link.id, link.target_document_id, NULL, document.business_on, link.quantity
    FROM made
    JOIN documents_link AS link ON link.company_id = %(company_id)s AND link.source_line_id = made.id
     AND link.target_type = 'production_receipt'
    JOIN documents_document AS document
        ON document.company_id = link.company_id AND document.id = link.target_document_id
    UNION ALL
    SELECT taken.made_id,
           CASE taken.part WHEN 'product' THEN 'finished' WHEN 'byproduct' THEN 'byproduct' ELSE 'material' END,
           value.id, value.document_id, NULL, value.business_on,
           CASE WHEN taken.part IN ('product', 'byproduct') THEN value.amount ELSE -value.amount END
    FROM taken
    JOIN costing_value AS value
        ON value.company_id = %(company_id)s AND value.line_id = taken.line_id AND value.against = 'wip'
)
