"""X06, X10, X11: many client processes at once on the same goods, in the same moment, under the same key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import Any

import psycopg
import pytest

from hengku.documents.models import Document
from hengku.documents.paper import Paper, PaperLine
from hengku.inventory.models import Move, OnHand
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import post
from tests.stress.acts import NOW
from tests.stress.conftest import Crowd, Found
from tests.stress.size import Line, marks, size
from tests.world import Book

pytestmark = marks

CLIENTS = 32


def stock(book: Book, product: int, quantity: int) -> None:
    """Receive so many pieces at 3.333333 each."""
    line = PaperLine(product_id=product, quantity=D(quantity), price=D("3.333333"))
    paper = Paper("purchase_receipt", book.day(2), [line], book.supplier.pk, book.w1.pk, price_mode="EXCL")
    post(actor=book.actor, documents=[paper], key=f"stock-{product}", now=NOW)


def hot_products(book: Book, count: int) -> list[int]:
    """So many products with plenty of stock."""
    made = [book.add_product(f"H{number:03d}", f"热销{number}").pk for number in range(count)]
    lines = [PaperLine(product_id=one, quantity=D(1_000_000), price=D("1.25")) for one in made]
    paper = Paper("purchase_receipt", book.day(2), lines, book.supplier.pk, book.w1.pk, price_mode="EXCL")
    post(actor=book.actor, documents=[paper], key="hot", now=NOW)
    return made


def sold_pieces(book: Book) -> int:
    """What went to customers, by the moves."""
    moves = Move.objects.visible_to(book.actor).filter(to_place_id=book.virtual_place("customer").pk)
    return int(sum((move.quantity for move in moves), D(0)))


def in_stock(book: Book) -> int:
    """What the balance says is there."""
    return int(OnHand.objects.visible_to(book.actor).get(place_id=book.place(book.w1).pk).quantity)


def p95(found: Found) -> str:
    """95th percentile of the times of all calls, in ms."""
    times = sorted(one["ms"] for one in chain(*found))
    return f"{times[int(len(times) * 0.95)]:.0f}"


def circles(cluster: Cluster) -> int:
    """Deadlocks the server has seen so far in the shared database."""
    with psycopg.connect(cluster.owner_dsn("hengku_test"), autocommit=True) as owner:
        row = owner.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    return int(row[0]) if row else 0


def sell_out(crowd: Crowd, book: Book, quantity: int, **options: Any) -> Found:
    return crowd(book, "sell_out", clients=CLIENTS, product=book.cola.pk, quantity=quantity, **options)


class TestSellingTheLastPieces:
    """X10: 32 clients, 1,000 pieces."""

    def test_sells_exactly_what_is_there(self, book: Book, crowd: Crowd, line: Callable[[str], Line]) -> None:
        said = line("X10")
        pieces, quantity = 1000, size(10, 1)
        stock(book, book.cola.pk, pieces)
        found = sell_out(crowd, book, quantity)
        outcomes = Counter(one.get("refused", "sold") for one in chain(*found))
        sold = sold_pieces(book)
        said.say(
            clients=CLIENTS, cases=outcomes.total(), pieces=pieces, sold=sold, left=in_stock(book),
            refused=outcomes["NEGATIVE_STOCK"], oversold=sold - pieces, lost=pieces - sold - in_stock(book),
            p95_ms=p95(found),
        )  # fmt: skip
        assert outcomes == {"sold": pieces // quantity, "NEGATIVE_STOCK": 2 * CLIENTS}
        assert (sold, in_stock(book)) == (pieces, 0)
        assert len({one["number"] for one in chain(*found) if "number" in one}) == pieces // quantity

    @pytest.mark.books_may_break
    def test_negative_control_oversells_when_it_checks_and_then_acts(self, book: Book, crowd: Crowd) -> None:
        stock(book, book.cola.pk, 100)
        sell_out(crowd, book, 5, broken="check_then_act")
        assert sold_pieces(book) > 100


class TestOppositeOrders:
    """X11: papers of many lines on few hot products, half of them the other way round."""

    LINES, PRODUCTS, CROWD = 10, 30, 8

    def cross(self, crowd: Crowd, book: Book, products: list[int], papers: int, **options: Any) -> Found:
        each = papers // self.CROWD
        return crowd(
            book, "cross", clients=self.CROWD, products=products, lines=self.LINES, each=each, **options
        )

    def test_meet_no_deadlock(
        self, book: Book, crowd: Crowd, database: Cluster, line: Callable[[str], Line]
    ) -> None:
        said = line("X11")
        papers = size(400, 10_000)
        products = hot_products(book, self.PRODUCTS)
        before = circles(database)
        found = self.cross(crowd, book, products, papers)
        deadlocks = circles(database) - before
        outcomes = Counter(one.get("refused", "posted") for one in chain(*found))
        said.say(
            clients=self.CROWD, cases=papers, lines=self.LINES, posted=outcomes["posted"], deadlocks=deadlocks,
            lost=papers - Document.objects.visible_to(book.actor).filter(type_code="sales_issue").count(),
            p95_ms=p95(found),
        )  # fmt: skip
        assert outcomes == {"posted": papers}
        assert deadlocks == 0
        assert sold_pieces(book) == papers * self.LINES

    def test_negative_control_meets_some_when_locks_are_unsorted(
        self, book: Book, crowd: Crowd, database: Cluster
    ) -> None:
        """Told BUSY at once instead of tried again, so that none hides; nothing is lost even so. A busy machine may let
        the clients by one after another: then they go again.
        """
        products = hot_products(book, self.PRODUCTS)
        before = circles(database)
        outcomes: Counter[str] = Counter()
        for _ in range(40):
            found = self.cross(crowd, book, products, 24, broken="unsorted_locks")
            outcomes.update(one.get("refused", "posted") for one in chain(*found))
            if outcomes["BUSY"]:
                break
        assert outcomes["BUSY"] > 0
        assert circles(database) > before
        assert sold_pieces(book) == outcomes["posted"] * self.LINES


class TestTheSameKey:
    """X06: the same command from eight clients in the same moment."""

    CROWD = 8

    def test_posts_once_and_answers_all_the_same(
        self, book: Book, crowd: Crowd, line: Callable[[str], Line]
    ) -> None:
        said = line("X06")
        turns = size(20, 1250)
        stock(book, book.cola.pk, turns)
        found = crowd(book, "same_key", clients=self.CROWD, product=book.cola.pk, turns=turns)
        by_turn = list(zip(*found, strict=True))
        posted = [{one["id"] for one in turn} for turn in by_turn]
        first = [[one["repeated"] for one in turn].count(False) for turn in by_turn]
        documents = Document.objects.visible_to(book.actor).filter(type_code="sales_issue").count()
        said.say(
            clients=self.CROWD, cases=turns * self.CROWD, keys=turns, documents=documents,
            dup=documents - turns, lost=turns - sum(len(one) == 1 for one in posted), p95_ms=p95(found),
        )  # fmt: skip
        assert [len(one) for one in posted] == [1] * turns
        assert first == [1] * turns
        assert (documents, sold_pieces(book), in_stock(book)) == (turns, turns, 0)

    def test_is_refused_to_all_but_one_body(self, book: Book, crowd: Crowd) -> None:
        stock(book, book.cola.pk, 1000)
        found = crowd(book, "same_key_other_body", clients=self.CROWD, product=book.cola.pk)
        outcomes = Counter(one.get("refused", "posted") for one in chain(*found))
        assert outcomes == {"posted": 1, "KEY_REUSED": self.CROWD - 1}

    def test_negative_control_posts_eight_times_without_it(self, book: Book, crowd: Crowd) -> None:
        stock(book, book.cola.pk, 100)
        found = crowd(book, "same_key", clients=self.CROWD, product=book.cola.pk, turns=2, broken="no_key")
        assert len({one["id"] for one in chain(*found)}) == 2 * self.CROWD
