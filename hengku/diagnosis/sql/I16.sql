-- 受控科目无手工 (D-JV): an entry by hand is that of a voucher document, and touches no account a sub-ledger
-- controls.
SELECT ARRAY[e.document_id] AS document_ids, e.id AS entry_id, e.summary, a.id AS account_id,
       coalesce(l.debit, 0) + coalesce(l.credit, 0) AS line_amount
FROM ledger_entry AS e
JOIN ledger_entryline AS l ON l.company_id = e.company_id AND l.entry_id = e.id
JOIN ledger_account AS a ON a.company_id = l.company_id AND a.id = l.account_id AND a.control <> ''
WHERE e.company_id = %(company_id)s AND e.is_manual
UNION ALL
SELECT ARRAY[e.document_id], e.id, e.summary, NULL, e.amount
FROM ledger_entry AS e
JOIN documents_document AS d ON d.company_id = e.company_id AND d.id = e.document_id
WHERE e.company_id = %(company_id)s AND e.is_manual <> (d.type_code = 'voucher')
