-- The entries on a voucher, or of some days: their amounts, or how many they are.
SELECT entry.business_on, entry.id AS seq, entry.document_id, NULL::bigint AS line_id,
       CASE WHEN %(measure)s = 'count' THEN 1 ELSE entry.amount END AS amount, '' AS note
FROM ledger_entry AS entry
WHERE entry.company_id = %(company_id)s
  AND (%(voucher)s::bigint IS NULL OR entry.id IN (
      SELECT entry_id FROM ledger_voucherentry WHERE company_id = %(company_id)s AND voucher_id = %(voucher)s
  ))
  AND (NOT %(unnumbered)s OR NOT EXISTS (
      SELECT 1 FROM ledger_voucherentry AS on_voucher
      WHERE on_voucher.company_id = entry.company_id AND on_voucher.entry_id = entry.id
  ))
