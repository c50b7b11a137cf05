-- 状态与效果 (1.1.5): what is not posted has no effect on any book, an order none but links and reservations; a
-- posted document has lines and a state of its type; 已红冲 has its reversal, and a reversal its 已红冲 original
-- of the same type.
SELECT ARRAY[d.id] AS document_ids, d.state, '尚未过账,却已影响账簿' AS reason
FROM documents_document AS d
WHERE d.company_id = %(company_id)s AND d.posted_at IS NULL
  AND (EXISTS (SELECT FROM inventory_move AS x WHERE x.company_id = d.company_id AND x.document_id = d.id)
       OR EXISTS (SELECT FROM costing_value AS x WHERE x.company_id = d.company_id AND x.document_id = d.id)
       OR EXISTS (SELECT FROM settlement_item AS x WHERE x.company_id = d.company_id AND x.document_id = d.id)
       OR EXISTS (SELECT FROM settlement_application AS x
                  WHERE x.company_id = d.company_id AND x.document_id = d.id)
       OR EXISTS (SELECT FROM ledger_entry AS x WHERE x.company_id = d.company_id AND x.document_id = d.id)
       OR EXISTS (SELECT FROM documents_link AS x
                  WHERE x.company_id = d.company_id AND x.target_document_id = d.id))
UNION ALL
SELECT ARRAY[d.id], d.state, '订单不入账,却已影响账簿'
FROM documents_document AS d
JOIN json_to_recordset(%(types)s::json) AS t(code text, is_order boolean)
  ON t.code = d.type_code AND t.is_order
WHERE d.company_id = %(company_id)s
  AND (EXISTS (SELECT FROM inventory_move AS x WHERE x.company_id = d.company_id AND x.document_id = d.id)
       OR EXISTS (SELECT FROM costing_value AS x WHERE x.company_id = d.company_id AND x.document_id = d.id)
       OR EXISTS (SELECT FROM settlement_item AS x WHERE x.company_id = d.company_id AND x.document_id = d.id)
       OR EXISTS (SELECT FROM ledger_entry AS x WHERE x.company_id = d.company_id AND x.document_id = d.id))
UNION ALL
SELECT ARRAY[d.id], d.state, '已过账,却没有任何明细行'
FROM documents_document AS d
WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM documents_line AS x WHERE x.company_id = d.company_id AND x.document_id = d.id)
UNION ALL
SELECT ARRAY[d.id], d.state, '单据类型或状态不在类型声明之内'
FROM documents_document AS d
LEFT JOIN json_to_recordset(%(types)s::json) AS t(code text, states json) ON t.code = d.type_code
WHERE d.company_id = %(company_id)s AND t.states ->> d.state IS NULL
UNION ALL
SELECT ARRAY[d.id], d.state, '状态为已红冲,却没有已过账的红冲单'
FROM documents_document AS d
WHERE d.company_id = %(company_id)s AND d.state = 'reversed'
  AND NOT EXISTS (SELECT FROM documents_document AS r
                  WHERE r.company_id = d.company_id AND r.reverses_id = d.id AND r.posted_at IS NOT NULL)
UNION ALL
SELECT ARRAY[r.id, o.id], r.state, '红冲单与原单不配:原单须为已红冲的同类型单据,且本身不是红冲单'
FROM documents_document AS r
JOIN documents_document AS o ON o.company_id = r.company_id AND o.id = r.reverses_id
WHERE r.company_id = %(company_id)s
  AND (o.state <> 'reversed' OR o.type_code <> r.type_code OR o.reverses_id IS NOT NULL
       OR o.posted_at IS NULL)
