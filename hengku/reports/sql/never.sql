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
),
never AS (
    SELECT * FROM ordered
    WHERE received <= 0
      AND (state IN ('done', 'closed_short') OR coalesce(promised_on, business_on) + %(days)s::int < %(today)s::date)
)
