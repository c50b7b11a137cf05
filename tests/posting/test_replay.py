"""Random histories through the real engine: what the pools hold is what a replay of the moves from nothing gives (G8, C9).

The replay is the second model of ``tests/costing``, fed from the moves in (business date, seq) order. So whatever was
back-dated, returned, invoiced or reversed, folding again in parts must equal folding once from the beginning.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from hengku.company.models import Warehouse
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.postgres import Cluster
from tests.costing.second_fifo import FifoModel
from tests.costing.second_model import Model
from tests.posting.books import balance, disagreements
from tests.posting.desk import Desk, Doc
from tests.world import Book

EVENTS = """
SELECT d.type_code, d.reverses_id IS NOT NULL AS is_reversal, m.quantity, m.product_id, m.line_id,
       coalesce(f.warehouse_id, 0), coalesce(t.warehouse_id, 0), coalesce(l.source_line_id, 0),
       coalesce((SELECT o.id FROM documents_line AS o WHERE o.company_id = d.company_id
                 AND o.document_id = d.reverses_id AND o.line_no = l.line_no), 0) AS reversed_line_id
FROM inventory_move AS m
JOIN documents_document AS d ON d.company_id = m.company_id AND d.id = m.document_id
JOIN documents_line AS l ON l.company_id = m.company_id AND l.id = m.line_id
JOIN inventory_place AS f ON f.company_id = m.company_id AND f.id = m.from_place_id
JOIN inventory_place AS t ON t.company_id = m.company_id AND t.id = m.to_place_id
WHERE m.company_id = %s ORDER BY m.business_on, m.seq
"""
#: What is a fact and no valuation: what goods came in at, with its invoices, and what was agreed with a supplier.
GIVEN = """
SELECT line_id, sum(amount) FROM costing_value
WHERE company_id = %s AND kind IN ('opening', 'actual', 'estimated', 'invoice_difference', 'return_out')
GROUP BY line_id
"""
LAYERS = """
SELECT p.product_id, p.warehouse_id, l.line_id, l.quantity, l.amount
FROM costing_layer AS l JOIN costing_pool AS p ON p.company_id = l.company_id AND p.id = l.pool_id
WHERE l.company_id = %s AND l.quantity <> 0 ORDER BY p.id, l.business_on, l.seq
"""
POOLS = "SELECT product_id, warehouse_id, quantity, amount FROM costing_pool WHERE company_id = %s"
LINES = """
SELECT line_id, sum(amount) FROM costing_value
WHERE company_id = %s AND kind NOT IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance')
  AND against <> 'transfer' GROUP BY line_id
"""


def replayed(book: Book, scope: str, method: str = "MOVING_AVERAGE") -> Model:
    """Everything from the beginning, once, in order."""
    given = {line: Fraction(amount) for line, amount in sql.rows(GIVEN, (book.company_id,))}
    model = (Model if method == "MOVING_AVERAGE" else FifoModel)(Fraction(2))  # cola's reference cost

    def pool(product: int, warehouse: int) -> tuple[int, int]:
        return product, warehouse if scope == "WAREHOUSE" else 0

    for code, is_reversal, quantity, product, line, here, there, source, reversed_line in sql.rows(
        EVENTS, (book.company_id,)
    ):
        n, place = Fraction(quantity), pool(product, here or there)
        comes_in = not here
        if here and there:
            if scope == "WAREHOUSE":
                model.transfer(place, pool(product, there), line, n, reversed_line if is_reversal else 0)
        elif is_reversal:
            act = model.come_back if comes_in else model.go_back
            act(
                place,
                line,
                n,
                reversed_line,
                undoes=source if code in ("sales_return", "purchase_return") else 0,
            )
        elif code == "purchase_return" and source:
            amount = -given[line]
            model.issue_at(place, line, n, amount, source)
            model.lines[source].back_q += n
            model.lines[source].back_v += amount
        elif code == "sales_return" and source:
            model.come_back(place, line, n, source)
        elif comes_in and (code in ("purchase_receipt", "opening_stock") or line in given):
            model.receive(place, line, n, given.get(line, Fraction(0)))
        elif comes_in:
            model.receive_at_own_cost(place, line, n)
        else:
            model.issue(place, line, n)
    return model


@dataclass
class Shopkeeper:
    """Does random things on random days; what is refused is refused."""

    desk: Desk
    chance: random.Random
    warehouses: list[Warehouse]
    last_day: int
    receipts: list[tuple[Doc, dict[str, Any]]] = field(default_factory=list)
    issues: list[tuple[Doc, dict[str, Any]]] = field(default_factory=list)
    others: list[Doc] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def where(self) -> dict[str, Any]:
        book = self.desk.book
        return {
            "product": self.chance.choice([book.cola, book.rice]),
            "warehouse": self.chance.choice(self.warehouses),
        }

    def day(self) -> int:
        return self.chance.randint(2, self.last_day)

    def pieces(self, most: int = 12) -> str:
        return str(self.chance.randint(1, most))

    def receive(self) -> None:
        where = self.where()
        price = f"{self.chance.randint(1, 3000) / 100:.2f}"
        self.receipts.append((self.desk.receive(self.pieces(20), price, self.day(), **where), where))

    def issue(self) -> None:
        where = self.where()
        self.issues.append((self.desk.issue(self.pieces(), self.day(), **where), where))

    def take_back(self) -> None:
        issue, where = self.chance.choice(self.issues)
        self.others.append(self.desk.take_back(self.pieces(5), self.day(), issue=issue.line, **where))

    def send_back(self) -> None:
        receipt, where = self.chance.choice(self.receipts)
        self.others.append(self.desk.send_back(self.pieces(5), self.day(), receipt=receipt.line, **where))

    def invoice(self) -> None:
        receipt, _ = self.chance.choice(self.receipts)
        net = Decimal(self.chance.randint(100, 30000)) / 100
        tax = (net * Decimal("0.13")).quantize(Decimal("0.01"))
        self.others.append(
            self.desk.invoice_purchase(self.pieces(6), str(net), str(tax), self.day(), receipt.line)
        )

    def transfer(self) -> None:
        where = self.where()
        to = next(one for one in self.warehouses if one != where["warehouse"])
        self.others.append(self.desk.transfer(self.pieces(5), self.day(), to=to, **where))

    def lose(self) -> None:
        self.others.append(self.desk.lose(self.pieces(2), self.day(), **self.where()))

    def find(self) -> None:
        done = self.desk.adjust(self.pieces(2), self.day(), "RECEIPT_VARIANCE", "in", **self.where())
        self.others.append(done)

    def reverse(self) -> None:
        documents = [one for one, _ in (*self.receipts, *self.issues)] + self.others
        self.desk.reverse(self.chance.choice(documents), self.day())

    def live(self, acts: int) -> None:
        """So many attempts."""
        ways: list[tuple[Callable[[], None], int]] = [
            (self.receive, 5),
            (self.issue, 6),
            (self.take_back, 2),
            (self.send_back, 2),
            (self.invoice, 3),
            (self.transfer, 2),
            (self.lose, 1),
            (self.find, 1),
            (self.reverse, 3),
        ]
        for _ in range(acts):
            (act,) = self.chance.choices([way for way, _ in ways], [weight for _, weight in ways])
            try:
                act()
            except IndexError:
                continue  # nothing yet to take back, to return, to reverse
            except Problem as refused:
                self.done[f"refused {type(refused).__name__}"] += 1
            else:
                self.done[act.__name__] += 1


class TestRandomHistories:
    @pytest.mark.parametrize("method", ["MOVING_AVERAGE", "FIFO"])
    @pytest.mark.parametrize("scope", ["ORG", "WAREHOUSE"])
    @pytest.mark.parametrize("seed", [1, 2, 3])
    @pytest.mark.parametrize(("last_day", "may_go_negative"), [(31, False), (58, True)])
    def test_end_as_a_replay_from_nothing(
        self, database: Cluster, method: str, scope: str, seed: int, last_day: int, may_go_negative: bool
    ) -> None:
        book = Book()
        desk = Desk(book)
        desk.decide("cost_scope", scope)
        desk.decide("costing_method", method)
        warehouses = [book.w1, desk.negative_warehouse() if may_go_negative else book.w2]
        for product in (book.cola, book.rice):
            for warehouse in warehouses:
                desk.opening("10", "47.11", product=product, warehouse=warehouse)
        keeper = Shopkeeper(desk, random.Random(seed), warehouses, last_day=last_day)
        keeper.live(60)
        assert sum(n for what, n in keeper.done.items() if not what.startswith("refused")) >= 25, keeper.done
        self.compare(book, scope, method)

    @staticmethod
    def compare(book: Book, scope: str, method: str = "MOVING_AVERAGE") -> None:
        model = replayed(book, scope, method)
        booked = {
            (row[0], row[1]): (Fraction(row[2]), Fraction(row[3]))
            for row in sql.rows(POOLS, (book.company_id,))
        }
        assert booked == {key: (pool.q, pool.v) for key, pool in model.pools.items() if key in booked}
        assert set(model.pools) <= set(booked)
        for line, amount in sql.rows(LINES, (book.company_id,)):
            assert abs(Fraction(amount)) == model.lines[line].v, line
        if isinstance(model, FifoModel):
            held: dict[tuple[int, int], list[tuple[int, Fraction, Fraction]]] = defaultdict(list)
            for product, warehouse, line, quantity, amount in sql.rows(LAYERS, (book.company_id,)):
                held[product, warehouse].append((line, Fraction(quantity), Fraction(amount)))
            assert held == {key: queue for key, queue in model.queues().items() if queue}
        assert disagreements(book.company_id) == []

    def test_negative_control_a_recost_that_is_lost_is_found(
        self, book: Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A late receipt that does not look at what comes after it."""
        from hengku.posting import refold

        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.issue("5", day=10)
        monkeypatch.setattr(refold, "_since", lambda *_: {})
        desk.receive("10", "13", day=5)
        assert balance(book, "5401") == Decimal("50.00")
        with pytest.raises(AssertionError):
            self.compare(book, "ORG")
