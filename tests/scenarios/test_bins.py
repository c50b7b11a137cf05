"""Goods in bins and lots (Q6–Q8, D-PK): told with what lies where and what is held."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.documents.paper import PaperLine
from hengku.inventory.actions_bins import BinHoldsStock, change_bin, create_bin
from hengku.inventory.models import Place
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from tests.posting.desk import Desk, Doc, item_line
from tests.world import Book

LIES = """
SELECT p.bin || CASE WHEN h.lot_id = 0 THEN '' ELSE '#' || h.lot_id END, h.quantity, h.reserved
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
WHERE h.company_id = %s AND (h.quantity <> 0 OR h.reserved <> 0) ORDER BY 1
"""


def lies(book: Book) -> dict[str, tuple[Decimal, Decimal]]:
    """On hand and reserved by bin and lot; "" is the warehouse itself."""
    return {place: (quantity, held) for place, quantity, held in sql.rows(LIES, (book.company_id,))}


def move(book: Book, day: int, quantity: str, source: str, target: str) -> Doc:
    """移库位."""
    data = {"status": "available", "status_to": "available", "bin": source, "bin_to": target}
    line = PaperLine(product_id=book.cola.pk, quantity=D(quantity), data=data)
    desk = Desk(book)
    return desk.one(
        desk.paper("stock_status_change", day, [line], warehouse_id=book.w1.pk, data={"reason": "bin"})
    )


def pick(book: Book, day: int, order: int, quantity: str, **data: str) -> Doc:
    """拣货."""
    line = PaperLine(quantity=D(quantity), source_line_id=order, data=dict(data))
    desk = Desk(book)
    header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
    return desk.one(desk.paper("pick_list", day, [line], **header))


def issue(book: Book, day: int, order: int, quantity: str, **more: object) -> Doc:
    """销售出库 of an order line."""
    line = item_line(book.cola, quantity, None, source_line_id=order, **more)
    desk = Desk(book)
    header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
    return desk.one(desk.paper("sales_issue", day, [line], **header))


@pytest.fixture
def bins(book: Book) -> Book:
    """W1 has the bins A-01 and B-01, and with them STAGING; 20 cola came in, 12 of them lie in A-01."""
    for code in ("a-01", "B-01"):
        create_bin(actor=book.actor, warehouse_id=book.w1.pk, code=code)
    Desk(book).receive("20", "2.00", day=2)
    move(book, 3, "12", "", "A-01")
    return book


class TestBins:
    def test_what_lies_in_a_warehouse_is_what_lies_in_its_bins(self, bins: Book) -> None:
        assert lies(bins) == {"": (D(8), D(0)), "A-01": (D(12), D(0))}
        Desk(bins).order_sale("15", day=4)  # more than lies in any one bin
        assert {place: held for place, (_, held) in lies(bins).items()} == {"": D(8), "A-01": D(7)}

    def test_a_bin_cannot_give_more_than_lies_in_it(self, bins: Book) -> None:
        with pytest.raises(Problem):
            move(bins, 4, "13", "A-01", "B-01")
        with pytest.raises(Problem):
            move(bins, 4, "1", "A-01", "C-99")
        undo = move(bins, 4, "5", "A-01", "B-01")
        assert lies(bins)["B-01"] == (D(5), D(0))
        Desk(bins).reverse(undo, day=5)
        assert lies(bins) == {"": (D(8), D(0)), "A-01": (D(12), D(0))}

    def test_promised_goods_are_picked_and_sent(self, bins: Book) -> None:
        """All 20 are promised; picking moves them, the promise stays; a short pick gives back what is missing."""
        order = Desk(bins).order_sale("20", day=4).line
        pick(bins, 5, order, "10", bin="A-01", short_quantity="2", short_reason="not_found")
        found = lies(bins)
        assert {place: quantity for place, (quantity, _) in found.items()} == {
            "": D(8), "A-01": D(2), "STAGING": D(10)
        }  # fmt: skip
        assert sum(held for _, held in found.values()) == D(18)
        issue(bins, 6, order, "10", data={"bin": "STAGING"})
        found = lies(bins)
        assert ("STAGING" in found, sum(held for _, held in found.values())) == (False, D(8))
        with pytest.raises(Problem):  # why is it short?
            pick(bins, 6, order, "1", bin="A-01", short_quantity="1")

    def test_closing_an_order_frees_what_it_held_in_every_bin(self, bins: Book) -> None:
        from hengku.posting.actions import close_short
        from tests.posting.desk import NOW

        order = Desk(bins).order_sale("15", day=4)
        close_short(actor=bins.actor, document_id=order.id, reason="客户取消", now=NOW)
        assert lies(bins) == {"": (D(8), D(0)), "A-01": (D(12), D(0))}

    def test_a_bin_that_holds_something_stays(self, bins: Book) -> None:
        place = Place.objects.visible_to(bins.actor).get(bin="A-01")
        with pytest.raises(BinHoldsStock):
            change_bin(actor=bins.actor, bin_id=place.pk, is_active=False)
        move(bins, 4, "12", "A-01", "")
        change_bin(actor=bins.actor, bin_id=place.pk, is_active=False)
        with pytest.raises(Problem):
            move(bins, 5, "1", "", "A-01")


class TestEveryDocument:
    """Every document says the bin of its goods; where it says none they are taken from where they lie."""

    def test_what_goes_is_taken_from_where_it_lies(self, bins: Book) -> None:
        desk = Desk(bins)
        desk.receive("5", "2.00", day=4, data={"bin": "B-01"})
        desk.receive("1", "2.00", day=4)
        assert {place: quantity for place, (quantity, _) in lies(bins).items()} == {
            "": D(9), "A-01": D(12), "B-01": D(5)
        }  # fmt: skip
        desk.issue("9", day=5)  # what is not put away
        with pytest.raises(Problem):
            desk.issue("1", day=5)  # the rest stands on shelves, and nobody said which
        desk.issue("5", day=5, data={"bin": "B-01"})
        move(bins, 6, "2", "A-01", "STAGING")
        move(bins, 6, "3", "A-01", "")
        desk.issue("2", day=6)  # what was picked goes first
        assert {place: quantity for place, (quantity, _) in lies(bins).items()} == {"": D(3), "A-01": D(7)}

    def test_other_documents_take_from_and_put_into_bins(self, bins: Book) -> None:
        desk, house = Desk(bins), {"warehouse_id": bins.w1.pk}

        def do(code: str, quantity: str, said: dict[str, str], **header: object) -> Doc:
            line = PaperLine(product_id=bins.cola.pk, quantity=D(quantity), data=said)
            return desk.one(desk.paper(code, 5, [line], **{**house, **header}))

        do("other_in", "3", {"bin": "B-01"}, data={"purpose": "donated"})
        used = do(
            "internal_issue", "2", {"bin": "A-01", "purpose": "office"}, department_id=bins.department.pk
        )
        do("other_out", "1", {"bin": "B-01"}, data={"purpose": "research"})
        do("loan_out", "4", {"bin": "A-01"}, party_id=bins.customer.pk)
        frozen = {"status": "available", "status_to": "frozen", "bin": "A-01"}
        do("stock_status_change", "1", frozen, data={"reason": "quality"})
        with pytest.raises(Problem):
            do("other_in", "3", {"bin": "C-99"}, data={"purpose": "donated"})
        # lent and frozen goods stay where they stood: 12 - 2 in A-01, of which 5 are not to be promised
        found = sql.rows(LIES, (bins.company_id,))
        assert [f"{place} {quantity.normalize():f}" for place, quantity, _ in sorted(found)] == [
            " 8", "A-01 1", "A-01 4", "A-01 5", "B-01 2"
        ]  # fmt: skip
        desk.reverse(used, day=6)
        assert ("A-01", D(7)) in [row[:2] for row in sql.rows(LIES, (bins.company_id,))]

    def test_goods_from_the_way_are_put_into_bins_of_where_they_arrive(self, book: Book) -> None:
        create_bin(actor=book.actor, warehouse_id=book.w2.pk, code="Z-01")
        desk = Desk(book)
        desk.receive("10", "2.00", day=2)
        ends = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk}
        sent = desk.one(desk.paper("transfer_out", 3, [item_line(book.cola, "10")], **ends))

        def arrive(quantity: str, **data: str) -> Doc:
            said = {"outcome": "received", **data}
            line = item_line(book.cola, quantity, source_line_id=sent.line, data=said)
            return desk.one(desk.paper("transfer_in", 4, [line], data={"rest_stays": True}, **ends))

        arrive("6", bin="Z-01")
        arrive("3")
        with pytest.raises(Problem):
            arrive("1", bin="A-01")
        assert {place: quantity for place, (quantity, _) in lies(book).items()} == {"Z-01": D(6), "": D(3)}


class TestLots:
    """The engine's part: a line's lot reaches moves and balances, and returns and reversals keep it."""

    def test_each_lot_is_a_balance(self, book: Book) -> None:
        desk = Desk(book)
        first = desk.receive("10", "2.00", day=2, lot_id=7)
        desk.receive("10", "4.00", day=3, lot_id=8)
        assert lies(book) == {"#7": (D(10), D(0)), "#8": (D(10), D(0))}
        with pytest.raises(Problem):
            issue(book, 4, desk.order_sale("11", day=4).line, "11", lot_id=7)
        back = desk.send_back("4", 5, receipt=first.line)
        assert lies(book)["#7"][0] == D(6)
        desk.reverse(back, day=6)
        assert lies(book)["#7"][0] == D(10)

    def test_a_promise_is_kept_out_of_any_lot(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "2.00", day=2, lot_id=7)
        desk.receive("10", "2.00", day=2, lot_id=8)
        mine, other = desk.order_sale("8", day=3).line, desk.order_sale("8", day=3).line
        assert sum(held for _, held in lies(book).values()) == D(16)
        issue(book, 4, mine, "8", lot_id=8)
        assert lies(book) == {"#7": (D(10), D(8)), "#8": (D(2), D(0))}
        issue(book, 5, other, "8", lot_id=7)
        assert lies(book) == {"#7": (D(2), D(0)), "#8": (D(2), D(0))}
