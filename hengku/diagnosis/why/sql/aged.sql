-- after: aged
-- What lies there of one age (R-07): each part of it with the document that brought it; lots and what no document
-- accounts for stand without one. Values are shared out from the youngest on, so that each age has what the report
-- says.
, placed AS (
    SELECT aged.*, row_number() OVER youngest AS place,
           sum(aged.quantity) OVER youngest AS so_far,
           sum(aged.quantity) OVER (PARTITION BY aged.product_id) AS whole,
           coalesce(pool.amount, 0) AS value
    FROM aged
    JOIN product ON product.id = aged.product_id
    LEFT JOIN pool ON pool.product_id = aged.product_id
    WHERE %(product_ids)s::bigint[] IS NULL OR aged.product_id = ANY(%(product_ids)s)
    WINDOW youngest AS (
        PARTITION BY aged.product_id ORDER BY aged.days, aged.business_on, aged.document_id NULLS LAST, aged.quantity
        ROWS UNBOUNDED PRECEDING
    )
)
SELECT placed.business_on, placed.place AS seq, placed.document_id, NULL::bigint AS line_id,
       CASE WHEN %(measure)s = 'quantity' THEN placed.quantity
            ELSE CASE WHEN placed.so_far = placed.whole THEN placed.value
                      ELSE round(placed.value * placed.so_far / placed.whole, 2) END
                 - round(placed.value * (placed.so_far - placed.quantity) / placed.whole, 2)
       END AS amount,
       '' AS note
FROM placed
WHERE placed.days BETWEEN %(days_from)s AND %(days_to)s
