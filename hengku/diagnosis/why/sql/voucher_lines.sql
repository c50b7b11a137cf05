-- The debits or credits of one voucher.
SELECT l.business_on, l.entry_id * 100000 + l.line_no AS seq, entry.document_id, NULL::bigint AS line_id,
       CASE WHEN %(measure)s = 'debit' THEN l.debit ELSE l.credit END AS amount, '' AS note
FROM ledger_voucherentry AS on_voucher
JOIN ledger_entry AS entry ON entry.company_id = on_voucher.company_id AND entry.id = on_voucher.entry_id
JOIN ledger_entryline AS l ON l.company_id = entry.company_id AND l.entry_id = entry.id
WHERE on_voucher.company_id = %(company_id)s AND on_voucher.voucher_id = %(voucher)s
  AND CASE WHEN %(measure)s = 'debit' THEN l.debit <> 0 ELSE l.credit <> 0 END
