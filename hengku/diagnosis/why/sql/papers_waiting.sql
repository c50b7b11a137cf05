-- Documents of some types in some states, with what of them concerns the question: quantity and amounts of its
-- product's lines, or of all lines; of orders what was not carried on yet.
SELECT document.id, document.number, document.type_code, document.state, document.business_on,
       document.warehouse_id, document.warehouse_to_id, party.name AS party,
       sum(line.quantity_base) AS quantity,
       sum(line.amount_net) AS net,
       sum(line.amount_incl) AS incl,
       sum(line.quantity_base - coalesce(done.quantity, 0)) AS quantity_left,
       sum(CASE WHEN line.quantity_base <> 0
               THEN round(line.amount_incl * (line.quantity_base - coalesce(done.quantity, 0)) / line.quantity_base, 2)
               ELSE 0
           END) AS incl_left
FROM documents_document AS document
JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
LEFT JOIN parties_party AS party ON party.company_id = document.company_id AND party.id = document.party_id
LEFT JOIN LATERAL (
    SELECT sum(k.quantity) AS quantity
    FROM documents_link AS k
    WHERE document.state <> 'draft' AND k.company_id = line.company_id AND k.source_line_id = line.id
      AND k.target_type IN ('purchase_receipt', 'sales_issue')
) AS done ON true
WHERE document.company_id = %(company_id)s
  AND document.state = ANY(%(states)s) AND document.type_code = ANY(%(types)s)
  AND (%(since)s::date IS NULL OR document.business_on >= %(since)s)
  AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
  AND (%(product_ids)s::bigint[] IS NULL OR line.product_id = ANY(%(product_ids)s))
  AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
  AND (%(fund_account)s::bigint IS NULL OR document.fund_account_id = %(fund_account)s)
  AND (%(warehouse)s::bigint IS NULL OR coalesce(document.warehouse_id, 0) = %(warehouse)s
       OR document.warehouse_to_id = %(warehouse)s)
GROUP BY document.company_id, document.id, party.name
ORDER BY document.business_on DESC, document.id DESC
LIMIT 50
