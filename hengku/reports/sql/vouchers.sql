-- 凭证列表 (R-51): the vouchers of some days with their amount, and the entries that are on no voucher yet.
SELECT voucher.id AS voucher_id,
       NULL::bigint AS document_id,
       NULL::bigint AS entry_id,
       voucher.business_on,
       voucher.word || '-' || voucher.number AS voucher,
       voucher.number AS voucher_number,
       voucher.summary,
       count(*) AS entry_count,
       sum(entry.amount) AS amount
FROM ledger_voucher AS voucher
JOIN ledger_voucherentry AS on_voucher
    ON on_voucher.company_id = voucher.company_id AND on_voucher.voucher_id = voucher.id
JOIN ledger_entry AS entry ON entry.company_id = voucher.company_id AND entry.id = on_voucher.entry_id
WHERE voucher.company_id = %(company_id)s AND voucher.business_on BETWEEN %(from)s AND %(to)s
GROUP BY voucher.company_id, voucher.id
UNION ALL
SELECT NULL,
       entry.document_id,
       entry.id,
       entry.business_on,
       NULL,
       NULL,
       entry.summary,
       1,
       entry.amount
FROM ledger_entry AS entry
WHERE entry.company_id = %(company_id)s AND entry.business_on BETWEEN %(from)s AND %(to)s
  AND NOT EXISTS (
      SELECT 1
      FROM ledger_voucherentry AS on_voucher
      WHERE on_voucher.company_id = entry.company_id AND on_voucher.entry_id = entry.id
  )
