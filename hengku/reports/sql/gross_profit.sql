-- after: sold
-- 商品毛利, 销售统计 (R-29): what was sold, added up by product, category, customer, salesperson, maker, day or month.
, summed AS (
    SELECT CASE WHEN %(by)s = 'product' THEN product.id END AS product_id,
           CASE WHEN %(by)s IN ('product', 'category') THEN product.category_id END AS category_id,
           CASE WHEN %(by)s = 'party' THEN sold.party_id END AS party_id,
           CASE WHEN %(by)s = 'maker' THEN sold.created_by END AS maker_id,
           CASE WHEN %(by)s = 'handler' THEN sold.handler_id END AS handler_id,
           CASE %(by)s
               WHEN 'day' THEN sold.business_on
               WHEN 'month' THEN date_trunc('month', sold.business_on)::date
           END AS begins_on,
           CASE %(by)s
               WHEN 'product' THEN product.code
               WHEN 'category' THEN product.category_code
               WHEN 'party' THEN party.code
           END AS code,
           CASE %(by)s
               WHEN 'product' THEN coalesce(product.name, '(未指定商品)')
               WHEN 'category' THEN coalesce(product.category, '(未指定商品)')
               WHEN 'party' THEN coalesce(party.name, '(无往来单位)')
               WHEN 'maker' THEN maker.display_name
               WHEN 'handler' THEN coalesce(handler.name, '(未指定)')
               WHEN 'day' THEN sold.business_on::text
               WHEN 'month' THEN to_char(sold.business_on, 'YYYY-MM')
           END AS name,
           CASE WHEN %(by)s = 'product' THEN product.specification END AS specification,
           CASE WHEN %(by)s = 'product' THEN product.unit END AS unit,
           CASE WHEN %(by)s = 'product' THEN product.weight_unit END AS weight_unit,
           CASE WHEN %(by)s IN ('product', 'category') THEN product.category END AS category,
           count(DISTINCT sold.document_id) FILTER (WHERE sold.net <> 0 OR sold.quantity <> 0) AS document_count,
           sum(sold.quantity) AS quantity,
           sum(sold.weight) AS weight,
           sum(sold.net) AS net,
           sum(sold.cost) AS cost
    FROM sold
    LEFT JOIN product ON product.id = sold.product_id
    LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = sold.party_id
    LEFT JOIN identity_user AS maker ON %(by)s = 'maker' AND maker.id = sold.created_by
    LEFT JOIN company_employee AS handler
        ON %(by)s = 'handler' AND handler.company_id = %(company_id)s AND handler.id = sold.handler_id
    WHERE product.id IS NOT NULL
       OR (sold.product_id IS NULL AND %(product)s::bigint IS NULL AND %(category_ids)s::bigint[] IS NULL)
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
       net,
       cost,
       net - cost AS profit,
       round((net - cost) / nullif(net, 0), 4) AS rate
FROM summed
WHERE net <> 0 OR cost <> 0 OR quantity <> 0
