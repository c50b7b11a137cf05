-- after: goods
-- What came and went in a period (R-01, R-18): one row per movement or change of value, with the document whose goods
-- it is. Put before the statements that add it up. Sides as in 收发存汇总: red documents are negative on their own side
-- (G9), and over all warehouses what goes from one own place to another is no movement.
, move AS (
    SELECT m.id, m.product_id, m.quantity, m.aux_quantity AS weight, m.document_id, m.line_id, m.business_on, m.seq,
           source.is_ours AND m.owner_id = 0 AS from_ours, source.warehouse_id AS from_warehouse_id,
           target.is_ours AND m.to_owner_id = 0 AS to_ours, target.warehouse_id AS to_warehouse_id
    FROM inventory_move AS m
    JOIN place AS source ON source.id = m.from_place_id
    JOIN place AS target ON target.id = m.to_place_id
    WHERE m.company_id = %(company_id)s AND 0 IN (m.owner_id, m.to_owner_id)
      AND m.business_on BETWEEN %(from)s AND %(to)s
      AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
),
value AS (
    SELECT v.product_id, v.move_id, v.kind, v.against, p.warehouse_id, v.quantity, v.amount, v.is_red, v.document_id,
           v.line_id,
           v.business_on, v.seq
    FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id
    WHERE v.company_id = %(company_id)s AND v.business_on BETWEEN %(from)s AND %(to)s
      AND (%(product)s::bigint IS NULL OR v.product_id = %(product)s)
),
red_move AS (
    SELECT DISTINCT move_id FROM value WHERE is_red AND quantity <> 0
),
by_warehouse AS (
    SELECT DISTINCT product_id FROM costing_pool WHERE company_id = %(company_id)s AND warehouse_id > 0
),
change AS (
    SELECT move.product_id, move.to_warehouse_id AS warehouse_id, move.document_id, move.line_id,
           move.business_on, move.seq, red_move.move_id IS NULL AS is_in, move.quantity, 0 AS amount, move.weight
    FROM move
    LEFT JOIN red_move ON red_move.move_id = move.id
    WHERE move.to_ours AND (%(by_warehouse)s OR NOT move.from_ours)
    UNION ALL
    SELECT move.product_id, move.from_warehouse_id, move.document_id, move.line_id,
           move.business_on, move.seq, red_move.move_id IS NOT NULL, -move.quantity, 0, -move.weight
    FROM move
    LEFT JOIN red_move ON red_move.move_id = move.id
    WHERE move.from_ours AND (%(by_warehouse)s OR NOT move.to_ours)
    UNION ALL
    SELECT value.product_id, nullif(value.warehouse_id, 0), value.document_id, value.line_id,
           value.business_on, value.seq,
           CASE
               WHEN value.kind IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance') THEN false
               WHEN move.from_ours AND move.to_ours
                   THEN (value.warehouse_id = coalesce(move.to_warehouse_id, 0)) <> value.is_red
               WHEN move.id IS NOT NULL THEN move.to_ours <> value.is_red
               ELSE (value.amount > 0) <> value.is_red
           END,
           0, value.amount, 0
    FROM value
    LEFT JOIN move ON move.id = value.move_id
    WHERE CASE
              WHEN %(by_warehouse)s THEN value.warehouse_id <> 0
                  OR value.product_id IN (SELECT product_id FROM by_warehouse)
              -- from one pool to another when costing changed (C2): no movement over all warehouses
              WHEN value.kind = 'converted' THEN value.against <> 'transfer'
              ELSE move.id IS NULL OR NOT move.from_ours OR NOT move.to_ours
          END
),
moved AS (
    -- a later recast counts with the document whose goods it recasts
    SELECT document.id AS document_id, document.type_code, document.number, document.business_on, document.party_id,
           coalesce(line.data ->> 'reason', line.data ->> 'cause', document.data ->> 'reason') AS reason,
           document.posted_by, document.posted_at, document.device,
           change.product_id, change.line_id, change.business_on AS moved_on, change.seq,
           change.document_id AS moved_by,
           CASE WHEN change.is_in THEN change.quantity ELSE 0 END AS in_quantity,
           CASE WHEN change.is_in THEN change.amount ELSE 0 END AS in_amount,
           CASE WHEN change.is_in THEN change.weight ELSE 0 END AS in_weight,
           CASE WHEN change.is_in THEN 0 ELSE -change.weight END AS out_weight,
           CASE WHEN change.is_in THEN 0 ELSE -change.quantity END AS out_quantity,
           CASE WHEN change.is_in THEN 0 ELSE -change.amount END AS out_amount
    FROM change
    LEFT JOIN documents_line AS line ON line.company_id = %(company_id)s AND line.id = change.line_id
    JOIN documents_document AS document
        ON document.company_id = %(company_id)s AND document.id = coalesce(line.document_id, change.document_id)
    WHERE (%(warehouse)s::bigint IS NULL OR change.warehouse_id = %(warehouse)s)
      AND (%(type)s::text IS NULL OR document.type_code = %(type)s)
)
