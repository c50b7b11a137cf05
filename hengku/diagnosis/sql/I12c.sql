-- 日结之后不留发出商品 (D-POSD, T11): what a counter sold or took back lies in 发出商品 until its day is closed; from then
-- on all of it is cost of sales, whatever is recast afterwards. So what the close took off and what followed later
-- recasts is what the line put there, and nothing while no close has it.
WITH lying AS (
    SELECT d.id AS document_id, v.line_id, -sum(v.amount) AS amount
    FROM documents_document AS d
    JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
    JOIN costing_value AS v ON v.company_id = l.company_id AND v.line_id = l.id  -- recasts are other documents' doing
         AND v.against = 'goods_dispatched'
    WHERE d.company_id = %(company_id)s AND d.type_code IN ('pos_ticket', 'pos_refund')
    GROUP BY d.id, v.line_id
), closed AS (
    SELECT k.source_line_id AS line_id, sum(k.quantity) <> 0 AS is_closed, sum(k.amount) AS amount
    FROM documents_link AS k
    WHERE k.company_id = %(company_id)s AND k.target_type = 'pos_daily_close'
    GROUP BY k.source_line_id
), followed AS (
    SELECT c.line_id, sum(c.amount) AS amount
    FROM costing_dispatchedcost AS c WHERE c.company_id = %(company_id)s
    GROUP BY c.line_id
)
SELECT ARRAY[l.document_id] AS document_ids, sum(l.due) AS due_amount, sum(l.taken) AS taken_amount
FROM (
    SELECT lying.document_id, CASE WHEN coalesce(closed.is_closed, false) THEN lying.amount ELSE 0 END AS due,
           coalesce(closed.amount, 0) + coalesce(followed.amount, 0) AS taken
    FROM lying
    LEFT JOIN closed ON closed.line_id = lying.line_id
    LEFT JOIN followed ON followed.line_id = lying.line_id
) AS l
WHERE l.due <> l.taken
GROUP BY l.document_id
