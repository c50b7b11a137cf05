"""No more goes out than there is (Q7), nobody takes what is held for another (Q8), and where it is allowed, below zero (C5)."""

from __future__ import annotations

import pytest

from hengku.kit.errors import Problems
from hengku.kit.numbers import D
from hengku.posting.actions import close_short
from hengku.posting.errors import NegativeStock
from tests.posting.books import balance, entry, hand, lines, pool, snapshot
from tests.posting.desk import NOW, Desk, item_line
from tests.world import Book


class TestNegativeStock:
    def test_is_refused_with_what_can_be_done(self, book: Book) -> None:
        """INV-02: how much could go, where else there is some, and who holds the rest."""
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        desk.receive("7", "10", day=2, warehouse=book.w2)
        order = desk.order_sale("4", day=3)
        before = snapshot(book)
        with pytest.raises(NegativeStock) as refused:
            desk.issue("8", day=5)
        said = refused.value
        assert (said.product, said.place) == ("可乐", "主仓")
        assert (said.asked, said.available, said.on_hand, said.reserved) == (D(8), D(6), D(10), D(4))
        assert said.elsewhere == [{"place": "门店", "available": "7"}]
        assert said.held_by == [{"document_id": order.id, "number": order.number, "quantity": "4"}]
        assert (said.code, said.where.line_no, said.where.field) == ("NEGATIVE_STOCK", 1, "quantity")
        assert "只有 6 可用(现存 10,预留 4),本次要出 8" in said.message()
        assert snapshot(book) == before
        desk.issue("6", day=5)

    def test_every_short_line_of_every_paper_is_told_at_once(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        first, second = desk.issue_paper("8", 5), desk.issue_paper("3", 6)
        first.lines.append(item_line(book.rice, "1", "5"))
        with pytest.raises(Problems) as refused:
            desk.post(first, second)
        found = {(p.where.document, p.where.line_no, p.data()["available"]) for p in refused.value.problems}
        assert found == {(0, 2, "0"), (1, 1, "2")}

    def test_lines_of_one_product_are_added_up(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        paper = desk.issue_paper("6", 5)
        paper.lines.append(item_line(book.cola, "5", "11.30"))
        with pytest.raises(NegativeStock) as refused:
            desk.one(paper)
        assert (refused.value.where.line_no, refused.value.available) == (2, D(4))

    def test_what_comes_in_first_may_go_out_in_the_same_call(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.paper("purchase_receipt", 5, [item_line(book.cola, "10", "10")], price_mode="EXCL")
        receipt.party_id, receipt.warehouse_id = book.supplier.pk, book.w1.pk
        desk.post(receipt, desk.issue_paper("10", 5))
        assert (hand(book), balance(book, "5401")) == ((D(0), D(0)), D("100.00"))

    def test_by_date_and_not_by_order_of_the_call(self, book: Book) -> None:
        """G6: the issue of the 4th comes before the receipt of the 5th, wherever it stands in the call."""
        desk = Desk(book)
        receipt = desk.paper("purchase_receipt", 5, [item_line(book.cola, "10", "10")], price_mode="EXCL")
        receipt.party_id, receipt.warehouse_id = book.supplier.pk, book.w1.pk
        with pytest.raises(NegativeStock):
            desk.post(receipt, desk.issue_paper("10", 4))

    @pytest.mark.parametrize("way", ["transfer", "lose", "send_back", "adjust"])
    def test_is_refused_whatever_takes_it(self, book: Book, way: str) -> None:
        desk = Desk(book)
        desk.receive("3", "10", day=2)
        acts = {
            "transfer": lambda: desk.transfer("4", 5),
            "lose": lambda: desk.lose("4", 5),
            "send_back": lambda: desk.send_back("4", 5),
            "adjust": lambda: desk.adjust("4", 5, "DISASTER"),
        }
        with pytest.raises(NegativeStock) as refused:
            acts[way]()
        assert refused.value.available == D(3)

    def test_is_refused_by_a_reversal_of_what_was_sold_since(self, book: Book) -> None:
        """R1 ④: a receipt cannot go when its goods are gone."""
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=2)
        desk.issue("4", day=5)
        with pytest.raises(NegativeStock) as refused:
            desk.reverse(receipt, day=6)
        assert refused.value.available == D(6)


class TestReservations:
    def test_are_not_taken_by_others(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        order = desk.order_sale("7", day=3)
        with pytest.raises(NegativeStock) as refused:
            desk.issue("4", day=5)
        assert refused.value.available == D(3)
        desk.issue("3", day=5)
        assert hand(book) == (D(7), D(7))
        desk.issue("7", day=6, order=order.line, price=None)
        assert hand(book) == (D(0), D(0))

    def test_of_one_order_do_not_serve_another(self, book: Book) -> None:
        """Two orders of 6 on 10: the second holds 4; its issue of 6 would take 2 that the first holds."""
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        desk.order_sale("6", day=3)
        second = desk.order_sale("6", day=3)
        with pytest.raises(NegativeStock) as refused:
            desk.issue("6", day=5, order=second.line, price=None)
        assert refused.value.available == D(4)
        desk.issue("4", day=5, order=second.line, price=None)
        assert hand(book) == (D(6), D(6))

    def test_do_not_cross_warehouses(self, book: Book) -> None:
        """Q8 预留不跨仓: sold from W2, what is held in W1 is free again."""
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        desk.receive("10", "10", day=2, warehouse=book.w2)
        order = desk.order_sale("6", day=3)
        desk.issue("6", day=5, order=order.line, price=None, warehouse=book.w2)
        assert (hand(book), hand(book, warehouse=book.w2)) == ((D(10), D(0)), (D(4), D(0)))

    def test_end_when_the_order_is_closed(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        order = desk.order_sale("7", day=3)
        desk.issue("2", day=5, order=order.line, price=None)
        close_short(actor=book.actor, document_id=order.id, reason="客户不要了", now=NOW)
        assert hand(book) == (D(8), D(0))
        desk.issue("8", day=6)

    def test_in_one_call_see_what_went_before(self, book: Book) -> None:
        """A receipt, an order and an issue for somebody else in one call are as one after the other."""
        desk = Desk(book)
        receipt = desk.paper("purchase_receipt", 5, [item_line(book.cola, "10", "10")], price_mode="EXCL")
        receipt.party_id, receipt.warehouse_id = book.supplier.pk, book.w1.pk
        order = desk.paper("sales_order", 5, [item_line(book.cola, "8", "11.30")])
        order.party_id, order.warehouse_id = book.customer.pk, book.w1.pk
        desk.post(receipt, desk.issue_paper("4", 5), order)
        assert hand(book) == (D(6), D(6))


class TestAllowedBelowZero:
    """C5, where the warehouse allows it (Q7)."""

    def test_ma_05_an_issue_across_zero_is_trued_up_by_the_receipt(self, book: Book) -> None:
        desk = Desk(book)
        here = desk.negative_warehouse()
        desk.opening("5", "50.00", warehouse=here)
        first = desk.issue("8", day=5, warehouse=here)
        assert "借 5401 80.00" in entry(book, first.id)
        assert (hand(book, warehouse=here), pool(book)) == ((D(-3), D(0)), (D(-3), D("-30.00")))
        receipt = desk.receive("10", "12", day=9, warehouse=here)
        assert entry(book, receipt.id) == lines(
            "借 1405 120.00; 贷 220202 120.00; 借 5401 6.00; 贷 1405 6.00"
        )
        last = desk.issue("7", day=10, warehouse=here)
        assert "借 5401 84.00" in entry(book, last.id)
        assert (hand(book, warehouse=here), pool(book)) == ((D(0), D(0)), (D(0), D("0.00")))

    def test_a_late_receipt_takes_the_true_up_back(self, book: Book) -> None:
        """The goods that were missing on the 5th had come on the 4th: nothing was ever below zero."""
        desk = Desk(book)
        here = desk.negative_warehouse()
        desk.opening("5", "50.00", warehouse=here)
        desk.issue("8", day=5, warehouse=here)
        desk.receive("10", "12", day=9, warehouse=here)
        assert balance(book, "5401") == D("86.00")
        late = desk.receive("5", "10", day=4, warehouse=here)
        assert entry(book, late.id, "recost") == lines("借 5401 -6.00; 贷 1405 -6.00")
        assert (pool(book), balance(book, "5401")) == ((D(12), D("140.00")), D("80.00"))

    def test_what_is_held_for_an_order_is_held_there_too(self, book: Book) -> None:
        """Below zero means selling what is not there, not what was promised to somebody else."""
        desk = Desk(book)
        here = desk.negative_warehouse()
        desk.opening("10", "100.00", warehouse=here)
        order = desk.order_sale("10", day=3, warehouse=here)
        with pytest.raises(NegativeStock) as refused:
            desk.issue("5", day=5, warehouse=here)
        assert (refused.value.available, refused.value.reserved) == (D(0), D(10))
        desk.issue("10", day=5, order=order.line, price=None, warehouse=here)
        desk.issue("5", day=6, warehouse=here)
        assert hand(book, warehouse=here) == (D(-5), D(0))

    def test_elsewhere_it_stays_refused(self, book: Book) -> None:
        desk = Desk(book)
        desk.negative_warehouse()
        with pytest.raises(NegativeStock):
            desk.issue("1", day=5)
