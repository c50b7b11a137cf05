-- The open items behind a figure of the ageing: what is still open of each at the end of a day, oldest due date first.
WITH taken AS (
    SELECT item_id, sum(amount) AS amount
    FROM (
        SELECT item_id, amount
        FROM settlement_application
        WHERE company_id = %(company_id)s AND business_on <= %(as_of)s
        UNION ALL
        SELECT against_id, -amount
        FROM settlement_application
        WHERE company_id = %(company_id)s AND business_on <= %(as_of)s
    ) AS application
    GROUP BY item_id
)
SELECT i.id AS item_id,
       i.kind,
       i.document_id,
       document.type_code,
       document.number,
       party.id AS party_id,
       party.name AS party,
       i.business_on,
       i.due_on,
       greatest(%(as_of)s::date - i.due_on, 0) AS days_overdue,
       %(as_of)s::date - i.business_on AS days,
       i.amount,
       coalesce(taken.amount, 0) AS applied,
       i.amount - coalesce(taken.amount, 0) AS residual
FROM settlement_item AS i
LEFT JOIN taken ON taken.item_id = i.id
JOIN documents_document AS document ON document.company_id = i.company_id AND document.id = i.document_id
JOIN parties_party AS party ON party.company_id = i.company_id AND party.id = i.party_id
WHERE i.company_id = %(company_id)s
  AND i.business_on <= %(as_of)s
  AND (%(kinds)s::text[] IS NULL OR i.kind = ANY(%(kinds)s))
  AND (%(party)s::bigint IS NULL OR i.party_id = %(party)s)
  AND i.amount <> coalesce(taken.amount, 0)
  AND (%(only)s <> 'money' OR i.kind IN ('ar', 'ap') AND document.type_code IN ('receipt', 'payment'))
  AND (%(only)s <> 'both_sides' OR i.kind IN ('ar', 'advance_received', 'ap', 'prepay') AND EXISTS (
      SELECT FROM settlement_item AS other
      WHERE other.company_id = i.company_id AND other.party_id = i.party_id AND other.residual > 0
        AND other.business_on <= %(as_of)s
        AND other.kind = CASE i.kind WHEN 'ar' THEN 'advance_received' WHEN 'advance_received' THEN 'ar'
                                     WHEN 'ap' THEN 'prepay' ELSE 'ap' END))
