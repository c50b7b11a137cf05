-- One voucher as it is printed: its lines in order, with the document each comes from.
SELECT entry.id AS entry_id,
       line.line_no,
       entry.document_id,
       entry.business_on,
       voucher.word || '-' || voucher.number AS voucher,
       CASE WHEN line.memo <> '' THEN line.memo ELSE entry.summary END AS summary,
       account.code,
       account.name,
       party.name AS party,
       document.number,
       nullif(line.debit, 0) AS debit,
       nullif(line.credit, 0) AS credit
FROM ledger_voucher AS voucher
JOIN ledger_voucherentry AS on_voucher
    ON on_voucher.company_id = voucher.company_id AND on_voucher.voucher_id = voucher.id
JOIN ledger_entry AS entry ON entry.company_id = voucher.company_id AND entry.id = on_voucher.entry_id
JOIN ledger_entryline AS line ON line.company_id = voucher.company_id AND line.entry_id = entry.id
JOIN ledger_account AS account ON account.company_id = voucher.company_id AND account.id = line.account_id
LEFT JOIN parties_party AS party ON party.company_id = voucher.company_id AND party.id = line.party_id
LEFT JOIN documents_document AS document
    ON document.company_id = voucher.company_id AND document.id = entry.document_id
WHERE voucher.company_id = %(company_id)s AND voucher.id = %(voucher)s
