-- 单号连续 (1.1.3): numbers PREFIX-YYYYMMDD-NNNN run from 1 to the counter without a gap, each with its type's
-- prefix and its own day.
WITH numbered AS (
    SELECT d.id, d.number, d.business_on, t.prefix,
           regexp_match(d.number, '^(.+)-(\d{8})-(\d{4,})$') AS parts
    FROM documents_document AS d
    JOIN json_to_recordset(%(types)s::json) AS t(code text, prefix text) ON t.code = d.type_code
    WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL
), given AS (
    SELECT n.parts[1] AS kind, n.parts[2] AS day, count(*) AS number_count, max(n.parts[3]::int) AS highest,
           (array_agg(n.id ORDER BY n.number DESC))[:3] AS document_ids
    FROM numbered AS n WHERE n.parts IS NOT NULL
    GROUP BY n.parts[1], n.parts[2]
), counted AS (
    SELECT c.kind, to_char(c.day, 'YYYYMMDD') AS day, c.last
    FROM documents_counter AS c
    WHERE c.company_id = %(company_id)s
      AND c.kind IN (SELECT t.prefix FROM json_to_recordset(%(types)s::json) AS t(prefix text))
)
SELECT coalesce(g.document_ids, '{}') AS document_ids, k.kind AS prefix, k.day,
       coalesce(g.number_count, 0) AS number_count, coalesce(g.highest, 0) AS highest_number,
       coalesce(c.last, 0) AS counter_number
FROM given AS g FULL JOIN counted AS c USING (kind, day) AS k
WHERE g.number_count IS DISTINCT FROM g.highest OR coalesce(g.highest, 0) <> coalesce(c.last, 0)
UNION ALL
SELECT ARRAY[n.id], n.prefix, to_char(n.business_on, 'YYYYMMDD'), NULL, NULL, NULL
FROM numbered AS n
WHERE n.parts IS NULL OR n.parts[1] <> n.prefix OR n.parts[2] <> to_char(n.business_on, 'YYYYMMDD')
