-- The entries of one document, line by line, with the voucher each is on.
SELECT entry.id AS entry_id, entry.purpose, entry.business_on, entry.summary,
       voucher.id AS voucher_id, voucher.word || '-' || voucher.number AS voucher,
       account.id AS account_id, account.code AS account_code, account.name AS account_name,
       line.debit, line.credit, line.is_cost, line.memo, party.name AS party
FROM ledger_entry AS entry
JOIN ledger_entryline AS line ON line.company_id = entry.company_id AND line.entry_id = entry.id
JOIN ledger_account AS account ON account.company_id = entry.company_id AND account.id = line.account_id
LEFT JOIN parties_party AS party ON party.company_id = entry.company_id AND party.id = line.party_id
LEFT JOIN ledger_voucherentry AS on_voucher
    ON on_voucher.company_id = entry.company_id AND on_voucher.entry_id = entry.id
LEFT JOIN ledger_voucher AS voucher
    ON voucher.company_id = entry.company_id AND voucher.id = on_voucher.voucher_id
WHERE entry.company_id = %(company_id)s AND entry.document_id = %(document_id)s
ORDER BY entry.id, line.line_no
