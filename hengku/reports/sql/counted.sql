-- after: goods
-- Lines of counts that were posted, with what booked their difference (R-16, R-17): the line of 盘盈单 or 盘亏单 and what
-- its goods were worth. Put before the statements that judge them. A line nobody counted is left out.
, counted AS (
    SELECT c.id AS count_id, c.number, c.business_on, c.warehouse_id, l.id AS line_id, l.product_id, l.lot_id,
           l.base_quantity + l.moved_quantity AS book,
           coalesce(l.second_quantity, l.first_quantity) AS found,
           l.unit_cost, l.cause, l.responsible,
           booked.document_id, booked.line_id AS booked_line_id, booked.amount AS booked_amount
    FROM warehousing_count AS c
    JOIN warehousing_countline AS l ON l.company_id = c.company_id AND l.count_id = c.id
    LEFT JOIN LATERAL (
        SELECT line.document_id, line.id AS line_id, coalesce(sum(v.amount), 0) AS amount
        FROM documents_line AS line
        LEFT JOIN costing_value AS v ON v.company_id = line.company_id AND v.line_id = line.id AND v.business_on <= %(to)s
        WHERE line.company_id = c.company_id AND line.document_id IN (c.gain_document_id, c.loss_document_id)
          AND line.data ->> 'count_line' = l.id::text
        GROUP BY line.document_id, line.id
    ) AS booked ON true
    WHERE c.company_id = %(company_id)s AND c.state = 'posted' AND c.business_on BETWEEN %(from)s AND %(to)s
      AND l.first_quantity IS NOT NULL
      AND (%(warehouse)s::bigint IS NULL OR c.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR l.product_id = %(product)s)
)
