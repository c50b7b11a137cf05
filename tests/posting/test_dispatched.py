"""Revenue on invoice: an issue that is recast after it was invoiced gives the invoiced share on (T11, C9)."""

from __future__ import annotations

import pytest

from hengku.kit.numbers import D
from tests.posting.books import balance
from tests.posting.desk import Desk
from tests.world import Book


@pytest.fixture
def desk(book: Book) -> Desk:
    """Ten pieces at 10, revenue on invoice."""
    made = Desk(book)
    made.decide("revenue_mode", "ON_INVOICE")
    made.opening("10", "100.00")
    return made


class TestRecastAfterTheInvoice:
    def test_all_invoiced_nothing_stays(self, book: Book, desk: Desk) -> None:
        issue = desk.issue("4", day=10)
        desk.invoice_sale("4", "40.00", "5.20", 12, issue.line)
        assert (balance(book, "1406"), balance(book, "5401")) == (D("0"), D("40.00"))
        desk.receive("10", "13", day=5)
        assert (balance(book, "1406"), balance(book, "5401")) == (D("0"), D("46.00"))

    def test_partly_invoiced_the_rest_stays_and_goes_with_the_next_invoice(
        self, book: Book, desk: Desk
    ) -> None:
        issue = desk.issue("4", day=10)
        desk.invoice_sale("1", "10.00", "1.30", 12, issue.line)
        desk.receive("10", "13", day=5)
        assert (balance(book, "1406"), balance(book, "5401")) == (D("34.50"), D("11.50"))
        desk.invoice_sale("3", "30.00", "3.90", 14, issue.line)
        assert (balance(book, "1406"), balance(book, "5401")) == (D("0"), D("46.00"))

    def test_reversing_the_invoice_takes_it_back(self, book: Book, desk: Desk) -> None:
        issue = desk.issue("4", day=10)
        invoice = desk.invoice_sale("4", "40.00", "5.20", 12, issue.line)
        desk.receive("10", "13", day=5)
        desk.reverse(invoice, day=15)
        assert (balance(book, "1406"), balance(book, "5401")) == (D("46.00"), D("0"))
        desk.receive("10", "13", day=4)
        desk.invoice_sale("4", "40.00", "5.20", 16, issue.line)
        assert balance(book, "1406") == D("0")

    def test_an_invoice_of_the_receipt_recasts_it_too(self, book: Book, desk: Desk) -> None:
        receipt = desk.receive("10", "13", day=5)
        issue = desk.issue("20", day=10)
        desk.invoice_sale("20", "400.00", "52.00", 12, issue.line)
        desk.invoice_purchase("10", "150.00", "19.50", 15, receipt.line)
        assert (balance(book, "1406"), balance(book, "5401")) == (D("0"), D("250.00"))

    def test_with_revenue_on_issue_a_reversed_invoice_leaves_cost_alone(self, book: Book) -> None:
        """Found by a random history: of two invoices one was reversed, and 发出商品 got what it never held."""
        desk = Desk(book)
        desk.opening("10", "100.00")
        issue = desk.issue("4", day=10)
        first = desk.invoice_sale("1", "10.00", "1.30", 12, issue.line)
        desk.invoice_sale("2", "20.00", "2.60", 13, issue.line)
        desk.reverse(first, day=14)
        assert (balance(book, "1406"), balance(book, "5401")) == (D("0"), D("40.00"))

    @pytest.mark.books_may_break
    def test_negative_control_without_it_the_audit_finds_what_stays(
        self, book: Book, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from hengku.posting import decide

        issue = desk.issue("4", day=10)
        desk.invoice_sale("4", "40.00", "5.20", 12, issue.line)
        monkeypatch.setattr(decide, "rebalance_dispatched", lambda *_: None)
        desk.receive("10", "13", day=5)
        assert balance(book, "1406") == D("6.00")
