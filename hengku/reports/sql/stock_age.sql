-- after: aged
-- 库龄 (R-07): what lies there by how long; its value is shared out by quantity, exactly.
, summed AS (
    SELECT product_id,
           sum(quantity) AS quantity,
           sum(quantity * days) AS quantity_days,
           max(days) AS oldest,
           coalesce(sum(quantity) FILTER (WHERE days <= 30), 0) AS to_30,
           coalesce(sum(quantity) FILTER (WHERE days <= 60), 0) AS to_60,
           coalesce(sum(quantity) FILTER (WHERE days <= 90), 0) AS to_90,
           coalesce(sum(quantity) FILTER (WHERE days <= 180), 0) AS to_180,
           coalesce(sum(quantity) FILTER (WHERE days <= 365), 0) AS to_365
    FROM aged
    GROUP BY product_id
),
whole AS (
    SELECT product_id, sum(on_hand) AS on_hand FROM held GROUP BY product_id
),
shared AS (
    SELECT whole.product_id, whole.on_hand, coalesce(pool.amount, 0) AS amount, summed.quantity, summed.quantity_days,
           summed.oldest, to_30, to_60, to_90, to_180, to_365,
           round(pool.amount * to_30 / summed.quantity, 2) AS amount_to_30,
           round(pool.amount * to_60 / summed.quantity, 2) AS amount_to_60,
           round(pool.amount * to_90 / summed.quantity, 2) AS amount_to_90,
           round(pool.amount * to_180 / summed.quantity, 2) AS amount_to_180,
           round(pool.amount * to_365 / summed.quantity, 2) AS amount_to_365
    FROM whole
    LEFT JOIN summed ON summed.product_id = whole.product_id
    LEFT JOIN pool ON pool.product_id = whole.product_id
)
SELECT product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       product.category,
       product.unit,
       shared.on_hand,
       round(shared.quantity_days / shared.quantity, 1) AS average_days,
       shared.oldest,
       shared.to_30 AS quantity_30,
       shared.to_60 - shared.to_30 AS quantity_60,
       shared.to_90 - shared.to_60 AS quantity_90,
       shared.to_180 - shared.to_90 AS quantity_180,
       shared.to_365 - shared.to_180 AS quantity_365,
       shared.quantity - shared.to_365 AS quantity_over,
       shared.amount,
       shared.amount_to_30 AS amount_30,
       shared.amount_to_60 - shared.amount_to_30 AS amount_60,
       shared.amount_to_90 - shared.amount_to_60 AS amount_90,
       shared.amount_to_180 - shared.amount_to_90 AS amount_180,
       shared.amount_to_365 - shared.amount_to_180 AS amount_365,
       CASE WHEN shared.quantity IS NOT NULL THEN shared.amount - shared.amount_to_365 END AS amount_over
FROM shared
JOIN product ON product.id = shared.product_id
WHERE shared.on_hand <> 0 OR shared.amount <> 0
