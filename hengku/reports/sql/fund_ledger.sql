-- 资金流水 (R-45): every entry line of a fund account with the balance after it; money in is debit, out is credit.
WITH line AS (
    SELECT l.*, l.debit - l.credit AS change
    FROM ledger_entryline AS l
    WHERE l.company_id = %(company_id)s AND l.fund_account_id <> 0 AND l.business_on <= %(to)s
      AND (%(fund_account)s::bigint IS NULL OR l.fund_account_id = %(fund_account)s)
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
       NULL AS fund_account,
       'opening_balance' AS type_code,
       NULL AS number,
       NULL AS party,
       NULL AS memo,
       NULL::numeric AS money_in,
       NULL::numeric AS money_out,
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
       fund.name,
       document.type_code,
       document.number,
       party.name,
       CASE WHEN running.memo <> '' THEN running.memo ELSE entry.summary END,
       nullif(running.debit, 0),
       nullif(running.credit, 0),
       running.balance,
       running.change
FROM running
JOIN ledger_entry AS entry ON entry.company_id = %(company_id)s AND entry.id = running.entry_id
JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = entry.document_id
JOIN parties_fundaccount AS fund ON fund.company_id = %(company_id)s AND fund.id = running.fund_account_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = document.party_id
WHERE running.business_on >= %(from)s
