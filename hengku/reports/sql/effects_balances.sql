-- Balances of the places a document moved goods in or out of: by how much, and what they were after it. ``later`` are
-- the moves posted since; what is on hand now less what they did is what was there when the document was posted.
WITH own AS (
    SELECT move.product_id, held.place_id, held.status, held.owner_id, sum(held.quantity) AS change
    FROM inventory_move AS move
    CROSS JOIN LATERAL (VALUES (move.from_place_id, move.status, move.owner_id, -move.quantity),
                               (move.to_place_id, move.to_status, move.to_owner_id, move.quantity))
               AS held (place_id, status, owner_id, quantity)
    WHERE move.company_id = %(company_id)s AND move.document_id = %(document_id)s
    GROUP BY move.product_id, held.place_id, held.status, held.owner_id
), later AS (
    SELECT move.product_id, held.place_id, held.status, held.owner_id, sum(held.quantity) AS change
    FROM inventory_move AS move
    CROSS JOIN LATERAL (VALUES (move.from_place_id, move.status, move.owner_id, -move.quantity),
                               (move.to_place_id, move.to_status, move.to_owner_id, move.quantity))
               AS held (place_id, status, owner_id, quantity)
    WHERE move.company_id = %(company_id)s AND move.seq > %(last_seq)s
      AND move.product_id IN (SELECT product_id FROM own)
    GROUP BY move.product_id, held.place_id, held.status, held.owner_id
), hand AS (
    SELECT product_id, place_id, status, owner_id, sum(quantity) AS quantity FROM inventory_onhand
    WHERE company_id = %(company_id)s AND product_id IN (SELECT product_id FROM own)
    GROUP BY product_id, place_id, status, owner_id
)
SELECT own.product_id, product.code AS product_code, product.name AS product_name, unit.name AS unit,
       place.name AS place, own.status, owner.name AS owner, place.warehouse_id, own.change,
       hand.quantity - coalesce(later.change, 0) AS after
FROM own
JOIN inventory_place AS place ON place.company_id = %(company_id)s AND place.id = own.place_id
     AND place.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = own.product_id
JOIN catalog_unit AS unit ON unit.company_id = product.company_id AND unit.id = product.base_unit_id
JOIN hand ON hand.product_id = own.product_id AND hand.place_id = own.place_id
     AND hand.status = own.status AND hand.owner_id = own.owner_id
LEFT JOIN later ON later.product_id = own.product_id AND later.place_id = own.place_id
     AND later.status = own.status AND later.owner_id = own.owner_id
LEFT JOIN parties_party AS owner ON owner.company_id = %(company_id)s AND owner.id = own.owner_id
WHERE own.change <> 0
ORDER BY place.name, product.code, own.status, own.owner_id
