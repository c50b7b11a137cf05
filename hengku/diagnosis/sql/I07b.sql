-- 流水方向: each move goes the way its type says (a reversal the other way), from and to the document's
-- warehouses, on its date, with its product, and the other end is the supplier's or the customer's when the
-- type deals with one.
WITH seen AS (
    SELECT m.document_id, m.product_id, m.quantity, m.from_place_id, m.to_place_id, t.goods, t.party,
           -- components that a receipt takes with it leave from where its order has them (D-FIN 倒冲), and come back
           CASE WHEN t.goods = 'both' AND l.data ->> 'part' = 'component' THEN (
               SELECT o.warehouse_to_id FROM documents_line AS u
               JOIN documents_document AS o ON o.company_id = u.company_id AND o.id = u.document_id
               WHERE u.company_id = l.company_id AND u.id = (l.data ->> 'order_line')::bigint)
               ELSE d.warehouse_id END AS warehouse_id, d.warehouse_to_id,
           CASE WHEN l.data ? 'waste_of' THEN 'wasted'
                WHEN t.goods <> 'both' THEN t.goods
                WHEN l.data ? 'direction' THEN l.data ->> 'direction'
                WHEN l.data ->> 'part' = 'component' THEN 'out'
                WHEN l.data ->> 'part' IN ('product', 'byproduct') THEN 'in'
                ELSE coalesce(l.data ->> 'direction', '') END AS direction,
           CASE WHEN d.reverses_id IS NULL THEN f.role ELSE g.role END AS source_role,
           CASE WHEN d.reverses_id IS NULL THEN g.role ELSE f.role END AS target_role,
           CASE WHEN d.reverses_id IS NULL THEN f.warehouse_id ELSE g.warehouse_id END AS source_warehouse_id,
           CASE WHEN d.reverses_id IS NULL THEN g.warehouse_id ELSE f.warehouse_id END AS target_warehouse_id,
           m.business_on <> d.business_on OR m.posted_at <> d.posted_at
               OR m.product_id IS DISTINCT FROM l.product_id OR l.document_id <> d.id AS differs
    FROM inventory_move AS m
    JOIN documents_document AS d ON d.company_id = m.company_id AND d.id = m.document_id
    JOIN documents_line AS l ON l.company_id = m.company_id AND l.id = m.line_id
    JOIN inventory_place AS f ON f.company_id = m.company_id AND f.id = m.from_place_id
    JOIN inventory_place AS g ON g.company_id = m.company_id AND g.id = m.to_place_id
    JOIN json_to_recordset(%(types)s::json) AS t(code text, goods text, party text) ON t.code = d.type_code
    WHERE m.company_id = %(company_id)s
), judged AS (
    SELECT s.*,
           CASE WHEN s.goods = 'to_transit' THEN
                    s.source_role = 'stock' AND s.source_warehouse_id = s.warehouse_id AND s.target_role = 'transit'
                WHEN s.goods = 'from_transit' THEN -- arrived, sent back, or lost on the way
                    s.source_role = 'transit'
                    AND (s.target_role = 'loss'
                         OR s.target_role = 'stock'
                            AND s.target_warehouse_id IN (s.warehouse_id, s.warehouse_to_id))
                WHEN s.warehouse_to_id IS NOT NULL THEN
                    s.source_role = 'stock' AND s.target_role = 'stock'
                    AND s.source_warehouse_id = s.warehouse_id AND s.target_warehouse_id = s.warehouse_to_id
                WHEN s.direction = 'in' THEN
                    s.target_role = 'stock' AND s.target_warehouse_id = s.warehouse_id
                    AND s.source_role NOT IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
                    AND (s.party NOT IN ('supplier', 'customer') OR s.source_role = s.party)
                WHEN s.direction = 'out' THEN
                    s.source_role = 'stock' AND s.source_warehouse_id = s.warehouse_id
                    AND s.target_role NOT IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
                    AND (s.party NOT IN ('supplier', 'customer') OR s.target_role = s.party)
                WHEN s.direction = 'inside' THEN
                    s.source_role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
                    AND s.target_role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
                    AND coalesce(s.source_warehouse_id, s.warehouse_id) = s.warehouse_id
                    AND coalesce(s.target_warehouse_id, s.warehouse_id) = s.warehouse_id
               WHEN s.direction = 'wasted' THEN -- what came back and is thrown away at once (D-POS)
                    s.source_role = 'stock' AND s.source_warehouse_id = s.warehouse_id AND s.target_role = 'loss'
               WHEN s.direction = 'from_consigned' THEN s.source_role = 'consigned' AND s.target_role = 'customer'
               WHEN s.direction = 'from_outsourced' THEN -- material used up or lost, goods made of it
                    s.source_role = 'outsourced' AND s.target_role IN ('production', 'loss')
                    OR s.source_role = 'production' AND s.target_role = 'stock'
                       AND s.target_warehouse_id = s.warehouse_id
               WHEN s.direction = 'from_custody' THEN
                    s.source_role = 'stock' AND s.target_role IN ('stock', 'customer')
                    AND s.source_warehouse_id = s.warehouse_id
                    AND coalesce(s.target_warehouse_id, s.warehouse_id) = s.warehouse_id
               ELSE s.goods <> '' END AS is_right
    FROM seen AS s
)
SELECT ARRAY[j.document_id] AS document_ids, j.product_id, j.quantity AS moved_quantity, j.from_place_id,
       j.to_place_id
FROM judged AS j WHERE j.is_right IS NOT TRUE OR j.differs
