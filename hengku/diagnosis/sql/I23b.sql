-- 凭证号连续 (1.1.3): within a month and word from 1 to the counter without a gap.
WITH given AS (
    SELECT v.month, v.word, count(*) AS number_count, min(v.number) AS lowest, max(v.number) AS highest
    FROM ledger_voucher AS v WHERE v.company_id = %(company_id)s
    GROUP BY v.month, v.word
)
SELECT ARRAY[]::bigint[] AS document_ids, to_char(g.month, 'YYYY-MM') AS month, g.word, g.number_count,
       g.highest AS highest_number, coalesce(c.last, 0) AS counter_number
FROM given AS g
LEFT JOIN documents_counter AS c ON c.company_id = %(company_id)s AND c.kind = g.word AND c.day = g.month
WHERE g.number_count <> g.highest OR g.lowest <> 1 OR c.last IS DISTINCT FROM g.highest
