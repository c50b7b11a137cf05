-- 红冲为镜像 (R5, G9): a reversal and its original together leave nothing: no goods anywhere, no cost of their
-- lines, nothing on any account that was booked from the paper, nothing carried, nothing owed. Cost follows
-- the fold (C9), so it is compared by line over all its rows, and transfers, which go back at the cost of
-- the day, are left out.
WITH pair AS (
    SELECT r.id AS reversal_id, r.reverses_id AS original_id FROM documents_document AS r
    WHERE r.company_id = %(company_id)s AND r.reverses_id IS NOT NULL AND r.posted_at IS NOT NULL
), member AS (
    SELECT p.reversal_id, p.original_id, p.reversal_id AS document_id FROM pair AS p
    UNION ALL
    SELECT p.reversal_id, p.original_id, p.original_id FROM pair AS p
), moved AS (
    SELECT p.reversal_id, p.original_id FROM member AS p
    JOIN inventory_move AS m ON m.company_id = %(company_id)s AND m.document_id = p.document_id
    CROSS JOIN LATERAL (VALUES (m.to_place_id, m.to_lot_id, m.to_status, m.to_owner_id, m.quantity),
                               (m.from_place_id, m.lot_id, m.status, m.owner_id, -m.quantity))
               AS e(place_id, lot_id, status, owner_id, quantity)
    GROUP BY p.reversal_id, p.original_id, m.product_id, e.lot_id, e.status, e.owner_id, e.place_id
    HAVING sum(e.quantity) <> 0
), valued AS (
    SELECT p.reversal_id, p.original_id FROM member AS p
    JOIN documents_line AS l ON l.company_id = %(company_id)s AND l.document_id = p.document_id
    JOIN costing_value AS v ON v.company_id = l.company_id AND v.line_id = l.id
     AND v.kind NOT IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance')
            AND v.against <> 'transfer'
    GROUP BY p.reversal_id, p.original_id, v.product_id
    HAVING sum(v.quantity) <> 0 OR sum(v.amount) <> 0
), differed AS (
    SELECT p.reversal_id, p.original_id FROM member AS p
    JOIN costing_value AS v ON v.company_id = %(company_id)s AND v.document_id = p.document_id
     AND v.kind = 'invoice_difference'
    GROUP BY p.reversal_id, p.original_id, v.line_id
    HAVING sum(v.amount) <> 0
), booked AS (
    SELECT p.reversal_id, p.original_id FROM member AS p
    JOIN ledger_entry AS e
      ON e.company_id = %(company_id)s AND e.document_id = p.document_id AND e.purpose = 'post'
    JOIN ledger_entryline AS l ON l.company_id = e.company_id AND l.entry_id = e.id AND NOT l.is_cost
    GROUP BY p.reversal_id, p.original_id, l.account_id, l.party_id, l.category_id, l.department_id,
             l.fund_account_id
    HAVING sum(l.debit) <> 0 OR sum(l.credit) <> 0
), carried AS (
    SELECT p.reversal_id, p.original_id FROM member AS p
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.target_document_id = p.document_id
    GROUP BY p.reversal_id, p.original_id, k.source_line_id
    HAVING sum(k.quantity) <> 0 OR sum(k.amount) <> 0
), owed AS (
    SELECT p.reversal_id, p.original_id FROM member AS p
    JOIN settlement_item AS i ON i.company_id = %(company_id)s AND i.document_id = p.document_id
    GROUP BY p.reversal_id, p.original_id, i.kind, i.party_id
    HAVING sum(i.amount) <> 0 OR bool_or(i.residual <> 0)
), headed AS (
    SELECT p.reversal_id, p.original_id FROM member AS p
    JOIN documents_document AS d ON d.company_id = %(company_id)s AND d.id = p.document_id
    GROUP BY p.reversal_id, p.original_id
    HAVING sum(d.amount_net) <> 0 OR sum(d.amount_tax) <> 0 OR sum(d.amount_incl) <> 0 OR count(*) <> 2
), found AS (
    SELECT m.reversal_id, m.original_id, '库存' AS book FROM moved AS m
    UNION SELECT v.reversal_id, v.original_id, '成本' FROM valued AS v
    UNION SELECT f.reversal_id, f.original_id, '发票差额' FROM differed AS f
    UNION SELECT b.reversal_id, b.original_id, '分录' FROM booked AS b
    UNION SELECT c.reversal_id, c.original_id, '上下游' FROM carried AS c
    UNION SELECT o.reversal_id, o.original_id, '往来' FROM owed AS o
    UNION SELECT h.reversal_id, h.original_id, '单据金额' FROM headed AS h
)
SELECT ARRAY[f.reversal_id, f.original_id] AS document_ids, string_agg(f.book, '、' ORDER BY f.book) AS books
FROM found AS f
GROUP BY f.reversal_id, f.original_id
