-- What became of the lines of orders, loans, consignments, transfers and exchanges (R-19, R-20, R-28): what was
-- ordered, what later documents carried on (``done_by``, through ``via`` where another stands between), and what is
-- left of the lines in force.
WITH wanted AS (
    SELECT line.id, line.document_id, document.business_on, document.state = ANY(%(open_states)s) AS is_open,
           line.quantity_base - fulfilled.quantity AS quantity_left,
           -- of a version that was revised only what came of it was ordered
           CASE document.state WHEN 'revised' THEN least(fulfilled.quantity, line.quantity_base)
                               ELSE line.quantity_base END AS quantity_base,
           CASE document.state
               WHEN 'revised' THEN
                   round(line.amount_incl * least(fulfilled.quantity, line.quantity_base) / line.quantity_base, 2)
               ELSE line.amount_incl
           END AS amount_incl
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(link.quantity), 0) AS quantity
        FROM documents_link AS link
        WHERE link.company_id = line.company_id AND link.source_line_id = line.id
          AND link.target_type = ANY(%(fulfilled_by)s)
    ) AS fulfilled
    WHERE document.company_id = %(company_id)s AND document.type_code = ANY(%(order_types)s)
      AND document.state = ANY(%(states)s) AND document.reverses_id IS NULL
      AND (%(order_line)s::bigint IS NULL OR line.id = %(order_line)s)
      AND (%(order_lines)s::bigint[] IS NULL OR line.id = ANY(%(order_lines)s))
      AND (%(way)s::text IS NULL OR document.data ->> 'way' = %(way)s)
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s
           OR %(either_end)s AND document.warehouse_to_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (%(from)s::date IS NULL OR document.business_on BETWEEN %(from)s AND %(to)s)
      AND (document.state <> 'revised' OR fulfilled.quantity > 0)
),
chosen AS (
    SELECT * FROM wanted
    WHERE (NOT %(only_left)s OR quantity_left <> 0) AND (%(measure)s <> 'left' OR is_open AND quantity_left > 0)
),
-- the lines of what stands between, once each; what was undone has carried nothing
between_line AS (
    SELECT DISTINCT link.target_line_id AS id, link.target_document_id AS document_id
    FROM chosen
    JOIN documents_link AS link
        ON link.company_id = %(company_id)s AND link.source_line_id = chosen.id
       AND link.target_type = ANY(%(via)s::text[])
    JOIN documents_document AS document
        ON document.company_id = link.company_id AND document.id = link.target_document_id
       AND document.state <> 'reversed' AND document.reverses_id IS NULL
    WHERE %(via)s::text[] <> '{}'
),
carried AS (
    SELECT link.id, link.target_document_id, link.target_line_id, link.target_type, link.quantity
    FROM chosen
    JOIN documents_link AS link ON link.company_id = %(company_id)s AND link.source_line_id = chosen.id
    WHERE %(via)s::text[] = '{}' AND link.target_type <> 'delivery_notice'
    UNION ALL
    SELECT notice.id, notice.target_document_id, notice.target_line_id, 'delivery_notice', notice.quantity
    FROM chosen
    CROSS JOIN LATERAL documents_notices(%(company_id)s, chosen.id) AS notice
    WHERE %(via)s::text[] = '{}' AND 'delivery_notice' = ANY(%(done_by)s::text[])
    UNION ALL
    SELECT link.id, link.target_document_id, link.target_line_id, link.target_type, link.quantity
    FROM between_line
    JOIN documents_link AS link ON link.company_id = %(company_id)s AND link.source_line_id = between_line.id
    WHERE %(via)s::text[] <> '{}'
),
-- invoices drawn from the order itself, before its goods (T11), and red ones that took of them
bill AS (
    SELECT DISTINCT k.source_line_id AS id, k.target_line_id AS line_id
    FROM documents_link AS k
    WHERE k.company_id = %(company_id)s AND k.source_line_id IN (SELECT id FROM chosen)
      AND k.target_type = 'sales_invoice'
), bill_line AS (
    SELECT id, line_id FROM bill
    UNION
    SELECT bill.id, k.target_line_id
    FROM bill
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = bill.line_id
     AND k.target_type = 'sales_invoice_red'
)
SELECT business_on, id AS seq, document_id, id AS line_id,
       CASE WHEN %(measure)s = 'ordered_amount' THEN amount_incl ELSE quantity_base END AS amount, '' AS note
FROM chosen
WHERE %(measure)s IN ('ordered', 'ordered_amount', 'left')
UNION ALL
SELECT document.business_on, carried.id, carried.target_document_id, NULL,
       CASE %(measure)s
           WHEN 'left' THEN -carried.quantity
           WHEN 'passed' THEN carried.quantity
               - sign(carried.quantity) * coalesce((line.data ->> 'rejected_base')::numeric, 0)
           WHEN 'amount' THEN line.amount_incl
           ELSE carried.quantity
       END, ''
FROM carried
JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = carried.target_document_id
JOIN documents_line AS line ON line.company_id = %(company_id)s AND line.id = carried.target_line_id
WHERE %(measure)s IN ('done', 'left', 'passed', 'amount')
  AND carried.target_type
      = ANY(CASE WHEN %(measure)s = 'left' THEN %(fulfilled_by)s::text[] ELSE %(done_by)s::text[] END)
  AND (%(outcome)s::text IS NULL OR coalesce(line.data ->> 'outcome', 'received') = %(outcome)s)
  -- an invoice and what undoes it leave nothing
  AND (%(measure)s <> 'amount'
       OR carried.quantity > 0 AND document.state <> 'reversed' AND document.reverses_id IS NULL)
UNION ALL
SELECT document.business_on, line.id, document.id, NULL,
       CASE %(measure)s WHEN 'amount' THEN line.amount_incl ELSE line.quantity_base END, ''
FROM bill_line
JOIN documents_line AS line ON line.company_id = %(company_id)s AND line.id = bill_line.line_id
JOIN documents_document AS document ON document.company_id = line.company_id AND document.id = line.document_id
WHERE %(measure)s IN ('done', 'amount') AND %(via)s::text[] = '{sales_issue}'
  AND 'sales_invoice' = ANY(%(done_by)s::text[])
