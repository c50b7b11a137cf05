-- 单号连续 (1.1.3): numbers PREFIX-YYYYMMDD-NNNN run from 1 to the counter without a gap, each with its type's
-- prefix and its own day. A later version of an order takes no number of its own: it is the first one's with the
-- version behind it, and the version before it is revised (D-PO 改价).
WITH numbered AS (
    SELECT d.id, d.number, t.prefix, to_char(d.business_on, 'YYYYMMDD') AS day,
           split_part(d.number, '-', 3) AS place
    FROM documents_document AS d
    JOIN json_to_recordset(%(types)s::json) AS t(code text, prefix text) ON t.code = d.type_code
    WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL AND NOT d.data ? 'version_of'
), judged AS (
    SELECT n.*, n.number = n.prefix || '-' || n.day || '-' || n.place AND n.place ~ '^\d{4,9}$' AS is_sound
    FROM numbered AS n
), given AS (
    SELECT j.prefix, j.day, count(*) AS number_count,
           max(CASE WHEN j.is_sound THEN j.place::int END) AS highest,
           (array_agg(j.id ORDER BY j.number DESC))[:3] AS document_ids
    FROM judged AS j WHERE j.is_sound
    GROUP BY j.prefix, j.day
), counted AS (
    SELECT c.kind AS prefix, to_char(c.day, 'YYYYMMDD') AS day, c.last
    FROM documents_counter AS c
    WHERE c.company_id = %(company_id)s
      AND c.kind IN (SELECT t.prefix FROM json_to_recordset(%(types)s::json) AS t(prefix text))
)
SELECT coalesce(g.document_ids, '{}') AS document_ids, k.prefix, k.day,
       coalesce(g.number_count, 0) AS number_count, coalesce(g.highest, 0) AS highest_number,
       coalesce(c.last, 0) AS counter_number
FROM given AS g FULL JOIN counted AS c USING (prefix, day) AS k
WHERE g.number_count IS DISTINCT FROM g.highest OR coalesce(g.highest, 0) <> coalesce(c.last, 0)
UNION ALL
SELECT ARRAY[j.id], j.prefix, j.day, NULL, NULL, NULL
FROM judged AS j WHERE NOT j.is_sound
UNION ALL
SELECT ARRAY[d.id], t.prefix, to_char(d.business_on, 'YYYYMMDD'), NULL, NULL, NULL
FROM documents_document AS d
JOIN json_to_recordset(%(types)s::json) AS t(code text, prefix text) ON t.code = d.type_code
WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL AND d.data ? 'version_of'
  AND (d.number <> (d.data ->> 'version_of') || '-' || (d.data ->> 'version') OR NOT EXISTS (
      SELECT FROM documents_document AS before
      WHERE before.company_id = d.company_id AND before.type_code = d.type_code AND before.state = 'revised'
        AND before.number = (d.data ->> 'version_of') || CASE d.data ->> 'version'
            WHEN '2' THEN '' ELSE '-' || ((d.data ->> 'version')::int - 1)::text END))
