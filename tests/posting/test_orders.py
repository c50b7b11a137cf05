"""Closing orders, and two people posting one draft."""

from __future__ import annotations

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connections

from hengku.documents.actions import save_draft
from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.inventory.models import Move, OnHand
from hengku.kit.errors import Problem
from hengku.posting.actions import close_short, post, reverse
from hengku.posting.errors import CannotReverse, DraftGone
from tests.posting.test_post import NOW, receipt
from tests.world import Book


def order(book: Book, quantity: str = "4") -> Paper:
    return Paper(
        "sales_order",
        book.day(6),
        [PaperLine(product_id=book.cola.pk, quantity=Decimal(quantity), price=Decimal(3))],
        party_id=book.customer.pk,
        warehouse_id=book.w1.pk,
    )


def reserved(book: Book) -> Decimal:
    hand = OnHand.objects.visible_to(book.actor).get(product_id=book.cola.pk, place_id=book.place(book.w1).pk)
    return hand.reserved


class TestCloseShort:
    def test_of_an_untouched_order_cancels_it_and_frees_what_it_held(self, book: Book) -> None:
        post(actor=book.actor, documents=[receipt(book)], key="r", now=NOW)
        posted = post(actor=book.actor, documents=[order(book)], key="o", now=NOW).documents[0]
        assert reserved(book) == Decimal(4)
        close_short(actor=book.actor, document_id=posted.id, reason="客户取消", now=NOW)
        assert Document.objects.visible_to(book.actor).get(pk=posted.id).state == "cancelled"
        assert reserved(book) == 0

    def test_of_a_partly_done_order_keeps_what_was_done(self, book: Book) -> None:
        post(actor=book.actor, documents=[receipt(book)], key="r", now=NOW)
        posted = post(actor=book.actor, documents=[order(book)], key="o", now=NOW).documents[0]
        line = Line.objects.visible_to(book.actor).get(document_id=posted.id)
        issue = order(book, "1")
        issue.type_code = "sales_issue"
        issue.lines[0].source_line_id = line.pk
        post(actor=book.actor, documents=[issue], key="i", now=NOW)
        assert reserved(book) == Decimal(3)
        close_short(actor=book.actor, document_id=posted.id, reason="停产", now=NOW)
        assert Document.objects.visible_to(book.actor).get(pk=posted.id).state == "closed_short"
        assert reserved(book) == 0
        again = order(book, "1")
        again.type_code = "sales_issue"
        again.lines[0].source_line_id = line.pk
        with pytest.raises(Problem):
            post(actor=book.actor, documents=[again], key="i2", now=NOW)

    def test_is_the_only_way_back_for_an_order(self, book: Book) -> None:
        posted = post(actor=book.actor, documents=[order(book)], key="o", now=NOW).documents[0]
        with pytest.raises(CannotReverse):
            reverse(actor=book.actor, document_id=posted.id, business_on=None, reason="", key="x", now=NOW)


class TestPostingADraft:
    def test_by_two_people_at_once_posts_it_once(self, book: Book) -> None:
        draft = save_draft(actor=book.actor, paper=receipt(book), now=NOW)
        barrier = Barrier(4)
        refused: list[Problem] = []

        def run(number: int) -> None:
            paper = receipt(book)
            paper.id = draft.id
            barrier.wait()
            try:
                post(actor=book.actor, documents=[paper], key=f"p{number}", now=NOW)
            except Problem as problem:
                refused.append(problem)
            finally:
                connections.close_all()

        threads = [Thread(target=run, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [type(one) for one in refused] == [DraftGone] * 3
        assert Move.objects.visible_to(book.actor).count() == 1
