-- What orders hold of the goods that lie here now (Q3d): a reservation has no history, only its order has a date.
SELECT document.business_on, r.id AS seq, r.document_id, r.line_id, r.quantity AS amount,
       CASE WHEN r.lot_id > 0 THEN 'pinned' ELSE 'reserved' END AS note
FROM inventory_reservation AS r
JOIN inventory_place AS place
    ON place.company_id = r.company_id AND place.id = r.place_id
    AND (%(warehouse)s::bigint IS NULL OR coalesce(place.warehouse_id, 0) = %(warehouse)s)
JOIN documents_document AS document ON document.company_id = r.company_id AND document.id = r.document_id
WHERE r.company_id = %(company_id)s AND r.quantity <> 0
  AND (%(product)s::bigint IS NULL OR r.product_id = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR r.product_id = ANY(%(product_ids)s))
