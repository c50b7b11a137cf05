"""发货通知 (D-DN): order → notice → issue; nothing is promised or sent twice. And promises by date (Q4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hengku.desk.queries_checks import Asked, live_checks
from hengku.documents.declaration import document_type
from hengku.documents.errors import CarriesTooMuch
from hengku.documents.models import Document
from hengku.documents.queries_carry import carry
from hengku.inventory.models import Reservation
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting.actions import close_short
from hengku.posting.errors import NegativeStock, NotAllThere
from hengku.posting.notices import NoticesOpen
from hengku.posting.promise import NotPromisable
from tests.posting.books import hand
from tests.posting.desk import NOW, Desk, Doc, item_line
from tests.world import Book


def state(document: Doc) -> str:
    return str(Document.objects.get(pk=document.id).state)


def held(document: Doc) -> Any:
    return sum(Reservation.objects.filter(document_id=document.id).values_list("quantity", flat=True))


def notify(desk: Desk, order: Doc, quantity: str, day: int = 5) -> Doc:
    line = item_line(desk.book.cola, quantity, source_line_id=order.line)
    header = {"party_id": desk.book.customer.pk, "warehouse_id": desk.book.w1.pk}
    return desk.one(desk.paper("delivery_notice", day, [line], **header))


def left(book: Book, document: Doc, target: str) -> list[Any]:
    return [row["quantity"] for row in carry(book.actor, document.id, target)["lines"]]


class TestNotice:
    def test_takes_over_what_the_order_holds_and_is_sent(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("12", "5", day=2)
        order = desk.order_sale("10")
        notice = notify(desk, order, "6")
        assert (held(order), held(notice), hand(book)) == (D(4), D(6), (D(12), D(10)))
        assert (left(book, order, "sales_issue"), left(book, order, "delivery_notice")) == ([D(4)], [D(4)])
        sent = desk.issue("6", day=6, order=notice.line, price=None)
        assert (state(notice), state(order), held(order), hand(book)) == (
            "done",
            "partial",
            D(4),
            (D(6), D(4)),
        )
        assert Document.objects.get(pk=sent.id).amount_incl == D("67.80")  # 10 for 113.00, 6 of them
        assert (left(book, order, "sales_issue"), left(book, order, "delivery_notice")) == ([D(4)], [D(4)])
        desk.issue("4", day=6, order=order.line, price=None)
        assert state(order) == "done"
        desk.reverse(sent, day=7)
        assert (state(notice), state(order)) == ("approved", "partial")
        desk.issue("6", day=7, order=notice.line, price=None)
        assert (state(notice), state(order)) == ("done", "done")

    def test_over_notifying_and_over_sending_are_refused(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("100", "5", day=2)
        order = desk.order_sale("10")
        notice = notify(desk, order, "6")
        with pytest.raises(CarriesTooMuch):
            notify(desk, order, "5")
        with pytest.raises(CarriesTooMuch):
            desk.issue("5", day=6, order=order.line, price=None)
        with pytest.raises(CarriesTooMuch):
            desk.issue("7", day=6, order=notice.line, price=None)
        desk.issue("4", day=6, order=order.line, price=None)
        with pytest.raises(CarriesTooMuch):
            notify(desk, order, "1")
        desk.issue("6", day=6, order=notice.line, price=None)
        assert state(order) == "done"

    def test_nobody_else_takes_what_it_holds_and_it_holds_all_or_nothing(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("6", "5", day=2)
        order = desk.order_sale("10")
        with pytest.raises(NotAllThere) as refused:
            notify(desk, order, "7")
        assert refused.value.available == D(6)
        notify(desk, order, "6")
        with pytest.raises(NegativeStock):
            desk.issue("1", day=6)

    def test_closed_it_gives_back_to_its_order(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "5", day=2)
        order = desk.order_sale("10")
        notice = notify(desk, order, "6")
        desk.issue("2", day=6, order=notice.line, price=None)
        with pytest.raises(NoticesOpen):
            close_short(actor=book.actor, document_id=order.id, reason="不要了", now=NOW)
        close_short(actor=book.actor, document_id=notice.id, reason="改期", now=NOW)
        assert (state(notice), held(notice), held(order)) == ("closed_short", D(0), D(8))
        assert left(book, order, "delivery_notice") == [D(8)]
        notify(desk, order, "8", day=7)
        assert hand(book) == (D(8), D(8))

    def test_without_an_order_is_refused(self, book: Book) -> None:
        desk = Desk(book)
        paper = desk.paper("delivery_notice", 5, [item_line(book.cola, "1")])
        paper.party_id, paper.warehouse_id = book.customer.pk, book.w1.pk
        with pytest.raises(Problem) as refused:
            desk.one(paper)
        assert refused.value.code == "NOTICE_WITHOUT_ORDER"


def ahead(desk: Desk, quantity: str, due: str, code: str = "sales_order") -> Doc:
    """An order for a day that is still to come."""
    party = desk.book.customer if code == "sales_order" else desk.book.supplier
    header = {"party_id": party.pk, "warehouse_id": desk.book.w1.pk, "due_on": date.fromisoformat(due)}
    return desk.one(desk.paper(code, 4, [item_line(desk.book.cola, quantity, "11.30")], **header))


class TestPromise:
    """Q4 where the company refuses what it cannot promise."""

    def test_refuses_beyond_what_comes_by_then(self, book: Book) -> None:
        desk = Desk(book)
        desk.decide("atp_check", "REFUSE")
        desk.receive("20", "5", day=2)
        ahead(desk, "50", "2026-12-05", "purchase_order")
        ahead(desk, "15", "2026-12-03")
        with pytest.raises(NotPromisable) as refused:
            ahead(desk, "6", "2026-12-04")
        assert (refused.value.promisable, refused.value.first_on) == (D(5), "2026-12-05")
        ahead(desk, "55", "2026-12-05")
        with pytest.raises(NotPromisable):
            ahead(desk, "1", "2026-12-31")

    def test_is_told_beside_the_lines(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("20", "5", day=2)
        ahead(desk, "50", "2026-12-05", "purchase_order")
        asked = Asked(
            kind=document_type("sales_order"),
            on=book.day(4),
            warehouse_id=book.w1.pk,
            product_ids=[book.cola.pk],
            due_on=date(2026, 12, 1),
            today=date(2026, 11, 21),
        )
        (product,) = live_checks(book.actor, asked)["products"]
        assert product["promise"]["quantity"] == D(20)
        assert product["promise"]["later"] == [{"on": date(2026, 12, 5), "quantity": D(70)}]
