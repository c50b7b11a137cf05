-- after: bought
-- 采购统计 (R-21): what was bought, added up by product, category, supplier, buyer, maker, day or month.
, summed AS (
    SELECT CASE WHEN %(by)s = 'product' THEN product.id END AS product_id,
           CASE WHEN %(by)s IN ('product', 'category') THEN product.category_id END AS category_id,
           CASE WHEN %(by)s = 'party' THEN bought.party_id END AS party_id,
           CASE WHEN %(by)s = 'maker' THEN bought.created_by END AS maker_id,
           CASE WHEN %(by)s = 'handler' THEN bought.handler_id END AS handler_id,
           CASE %(by)s
               WHEN 'day' THEN bought.business_on
               WHEN 'month' THEN date_trunc('month', bought.business_on)::date
           END AS begins_on,
           CASE %(by)s
               WHEN 'product' THEN product.code
               WHEN 'category' THEN product.category_code
               WHEN 'party' THEN party.code
           END AS code,
           CASE %(by)s
               WHEN 'product' THEN product.name
               WHEN 'category' THEN product.category
               WHEN 'party' THEN party.name
               WHEN 'maker' THEN maker.display_name
               WHEN 'handler' THEN coalesce(handler.name, '(未指定)')
               WHEN 'day' THEN bought.business_on::text
               WHEN 'month' THEN to_char(bought.business_on, 'YYYY-MM')
           END AS name,
           CASE WHEN %(by)s = 'product' THEN product.specification END AS specification,
           CASE WHEN %(by)s = 'product' THEN product.unit END AS unit,
           CASE WHEN %(by)s = 'product' THEN product.weight_unit END AS weight_unit,
           CASE WHEN %(by)s IN ('product', 'category') THEN product.category END AS category,
           count(DISTINCT bought.document_id) AS document_count,
           sum(bought.quantity) AS quantity,
           sum(bought.weight) AS weight,
           sum(bought.received) AS received,
           sum(bought.difference) AS difference
    FROM bought
    JOIN product ON product.id = bought.product_id
    LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = bought.party_id
    LEFT JOIN identity_user AS maker ON %(by)s = 'maker' AND maker.id = bought.created_by
    LEFT JOIN company_employee AS handler
        ON %(by)s = 'handler' AND handler.company_id = %(company_id)s AND handler.id = bought.handler_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
)
SELECT product_id,
       category_id,
       party_id,
       maker_id,
       handler_id,
       begins_on,
       code,
       name,
       specification,
       category,
       unit,
       weight_unit,
       document_count,
       CASE WHEN %(by)s = 'product' THEN quantity END AS quantity,
       CASE WHEN %(by)s = 'product' THEN weight END AS weight,
       received,
       difference,
       received + difference AS amount,
       CASE WHEN %(by)s = 'product' THEN
           round((received + difference) / nullif(CASE weight_unit WHEN '' THEN quantity ELSE weight END, 0), 8)
       END AS price
FROM summed
WHERE quantity <> 0 OR received <> 0 OR difference <> 0
