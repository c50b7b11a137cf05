"""Orders after the fact: reopened, linked to goods that came without them, and awarded from offers (D-PO, PUR-02, D-RFQ)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.documents.errors import CarriesTooMuch, FieldRequired
from hengku.documents.models import Line
from hengku.documents.paper import Paper
from hengku.identity.actor import MissingPermission
from hengku.kit.numbers import D
from hengku.posting.actions import close_short
from hengku.posting.actions_orders import (
    CannotLink,
    CannotReopen,
    link_to_orders,
    linkable,
    reopen,
)
from hengku.posting.errors import PeriodClosed
from hengku.posting.give_back import RequestTaken
from hengku.purchasing.actions_award import award, comparison
from tests.documents.builders.buying import requested
from tests.documents.builders.stage import Stage, follow
from tests.posting.books import state
from tests.posting.desk import NOW, Desk, Doc
from tests.world import Book


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


class TestReopen:
    def closed(self, desk: Desk) -> Doc:
        order = desk.order_purchase("10")
        desk.receive("4", None, order=order.line)
        close_short(actor=desk.book.actor, document_id=order.id, reason="停产", now=NOW)
        return order

    def test_expects_the_rest_again(self, book: Book, desk: Desk) -> None:
        order = self.closed(desk)
        assert reopen(actor=book.actor, document_id=order.id, reason="又有货了", now=NOW) == "partial"
        desk.receive("6", None, order=order.line, day=6)
        assert state(book, order.id) == "done"

    def test_refused_when_the_month_is_closed(self, book: Book, desk: Desk) -> None:
        order = self.closed(desk)
        desk.close("stock")
        with pytest.raises(PeriodClosed):
            reopen(actor=book.actor, document_id=order.id, reason="又有货了", now=NOW)
        assert state(book, order.id) == "closed_short"

    def test_refused_without_reason_right_or_cause(self, book: Book, desk: Desk) -> None:
        order = self.closed(desk)
        with pytest.raises(FieldRequired):
            reopen(actor=book.actor, document_id=order.id, reason=" ", now=NOW)
        with pytest.raises(MissingPermission):
            reopen(actor=book.actor_who_may("purchase_order.view"), document_id=order.id, reason="x", now=NOW)
        reopen(actor=book.actor, document_id=order.id, reason="又有货了", now=NOW)
        with pytest.raises(CannotReopen):
            reopen(actor=book.actor, document_id=order.id, reason="又有货了", now=NOW)


class TestLinkAfterwards:
    def test_goods_find_their_order(self, book: Book, desk: Desk) -> None:
        order = desk.order_purchase("10")
        receipt = desk.receive("4", "10")
        (row,) = linkable(actor=book.actor, document_id=receipt.id)
        assert [one["left"] for one in row["orders"]] == [D(10)]
        pairs = {receipt.line: order.line}
        assert link_to_orders(actor=book.actor, document_id=receipt.id, pairs=pairs, now=NOW) == {
            order.id: "partial"
        }
        assert linkable(actor=book.actor, document_id=receipt.id) == []
        with pytest.raises(CannotLink):
            link_to_orders(actor=book.actor, document_id=receipt.id, pairs=pairs, now=NOW)
        with pytest.raises(CarriesTooMuch):
            desk.receive("7", None, order=order.line, day=6)
        desk.reverse(receipt, day=7)
        assert state(book, order.id) == "approved"
        desk.receive("10", None, order=order.line, day=8)
        assert state(book, order.id) == "done"

    def test_refused_where_it_does_not_fit(self, book: Book, desk: Desk) -> None:
        order = desk.order_purchase("3")
        other = desk.order_purchase("9", product=book.apple)
        receipt = desk.receive("4", "10")
        for target, error in ((order, CarriesTooMuch), (other, CannotLink)):
            pairs = {receipt.line: target.line}
            with pytest.raises(error):
                link_to_orders(actor=book.actor, document_id=receipt.id, pairs=pairs, now=NOW)
            assert state(book, target.id) == "approved"


def test_award_writes_an_order_for_each_chosen_supplier(book: Book) -> None:
    stage, other = Stage(book), book.add_party("S02", "丙")
    lines = stage.priced(2, "10", "9")
    for supplier, price in ((book.supplier, "9"), (other, "8.5")):
        for line in stage.priced(2, "10", price):
            line.data = {"supplier": str(supplier.pk), "lead_days": "7"}
            lines.append(line)
    header = {"warehouse_id": book.w1.pk, "price_mode": "EXCL"}
    offered = stage.desk.one(Paper("purchase_rfq", stage.day(), lines[2:], **header))  # type: ignore[arg-type]
    rows = comparison(book.actor, offered.id)
    best = [one for row in rows for one in row["offers"] if one["is_best"]]
    assert [(one["supplier"]["name"], one["unit_net"]) for one in best] == [("丙", Decimal("8.5000"))] * 2
    chosen = [int(rows[0]["offers"][0]["line_id"]), int(rows[1]["offers"][1]["line_id"])]
    drafts = award(actor=book.actor, document_id=offered.id, line_ids=chosen, today=stage.day(), now=NOW)
    assert [one.problems for one in drafts] == [(), ()]
    prices = Line.objects.visible_to(book.actor).filter(document_id__in=[one.id for one in drafts])
    assert sorted(prices.values_list("price", flat=True)) == [D("8.5"), D("9")]
    order = stage.bought("purchase_order", follow(offered, "10")[:2], stage.day())
    stage.desk.one(order)


class TestRequisition:
    """D-PR: what an order does not get is asked for again."""

    def test_is_open_again_when_its_order_is_cancelled(self, book: Book) -> None:
        stage = Stage(book)
        request, order = requested(stage)
        assert state(book, request.id) == "done"
        close_short(actor=book.actor, document_id=order.id, reason="供应商停产", now=NOW)
        assert (state(book, order.id), state(book, request.id)) == ("cancelled", "approved")
        other = stage.bought("purchase_order", follow(request, "10", price=D("11")), stage.day())
        stage.desk.one(other)
        assert state(book, request.id) == "done"

    def test_asks_again_for_what_was_not_delivered(self, book: Book) -> None:
        stage = Stage(book)
        request, order = requested(stage)
        stage.desk.one(stage.bought("purchase_receipt", follow(order, "4"), stage.day()))
        close_short(actor=book.actor, document_id=order.id, reason="短交", now=NOW)
        assert (state(book, order.id), state(book, request.id)) == ("closed_short", "partial")
        reopen(actor=book.actor, document_id=order.id, reason="又有货了", now=NOW)
        assert (state(book, order.id), state(book, request.id)) == ("partial", "done")
        close_short(actor=book.actor, document_id=order.id, reason="短交", now=NOW)
        assert state(book, request.id) == "partial"
        stage.desk.one(stage.bought("purchase_order", follow(request, "6", price=D("11")), stage.day()))
        with pytest.raises(RequestTaken):
            reopen(actor=book.actor, document_id=order.id, reason="又有货了", now=NOW)
        assert (state(book, order.id), state(book, request.id)) == ("closed_short", "done")
