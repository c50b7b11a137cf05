-- 应付账款 by supplier (R-25): what the entries added and took off.
SELECT line.business_on, line.entry_id * 100000 + line.line_no AS seq, entry.document_id, NULL::bigint AS line_id,
       CASE %(measure)s WHEN 'credit' THEN line.credit WHEN 'debit' THEN line.debit ELSE line.credit - line.debit END
           AS amount,
       '' AS note
FROM ledger_account AS account
JOIN ledger_entryline AS line ON line.company_id = account.company_id AND line.account_id = account.id
JOIN ledger_entry AS entry ON entry.company_id = line.company_id AND entry.id = line.entry_id
WHERE account.company_id = %(company_id)s AND account.control = 'ap'
  AND (%(party)s::bigint IS NULL OR line.party_id = %(party)s)
