-- 履约完成却从未入库 (PUR-04): order lines that nobody waits for any more, or that are overdue, and of which nothing came in.
WITH ordered AS (
    SELECT line.id, line.document_id, line.line_no, line.product_id, line.quantity_base, line.amount_incl,
           document.number, document.business_on, document.party_id, document.state,
           coalesce((line.data ->> 'promised_on')::date, document.due_on) AS promised_on,
           coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                     WHERE k.company_id = line.company_id AND k.source_line_id = line.id
                       AND k.target_type = 'purchase_receipt'), 0) AS received
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = 'purchase_order'
      AND document.state IN ('approved', 'partial', 'done', 'closed_short')
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
)
SELECT ordered.document_id, ordered.id AS line_id, ordered.line_no, ordered.party_id, ordered.product_id, ordered.number,
       ordered.business_on, ordered.promised_on, ordered.state, party.name AS party,
       product.code AS product_code, product.name AS product_name, unit.name AS unit,
       ordered.quantity_base AS ordered, ordered.amount_incl AS amount,
       %(today)s::date - coalesce(ordered.promised_on, ordered.business_on) AS days
FROM ordered
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = ordered.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = ordered.party_id
WHERE ordered.received <= 0
  AND (ordered.state IN ('done', 'closed_short')
       OR coalesce(ordered.promised_on, ordered.business_on) + %(days)s::int < %(today)s::date)
