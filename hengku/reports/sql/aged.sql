-- after: goods
-- How long what lies there has been there (R-07): a row for each part of the stock that came at one time. Put before
-- the statement that adds it up. Without lots the stock is taken to be what came last (最近入库优先构成现存), less what of it
-- was sent back or undone; a lot has lain there since it first came. What came back from customers is as old as what
-- was there.
, move AS (
    SELECT m.id, m.product_id, m.lot_id, m.to_lot_id, m.quantity, m.business_on, m.document_id, m.line_id,
           source.is_ours AND m.owner_id = 0 AS from_ours, target.is_ours AND m.to_owner_id = 0 AS to_ours
    FROM inventory_move AS m
    JOIN place AS source ON source.id = m.from_place_id
    JOIN place AS target ON target.id = m.to_place_id
    WHERE m.company_id = %(company_id)s AND 0 IN (m.owner_id, m.to_owner_id) AND m.business_on <= %(as_of)s
      AND (%(product)s::bigint IS NULL OR m.product_id = %(product)s)
),
red_move AS (
    SELECT DISTINCT move_id FROM costing_value
    WHERE company_id = %(company_id)s AND business_on <= %(as_of)s AND is_red AND quantity <> 0
),
held AS (
    SELECT product_id, lot_id, sum(quantity) AS on_hand
    FROM (
        SELECT product_id, to_lot_id AS lot_id, quantity FROM move WHERE to_ours
        UNION ALL
        SELECT product_id, lot_id, -quantity FROM move WHERE from_ours
    ) AS leg
    GROUP BY product_id, lot_id
),
came AS (
    -- an entry is a document; what sends it back or undoes it takes from it
    SELECT move.product_id,
           CASE
               WHEN (red_move.move_id IS NOT NULL) = (document.reverses_id IS NULL) THEN source.document_id
               ELSE coalesce(document.reverses_id, document.id)
           END AS document_id,
           CASE WHEN move.to_ours THEN move.quantity ELSE -move.quantity END AS quantity
    FROM move
    JOIN documents_document AS document ON document.company_id = %(company_id)s AND document.id = move.document_id
    LEFT JOIN red_move ON red_move.move_id = move.id
    LEFT JOIN documents_line AS line ON line.company_id = %(company_id)s AND line.id = move.line_id
    LEFT JOIN documents_line AS source ON source.company_id = %(company_id)s AND source.id = line.source_line_id
    WHERE move.from_ours <> move.to_ours AND move.to_ours = (red_move.move_id IS NULL)
      AND CASE WHEN move.to_ours THEN move.to_lot_id ELSE move.lot_id END = 0
),
entry AS (
    SELECT came.product_id, document.business_on, came.document_id, sum(came.quantity) AS quantity
    FROM came
    JOIN documents_document AS document ON document.company_id = %(company_id)s AND document.id = came.document_id
    GROUP BY came.product_id, document.business_on, came.document_id
    HAVING sum(came.quantity) > 0
),
counted AS (
    SELECT entry.product_id, entry.business_on, entry.document_id, entry.quantity, held.on_hand,
           sum(entry.quantity) OVER (
               PARTITION BY entry.product_id ORDER BY entry.business_on DESC, entry.document_id DESC
               ROWS UNBOUNDED PRECEDING
           ) - entry.quantity AS younger
    FROM entry
    JOIN held ON held.product_id = entry.product_id AND held.lot_id = 0 AND held.on_hand > 0
),
part AS (
    SELECT product_id, business_on, document_id, least(quantity, on_hand - younger) AS quantity
    FROM counted
    WHERE younger < on_hand
    UNION ALL
    -- what no entry accounts for is as old as the product's first movement
    SELECT held.product_id, (SELECT min(move.business_on) FROM move WHERE move.product_id = held.product_id),
           NULL, held.on_hand - coalesce(known.quantity, 0)
    FROM held
    LEFT JOIN (SELECT product_id, sum(quantity) AS quantity FROM entry GROUP BY product_id) AS known
        ON known.product_id = held.product_id
    WHERE held.lot_id = 0 AND held.on_hand > coalesce(known.quantity, 0)
    UNION ALL
    SELECT held.product_id, lot.received_on, NULL, held.on_hand
    FROM held
    JOIN inventory_lot AS lot ON lot.company_id = %(company_id)s AND lot.id = held.lot_id
    WHERE held.lot_id <> 0 AND held.on_hand > 0
),
aged AS (
    SELECT product_id, business_on, document_id, quantity, greatest(%(as_of)s::date - business_on, 0) AS days
    FROM part
),
pool AS (
    SELECT product_id, sum(amount) AS amount
    FROM costing_value
    WHERE company_id = %(company_id)s AND business_on <= %(as_of)s
      AND (%(product)s::bigint IS NULL OR product_id = %(product)s)
    GROUP BY product_id
)
