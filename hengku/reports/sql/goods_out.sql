-- after: goods
-- What goods that were sold or used cost in a period (R-08, R-09), and what lay there at both ends of it, by product.
-- Put before the statements that judge it. Sold: booked to cost of sales or 发出商品; used: 领用 less 退料.
, used_line AS (
    SELECT line.id
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code IN ('internal_issue', 'internal_issue_return')
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND document.posted_at IS NOT NULL
),
value AS (
    SELECT v.product_id, v.business_on, v.quantity, v.amount,
           v.business_on >= %(from)s
               AND (v.against IN ('cogs', 'goods_dispatched') OR used_line.id IS NOT NULL) AS is_out
    FROM costing_value AS v
    LEFT JOIN used_line ON used_line.id = v.line_id
    WHERE v.company_id = %(company_id)s AND v.business_on <= %(to)s
      AND (%(product)s::bigint IS NULL OR v.product_id = %(product)s)
),
went AS (
    SELECT value.product_id,
           coalesce(sum(amount) FILTER (WHERE business_on < %(from)s), 0) AS opening_amount,
           coalesce(-sum(quantity) FILTER (WHERE is_out), 0) AS out_quantity,
           coalesce(-sum(amount) FILTER (WHERE is_out), 0) AS out_amount,
           sum(amount) AS closing_amount
    FROM value
    GROUP BY value.product_id
)
