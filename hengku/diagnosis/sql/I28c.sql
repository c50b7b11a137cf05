-- 订单状态 (1.1.5): 已审核, 部分执行, 已完成 follow from what was carried, and are not set by hand.
WITH rule AS (
    SELECT r.source, r.target
    FROM json_to_recordset(%(rules)s::json) AS r(source text, target text, fulfils boolean)
    WHERE r.fulfils
), line AS (
    SELECT d.id AS document_id, d.state,
           l.quantity_base * (1 - coalesce((l.data ->> 'short_pct')::numeric, 0)) AS quantity_base,
           coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                     WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type IN (
                         SELECT u.target FROM rule AS u WHERE u.source = d.type_code)), 0) AS done
    FROM documents_document AS d
    JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
    WHERE d.company_id = %(company_id)s AND d.state IN ('approved', 'partial', 'done')
      AND d.reverses_id IS NULL
), judged AS (
    SELECT l.document_id, l.state, sum(l.quantity_base) AS ordered_quantity, sum(l.done) AS done_quantity,
           CASE WHEN bool_and(l.done >= l.quantity_base) THEN 'done'
                WHEN bool_or(l.done > 0) THEN 'partial' ELSE 'approved' END AS expected_state
    FROM line AS l
    GROUP BY l.document_id, l.state
)
SELECT ARRAY[j.document_id] AS document_ids, j.state, j.expected_state, j.ordered_quantity, j.done_quantity
FROM judged AS j WHERE j.state <> j.expected_state
