"""Goods past their date (B5, Q2): not to be promised from the day on, frozen by the night's work, told of once a level."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hengku.audit.models import Event
from hengku.catalog.models import Product
from hengku.cli.daily import Ledger, work_daily
from hengku.desk.queries_checks import Asked, live_checks
from hengku.diagnosis.why.queries import explain
from hengku.documents.declaration import document_type
from hengku.documents.models import Document
from hengku.inventory.actions_bins import create_bin
from hengku.inventory.models import Lot, OnHand, Place, Reservation
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting.promise import load_outlooks
from hengku.posting.refill import refill_waiting
from hengku.reports.home import tasks_of
from hengku.reports.lists import stock_of
from hengku.reports.run import run_report
from tests.posting.books import disagreements
from tests.posting.desk import Desk, Doc, item_line
from tests.world import Book


class Fridge:
    """Milk: 10 of A that keeps until the 20th of January, 6 of B until the 26th, 4 of C until the 1st of June."""

    def __init__(self) -> None:
        self.book = Book()
        self.desk = Desk(self.book)
        self.milk: Product = self.book.add_product("MILK", "鲜奶", "瓶", tracking="lot")
        for lot_no, quantity, until in (("A", "10", 20), ("B", "6", 26), ("C", "4", 152)):
            self.receive(lot_no, quantity, until)

    def receive(self, lot_no: str, quantity: str, until: int, day: int = 5) -> None:
        data = {"lot_no": lot_no, "expires_on": self.book.day(until).isoformat()}
        self.desk.receive(quantity, "5", day=day, product=self.milk, data=data)

    def order(self, quantity: str) -> Doc:
        header = {"party_id": self.book.customer.pk, "warehouse_id": self.book.w1.pk}
        return self.desk.one(
            self.desk.paper("sales_order", 6, [item_line(self.milk, quantity, "11.30")], **header)
        )

    def at(self, day: int, hour: int = 0, minute: int = 5) -> datetime:
        on = self.book.day(day)
        return timezone.make_aware(datetime(on.year, on.month, on.day, hour, minute))

    def night(self, day: int, done: Ledger | None = None, **moment: int) -> int:
        return work_daily(
            [self.book.company_id], now=self.at(day, **moment), done={} if done is None else done
        )

    def held(self, status: str = "available") -> dict[str, str]:
        names = dict(Lot.objects.visible_to(self.book.actor).values_list("id", "lot_no"))
        rows = OnHand.objects.visible_to(self.book.actor).filter(
            product_id=self.milk.pk, place_id=self.book.place(self.book.w1).pk, status=status, quantity__gt=0
        )
        return {names[row.lot_id]: f"{row.quantity.normalize():f}" for row in rows.order_by("lot_id")}

    def reserved(self, order: Doc) -> Decimal:
        return Reservation.objects.visible_to(self.book.actor).get(document_id=order.id).quantity

    def available(self, day: int) -> dict[str, Decimal]:
        """What every place that says it says is available on that day."""
        book, today = self.book, self.book.day(day)
        row = run_report(book.actor, "stock", {"product": self.milk.pk}, today=today).rows[0]
        question = {"kind": "available", "product": str(self.milk.pk)}
        return {
            "report": row["available"],
            "picker": stock_of(book.company_id, [self.milk.pk], today=today)[self.milk.pk][0]["available"],
            "promise": load_outlooks(book.company_id, [self.milk.pk], today)[
                self.milk.pk, book.w1.pk
            ].available,
            "checks": _checked(book, self.milk, today),
            "why": explain(book.actor, question, today=today).total,
        }


def _checked(book: Book, product: Product, today: date) -> Decimal:
    """What the page of an order says beside its line."""
    kind = document_type("sales_order")
    asked = Asked(kind, today, warehouse_id=book.w1.pk, product_ids=[product.pk], today=today)
    stock: Decimal = live_checks(book.actor, asked)["products"][0]["available"]
    return stock


@pytest.fixture
def fridge(database: object) -> Fridge:
    return Fridge()


def told(fridge: Fridge) -> list[Any]:
    found = Event.objects.filter(company_id=fridge.book.company_id, action="inventory.lots.expiring")
    return [(one.data["level"], one.data["lots"]) for one in found.order_by("id")]


def test_is_not_available_from_the_day_after_on(fridge: Fridge) -> None:
    """On its last day A may still be sold (B5); the day after nobody counts on it, frozen or not."""
    fridge.order("5")
    assert set(fridge.available(20).values()) == {D(15)}
    assert set(fridge.available(21).values()) == {D(5)}
    assert set(fridge.available(27).values()) == {D(-1)}
    fridge.night(21)
    assert set(fridge.available(21).values()) == {D(5)}


class TestNight:
    def test_freezes_what_expired_by_a_paper_and_nothing_twice(self, fridge: Fridge) -> None:
        assert fridge.night(20) == 0
        assert fridge.night(21, minute=4) == 0
        assert fridge.held() == {"A": "10", "B": "6", "C": "4"}
        assert fridge.night(21) == 1
        assert fridge.held() == {"B": "6", "C": "4"}
        assert fridge.held("frozen") == {"A": "10"}
        paper = Document.objects.visible_to(fridge.book.actor).get(type_code="stock_status_change")
        assert (paper.business_on, paper.data["reason"], paper.posted_by) == (
            fridge.book.day(21),
            "expired",
            0,
        )
        assert fridge.night(21) == 0  # a restart: nothing is left to do
        assert disagreements(fridge.book.company_id) == []

    def test_freezes_those_of_others_as_theirs(self, fridge: Fridge) -> None:
        """5 of a supplier's milk of lot A lie beside ours."""
        book = fridge.book
        data = {"lot_no": "A", "expires_on": book.day(20).isoformat()}
        header = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk}
        line = item_line(fridge.milk, "5", data=data)
        fridge.desk.one(fridge.desk.paper("consign_in", 5, [line], **header))
        fridge.night(21)
        rows = OnHand.objects.visible_to(book.actor).filter(status="frozen", quantity__gt=0)
        assert dict(rows.values_list("owner_id", "quantity")) == {0: D(10), book.supplier.pk: D(5)}
        fridge.night(21, hour=3)
        assert Document.objects.visible_to(book.actor).filter(type_code="stock_status_change").count() == 2

    def test_leaves_goods_in_their_bin(self, fridge: Fridge) -> None:
        book = fridge.book
        create_bin(actor=book.actor, warehouse_id=book.w1.pk, code="C-01")
        data = {"lot_no": "A", "status": "available", "status_to": "available", "bin_to": "C-01"}
        line = item_line(fridge.milk, "4", data=data)
        header = {"warehouse_id": book.w1.pk, "data": {"reason": "bin"}}
        fridge.desk.one(fridge.desk.paper("stock_status_change", 6, [line], **header))
        fridge.night(21)
        rows = OnHand.objects.visible_to(book.actor).filter(
            product_id=fridge.milk.pk, status="frozen", quantity__gt=0
        )
        bins = dict(Place.objects.visible_to(book.actor).values_list("id", "bin"))
        assert {bins[row.place_id]: row.quantity for row in rows} == {"": D(6), "C-01": D(4)}
        assert disagreements(book.company_id) == []

    def test_asks_once_a_day(self, fridge: Fridge) -> None:
        done: Ledger = {}
        assert fridge.night(21, done) == 1
        fridge.receive("D", "3", until=20, day=7)
        assert fridge.night(21, done, hour=9) == 0
        assert fridge.night(22, done) == 1
        assert fridge.held("frozen") == {"A": "10", "D": "3"}

    def test_orders_give_back_what_froze_and_wait_for_it(self, fridge: Fridge) -> None:
        first, second = fridge.order("8"), fridge.order("9")
        fridge.night(21)
        assert (fridge.reserved(first), fridge.reserved(second)) == (D(8), D(2))
        fridge.receive("E", "20", until=152, day=8)
        refill_waiting([fridge.book.company_id], today=fridge.book.day(21))
        assert fridge.reserved(second) == D(9)
        assert disagreements(fridge.book.company_id) == []

    def test_what_is_not_past_its_date_frees_nothing_that_orders_hold(self, fridge: Fridge) -> None:
        """The control: by hand, before its day, the same paper is refused for what orders hold."""
        order = fridge.order("18")
        data = {"lot_no": "A", "status": "available", "status_to": "frozen"}
        paper = fridge.desk.paper(
            "stock_status_change",
            20,
            [item_line(fridge.milk, "10", data=data)],
            warehouse_id=fridge.book.w1.pk,
            data={"reason": "expired"},
        )
        with pytest.raises(Problem) as refused:
            fridge.desk.one(paper)
        assert refused.value.code == "NEGATIVE_STOCK"
        assert fridge.reserved(order) == D(18)

    def test_nobody_gets_what_is_past_its_date(self, fridge: Fridge) -> None:
        order = fridge.order("25")
        assert fridge.reserved(order) == D(20)
        fridge.receive("F", "5", until=20, day=7)
        company = [fridge.book.company_id]
        assert refill_waiting(company, today=fridge.book.day(21)) == 0
        assert refill_waiting(company, today=fridge.book.day(20)) == 1
        assert fridge.reserved(order) == D(25)


class TestNotices:
    def test_tell_once_for_each_level(self, fridge: Fridge) -> None:
        for day in (12, 13, 14, 17, 18, 19, 21, 22):
            fridge.night(day)
        assert told(fridge) == [
            ("yellow", ["鲜奶 A"]),  # 8, then 7 days left
            ("red", ["鲜奶 A"]),
            ("yellow", ["鲜奶 B"]),
            ("expired", ["鲜奶 A"]),
        ]
        alerted = dict(Lot.objects.visible_to(fridge.book.actor).values_list("lot_no", "alerted"))
        assert alerted == {"A": "expired", "B": "yellow", "C": ""}

    def test_wait_in_the_bell(self, fridge: Fridge) -> None:
        def waiting(day: int) -> tuple[int, int]:
            tasks = tasks_of(fridge.book.actor, today=fridge.book.day(day))
            return next((one["count"], one["late"]) for one in tasks if one["key"] == "near_expiry")

        assert waiting(19) == (0, 0)
        fridge.night(21)
        assert waiting(21) == (2, 1)
