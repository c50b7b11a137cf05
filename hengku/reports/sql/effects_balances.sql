-- Balances of the places a document moved goods in or out of: by how much, and what they were after it. ``later`` are the
-- moves posted since; what is on hand now less what they did is what was there when the document was posted.
WITH own AS (
    SELECT move.product_id, place.place_id,
           sum(CASE WHEN place.place_id = move.to_place_id THEN move.quantity ELSE -move.quantity END) AS change
    FROM inventory_move AS move
    CROSS JOIN LATERAL (VALUES (move.from_place_id), (move.to_place_id)) AS place (place_id)
    WHERE move.company_id = %(company_id)s AND move.document_id = %(document_id)s
    GROUP BY move.product_id, place.place_id
), later AS (
    SELECT move.product_id, place.place_id,
           sum(CASE WHEN place.place_id = move.to_place_id THEN move.quantity ELSE -move.quantity END) AS change
    FROM inventory_move AS move
    CROSS JOIN LATERAL (VALUES (move.from_place_id), (move.to_place_id)) AS place (place_id)
    WHERE move.company_id = %(company_id)s AND move.seq > %(last_seq)s
      AND move.product_id IN (SELECT product_id FROM own)
    GROUP BY move.product_id, place.place_id
), hand AS (
    SELECT product_id, place_id, sum(quantity) AS quantity FROM inventory_onhand
    WHERE company_id = %(company_id)s AND product_id IN (SELECT product_id FROM own)
    GROUP BY product_id, place_id
)
SELECT own.product_id, product.code AS product_code, product.name AS product_name, unit.name AS unit,
       place.name AS place, place.warehouse_id, own.change,
       hand.quantity - coalesce(later.change, 0) AS after
FROM own
JOIN inventory_place AS place ON place.company_id = %(company_id)s AND place.id = own.place_id
     AND place.role IN ('stock', 'transit', 'quality')
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = own.product_id
JOIN catalog_unit AS unit ON unit.company_id = product.company_id AND unit.id = product.base_unit_id
JOIN hand ON hand.product_id = own.product_id AND hand.place_id = own.place_id
LEFT JOIN later ON later.product_id = own.product_id AND later.place_id = own.place_id
WHERE own.change <> 0
ORDER BY place.name, product.code
