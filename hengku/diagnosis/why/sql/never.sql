-- after: never
-- The order lines of which nothing came (PUR-04).
SELECT business_on, id AS seq, document_id, id AS line_id,
       CASE WHEN %(measure)s = 'amount' THEN amount_incl ELSE quantity_base END AS amount, '' AS note
FROM never
