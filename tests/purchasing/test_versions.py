"""Versions of an order (D-PO 改价): revised for what has not come, and again where a reversal gives something back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import Any

import pytest

from hengku.catalog.models import Product
from hengku.diagnosis.queries import audit
from hengku.diagnosis.why.queries import explain
from hengku.documents.errors import CarriesTooMuch, FieldRequired, WrongSource
from hengku.documents.history import history_of
from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.queries import ListQuery, document_totals, each_document, list_documents
from hengku.documents.queries_detail import document_detail
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problems
from hengku.kit.numbers import D
from hengku.posting.actions import close_short
from hengku.posting.actions_orders import (
    CannotReopen,
    reopen,
)
from hengku.posting.actions_revise import (
    CannotRevise,
    LineChange,
    NothingLeftToOrder,
    NothingRevised,
    NothingToRevise,
    Revision,
    revisable,
    revise,
)
from hengku.posting.next_version import GoodsAtTheDoor
from hengku.posting.ordered_again import NewestAtTheDoor
from hengku.posting.preview_undo import preview_reversal
from hengku.purchasing.types.purchase_order import OverPriceLimit, PromisedTooEarly
from hengku.reports.prepaid import prepaid_of
from hengku.reports.run import run_report
from tests.documents.builders.buying import requested
from tests.documents.builders.stage import Stage, follow
from tests.posting.books import hand, state
from tests.posting.desk import NOW, Desk, Doc, new_key
from tests.world import Book


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def version(book: Book, number: str) -> Doc:
    found = Document.objects.visible_to(book.actor).get(number=number)
    lines = found.lines.order_by("line_no").values_list("id", flat=True)
    return Doc(found.pk, found.number, found.state, tuple(lines))


def revised(
    book: Book, order: Doc, *, changes: tuple[LineChange, ...] = (), day: int = 6, **more: Any
) -> Doc:
    """The next version of an order; ``more`` are fields of ``Revision``, who asks, and the key."""
    actor, key = more.pop("actor", book.actor), more.pop("key", new_key())
    asked = Revision(order.id, book.day(day), more.pop("reason", "供应商调价"), changes, **more)
    (one,) = revise(actor=actor, asked=asked, key=key, now=NOW).documents
    return version(book, one.number)


class TestRevise:
    def test_the_rest_comes_at_the_new_price(self, book: Book, desk: Desk) -> None:
        """D-PO 改价: 10 at 10.00, 4 received; the rest is 8 at 11.00: 40.00 and 88.00 estimated."""
        order = desk.order_purchase("10")
        desk.receive("4", None, order=order.line)
        (row,) = revisable(book.actor, order.id)
        assert (row["quantity"], row["price"]) == (D(6), D(10))
        change = LineChange(order.line, D(8), D(11), book.day(20))
        key = new_key()
        new = revised(book, order, changes=(change,), key=key)
        assert (state(book, order.id), state(book, new.id)) == ("revised", "approved")
        assert new.number == f"{order.number}-2"
        assert revised(book, order, changes=(change,), key=key).id == new.id  # the same command again
        with pytest.raises(Problems) as refused:  # nothing more comes at the old price
            desk.receive("1", None, order=order.line, day=7)
        assert [type(one) for one in refused.value.problems] == [WrongSource, CarriesTooMuch]
        with pytest.raises(CannotReopen):
            reopen(actor=book.actor, document_id=order.id, reason="又有货了", now=NOW)
        desk.receive("8", None, order=new.line, day=7)
        assert state(book, new.id) == "done"
        receipts = Document.objects.visible_to(book.actor).filter(type_code="purchase_receipt")
        assert sorted(receipts.values_list("amount_net", flat=True)) == [D("40.00"), D("88.00")]
        for document_id, other in ((order.id, new.number), (new.id, order.number)):
            document = Document.objects.visible_to(book.actor).get(pk=document_id)
            told = next(one for one in history_of(book.actor, document) if one["action"].endswith(".revise"))
            assert (told["data"]["number"], told["data"]["reason"]) == (other, "供应商调价")
            found = {one["key"]: (one["old"], one["new"]) for one in told["changes"]}
            assert found == {
                "quantity": ("6", "8"),
                "price": ("10", "11"),
                "promised_on": ("", book.day(20).isoformat()),
            }

    def test_lines_go_and_come(self, book: Book, desk: Desk) -> None:
        stage = Stage(book)
        order = stage.desk.one(stage.bought("purchase_order", stage.priced(2, "10", "10"), stage.day()))
        more = stage.priced(3, "5", "7")[2]
        new = revised(book, order, changes=(LineChange(order.lines[0], D(0)),), added=(more,))
        assert state(book, order.id) == "revised"
        lines = Line.objects.visible_to(book.actor).filter(document_id=new.id).order_by("line_no")
        assert [(one.quantity, one.price) for one in lines] == [(D(10), D(10)), (D(5), D(7))]

    def test_every_rule_is_asked_again(self, book: Book, desk: Desk) -> None:
        order = desk.order_purchase("10")
        Product.objects.filter(pk=book.cola.pk).update(price_limit=D("12"))
        line = order.line
        with pytest.raises(OverPriceLimit):
            revised(book, order, changes=(LineChange(line, price=D(11)),))  # 12.43 with tax
        with pytest.raises(PromisedTooEarly):
            revised(book, order, changes=(LineChange(line, promised_on=book.day(1)),))
        with pytest.raises(NothingRevised):
            revised(book, order)
        with pytest.raises(NothingLeftToOrder):
            revised(book, order, changes=(LineChange(line, D(0)),))
        with pytest.raises(NothingToRevise):
            revised(book, order, changes=(LineChange(line + 1_000, D(1)),))
        with pytest.raises(FieldRequired):
            revised(book, order, changes=(LineChange(line, D(9)),), reason=" ")
        who = book.actor_who_may("purchase_order.view", "purchase_order.post", "purchase_order.close")
        with pytest.raises(MissingPermission):
            revised(book, order, changes=(LineChange(line, D(9)),), actor=who)
        assert state(book, order.id) == "approved"  # none of them left a trace
        assert Document.objects.visible_to(book.actor).filter(type_code="purchase_order").count() == 1

    def test_is_one_order_under_one_number(self, book: Book) -> None:
        """10 at 10.00, 4 in; revised to 8 more, then to 6 more at 11.00: 10 ordered, 4 in, 6 to come, counted once."""
        stage, day = Stage(book), book.day(6)
        paper = stage.bought("purchase_order", stage.priced(1, "10", "10"), book.day(2))
        paper.due_on = book.day(5)
        order = stage.desk.one(paper)
        stage.desk.one(stage.bought("purchase_receipt", follow(order, "4"), book.day(5)))
        second = revised(book, order, changes=(LineChange(order.line, D(8)),), due_on=book.day(20))
        third = revised(book, second, changes=(LineChange(second.line, D(6), D(11)),), due_on=book.day(20))
        assert [second.number, third.number] == [f"{order.number}-2", f"{order.number}-3"]
        listed = list_documents(book.actor, ListQuery(text=order.number, sort="number")).rows
        assert [one["number"] for one in listed] == [order.number, second.number, third.number]
        orders = ListQuery(types=("purchase_order",), sort="number")
        rows = list_documents(book.actor, orders).rows
        assert [(one["number"], one["version"]) for one in rows] == [(third.number, 3)]
        assert [one["id"] for one in chain(*each_document(book.actor, orders))] == [rows[0]["id"]]
        assert document_totals(book.actor, orders).sums["amount_incl"] == rows[0]["amount_incl"]
        for more in ({"older": True}, {"states": ("revised", "approved")}):
            rows = list_documents(book.actor, replace(orders, **more)).rows
            assert [one["version"] for one in rows] == [1, 2, 3]
        details = [document_detail(book.actor, one.id)["document"] for one in (order, second, third)]
        assert [one["version"] for one in details] == [1, 2, 3]
        assert [(one["version_before"] or {}).get("number") for one in details] == [
            None,
            order.number,
            second.number,
        ]
        assert [(one["version_after"] or {}).get("number") for one in details] == [
            second.number,
            third.number,
            None,
        ]

        def report(name: str, **more: str) -> Any:
            return run_report(book.actor, name, {"from": "2026-01-01", "to": "2026-01-31", **more}, today=day)

        run = report("purchase_execution")
        assert {row["number"]: (row["ordered"], row["received"], row["quantity_left"]) for row in run.rows} == {
            order.number: (4, 4, 0), third.number: (6, 0, 6),
        }  # fmt: skip
        assert (run.totals["ordered"], run.totals["rate"], run.totals["on_time"]) == (10, D("0.4"), 1)
        (left,) = run_report(book.actor, "open_purchase_orders", {}, today=day).rows
        assert (left["number"], left["quantity_left"]) == (third.number, 6)
        (score,) = report("supplier_scores").rows
        assert (score["line_count"], score["on_time"], score["short"]) == (2, D("0.5"), 0)
        assert run_report(book.actor, "never_received", {"days": "0"}, today=day).rows == []

    def test_what_was_prepaid_stays_with_the_order(self, book: Book) -> None:
        """40.00 of 113.00 paid for version 1; 4 of 10 came; 6 more at 11.00: 45.20 + 74.58 − 40.00 may be paid still."""
        stage = Stage(book)
        order = stage.desk.one(stage.bought("purchase_order", stage.priced(1, "10", "10"), stage.day()))
        stage.desk.one(stage.bought("purchase_receipt", follow(order, "4"), stage.day()))
        paid = PaperLine(amount_incl=D("40.00"), data={"purpose": "before"})
        header = {"party_id": book.supplier.pk, "fund_account_id": book.cash.pk}
        payment = stage.desk.one(
            Paper("payment", stage.day(), [paid], data={"order_number": order.number}, **header)
        )
        new = revised(book, order, day=stage.today, changes=(LineChange(order.line, price=D(11)),))
        told = prepaid_of(book.actor, new.id)
        assert ([one["number"] for one in told["payments"]], told["paid"]) == ([payment.number], D("40.00"))
        assert told["left"] == D("79.78")
        assert prepaid_of(book.actor, order.id)["left"] == 0  # nothing more is paid for a version of the past

    def test_refused_closed_or_at_the_door(self, book: Book) -> None:
        stage = Stage(book)
        order = stage.desk.one(stage.bought("purchase_order", stage.priced(1, "10", "10"), stage.day()))
        change = LineChange(order.line, D(3))
        arrival = stage.desk.one(stage.bought("goods_arrival", follow(order, "4"), stage.day()))
        with pytest.raises(GoodsAtTheDoor):
            revised(book, order, changes=(change,))
        stage.desk.one(stage.bought("purchase_receipt", follow(arrival, "4"), stage.day()))
        revised(book, order, day=stage.today, changes=(change,))
        with pytest.raises(CannotRevise):
            revised(book, order, day=stage.today, changes=(change,))

    def test_what_was_requested_is_carried_on(self, book: Book) -> None:
        """The first order gives its rest back, the second takes it; more than was requested is refused."""
        stage = Stage(book)
        request, order = requested(stage)
        on = stage.today + 1
        with pytest.raises(CarriesTooMuch):
            revised(book, order, day=on, changes=(LineChange(order.line, D(11)),))
        new = revised(book, order, day=on, changes=(LineChange(order.line, price=D(9)),))
        assert state(book, request.id) == "done"
        close_short(actor=book.actor, document_id=new.id, reason="停产", now=NOW)
        assert state(book, request.id) == "approved"


class TestReversedUnderAnOldVersion:
    """D-PO: what is taken back of an earlier version is to come again: the newest version waits for it."""

    def open_orders(self, book: Book) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
        rows = run_report(book.actor, "open_purchase_orders", {}, today=book.day(20)).rows
        return {row["number"]: (row["ordered"], row["quantity_left"], row["amount_left"]) for row in rows}

    def test_comes_again_at_the_terms_of_the_newest(self, book: Book, desk: Desk) -> None:
        """100 at 10.00, 40 in; the rest is 60 at 11.00, of which 20 came. The 40 go back: 40 + 40 to come at 11.00 with
        13 % on top, that is 80 × 11 × 1.13 = 994.40, and no more than 80 can be received.
        """
        order = desk.order_purchase("100")
        wrong = desk.receive("40", None, order=order.line)
        second = revised(book, order, changes=(LineChange(order.line, price=D(11)),))
        right = desk.receive("20", None, order=second.line, day=7)
        seen = preview_reversal(actor=book.actor, document_id=wrong.id, business_on=book.day(8), now=NOW)
        assert [(one.number, one.next_number, one.quantity) for one in seen.again] == [
            (second.number, f"{order.number}-3", D(40))
        ]
        assert self.open_orders(book) == {second.number: (60, 40, D("497.20"))}
        clerk = book.actor_who_may("purchase_receipt.view", "purchase_receipt.reverse")
        desk.reverse(wrong, day=8, actor=clerk)
        third = version(book, f"{order.number}-3")
        assert [state(book, one.id) for one in (order, second, third)] == ["revised", "revised", "approved"]
        assert self.open_orders(book) == {third.number: (80, 80, D("994.40"))}
        on_order = run_report(book.actor, "stock", {}, today=book.day(20)).rows[0]["on_order"]
        assert on_order == 80
        told = explain(book.actor, {"kind": "on_order", "product": str(book.cola.pk)}, today=book.day(20))
        assert (told.total, told.agrees) == (80, True)
        run = run_report(
            book.actor, "purchase_execution", {"from": "2026-01-01", "to": "2026-01-31"}, today=book.day(20)
        )
        assert {row["number"]: (row["ordered"], row["received"], row["quantity_left"]) for row in run.rows} == {
            second.number: (20, 20, 0), third.number: (80, 0, 80),
        }  # fmt: skip
        with pytest.raises(CarriesTooMuch):
            desk.receive("81", None, order=third.line, day=9)
        desk.receive("80", None, order=third.line, day=9)
        assert state(book, third.id) == "done"
        assert hand(book) == (100, 0)
        desk.reverse(right, day=10)  # of a version before a done one: the fourth waits for those 20 alone
        assert self.open_orders(book) == {f"{order.number}-4": (20, 20, D("248.60"))}

    def test_a_line_that_was_wholly_received_comes_back(self, book: Book) -> None:
        """Two lines of 10; the first is in, the second is revised. The first is taken back: the newest has both again."""
        stage = Stage(book)
        order = stage.desk.one(stage.bought("purchase_order", stage.priced(2, "10", "10"), stage.day()))
        wrong = stage.desk.one(stage.bought("purchase_receipt", follow(order, "10")[:1], stage.day()))
        second = revised(book, order, changes=(LineChange(order.lines[1], D(8), D(9)),), day=4)
        stage.desk.reverse(wrong, day=5)
        third = version(book, f"{order.number}-3")
        lines = Line.objects.visible_to(book.actor).filter(document_id=third.id).order_by("line_no")
        assert [(one.quantity, one.price) for one in lines] == [(D(8), D(9)), (D(10), D(10))]
        assert state(book, second.id) == "revised"

    def test_goods_at_the_door_wait_there(self, book: Book) -> None:
        """Received by way of an arrival: the receipt goes back to the arrival, and only the arrival to the order."""
        stage = Stage(book)
        order = stage.desk.one(stage.bought("purchase_order", stage.priced(1, "10", "10"), stage.day()))
        arrival = stage.desk.one(stage.bought("goods_arrival", follow(order, "4"), stage.day()))
        wrong = stage.desk.one(stage.bought("purchase_receipt", follow(arrival, "4"), stage.day()))
        revised(book, order, changes=(LineChange(order.line, price=D(11)),), day=4)
        stage.desk.reverse(wrong, day=5)
        assert self.open_orders(book)[f"{order.number}-2"][1] == 6
        again = stage.desk.one(stage.bought("purchase_receipt", follow(arrival, "3"), book.day(6)))
        assert Document.objects.visible_to(book.actor).get(pk=again.id).amount_net == D("30.00")
        stage.desk.reverse(again, day=7)
        stage.desk.reverse(arrival, day=7)
        assert self.open_orders(book) == {f"{order.number}-3": (10, 10, D("124.30"))}

    def test_what_was_ordered_anew_does_not_come_by_way_of_an_arrival(self, book: Book) -> None:
        """2 of 7 arrived; one was received of them and one of the order. 5 are ordered anew: no third comes under the old
        terms, though the arrival has two that were not received (I28).
        """
        stage = Stage(book)
        order = stage.desk.one(stage.bought("purchase_order", stage.priced(1, "7", "10"), stage.day()))
        arrival = stage.desk.one(stage.bought("goods_arrival", follow(order, "2"), stage.day()))
        wrong = stage.desk.one(stage.bought("purchase_receipt", follow(arrival, "1"), stage.day()))
        stage.desk.one(stage.bought("purchase_receipt", follow(order, "1"), stage.day()))
        revised(book, order, changes=(LineChange(order.line, price=D(11)),), day=4)
        stage.desk.reverse(wrong, day=5)
        with pytest.raises(CarriesTooMuch):
            stage.desk.one(stage.bought("purchase_receipt", follow(arrival, "2"), book.day(6)))
        stage.desk.one(stage.bought("purchase_receipt", follow(arrival, "1"), book.day(6)))
        assert [one.what for one in audit(book.company_id).findings] == []

    def test_nothing_comes_to_an_order_closed_since(self, book: Book, desk: Desk) -> None:
        order = desk.order_purchase("10")
        wrong = desk.receive("4", None, order=order.line)
        second = revised(book, order, changes=(LineChange(order.line, price=D(11)),))
        desk.receive("1", None, order=second.line, day=7)
        close_short(actor=book.actor, document_id=second.id, reason="停产", now=NOW)
        desk.reverse(wrong, day=8)
        assert state(book, second.id) == "closed_short"
        assert self.open_orders(book) == {}

    def test_refused_while_goods_of_the_newest_stand_at_the_door(self, book: Book) -> None:
        stage = Stage(book)
        order = stage.desk.one(stage.bought("purchase_order", stage.priced(1, "10", "10"), stage.day()))
        wrong = stage.desk.one(stage.bought("purchase_receipt", follow(order, "4"), stage.day()))
        second = revised(book, order, changes=(LineChange(order.line, price=D(11)),), day=4)
        stage.desk.one(stage.bought("goods_arrival", follow(second, "5"), book.day(5)))
        for _ in range(2):
            with pytest.raises(NewestAtTheDoor):
                stage.desk.reverse(wrong, day=6)
            assert state(book, wrong.id) == "posted"

    def test_what_was_requested_is_not_ordered_twice(self, book: Book) -> None:
        stage = Stage(book)
        request, order = requested(stage)
        wrong = stage.desk.one(stage.bought("purchase_receipt", follow(order, "1"), stage.day()))
        second = revised(book, order, changes=(LineChange(order.line, price=D(11)),), day=stage.today)
        stage.desk.reverse(wrong, day=stage.today)
        third = version(book, f"{order.number}-3")
        assert (state(book, second.id), state(book, third.id)) == ("revised", "approved")
        assert Line.objects.visible_to(book.actor).get(document_id=third.id).quantity == 10
        assert state(book, request.id) == "done"
