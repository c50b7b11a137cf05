-- after: store_wishes
-- 要货/配送准确率 (R-36): of each store, product and stretch of days what was asked for, sent and received, and how far the
-- forecast was from what was sold. 差异 = 要货 − 收到. What was forecast was kept with each line when the store asked; of a
-- day that several requisitions forecast the latest counts. MAPE = Σ|forecast − actual| ÷ Σ actual over the days that
-- are past.
, forecast AS (
    SELECT DISTINCT ON (asked.warehouse_id, asked.product_id, asked.due_on + n.day)
           asked.warehouse_id, asked.product_id, asked.due_on + n.day AS day,
           (asked.data ->> 'forecast')::numeric / asked.cover_days AS quantity
    FROM asked
    CROSS JOIN LATERAL generate_series(0, asked.cover_days - 1) AS n(day)
    WHERE coalesce(asked.data ->> 'forecast', '') <> ''
      AND asked.due_on + n.day BETWEEN %(from)s AND %(to)s AND asked.due_on + n.day < %(today)s
    ORDER BY asked.warehouse_id, asked.product_id, asked.due_on + n.day, asked.document_id DESC, asked.id DESC
), sold AS (
    SELECT document.warehouse_id, line.product_id, document.business_on AS day,
           sum(CASE WHEN document.type_code IN ('sales_return', 'pos_refund') THEN -line.quantity_base
                    ELSE line.quantity_base END) AS quantity
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code IN ('sales_issue', 'sales_return', 'pos_ticket', 'pos_refund')
      AND NOT line.data ? 'waste_of'
      AND document.business_on BETWEEN %(from)s AND %(to)s AND document.posted_at IS NOT NULL
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
    GROUP BY document.warehouse_id, line.product_id, document.business_on
), day AS (
    SELECT warehouse_id, product_id, due_on AS day, quantity_base AS asked, sent, received, NULL::numeric AS forecast,
           NULL::numeric AS actual, NULL::numeric AS error
    FROM wished
    UNION ALL
    SELECT forecast.warehouse_id, forecast.product_id, forecast.day, 0, 0, 0, forecast.quantity,
           coalesce(sold.quantity, 0), abs(forecast.quantity - coalesce(sold.quantity, 0))
    FROM forecast
    LEFT JOIN sold ON sold.warehouse_id = forecast.warehouse_id AND sold.product_id = forecast.product_id
     AND sold.day = forecast.day
), whole AS (
    SELECT day.warehouse_id, day.product_id,
           CASE %(by)s WHEN 'day' THEN day.day WHEN 'week' THEN date_trunc('week', day.day)::date
                       WHEN 'month' THEN date_trunc('month', day.day)::date END AS begins_on,
           sum(day.asked) AS asked, sum(day.sent) AS sent, sum(day.received) AS received,
           round(sum(day.forecast), 4) AS forecast, sum(day.actual) AS actual, round(sum(day.error), 4) AS error
    FROM day
    GROUP BY 1, 2, 3
)
SELECT whole.warehouse_id, whole.product_id, whole.begins_on,
       store.code AS warehouse_code, store.name AS warehouse,
       product.code AS product_code, product.name AS product_name, product.specification,
       category.name AS category, unit.name AS unit,
       whole.asked, whole.sent, whole.received, whole.asked - whole.received AS lacking,
       round(whole.received / nullif(whole.asked, 0), 4) AS rate,
       whole.forecast, whole.actual, whole.error,
       round(whole.error / nullif(whole.actual, 0), 4) AS mape
FROM whole
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = whole.product_id
JOIN catalog_category AS category ON category.company_id = product.company_id AND category.id = product.category_id
JOIN catalog_unit AS unit ON unit.company_id = product.company_id AND unit.id = product.base_unit_id
JOIN company_warehouse AS store ON store.company_id = %(company_id)s AND store.id = whole.warehouse_id
WHERE %(category_ids)s::bigint[] IS NULL OR product.category_id = ANY(%(category_ids)s)
