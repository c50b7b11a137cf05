-- after: places
-- 库存明细账 (R-02): every movement of one product with the balance after it, in replay order (business date, seq).
-- A row is what one document line did at one moment; a later revaluation of it is a row of its own at the same moment,
-- under the document that caused it. Red documents are negative on their own side (G9), as in the summary.
-- What came before begins with the last snapshot before the first day (P9), so a busy product is read for its days
-- alone.
, move AS (
    SELECT m.id, m.seq, m.quantity, m.aux_quantity AS weight, m.business_on, m.document_id, m.line_id,
           source.is_ours AND m.owner_id = 0
               AND (%(warehouse)s::bigint IS NULL OR source.warehouse_id = %(warehouse)s) AS leaves,
           target.is_ours AND m.to_owner_id = 0
               AND (%(warehouse)s::bigint IS NULL OR target.warehouse_id = %(warehouse)s) AS arrives,
           source.is_ours AND m.owner_id = 0 AS from_ours, target.is_ours AND m.to_owner_id = 0 AS to_ours,
           target.warehouse_id AS to_warehouse_id, m.lot_id, m.to_lot_id
    FROM inventory_move AS m
    JOIN place AS source ON source.id = m.from_place_id
    JOIN place AS target ON target.id = m.to_place_id
    WHERE m.company_id = %(company_id)s AND m.product_id = %(product)s AND 0 IN (m.owner_id, m.to_owner_id)
      AND m.business_on > %(snapshot_on)s AND m.business_on <= %(to)s
),
value AS (
    SELECT v.seq, v.move_id, v.document_id, v.line_id, v.amount, v.kind, v.against, v.is_red, v.business_on,
           p.warehouse_id
    FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id
    WHERE v.company_id = %(company_id)s AND v.product_id = %(product)s
      AND v.business_on > %(snapshot_on)s AND v.business_on <= %(to)s
      AND (%(warehouse)s::bigint IS NULL OR p.warehouse_id = %(warehouse)s)
),
red_move AS (
    SELECT DISTINCT move_id
    FROM costing_value
    WHERE company_id = %(company_id)s AND product_id = %(product)s AND is_red AND quantity <> 0
),
change AS (
    SELECT move.business_on, move.seq, move.document_id, move.line_id,
           red_move.move_id IS NULL AS is_in, move.quantity, 0 AS amount, NULL AS kind, move.to_lot_id AS lot_id,
               move.weight
    FROM move
    LEFT JOIN red_move ON red_move.move_id = move.id
    WHERE move.arrives AND NOT move.leaves
    UNION ALL
    SELECT move.business_on, move.seq, move.document_id, move.line_id,
           red_move.move_id IS NOT NULL, -move.quantity, 0, NULL, move.lot_id, -move.weight
    FROM move
    LEFT JOIN red_move ON red_move.move_id = move.id
    WHERE move.leaves AND NOT move.arrives
    UNION ALL
    SELECT value.business_on, value.seq, value.document_id, value.line_id,
           CASE
               WHEN value.kind IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance') THEN false
               WHEN move.from_ours AND move.to_ours THEN (value.warehouse_id = move.to_warehouse_id) <> value.is_red
               WHEN move.id IS NOT NULL THEN move.to_ours <> value.is_red
               ELSE (value.amount > 0) <> value.is_red
           END,
           0, value.amount, value.kind, 0, 0
    FROM value
    LEFT JOIN move ON move.id = value.move_id
    WHERE %(warehouse)s::bigint IS NOT NULL
       -- from one pool to another when costing changed (C2): no movement over all warehouses
       OR CASE WHEN value.kind = 'converted' THEN value.against <> 'transfer'
               ELSE move.id IS NULL OR NOT move.from_ours OR NOT move.to_ours END
),
merged AS (
    SELECT business_on, seq, document_id, line_id, is_in,
           sum(quantity) AS quantity, sum(amount) AS amount, min(kind) AS kind, sum(weight) AS weight,
           array_agg(DISTINCT lot_id) FILTER (WHERE lot_id > 0) AS lots
    FROM change
    GROUP BY business_on, seq, document_id, line_id, is_in
    HAVING sum(quantity) <> 0 OR sum(amount) <> 0 OR sum(weight) <> 0
),
before AS (
    SELECT coalesce(sum(s.quantity), 0) AS quantity, coalesce(sum(s.aux_quantity), 0) AS weight,
           (SELECT coalesce(sum(v.amount), 0)
            FROM costing_poolsnapshot AS v
            JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id
            WHERE v.company_id = %(company_id)s AND v.product_id = %(product)s AND v.business_on = %(snapshot_on)s
              AND (%(warehouse)s::bigint IS NULL OR p.warehouse_id = %(warehouse)s)) AS amount
    FROM inventory_snapshot AS s
    JOIN place ON place.id = s.place_id AND place.is_ours
    WHERE s.company_id = %(company_id)s AND s.product_id = %(product)s AND s.business_on = %(snapshot_on)s
      AND s.owner_id = 0 AND (%(warehouse)s::bigint IS NULL OR place.warehouse_id = %(warehouse)s)
),
running AS (
    SELECT merged.*,
           (SELECT quantity FROM before) + sum(quantity) OVER so_far AS balance_quantity,
           (SELECT amount FROM before) + sum(amount) OVER so_far AS balance_amount,
           (SELECT weight FROM before) + sum(weight) OVER so_far AS balance_weight,
           row_number() OVER so_far AS row_number,
           lead((business_on, seq)) OVER (ORDER BY business_on, seq, quantity = 0, document_id, line_id, is_in)
               IS DISTINCT FROM (business_on, seq) AS ends_moment
    FROM merged
    WINDOW so_far AS (ORDER BY business_on, seq, quantity = 0, document_id, line_id, is_in ROWS UNBOUNDED PRECEDING)
),
opening AS (
    SELECT min(before.quantity) + coalesce(sum(merged.quantity), 0) AS quantity,
           min(before.amount) + coalesce(sum(merged.amount), 0) AS amount,
           min(before.weight) + coalesce(sum(merged.weight), 0) AS weight
    FROM before
    LEFT JOIN merged ON merged.business_on < %(from)s
)
SELECT 0::bigint AS row_number,
       NULL::bigint AS seq,
       NULL::bigint AS line_id,
       false AS ends_moment,
       NULL::date AS business_on,
       NULL::bigint AS document_id,
       NULL AS type_code,
       NULL AS number,
       NULL AS party,
       'opening_balance' AS kind,
       NULL AS lot_no,
       NULL::numeric AS in_quantity,
       NULL::numeric AS in_amount,
       NULL::numeric AS out_quantity,
       NULL::numeric AS out_amount,
       quantity AS balance_quantity,
       CASE WHEN %(with_amounts)s THEN amount END AS balance_amount,
       quantity AS change_quantity,
       CASE WHEN %(with_amounts)s THEN amount END AS change_amount,
       NULL::numeric AS weight,
       weight AS balance_weight
FROM opening
UNION ALL
SELECT running.row_number,
       running.seq,
       running.line_id,
       running.ends_moment,
       running.business_on,
       running.document_id,
       document.type_code,
       document.number,
       party.name,
       running.kind,
       (SELECT string_agg(lot.lot_no, '、' ORDER BY lot.lot_no) FROM inventory_lot AS lot
        WHERE lot.company_id = %(company_id)s AND lot.id = ANY(running.lots)),
       CASE WHEN running.is_in THEN running.quantity END,
       CASE WHEN running.is_in AND %(with_amounts)s THEN running.amount END,
       CASE WHEN NOT running.is_in THEN -running.quantity END,
       CASE WHEN NOT running.is_in AND %(with_amounts)s THEN -running.amount END,
       running.balance_quantity,
       CASE WHEN %(with_amounts)s THEN running.balance_amount END,
       running.quantity,
       CASE WHEN %(with_amounts)s THEN running.amount END,
       nullif(running.weight, 0),
       running.balance_weight
FROM running
JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = running.document_id
LEFT JOIN parties_party AS party
    ON party.company_id = document.company_id AND party.id = document.party_id
WHERE running.business_on >= %(from)s
