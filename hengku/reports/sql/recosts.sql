-- 成本重算说明 (C9): what a document changed the cost of other documents' goods by. > 0: they cost more now.
SELECT caused.id AS cause_id,
       caused.number AS cause_number,
       caused.type_code AS cause_type,
       caused.posted_at::date AS caused_on,
       document.id AS document_id,
       document.number,
       document.type_code,
       value.business_on,
       line.line_no,
       product.id AS product_id,
       product.code AS product_code,
       product.name AS product_name,
       value.kind,
       account.code || ' ' || account.name AS account,
       -value.amount AS change
FROM costing_value AS value
JOIN documents_line AS line ON line.company_id = value.company_id AND line.id = value.line_id
JOIN documents_document AS document ON document.company_id = line.company_id AND document.id = line.document_id
JOIN documents_document AS caused ON caused.company_id = value.company_id AND caused.id = value.document_id
JOIN catalog_product AS product ON product.company_id = value.company_id AND product.id = value.product_id
LEFT JOIN ledger_roleaccount AS role ON role.company_id = value.company_id AND role.role = value.against
LEFT JOIN ledger_account AS account ON account.company_id = role.company_id AND account.id = role.account_id
WHERE value.company_id = %(company_id)s
  AND value.quantity = 0
  AND value.document_id <> line.document_id
  AND value.kind IN ('recost', 'true_up', 'residual', 'value_only', 'return_difference', 'variance')
  AND value.against <> 'transfer'
  AND value.business_on BETWEEN %(from)s AND %(to)s
  AND (%(product)s::bigint IS NULL OR value.product_id = %(product)s)
