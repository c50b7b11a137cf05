-- 谱系 (B6): the lots a lot was made of, and those that were made of it, however far; ``side`` up, self, down.
WITH RECURSIVE up AS (
    SELECT k.parent_id AS lot_id, k.child_id AS next_id, k.quantity, k.document_id, 1 AS depth
    FROM inventory_lotlink AS k WHERE k.company_id = %(company_id)s AND k.child_id = %(lot)s
    UNION
    SELECT k.parent_id, k.child_id, k.quantity, k.document_id, up.depth + 1
    FROM up JOIN inventory_lotlink AS k ON k.company_id = %(company_id)s AND k.child_id = up.lot_id
    WHERE up.depth < 20
),
down AS (
    SELECT k.child_id AS lot_id, k.parent_id AS next_id, k.quantity, k.document_id, 1 AS depth
    FROM inventory_lotlink AS k WHERE k.company_id = %(company_id)s AND k.parent_id = %(lot)s
    UNION
    SELECT k.child_id, k.parent_id, k.quantity, k.document_id, down.depth + 1
    FROM down JOIN inventory_lotlink AS k ON k.company_id = %(company_id)s AND k.parent_id = down.lot_id
    WHERE down.depth < 20
),
every AS (
    SELECT 'self' AS side, %(lot)s::bigint AS lot_id, NULL::bigint AS next_id, NULL::numeric AS used, 0 AS depth,
           NULL::bigint AS document_id
    UNION ALL SELECT 'up', lot_id, next_id, quantity, depth, document_id FROM up
    UNION ALL SELECT 'down', lot_id, next_id, quantity, depth, document_id FROM down
)
SELECT every.side, every.depth, every.used, every.next_id, every.document_id, d.number, l.id AS lot_id, l.lot_no,
       l.supplier_lot, l.produced_on, l.expires_on, l.received_on, l.recalled_by, recall.number AS recall_number,
       p.id AS product_id, p.code AS product_code, p.name AS product_name, p.specification, u.name AS unit
FROM every
JOIN inventory_lot AS l ON l.company_id = %(company_id)s AND l.id = every.lot_id
JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
LEFT JOIN documents_document AS d ON d.company_id = %(company_id)s AND d.id = every.document_id
LEFT JOIN documents_document AS recall ON recall.company_id = %(company_id)s AND recall.id = l.recalled_by
ORDER BY every.side, every.depth, l.id
