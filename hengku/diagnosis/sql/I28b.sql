-- 上下游关联: a posted line that names a source has exactly one link, for its quantity, from that line, allowed
-- by its type; and there is no other link.
WITH named AS (
    SELECT l.id AS target_line_id, l.source_line_id, l.quantity_base, d.id AS document_id, d.type_code,
           u.document_id AS source_document_id, s.type_code AS source_type
    FROM documents_line AS l
    JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
    LEFT JOIN documents_line AS u ON u.company_id = l.company_id AND u.id = l.source_line_id
    LEFT JOIN documents_document AS s ON s.company_id = u.company_id AND s.id = u.document_id
    WHERE l.company_id = %(company_id)s AND l.source_line_id IS NOT NULL AND d.posted_at IS NOT NULL
), linked AS (
    SELECT k.target_line_id, count(*) AS link_count, min(k.source_line_id) AS source_line_id,
           sum(k.quantity) AS quantity, min(k.source_document_id) AS source_document_id,
           min(k.target_document_id) AS target_document_id,
           min(k.target_type) AS target_type
    FROM documents_link AS k WHERE k.company_id = %(company_id)s
    GROUP BY k.target_line_id
)
SELECT ARRAY[coalesce(n.document_id, k.target_document_id),
             coalesce(n.source_document_id, k.source_document_id)]
           AS document_ids,
       coalesce(k.link_count, 0) AS link_count, coalesce(n.quantity_base, 0) AS line_quantity,
       coalesce(k.quantity, 0) AS linked_quantity
FROM named AS n FULL JOIN linked AS k USING (target_line_id)
WHERE k.link_count IS DISTINCT FROM 1 OR n.document_id IS NULL
   OR (k.source_line_id, k.quantity, k.source_document_id, k.target_document_id, k.target_type)
      IS DISTINCT FROM (n.source_line_id, n.quantity_base, n.source_document_id, n.document_id, n.type_code)
   OR NOT EXISTS (SELECT FROM json_to_recordset(%(rules)s::json) AS r(source text, target text)
                  WHERE r.source = n.source_type AND r.target = n.type_code)
