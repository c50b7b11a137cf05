-- after: goods
-- What was sold (R-29): net sales and what they cost, returns and reversals below zero; one row per line and moment.
-- Put before the statements that add it up: 商品毛利, 销售统计, 销售明细, 首页; and before what answers why (``seq`` and ``note``
-- are for that: the moment, and what a later change of cost is called). Party or handler 0 are those nobody named.
-- With revenue on issue (T11) a sale is the issue, and an invoice adds only what it says differently; with revenue on
-- invoice the goods lie in 发出商品 until then, and the invoice is the sale with its share of their cost (C1). Else cost
-- is whatever was booked to cost of sales in these days, so that its sum is the debit of that account.
, sales_line AS (
    SELECT line.*, documents_weight(line.data, line.quantity_base) AS weight, document.type_code,
           document.party_id, document.created_by, document.handler_id, document.business_on
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code IN ('sales_issue', 'sales_return', 'sales_invoice', 'sales_invoice_red', 'sales_allowance',
                                 'pos_daily_close')
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND document.posted_at IS NOT NULL
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s OR %(party)s = 0 AND document.party_id IS NULL
           OR document.type_code = 'pos_daily_close')  -- its tickets say who bought
      AND (%(maker)s::bigint IS NULL OR document.created_by = %(maker)s)
      AND (%(handler)s::bigint IS NULL OR document.handler_id = %(handler)s
           OR %(handler)s = 0 AND document.handler_id IS NULL)
),
invoice_line AS (  -- what is weighed is shared by weight (B2), as the books share it
    SELECT line.*, source_document.type_code AS source_type, source.amount_net AS source_net,
           source.data AS source_data, source.document_id AS source_document_id,
           source_document.party_id AS source_party_id,
           documents_measure(source.data, source.quantity_base) AS source_measure
    FROM sales_line AS line
    LEFT JOIN documents_line AS source ON source.company_id = line.company_id AND source.id = line.source_line_id
    LEFT JOIN documents_document AS source_document
        ON source_document.company_id = line.company_id AND source_document.id = source.document_id
    WHERE line.type_code IN ('sales_invoice', 'sales_invoice_red', 'pos_daily_close')
),
invoiced AS (
    SELECT k.target_line_id, k.source_line_id, m.measure,
           sum(m.measure) OVER (PARTITION BY k.source_line_id ORDER BY k.id) AS measure_so_far
    FROM documents_link AS k
    JOIN documents_line AS x ON x.company_id = k.company_id AND x.id = k.target_line_id
    CROSS JOIN LATERAL (SELECT documents_measure(x.data, k.quantity) AS measure) AS m
    WHERE k.company_id = %(company_id)s
      AND k.target_type IN ('sales_invoice', 'sales_invoice_red')
      AND k.source_line_id IN (SELECT source_line_id FROM invoice_line WHERE source_type = 'sales_issue')
),
dispatched AS (
    SELECT v.line_id, -sum(v.amount) AS cost
    FROM costing_value AS v
    WHERE v.company_id = %(company_id)s AND v.against = 'goods_dispatched'
      AND v.line_id IN (SELECT source_line_id FROM invoiced UNION ALL
                        SELECT source_line_id FROM invoice_line WHERE type_code = 'pos_daily_close')
    GROUP BY v.line_id
),
sold AS (
    SELECT line.document_id, line.id AS line_id, line.id AS seq, '' AS note, line.party_id, line.created_by,
           line.handler_id, line.business_on, line.product_id,
           CASE line.type_code WHEN 'sales_return' THEN -line.quantity_base ELSE line.quantity_base END AS quantity,
           CASE line.type_code WHEN 'sales_return' THEN -line.amount_net ELSE line.amount_net END AS net,
           0 AS cost,
           CASE line.type_code WHEN 'sales_return' THEN -line.weight ELSE line.weight END AS weight
    FROM sales_line AS line
    WHERE line.type_code IN ('sales_issue', 'sales_return')
      AND NOT EXISTS (
          SELECT 1 FROM costing_value AS v
          WHERE v.company_id = line.company_id AND v.line_id = line.id AND v.against = 'goods_dispatched'
      )
    UNION ALL
    SELECT line.document_id, line.id, line.id, '', line.party_id, line.created_by, line.handler_id, line.business_on,
           line.product_id,
           0, -line.amount_net, 0, 0
    FROM sales_line AS line
    WHERE line.type_code = 'sales_allowance'
    UNION ALL
    SELECT line.document_id, line.id, line.id, '', line.party_id, line.created_by, line.handler_id, line.business_on,
           line.product_id,
           line.quantity_base, line.amount_net, 0, line.weight
    FROM invoice_line AS line
    WHERE (line.source_type IS NULL OR line.source_type = 'sales_invoice')
      AND coalesce(coalesce(line.source_data, line.data) ->> 'purpose', '') <> 'other'
    UNION ALL
    SELECT line.document_id, line.id, line.id, '', line.party_id, line.created_by, line.handler_id, line.business_on,
           line.product_id,
           CASE WHEN dispatched.line_id IS NOT NULL THEN line.quantity_base ELSE 0 END,
           line.amount_net - CASE
               WHEN dispatched.line_id IS NOT NULL THEN 0
               ELSE round(line.source_net * invoiced.measure_so_far / line.source_measure, 2)
                    - round(line.source_net * (invoiced.measure_so_far - invoiced.measure) / line.source_measure, 2)
           END,
           coalesce(
               round(dispatched.cost * invoiced.measure_so_far / line.source_measure, 2)
               - round(dispatched.cost * (invoiced.measure_so_far - invoiced.measure) / line.source_measure, 2),
               0),
           CASE WHEN dispatched.line_id IS NOT NULL THEN line.weight ELSE 0 END
    FROM invoice_line AS line
    JOIN invoiced ON invoiced.target_line_id = line.id AND invoiced.source_line_id = line.source_line_id
    LEFT JOIN dispatched ON dispatched.line_id = line.source_line_id
    WHERE line.source_type = 'sales_issue' AND line.source_measure <> 0
    UNION ALL  -- a counter: the close of the day takes each line whole, what came back below zero (D-POSD); what
               -- went into a dish is what the dish cost
    SELECT line.document_id, line.id, line.id, '', line.source_party_id, line.created_by, line.handler_id,
           line.business_on, coalesce(dish.product_id, line.product_id),
           CASE WHEN dish.id IS NOT NULL THEN 0
                WHEN line.source_type = 'pos_refund' THEN -line.quantity_base ELSE line.quantity_base END,
           line.amount_net,
           coalesce(dispatched.cost, 0) * sign(line.quantity_base),
           CASE WHEN dish.id IS NOT NULL THEN 0
                WHEN line.source_type = 'pos_refund' THEN -line.weight ELSE line.weight END
    FROM invoice_line AS line
    LEFT JOIN dispatched ON dispatched.line_id = line.source_line_id
    LEFT JOIN documents_line AS dish
        ON line.source_data ? 'dish_of' AND dish.company_id = line.company_id
       AND dish.document_id = line.source_document_id AND dish.line_no = (line.source_data ->> 'dish_of')::int
    WHERE line.type_code = 'pos_daily_close'
      AND (%(party)s::bigint IS NULL OR coalesce(line.source_party_id, 0) = %(party)s)
    UNION ALL
    SELECT document.id, value.line_id, value.seq,
           CASE WHEN value.kind IN ('recost', 'true_up', 'residual', 'invoice_difference') THEN value.kind ELSE '' END,
           document.party_id, document.created_by, document.handler_id, value.business_on,
           value.product_id, 0, 0, -value.amount, 0
    FROM costing_value AS value
    JOIN documents_line AS line ON line.company_id = value.company_id AND line.id = value.line_id
    JOIN documents_document AS document
        ON document.company_id = value.company_id AND document.id = line.document_id
    WHERE value.company_id = %(company_id)s
      AND value.against = 'cogs'
      AND value.business_on BETWEEN %(from)s AND %(to)s
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s OR %(party)s = 0 AND document.party_id IS NULL)
      AND (%(maker)s::bigint IS NULL OR document.created_by = %(maker)s)
      AND (%(handler)s::bigint IS NULL OR document.handler_id = %(handler)s
           OR %(handler)s = 0 AND document.handler_id IS NULL)
)
