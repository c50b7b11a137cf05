-- 往来明细 = 总账, by party and kind: what is open of a party's items = the balance of the control account with
-- that party. Run for receivables (I17), payables (I18) and estimated payables (I18b). The documents are
-- those whose own item and entry lines differ.
WITH account AS (
    SELECT id, control AS kind, true AS is_controlled FROM ledger_account
    WHERE company_id = %(company_id)s AND control = ANY(%(kinds)s::text[])
    UNION ALL  -- what stands on these without a party is no item: 备用金, 平台应收, by voucher
    SELECT a.id, r.kind, false
    FROM (VALUES ('other_receivable', '1221'), ('other_payable', '2241')) AS r(kind, code)
    JOIN ledger_account AS a ON a.company_id = %(company_id)s AND a.control = '' AND left(a.code, 4) = r.code
    WHERE r.kind = ANY(%(kinds)s::text[])
), owed AS (
    SELECT role.kind, i.party_id, sum(i.residual) AS amount
    FROM settlement_item AS i
    CROSS JOIN LATERAL (  -- 已票未出 lies on the account of 预收 (T11)
        SELECT CASE i.kind WHEN 'invoiced_ahead' THEN 'advance_received' ELSE i.kind END AS kind) AS role
    WHERE i.company_id = %(company_id)s AND role.kind = ANY(%(kinds)s::text[])
    GROUP BY role.kind, i.party_id
), booked AS (
    SELECT a.kind, l.party_id,
           sum(CASE WHEN a.kind IN ('ar', 'prepay', 'other_receivable') THEN l.debit - l.credit
                    ELSE l.credit - l.debit END) AS amount
    FROM account AS a
    JOIN ledger_entryline AS l ON l.company_id = %(company_id)s AND l.account_id = a.id
    WHERE (l.party_id <> 0 OR a.is_controlled)
      AND NOT EXISTS (  -- estimates reversed on the first of a month move the ledger alone (C15)
          SELECT FROM ledger_entry AS e
          WHERE e.company_id = l.company_id AND e.id = l.entry_id AND e.purpose = 'estimate')
    GROUP BY a.kind, l.party_id
)
SELECT ARRAY(
           SELECT z.document_id FROM (
               SELECT i.document_id, i.amount FROM settlement_item AS i
               WHERE i.company_id = %(company_id)s AND i.party_id = k.party_id
                 AND i.kind = ANY(CASE k.kind WHEN 'advance_received' THEN ARRAY[k.kind, 'invoiced_ahead']
                                              ELSE ARRAY[k.kind] END)
               UNION ALL
               SELECT e.document_id,
                      CASE WHEN k.kind IN ('ar', 'prepay', 'other_receivable')
                           THEN l.credit - l.debit ELSE l.debit - l.credit END
               FROM account AS a
               JOIN ledger_entryline AS l ON l.company_id = %(company_id)s AND l.account_id = a.id
               JOIN ledger_entry AS e ON e.company_id = l.company_id AND e.id = l.entry_id
               WHERE a.kind = k.kind AND l.party_id = k.party_id
                 AND e.purpose <> 'estimate'
           ) AS z
           GROUP BY z.document_id HAVING sum(z.amount) <> 0 ORDER BY z.document_id LIMIT 5
       ) AS document_ids,
       k.kind, k.party_id, coalesce(o.amount, 0) AS open_amount, coalesce(b.amount, 0) AS booked_amount
FROM owed AS o FULL JOIN booked AS b USING (kind, party_id) AS k
WHERE coalesce(o.amount, 0) <> coalesce(b.amount, 0)
