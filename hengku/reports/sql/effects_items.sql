-- The open items one document made or applied.
SELECT i.id, i.kind, i.amount, i.residual, i.due_on, i.document_id,
       party.id AS party_id, party.name AS party,
       document.number, document.type_code
FROM settlement_item AS i
JOIN parties_party AS party ON party.company_id = i.company_id AND party.id = i.party_id
JOIN documents_document AS document ON document.company_id = i.company_id AND document.id = i.document_id
WHERE i.company_id = %(company_id)s
  AND (
      i.document_id = %(document_id)s
      OR i.id IN (
          SELECT item_id FROM settlement_application
          WHERE company_id = %(company_id)s AND document_id = %(document_id)s
          UNION
          SELECT against_id FROM settlement_application
          WHERE company_id = %(company_id)s AND document_id = %(document_id)s
      )
  )
ORDER BY i.document_id <> %(document_id)s, i.id
