-- What documents settled with each other: from the document of an item to the document that applied it, in money.
SELECT item.document_id AS source_id, application.document_id AS target_id, sum(application.amount) AS amount
FROM settlement_application AS application
JOIN settlement_item AS item
    ON item.company_id = application.company_id AND item.id IN (application.item_id, application.against_id)
WHERE application.company_id = %(company_id)s AND item.document_id <> application.document_id
  AND (
      application.document_id = ANY(%(documents)s)
      OR application.item_id IN (
          SELECT id FROM settlement_item WHERE company_id = %(company_id)s AND document_id = ANY(%(documents)s)
      )
      OR application.against_id IN (
          SELECT id FROM settlement_item WHERE company_id = %(company_id)s AND document_id = ANY(%(documents)s)
      )
  )
  AND (item.document_id = ANY(%(documents)s) OR application.document_id = ANY(%(documents)s))
GROUP BY item.document_id, application.document_id
HAVING sum(application.amount) <> 0
ORDER BY item.document_id, application.document_id
LIMIT %(limit)s
