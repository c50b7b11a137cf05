-- 进项发票台账 (R-42, T5): the invoices of suppliers with their tax, and what of it was booked to 进项税额. Whatever else was
-- booked there stands below, so that the sum is the movement of the account.
WITH deducted AS (
    SELECT e.document_id, sum(l.debit - l.credit) AS amount
    FROM ledger_roleaccount AS r
    JOIN ledger_entryline AS l
        ON l.company_id = r.company_id AND l.account_id = r.account_id AND l.business_on BETWEEN %(from)s AND %(to)s
    JOIN ledger_entry AS e ON e.company_id = l.company_id AND e.id = l.entry_id
    WHERE r.company_id = %(company_id)s AND r.role = 'vat_input'
    GROUP BY e.document_id
),
invoice AS (
    SELECT d.*, coalesce(deducted.amount, 0) AS deducted
    FROM documents_document AS d
    LEFT JOIN deducted ON deducted.document_id = d.id
    WHERE d.company_id = %(company_id)s AND d.business_on BETWEEN %(from)s AND %(to)s AND d.posted_at IS NOT NULL
      AND (d.type_code = ANY(%(types)s) AND (d.type_code <> 'expense' OR d.amount_tax <> 0)
             OR deducted.document_id IS NOT NULL)
      AND (%(party)s::bigint IS NULL OR d.party_id = %(party)s)
)
SELECT invoice.id AS document_id,
       invoice.party_id,
       invoice.business_on,
       invoice.number,
       invoice.type_code,
       coalesce(invoice.data ->> 'invoice_number', (
           SELECT string_agg(DISTINCT line.data ->> 'invoice_number', '、')
           FROM documents_line AS line
           WHERE invoice.type_code = 'expense' AND line.company_id = invoice.company_id
             AND line.document_id = invoice.id), '') AS invoice_number,
       party.name AS party,
       party.tax_number,
       (SELECT string_agg(DISTINCT t.name, '、')
        FROM documents_line AS line
        JOIN catalog_taxcode AS t ON t.company_id = line.company_id AND t.id = line.tax_code_id
        WHERE line.company_id = invoice.company_id AND line.document_id = invoice.id) AS tax_codes,
       CASE WHEN invoice.type_code = ANY(%(types)s) THEN invoice.amount_net ELSE 0 END AS amount_net,
       CASE WHEN invoice.type_code = ANY(%(types)s) THEN invoice.amount_tax ELSE 0 END AS amount_tax,
       CASE WHEN invoice.type_code = ANY(%(types)s) THEN invoice.amount_incl ELSE 0 END AS amount_incl,
       invoice.deducted,
       to_char(invoice.business_on, 'YYYY-MM') AS month
FROM invoice
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = invoice.party_id
