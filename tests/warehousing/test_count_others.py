"""Goods of others are counted as rows of their own: what is missing is owed to their owner, not our cost (D-CNT)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.documents.models import Document
from hengku.inventory.models import OnHand, Place
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting.errors import BeingCounted
from hengku.warehousing import count_errors as errors
from hengku.warehousing.actions_count import Entry, Scope, cancel_count, enter_counts
from hengku.warehousing.actions_count_review import LineWord, say_of_lines
from hengku.warehousing.models import Count, CountLine
from hengku.warehousing.queries_count import documents_of, shown_line, summaries, told_apart
from tests.posting.books import entry, hand, lines, pool, residuals
from tests.posting.desk import NOW, Doc, item_line
from tests.warehousing.test_counts import Floor
from tests.world import Book


@pytest.fixture
def floor(book: Book) -> Floor:
    """30 cola of the supplier beside 100 of ours at 10.00."""
    made = Floor(book)
    header = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk}
    made.desk.one(made.desk.paper("consign_in", 2, [item_line(book.cola, "30")], **header))
    return made


def counted(floor: Floor, ours: str, theirs: str, **options: object) -> tuple[Count, CountLine]:
    """A count of cola, and the line of the supplier's."""
    count = floor.start(scope=Scope(products=(floor.book.cola.pk,)), **options)
    found = {one.owner_id: one for one in CountLine.objects.visible_to(floor.book.actor).filter(count=count)}
    of = floor.book.supplier.pk
    given = [Entry(ours, found[0].pk), Entry(theirs, found[of].pk)]
    enter_counts(actor=floor.book.keeper, count_id=count.pk, entries=given, now=NOW)
    return count, found[of]


def at_w1(book: Book) -> Decimal:
    """What lies in W1 of the supplier's cola."""
    places = Place.objects.visible_to(book.actor).filter(role="stock", warehouse_id=book.w1.pk).values("pk")
    rows = OnHand.objects.visible_to(book.actor).filter(owner_id=book.supplier.pk, place_id__in=places)
    return sum((one.quantity for one in rows), D(0))


def losses(book: Book) -> list[int]:
    """The 盘亏单 there are."""
    found = Document.objects.visible_to(book.actor).filter(type_code="count_loss", reverses_id=None)
    return list(found.values_list("pk", flat=True))


class TestGoodsOfOthers:
    def test_that_are_missing_are_owed_to_their_owner(self, floor: Floor) -> None:
        """Ours 98 of 100 at 10.00, theirs 27 of 30, for which they get 36.00; 12.00 of it somebody makes good."""
        book = floor.book
        count, line = counted(floor, "98", "27")
        seen = shown_line(book.keeper, count, line, {}, told_apart(book.company_id, [line])[line.pk])
        assert (seen["owner"], seen["book"]) == (book.supplier.name, None)  # a blind count shows no book
        floor.hand_in(count)
        with pytest.raises(errors.OwnerClaimMissing):
            floor.approve(count)
        word = LineWord(line.pk, responsible="王五", compensation="12.00", given_amount="36.00")
        say_of_lines(actor=book.actor, count_id=count.pk, words=[word], now=NOW)
        facts = summaries(book.company_id, [count.pk])[count.pk]
        assert (facts["gain_amount"], facts["loss_amount"], facts["difference_count"]) == (0, D("-56.00"), 2)
        floor.approve(count)
        done = floor.post(count)
        assert entry(book, done.loss_document_id) == lines(
            "借 5711 20.00; 贷 1405 20.00; 借 1901 20.00; 贷 1901 20.00"
        )
        of_theirs = next(one for one in losses(book) if one != done.loss_document_id)
        made = [(one["id"], one["type_code"], one["owner"]) for one in documents_of(book.actor, done)]
        theirs = (str(of_theirs), "count_loss", book.supplier.name)
        assert made == [(str(done.loss_document_id), "count_loss", ""), theirs]
        assert documents_of(book.actor_who_may("stock_count.view"), done) == []
        assert sorted(entry(book, of_theirs)) == sorted(
            lines("借 1901 36.00; 贷 1901 36.00; 借 5711 36.00; 贷 2241 36.00; 借 1221 12.00; 借 5711 -12.00")
        )
        assert residuals(book)["other_payable", book.supplier.pk] == D("36.00")
        assert (hand(book)[0], pool(book)) == (D(98), (D(98), D("980.00")))
        assert at_w1(book) == D(27)
        floor.desk.reverse(Doc(of_theirs, "", "", ()), day=5)
        assert ("other_payable", book.supplier.pk) not in residuals(book)
        assert (at_w1(book), hand(book)[0]) == (D(30), D(98))  # ours are still corrected

    def test_that_are_found_are_theirs(self, floor: Floor) -> None:
        """32 of 30: noted, not booked; nobody says what they are worth."""
        book = floor.book
        count, _ = counted(floor, "100", "32")
        floor.hand_in(count)
        floor.approve(count)
        done = floor.post(count)
        assert (entry(book, done.gain_document_id), done.loss_document_id) == ([], None)
        assert (hand(book)[0], pool(book)) == (D(100), (D(100), D("1000.00")))
        assert at_w1(book) == D(32)

    def test_that_their_owner_bears_book_nothing(self, floor: Floor) -> None:
        book = floor.book
        count, line = counted(floor, "100", "29")
        floor.hand_in(count)
        word = LineWord(line.pk, given_amount="0")
        say_of_lines(actor=book.actor, count_id=count.pk, words=[word], now=NOW)
        floor.approve(count)
        done = floor.post(count)
        assert (entry(book, done.loss_document_id), at_w1(book)) == ([], D(29))
        assert ("other_payable", book.supplier.pk) not in residuals(book)

    def test_stand_still_and_moves_of_theirs_count_where_they_do_not(self, floor: Floor) -> None:
        book = floor.book
        header = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk}
        more = floor.desk.paper("consign_in", 5, [item_line(book.cola, "5")], **header)
        locked = floor.start()
        with pytest.raises(BeingCounted):
            floor.desk.one(more)
        cancel_count(actor=book.keeper, count_id=locked.pk, reason="改天", now=NOW)
        count = floor.start(mode="live")
        floor.desk.one(more)
        rows = CountLine.objects.visible_to(book.actor).filter(count=count, product=book.cola)
        found = {one.owner_id: one for one in rows}
        with pytest.raises(Problem):  # whose? a code does not say
            floor.enter(count, COLA="100")
        given = [Entry("100", found[0].pk), Entry("35", found[book.supplier.pk].pk)]
        enter_counts(actor=book.keeper, count_id=count.pk, entries=given, now=NOW)
        floor.enter(count, RICE="20")
        floor.hand_in(count)
        floor.approve(count)
        done = floor.post(count)
        assert (done.gain_document_id, done.loss_document_id) == (None, None)
