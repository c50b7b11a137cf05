-- 借贷平 (R3): both sides equal and equal to the header, two lines at least, one side a line, the lines on the
-- entry's day.
WITH lines AS (
    SELECT l.entry_id, sum(l.debit) AS debit, sum(l.credit) AS credit, count(*) AS line_count,
           bool_or((l.debit <> 0) = (l.credit <> 0)) AS has_wrong_line, min(l.business_on) AS first_on,
           max(l.business_on) AS last_on
    FROM ledger_entryline AS l WHERE l.company_id = %(company_id)s
    GROUP BY l.entry_id
)
SELECT ARRAY[e.document_id] AS document_ids, e.id AS entry_id, e.summary,
       coalesce(l.debit, 0) AS debit_amount, coalesce(l.credit, 0) AS credit_amount, e.amount AS entry_amount,
       coalesce(l.line_count, 0) AS line_count
FROM ledger_entry AS e LEFT JOIN lines AS l ON l.entry_id = e.id
WHERE e.company_id = %(company_id)s
  AND (l.entry_id IS NULL OR l.debit <> l.credit OR l.debit <> e.amount OR l.line_count <> e.line_count
       OR l.line_count < 2 OR l.has_wrong_line OR l.first_on <> e.business_on OR l.last_on <> e.business_on)
