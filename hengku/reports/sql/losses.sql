-- after: goods
-- 损耗归因 (R-33): what loss reports took, by where, at which stage, why, by whom and when, beside the stretch before; and
-- what sold and used goods cost in the same days. Sold: booked to cost of sales or 发出商品, without losses that are
-- booked there too; used: 领用 less 退料. The base of a row is that of its warehouse and product, where it names them.
, lost AS (
    SELECT CASE WHEN %(by)s IN ('all', 'warehouse') THEN document.warehouse_id END AS warehouse_id,
           CASE WHEN %(by)s IN ('all', 'stage') THEN line.data ->> 'stage' END AS stage_code,
           CASE WHEN %(by)s IN ('all', 'reason') THEN line.data ->> 'reason' END AS reason_code,
           CASE WHEN %(by)s IN ('all', 'responsible') THEN line.data ->> 'responsible' END AS responsible,
           CASE WHEN %(by)s IN ('all', 'shift') THEN line.data ->> 'shift' END AS shift_code,
           CASE WHEN %(by)s IN ('all', 'product') THEN v.product_id END AS product_id,
           CASE WHEN v.business_on >= %(from)s THEN -v.quantity ELSE 0 END AS quantity,
           CASE WHEN v.business_on >= %(from)s THEN -v.amount ELSE 0 END AS amount,
           CASE WHEN v.business_on < %(from)s THEN -v.amount ELSE 0 END AS before_amount
    FROM costing_value AS v
    JOIN documents_line AS line ON line.company_id = v.company_id AND line.id = v.line_id
    JOIN documents_document AS document ON document.company_id = v.company_id AND document.id = line.document_id
    JOIN product ON product.id = v.product_id
    WHERE v.company_id = %(company_id)s AND document.type_code = 'loss_report'
      AND v.business_on BETWEEN %(before_from)s AND %(to)s
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
),
summed AS (
    SELECT warehouse_id, stage_code, reason_code, responsible, shift_code, product_id,
           sum(quantity) AS quantity, sum(amount) AS amount, sum(before_amount) AS before_amount
    FROM lost
    GROUP BY 1, 2, 3, 4, 5, 6
),
spent AS (
    SELECT document.warehouse_id, v.product_id, -sum(v.amount) AS amount
    FROM costing_value AS v
    JOIN documents_line AS line ON line.company_id = v.company_id AND line.id = v.line_id
    JOIN documents_document AS document ON document.company_id = v.company_id AND document.id = line.document_id
    JOIN product ON product.id = v.product_id
    WHERE v.company_id = %(company_id)s AND v.business_on BETWEEN %(from)s AND %(to)s
      AND (v.against IN ('cogs', 'goods_dispatched') AND document.type_code NOT IN ('loss_report', 'stock_adjustment')
           OR document.type_code IN ('internal_issue', 'internal_issue_return'))
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
    GROUP BY document.warehouse_id, v.product_id
),
based AS (
    SELECT summed.*,
           (SELECT coalesce(sum(spent.amount), 0) FROM spent
            WHERE (summed.warehouse_id IS NULL OR spent.warehouse_id = summed.warehouse_id)
              AND (summed.product_id IS NULL OR spent.product_id = summed.product_id)) AS base,
           row_number() OVER (ORDER BY summed.amount DESC, summed.warehouse_id, summed.product_id, summed.stage_code,
                              summed.reason_code, summed.responsible, summed.shift_code) AS place
    FROM summed
)
SELECT based.warehouse_id,
       based.product_id,
       based.stage_code,
       based.reason_code,
       based.shift_code,
       warehouse.name AS warehouse,
       based.stage_code AS stage,
       based.reason_code AS reason,
       based.responsible,
       coalesce((SELECT e.name FROM company_entry AS e
                 WHERE e.company_id = %(company_id)s AND e.list_code = 'shift' AND e.code = based.shift_code),
                based.shift_code) AS shift,
       product.code AS product_code,
       product.name AS product_name,
       product.unit,
       based.quantity,
       based.amount,
       based.base,
       -- of all goods, once: the rows share it
       CASE WHEN based.place = 1 THEN (SELECT coalesce(sum(amount), 0) FROM spent) END AS base_once,
       based.before_amount,
       round((based.amount - based.before_amount) / nullif(based.before_amount, 0), 4) AS change,
       round(based.amount / nullif(based.base, 0), 4) AS rate
FROM based
LEFT JOIN product ON product.id = based.product_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = based.warehouse_id
WHERE based.amount <> 0 OR based.quantity <> 0 OR based.before_amount <> 0
