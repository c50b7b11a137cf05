-- 资金付款计划 (R-27): invoices and bills that are not paid yet, by the day they fall due, with the account to pay to.
SELECT item.id AS item_id, item.document_id, document.number, document.type_code, item.party_id, party.name AS party,
       item.business_on, item.due_on, item.due_on - %(today)s::date AS days_left, item.amount,
       item.amount - item.residual AS paid, item.residual,
       party.bank_name, party.bank_account
FROM settlement_item AS item
JOIN documents_document AS document ON document.company_id = item.company_id AND document.id = item.document_id
JOIN parties_party AS party ON party.company_id = item.company_id AND party.id = item.party_id
WHERE item.company_id = %(company_id)s AND item.kind IN ('ap', 'other_payable') AND item.residual <> 0
  AND (%(party)s::bigint IS NULL OR item.party_id = %(party)s)
  AND (%(due_by)s::date IS NULL OR item.due_on <= %(due_by)s)
