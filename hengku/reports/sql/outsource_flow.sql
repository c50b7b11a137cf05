-- What became of the components of orders that processors make (R-39), a row for each figure and document: what the
-- order allows (quota), what was issued (sent) and came back (back), what went into goods (used), what should have
-- gone into them (due: quota × 累计收回 ÷ 订单量, rounded once for all that came), what the processor lost and pays for
-- (charged, and as money paid). Put before the report and the questions behind it.
WITH part AS (
    SELECT line.id, line.line_no, line.document_id, line.product_id, line.quantity_base AS quota,
           document.number, document.business_on, document.state, document.party_id, document.warehouse_id,
           made.id AS made_id, made.product_id AS made_product_id, made.quantity_base AS ordered, unit.precision
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
     AND coalesce(line.data ->> 'part', 'component') = 'component'
    JOIN documents_line AS made ON made.company_id = document.company_id AND made.document_id = document.id
     AND made.data ->> 'part' = 'product'
    JOIN catalog_product AS product ON product.company_id = line.company_id AND product.id = line.product_id
    JOIN catalog_unit AS unit ON unit.company_id = line.company_id AND unit.id = product.base_unit_id
    WHERE document.company_id = %(company_id)s AND document.type_code = 'outsource_order'
      AND document.state IN ('approved', 'partial', 'done', 'closed_short')
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (%(order_line)s::bigint IS NULL OR line.id = %(order_line)s)
      AND (%(order_lines)s::bigint[] IS NULL OR line.id = ANY(%(order_lines)s))
), issued AS (
    SELECT part.id AS part_id, link.id, link.target_document_id, link.target_line_id, link.quantity
    FROM part
    JOIN documents_link AS link ON link.company_id = %(company_id)s AND link.source_line_id = part.id
     AND link.target_type = 'outsource_issue'
), gone AS (  -- of what was issued, whatever undid it
    SELECT issued.part_id, link.id, link.target_document_id, link.target_type, link.quantity, link.amount,
           link.target_type = 'outsource_receipt'
           AND coalesce(line.data ->> 'is_charged', '') IN ('true', '1') AS is_charged
    FROM (SELECT DISTINCT part_id, target_line_id FROM issued) AS issued
    JOIN documents_link AS link ON link.company_id = %(company_id)s AND link.source_line_id = issued.target_line_id
     AND link.target_type IN ('outsource_return', 'outsource_receipt')
    LEFT JOIN documents_line AS line ON line.company_id = link.company_id AND line.id = link.target_line_id
), came AS (  -- the goods, each time with how many had come by then
    SELECT part.id AS part_id, part.quota, part.ordered, part.precision, link.id, link.target_document_id,
           link.quantity, sum(link.quantity) OVER (PARTITION BY part.id ORDER BY link.id) AS upto
    FROM part
    JOIN documents_link AS link ON link.company_id = %(company_id)s AND link.source_line_id = part.made_id
     AND link.target_type = 'outsource_receipt'
), used_up AS (
    SELECT id AS part_id, 'quota' AS measure, id AS seq, document_id, id AS line_id, quota AS amount FROM part
    UNION ALL
    SELECT id, 'ordered', made_id, document_id, made_id, ordered FROM part
    UNION ALL
    SELECT part_id, 'sent', id, target_document_id, NULL, quantity FROM issued
    UNION ALL
    SELECT part_id,
           CASE WHEN target_type = 'outsource_return' THEN 'back' WHEN is_charged THEN 'charged' ELSE 'used' END,
           id, target_document_id, NULL, quantity
    FROM gone
    UNION ALL
    SELECT part_id, 'paid', id, target_document_id, NULL, amount FROM gone WHERE is_charged
    UNION ALL
    SELECT part_id, 'received', id, target_document_id, NULL, quantity FROM came
    UNION ALL
    SELECT part_id, 'due', id, target_document_id, NULL,
           round(quota * upto / ordered, precision) - round(quota * (upto - quantity) / ordered, precision)
    FROM came
)
