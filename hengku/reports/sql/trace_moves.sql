-- Every move of these lots, with the document that made it, and where the goods came from and went.
SELECT m.id, coalesce(nullif(m.lot_id, 0), m.to_lot_id) AS lot_id, m.business_on, m.quantity, m.status, m.to_status,
       source.role AS from_role, coalesce(wf.name, '') AS from_warehouse,
       target.role AS to_role, coalesce(wt.name, '') AS to_warehouse,
       d.id AS document_id, d.number, d.type_code, d.state, d.reverses_id IS NOT NULL AS is_reversal,
       party.id AS party_id, coalesce(party.name, '') AS party, coalesce(party.phone, '') AS phone
FROM inventory_move AS m
JOIN inventory_place AS source ON source.company_id = m.company_id AND source.id = m.from_place_id
JOIN inventory_place AS target ON target.company_id = m.company_id AND target.id = m.to_place_id
LEFT JOIN company_warehouse AS wf ON wf.company_id = m.company_id AND wf.id = source.warehouse_id
LEFT JOIN company_warehouse AS wt ON wt.company_id = m.company_id AND wt.id = target.warehouse_id
JOIN documents_document AS d ON d.company_id = m.company_id AND d.id = m.document_id
LEFT JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
WHERE m.company_id = %(company_id)s AND m.product_id = ANY(%(products)s)
  AND (m.lot_id = ANY(%(lots)s) OR m.to_lot_id = ANY(%(lots)s))
ORDER BY m.business_on, m.seq
