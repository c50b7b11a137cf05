"""The hand-written limit: the same rows, under the same locks, by plain psycopg and nothing else.

It knows its master data by heart (loaded once), trusts what it is given, refuses nothing, and posts one shape of
document only: a floor to measure against, not a system. Locks in the product's order: period → on-hand → pools →
counter. Seven round trips from BEGIN to COMMIT, whatever the number of lines and documents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import psycopg

from benchmarks.bed import NOW, POSTED_ON, Bed
from benchmarks.papers import PRICE, Sale

FEN, RATE, ZERO, NOTHING = Decimal("0.01"), Decimal("0.13"), Decimal(0), Decimal("0.00")
Row = tuple[Any, ...]

LOCK_HANDS = """
WITH period AS (
    SELECT 1 FROM company_period
    WHERE company_id = %(company)s AND starts_on = %(month)s AND NOT is_stock_closed FOR SHARE
)
SELECT h.product_id, h.place_id, h.id, h.quantity
FROM inventory_onhand AS h
JOIN unnest(%(product)s::bigint[], %(place)s::bigint[]) AS k(product_id, place_id)
  ON k.product_id = h.product_id AND k.place_id = h.place_id
WHERE h.company_id = %(company)s AND h.lot_id = 0 AND h.status = 'available' AND h.owner_id = 0
  AND EXISTS (SELECT 1 FROM period)
ORDER BY h.product_id, h.place_id FOR UPDATE OF h
"""
MAKE_HANDS = """
INSERT INTO inventory_onhand (company_id, product_id, place_id, lot_id, status, owner_id, quantity, reserved,
                              may_go_negative)
SELECT %(company)s, k.product_id, k.place_id, 0, 'available', 0, 0, 0, true
FROM unnest(%(product)s::bigint[], %(place)s::bigint[]) AS k(product_id, place_id)
ORDER BY k.product_id, k.place_id ON CONFLICT DO NOTHING
"""
LOCK_POOLS = """
SELECT p.product_id, p.id, p.quantity, p.amount
FROM costing_pool AS p JOIN unnest(%s::bigint[]) AS k(product_id) ON k.product_id = p.product_id
WHERE p.company_id = %s AND p.warehouse_id = 0 AND p.lot_id = 0 ORDER BY p.product_id, p.warehouse_id FOR UPDATE OF p
"""
GIVE_IDS = """
SELECT ARRAY(SELECT nextval('documents_document_id_seq') FROM generate_series(1, %(documents)s)),
       ARRAY(SELECT nextval('documents_line_id_seq') FROM generate_series(1, %(lines)s)),
       ARRAY(SELECT nextval('inventory_move_id_seq') FROM generate_series(1, %(lines)s)),
       ARRAY(SELECT nextval('posting_seq') FROM generate_series(1, %(lines)s)),
       ARRAY(SELECT nextval('ledger_entry_id_seq') FROM generate_series(1, %(documents)s))
"""
# Moves, on-hand both ends, values, pools, items, entries with lines: one statement.
BOOKS = """
WITH line AS (
    SELECT * FROM unnest(%(move)s::bigint[], %(seq)s::bigint[], %(product)s::bigint[], %(quantity)s::numeric[],
                         %(cost)s::numeric[], %(document)s::bigint[], %(line)s::bigint[], %(pool)s::bigint[])
        AS r(move_id, seq, product_id, quantity, cost, document_id, line_id, pool_id)
), moved AS (
    INSERT INTO inventory_move (id, company_id, seq, product_id, lot_id, status, owner_id, to_lot_id, to_status,
                                to_owner_id, from_place_id, to_place_id, quantity, document_id, line_id, business_on,
                                posted_at)
    SELECT move_id, %(company)s, seq, product_id, 0, 'available', 0, 0, 'available', 0, %(from)s, %(to)s, quantity,
           document_id, line_id, %(on)s, %(now)s FROM line
), hands AS (
    UPDATE inventory_onhand AS h
    SET quantity = h.quantity + r.quantity, last_moved_on = greatest(h.last_moved_on, %(on)s)
    FROM unnest(%(hand)s::bigint[], %(change)s::numeric[]) AS r(id, quantity)
    WHERE h.company_id = %(company)s AND h.id = r.id
), valued AS (
    INSERT INTO costing_value (company_id, seq, pool_id, product_id, move_id, document_id, line_id, source_line_id,
                               quantity, amount, kind, against, is_red, business_on, posted_at)
    SELECT %(company)s, seq, pool_id, product_id, move_id, document_id, line_id, NULL, -quantity, -cost, 'issue',
           'cogs', false, %(on)s, %(now)s FROM line
), pools AS (
    UPDATE costing_pool AS p
    SET quantity = r.quantity, amount = r.amount, last_quantity = r.quantity, last_amount = r.amount,
        last_valued_on = greatest(p.last_valued_on, %(on)s)
    FROM unnest(%(pool_id)s::bigint[], %(pool_quantity)s::numeric[], %(pool_amount)s::numeric[])
         AS r(id, quantity, amount)
    WHERE p.company_id = %(company)s AND p.id = r.id
), paper AS (
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
COUNT = """
INSERT INTO documents_counter (company_id, kind, day, last) VALUES (%s, 'SOUT', %s, %s)
ON CONFLICT (company_id, kind, day) DO UPDATE SET last = documents_counter.last + excluded.last RETURNING last
"""
PAPERS = """
WITH paper AS (
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
)
INSERT INTO documents_line (company_id, id, document_id, line_no, product_id, unit_id, quantity, unit_numerator,
    unit_denominator, quantity_base, price, discount_amount, tax_code_id, tax_rate, amount_net, amount_tax, amount_incl,
    is_gift, lot_id, remark, data)
SELECT %(company)s, r.id, r.document_id, r.line_no, r.product_id, %(unit)s, r.quantity, 1, 1, r.quantity, %(price)s, 0,
       %(tax_code)s, %(rate)s, r.net, r.tax, r.net + r.tax, false, 0, '', '{}'
FROM unnest(%(line)s::bigint[], %(document)s::bigint[], %(line_no)s::int[], %(product)s::bigint[],
            %(quantity)s::numeric[], %(line_net)s::numeric[], %(line_tax)s::numeric[])
     AS r(id, document_id, line_no, product_id, quantity, net, tax)
"""


class Limit:
    """Posts sales in one connection. Everything that does not change between two sales is read once, here."""

    def __init__(self, conninfo: str, bed: Bed) -> None:
        self.connection = psycopg.connect(conninfo, autocommit=True, prepare_threshold=1)
        self.company = bed.company_id
        one = self._one
        places: dict[str, int] = dict(self.connection.execute(
            "SELECT role, id FROM inventory_place WHERE company_id = %s AND role IN ('stock', 'customer')",
            [self.company],
        ).fetchall())  # fmt: skip
        self.stock, self.customer = places["stock"], places["customer"]
        self.accounts: dict[str, int] = dict(self.connection.execute(
            "SELECT role, account_id FROM ledger_roleaccount WHERE company_id = %s", [self.company]
        ).fetchall())  # fmt: skip
        product = one(
            "SELECT category_id, base_unit_id, tax_code_id FROM catalog_product WHERE id = %s",
            bed.products[0],
        )
        self.category, self.unit, self.tax_code = product
        self.user_name = one("SELECT display_name FROM identity_user WHERE id = %s", bed.user_id)[0]
        party, days = one("SELECT name, payment_days FROM parties_party WHERE id = %s", bed.customer)
        self.fixed = {
            "company": self.company, "from": self.stock, "to": self.customer, "on": POSTED_ON, "now": NOW,
            "due": date.fromordinal(POSTED_ON.toordinal() + days), "month": POSTED_ON.replace(day=1),
            "party": bed.customer, "warehouse": bed.warehouse_id, "user": bed.user_id, "name": self.user_name,
            "unit": self.unit, "price": PRICE, "tax_code": self.tax_code, "rate": RATE,
            "summary": f"销售出库单 {party}",
        }  # fmt: skip

    def _one(self, statement: str, *parameters: object) -> Row:
        return self.connection.execute(statement, parameters).fetchone() or ()

    def post(self, sales: Sequence[Sale], key: str) -> list[str]:
        """Post sales in one transaction; returns their numbers."""
        lines = [(d, product, quantity) for d, sale in enumerate(sales) for product, quantity in sale.lines]
        with self.connection.transaction(), self.connection.cursor() as cursor:
            hands = self._lock_hands(cursor, lines)
            pools = {
                row[0]: [row[1], row[2], row[3]]
                for row in cursor.execute(LOCK_POOLS, (sorted({line[1] for line in lines}), self.company))
            }
            cursor.execute(GIVE_IDS, {"documents": len(sales), "lines": len(lines)})
            ids = Ids(*(iter(one) for one in cursor.fetchone() or ()))
            books = self._books(sales, lines, hands, pools, ids)
            cursor.execute(BOOKS, self.fixed | books)
            cursor.execute(COUNT, (self.company, POSTED_ON, len(sales)))
            last = (cursor.fetchone() or (0,))[0]
            numbers = [
                f"SOUT-{POSTED_ON:%Y%m%d}-{last - len(sales) + n:04d}" for n in range(1, len(sales) + 1)
            ]
            cursor.execute(PAPERS, self.fixed | self._papers(sales, books, numbers, key))
        return numbers

    def _lock_hands(
        self, cursor: psycopg.Cursor[Any], lines: list[tuple[int, int, int]]
    ) -> dict[tuple[int, int], Row]:
        keys = sorted({(product, place) for _, product, _ in lines for place in (self.stock, self.customer)})
        asked = self.fixed | {"product": [k[0] for k in keys], "place": [k[1] for k in keys]}
        found = {(row[0], row[1]): row for row in cursor.execute(LOCK_HANDS, asked)}
        if len(found) < len(keys):
            cursor.execute(MAKE_HANDS, asked)
            found = {(row[0], row[1]): row for row in cursor.execute(LOCK_HANDS, asked)}
        return found

    def _books(
        self,
        sales: Sequence[Sale],
        lines: list[tuple[int, int, int]],
        hands: dict[tuple[int, int], Row],
        pools: dict[int, list[Any]],
        ids: Ids,
    ) -> dict[str, Any]:
        documents = [next(ids.documents) for _ in sales]
        moved: dict[int, Decimal] = {}
        net, tax, worth = [ZERO] * len(sales), [ZERO] * len(sales), [NOTHING] * len(sales)
        rows = []
        for d, product, pieces in lines:
            quantity = Decimal(pieces)
            incl = quantity * PRICE
            line_net = (incl / (1 + RATE)).quantize(FEN, ROUND_HALF_UP)
            pool = pools[product]
            cost = (pool[2] * quantity / pool[1]).quantize(FEN, ROUND_HALF_UP)
            pool[1] -= quantity
            pool[2] -= cost
            if pool[1] < 0:
                raise AssertionError("the bed has too little stock")
            moved[product] = moved.get(product, ZERO) + quantity
            net[d] += line_net
            tax[d] += incl - line_net
            worth[d] += cost
            rows.append((next(ids.moves), next(ids.seqs), product, quantity, cost, documents[d], next(ids.lines),
                         pool[0], line_net, incl - line_net))  # fmt: skip
        names = (
            "move",
            "seq",
            "product",
            "quantity",
            "cost",
            "document",
            "line",
            "pool",
            "line_net",
            "line_tax",
        )
        found: dict[str, Any] = {
            name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)
        }
        found["hand"] = [hands[one, place][2] for one in moved for place in (self.stock, self.customer)]
        found["change"] = [change for quantity in moved.values() for change in (-quantity, quantity)]
        found["pool_id"] = [pools[one][0] for one in moved]
        found["pool_quantity"] = [pools[one][1] for one in moved]
        found["pool_amount"] = [pools[one][2] for one in moved]
        found |= {"document_id": documents, "net": net, "tax": tax, "worth": worth}
        found["incl"] = [a + b for a, b in zip(net, tax, strict=True)]
        found["entry"] = [next(ids.entries) for _ in sales]
        return found | self._entry_lines(found)

    def _entry_lines(self, books: dict[str, Any]) -> dict[str, Any]:
        """借 应收 贷 收入、销项; 借 成本 贷 存货."""
        account, party, category = self.accounts, self.fixed["party"], self.category
        rows = []
        for entry, net, tax, incl, worth in zip(
            books["entry"], books["net"], books["tax"], books["incl"], books["worth"], strict=True
        ):
            rows += [
                (entry, 1, account["ar"], incl, NOTHING, party, 0),
                (entry, 2, account["revenue"], NOTHING, net, 0, 0),
                (entry, 3, account["vat_output"], NOTHING, tax, 0, 0),
                (entry, 4, account["cogs"], worth, NOTHING, 0, 0),
                (entry, 5, account["merchandise"], NOTHING, worth, 0, category),
            ]
        names = ("line_entry", "line_no", "account", "debit", "credit", "line_party", "category")
        return {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}

    def _papers(
        self, sales: Sequence[Sale], books: dict[str, Any], numbers: list[str], key: str
    ) -> dict[str, Any]:
        documents, incl = books["document_id"], books["incl"]
        answer = {"documents": [
            {"id": one, "number": number, "state": "posted", "type_code": "sales_issue"}
            for one, number in zip(documents, numbers, strict=True)
        ]}  # fmt: skip
        return {
            **{name: books[name] for name in ("line", "document", "product", "quantity", "line_net", "line_tax")},
            "id": documents, "number": numbers, "net": books["net"], "tax": books["tax"],
            "line_no": [n for sale in sales for n in range(1, len(sale.lines) + 1)],
            "event": [json.dumps({"number": n, "amount_incl": str(a)}) for n, a in zip(numbers, incl, strict=True)],
            "answer": json.dumps(answer), "key": key, "hash": hashlib.sha256(repr(sales).encode()).hexdigest(),
        }  # fmt: skip


class Ids:
    """Ids that the database gave, in order."""

    def __init__(self, *given: Iterator[int]) -> None:
        self.documents, self.lines, self.moves, self.seqs, self.entries = given
