-- after: moved
-- One side of what came and went (R-18), with the document whose goods it was as ``origin``; each row with what moved
-- it.
SELECT moved.moved_on AS business_on, moved.seq, moved.moved_by AS document_id,
       CASE WHEN moved.moved_by = moved.document_id THEN moved.line_id END AS line_id,
       CASE %(measure)s
           WHEN 'in_quantity' THEN moved.in_quantity
           WHEN 'in_amount' THEN moved.in_amount
           WHEN 'out_quantity' THEN moved.out_quantity
           ELSE moved.out_amount
       END AS amount,
       CASE WHEN moved.moved_by <> moved.document_id THEN 'recost' ELSE '' END AS note
FROM moved
JOIN product ON product.id = moved.product_id
WHERE (%(product_ids)s::bigint[] IS NULL OR moved.product_id = ANY(%(product_ids)s))
  AND (%(origin)s::bigint IS NULL OR moved.document_id = %(origin)s)
  AND (%(cause)s::text IS NULL OR moved.reason IS NOT DISTINCT FROM nullif(%(cause)s, '-'))
  AND (%(movements)s::text[] IS NULL
       OR concat(moved.document_id, ':', moved.product_id, ':', coalesce(moved.reason, '-')) = ANY(%(movements)s))
