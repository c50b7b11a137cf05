-- after: sold
-- How goods are used (R-11): d and σ_d are what was sold and used a day over the days looked back on, days without
-- counted; L is how long the goods took from order to receipt in the year before, on average, and where nothing is
-- known what was asked; SS = 1.65 × σ_d × √L. Put before the statements that judge it.
, used AS (
    SELECT sold.product_id, sold.business_on, sold.quantity
    FROM sold
    WHERE sold.product_id IS NOT NULL AND sold.quantity <> 0
    UNION ALL
    SELECT line.product_id, document.business_on,
           CASE document.type_code WHEN 'internal_issue' THEN line.quantity_base ELSE -line.quantity_base END
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code IN ('internal_issue', 'internal_issue_return')
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND document.posted_at IS NOT NULL
),
day AS (
    SELECT product_id, business_on, sum(quantity) AS quantity
    FROM used
    GROUP BY 1, 2
),
spread AS (
    SELECT product_id, sum(quantity) AS quantity,
           round(sum(quantity) / %(day_count)s, 4) AS mean,
           round(sqrt(greatest(sum(quantity * quantity) / %(day_count)s - (sum(quantity) / %(day_count)s) ^ 2, 0)), 4)
               AS deviation
    FROM day
    GROUP BY product_id
),
lead AS (
    SELECT line.product_id, greatest(round(avg(receipt.business_on - wanted.business_on), 1), 0) AS days
    FROM documents_document AS receipt
    JOIN documents_link AS link
        ON link.company_id = receipt.company_id AND link.target_document_id = receipt.id AND link.quantity > 0
    JOIN documents_line AS line ON line.company_id = link.company_id AND line.id = link.source_line_id
    JOIN documents_document AS wanted
        ON wanted.company_id = line.company_id AND wanted.id = line.document_id AND wanted.type_code = 'purchase_order'
    WHERE receipt.company_id = %(company_id)s AND receipt.type_code = 'purchase_receipt'
      AND receipt.business_on > %(to)s::date - 365 AND receipt.business_on <= %(to)s
      AND receipt.state <> 'reversed' AND receipt.reverses_id IS NULL
    GROUP BY line.product_id
),
demand AS (
    SELECT spread.*, round(1.65 * spread.deviation * sqrt(coalesce(lead.days, %(lead_days)s)::numeric), 2) AS safety
    FROM spread
    LEFT JOIN lead ON lead.product_id = spread.product_id
)
