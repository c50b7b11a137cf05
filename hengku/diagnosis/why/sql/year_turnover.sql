-- 本年累计 of an account and those below it, without an account of all (R-51): lines of entries that are no openings, and
-- what 科目期初 says was turned over before books that begin within the year (D-OPNG).
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
       CASE %(measure)s WHEN 'debit' THEN l.debit ELSE l.credit END AS amount,
       CASE WHEN entry.purpose = 'recost' THEN 'recost' ELSE '' END AS note
FROM ledger_entryline AS l
JOIN ledger_entry AS entry ON entry.company_id = l.company_id AND entry.id = l.entry_id
WHERE l.company_id = %(company_id)s
  AND (%(account)s::bigint IS NULL OR l.account_id IN (SELECT id FROM below))
  AND CASE %(measure)s WHEN 'debit' THEN l.debit ELSE l.credit END <> 0
  AND (entry.document_id IS NULL OR NOT entry.document_id = ANY(ARRAY(
      SELECT id FROM documents_document
      WHERE company_id = %(company_id)s AND type_code IN ('opening_stock', 'opening_arap', 'opening_gl'))))
UNION ALL
SELECT document.business_on, line.id, document.id, line.id, said.amount, ''
FROM documents_document AS document
JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
CROSS JOIN LATERAL (
    SELECT coalesce((line.data ->> CASE %(measure)s WHEN 'debit' THEN 'year_debit' ELSE 'year_credit' END)::numeric, 0)
) AS said(amount)
WHERE document.company_id = %(company_id)s AND document.type_code = 'opening_gl' AND document.state = 'posted'
  AND document.reverses_id IS NULL AND said.amount <> 0
  AND (%(account)s::bigint IS NULL OR (line.data ->> 'account')::bigint IN (SELECT id FROM below))
