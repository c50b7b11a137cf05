-- 一笔分录一张凭证: an entry stands on at most one voucher, in its own month; a voucher has at least one.
SELECT ARRAY[e.document_id] AS document_ids, e.id AS entry_id, count(*) AS voucher_count,
       min(v.month) AS month, min(v.number) AS number
FROM ledger_voucherentry AS x
JOIN ledger_entry AS e ON e.company_id = x.company_id AND e.id = x.entry_id
JOIN ledger_voucher AS v ON v.company_id = x.company_id AND v.id = x.voucher_id
WHERE x.company_id = %(company_id)s
GROUP BY e.document_id, e.id, e.business_on
HAVING count(*) > 1 OR min(v.month) <> date_trunc('month', e.business_on)
UNION ALL
SELECT ARRAY[]::bigint[], NULL, 0, v.month, v.number
FROM ledger_voucher AS v
WHERE v.company_id = %(company_id)s
  AND NOT EXISTS (SELECT FROM ledger_voucherentry AS x
                  WHERE x.company_id = v.company_id AND x.voucher_id = v.id)
