-- 逐单发出商品、委托代销商品与委托加工物资 (T11, D-CSO, D-OSI): where revenue comes with the invoice, what a document sent
-- out less what it invoiced, at cost, and what it brought into the pools of goods that agents and processors hold =
-- what its entries booked on 发出商品, 委托代销商品 (which may be one account) and 委托加工物资.
WITH side AS (
    SELECT v.document_id, -v.amount AS sent_amount, 0 AS booked_amount
    FROM costing_value AS v WHERE v.company_id = %(company_id)s AND v.against = 'goods_dispatched'
    UNION ALL
    SELECT k.target_document_id, -k.amount, 0
    FROM documents_link AS k
    WHERE k.company_id = %(company_id)s AND k.target_type IN ('sales_invoice', 'pos_daily_close') AND EXISTS (
        SELECT FROM costing_value AS v
        WHERE v.company_id = %(company_id)s AND v.line_id = k.source_line_id
          AND v.against = 'goods_dispatched')
    UNION ALL
    SELECT d.document_id, -d.amount, 0
    FROM costing_dispatchedcost AS d WHERE d.company_id = %(company_id)s
    UNION ALL
    SELECT v.document_id, v.amount, 0
    FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id AND p.warehouse_id < 0
    WHERE v.company_id = %(company_id)s
    UNION ALL
    SELECT e.document_id, 0, l.debit - l.credit
    FROM ledger_account AS a
    JOIN ledger_entryline AS l ON l.company_id = a.company_id AND l.account_id = a.id
    JOIN ledger_entry AS e ON e.company_id = l.company_id AND e.id = l.entry_id
    WHERE a.company_id = %(company_id)s AND a.code LIKE ANY(%(away_codes)s::text[])
)
SELECT ARRAY[s.document_id] AS document_ids, sum(s.sent_amount) AS sent_amount,
       sum(s.booked_amount) AS booked_amount
FROM side AS s
GROUP BY s.document_id
HAVING sum(s.sent_amount) <> sum(s.booked_amount)
