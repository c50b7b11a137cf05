-- One side of the trial balance, summed (R-51): the lines of those accounts that stood on that side at the end of the
-- day. Accounts at the top count with all below them; or each leaf by itself.
WITH RECURSIVE below AS (
    SELECT id AS account_id, id AS leaf_id
    FROM ledger_account
    WHERE company_id = %(company_id)s
      AND CASE WHEN %(leaves_only)s::text IS NULL THEN parent_id IS NULL ELSE is_leaf END
    UNION ALL
    SELECT below.account_id, account.id
    FROM below
    JOIN ledger_account AS account ON account.company_id = %(company_id)s AND account.parent_id = below.leaf_id
    WHERE %(leaves_only)s::text IS NULL
),
chosen AS (
    SELECT below.account_id
    FROM below
    JOIN ledger_entryline AS l ON l.company_id = %(company_id)s AND l.account_id = below.leaf_id
    WHERE l.business_on <= %(last)s
    GROUP BY below.account_id
    HAVING sum(l.debit - l.credit) * %(side)s > 0
)
SELECT l.business_on, l.entry_id * 100000 + l.line_no AS seq, entry.document_id, NULL::bigint AS line_id,
       (l.debit - l.credit) * %(side)s AS amount,
       CASE WHEN entry.purpose = 'recost' THEN 'recost' ELSE '' END AS note
FROM below
JOIN chosen ON chosen.account_id = below.account_id
JOIN ledger_entryline AS l ON l.company_id = %(company_id)s AND l.account_id = below.leaf_id
JOIN ledger_entry AS entry ON entry.company_id = l.company_id AND entry.id = l.entry_id
