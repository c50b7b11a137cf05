"""One pool for the company or one per warehouse (C2): what transfers, returns and reversals carry."""

from __future__ import annotations

import pytest

from hengku.kit.numbers import D
from tests.posting.books import balance, entry, hand, pool, snapshot
from tests.posting.desk import Desk
from tests.world import Book


@pytest.fixture
def desk(book: Book) -> Desk:
    """10 worth 100.00 in W1 and 10 worth 200.00 in W2, a pool for each."""
    found = Desk(book)
    found.decide("cost_scope", "WAREHOUSE")
    found.opening("10", "100.00")
    found.opening("10", "200.00", warehouse=book.w2)
    return found


class TestPoolsOfWarehouses:
    def test_ma_10a_a_transfer_carries_its_cost(self, book: Book, desk: Desk) -> None:
        transfer = desk.transfer("5", day=5)
        assert entry(book, transfer.id) == []
        assert pool(book, warehouse=book.w1) == (D(5), D("50.00"))
        assert pool(book, warehouse=book.w2) == (D(15), D("250.00"))
        issue = desk.issue("3", day=6, warehouse=book.w2)
        assert "借 5401 50.00" in entry(book, issue.id)
        assert pool(book, warehouse=book.w2) == (D(12), D("200.00"))

    def test_a_reversed_transfer_takes_back_what_it_carried(self, book: Book, desk: Desk) -> None:
        """R5: at the cost of the original line, not at that of the pool it went to."""
        before = snapshot(book)
        transfer = desk.transfer("5", day=5)
        desk.reverse(transfer, day=6)
        assert pool(book, warehouse=book.w1) == (D(10), D("100.00"))
        assert pool(book, warehouse=book.w2) == (D(10), D("200.00"))
        assert snapshot(book) == before

    def test_a_reversed_transfer_follows_when_the_transfer_is_recast(self, book: Book, desk: Desk) -> None:
        """A late receipt makes the 5 worth 57.50: that went, and that comes back."""
        transfer = desk.transfer("5", day=5)
        desk.reverse(transfer, day=6)
        desk.receive("10", "13", day=3)
        assert pool(book, warehouse=book.w1) == (D(20), D("230.00"))
        assert pool(book, warehouse=book.w2) == (D(10), D("200.00"))

    def test_a_late_receipt_travels_with_the_goods(self, book: Book, desk: Desk) -> None:
        """C9: out of W1 on the 5th, sold in W2 on the 6th; a receipt in W1 on the 3rd recosts both.

        W1 20/230: 5 go for 57.50. W2 15/257.50: 3 cost 51.50.
        """
        desk.transfer("5", day=5)
        desk.issue("3", day=6, warehouse=book.w2)
        late = desk.receive("10", "13", day=3)
        assert entry(book, late.id, "recost") == sorted(["借 5401 1.50", "贷 1405 1.50"])
        assert pool(book, warehouse=book.w1) == (D(15), D("172.50"))
        assert pool(book, warehouse=book.w2) == (D(12), D("206.00"))
        assert balance(book, "5401") == D("51.50")

    def test_goods_come_back_into_the_pool_they_come_to(self, book: Book, desk: Desk) -> None:
        issue = desk.issue("4", day=5)
        desk.take_back("4", day=6, issue=issue.line, warehouse=book.w2)
        assert pool(book, warehouse=book.w1) == (D(6), D("60.00"))
        assert pool(book, warehouse=book.w2) == (D(14), D("240.00"))

    def test_an_invoice_finds_the_receipts_pool(self, book: Book, desk: Desk) -> None:
        receipt = desk.receive("10", "10", day=3, warehouse=book.w2)
        desk.transfer("10", day=5, warehouse=book.w2, to=book.w1)
        desk.invoice_purchase("10", "120.00", "15.60", day=8, source=receipt.line)
        assert pool(book, warehouse=book.w2) == (D(10), D("160.00"))
        assert pool(book, warehouse=book.w1) == (D(20), D("260.00"))


class TestOnePool:
    def test_ma_10b_a_transfer_changes_no_cost(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.opening("10", "200.00", warehouse=book.w2)
        transfer = desk.transfer("5", day=5)
        assert entry(book, transfer.id) == []
        assert pool(book) == (D(20), D("300.00"))
        issue = desk.issue("3", day=6, warehouse=book.w2)
        assert "借 5401 45.00" in entry(book, issue.id)
        assert pool(book) == (D(17), D("255.00"))
        assert (hand(book), hand(book, warehouse=book.w2)) == ((D(5), D(0)), (D(12), D(0)))
