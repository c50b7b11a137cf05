-- 门店日结三方核对 (P8): of each store and day, what its tickets say, and what stock and ledger say of the same. The papers
-- that differ are named; a day without a close has nothing in the ledger yet.
WITH ticket AS (
    SELECT document.id, document.number, document.warehouse_id, document.business_on,
           CASE document.type_code WHEN 'pos_refund' THEN -1 ELSE 1 END AS sign
    FROM documents_document AS document
    WHERE document.company_id = %(company_id)s AND document.type_code IN ('pos_ticket', 'pos_refund')
      AND document.state = 'posted' AND document.reverses_id IS NULL
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
), closed AS (
    SELECT document.id, document.number, document.warehouse_id, document.business_on
    FROM documents_document AS document
    WHERE document.company_id = %(company_id)s AND document.type_code = 'pos_daily_close'
      AND document.state = 'posted' AND document.reverses_id IS NULL
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
), sold AS (
    SELECT ticket.id AS ticket_id, ticket.number, ticket.warehouse_id, ticket.business_on, line.id AS line_id,
           ticket.sign * line.amount_incl AS amount,
           CASE WHEN line.data ? 'stays' THEN 0 ELSE ticket.sign * line.quantity_base END AS quantity,
           coalesce((
               SELECT sum(CASE WHEN target.role = 'customer' THEN move.quantity
                               WHEN source.role = 'customer' THEN -move.quantity ELSE 0 END)
               FROM inventory_move AS move
               JOIN inventory_place AS source
                   ON source.company_id = move.company_id AND source.id = move.from_place_id
               JOIN inventory_place AS target
                   ON target.company_id = move.company_id AND target.id = move.to_place_id
               WHERE move.company_id = line.company_id AND move.line_id = line.id), 0) AS moved,
           coalesce((
               SELECT -sum(value.amount) FROM costing_value AS value
               WHERE value.company_id = line.company_id AND value.line_id = line.id
                 AND value.against = 'goods_dispatched'), 0) AS cost,
           coalesce((
               SELECT sum(extra.amount) FROM costing_dispatchedcost AS extra
               WHERE extra.company_id = line.company_id AND extra.line_id = line.id), 0) AS followed,
           coalesce((
               SELECT sum(link.quantity) FROM documents_link AS link
               WHERE link.company_id = line.company_id AND link.source_line_id = line.id
                 AND link.target_type = 'pos_daily_close'), 0) <> 0 AS is_closed
    FROM ticket
    JOIN documents_line AS line ON line.company_id = %(company_id)s AND line.document_id = ticket.id
    WHERE NOT line.data ? 'waste_of'
), taken AS (
    SELECT closed.id, sum(line.amount_net) AS net, sum(line.amount_tax) AS tax
    FROM closed
    JOIN documents_line AS line ON line.company_id = %(company_id)s AND line.document_id = closed.id
    GROUP BY closed.id
), role AS (
    SELECT account_id, min(CASE role WHEN 'revenue' THEN 'net' WHEN 'vat_output' THEN 'tax' WHEN 'vat_small' THEN 'tax'
                                     WHEN 'cogs' THEN 'cost' ELSE 'away' END) AS measure
    FROM ledger_roleaccount
    WHERE company_id = %(company_id)s
      AND role IN ('revenue', 'vat_output', 'vat_small', 'cogs', 'goods_dispatched')
    GROUP BY account_id
), booked AS (
    SELECT closed.id, role.measure, sum(line.debit - line.credit) AS amount
    FROM closed
    JOIN ledger_entry AS entry
        ON entry.company_id = %(company_id)s AND entry.document_id = closed.id AND entry.purpose = 'post'
    JOIN ledger_entryline AS line ON line.company_id = entry.company_id AND line.entry_id = entry.id
    LEFT JOIN role ON role.account_id = line.account_id
    GROUP BY closed.id, role.measure
), day AS (
    SELECT warehouse_id, business_on FROM ticket UNION SELECT warehouse_id, business_on FROM closed
), summed AS (
    SELECT warehouse_id, business_on, sum(quantity) AS quantity, sum(moved) AS moved, sum(amount) AS amount,
           sum(cost) AS cost, sum(followed) AS followed, count(DISTINCT ticket_id) AS tickets,
           count(DISTINCT ticket_id) FILTER (WHERE is_closed) AS closed,
           string_agg(DISTINCT number, '、') FILTER (WHERE quantity <> moved) AS unmoved,
           string_agg(DISTINCT number, '、') FILTER (WHERE NOT is_closed) AS unclosed
    FROM sold
    GROUP BY warehouse_id, business_on
), whole AS (
    SELECT day.warehouse_id, day.business_on, summed.*, closed.number AS close_number, taken.net, taken.tax,
           (SELECT -sum(amount) FROM booked WHERE id = closed.id AND measure = 'net') AS booked_net,
           (SELECT -sum(amount) FROM booked WHERE id = closed.id AND measure = 'tax') AS booked_tax,
           (SELECT sum(amount) FROM booked WHERE id = closed.id AND measure = 'cost') AS booked_cost,
           (SELECT sum(amount) FROM booked WHERE id = closed.id AND measure IS NULL) AS booked_money
    FROM day
    LEFT JOIN summed AS summed(w, d, quantity, moved, amount, cost, followed, tickets, closed, unmoved, unclosed)
        ON summed.w = day.warehouse_id AND summed.d = day.business_on
    LEFT JOIN closed ON closed.warehouse_id = day.warehouse_id AND closed.business_on = day.business_on
    LEFT JOIN taken ON taken.id = closed.id
), told AS (
    SELECT warehouse_id, business_on, close_number, c.step, c.measure, coalesce(c.papers, 0) AS papers,
           coalesce(c.books, 0) AS books, c.numbers
    FROM whole
    CROSS JOIN LATERAL (VALUES
        (1, 'quantity', quantity, moved, unmoved),
        (2, 'tickets', tickets, closed, unclosed),
        (3, 'amount', amount, booked_money, coalesce(unclosed, close_number)),
        (4, 'net', net, booked_net, close_number),
        (5, 'tax', tax, booked_tax, close_number),
        (6, 'cost', cost, coalesce(booked_cost, 0) + coalesce(followed, 0), coalesce(unclosed, close_number))
    ) AS c(step, measure, papers, books, numbers)
)
SELECT told.warehouse_id, store.code AS warehouse_code, store.name AS warehouse, told.business_on, told.close_number,
       told.step, told.measure, told.papers, told.books, told.papers - told.books AS difference,
       CASE WHEN told.papers <> told.books THEN told.numbers ELSE '' END AS numbers
FROM told
JOIN company_warehouse AS store ON store.company_id = %(company_id)s AND store.id = told.warehouse_id
WHERE NOT %(differing)s OR told.papers <> told.books
