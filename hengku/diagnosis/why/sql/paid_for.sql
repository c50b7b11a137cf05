-- What suppliers took for goods received (R-21, R-23), gifts apart: products of which more went back than came are out
-- of it where the report leaves them out.
WITH received AS (
    SELECT document.business_on, line.id, line.document_id, document.party_id, line.product_id,
           line.quantity_base AS quantity,
           line.amount_net AS amount,
           documents_weight(line.data, line.quantity_base) AS weight,
           sum(line.quantity_base) OVER (PARTITION BY document.party_id, line.product_id) AS whole
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = 'purchase_receipt' AND document.posted_at IS NOT NULL
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND NOT line.is_gift
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
)
SELECT business_on, id AS seq, document_id, id AS line_id,
       CASE %(measure)s WHEN 'quantity' THEN quantity WHEN 'weight' THEN weight ELSE amount END AS amount, '' AS note
FROM received
WHERE CASE WHEN %(only_kept)s THEN whole > 0 ELSE whole <> 0 END
