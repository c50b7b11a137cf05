"""A dairy: lots by expiry, a recall, and the way of every bottle (B4–B6, D-RCL, R-04, R-13, R-53; example FE-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hengku.api.lots import lot_parts, scanned
from hengku.catalog.models import Product
from hengku.documents.paper import Paper
from hengku.inventory.models import Lot, OnHand, Reservation
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting.lot_proposal import fill_lots, offers
from hengku.reports.run import run_report
from hengku.reports.trace import find_lots, trace
from tests.posting.books import disagreements
from tests.posting.desk import Desk, item_line
from tests.world import Book

TODAY = date(2026, 3, 1)


class Dairy:
    """FE-01: five lots of one product on the 1st of March, one of them frozen by a recall."""

    def __init__(self) -> None:
        self.book = Book(started_on=date(2025, 10, 1))
        self.desk = Desk(self.book)
        self.milk = self.book.add_product("MILK", "鲜奶", "瓶", tracking="lot", sale_price=D("11.30"))
        for lot_no, quantity, expires, produced in (
            ("B1", "5", "2026-03-05", None),
            ("B2", "6", "2026-03-20", "2025-12-01"),
            ("B3", "9", "2026-03-18", None),
            ("B4", "10", "2026-03-20", "2025-11-20"),
            ("B5", "3", "2026-02-28", None),
        ):
            self.receive(lot_no, quantity, expires, produced)
        self.recalled = self.recall("B3")

    def receive(self, lot_no: str, quantity: str, expires: str, produced: str | None) -> None:
        data = {"lot_no": lot_no, "expires_on": expires, **({"produced_on": produced} if produced else {})}
        line = item_line(self.milk, quantity, "5", data=data)
        header: dict[str, Any] = {"party_id": self.book.supplier.pk, "warehouse_id": self.book.w1.pk}
        self.desk.one(Paper("purchase_receipt", date(2026, 1, 5), [line], price_mode="EXCL", **header))

    def recall(self, lot_no: str) -> Any:
        line = item_line(self.milk, 0, data={"lot_no": lot_no})
        return self.desk.one(Paper("recall", TODAY, [line], data={"reason": "供应商通知"}))

    def sale(self, quantity: str, on: date = TODAY, **data: Any) -> Paper:
        line = item_line(self.milk, quantity, "11.30", data=data)
        return Paper("sales_issue", on, [line], party_id=self.book.customer.pk, warehouse_id=self.book.w1.pk)

    def lot(self, lot_no: str) -> Lot:
        return Lot.objects.visible_to(self.book.actor).get(lot_no=lot_no)

    def held(self, status: str = "available") -> dict[str, str]:
        names = dict(Lot.objects.visible_to(self.book.actor).values_list("id", "lot_no"))
        rows = OnHand.objects.visible_to(self.book.actor).filter(
            place_id=self.book.place(self.book.w1).pk, status=status, quantity__gt=0, lot_id__gt=0
        )
        return {names[row.lot_id]: f"{row.quantity.normalize():f}" for row in rows.order_by("lot_id")}


@pytest.fixture(scope="module")
def dairy(database: object) -> Dairy:
    return Dairy()


class TestProposal:
    def test_is_that_of_the_rulebook(self, dairy: Dairy) -> None:
        """FE-01 through documents: frozen, expired and too short are passed over, the older goes first."""
        picky = dairy.book.add_party("C9", "挑剔", minimum_days_left=10)
        paper = replace(dairy.sale("12"), party_id=picky.pk)
        assert fill_lots(actor=dairy.book.actor, paper=paper) == {}
        assert [(line.lot_no, line.quantity) for line in paper.lines] == [("B4", D(10)), ("B2", D(2))]

    def test_warns_of_what_is_near(self, dairy: Dairy) -> None:
        found = offers(
            actor=dairy.book.actor, product_id=dairy.milk.pk, warehouse_id=dairy.book.w1.pk, on=TODAY
        )
        alerts = {one.lot_no: str(one.alert) for one in found}
        assert (alerts["B1"], alerts["B5"]) == ("yellow", "expired")
        assert [one.lot_no for one in found if one.is_first] == ["B1"]
        assert {one.lot_no: one.reason for one in found if one.reason} == {"B3": "recalled", "B5": "expired"}

    def test_leaves_what_is_missing_without_a_lot(self, dairy: Dairy) -> None:
        paper = dairy.sale("30")
        missing = fill_lots(actor=dairy.book.actor, paper=paper)
        assert [(line.lot_no, line.quantity) for line in paper.lines] == [
            ("B1", D(5)),
            ("B4", D(10)),
            ("B2", D(6)),
            ("", D(9)),
        ]
        assert missing == {4: D(9)}

    def test_takes_what_other_lines_leave(self, dairy: Dairy) -> None:
        paper = dairy.sale("4", lot_no="B1")
        paper.lines.append(item_line(dairy.milk, "2", "11.30"))
        fill_lots(actor=dairy.book.actor, paper=paper)
        assert [(line.lot_no, line.quantity) for line in paper.lines[1:]] == [("B1", D(1)), ("B4", D(1))]

    def test_splits_written_amounts_to_the_fen(self, dairy: Dairy) -> None:
        paper = dairy.sale("7")
        paper.lines[0].discount_amount = D("1.00")
        parts = lot_parts(dairy.book.actor, paper)
        assert [(part["line_no"], part["lot_no"], part["quantity"]) for part in parts] == [
            (1, "B1", "5"),
            (1, "B4", "2"),
        ]
        assert [line.discount_amount for line in paper.lines] == [D("0.71"), D("0.29")]


class TestRecall:
    """Its own dairy: it moves stock."""

    def test_freezes_everywhere_even_what_orders_hold_and_is_lifted_again(self, database: object) -> None:
        dairy = Dairy()
        book, desk = dairy.book, dairy.desk
        line = item_line(dairy.milk, "3", data={"lot_no": "B4"})
        desk.one(Paper("transfer_direct", TODAY, [line], warehouse_id=book.w1.pk, warehouse_to_id=book.w2.pk))
        order = Paper("sales_order", TODAY, [item_line(dairy.milk, "20", "11.30")],
                      party_id=book.customer.pk, warehouse_id=book.w1.pk)  # fmt: skip
        desk.one(order)  # holds 20 of the 21 that are sound in W1
        done = dairy.recall("B4")
        assert dairy.lot("B4").recalled_by == done.id
        assert "B4" not in dairy.held()
        assert dairy.held("frozen") == {"B3": "9", "B4": "7"}
        frozen = OnHand.objects.visible_to(book.actor).filter(lot_id=dairy.lot("B4").pk, status="frozen")
        assert sum(one.quantity for one in frozen) == 10
        held = Reservation.objects.visible_to(book.actor).get(product_id=dairy.milk.pk)
        assert held.quantity == 14  # what is left of B1, B2 and B5
        with pytest.raises(Problem) as refused:
            desk.one(dairy.sale("1", lot_no="B4"))
        assert refused.value.code == "LOT_REFUSED"
        desk.reverse(done, day=152)
        assert dairy.lot("B4").recalled_by == 0
        assert dairy.held()["B4"] == "7"
        assert disagreements(book.company_id) == []

    def test_what_comes_back_of_a_recalled_lot_is_frozen(self, database: object) -> None:
        dairy = Dairy()
        sold = dairy.desk.one(dairy.sale("2", date(2026, 2, 1), lot_no="B2"))
        dairy.recall("B2")
        line = item_line(dairy.milk, "2", source_line_id=sold.line)
        header = {"party_id": dairy.book.customer.pk, "warehouse_id": dairy.book.w1.pk}
        dairy.desk.one(Paper("sales_return", TODAY, [line], data={"reason": "unwanted"}, **header))
        assert dairy.held("frozen")["B2"] == "6"
        loss = {
            "stage": "STORAGE",
            "reason": "SPOILAGE",
            "responsible": "张三",
            "shift": "morning",
            "lot_no": "B2",
        }
        dairy.desk.one(Paper("loss_report", TODAY, [item_line(dairy.milk, "6", data=loss)],
                             warehouse_id=dairy.book.w1.pk))  # fmt: skip
        assert "B2" not in dairy.held("frozen")
        assert disagreements(dairy.book.company_id) == []


class TestTrace:
    def test_tells_both_ways_and_what_is_left(self, database: object) -> None:
        dairy = Dairy()
        first = dairy.desk.one(dairy.sale("4", lot_no="B4"))
        other = dairy.book.add_party("C8", "丙")
        dairy.desk.one(replace(dairy.sale("2", lot_no="B4"), party_id=other.pk))
        line = item_line(dairy.milk, "1", source_line_id=first.line)
        header = {"party_id": dairy.book.customer.pk, "warehouse_id": dairy.book.w1.pk}
        dairy.desk.one(Paper("sales_return", TODAY, [line], data={"reason": "unwanted"}, **header))
        told = trace(dairy.book.actor, dairy.lot("B4").pk)
        assert [(one["party"], one["quantity"]) for one in told["sources"]] == [("甲", D(10))]
        assert [(one["party"], one["quantity"]) for one in told["targets"]] == [("乙", D(3)), ("丙", D(2))]
        assert [(one["place"], one["quantity"]) for one in told["stock"]] == [("主仓", D(5))]
        assert [one["lot_no"] for one in find_lots(dairy.book.actor, "b4")] == ["B4"]

    def test_of_another_company_is_not_found(self, dairy: Dairy) -> None:
        with pytest.raises(Problem) as refused:
            trace(Book().actor, dairy.lot("B4").pk)
        assert refused.value.code == "LOT_NOT_FOUND"


class TestReports:
    def run(self, dairy: Dairy, name: str, **given: Any) -> list[dict[str, Any]]:
        return run_report(dairy.book.actor, name, given, today=TODAY).rows

    def test_list_every_lot_with_its_days_and_worth(self, dairy: Dairy) -> None:
        rows = {row["lot_no"]: row for row in self.run(dairy, "lots")}
        assert (rows["B4"]["days_left"], rows["B4"]["quantity"], rows["B4"]["amount"]) == (
            19,
            D(10),
            D("50.00"),
        )
        assert rows["B4"]["left_ratio"] == D("0.1583")  # 19 of 120 days
        assert (rows["B3"]["status_label"], rows["B3"]["level_label"]) == ("冻结", "已召回")

    def test_tell_what_to_do_about_what_is_near(self, dairy: Dairy) -> None:
        rows = self.run(dairy, "near_expiry")
        assert [(row["lot_no"], row["level_label"], row["proposal"], row["amount"]) for row in rows] == [
            ("B5", "已过期", "报损", D("15.00")),
            ("B1", "临期(黄)", "调拨或促销", D("25.00")),
        ]


class TestScan:
    def test_reads_what_gs1_says(self, dairy: Dairy) -> None:
        book = dairy.book
        product: Product = book.cola
        said = scanned(book.actor, "(01)06901234567892(17)260930(3103)001250(10)LOT-A1(21)SN0001", book.w1.pk)
        assert [hit["id"] for hit in said["hits"]] == [str(product.pk)]
        assert (said["lot_no"], said["serial"], said["weight"]) == ("LOT-A1", "SN0001", "1.25")
        assert said["expires_on"] == date(2026, 9, 30)
        bare = scanned(book.actor, "01069012345678921726093010LOT-A1", book.w1.pk)  # names no kind
        assert (bare["kind"], bare["lot_no"], len(bare["hits"])) == ("gs1", "LOT-A1", 1)
        wrong = scanned(book.actor, "010690123456789317260930", book.w1.pk)  # its check digit fails
        assert wrong["kind"] == "plain"

    def test_reads_scale_labels_with_their_amount_or_weight(self, dairy: Dairy) -> None:
        book = dairy.book
        book.add_product("00123", "散装糖", "千克", sale_price=D("10"))
        weighed = scanned(book.actor, "2100123007509", book.w1.pk)
        assert (weighed["weight"], weighed["amount"]) == ("0.75", "7.50")
        priced = scanned(book.actor, "2200123019998", book.w1.pk)
        assert (priced["weight"], priced["amount"], priced["is_amount"]) == ("1.999", "19.99", True)
        with pytest.raises(Problem) as refused:
            scanned(book.actor, "2100123007508", book.w1.pk)
        assert refused.value.code == "BARCODE_INVALID"


def test_the_dairy_agrees_with_itself(dairy: Dairy) -> None:
    assert disagreements(dairy.book.company_id) == []
    assert dairy.lot("B4").received_on == date(2026, 1, 5)
    assert TODAY - timedelta(days=1) == dairy.lot("B5").expires_on
