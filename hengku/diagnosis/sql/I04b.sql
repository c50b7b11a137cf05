-- 预留属于未结订单: what is held belongs to an order that still waits for it, and is not more than it waits for
-- (Q8).
WITH rule AS (
    SELECT r.source, r.target
    FROM json_to_recordset(%(rules)s::json) AS r(source text, target text, fulfils boolean)
    WHERE r.fulfils
)
SELECT ARRAY[r.document_id] AS document_ids, r.product_id, r.place_id, r.quantity AS reserved_quantity,
       d.state, l.quantity_base - done.quantity AS waiting_quantity
FROM (
    SELECT company_id, document_id, line_id, product_id, place_id, sum(quantity) AS quantity
    FROM inventory_reservation WHERE company_id = %(company_id)s GROUP BY 1, 2, 3, 4, 5
) AS r
JOIN documents_document AS d ON d.company_id = r.company_id AND d.id = r.document_id
JOIN documents_line AS l ON l.company_id = r.company_id AND l.id = r.line_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(k.quantity), 0) AS quantity FROM documents_link AS k
    WHERE k.company_id = r.company_id AND k.source_line_id = r.line_id
      AND k.target_type IN (SELECT u.target FROM rule AS u WHERE u.source = d.type_code)
) AS done
WHERE r.company_id = %(company_id)s AND r.quantity > 0
  AND (d.state NOT IN ('approved', 'partial') OR r.quantity > l.quantity_base - done.quantity
       OR r.product_id <> l.product_id OR l.document_id <> r.document_id)
