-- after: store_wishes
-- 要货执行明细 (R-36): each line that stores asked for, with what was sent and received. 差异 = 要货 − 收到.
SELECT wished.document_id, wished.id AS line_id, wished.line_no, wished.product_id, wished.warehouse_id, wished.number,
       wished.business_on, wished.due_on, wished.wave, wished.state, store.name AS warehouse,
       product.code AS product_code, product.name AS product_name, product.specification, unit.name AS unit,
       wished.quantity_base AS asked, wished.sent, wished.ordered, wished.received,
       wished.quantity_base - wished.received AS lacking,
       nullif(wished.data ->> 'suggested', '')::numeric AS suggested,
       nullif(wished.data ->> 'forecast', '')::numeric AS forecast,
       coalesce(wished.data ->> 'reckoned', '') AS reckoned
FROM wished
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = wished.product_id
JOIN catalog_unit AS unit ON unit.company_id = product.company_id AND unit.id = product.base_unit_id
JOIN company_warehouse AS store ON store.company_id = %(company_id)s AND store.id = wished.warehouse_id
WHERE %(category_ids)s::bigint[] IS NULL OR product.category_id = ANY(%(category_ids)s)
