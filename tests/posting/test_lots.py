"""Lots, serial numbers and weights through the engine: made, found, refused, taken back (B2, B4–B7, Q7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hengku.catalog.models import Product
from hengku.inventory.models import Lot, LotLink, Move, OnHand, Serial, SerialMove
from hengku.kit import sql
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.posting.preview import preview
from tests.posting.books import entry, pool
from tests.posting.desk import NOW, Desk, item_line
from tests.world import Book


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


@pytest.fixture
def milk(book: Book) -> Product:
    """Keeps 30 days."""
    return book.add_product("MILK", "鲜奶", "瓶", tracking="lot", shelf_life=30)


@pytest.fixture
def phone(book: Book) -> Product:
    return book.add_product("PHONE", "手机", "台", tracking="serial")


def lot(lot_no: str, produced: date | None = None, **more: Any) -> dict[str, Any]:
    """What a line says of its lot."""
    return {"lot_no": lot_no, **({"produced_on": produced.isoformat()} if produced else {}), **more}


def codes(caught: pytest.ExceptionInfo[Any]) -> list[tuple[str, str | None]]:
    """(code, field) of every problem."""
    problem = caught.value
    every = problem.problems if isinstance(problem, Problems) else [problem]
    return [(one.code, one.where.field) for one in every]


def stock_of(book: Book, product: Product, status: str = "available") -> dict[str, str]:
    """Lot number → quantity in stock, zeros left out."""
    numbers = dict(Lot.objects.visible_to(book.actor).values_list("id", "lot_no"))
    places = [book.place(book.w1).pk, book.place(book.w2).pk]
    rows = OnHand.objects.visible_to(book.actor).filter(
        product_id=product.pk, place_id__in=places, status=status, quantity__gt=0
    )
    return {
        numbers.get(row.lot_id, ""): f"{row.quantity.normalize():f}"
        for row in rows.order_by("lot_id", "place_id")
    }


class TestComingIn:
    def test_makes_the_lot_and_works_out_its_expiry(self, book, desk, milk):
        made = book.day(3)
        desk.receive("10", "5", product=milk, data=lot("A1", made, supplier_lot="S-9"))
        found = Lot.objects.visible_to(book.actor).get()
        assert (found.lot_no, found.produced_on, found.expires_on) == ("A1", made, made + timedelta(days=30))
        assert (found.supplier_lot, found.received_on) == ("S-9", book.day(5))
        assert stock_of(book, milk) == {"A1": "10"}

    def test_more_of_the_same_lot_is_the_same_lot(self, book, desk, milk):
        desk.receive("10", "5", product=milk, data=lot("A1", book.day(3)))
        desk.receive("4", "5", day=6, product=milk, data=lot("A1"))
        assert stock_of(book, milk) == {"A1": "14"}

    def test_one_number_made_on_two_days_is_two_lots(self, book, desk, milk):
        desk.receive("10", "5", product=milk, data=lot("A1", book.day(3)))
        desk.receive("4", "5", day=6, product=milk, data=lot("A1", book.day(4)))
        assert Lot.objects.visible_to(book.actor).count() == 2
        with pytest.raises(Problem) as refused:
            desk.issue("1", product=milk, data=lot("A1"))
        assert codes(refused) == [("LOT_UNCLEAR", "produced_on")]
        desk.issue("1", day=7, product=milk, data=lot("A1", book.day(4)))

    @pytest.mark.parametrize(
        ("said", "code", "field"),
        [
            ({}, "LOT_MISSING", "lot_no"),
            ({"lot_no": "A1"}, "PRODUCED_ON_MISSING", "produced_on"),
            ({"lot_no": "A1", "produced_on": "2026-01-06"}, "LOT_DATES_WRONG", "produced_on"),
            ({"lot_no": "A1", "produced_on": "2025-12-05"}, "LOT_REFUSED", "lot_no"),  # expired on the 4th
        ],
    )
    def test_says_at_the_line_what_is_missing_or_wrong(self, book, desk, milk, said, code, field):
        with pytest.raises(Problem) as refused:
            desk.receive("10", "5", product=milk, data=said)
        assert codes(refused) == [(code, field)]
        assert not Lot.objects.visible_to(book.actor).exists()

    def test_a_lot_has_one_expiry_date(self, book, desk, milk):
        desk.receive("10", "5", product=milk, data=lot("A1", book.day(3)))
        with pytest.raises(Problem) as refused:
            desk.receive("1", "5", day=6, product=milk, data=lot("A1", book.day(3), expires_on="2026-03-01"))
        assert codes(refused) == [("LOT_DATES_DIFFER", "expires_on")]

    def test_what_is_too_old_needs_a_reason_and_the_right(self, book, desk):
        milk = book.add_product("M2", "酸奶", tracking="lot", shelf_life=30, min_inbound_ratio=D("0.6667"))
        old = lot("A1", date(2025, 12, 20))  # 14 of 30 days left on the 5th of January
        with pytest.raises(Problem) as refused:
            desk.receive("10", "5", product=milk, data=old)
        assert codes(refused) == [("LOT_TOO_OLD", "lot_no")]
        paper = desk._bought(
            "purchase_receipt", 5, [item_line(milk, "10", "5", data={**old, "lot_reason": "AGREED"})], book.w1
        )
        with pytest.raises(Problem) as refused:
            desk.one(replace(paper), actor=book.keeper)
        assert codes(refused) == [("LOT_OVERRIDE_FORBIDDEN", "lot_reason")]
        desk.one(paper)
        assert stock_of(book, milk) == {"A1": "10"}


class TestGoingOut:
    @pytest.fixture(autouse=True)
    def received(self, book, desk, milk):
        desk.receive("10", "5", day=5, product=milk, data=lot("A1", book.day(2)))
        desk.receive("6", "6", day=5, product=milk, data=lot("A2", book.day(4)))

    def test_takes_the_lot_it_says(self, book, desk, milk):
        done = desk.issue("4", product=milk, data=lot("A2"))
        assert stock_of(book, milk) == {"A1": "10", "A2": "2"}
        move = Move.objects.visible_to(book.actor).get(document_id=done.id)
        assert Lot.objects.visible_to(book.actor).get(pk=move.lot_id).lot_no == "A2"

    def test_never_below_what_the_lot_holds_wherever_it_is(self, book, desk, milk):
        with pytest.raises(Problem) as refused:
            desk.issue("7", product=milk, data=lot("A2"))
        assert codes(refused) == [("NEGATIVE_STOCK", "quantity")]

    def test_no_lot_is_chosen_behind_anybodys_back(self, book, desk, milk):
        with pytest.raises(Problem) as refused:
            desk.issue("1", product=milk)
        assert codes(refused) == [("LOT_MISSING", "lot_no")]
        with pytest.raises(Problem) as refused:
            desk.issue("1", product=milk, data=lot("B9"))
        assert codes(refused) == [("LOT_UNKNOWN", "lot_no")]

    def test_another_than_the_first_to_expire_needs_a_reason(self, book, desk, milk):
        """B4: whoever may not make exceptions says why; the first to expire, or the next when it is used up, does not."""
        keeper = book.keeper

        def sold(quantity: str, lot_no: str, **more: Any) -> Any:
            return item_line(milk, quantity, "11.30", data=lot(lot_no, **more))

        def issue(*lines: Any) -> Any:
            whole = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
            return desk.one(desk.paper("sales_issue", 6, [*lines], **whole), actor=keeper)

        with pytest.raises(Problem) as refused:
            issue(sold("1", "A2"))
        assert codes(refused) == [("LOT_OUT_OF_TURN", "lot_reason")]
        with pytest.raises(Problem) as refused:
            issue(sold("1", "A2"), sold("9", "A1"))
        assert codes(refused) == [("LOT_OUT_OF_TURN", "lot_reason")]
        issue(sold("1", "A2", lot_reason="CUSTOMER"))
        issue(sold("1", "A1"))
        issue(sold("9", "A1"), sold("1", "A2"))
        assert stock_of(book, milk) == {"A2": "4"}

    def test_expired_is_refused_with_what_is_there_instead(self, book, desk, milk):
        last = 2 + 30  # the day A1 expires may still be sold
        desk.issue("1", day=last, product=milk, data=lot("A1"))
        with pytest.raises(Problem) as refused:
            desk.issue("1", day=last + 1, product=milk, data=lot("A1"))
        assert codes(refused) == [("LOT_REFUSED", "lot_no")]
        assert [one["lot_no"] for one in refused.value.instead] == ["A2"]

    def test_a_customer_may_ask_for_days(self, book, desk, milk):
        party = book.add_party("C9", "挑剔", minimum_days_left=28)
        paper = desk.issue_paper("1", day=6, product=milk, data=lot("A1"))
        with pytest.raises(Problem) as refused:
            desk.one(replace(paper, party_id=party.pk))
        assert codes(refused) == [("LOT_REFUSED", "lot_no")]
        fresh = desk.issue_paper("1", day=6, product=milk, data=lot("A2"))
        desk.one(replace(fresh, party_id=party.pk))

    def test_what_is_expired_can_be_written_off(self, book, desk, milk):
        data = {
            "stage": "STORAGE",
            "reason": "SPOILAGE",
            "responsible": "张三",
            "shift": "morning",
            **lot("A1"),
        }
        paper = desk.paper("loss_report", 60, [item_line(milk, "10", data=data)], warehouse_id=book.w1.pk)
        desk.one(paper)
        assert stock_of(book, milk) == {"A2": "6"}

    def test_comes_back_to_its_lot_and_goes_back_when_reversed(self, book, desk, milk):
        done = desk.issue("4", product=milk, data=lot("A2"))
        back = desk.take_back("1", 8, issue=done.line, product=milk)
        assert stock_of(book, milk) == {"A1": "10", "A2": "3"}
        desk.reverse(back, day=9)
        desk.reverse(done, day=9)
        assert stock_of(book, milk) == {"A1": "10", "A2": "6"}

    def test_moves_between_warehouses_as_the_lot_it_is(self, book, desk, milk):
        line = item_line(milk, "3", data=lot("A1"))
        desk.one(
            desk.paper("transfer_direct", 7, [line], warehouse_id=book.w1.pk, warehouse_to_id=book.w2.pk)
        )
        assert (
            OnHand.objects.visible_to(book.actor)
            .get(place_id=book.place(book.w2).pk, product_id=milk.pk)
            .quantity
            == 3
        )

    def test_a_preview_makes_no_lot(self, book, desk, milk):
        paper = desk._bought(
            "purchase_receipt", 6, [item_line(milk, "1", "5", data=lot("NEW", book.day(5)))], book.w1
        )
        preview(actor=book.actor, documents=[paper], now=NOW)
        assert not Lot.objects.visible_to(book.actor).filter(lot_no="NEW").exists()


class TestCorrected:
    """批次更正 (D-STS): booked under one lot, they are of another; quantity goes over, status and cost stay."""

    @pytest.fixture(autouse=True)
    def received(self, book, desk, milk):
        desk.receive("10", "5", day=5, product=milk, data=lot("A1", book.day(2)))
        desk.receive("6", "6", day=5, product=milk, data=lot("A2", book.day(4)))

    def correct(self, book, desk, milk, quantity="4", reason="lot", **data):
        said = lot("A1", status="available", status_to="available", **data)
        line = item_line(milk, quantity, data=said)
        header = {"warehouse_id": book.w1.pk, "data": {"reason": reason}}
        return desk.one(desk.paper("stock_status_change", 6, [line], **header))

    def test_goes_over_to_a_known_lot_and_back(self, book, desk, milk):
        before = pool(book, milk)
        done = self.correct(book, desk, milk, lot_to="A2")
        assert stock_of(book, milk) == {"A1": "6", "A2": "10"}
        assert (pool(book, milk), entry(book, done.id)) == (before, [])
        link = LotLink.objects.visible_to(book.actor).get(document_id=done.id)
        named = dict(Lot.objects.visible_to(book.actor).values_list("id", "lot_no"))
        assert (named[link.parent_id], named[link.child_id], link.quantity) == ("A1", "A2", D(4))
        desk.reverse(done, day=7)
        assert stock_of(book, milk) == {"A1": "10", "A2": "6"}

    def test_makes_the_lot_where_nobody_knows_it(self, book, desk, milk):
        self.correct(book, desk, milk, lot_to="A9", produced_on_to=book.day(3).isoformat())
        assert stock_of(book, milk) == {"A1": "6", "A2": "6", "A9": "4"}
        made = Lot.objects.visible_to(book.actor).get(lot_no="A9")
        assert (made.produced_on, made.expires_on) == (book.day(3), book.day(33))

    def test_keeps_the_status_of_what_is_frozen(self, book, desk, milk):
        said = lot("A1", status="available", status_to="frozen")
        header = {"warehouse_id": book.w1.pk, "data": {"reason": "quality"}}
        desk.one(desk.paper("stock_status_change", 6, [item_line(milk, "4", data=said)], **header))
        said = lot("A1", status="frozen", status_to="frozen", lot_to="A2")
        desk.one(desk.paper("stock_status_change", 6, [item_line(milk, "4", data=said)], **header))
        assert stock_of(book, milk, "frozen") == {"A2": "4"}

    @pytest.mark.parametrize(
        ("said", "code", "field"),
        [
            ({"lot_to": "A1"}, "SAME_LOT", "lot_to"),
            ({"lot_to": "A9"}, "PRODUCED_ON_MISSING", "produced_on_to"),
            ({}, "NOTHING_CHANGES", "status_to"),
        ],
    )
    def test_is_refused_where_nothing_or_too_little_is_said(self, book, desk, milk, said, code, field):
        with pytest.raises(Problem) as refused:
            self.correct(book, desk, milk, **said)
        assert codes(refused) == [(code, field)]
        assert stock_of(book, milk) == {"A1": "10", "A2": "6"}

    def test_a_preview_makes_no_lot(self, book, desk, milk):
        said = lot("A1", status="available", status_to="available", lot_to="A9", expires_on_to="2026-03-01")
        paper = desk.paper("stock_status_change", 6, [item_line(milk, "4", data=said)], warehouse_id=book.w1.pk)
        paper.data = {"reason": "lot"}
        preview(actor=book.actor, documents=[paper], now=NOW)
        assert not Lot.objects.visible_to(book.actor).filter(lot_no="A9").exists()


class TestStatements:
    def test_do_not_depend_on_the_number_of_lines(self, book, desk, milk):
        def count(number: int) -> int:
            day = 5 + number
            lines = [
                item_line(milk, "1", "5", data=lot(f"L{number}-{n}", book.day(3))) for n in range(number)
            ]
            with sql.counting() as seen:
                desk.one(desk._bought("purchase_receipt", day, lines, book.w1))
            return len(seen)

        assert count(1) == count(12)

    def test_plain_goods_ask_nothing_of_lots(self, book, desk):
        with sql.counting() as seen:
            desk.receive("1", "5")
        assert not [one for one in seen if "inventory_lot" in one or "inventory_serial" in one]


class TestSerials:
    def test_in_out_back_and_out_again(self, book, desk, phone):
        desk.receive("2", "1000", product=phone, data={"serials": "SN1, SN2"})
        sold = desk.issue("1", product=phone, data={"serials": "SN1"})
        one = Serial.objects.visible_to(book.actor).get(serial_no="SN1")
        assert (one.state, one.party_id) == ("sold", book.customer.pk)
        line = item_line(phone, "1", source_line_id=sold.line, data={"serials": "SN1"})
        header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk, "data": {"reason": "unwanted"}}
        back = desk.one(desk.paper("sales_return", 7, [line], **header))
        one.refresh_from_db()
        assert (one.state, one.place_id) == ("returned", book.place(book.w1).pk)
        desk.reverse(back, day=8)
        one.refresh_from_db()
        assert one.state == "sold"
        assert SerialMove.objects.visible_to(book.actor).filter(serial_id=one.pk).count() == 4

    @pytest.mark.parametrize("serials", ["", "SN1", "SN1 SN1", "SN1 SN2 SN3"])
    def test_are_as_many_as_pieces(self, book, desk, phone, serials):
        with pytest.raises(Problem) as refused:
            desk.receive("2", "1000", product=phone, data={"serials": serials})
        assert codes(refused) == [("SERIAL_COUNT", "serials")]

    def test_come_in_once_and_go_out_once(self, book, desk, phone):
        desk.receive("1", "1000", product=phone, data={"serials": "SN1"})
        with pytest.raises(Problem) as refused:
            desk.receive("1", "1000", product=phone, data={"serials": "SN1"})
        assert codes(refused) == [("SERIAL_IN_STOCK", "serials")]
        desk.receive("1", "1000", product=phone, data={"serials": "SN2"})
        desk.issue("1", product=phone, data={"serials": "SN1"})
        with pytest.raises(Problem) as refused:
            desk.issue("1", product=phone, data={"serials": "SN1"})
        assert codes(refused) == [("SERIAL_NOT_HERE", "serials")]

    def test_come_back_only_from_who_bought_them(self, book, desk, phone):
        desk.receive("1", "1000", product=phone, data={"serials": "SN1"})
        desk.issue("1", product=phone, data={"serials": "SN1"})
        other = book.add_party("C9", "别人")
        line = item_line(phone, "1", "11.30", data={"serials": "SN1"})
        header = {"party_id": other.pk, "warehouse_id": book.w1.pk, "data": {"reason": "unwanted"}}
        with pytest.raises(Problem) as refused:
            desk.one(desk.paper("sales_return", 8, [line], **header))
        assert codes(refused) == [("SERIAL_NOT_SOLD_TO_THEM", "serials")]

    def test_a_receipt_whose_piece_was_sold_cannot_be_reversed(self, book, desk, phone):
        bought = desk.receive("1", "1000", product=phone, data={"serials": "SN1"})
        desk.receive("1", "1000", product=phone, data={"serials": "SN2"})
        desk.issue("1", product=phone, data={"serials": "SN1"})
        with pytest.raises(Problem) as refused:
            desk.reverse(bought, day=7)
        assert codes(refused) == [("SERIAL_MOVED_ON", None)]
