-- 商品毛利 (R-29): net sales of the sales lines less what their goods cost, returns and reversals below zero.
-- Cost is whatever was booked to cost of sales in these days, so that its sum is the debit of that account.
WITH product AS (
    SELECT p.id, p.code, p.name, p.specification, p.category_id, c.code AS category_code, c.name AS category,
           u.name AS unit
    FROM catalog_product AS p
    JOIN catalog_category AS c ON c.company_id = p.company_id AND c.id = p.category_id
    JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
    WHERE p.company_id = %(company_id)s
      AND (%(product)s::bigint IS NULL OR p.id = %(product)s)
      AND (%(category_ids)s::bigint[] IS NULL OR p.category_id = ANY(%(category_ids)s))
),
sold AS (
    SELECT line.product_id,
           CASE WHEN document.type_code = ANY(%(return_types)s) THEN -1 ELSE 1 END * line.quantity_base AS quantity,
           CASE WHEN document.type_code = ANY(%(return_types)s) THEN -1 ELSE 1 END * line.amount_net AS net,
           0 AS cost
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = ANY(%(sales_types)s)
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND document.posted_at IS NOT NULL
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
    UNION ALL
    SELECT value.product_id, 0, 0, -value.amount
    FROM costing_value AS value
    JOIN documents_line AS line ON line.company_id = value.company_id AND line.id = value.line_id
    JOIN documents_document AS document
        ON document.company_id = value.company_id AND document.id = line.document_id
    WHERE value.company_id = %(company_id)s
      AND value.against = 'cogs'
      AND value.business_on BETWEEN %(from)s AND %(to)s
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
),
summed AS (
    SELECT CASE WHEN %(by)s = 'product' THEN product.id END AS product_id,
           CASE WHEN %(by)s = 'product' THEN product.code ELSE product.category_code END AS code,
           CASE WHEN %(by)s = 'product' THEN product.name ELSE product.category END AS name,
           CASE WHEN %(by)s = 'product' THEN product.specification END AS specification,
           CASE WHEN %(by)s = 'product' THEN product.unit END AS unit,
           product.category_id,
           product.category,
           sum(sold.quantity) AS quantity,
           sum(sold.net) AS net,
           sum(sold.cost) AS cost
    FROM sold
    JOIN product ON product.id = sold.product_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7
)
SELECT product_id,
       category_id,
       code,
       name,
       specification,
       category,
       unit,
       CASE WHEN %(by)s = 'product' THEN quantity END AS quantity,
       net,
       cost,
       net - cost AS profit,
       round((net - cost) / nullif(net, 0), 4) AS rate
FROM summed
WHERE net <> 0 OR cost <> 0 OR quantity <> 0
