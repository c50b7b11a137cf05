-- What lies with others, or belongs to others and lies here: a row per line with something left (D-LOA, D-BOR, D-CSO,
-- D-CIN). What of it came back, was settled or was sold is told by the links; reversals have taken theirs back.
WITH sent AS (
    SELECT line.id, line.document_id, line.line_no, line.product_id, line.quantity_base,
           document.type_code, document.number, document.business_on, document.due_on, document.party_id,
           document.warehouse_id,
           coalesce((SELECT sum(link.quantity)
                     FROM documents_link AS link
                     WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                       AND link.target_type = ANY(%(back_types)s)), 0) AS back,
           coalesce((SELECT sum(link.quantity)
                     FROM documents_link AS link
                     WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                       AND link.target_type = ANY(%(settled_types)s)), 0) AS settled
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = ANY(%(sent_types)s)
      AND document.state = 'posted' AND document.reverses_id IS NULL
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
      AND (NOT %(late_only)s OR %(late_days)s::int IS NULL AND document.due_on < %(today)s
           OR document.business_on <= %(today)s::date - %(late_days)s::int)
), worth AS (
    SELECT v.line_id, sum(v.amount) AS amount
    FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id AND p.warehouse_id < 0
    WHERE v.company_id = %(company_id)s
    GROUP BY v.line_id
), taken AS (
    SELECT v.source_line_id, sum(v.amount) AS amount
    FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id AND p.warehouse_id < 0
    WHERE v.company_id = %(company_id)s AND v.source_line_id IS NOT NULL
    GROUP BY v.source_line_id
)
SELECT sent.document_id,
       sent.id AS line_id,
       sent.line_no,
       product.id AS product_id,
       sent.party_id,
       sent.type_code,
       sent.number,
       sent.business_on,
       CASE WHEN sent.type_code IN ('loan_out', 'borrow_in') THEN sent.due_on END AS due_on,
       %(today)s::date - sent.business_on AS days,
       CASE WHEN %(late_days)s::int IS NULL AND sent.due_on < %(today)s THEN %(today)s::date - sent.due_on
            WHEN sent.business_on <= %(today)s::date - %(late_days)s::int
                THEN %(today)s::date - sent.business_on - %(late_days)s::int
       END AS days_late,
       party.name AS party,
       warehouse.name AS warehouse,
       product.code AS product_code,
       product.name AS product_name,
       product.specification,
       unit.name AS unit,
       sent.quantity_base AS sent,
       sent.back,
       sent.settled,
       sent.quantity_base - sent.back - sent.settled AS quantity_left,
       coalesce(worth.amount, 0) + coalesce(taken.amount, 0) AS amount_left
FROM sent
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = sent.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
LEFT JOIN worth ON worth.line_id = sent.id
LEFT JOIN taken ON taken.source_line_id = sent.id
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = sent.party_id
LEFT JOIN company_warehouse AS warehouse
    ON warehouse.company_id = %(company_id)s AND warehouse.id = sent.warehouse_id
WHERE sent.quantity_base > sent.back + sent.settled
