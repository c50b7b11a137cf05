"""盘点 (D-CNT): base, counting, second counts, judging, posting (C19); goods that are counted stand still (G20)."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.identity.actor import Actor
from hengku.inventory.actions_bins import create_bin
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


class TestBins:
    """范围 (库位): bins from … to, and lots; two counts of one warehouse may run where they do not meet."""

    def shelves(self, floor: Floor) -> None:
        """Cola: 100 in the warehouse itself, 10 in A-01, 20 in A-02; rice: 5 in A-02."""
        book = floor.book
        for code in ("A-01", "A-02", "A-10", "B-01"):
            create_bin(actor=book.actor, warehouse_id=book.w1.pk, code=code)
        for quantity, bin_, product in (("10", "A-01", book.cola), ("20", "A-02", book.cola), ("5", "A-02", book.rice)):
            floor.desk.receive(quantity, "10", day=2, product=product, data={"bin": bin_})

    def test_a_range_is_counted_alone(self, floor: Floor) -> None:
        self.shelves(floor)
        book = floor.book
        first = floor.start(scope=Scope(bins=("A-01", "A-02")))
        found = CountLine.objects.visible_to(book.actor).filter(count=first)
        assert sorted(found.values_list("product__code", "base_quantity")) == [
            ("COLA", D(10)), ("COLA", D(20)), ("RICE", D(5)),
        ]  # fmt: skip
        with pytest.raises(BeingCounted) as refused:  # nor may other goods come into the bin
            floor.desk.receive("1", "10", day=6, product=book.apple, data={"bin": "A-01"})
        assert first.number in refused.value.message()
        floor.desk.receive("1", "10", day=6, product=book.apple, data={"bin": "A-10"})  # another bin goes on
        floor.desk.issue("1", day=6)  # of the warehouse itself
        with pytest.raises(errors.BinOverlaps) as overlaps:
            floor.start(scope=Scope(bins=("A-02", "B-01")))
        assert (overlaps.value.bin, overlaps.value.count_number) == ("A-02", first.number)
        with pytest.raises(errors.BinOverlaps):
            floor.start()
        second = floor.start(scope=Scope(bins=("A-10", "B-01")))
        assert second.pk != first.pk
        entries = [
            Entry("9" if one.base_quantity == 10 else str(one.base_quantity), line_id=one.pk) for one in found
        ]
        enter_counts(actor=book.keeper, count_id=first.pk, entries=entries, now=NOW)
        floor.hand_in(first)
        floor.approve(first)
        floor.post(first)
        assert pool(book) == (D(128), D("1280.00"))
        assert "借 5711 10.00" in entry(book, find_count(book.actor, first.pk).loss_document_id)
        floor.desk.receive("1", "10", day=6, product=book.apple, data={"bin": "A-01"})  # free again
        with pytest.raises(BeingCounted):  # the other one runs on
            floor.desk.receive("1", "10", day=6, product=book.apple, data={"bin": "B-01"})

    def test_a_range_without_goods_is_refused(self, floor: Floor) -> None:
        self.shelves(floor)
        with pytest.raises(errors.NothingToCount):
            floor.start(scope=Scope(bins=("B-01", "B-01")))

    def test_a_lot_is_counted_alone(self, floor: Floor) -> None:
        book = floor.book
        milk = book.add_product("MILK", "鲜奶", "瓶", tracking="lot")
        for lot in ("L1", "L2"):
            floor.desk.receive("6", "5", day=2, product=milk, data={"lot_no": lot})
        count = floor.start(scope=Scope(lots=("L1",)))
        (line,) = CountLine.objects.visible_to(book.actor).filter(count=count)
        assert line.base_quantity == 6
        with pytest.raises(BeingCounted):
            floor.desk.issue("1", day=6, product=milk, data={"lot_no": "L1"})
        floor.desk.issue("1", day=6, product=milk, data={"lot_no": "L2"})
        with pytest.raises(errors.CountOverlaps):
            floor.start(scope=Scope(products=(milk.pk,)))
        floor.start(scope=Scope(lots=("L2",)))


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
