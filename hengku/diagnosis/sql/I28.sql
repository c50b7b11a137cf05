-- 下游不超上游 (1.1.4): at no posting was more carried from a line than it says, with the widest tolerance ever
-- allowed.
WITH rule AS (
    SELECT r.source, r.target, r.less, coalesce(s.tolerance, 0) AS tolerance
    FROM json_to_recordset(%(rules)s::json)
         AS r(source text, target text, less text[], tolerance text, counts boolean)
    LEFT JOIN (
        SELECT s.key, max((s.value #>> '{}')::numeric) AS tolerance
        FROM company_setting AS s
        WHERE s.company_id = %(company_id)s AND s.key IN ('over_receipt_pct', 'over_issue_pct')
        GROUP BY s.key
    ) AS s ON s.key = r.tolerance
    WHERE r.counts
), carried AS (
    SELECT k.id, k.source_document_id, k.source_line_id, k.target_document_id, r.tolerance,
           k.target_type = r.target AS is_target,
           sum(k.quantity) OVER (PARTITION BY k.source_line_id, r.target ORDER BY k.id) AS carried_quantity
    FROM documents_link AS k
    JOIN documents_document AS s ON s.company_id = k.company_id AND s.id = k.source_document_id
    JOIN rule AS r ON r.source = s.type_code AND (k.target_type = r.target OR k.target_type = ANY(r.less))
    WHERE k.company_id = %(company_id)s
)
SELECT ARRAY[c.target_document_id, c.source_document_id] AS document_ids, u.line_no, u.product_id,
       abs(u.quantity_base) AS source_quantity, abs(c.carried_quantity) AS carried_quantity
FROM carried AS c
JOIN documents_line AS u ON u.company_id = %(company_id)s AND u.id = c.source_line_id
JOIN documents_document AS d ON d.company_id = u.company_id AND d.id = c.target_document_id
WHERE c.is_target AND d.reverses_id IS NULL
  AND abs(c.carried_quantity) > abs(u.quantity_base) * (1 + greatest(
      c.tolerance, coalesce((u.data ->> 'over_pct')::numeric, 0)))
