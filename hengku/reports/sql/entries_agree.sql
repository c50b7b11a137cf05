-- 凭证-单据一致性 (R-52, P8 ⑤): posted documents that owe or value something beside what was booked for them. 有单无证: no
-- entry; 有证无单: an entry of no posted document; 金额差: the value of its goods is not what stands on inventory accounts;
-- 未编凭证: an entry on no voucher yet.
WITH entry AS (
    SELECT e.id, e.document_id, e.business_on, e.amount, e.purpose, e.summary, v.word || '-' || v.number AS voucher
    FROM ledger_entry AS e
    LEFT JOIN ledger_voucherentry AS x ON x.company_id = e.company_id AND x.entry_id = e.id
    LEFT JOIN ledger_voucher AS v ON v.company_id = x.company_id AND v.id = x.voucher_id
    WHERE e.company_id = %(company_id)s AND e.business_on BETWEEN %(from)s AND %(to)s
),
booked AS (
    SELECT document_id, min(business_on) AS business_on, sum(amount) AS amount, count(*) AS entry_count,
           count(*) FILTER (WHERE voucher IS NULL) AS unnumbered, min(summary) AS summary,
           string_agg(DISTINCT voucher, '、' ORDER BY voucher) AS voucher
    FROM entry
    GROUP BY document_id
),
paper AS (
    SELECT d.id, d.business_on, d.number, d.type_code, d.amount_incl
    FROM documents_document AS d
    WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL AND d.business_on BETWEEN %(from)s AND %(to)s
),
money AS (
    SELECT i.document_id FROM settlement_item AS i
    WHERE i.company_id = %(company_id)s AND i.document_id IN (SELECT id FROM paper)
    UNION
    SELECT c.document_id FROM costing_value AS c
    JOIN inventory_move AS m ON m.company_id = c.company_id AND m.id = c.move_id AND m.document_id = c.document_id
    WHERE c.company_id = %(company_id)s AND c.document_id IN (SELECT id FROM paper) AND c.amount <> 0
      AND c.against <> 'conversion' AND c.kind NOT IN ('recost', 'transfer_in', 'transfer_out', 'converted')
),
valued AS (
    SELECT c.document_id, sum(c.amount) AS amount
    FROM costing_value AS c
    JOIN costing_pool AS p ON p.company_id = c.company_id AND p.id = c.pool_id AND p.warehouse_id >= 0
    WHERE c.company_id = %(company_id)s
      AND c.document_id IN (SELECT id FROM paper UNION SELECT document_id FROM booked)
    GROUP BY c.document_id
),
stock AS (
    SELECT e.document_id, sum(l.debit - l.credit) AS amount
    FROM ledger_entry AS e
    JOIN ledger_entryline AS l ON l.company_id = e.company_id AND l.entry_id = e.id
    JOIN ledger_account AS a ON a.company_id = l.company_id AND a.id = l.account_id AND a.control = 'inventory'
     AND NOT a.code LIKE ANY(%(away_codes)s::text[])
    WHERE e.company_id = %(company_id)s AND e.purpose <> 'estimate'
      AND e.document_id IN (SELECT id FROM paper UNION SELECT document_id FROM booked)
    GROUP BY e.document_id
),
judged AS (
    SELECT coalesce(paper.id, other.id) AS document_id,
           coalesce(paper.id, booked.document_id) AS booked_id,
           coalesce(paper.business_on, booked.business_on) AS business_on,
           coalesce(paper.number, other.number, '') AS number,
           coalesce(paper.type_code, other.type_code, '') AS type_code,
           coalesce(booked.summary, '') AS summary, coalesce(booked.voucher, '') AS voucher,
           coalesce(paper.amount_incl, other.amount_incl, 0) AS amount, coalesce(booked.amount, 0) AS booked_amount,
           coalesce(valued.amount, 0) - coalesce(stock.amount, 0) AS difference,
           CASE
               WHEN booked.document_id IS NULL THEN 'no_entry'
               WHEN paper.id IS NULL AND other.id IS NULL THEN 'no_document'
               WHEN coalesce(valued.amount, 0) <> coalesce(stock.amount, 0) THEN 'differs'
               WHEN booked.unnumbered > 0 THEN 'no_voucher'
               ELSE 'agrees'
           END AS finding
    FROM booked
    FULL JOIN paper ON paper.id = booked.document_id
    LEFT JOIN documents_document AS other
        ON other.company_id = %(company_id)s AND other.id = booked.document_id AND other.posted_at IS NOT NULL
    LEFT JOIN valued ON valued.document_id = coalesce(paper.id, booked.document_id)
    LEFT JOIN stock ON stock.document_id = coalesce(paper.id, booked.document_id)
    WHERE booked.document_id IS NOT NULL OR paper.id IN (SELECT document_id FROM money)
)
SELECT judged.*, CASE WHEN finding = 'agrees' THEN 0 ELSE 1 END AS finding_count
FROM judged
WHERE %(only)s = 'all' OR finding = %(only)s OR %(only)s = '' AND finding NOT IN ('agrees', 'no_voucher')
