-- The goods one document moved, in order.
SELECT m.product_id, product.code AS product_code, product.name AS product_name, unit.name AS unit,
       source.name AS from_place, source.role AS from_role,
       target.name AS to_place, target.role AS to_role,
       source.warehouse_id AS from_warehouse, target.warehouse_id AS to_warehouse,
       m.status AS from_status, m.to_status, m.owner_id, m.to_owner_id, owner.name AS owner, m.quantity
FROM inventory_move AS m
JOIN catalog_product AS product ON product.company_id = m.company_id AND product.id = m.product_id
JOIN catalog_unit AS unit ON unit.company_id = m.company_id AND unit.id = product.base_unit_id
JOIN inventory_place AS source ON source.company_id = m.company_id AND source.id = m.from_place_id
JOIN inventory_place AS target ON target.company_id = m.company_id AND target.id = m.to_place_id
LEFT JOIN parties_party AS owner
    ON owner.company_id = m.company_id AND owner.id = greatest(m.owner_id, m.to_owner_id)
WHERE m.company_id = %(company_id)s AND m.document_id = %(document_id)s
ORDER BY m.seq
