-- 核销双方: two items of one kind and party, a positive and a negative one; what was given back was applied
-- before.
SELECT array_agg(DISTINCT a.document_id) AS document_ids, i.kind, i.party_id, g.party_id AS against_party_id,
       g.kind AS against_kind, sum(a.amount) AS applied_amount
FROM settlement_application AS a
JOIN settlement_item AS i ON i.company_id = a.company_id AND i.id = a.item_id
JOIN settlement_item AS g ON g.company_id = a.company_id AND g.id = a.against_id
WHERE a.company_id = %(company_id)s
GROUP BY i.id, i.kind, i.party_id, i.amount, g.id, g.kind, g.party_id, g.amount
HAVING i.kind <> g.kind OR i.party_id <> g.party_id OR i.amount < 0 OR g.amount > 0 OR sum(a.amount) < 0
