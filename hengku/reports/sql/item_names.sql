-- What these open items are: document, party, and what is left of them now.
SELECT i.id, i.kind, i.amount, i.residual, i.due_on, i.document_id,
       document.number, document.type_code,
       party.id AS party_id, party.name AS party
FROM settlement_item AS i
JOIN documents_document AS document ON document.company_id = i.company_id AND document.id = i.document_id
JOIN parties_party AS party ON party.company_id = i.company_id AND party.id = i.party_id
WHERE i.company_id = %(company_id)s AND i.id = ANY(%(item_ids)s)
