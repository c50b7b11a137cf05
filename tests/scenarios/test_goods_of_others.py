"""Goods of others are moved, frozen, lost on their way and given back in part (Q1, D-TR1, D-TRO, D-STS, D-CIN)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hengku.catalog.models import Product
from hengku.diagnosis.why.queries import explain
from hengku.documents.errors import CarriesTooMuch, FieldRequired
from hengku.documents.paper import PaperLine
from hengku.inventory.models import Lot
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting.errors import NegativeStock
from hengku.posting.lot_errors import LotRefused, SerialOfOthers
from hengku.reports.run import run_report
from hengku.settlement.models import Item
from hengku.warehousing.types.transfer_steps import OtherOwner
from tests.posting.books import entry, lines, residuals, snapshot
from tests.posting.desk import Desk, Doc, item_line
from tests.scenarios.test_custody import bought, do, held, here, lying, owners, taken_in
from tests.world import Book


def moved(book: Book, code: str, day: int, rows: list[PaperLine], **header: Any) -> Doc:
    """Goods of the supplier go from W1 to W2."""
    given = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk} | header
    return Desk(book).one(Desk(book).paper(code, day, rows, **given))


def lie_at(book: Book, product: Product) -> dict[tuple[str, str, bool], Decimal]:
    """Quantity by warehouse (or role), status, and whether the goods are another's."""
    rows = sql.rows(
        """SELECT coalesce(w.name, p.role), h.status, h.owner_id > 0, sum(h.quantity) FROM inventory_onhand AS h
           JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id
            AND p.role IN ('stock', 'transit')
           LEFT JOIN company_warehouse AS w ON w.company_id = p.company_id AND w.id = p.warehouse_id
           WHERE h.company_id = %s AND h.product_id = %s AND h.quantity > 0 GROUP BY 1, 2, 3""",
        (book.company_id, product.pk),
    )
    return {(place, status, theirs): quantity for place, status, theirs, quantity in rows}


class TestMovedForOthers:
    """D-TR1, D-TRO, D-TRI, D-STS of goods that are not ours (Q1): whose they are, their lot and number go along, and
    neither costs nor accounts do.
    """

    @pytest.mark.parametrize("scope", ["ORG", "WAREHOUSE"])
    def test_go_to_another_warehouse_as_whose_they_are(self, book: Book, scope: str) -> None:
        """20 at 2.00 of ours beside 50 of theirs; 30 of theirs move, and 10 of them are bought there."""
        desk = Desk(book)
        desk.decide("cost_scope", scope)
        desk.receive("20", "2.00", day=2)
        got = do(book, "consign_in", 2, [{"q": "50"}], party_id=book.supplier.pk)
        with pytest.raises(NegativeStock):  # ours are 20
            moved(book, "transfer_direct", 3, [item_line(book.cola, "21")], party_id=None)
        with pytest.raises(NegativeStock):  # and theirs 50
            moved(book, "transfer_direct", 3, [item_line(book.cola, "51")])
        before = snapshot(book)
        went = moved(book, "transfer_direct", 3, [item_line(book.cola, "30")])
        assert (entry(book, went.id), snapshot(book)["pools"]) == ([], before["pools"])
        assert lie_at(book, book.cola) == {
            ("主仓", "available", False): D(20), ("主仓", "available", True): D(20), ("门店", "available", True): D(30),
        }  # fmt: skip
        desk.reverse(went, day=3)
        assert lie_at(book, book.cola)["主仓", "available", True] == D(50)
        assert snapshot(book) == before
        moved(book, "transfer_direct", 3, [item_line(book.cola, "30")])
        tax = book.tax_code("VAT13").pk
        row = {"q": "10", "of": got.line, "price": D("3.00"), "tax_code_id": tax}
        way = {"party_id": book.supplier.pk, "price_mode": "EXCL", "data": {"way": "BUYOUT"}}
        done = do(book, "consign_in_settle", 5, [row], warehouse_id=book.w2.pk, **way)
        assert entry(book, done.id) == lines("借 1405 30.00; 贷 220202 30.00")
        with pytest.raises(NegativeStock):  # 20 of theirs are left in either warehouse
            do(book, "consign_in_return", 6, [{"q": "21", "of": got.line}], party_id=book.supplier.pk)
        do(book, "consign_in_return", 6, [{"q": "20", "of": got.line}], party_id=book.supplier.pk)
        assert lie_at(book, book.cola)["门店", "available", True] == D(20)

    def test_on_their_way_are_nobody_elses(self, book: Book) -> None:
        """30 sent: 20 arrive, 4 come back, 6 are lost, for which the owner gets 18.00 (§1.8 05)."""
        desk = Desk(book)
        do(book, "consign_in", 2, [{"q": "50"}], party_id=book.supplier.pk)
        sent = moved(book, "transfer_out", 3, [item_line(book.cola, "30")])
        assert lie_at(book, book.cola)["transit", "available", True] == D(30)

        def row(quantity: str, outcome: str, **data: str) -> PaperLine:
            return PaperLine(quantity=D(quantity), source_line_id=sent.line, data={"outcome": outcome, **data})

        rows = [row("20", "received"), row("4", "returned"), row("6", "lost")]
        with pytest.raises(FieldRequired):  # what does the owner get?
            moved(book, "transfer_in", 4, rows)
        with pytest.raises(OtherOwner):
            moved(book, "transfer_in", 4, [row("30", "received")], party_id=None)
        rows = [row("20", "received"), row("4", "returned"), row("6", "lost", owner_claim="18.00")]
        came = moved(book, "transfer_in", 4, rows)
        assert entry(book, came.id) == lines("借 5711 18.00; 贷 2241 18.00")
        assert residuals(book) == {("other_payable", book.supplier.pk): D("18.00")}
        assert lie_at(book, book.cola) == {("主仓", "available", True): D(24), ("门店", "available", True): D(20)}
        desk.reverse(came, day=4)
        assert (residuals(book), lie_at(book, book.cola)["transit", "available", True]) == ({}, D(30))

    def test_frozen_turned_and_shelved_as_whose_they_are(self, book: Book) -> None:
        """D-STS: 5 of a lot of theirs; 3 are frozen, 1 of the rest turns out to be of another lot."""
        desk = Desk(book)
        milk = book.add_product("MILK", "鲜奶", "瓶", tracking="lot")
        taken_in(desk, milk, "consign_in", lot_no="M1")
        desk.receive("4", "2.00", day=2, product=milk, data={"lot_no": "M1"})
        reason = {"warehouse_to_id": None, "data": {"reason": "quality"}}
        frozen = {"lot_no": "M1", "status": "available", "status_to": "frozen"}
        with pytest.raises(NegativeStock):
            moved(book, "stock_status_change", 3, [item_line(milk, "6", data=dict(frozen))], **reason)
        froze = moved(book, "stock_status_change", 3, [item_line(milk, "3", data=dict(frozen))], **reason)
        assert lie_at(book, milk) == {
            ("主仓", "available", False): D(4), ("主仓", "available", True): D(2), ("主仓", "frozen", True): D(3),
        }  # fmt: skip
        turned = {"lot_no": "M1", "lot_to": "M2", "status": "available", "status_to": "available"}
        moved(book, "stock_status_change", 4, [item_line(milk, "1", data=turned)], **reason)
        numbers = dict(Lot.objects.visible_to(book.actor).values_list("pk", "lot_no"))
        theirs = {numbers[lot]: quantity for owner, lot, quantity in lying(book, milk) if owner and quantity < 3}
        assert theirs == {"M1": D(1), "M2": D(1)}
        assert entry(book, froze.id) == []
        desk.reverse(froze, day=4)
        assert lie_at(book, milk)["主仓", "available", True] == D(5)

    def test_pieces_go_by_their_number(self, book: Book) -> None:
        desk = Desk(book)
        phone = book.add_product("PHONE", "手机", "台", tracking="serial")
        desk.receive("1", "50.00", day=2, product=phone, data={"serials": "OURS"})
        line = item_line(phone, "3", data={"serials": "T1 T2 T3"})
        got = desk.one(desk.paper("consign_in", 2, [line], **here(book)))
        with pytest.raises(SerialOfOthers):
            moved(book, "transfer_direct", 3, [item_line(phone, "1", data={"serials": "OURS"})])
        with pytest.raises(SerialOfOthers):
            moved(book, "transfer_direct", 3, [item_line(phone, "1", data={"serials": "T1"})], party_id=None)
        moved(book, "transfer_direct", 3, [item_line(phone, "2", data={"serials": "T1 T2"})])
        back = item_line(phone, "1", source_line_id=got.line, data={"serials": "T1"})
        header = {"party_id": book.supplier.pk, "warehouse_id": book.w2.pk}
        desk.one(desk.paper("consign_in_return", 4, [back], **header))
        assert owners(book)["T2"] == book.supplier.pk
        assert lie_at(book, phone) == {
            ("主仓", "available", False): D(1), ("主仓", "available", True): D(1), ("门店", "available", True): D(1),
        }  # fmt: skip


class TestGivenBackInPart:
    """D-CIN: of 50 that came, 20 are bought, 12 go back, and no more than the rest may be sold, bought or go back."""

    def test_what_was_neither_sold_nor_bought(self, book: Book) -> None:
        desk, tax = Desk(book), book.tax_code("VAT13").pk
        got = do(book, "consign_in", 2, [{"q": "50"}], party_id=book.supplier.pk)
        way = {"party_id": book.supplier.pk, "price_mode": "EXCL", "data": {"way": "BUYOUT"}}

        def settled(quantity: str, day: int) -> Doc:
            row = {"q": quantity, "of": got.line, "price": D("2.00"), "tax_code_id": tax}
            return do(book, "consign_in_settle", day, [row], **way)

        def back(quantity: str, day: int) -> Doc:
            return do(book, "consign_in_return", day, [{"q": quantity, "of": got.line}], party_id=book.supplier.pk)

        settled("20", 5)
        with pytest.raises(CarriesTooMuch):  # 30 were not settled, however many lie here
            back("31", 6)
        before = snapshot(book)
        gone = back("12", 6)
        assert (entry(book, gone.id), held(book)) == ([], {"stock available": D(20), "stock theirs": D(18)})
        with pytest.raises(CarriesTooMuch):
            settled("19", 7)
        (row,) = run_report(book.actor, "held_for_others", {}, today=book.day(10)).rows
        assert (row["sent"], row["back"], row["settled"], row["quantity_left"]) == (D(50), D(12), D(20), D(18))
        assert explain(book.actor, row["questions"]["back"], today=book.day(10)).figure == D(12)
        last = settled("18", 7)
        with pytest.raises(Problem):  # what followed goes first
            desk.reverse(got, day=8)
        desk.reverse(last, day=8)
        desk.reverse(gone, day=8)
        assert held(book) == {"stock available": D(20), "stock theirs": D(30)}
        assert snapshot(book) == before

    def test_expired_goods_go_back_too(self, book: Book) -> None:
        desk = Desk(book)
        milk = book.add_product("MILK", "鲜奶", "瓶", tracking="lot", shelf_life=30)
        got = taken_in(desk, milk, "consign_in", lot_no="M1", produced_on=book.day(1).isoformat())
        with pytest.raises(LotRefused):
            bought(desk, milk, got, "1", day=40)
        row = item_line(milk, "2", source_line_id=got.line)
        gone = desk.one(desk.paper("consign_in_return", 40, [row], **here(book)))
        assert [quantity for _, _, quantity in lying(book, milk)] == [D(3)]
        desk.reverse(gone, day=40)
        assert [quantity for _, _, quantity in lying(book, milk)] == [D(5)]


def kept_for(book: Book) -> list[tuple[Decimal, ...]]:
    """What the report tells of each receipt: lost, owed for it, here."""
    rows = run_report(book.actor, "held_for_others", {}, today=book.day(20)).rows
    return [(row["lost"], row["owed"], row["quantity_left"]) for row in rows]


class TestLostWhileKept:
    """D-LOS, C19, §1.8: what is lost of goods of others is no longer here, and its owner is owed what was agreed."""

    def test_is_taken_off_the_oldest_and_owed_until_paid(self, book: Book) -> None:
        """10 and 30 came in, 4 of the first went back; 9 spoil, for which the owner gets 27.00: 6 and 3 of the two."""
        desk, theirs = Desk(book), {"party_id": book.supplier.pk}
        desk.receive("5", "2.00", day=2)
        first = do(book, "consign_in", 2, [{"q": "10"}], **theirs)
        do(book, "borrow_in", 3, [{"q": "30"}], **theirs)
        do(book, "consign_in_return", 3, [{"q": "4", "of": first.line}], **theirs)
        before = snapshot(book)
        said = {"stage": "STORAGE", "reason": "SPOILAGE", "responsible": "张三", "shift": "morning"}
        with pytest.raises(FieldRequired):  # what does the owner get?
            do(book, "loss_report", 5, [{"q": "9", "data": said}], **theirs)
        with pytest.raises(NegativeStock):  # 36 of theirs are here
            do(book, "loss_report", 5, [{"q": "37", "data": said | {"owner_claim": "1.00"}}], **theirs)
        lost = do(book, "loss_report", 5, [{"q": "9", "data": said | {"owner_claim": "27.00"}}], **theirs)
        assert entry(book, lost.id) == lines("借 1901 27.00; 贷 1901 27.00; 借 5711 27.00; 贷 2241 27.00")
        assert snapshot(book)["pools"] == before["pools"]
        assert kept_for(book) == [(D(6), D("18.00"), D(0)), (D(3), D("9.00"), D(27))]
        report = run_report(book.actor, "held_for_others", {}, today=book.day(20))
        assert report.totals["quantity_left"] == lie_at(book, book.cola)["主仓", "available", True] == D(27)
        for row in report.rows:
            for column, question in row["questions"].items():
                answer = explain(book.actor, question, today=book.day(20))
                assert (answer.figure, answer.agrees) == (row[column], True), column
        (item,) = Item.objects.visible_to(book.actor).filter(kind="other_payable").values_list("pk", flat=True)
        desk.pay("27.00", 6, purpose="owed", item=item)
        assert kept_for(book) == [(D(3), D("9.00"), D(27))]

    def test_undone_nothing_was_lost(self, book: Book) -> None:
        desk, theirs = Desk(book), {"party_id": book.supplier.pk}
        do(book, "consign_in", 2, [{"q": "10"}], **theirs)
        said = {"stage": "SELLING", "reason": "SPOILAGE", "responsible": "张三", "shift": "morning", "owner_claim": "8.00"}
        lost = do(book, "loss_report", 5, [{"q": "10", "data": said}], **theirs)
        assert entry(book, lost.id) == lines("借 5401 8.00; 贷 2241 8.00")
        assert kept_for(book) == [(D(10), D("8.00"), D(0))]
        desk.reverse(lost, day=6)
        assert (kept_for(book), residuals(book)) == ([(D(0), D(0), D(10))], {})
