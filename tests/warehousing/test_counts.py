"""盘点 (D-CNT): base, counting, second counts, judging, posting (C19); goods that are counted stand still (G20)."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.identity.actor import Actor
from hengku.inventory.models import CountLock
from hengku.kit import sql
from hengku.kit.errors import Problems
from hengku.kit.numbers import D
from hengku.posting.actions import post
from hengku.posting.errors import BeingCounted, NotByHand
from hengku.warehousing import count_errors as errors
from hengku.warehousing.actions_count import Entry, Scope, cancel_count, enter_counts, hand_in, start_count
from hengku.warehousing.actions_count_review import (
    LineWord,
    approve_count,
    ask_recount,
    post_count,
    say_of_lines,
)
from hengku.warehousing.count_rules import abc_classes
from hengku.warehousing.models import Count, CountLine
from hengku.warehousing.queries_count import find_count, sees_book
from tests.posting.books import entry, hand, lines, pool
from tests.posting.desk import NOW, Desk, item_line, new_key
from tests.world import Book


class Floor:
    """100 cola at 10.00 and 20 rice at 50.00 in W1; one keeper counts, another counts again, a manager judges."""

    def __init__(self, book: Book) -> None:
        self.book, self.desk = book, Desk(book)
        self.desk.opening("100", "1000.00")
        self.desk.opening("20", "1000.00", product=book.rice)
        self.other: Actor = book.actor_with("wh_keeper")

    def start(self, **options: Any) -> Count:
        scope = options.pop("scope", Scope())
        on = self.book.day(options.pop("day", 5))
        return start_count(
            actor=options.pop("actor", self.book.keeper),
            warehouse_id=self.book.w1.pk,
            business_on=on,
            scope=scope,
            now=NOW,
            **options,
        )

    def line(self, count: Count, product: Any) -> CountLine:
        return CountLine.objects.visible_to(self.book.actor).get(count=count, product=product)

    def enter(self, count: Count, actor: Actor | None = None, as_round: int = 1, **found: str) -> None:
        """By product code."""
        entries = [Entry(quantity, code=code) for code, quantity in found.items()]
        enter_counts(
            actor=actor or self.book.keeper, count_id=count.pk, entries=entries, now=NOW, as_round=as_round
        )

    def hand_in(self, count: Count, **options: str) -> Count:
        return hand_in(actor=self.book.keeper, count_id=count.pk, now=NOW, **options)

    def approve(self, count: Count, actor: Actor | None = None) -> Count:
        return approve_count(actor=actor or self.book.manager, count_id=count.pk, now=NOW)

    def post(self, count: Count, actor: Actor | None = None) -> Count:
        return post_count(actor=actor or self.book.manager, count_id=count.pk, now=NOW)


@pytest.fixture
def floor(book: Book) -> Floor:
    return Floor(book)


class TestLocked:
    def test_the_whole_way(self, floor: Floor) -> None:
        book = floor.book
        count = floor.start()
        assert (count.number, count.state) == ("CNT-20260105-0001", "counting")
        floor.enter(count, COLA="98", RICE="21")
        handed = floor.hand_in(count)
        assert (handed.state, handed.difference_amount) == ("review", D("70.00"))
        assert floor.approve(count).state == "approved"
        done = floor.post(count)
        assert done.state == "posted"
        assert (hand(book), hand(book, book.rice)) == ((D(98), D(0)), (D(21), D(0)))
        gain, loss = entry(book, done.gain_document_id), entry(book, done.loss_document_id)
        assert gain == lines("借 1405 50.00; 贷 5301 50.00; 借 1901 50.00; 贷 1901 50.00")
        assert loss == lines("借 5711 20.00; 贷 1405 20.00; 借 1901 20.00; 贷 1901 20.00")
        again = floor.post(count)
        assert (again.gain_document_id, hand(book)[0]) == (done.gain_document_id, D(98))
        floor.desk.issue("1", day=6)  # free again

    def test_refuses_what_would_move_the_goods(self, floor: Floor) -> None:
        count = floor.start(scope=Scope(products=(floor.book.cola.pk,)))
        with pytest.raises(BeingCounted) as refused:
            floor.desk.issue("1", day=6)
        assert count.number in refused.value.message()
        floor.desk.issue("1", day=6, product=floor.book.rice)  # not counted
        with pytest.raises(BeingCounted):
            floor.desk.transfer("1", day=6)
        cancel_count(actor=floor.book.keeper, count_id=count.pk, reason="改天再盘", now=NOW)
        floor.desk.issue("1", day=6)  # negative control
        assert not CountLock.objects.of_company(floor.book.company_id).exists()

    def test_asks_nothing_more_of_postings_where_nothing_is_counted(self, floor: Floor) -> None:
        def statements() -> list[str]:
            paper = floor.desk.issue_paper("1", day=6, product=floor.book.rice)
            with sql.counting() as seen:
                post(actor=floor.book.actor, documents=[paper], key=new_key(), now=NOW)
            return [one for one in seen if "countlock" in one]

        assert statements() == []
        floor.start(scope=Scope(products=(floor.book.cola.pk,)))
        assert len(statements()) == 1  # negative control: rice is not counted, but cola beside it is

    def test_goods_are_counted_once_at_a_time(self, floor: Floor) -> None:
        first = floor.start(scope=Scope(products=(floor.book.rice.pk,)), mode="live")
        with pytest.raises(errors.CountOverlaps) as refused:
            floor.start()
        assert first.number in refused.value.message()
        floor.start(scope=Scope(products=(floor.book.cola.pk,)))

    def test_an_empty_scope_is_refused(self, floor: Floor) -> None:
        with pytest.raises(errors.NothingToCount):
            floor.start(scope=Scope(categories=(floor.book.category("02").pk,)))


class TestLive:
    def test_accounts_for_what_moved_until_the_line_was_counted(self, floor: Floor) -> None:
        """100 − 10 before the line was counted: 88 found are 2 missing; what moves after that changes nothing."""
        book = floor.book
        count = floor.start(mode="live")
        floor.desk.issue("10", day=5)
        floor.enter(count, COLA="88", RICE="20")
        floor.desk.issue("5", day=5)
        floor.hand_in(count)
        assert floor.line(count, book.cola).moved_quantity == D(-10)
        floor.approve(count)
        floor.post(count)
        assert hand(book) == (D(83), D(0))


class TestCounting:
    def test_every_entry_that_cannot_be_read_is_told(self, floor: Floor) -> None:
        count = floor.start()
        entries = [
            Entry("1", code="NONE"),
            Entry("-1", code="COLA"),
            Entry("x", code="COLA"),
            Entry("0.5", code="COLA"),
        ]
        with pytest.raises(Problems) as refused:
            enter_counts(actor=floor.book.keeper, count_id=count.pk, entries=entries, now=NOW)
        assert [one.where.line_no for one in refused.value.problems] == [1, 2, 3, 4]
        assert floor.line(count, floor.book.cola).first_quantity is None

    def test_scans_add_up_and_a_carton_is_twelve(self, floor: Floor) -> None:
        count = floor.start()
        scans = [Entry("1", code=code, adds=True) for code in ("6901234567892", "16901234567899", "COLA")]
        enter_counts(actor=floor.book.keeper, count_id=count.pk, entries=scans, now=NOW)
        enter_counts(actor=floor.book.keeper, count_id=count.pk, entries=scans[:1], now=NOW)
        assert floor.line(count, floor.book.cola).first_quantity == D(15)

    def test_what_nobody_counted_is_told_or_taken(self, floor: Floor) -> None:
        count = floor.start()
        floor.enter(count, COLA="100")
        with pytest.raises(errors.NotCounted):
            floor.hand_in(count)
        floor.hand_in(count, uncounted="book")
        floor.approve(count)
        done = floor.post(count)
        assert (done.gain_document_id, done.loss_document_id) == (None, None)
        assert hand(floor.book, floor.book.rice) == (D(20), D(0))

    def test_blind(self, floor: Floor) -> None:
        count = floor.start()
        seen = find_count(floor.book.keeper, count.pk)
        assert not sees_book(floor.book.keeper, seen)
        assert sees_book(floor.book.manager, seen)


class TestJudging:
    def test_a_second_count_of_the_differences_by_somebody_else(self, floor: Floor) -> None:
        count = floor.start()
        floor.enter(count, COLA="90", RICE="20")
        floor.hand_in(count)
        assert ask_recount(actor=floor.book.manager, count_id=count.pk, now=NOW) == 1
        with pytest.raises(errors.NotRecounted):
            floor.approve(count)
        with pytest.raises(errors.CountedBySamePerson):
            floor.enter(count, COLA="99", as_round=2)
        with pytest.raises(errors.CountLineNotFound):
            floor.enter(count, actor=floor.other, as_round=2, RICE="1")
        floor.enter(count, actor=floor.other, as_round=2, COLA="99")
        floor.approve(count)
        floor.post(count)
        assert hand(floor.book) == (D(99), D(0))

    def test_not_by_who_counted(self, floor: Floor) -> None:
        both = floor.book.actor_with("wh_keeper", "wh_manager")
        count = floor.start()
        floor.enter(count, actor=both, COLA="99", RICE="20")
        floor.hand_in(count)
        with pytest.raises(errors.CountedBySamePerson):
            floor.approve(count, actor=both)

    def test_large_differences_wait_for_the_accountant(self, floor: Floor) -> None:
        floor.desk.decide("count_approval_amount", "15")
        count = floor.start()
        floor.enter(count, COLA="98", RICE="20")
        floor.hand_in(count)
        assert floor.approve(count).state == "review"
        with pytest.raises(errors.CountWrongState):
            floor.post(count)
        assert floor.approve(count, actor=floor.book.accountant).state == "approved"
        floor.post(count, actor=floor.book.accountant)

    def test_goods_found_that_never_had_a_cost(self, floor: Floor) -> None:
        book = floor.book
        count = floor.start(scope=Scope(products=(book.apple.pk,)))
        floor.enter(count, APPLE="3")
        floor.hand_in(count)
        with pytest.raises(errors.GainWithoutCost):
            floor.approve(count)
        word = LineWord(floor.line(count, book.apple).pk, given_amount="12.00")
        say_of_lines(actor=book.accountant, count_id=count.pk, words=[word], now=NOW)
        floor.approve(count)
        floor.post(count)
        assert pool(book, book.apple) == (D(3), D("12.00"))


class TestEntries:
    @pytest.mark.parametrize(("standard", "account"), [("small", "5711"), ("enterprise", "6602")])
    def test_in_01(self, database: Any, standard: str, account: str) -> None:
        """A theft of 1000.00: 130.00 of input tax goes out, 300.00 are made good, the rest is a loss."""
        book = Book(standard=standard)
        floor = Floor(book)
        floor.desk.decide("count_approval_amount", "100000")
        count = floor.start(scope=Scope(products=(book.cola.pk,)))
        floor.enter(count, COLA="0")
        floor.hand_in(count)
        word = LineWord(
            floor.line(count, book.cola).pk, cause="THEFT_LOST", responsible="李四", compensation="300.00"
        )
        say_of_lines(actor=book.manager, count_id=count.pk, words=[word], now=NOW)
        floor.approve(count)
        done = floor.post(count)
        booked = entry(book, done.loss_document_id)
        assert booked == lines(
            f"借 {account} 1000.00; 贷 1405 1000.00; 借 {account} 130.00; 贷 22210109 130.00; 借 1901 1130.00;"
            f"贷 1901 1130.00; 借 1221 300.00; 借 {account} -300.00"
        )

    @pytest.mark.parametrize(("standard", "account"), [("small", "5301"), ("enterprise", "6602")])
    def test_in_02(self, database: Any, standard: str, account: str) -> None:
        book = Book(standard=standard)
        floor = Floor(book)
        count = floor.start(scope=Scope(products=(book.cola.pk,)))
        floor.enter(count, COLA="120")
        floor.hand_in(count)
        floor.approve(count)
        done = floor.post(count)
        wanted = f"借 1405 200.00; 贷 {account} 200.00; 借 1901 200.00; 贷 1901 200.00"
        assert entry(book, done.gain_document_id) == lines(wanted)

    def test_never_by_hand(self, floor: Floor) -> None:
        paper = floor.desk.paper("count_gain", 5, [item_line(floor.book.cola, "1")])
        paper.warehouse_id = floor.book.w1.pk
        with pytest.raises(NotByHand):
            floor.desk.one(paper)


class TestClasses:
    def test_by_share_of_the_sum(self) -> None:
        """R-09: 70 of 100 is A, the next 25 are B, the rest C; what never went out is C."""
        found = abc_classes([(1, D(70)), (2, D(10)), (3, D(15)), (4, D(5)), (5, D(0))])
        assert found == {1: "A", 3: "B", 2: "B", 4: "C", 5: "C"}
