-- The amounts of the vouchers of some days, and of entries of these days that are on no voucher (R-51), by the day on
-- which the list shows them.
SELECT coalesce(voucher.business_on, entry.business_on) AS business_on, entry.id AS seq, entry.document_id,
       NULL::bigint AS line_id, entry.amount, '' AS note
FROM ledger_entry AS entry
LEFT JOIN ledger_voucherentry AS on_voucher
    ON on_voucher.company_id = entry.company_id AND on_voucher.entry_id = entry.id
LEFT JOIN ledger_voucher AS voucher ON voucher.company_id = entry.company_id AND voucher.id = on_voucher.voucher_id
WHERE entry.company_id = %(company_id)s
