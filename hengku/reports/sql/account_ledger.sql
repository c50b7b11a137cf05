-- 明细账 (R-51): every entry line of an account and those below it, with the balance after it (debit less credit).
WITH RECURSIVE below AS (
    SELECT id
    FROM ledger_account
    WHERE company_id = %(company_id)s AND id = %(account)s
    UNION
    SELECT account.id
    FROM below
    JOIN ledger_account AS account ON account.company_id = %(company_id)s AND account.parent_id = below.id
),
line AS (
    SELECT l.*, l.debit - l.credit AS change
    FROM ledger_entryline AS l
    JOIN below ON below.id = l.account_id
    WHERE l.company_id = %(company_id)s AND l.business_on <= %(to)s
      AND (%(party)s::bigint IS NULL OR l.party_id = %(party)s)
),
running AS (
    SELECT line.*,
           sum(change) OVER so_far AS balance,
           row_number() OVER so_far AS row_number
    FROM line
    WINDOW so_far AS (ORDER BY business_on, entry_id, line_no ROWS UNBOUNDED PRECEDING)
)
SELECT 0::bigint AS row_number,
       NULL::bigint AS entry_id,
       NULL::integer AS line_no,
       NULL::bigint AS document_id,
       NULL::date AS business_on,
       NULL AS voucher,
       NULL AS account,
       '期初余额' AS summary,
       NULL AS party,
       NULL AS number,
       NULL::numeric AS debit,
       NULL::numeric AS credit,
       coalesce(sum(change), 0) AS balance,
       coalesce(sum(change), 0) AS change
FROM line
WHERE business_on < %(from)s
UNION ALL
SELECT running.row_number,
       running.entry_id,
       running.line_no,
       entry.document_id,
       running.business_on,
       voucher.word || '-' || voucher.number,
       account.code || ' ' || account.name,
       CASE WHEN running.memo <> '' THEN running.memo ELSE entry.summary END,
       party.name,
       document.number,
       nullif(running.debit, 0),
       nullif(running.credit, 0),
       running.balance,
       running.change
FROM running
JOIN ledger_entry AS entry ON entry.company_id = %(company_id)s AND entry.id = running.entry_id
JOIN ledger_account AS account ON account.company_id = %(company_id)s AND account.id = running.account_id
LEFT JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = entry.document_id
LEFT JOIN ledger_voucherentry AS on_voucher
    ON on_voucher.company_id = %(company_id)s AND on_voucher.entry_id = entry.id
LEFT JOIN ledger_voucher AS voucher
    ON voucher.company_id = %(company_id)s AND voucher.id = on_voucher.voucher_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = running.party_id
WHERE running.business_on >= %(from)s
