-- after: sold
-- What was sold and what it cost, line by line, as the gross profit report counts it (R-29, T11, C1).
SELECT business_on, seq, document_id, line_id,
       CASE %(measure)s
           WHEN 'quantity' THEN quantity
           WHEN 'weight' THEN weight
           WHEN 'net' THEN net
           WHEN 'cost' THEN cost
           ELSE net - cost
       END AS amount,
       note
FROM sold
WHERE (%(product)s::bigint IS NULL OR coalesce(product_id, 0) = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR product_id = ANY(%(product_ids)s))
  AND (%(sales)s::text[] IS NULL
       OR concat(document_id, ':', product_id, ':', to_char(business_on, 'YYYY-MM-DD')) = ANY(%(sales)s))
