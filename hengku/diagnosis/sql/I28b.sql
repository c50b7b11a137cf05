-- 上下游关联: a posted line that names a source has exactly one link, for its quantity, from that line, allowed
-- by its type; one more from the order line behind it where its type fulfils orders; and there is no other link but
-- of a line without a source that was linked to its order afterwards, as a whole. What lies between an order and its
-- goods (发货通知) is carried from the order as far as it is not sent yet, and not at all once it is closed. A notice of
-- what was invoiced ahead lies between the invoice and the goods: the order has them as invoiced until they go (T11).
-- What was sent because somebody asked and came back on its way is carried as far as it did not (D-SREQ), and so is
-- what was made for an order and went back to its work (完工退库).
-- An order that is closed has given back what it lacked to what asked for it (采购申请).
WITH rule AS (
    SELECT r.source, r.target, r.afterwards, r."between", r.returns, r.ahead, r.fulfils,
           nullif(r.sent_back_by, '') AS sent_back_by
    FROM json_to_recordset(%(rules)s::json)
         AS r(source text, target text, afterwards boolean, "between" boolean, returns boolean, ahead boolean,
              fulfils boolean, sent_back_by text)
), followed AS (
    SELECT l.id AS target_line_id, l.source_line_id, l.quantity_base, l.document_id, false AS is_behind,
           l.source_line_id = (l.data ->> 'invoice_line')::bigint AS is_invoiced
    FROM documents_line AS l
    WHERE l.company_id = %(company_id)s AND l.source_line_id IS NOT NULL
    UNION ALL
    SELECT l.id, behind.line_id, l.quantity_base, l.document_id, true,
           l.source_line_id = (l.data ->> 'invoice_line')::bigint
    FROM documents_line AS l
    CROSS JOIN LATERAL unnest(ARRAY[(l.data ->> 'order_line')::bigint, (l.data ->> 'invoice_line')::bigint])
         AS behind(line_id)
    WHERE l.company_id = %(company_id)s AND l.data ? 'order_line' AND behind.line_id IS DISTINCT FROM l.source_line_id
      AND behind.line_id IS NOT NULL
), named AS (
    SELECT f.target_line_id, f.source_line_id, f.quantity_base, f.document_id, d.type_code,
           u.document_id AS source_document_id, s.type_code AS source_type,
           CASE
               WHEN by.sent_back_by IS NOT NULL THEN f.quantity_base - coalesce((
                   SELECT sum(k.quantity)
                   FROM documents_link AS k
                   JOIN documents_line AS came ON came.company_id = k.company_id AND came.id = k.target_line_id
                   WHERE k.company_id = %(company_id)s AND k.source_line_id = f.target_line_id
                     AND k.target_type = by.sent_back_by
                     AND (k.target_type <> 'transfer_in' OR came.data ->> 'outcome' = 'returned')), 0)
               WHEN NOT EXISTS (SELECT FROM rule AS r WHERE r."between" AND r.source = s.type_code
                                AND r.target = d.type_code) THEN f.quantity_base
               WHEN d.state IN ('closed_short', 'cancelled', 'revised') THEN 0
               ELSE f.quantity_base - coalesce((
                   SELECT sum(CASE sent.target_type WHEN 'sales_invoice_red' THEN -sent.quantity
                                                    ELSE sent.quantity END)
                   FROM documents_link AS sent
                   WHERE sent.company_id = %(company_id)s AND sent.source_line_id = f.target_line_id
                     AND sent.target_type IN (SELECT 'sales_invoice_red' UNION ALL  -- goods, and what takes back
                                              SELECT r.target FROM rule AS r WHERE r.fulfils)), 0)
           END AS carried_quantity,
           EXISTS (SELECT FROM rule AS r WHERE r."between" AND r.source = s.type_code AND r.target = d.type_code)
               AS is_between,
           EXISTS (SELECT FROM rule AS r WHERE r.returns AND r.source = s.type_code AND r.target = d.type_code)
               AS is_returning, d.state IN ('closed_short', 'cancelled', 'revised') AS is_closed,
           by.sent_back_by IS NOT NULL AS may_come_back
    FROM followed AS f
    JOIN documents_document AS d ON d.company_id = %(company_id)s AND d.id = f.document_id
    LEFT JOIN documents_line AS u ON u.company_id = %(company_id)s AND u.id = f.source_line_id
    LEFT JOIN documents_document AS s ON s.company_id = %(company_id)s AND s.id = u.document_id
    LEFT JOIN rule AS by ON by.source = s.type_code AND by.target = d.type_code AND by.sent_back_by IS NOT NULL
    WHERE d.posted_at IS NOT NULL
      AND (NOT f.is_behind OR EXISTS (
          SELECT FROM rule AS r WHERE r.source = s.type_code AND r.target = d.type_code AND NOT r.ahead
            AND NOT (r."between" AND coalesce(f.is_invoiced, false))))
), linked AS (
    SELECT k.target_line_id, k.source_line_id, count(*) AS link_count, sum(k.quantity) AS quantity,
           min(k.source_document_id) AS source_document_id,
           min(k.target_document_id) AS target_document_id,
           min(k.target_type) AS target_type
    FROM documents_link AS k WHERE k.company_id = %(company_id)s
    GROUP BY k.target_line_id, k.source_line_id
)
SELECT ARRAY[coalesce(n.document_id, k.target_document_id),
             coalesce(n.source_document_id, k.source_document_id)]
           AS document_ids,
       coalesce(k.link_count, 0) AS link_count, coalesce(n.quantity_base, 0) AS line_quantity,
       coalesce(k.quantity, 0) AS linked_quantity
FROM named AS n FULL JOIN linked AS k USING (target_line_id, source_line_id)
WHERE (k.link_count IS NULL
       OR (k.link_count <> 1 AND NOT coalesce(n.is_between OR n.is_returning OR n.may_come_back, false))
       OR n.document_id IS NULL
       OR (k.quantity, k.source_document_id, k.target_document_id, k.target_type)
          IS DISTINCT FROM (CASE WHEN n.is_returning AND n.is_closed AND k.quantity BETWEEN 0 AND n.carried_quantity
                                 THEN k.quantity ELSE n.carried_quantity END, n.source_document_id, n.document_id,
                                 n.type_code)
       OR NOT EXISTS (SELECT FROM rule AS r WHERE r.source = n.source_type AND r.target = n.type_code))
  AND NOT (n.document_id IS NULL AND k.link_count = 1 AND EXISTS (
      SELECT FROM documents_line AS l
      JOIN documents_line AS o ON o.company_id = l.company_id AND o.id = k.source_line_id
       AND o.product_id = l.product_id AND o.document_id = k.source_document_id
      JOIN documents_document AS s ON s.company_id = o.company_id AND s.id = o.document_id
      JOIN rule AS r ON r.source = s.type_code AND r.target = k.target_type AND r.afterwards
      WHERE l.company_id = %(company_id)s AND l.id = k.target_line_id AND l.document_id = k.target_document_id
        AND l.source_line_id IS NULL AND l.quantity_base = k.quantity))
  -- an order line that was ordered anew (D-PO 改价): of an order revised since, to one of the same party and product
  AND NOT (n.document_id IS NULL AND k.link_count = 1 AND k.target_type = 'purchase_order' AND EXISTS (
      SELECT FROM documents_line AS l
      JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
          AND d.type_code = 'purchase_order'
      JOIN documents_line AS o ON o.company_id = l.company_id AND o.id = k.source_line_id
       AND o.product_id = l.product_id AND o.document_id = k.source_document_id
      JOIN documents_document AS s ON s.company_id = o.company_id AND s.id = o.document_id
       AND s.type_code = 'purchase_order' AND s.party_id = d.party_id
              AND s.state IN ('closed_short', 'cancelled', 'revised')
      WHERE l.company_id = %(company_id)s AND l.id = k.target_line_id AND l.document_id = k.target_document_id
        AND k.quantity > 0 AND k.quantity <= o.quantity_base))
