-- after: sold
-- 销售明细 (R-30): what was sold, by document and product; a later recast of its cost stands on the day it counts.
-- 成本状态: ``no_cost`` went out without a cost that anybody knew (C5); ``estimated`` as long as its month is open for
-- stock and the cost may still follow a month-end costing, missing stock or receipts without an invoice (C12, C5, C15).
, open_month AS (
    SELECT min(starts_on) AS starts_on FROM company_period
    WHERE company_id = %(company_id)s AND NOT is_stock_closed
),
pool AS (
    SELECT product_id,
           bool_or(quantity < 0) AS is_short,
           bool_or(quantity < 0 AND amount = 0) AS has_no_cost,
           bool_or(method IN ('MONTHLY_AVERAGE', 'STANDARD')) AS is_costed_monthly
    FROM costing_pool
    WHERE company_id = %(company_id)s
    GROUP BY product_id
),
estimate AS (
    SELECT v.product_id, min(v.business_on) AS since
    FROM costing_value AS v
    JOIN documents_line AS line ON line.company_id = v.company_id AND line.id = v.line_id
    WHERE v.company_id = %(company_id)s AND v.kind = 'estimated' AND v.quantity > 0
      AND v.business_on BETWEEN (SELECT starts_on FROM open_month) AND %(to)s
      AND line.quantity_base > coalesce((
          SELECT sum(k.quantity) FROM documents_link AS k
          WHERE k.company_id = line.company_id AND k.source_line_id = line.id
            AND k.target_type IN ('purchase_invoice', 'purchase_return')), 0)
    GROUP BY v.product_id
)
SELECT sold.document_id,
       product.id AS product_id,
       sold.party_id,
       sold.business_on,
       document.type_code,
       document.number,
       party.name AS party,
       maker.display_name AS maker,
       handler.name AS handler,
       product.code AS product_code,
       coalesce(product.name, '(未指定商品)') AS product_name,
       product.unit,
       product.weight_unit,
       sum(sold.quantity) AS quantity,
       sum(sold.weight) AS weight,
       sum(sold.net) AS net,
       sum(sold.cost) AS cost,
       CASE
           WHEN sum(sold.quantity) > 0 AND sum(sold.cost) = 0 AND bool_or(pool.has_no_cost) THEN 'no_cost'
           WHEN sold.business_on >= min(open_month.starts_on)
                AND (bool_or(pool.is_costed_monthly) OR bool_or(pool.is_short)
                       OR min(estimate.since) <= sold.business_on)
               THEN 'estimated'
           ELSE 'final'
       END AS cost_state,
       sum(sold.net) - sum(sold.cost) AS profit,
       round((sum(sold.net) - sum(sold.cost)) / nullif(sum(sold.net), 0), 4) AS rate
FROM sold
CROSS JOIN open_month
LEFT JOIN pool ON pool.product_id = sold.product_id
LEFT JOIN estimate ON estimate.product_id = sold.product_id
JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = sold.document_id
LEFT JOIN product ON product.id = sold.product_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = sold.party_id
LEFT JOIN identity_user AS maker ON maker.id = sold.created_by
LEFT JOIN company_employee AS handler ON handler.company_id = %(company_id)s AND handler.id = sold.handler_id
WHERE product.id IS NOT NULL
   OR (sold.product_id IS NULL AND %(product)s::bigint IS NULL AND %(category_ids)s::bigint[] IS NULL)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
HAVING sum(sold.net) <> 0 OR sum(sold.cost) <> 0 OR sum(sold.quantity) <> 0
