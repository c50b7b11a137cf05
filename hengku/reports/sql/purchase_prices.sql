-- 采购价格分析 (R-21): what suppliers took for a product in these days: average, lowest, highest, and the rise against as
-- many days before. 均价 = Σ净额 / Σ量 of receipts, gifts apart, the weight of what is weighed (B2); reversals take theirs
-- back.
WITH received AS (
    SELECT document.party_id, line.product_id, line.quantity_base AS quantity, line.amount_net AS amount,
           documents_measure(line.data, line.quantity_base) AS measure,
           document.business_on >= %(from)s AS is_now, document.is_red
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = 'purchase_receipt' AND document.posted_at IS NOT NULL
      AND document.business_on BETWEEN %(from)s::date - (%(to)s::date - %(from)s::date + 1) AND %(to)s
      AND NOT line.is_gift
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
), summed AS (
    SELECT party_id, product_id,
           sum(quantity) FILTER (WHERE is_now) AS quantity,
           sum(amount) FILTER (WHERE is_now) AS amount,
           sum(measure) FILTER (WHERE is_now) AS measure,
           min(amount / measure) FILTER (WHERE is_now AND NOT is_red) AS lowest,
           max(amount / measure) FILTER (WHERE is_now AND NOT is_red) AS highest,
           sum(amount) FILTER (WHERE NOT is_now) / nullif(sum(measure) FILTER (WHERE NOT is_now), 0) AS before
    FROM received
    GROUP BY party_id, product_id
)
SELECT summed.party_id, summed.product_id, party.name AS party, product.code AS product_code,
       product.name AS product_name, product.specification, unit.name AS unit, summed.quantity, summed.amount,
       coalesce(weight.name, '') AS weight_unit, CASE WHEN weight.id IS NULL THEN 0 ELSE summed.measure END AS weight,
       round(summed.amount / nullif(summed.measure, 0), 8) AS price,
       round(summed.lowest, 4) AS lowest, round(summed.highest, 4) AS highest,
       round(summed.before, 4) AS price_before,
       round(summed.amount / nullif(summed.measure, 0) / nullif(summed.before, 0) - 1, 4) AS rise
FROM summed
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = summed.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN catalog_unit AS weight ON weight.company_id = %(company_id)s AND weight.id = product.aux_unit_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = summed.party_id
WHERE summed.quantity <> 0
