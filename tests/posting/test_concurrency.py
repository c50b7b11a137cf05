"""Many at once: nothing is sold twice, posted twice or carried twice, nobody waits in a circle, and the books agree.

Each guarantee has a negative control that takes the lock or the order away inside the test and must see it break.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event
from typing import Any

import pytest

from hengku.catalog.actions_lists import change_category
from hengku.company.actions import close_period
from hengku.documents import sources
from hengku.documents.errors import CarriesTooMuch
from hengku.documents.models import Document
from hengku.documents.paper import PaperLine
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.posting import actions, decide, load
from hengku.posting.actions import Posted, post
from hengku.posting.errors import ItemNotOpen, NegativeStock, PeriodClosed
from hengku.sales.types.sales_invoice import RedMoreThanAhead
from tests.documents.builders.money import items_of
from tests.posting.books import balance, count, disagreements, entry, hand, lines, pool, residuals
from tests.posting.crowd import at_once, of_kind
from tests.posting.desk import NOW, Desk, Doc, item_line, money_line, new_key
from tests.world import Book

SELLERS = 32


def sell_out(desk: Desk, each: int = 7, quantity: str = "10") -> list[Any]:
    """Everybody sells ``each`` times; what became of every attempt."""

    def seller() -> list[Any]:
        found: list[Any] = []
        for _ in range(each):
            try:
                found.append(desk.issue(quantity, day=6))
            except Exception as raised:  # noqa: BLE001 - looked at by the test
                found.append(raised)
        return found

    return [one for all_of_one in at_once([seller] * SELLERS) for one in all_of_one]


class TestSellingTheSameGoods:
    def test_sells_exactly_what_is_there(self, book: Book) -> None:
        """1000 pieces, 32 people ask for 2240: exactly 1000 go, for exactly what they cost (Q9)."""
        desk = Desk(book)
        desk.receive("1000", "3.333333", day=2)
        found = sell_out(desk)
        assert Counter(type(one) for one in found) == {Doc: 100, NegativeStock: 124}
        assert hand(book) == (D(0), D(0))
        assert pool(book) == (D(0), D("0.00"))
        assert balance(book, "5401") == D("3333.33")
        assert len({one.number for one in of_kind(found, Doc)}) == 100

    @pytest.mark.books_may_break
    def test_negative_control_without_the_locks(self, database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """On-hand and pools only read: what is left to refuse is a constraint, and costs of two are one."""
        book = Book()
        desk = Desk(book)
        desk.receive("1000", "3.333333", day=2)
        monkeypatch.setattr(load, "LOCK_HANDS", load.READ_HANDS)
        monkeypatch.setattr(load, "LOCK_POOLS", load.READ_POOLS)
        found = sell_out(desk, each=3)
        ours = [one for one in found if not isinstance(one, (Doc, NegativeStock))]
        assert ours or disagreements(book.company_id) != []


class TestTheSameCommand:
    def test_posts_once_and_answers_everybody_the_same(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        key = new_key()

        def act() -> Posted:
            return post(actor=book.actor, documents=[desk.issue_paper("10")], key=key, now=NOW)

        found = at_once([act] * 8)
        assert len({one.documents[0].number for one in found}) == 1
        assert Counter(one.repeated for one in found) == {False: 1, True: 7}
        assert hand(book) == (D(0), D(0))
        assert Document.objects.visible_to(book.actor).filter(type_code="sales_issue").count() == 1

    def test_negative_control_with_keys_of_their_own(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("80", "10", day=2)
        found = at_once([lambda: desk.issue("10")] * 8)
        assert len({one.number for one in found}) == 8
        assert hand(book) == (D(0), D(0))

    def test_numbers_have_no_gaps(self, book: Book) -> None:
        """1.1.3: refused ones take none."""
        desk = Desk(book)
        desk.receive("50", "10", day=2)
        found = of_kind(at_once([lambda: desk.issue("10")] * 8), Doc)
        assert sorted(one.number for one in found) == [f"SOUT-20260106-{n:04d}" for n in range(1, 6)]


class Deadlocks:
    """Counts what the engine tries again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[Exception] = []
        asked = actions.may_retry

        def may_retry(failed: Exception) -> bool:
            self.seen.append(failed)
            return asked(failed)

        monkeypatch.setattr(actions, "may_retry", may_retry)


class TestOppositeOrder:
    """Products in opposite order in two papers: locks are taken in one order, whatever the paper says."""

    @staticmethod
    def cross(desk: Desk, people: int, each: int) -> list[Any]:
        book = desk.book

        def act(number: int) -> Callable[[], list[Doc]]:
            products = [book.cola, book.rice, book.apple]
            if number % 2:
                products.reverse()

            def run() -> list[Doc]:
                done = []
                for _ in range(each):
                    paper = desk.issue_paper("1", product=products[0])
                    paper.lines += [item_line(one, "1", "11.30") for one in products[1:]]
                    done.append(desk.one(paper))
                return done

            return run

        for product in (book.cola, book.rice, book.apple):
            desk.receive(str(people * each), "10", day=2, product=product)
        return at_once([act(number) for number in range(people)])

    def test_meets_no_deadlock_in_a_few_hundred(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        desk, deadlocks = Desk(book), Deadlocks(monkeypatch)
        found = self.cross(desk, people=8, each=30)
        assert [len(one) for one in found] == [30] * 8
        assert deadlocks.seen == []
        for product in (book.cola, book.rice, book.apple):
            assert (hand(book, product), pool(book, product)) == ((D(0), D(0)), (D(0), D("0.00")))

    def test_negative_control_with_locks_in_the_order_of_the_paper(
        self, book: Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Shuffled: somebody ends in a circle, is tried again, and still nothing is lost."""
        desk, deadlocks = Desk(book), Deadlocks(monkeypatch)
        lock_hands, chance = load.lock_hands, random.Random(1)

        def shuffled(company_id: int, keys: Sequence[Any], *rest: Any, **options: Any) -> Any:
            return lock_hands(company_id, chance.sample(list(keys), len(keys)), *rest, **options)

        monkeypatch.setattr(load, "lock_hands", shuffled)
        unordered = load.LOCK_HANDS.replace(
            "ORDER BY h.product_id, h.place_id, h.lot_id, h.status, h.owner_id ", ""
        )
        assert unordered != load.LOCK_HANDS
        monkeypatch.setattr(load, "LOCK_HANDS", unordered)
        for _ in range(60):  # a circle needs two to meet: not every crowd does, least on a busy machine
            self.cross(desk, people=8, each=4)
            if deadlocks.seen:
                break
        assert deadlocks.seen != []


class TestTheSameSource:
    @staticmethod
    def receive_six_of_ten(desk: Desk, monkeypatch: pytest.MonkeyPatch, people: int) -> list[Any]:
        """Everybody reads what is left of the order before anybody goes on, if the lock lets them."""
        order = desk.order_purchase("10")
        barrier, whole = Barrier(people), decide.load_sources

        def load_sources(*positional: Any) -> Any:
            found = whole(*positional)
            with suppress(BrokenBarrierError):  # when the others wait for the lock, as they should
                barrier.wait(timeout=1)
            return found

        monkeypatch.setattr(decide, "load_sources", load_sources)
        return at_once([lambda: desk.receive("6", None, order=order.line)] * people)

    def test_is_carried_once(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        desk = Desk(book)
        found = self.receive_six_of_ten(desk, monkeypatch, people=4)
        assert Counter(type(one) for one in found) == {Doc: 1, CarriesTooMuch: 3}
        assert {one.left for one in of_kind(found, CarriesTooMuch)} == {D(4)}
        assert hand(book) == (D(6), D(0))

    @pytest.mark.books_may_break
    def test_negative_control_without_the_lock(self, database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sources, "LOCK_SOURCES", sources.LOCK_SOURCES.replace("FOR UPDATE", ""))
        desk = Desk(Book())
        found = self.receive_six_of_ten(desk, monkeypatch, people=4)
        assert len(of_kind(found, Doc)) > 1

    def test_of_a_reversal_and_what_follows_only_one_wins(self, book: Book) -> None:
        """A receipt is reversed while it is invoiced: never both."""
        desk = Desk(book)
        for _ in range(4):
            receipt = desk.receive("10", "10")
            found = at_once(
                [
                    lambda receipt=receipt: desk.reverse(receipt, day=5),
                    lambda receipt=receipt: desk.invoice_purchase("10", "100.00", "13.00", 6, receipt.line),
                ]
            )
            assert len(of_kind(found, Doc)) == 1, found


class TestWhatWasInvoicedAhead:
    """10 are invoiced before they go. At once somebody notifies 6, sends 6, and takes 6 back: one of them gets them (T11)."""

    @staticmethod
    def three_for_six_of_ten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
        desk.receive("20", "10", day=2)
        order = desk.order_sale("10")
        bill = desk.one(
            desk.paper(
                "sales_invoice",
                4,
                [PaperLine(quantity=D(10), source_line_id=order.line)],
                party_id=desk.book.customer.pk,
            )
        )
        barrier, whole = Barrier(3), decide.load_sources

        def load_sources(*positional: Any) -> Any:
            found = whole(*positional)
            with suppress(BrokenBarrierError):
                barrier.wait(timeout=1)
            return found

        def act(type_code: str, quantity: str, **header: Any) -> Callable[[], Doc]:
            line = PaperLine(quantity=D(quantity), source_line_id=bill.line)
            return lambda: desk.one(desk.paper(type_code, 5, [line], party_id=desk.book.customer.pk, **header))

        monkeypatch.setattr(decide, "load_sources", load_sources)
        place = {"warehouse_id": desk.book.warehouse("W1").pk}
        return at_once(
            [
                act("delivery_notice", "6", **place),
                act("sales_issue", "6", **place),
                act("sales_invoice_red", "-6"),
            ]
        )

    def test_nobody_gets_what_another_has(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        found = self.three_for_six_of_ten(Desk(book), monkeypatch)
        assert len(of_kind(found, Doc)) == 1, found
        assert len(of_kind(found, CarriesTooMuch)) + len(of_kind(found, RedMoreThanAhead)) == 2, found

    @pytest.mark.books_may_break
    def test_negative_control_without_the_lock(self, database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sources, "LOCK_SOURCES", sources.LOCK_SOURCES.replace("FOR UPDATE", ""))
        found = self.three_for_six_of_ten(Desk(Book()), monkeypatch)
        assert len(of_kind(found, Doc)) > 1, found


class TestTheSameItem:
    def test_is_settled_no_further_than_it_is_owed(self, book: Book) -> None:
        """113.00 owed, 8 people bring 50.00 for it: two can, the others are told what is left."""
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        (item,) = items_of(desk.issue("10"), "ar")
        header = {"party_id": book.customer.pk, "fund_account_id": book.cash.pk}

        def act() -> Doc:
            return desk.one(desk.paper("receipt", 8, [money_line("50.00", item=item)], **header))

        found = at_once([act] * 8)
        assert Counter(type(one) for one in found) == {Doc: 2, ItemNotOpen: 6}
        assert {one.left for one in of_kind(found, ItemNotOpen)} == {D("13.00")}
        assert residuals(book)["ar", book.customer.pk] == D("13.00")


class TestTheGroundUnderPostings:
    """Closing a month and changing what postings go by: those under way end first, new ones wait."""

    def test_nothing_comes_in_after_a_close(self, book: Book) -> None:
        """P1: six people post into January without a pause while it is closed: each is in before the close or is refused
        (I22), and the close gets its turn.
        """
        desk = Desk(book)

        def poster() -> int:
            for posted in range(100):
                try:
                    desk.receive("1", "10")
                except PeriodClosed:
                    return posted
            return 100

        def closer() -> int:
            while count(book, "inventory_move") < 12:
                sql.rows("SELECT pg_sleep(0.02)")
            close_period(actor=book.actor, month=book.day(5), part="stock")
            return count(book, "inventory_move")

        *posted, at_close = at_once([poster] * 6 + [closer])
        assert sum(posted) == at_close == count(book, "inventory_move")
        assert max(posted) < 100, "the close came only when everybody had finished"

    def test_what_a_posting_goes_by_is_read_after_it_changed(self, book: Book) -> None:
        """A category's inventory account changes while a receipt waits: it is booked on the new one (I12)."""
        desk, category = Desk(book), book.category("01")
        change = {"name": category.name, "inventory_role": "raw_material", "is_active": True}
        is_kept_out = Event()

        def nobody_uses_it(company_id: int, category_id: int) -> bool:
            is_kept_out.set()
            sql.rows("SELECT pg_sleep(0.5)")
            return False

        def changer() -> None:
            change_category(actor=book.actor, category_id=category.pk, has_lines=nobody_uses_it, **change)

        def poster() -> Doc:
            assert is_kept_out.wait(10)
            return desk.receive("10", "10")

        _, done = at_once([changer, poster])
        assert entry(book, done.id) == lines("借 1403 100.00; 贷 220202 100.00")
