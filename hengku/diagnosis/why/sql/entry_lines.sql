-- Lines of entries on an account and those below it; without an account those of all.
WITH RECURSIVE below AS (
    SELECT id
    FROM ledger_account
    WHERE company_id = %(company_id)s AND id = %(account)s
    UNION
    SELECT account.id
    FROM below
    JOIN ledger_account AS account ON account.company_id = %(company_id)s AND account.parent_id = below.id
)
SELECT l.business_on, l.entry_id * 100000 + l.line_no AS seq, entry.document_id, NULL::bigint AS line_id,
       CASE %(measure)s
           WHEN 'debit' THEN l.debit
           WHEN 'credit' THEN l.credit
           WHEN 'credit_less_debit' THEN l.credit - l.debit
           ELSE l.debit - l.credit
       END AS amount,
       CASE WHEN entry.purpose = 'recost' THEN 'recost' ELSE '' END AS note
FROM ledger_entryline AS l
JOIN ledger_entry AS entry ON entry.company_id = l.company_id AND entry.id = l.entry_id
WHERE l.company_id = %(company_id)s
  AND (%(account)s::bigint IS NULL OR l.account_id IN (SELECT id FROM below))
  AND (%(party)s::bigint IS NULL OR l.party_id = %(party)s)
  AND (%(department)s::bigint IS NULL OR l.department_id = %(department)s)
  AND (%(fund_account)s::bigint IS NULL OR l.fund_account_id = %(fund_account)s)
  AND (NOT %(only_funds)s OR l.fund_account_id <> 0)
  AND CASE %(measure)s WHEN 'debit' THEN l.debit <> 0 WHEN 'credit' THEN l.credit <> 0 ELSE true END
