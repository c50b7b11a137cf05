"""The statements of the hand-written limit. Goods with lots write more columns of the same tables and a few tables
more; what both kinds of goods have in common is said once.
"""

from __future__ import annotations

PERIOD = """period AS (
    SELECT 1 FROM company_period
    WHERE company_id = %(company)s AND starts_on = %(month)s AND NOT is_stock_closed FOR SHARE
)"""
LOCK_HANDS = f"""
WITH {PERIOD}
SELECT h.product_id, h.place_id, h.id, h.quantity
FROM inventory_onhand AS h
JOIN unnest(%(product)s::bigint[], %(place)s::bigint[]) AS k(product_id, place_id)
  ON k.product_id = h.product_id AND k.place_id = h.place_id
WHERE h.company_id = %(company)s AND h.lot_id = 0 AND h.status = 'available' AND h.owner_id = 0
  AND EXISTS (SELECT 1 FROM period)
ORDER BY h.product_id, h.place_id FOR UPDATE OF h
"""
#: Of goods with lots: all that is promised together with the lot at the stock place, and the lot at the customer's.
LOCK_HANDS_OF_LOTS = f"""
WITH {PERIOD}
SELECT h.product_id, h.place_id, h.id, h.quantity, h.lot_id
FROM inventory_onhand AS h
JOIN unnest(%(product)s::bigint[], %(place)s::bigint[], %(lot)s::bigint[]) AS k(product_id, place_id, lot_id)
  ON k.product_id = h.product_id AND k.place_id = h.place_id AND (k.lot_id = h.lot_id OR h.place_id = %(from)s)
WHERE h.company_id = %(company)s AND h.status = 'available' AND h.owner_id = 0 AND EXISTS (SELECT 1 FROM period)
ORDER BY h.product_id, h.place_id, h.lot_id FOR UPDATE OF h
"""
MAKE_HANDS = """
INSERT INTO inventory_onhand (company_id, product_id, place_id, lot_id, status, owner_id, quantity, reserved,
                              may_go_negative)
SELECT %(company)s, k.product_id, k.place_id, k.lot_id, 'available', 0, 0, 0, true
FROM unnest(%(product)s::bigint[], %(place)s::bigint[], %(lot)s::bigint[]) AS k(product_id, place_id, lot_id)
ORDER BY k.product_id, k.place_id, k.lot_id ON CONFLICT DO NOTHING
"""
LOCK_POOLS = """
SELECT p.product_id, p.id, p.quantity, p.amount
FROM costing_pool AS p JOIN unnest(%s::bigint[]) AS k(product_id) ON k.product_id = p.product_id
WHERE p.company_id = %s AND p.warehouse_id = 0 AND p.lot_id = 0 ORDER BY p.product_id, p.warehouse_id FOR UPDATE OF p
"""
#: The queues of locked pools, the oldest layer first.
LAYERS = """
SELECT pool_id, seq, line_id, business_on, quantity, amount FROM costing_layer
WHERE company_id = %s AND pool_id = ANY(%s) AND quantity <> 0 ORDER BY pool_id, business_on, seq
"""
#: Orders, then lots, then what the orders hold.
LOCK_ORDERS = """
WITH paper AS MATERIALIZED (
    SELECT id FROM documents_document WHERE company_id = %(company)s AND id = ANY(%(orders)s::bigint[])
    ORDER BY id FOR UPDATE
), lot AS MATERIALIZED (
    SELECT id FROM inventory_lot
    WHERE company_id = %(company)s AND id = ANY(%(lot)s::bigint[]) AND EXISTS (SELECT 1 FROM paper)
    ORDER BY id FOR SHARE
)
SELECT id FROM inventory_reservation
WHERE company_id = %(company)s AND line_id = ANY(%(order_line)s::bigint[]) AND EXISTS (SELECT 1 FROM lot)
ORDER BY id FOR UPDATE
"""
GIVE_IDS = """
SELECT ARRAY(SELECT nextval('documents_document_id_seq') FROM generate_series(1, %(documents)s)),
       ARRAY(SELECT nextval('documents_line_id_seq') FROM generate_series(1, %(lines)s)),
       ARRAY(SELECT nextval('inventory_move_id_seq') FROM generate_series(1, %(lines)s)),
       ARRAY(SELECT nextval('posting_seq') FROM generate_series(1, %(lines)s)),
       ARRAY(SELECT nextval('ledger_entry_id_seq') FROM generate_series(1, %(documents)s))
"""
COUNT = """
INSERT INTO documents_counter (company_id, kind, day, last) VALUES (%s, 'SOUT', %s, %s)
ON CONFLICT (company_id, kind, day) DO UPDATE SET last = documents_counter.last + excluded.last RETURNING last
"""

# The books: moves, on-hand both ends, values, pools, items, entries with lines; one statement ------------------

LINE = """line AS (
    SELECT * FROM unnest(%(move)s::bigint[], %(seq)s::bigint[], %(product)s::bigint[], %(quantity)s::numeric[],
                         %(cost)s::numeric[], %(document)s::bigint[], %(line)s::bigint[], %(pool)s::bigint[])
        AS r(move_id, seq, product_id, quantity, cost, document_id, line_id, pool_id)
)"""
LINE_OF_LOT = """line AS (
    SELECT * FROM unnest(%(move)s::bigint[], %(seq)s::bigint[], %(product)s::bigint[], %(quantity)s::numeric[],
                         %(cost)s::numeric[], %(document)s::bigint[], %(line)s::bigint[], %(pool)s::bigint[],
                         %(lot)s::bigint[])
        AS r(move_id, seq, product_id, quantity, cost, document_id, line_id, pool_id, lot_id)
)"""
MOVED = """moved AS (
    INSERT INTO inventory_move (id, company_id, seq, product_id, lot_id, status, owner_id, to_lot_id, to_status,
                                to_owner_id, from_place_id, to_place_id, quantity, document_id, line_id, business_on,
                                posted_at)
    SELECT move_id, %(company)s, seq, product_id, {lot}, 'available', 0, {lot}, 'available', 0, %(from)s, %(to)s,
           quantity, document_id, line_id, %(on)s, %(now)s FROM line
)"""
HANDS = """hands AS (
    UPDATE inventory_onhand AS h
    SET quantity = h.quantity + r.quantity, last_moved_on = greatest(h.last_moved_on, %(on)s)
    FROM unnest(%(hand)s::bigint[], %(change)s::numeric[]) AS r(id, quantity)
    WHERE h.company_id = %(company)s AND h.id = r.id
)"""
#: What leaves was held: the stock end gives up as much of its hold as goes.
HANDS_HELD = """hands AS (
    UPDATE inventory_onhand AS h
    SET quantity = h.quantity + r.quantity, reserved = h.reserved + least(r.quantity, 0),
        last_moved_on = greatest(h.last_moved_on, %(on)s)
    FROM unnest(%(hand)s::bigint[], %(change)s::numeric[]) AS r(id, quantity)
    WHERE h.company_id = %(company)s AND h.id = r.id
), held AS (
    UPDATE inventory_reservation SET quantity = 0
    WHERE company_id = %(company)s AND id = ANY(%(reservation)s::bigint[])
)"""
VALUED = """valued AS (
    INSERT INTO costing_value (company_id, seq, pool_id, product_id, move_id, document_id, line_id, source_line_id,
                               quantity, amount, kind, against, is_red, business_on, posted_at)
    SELECT %(company)s, seq, pool_id, product_id, move_id, document_id, line_id, NULL, -quantity, -cost, 'issue',
           'cogs', false, %(on)s, %(now)s FROM line
)"""
POOLS = """pools AS (
    UPDATE costing_pool AS p
    SET quantity = r.quantity, amount = r.amount, last_quantity = r.quantity, last_amount = r.amount,
        last_valued_on = greatest(p.last_valued_on, %(on)s)
    FROM unnest(%(pool_id)s::bigint[], %(pool_quantity)s::numeric[], %(pool_amount)s::numeric[])
         AS r(id, quantity, amount)
    WHERE p.company_id = %(company)s AND p.id = r.id
)"""
#: What came last out of a queue is not what is left of it.
POOLS_IN_LAYERS = """pools AS (
    UPDATE costing_pool AS p
    SET quantity = r.quantity, amount = r.amount, last_quantity = r.last_quantity, last_amount = r.last_amount,
        last_valued_on = greatest(p.last_valued_on, %(on)s)
    FROM unnest(%(pool_id)s::bigint[], %(pool_quantity)s::numeric[], %(pool_amount)s::numeric[],
                %(last_quantity)s::numeric[], %(last_amount)s::numeric[])
         AS r(id, quantity, amount, last_quantity, last_amount)
    WHERE p.company_id = %(company)s AND p.id = r.id
)"""
DRAWN = """draw AS (
    SELECT * FROM unnest(%(draw_pool)s::bigint[], %(draw_layer)s::bigint[], %(draw_line)s::bigint[],
                         %(draw_on)s::date[], %(draw_seq)s::bigint[], %(draw_document)s::bigint[],
                         %(draw_quantity)s::numeric[], %(draw_amount)s::numeric[])
         AS r(pool_id, layer_seq, layer_line_id, layer_on, seq, document_id, quantity, amount)
), drawn AS (
    INSERT INTO costing_layermove (company_id, posted_at, pool_id, layer_seq, layer_line_id, layer_on, seq,
                                   business_on, document_id, quantity, amount)
    SELECT %(company)s, %(now)s, pool_id, layer_seq, layer_line_id, layer_on, seq, %(on)s, document_id, -quantity,
           -amount FROM draw
), layers AS (
    UPDATE costing_layer AS l SET quantity = l.quantity - r.quantity, amount = l.amount - r.amount
    FROM (SELECT pool_id, layer_seq, sum(quantity) AS quantity, sum(amount) AS amount FROM draw
          GROUP BY pool_id, layer_seq) AS r
    WHERE l.company_id = %(company)s AND l.pool_id = r.pool_id AND l.seq = r.layer_seq
)"""
ENTRIES = """paper AS (
    SELECT * FROM unnest(%(document_id)s::bigint[], %(entry)s::bigint[], %(incl)s::numeric[], %(worth)s::numeric[])
        AS r(document_id, entry_id, incl, worth)
), items AS (
    INSERT INTO settlement_item (company_id, kind, party_id, document_id, amount, residual, business_on, due_on,
                                 posted_at)
    SELECT %(company)s, 'ar', %(party)s, document_id, incl, incl, %(on)s, %(due)s, %(now)s FROM paper
), entries AS (
    INSERT INTO ledger_entry (id, company_id, document_id, purpose, business_on, summary, amount, line_count, is_manual,
                              posted_at)
    SELECT entry_id, %(company)s, document_id, 'post', %(on)s, %(summary)s, incl + worth, 5, false, %(now)s FROM paper
)
INSERT INTO ledger_entryline (company_id, entry_id, line_no, account_id, debit, credit, party_id, category_id,
                              department_id, fund_account_id, is_cost, business_on, memo)
SELECT %(company)s, entry_id, line_no, account_id, debit, credit, party_id, category_id, 0, 0, line_no > 3, %(on)s, ''
FROM unnest(%(line_entry)s::bigint[], %(line_no)s::int[], %(account)s::bigint[], %(debit)s::numeric[],
            %(credit)s::numeric[], %(line_party)s::bigint[], %(category)s::bigint[])
     AS r(entry_id, line_no, account_id, debit, credit, party_id, category_id)
"""
BOOKS = "WITH " + ", ".join((LINE, MOVED.format(lot="0"), HANDS, VALUED, POOLS, ENTRIES))
BOOKS_OF_LOTS = "WITH " + ", ".join(
    (LINE_OF_LOT, MOVED.format(lot="lot_id"), HANDS_HELD, VALUED, POOLS_IN_LAYERS, DRAWN, ENTRIES)
)

# The documents: headers, evidence, key, lines -----------------------------------------------------------------

HEADERS = """paper AS (
    INSERT INTO documents_document (company_id, id, type_code, number, state, revision, business_on, due_on, party_id,
        warehouse_id, price_mode, amount_net, amount_tax, amount_incl, is_red, source_system, source_number, remark,
        data, created_at, created_by, posted_at, posted_by, device)
    SELECT %(company)s, r.id, 'sales_issue', r.number, 'posted', 1, %(on)s, %(due)s, %(party)s, %(warehouse)s, 'INCL',
           r.net, r.tax, r.net + r.tax, false, '', '', '', '{}', %(now)s, %(user)s, %(now)s, %(user)s, ''
    FROM unnest(%(id)s::bigint[], %(number)s::text[], %(net)s::numeric[], %(tax)s::numeric[]) AS r(id, number, net, tax)
), event AS (
    INSERT INTO audit_event (company_id, at, user_id, user_name, action, entity_kind, entity_id, data, device, address)
    SELECT %(company)s, %(now)s, %(user)s, %(name)s, 'sales_issue.post', 'document', r.id, r.data, '', ''
    FROM unnest(%(id)s::bigint[], %(event)s::jsonb[]) AS r(id, data)
), key AS (
    INSERT INTO posting_key (company_id, key, body_hash, document_ids, answer, created_at)
    VALUES (%(company)s, %(key)s, %(hash)s, %(id)s, %(answer)s, %(now)s)
)"""
#: What an issue takes of its order: a link for each line, and the order is done.
CARRIED = """link AS (
    INSERT INTO documents_link (company_id, source_document_id, source_line_id, target_document_id, target_line_id,
                                target_type, quantity, amount)
    SELECT %(company)s, r.order_id, r.order_line, r.document_id, r.id, 'sales_issue', r.quantity, r.net
    FROM unnest(%(line_order)s::bigint[], %(order_line)s::bigint[], %(document)s::bigint[], %(line)s::bigint[],
                %(quantity)s::numeric[], %(line_net)s::numeric[])
         AS r(order_id, order_line, document_id, id, quantity, net)
), done AS (
    UPDATE documents_document SET state = 'done' WHERE company_id = %(company)s AND id = ANY(%(orders)s::bigint[])
)"""
LINES = """
INSERT INTO documents_line (company_id, id, document_id, line_no, product_id, unit_id, quantity, unit_numerator,
    unit_denominator, quantity_base, price, discount_amount, tax_code_id, tax_rate, amount_net, amount_tax, amount_incl,
    is_gift, lot_id, remark, data)
SELECT %(company)s, r.id, r.document_id, r.line_no, r.product_id, %(unit)s, r.quantity, 1, 1, r.quantity, %(price)s, 0,
       %(tax_code)s, %(rate)s, r.net, r.tax, r.net + r.tax, false, 0, '', '{}'
FROM unnest(%(line)s::bigint[], %(document)s::bigint[], %(line_no)s::int[], %(product)s::bigint[],
            %(quantity)s::numeric[], %(line_net)s::numeric[], %(line_tax)s::numeric[])
     AS r(id, document_id, line_no, product_id, quantity, net, tax)
"""
LINES_OF_LOTS = """
INSERT INTO documents_line (company_id, id, document_id, line_no, product_id, unit_id, quantity, unit_numerator,
    unit_denominator, quantity_base, price, discount_amount, tax_code_id, tax_rate, amount_net, amount_tax, amount_incl,
    is_gift, source_line_id, lot_id, remark, data)
SELECT %(company)s, r.id, r.document_id, r.line_no, r.product_id, %(unit)s, r.quantity, 1, 1, r.quantity, %(price)s, 0,
       %(tax_code)s, %(rate)s, r.net, r.tax, r.net + r.tax, false, r.order_line, r.lot_id, '', %(lot_data)s
FROM unnest(%(line)s::bigint[], %(document)s::bigint[], %(line_no)s::int[], %(product)s::bigint[],
            %(quantity)s::numeric[], %(line_net)s::numeric[], %(line_tax)s::numeric[], %(order_line)s::bigint[],
            %(lot)s::bigint[])
     AS r(id, document_id, line_no, product_id, quantity, net, tax, order_line, lot_id)
"""
PAPERS = f"WITH {HEADERS} {LINES}"
PAPERS_OF_LOTS = f"WITH {HEADERS}, {CARRIED} {LINES_OF_LOTS}"
