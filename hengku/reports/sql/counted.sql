-- after: goods
-- Lines of counts that were posted, with what booked their difference (R-16, R-17): the line of 盘盈单 or 盘亏单 and what
-- its goods were worth. Put before the statements that judge them. A line nobody counted is left out. Goods that are
-- weighed (B2) may have come in pieces and gone by weight: then a second row has the other booking, and no quantities.
, counted AS (
    SELECT c.id AS count_id, c.number, c.business_on, c.warehouse_id, l.id AS line_id, l.product_id, l.lot_id,
           CASE WHEN booked.at > 1 THEN 0 ELSE l.base_quantity + l.moved_quantity END AS book,
           CASE WHEN booked.at > 1 THEN 0 ELSE coalesce(l.second_quantity, l.first_quantity) END AS found,
           CASE WHEN booked.at > 1 THEN 0 ELSE l.base_weight + l.moved_weight END AS book_weight,
           CASE WHEN booked.at > 1 THEN 0
                WHEN l.second_quantity IS NULL THEN l.first_weight ELSE l.second_weight END AS found_weight,
           sign(booked.signed) AS side,
           l.unit_cost, l.cause, l.responsible,
           booked.document_id, booked.line_id AS booked_line_id, booked.amount AS booked_amount
    FROM warehousing_count AS c
    JOIN warehousing_countline AS l ON l.company_id = c.company_id AND l.count_id = c.id
    LEFT JOIN LATERAL (
        SELECT line.document_id, line.id AS line_id, coalesce(sum(v.amount), 0) AS amount,
               row_number() OVER (ORDER BY abs(line.quantity_base) DESC, line.id) AS at,
               CASE WHEN line.document_id = c.gain_document_id THEN 1 ELSE -1 END AS signed
        FROM documents_line AS line
        LEFT JOIN costing_value AS v ON v.company_id = line.company_id AND v.line_id = line.id
            AND v.business_on <= %(to)s
        WHERE line.company_id = c.company_id AND line.document_id IN (c.gain_document_id, c.loss_document_id)
          AND line.data ->> 'count_line' = l.id::text
        GROUP BY line.document_id, line.id, line.quantity_base
    ) AS booked ON true
    WHERE c.company_id = %(company_id)s AND c.state = 'posted' AND c.business_on BETWEEN %(from)s AND %(to)s
      AND l.first_quantity IS NOT NULL AND l.owner_id = 0  -- those of others are no stock of ours
      AND (%(warehouse)s::bigint IS NULL OR c.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR l.product_id = %(product)s)
)
