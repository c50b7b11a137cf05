-- 幂等键 (1.1.6): every posted document was answered under exactly one key, every key names posted documents
-- only, and what it answered are their numbers.
WITH named AS (
    SELECT i.document_id, count(*) AS key_count, min(k.key) AS key
    FROM posting_key AS k CROSS JOIN LATERAL unnest(k.document_ids) AS i(document_id)
    WHERE k.company_id = %(company_id)s
    GROUP BY i.document_id
), answered AS (
    SELECT a.id AS document_id, min(a.number) AS number
    FROM posting_key AS k
    CROSS JOIN LATERAL jsonb_to_recordset(k.answer -> 'documents') AS a(id bigint, number text)
    WHERE k.company_id = %(company_id)s
    GROUP BY a.id
), posted AS (
    SELECT d.id AS document_id, d.number FROM documents_document AS d
    WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL
)
SELECT ARRAY[document_id] AS document_ids, coalesce(n.key_count, 0) AS key_count, n.key,
       a.number AS answered_number
FROM posted AS p FULL JOIN named AS n USING (document_id) FULL JOIN answered AS a USING (document_id)
WHERE p.number IS NULL OR n.key_count IS DISTINCT FROM 1 OR a.number IS DISTINCT FROM p.number
