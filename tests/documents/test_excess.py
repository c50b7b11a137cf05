"""Carrying more than a source line has left is refused, or allowed by a tolerance; it is never an error of ours."""

from __future__ import annotations

import pytest

from hengku.company.actions import set_setting
from hengku.documents.errors import CarriesTooMuch
from hengku.documents.models import Line
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from hengku.posting.actions import post
from tests.posting.test_post import NOW, issue, receipt
from tests.world import Book


def line_of(book: Book, paper: Paper, key: str) -> int:
    (posted,) = post(actor=book.actor, documents=[paper], key=key, now=NOW).documents
    return int(Line.objects.visible_to(book.actor).get(document_id=posted.id).pk)


class TestMoreThanIsLeft:
    """Without a price, so that the amounts are shares of the source line (T10)."""

    @pytest.mark.parametrize("quantity", ["5", "100"])
    def test_comes_back_refused(self, book: Book, quantity: str) -> None:
        post(actor=book.actor, documents=[receipt(book)], key="a", now=NOW)
        source = line_of(book, issue(book, "4"), "b")
        back = Paper(
            "sales_return",
            book.day(7),
            [PaperLine(quantity=D(quantity), source_line_id=source)],
            party_id=book.customer.pk,
            warehouse_id=book.w1.pk,
            data={"reason": "quality"},
        )
        with pytest.raises(CarriesTooMuch) as refused:
            post(actor=book.actor, documents=[back], key="c", now=NOW)
        assert (refused.value.asked, refused.value.left) == (D(quantity), D(4))

    def test_is_received_at_the_order_s_price_within_the_tolerance(self, book: Book) -> None:
        set_setting(actor=book.actor, key="over_receipt_pct", value="0.5", effective_on=book.day(1))
        ordered = receipt(book, "3", price="3.33")
        ordered.type_code = "purchase_order"
        came = Paper(
            "purchase_receipt",
            book.day(6),
            [PaperLine(quantity=D(4), source_line_id=line_of(book, ordered, "a"))],
            party_id=book.supplier.pk,
            warehouse_id=book.w1.pk,
        )
        line = Line.objects.visible_to(book.actor).get(pk=line_of(book, came, "b"))
        assert (line.amount_net, line.amount_tax) == (D("13.32"), D("1.73"))
