"""The hand-written limit: the same rows, under the same locks, by plain psycopg and nothing else.

It knows its master data by heart (loaded once), trusts what it is given, refuses nothing, and posts one shape of
document only: a floor to measure against, not a system. Locks in the product's order: period → on-hand → pools →
counter. Seven round trips from BEGIN to COMMIT, whatever the number of lines and documents. ``limit_lots`` is the same
for goods with lots.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import psycopg

from benchmarks import limit_sql
from benchmarks.bed import NOW, POSTED_ON, Bed
from benchmarks.papers import PRICE, Sale

FEN, RATE, ZERO, NOTHING = Decimal("0.01"), Decimal("0.13"), Decimal(0), Decimal("0.00")
Row = tuple[Any, ...]
Lines = list[tuple[int, int, int]]  # number of the sale, product, pieces


@dataclass(slots=True)
class Pool:
    """A locked cost pool as it changes; ``layers`` only where it is first in, first out."""

    id: int
    quantity: Decimal
    amount: Decimal
    last_quantity: Decimal = ZERO
    last_amount: Decimal = NOTHING
    layers: list[list[Any]] = field(default_factory=list)  # seq, line, day, quantity, amount


class Limit:
    """Posts sales in one connection. Everything that does not change between two sales is read once, here."""

    BOOKS, PAPERS = limit_sql.BOOKS, limit_sql.PAPERS

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
        self.fixed: dict[str, Any] = {
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
            asked = self._lock_first(cursor, sales, lines)
            hands = self._lock_hands(cursor, lines)
            pools = self._lock_pools(cursor, sorted({line[1] for line in lines}))
            cursor.execute(limit_sql.GIVE_IDS, {"documents": len(sales), "lines": len(lines)})
            ids = Ids(*(iter(one) for one in cursor.fetchone() or ()))
            books = asked | self._books(sales, lines, hands, pools, ids)
            cursor.execute(self.BOOKS, self.fixed | books)
            cursor.execute(limit_sql.COUNT, (self.company, POSTED_ON, len(sales)))
            last = (cursor.fetchone() or (0,))[0]
            numbers = [
                f"SOUT-{POSTED_ON:%Y%m%d}-{last - len(sales) + n:04d}" for n in range(1, len(sales) + 1)
            ]
            cursor.execute(self.PAPERS, self.fixed | books | self._papers(sales, books, numbers, key))
        return numbers

    def _lock_first(
        self, cursor: psycopg.Cursor[Any], sales: Sequence[Sale], lines: Lines
    ) -> dict[str, list[Any]]:
        """What is locked before on-hand rows, and what that adds to the statements: nothing for plain goods."""
        return {}

    def _lock_hands(self, cursor: psycopg.Cursor[Any], lines: Lines) -> dict[tuple[int, int], int]:
        """Ids of on-hand rows by product and place."""
        keys = sorted({(product, place) for _, product, _ in lines for place in (self.stock, self.customer)})
        asked = self.fixed | {"product": [k[0] for k in keys], "place": [k[1] for k in keys]}
        found = {(row[0], row[1]): row[2] for row in cursor.execute(limit_sql.LOCK_HANDS, asked)}
        if len(found) < len(keys):
            cursor.execute(limit_sql.MAKE_HANDS, asked | {"lot": [0] * len(keys)})
            found = {(row[0], row[1]): row[2] for row in cursor.execute(limit_sql.LOCK_HANDS, asked)}
        return found

    def _lock_pools(self, cursor: psycopg.Cursor[Any], products: list[int]) -> dict[int, Pool]:
        """Pools by product."""
        found = cursor.execute(limit_sql.LOCK_POOLS, (products, self.company))
        return {row[0]: Pool(*row[1:]) for row in found}

    def _cost(self, pool: Pool, quantity: Decimal, seq: int, document: int) -> Decimal:
        """What goods cost that leave a pool at its average."""
        return (pool.amount * quantity / pool.quantity).quantize(FEN, ROUND_HALF_UP)

    def _books(
        self,
        sales: Sequence[Sale],
        lines: Lines,
        hands: dict[tuple[int, int], int],
        pools: dict[int, Pool],
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
            pool, seq = pools[product], next(ids.seqs)
            cost = self._cost(pool, quantity, seq, documents[d])
            pool.quantity -= quantity
            pool.amount -= cost
            if pool.quantity < 0:
                raise AssertionError("the bed has too little stock")
            moved[product] = moved.get(product, ZERO) + quantity
            net[d] += line_net
            tax[d] += incl - line_net
            worth[d] += cost
            rows.append((next(ids.moves), seq, product, quantity, cost, documents[d], next(ids.lines),
                         pool.id, line_net, incl - line_net))  # fmt: skip
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
        found["hand"] = [hands[one, place] for one in moved for place in (self.stock, self.customer)]
        found["change"] = [change for quantity in moved.values() for change in (-quantity, quantity)]
        found |= {"document_id": documents, "net": net, "tax": tax, "worth": worth}
        found["incl"] = [a + b for a, b in zip(net, tax, strict=True)]
        found["entry"] = [next(ids.entries) for _ in sales]
        return found | self._pools([pools[one] for one in moved]) | self._entry_lines(found)

    def _pools(self, pools: Sequence[Pool]) -> dict[str, list[Any]]:
        """Pools as they are after it."""
        return {
            "pool_id": [one.id for one in pools],
            "pool_quantity": [one.quantity for one in pools],
            "pool_amount": [one.amount for one in pools],
        }

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
            "id": documents, "number": numbers,
            "line_no": [n for sale in sales for n in range(1, len(sale.lines) + 1)],
            "event": [json.dumps({"number": n, "amount_incl": str(a)}) for n, a in zip(numbers, incl, strict=True)],
            "answer": json.dumps(answer), "key": key, "hash": hashlib.sha256(repr(sales).encode()).hexdigest(),
        }  # fmt: skip


class Ids:
    """Ids that the database gave, in order."""

    def __init__(self, *given: Iterator[int]) -> None:
        self.documents, self.lines, self.moves, self.seqs, self.entries = given
