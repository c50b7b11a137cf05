-- after: production_flow
-- Production orders (R-37, R-38), as their report tells it; what is left in production is the material less by-products
-- and goods received.
SELECT told.business_on, told.seq, told.document_id, told.line_id,
       CASE WHEN %(measure)s = 'wip' AND told.measure <> 'material' THEN -told.amount ELSE told.amount END AS amount,
       '' AS note
FROM told
WHERE CASE %(measure)s WHEN 'wip' THEN told.measure IN ('material', 'byproduct', 'finished')
                       ELSE told.measure = %(measure)s END
