-- 费用明细: the lines of 费用单, reversals below zero. Tax is part of the expense unless the document's entry booked it to
-- 进项税额: who may deduct was decided when it was posted (T5).
WITH deducted AS (
    SELECT DISTINCT e.document_id
    FROM ledger_roleaccount AS r
    JOIN ledger_entryline AS l
        ON l.company_id = r.company_id AND l.account_id = r.account_id AND l.business_on BETWEEN %(from)s AND %(to)s
    JOIN ledger_entry AS e ON e.company_id = l.company_id AND e.id = l.entry_id
    WHERE r.company_id = %(company_id)s AND r.role = 'vat_input'
),
spent AS (
    SELECT d.id AS document_id, d.business_on, d.number, d.party_id, d.fund_account_id, line.line_no, line.remark,
           line.data ->> 'expense_item' AS item, line.data ->> 'invoice_number' AS invoice_number,
           coalesce((line.data ->> 'department')::bigint, d.department_id) AS department_id, line.amount_incl,
           CASE WHEN deducted.document_id IS NOT NULL AND tax.is_deductible AND tax.kind NOT IN ('exempt', 'none')
               THEN line.amount_tax ELSE 0 END AS deducted
    FROM documents_document AS d
    JOIN documents_line AS line ON line.company_id = d.company_id AND line.document_id = d.id
    LEFT JOIN catalog_taxcode AS tax ON tax.company_id = d.company_id AND tax.id = line.tax_code_id
    LEFT JOIN deducted ON deducted.document_id = d.id
    WHERE d.company_id = %(company_id)s AND d.type_code = 'expense' AND d.posted_at IS NOT NULL
      AND d.business_on BETWEEN %(from)s AND %(to)s
      AND (%(party)s::bigint IS NULL OR d.party_id = %(party)s)
      AND CASE %(paid)s WHEN 'at_once' THEN d.fund_account_id IS NOT NULL
                        WHEN 'later' THEN d.fund_account_id IS NULL ELSE true END
)
SELECT spent.document_id,
       spent.party_id,
       spent.business_on,
       spent.number,
       spent.line_no,
       coalesce(word.name, spent.item) AS expense_item,
       coalesce(department.name, %(nobody)s) AS department,
       coalesce(party.name, %(nobody)s) AS payee,
       fund.name AS fund_account,
       coalesce(spent.invoice_number, '') AS invoice_number,
       spent.remark,
       spent.amount_incl,
       spent.deducted,
       spent.amount_incl - spent.deducted AS cost,
       to_char(spent.business_on, 'YYYY-MM') AS month
FROM spent
LEFT JOIN unnest(%(codes)s::text[], %(names)s::text[]) AS word(code, name) ON word.code = spent.item
LEFT JOIN company_department AS department
    ON department.company_id = %(company_id)s AND department.id = spent.department_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = spent.party_id
LEFT JOIN parties_fundaccount AS fund ON fund.company_id = %(company_id)s AND fund.id = spent.fund_account_id
