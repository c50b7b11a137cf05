-- after: dish_flow
-- Ingredients of dishes (R-34), as their report tells it: used is what was sold took and what counts found missing.
SELECT business_on, seq, document_id, line_id, CASE WHEN %(measure)s = 'came' THEN -went ELSE went END AS amount,
       '' AS note
FROM dish_flow
WHERE CASE %(measure)s WHEN 'used' THEN measure IN ('due', 'differs') ELSE measure = %(measure)s END
  AND (%(product_ids)s::bigint[] IS NULL OR product_id = ANY(%(product_ids)s))
