"""The accounting of orders, receipts, returns and invoices of purchases: entries to the fen (D-PO … D-PINVR, C6, C15)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.documents.errors import CarriesTooMuch
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Problems
from hengku.kit.numbers import D
from hengku.posting.errors import PeriodClosed
from tests.posting.books import accounts, balance, entry, hand, lines, pool, residuals, state
from tests.posting.desk import Desk, item_line
from tests.world import Book

NOTHING = (Decimal(0), Decimal(0))


def cogs(standard: str) -> str:
    return "5401" if standard == "small" else "6401"


class TestPurchaseOrder:
    def test_touches_no_book_and_is_done_by_receipts(self, book: Book) -> None:
        desk = Desk(book)
        order = desk.order_purchase("10")
        assert (accounts(book), hand(book)) == ({}, NOTHING)
        assert state(book, order.id) == "approved"
        first = desk.receive("4", None, order=order.line)
        assert state(book, order.id) == "partial"
        desk.receive("6", None, order=order.line, day=6)
        assert state(book, order.id) == "done"
        desk.reverse(first, day=7)
        assert state(book, order.id) == "partial"

    def test_over_delivery_is_refused_by_what_is_left(self, book: Book) -> None:
        desk = Desk(book)
        order = desk.order_purchase("10")
        desk.receive("4", None, order=order.line)
        with pytest.raises(CarriesTooMuch) as refused:
            desk.receive("7", None, order=order.line, day=6)
        assert (refused.value.asked, refused.value.left) == (D(7), D(6))
        assert refused.value.source_number == order.number
        assert (refused.value.where.line_no, refused.value.where.field) == (1, "quantity")

    @pytest.mark.parametrize(("quantity", "passes"), [("10.5", True), ("10.501", False)])
    def test_tolerance_comes_from_the_setting_on_the_day(
        self, book: Book, quantity: str, passes: bool
    ) -> None:
        """over_receipt_pct 5% from the 6th on (1.1.4)."""
        desk = Desk(book)
        desk.decide("over_receipt_pct", "0.05", day=6)
        order = desk.order_purchase("10", product=book.apple)
        with pytest.raises(CarriesTooMuch):
            desk.receive("10.001", None, order=order.line, day=5, product=book.apple)
        if passes:
            desk.receive(quantity, None, order=order.line, day=6, product=book.apple)
            assert state(book, order.id) == "done"
        else:
            with pytest.raises(CarriesTooMuch):
                desk.receive(quantity, None, order=order.line, day=6, product=book.apple)


@pytest.mark.parametrize("standard", ["small", "enterprise"])
class TestPurchaseReceipt:
    def test_debits_inventory_and_credits_the_estimate(self, database: object, standard: str) -> None:
        book = Book(standard=standard)
        done = Desk(book).receive("100", "10")
        assert entry(book, done.id) == lines("借 1405 1000.00; 贷 220202 1000.00")
        assert pool(book) == (D(100), D("1000.00"))
        assert residuals(book) == {("ap_estimated", book.supplier.pk): D("1000.00")}

    def test_gifts_come_in_at_nothing(self, database: object, standard: str) -> None:
        """D-PIN: same product, same batch: the gift thins the cost out."""
        book = Book(standard=standard)
        desk = Desk(book)
        paper = desk.paper(
            "purchase_receipt",
            5,
            [item_line(book.cola, "10", "11"), item_line(book.cola, "1", is_gift=True)],
            party_id=book.supplier.pk,
            warehouse_id=book.w1.pk,
            price_mode="EXCL",
        )
        done = desk.one(paper)
        assert entry(book, done.id) == lines("借 1405 110.00; 贷 220202 110.00")
        assert pool(book) == (D(11), D("110.00"))

    def test_units_are_converted_exactly(self, database: object, standard: str) -> None:
        """2 箱 of 12 at 24.00 each are 24 瓶 worth 48.00; the balance is in 瓶 (B1, I08)."""
        book = Book(standard=standard)
        desk = Desk(book)
        done = desk.receive("2", "24", unit_id=book.unit("箱").pk)
        assert hand(book) == (D(24), D(0))
        assert entry(book, done.id) == lines("借 1405 48.00; 贷 220202 48.00")

    def test_prices_with_tax_are_split_first(self, database: object, standard: str) -> None:
        """T2: 3 x 9.99 = 29.97 with 13% is 26.52 net."""
        book = Book(standard=standard)
        desk = Desk(book)
        paper = desk.paper("purchase_receipt", 5, [item_line(book.cola, "3", "9.99")], price_mode="INCL")
        paper.party_id, paper.warehouse_id = book.supplier.pk, book.w1.pk
        assert entry(book, desk.one(paper).id) == lines("借 1405 26.52; 贷 220202 26.52")


class TestPurchaseReturn:
    def test_ma_04_goes_back_at_what_it_came_in_for(self, book: Book) -> None:
        """C6, C8: the last 10 leave at 120.00 while the pool holds 110.00: the residual is cost of sales."""
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        second = desk.receive("10", "12", day=3)
        desk.issue("10", day=5)
        back = desk.send_back("10", day=8, receipt=second.line)
        assert entry(book, back.id) == lines(
            "借 1405 -120.00; 贷 220202 -120.00; 借 5401 -10.00; 贷 1405 -10.00"
        )
        assert pool(book) == (D(0), D("0.00"))
        assert residuals(book)["ap_estimated", book.supplier.pk] == D("100.00")
        assert balance(book, "1405") == D(0)

    def test_in_instalments_takes_back_exactly_what_came(self, book: Book) -> None:
        """C1: 10.00 in three: 3.33, 3.34, 3.33."""
        desk = Desk(book)
        receipt = desk.receive("3", "3.333333")
        found = [desk.send_back("1", day=6 + n, receipt=receipt.line) for n in range(3)]
        booked = [entry(book, one.id) for one in found]
        assert booked == [lines(f"借 1405 -{a}; 贷 220202 -{a}") for a in ("3.33", "3.34", "3.33")]
        assert accounts(book) == {} or set(accounts(book)) <= set()
        assert residuals(book) == {}

    def test_no_more_goes_back_than_came(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.receive("3", "10")
        desk.receive("10", "10")
        desk.send_back("2", day=6, receipt=receipt.line)
        with pytest.raises(CarriesTooMuch) as refused:
            desk.send_back("2", day=7, receipt=receipt.line)
        assert refused.value.left == D(1)

    def test_without_a_receipt_goes_at_the_pools_cost(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "10")
        desk.receive("10", "12")
        back = desk.send_back("5", day=8)
        assert entry(book, back.id) == lines("借 1405 -55.00; 贷 220202 -55.00")

    def test_a_second_one_of_an_earlier_day_takes_what_the_first_left(self, book: Book) -> None:
        """C1: two pieces for 0.01; whichever day each goes back on, both together are worth 0.01. Found by a random
        history: by the order of days each of them had taken 0.01.
        """
        desk = Desk(book)
        receipt = desk.receive("2", "0.005", day=5)
        desk.send_back("1", day=9, receipt=receipt.line)
        desk.send_back("1", day=7, receipt=receipt.line)
        assert (pool(book), balance(book, "220202")) == ((D(0), D("0.00")), D(0))

    @pytest.mark.parametrize("is_closed", [False, True])
    def test_a_second_one_is_of_the_invoiced_price_in_one_call_as_in_two(
        self, database: object, is_closed: bool
    ) -> None:
        """C6, C1: 10 at 10.00, 2 back at 20.00, 8 invoiced at 88.00: the third piece is 108 × 3/10 − 20 = 12.40."""
        found = []
        for in_one in (True, False):
            book = Book()
            desk = Desk(book)
            receipt = desk.receive("10", "10", day=5)
            desk.send_back("2", day=6, receipt=receipt.line)
            if is_closed:
                desk.close("stock", "arap", "ledger")
            day = 41 if is_closed else 8
            billed = PaperLine(
                quantity=D(8), amount_net=D("88.00"), amount_tax=D("11.44"), source_line_id=receipt.line
            )
            invoice = desk.paper("purchase_invoice", day, [billed], party_id=book.supplier.pk)
            back = desk.paper(
                "purchase_return", day, [item_line(book.cola, "1", None, source_line_id=receipt.line)],
                party_id=book.supplier.pk, warehouse_id=book.w1.pk, data={"reason": "quality"},
            )  # fmt: skip
            (second,) = desk.post(invoice, back)[1:] if in_one else [desk.one(invoice), desk.one(back)][1:]
            found.append((entry(book, second.id), pool(book), balance(book, "220202")))
        assert found[0] == found[1]
        if not is_closed:
            assert found[0][0] == lines("借 1405 -12.40; 贷 220202 -12.40")


@pytest.mark.parametrize("standard", ["small", "enterprise"])
class TestPurchaseInvoice:
    def test_es_01_in_the_open_period_recosts_what_was_sold(self, database: object, standard: str) -> None:
        book = Book(standard=standard)
        desk = Desk(book)
        receipt = desk.receive("100", "10", day=5)
        assert entry(book, receipt.id) == lines("借 1405 1000.00; 贷 220202 1000.00")
        desk.issue("40", day=8)
        invoice = desk.invoice_purchase("100", "1050.00", "136.50", day=20, source=receipt.line)
        assert entry(book, invoice.id) == lines(
            "借 1405 -1000.00; 贷 220202 -1000.00; 借 1405 1050.00; 借 22210101 136.50; 贷 220201 1186.50"
        )
        assert entry(book, invoice.id, "recost") == lines(f"借 {cogs(standard)} 20.00; 贷 1405 20.00")
        assert pool(book) == (D(60), D("630.00"))
        assert residuals(book)["ap", book.supplier.pk] == D("1186.50")
        assert ("ap_estimated", book.supplier.pk) not in residuals(book)

    def test_es_02_after_the_close_splits_the_difference(self, database: object, standard: str) -> None:
        book = Book(standard=standard)
        desk = Desk(book)
        receipt = desk.receive("100", "10", day=5)
        desk.issue("70", day=8)
        assert pool(book) == (D(30), D("300.00"))
        desk.close("stock", "arap", "ledger")
        invoice = desk.invoice_purchase("100", "1060.00", "137.80", day=41, source=receipt.line)
        assert entry(book, invoice.id) == lines(
            "借 1405 -1000.00; 贷 220202 -1000.00; 借 1405 1060.00; 借 22210101 137.80; 贷 220201 1197.80;"
            f"借 {cogs(standard)} 42.00; 贷 1405 42.00"
        )
        assert entry(book, invoice.id, "recost") == []
        assert pool(book) == (D(30), D("318.00"))

    def test_by_difference_only_books_the_difference(self, database: object, standard: str) -> None:
        """C15 DIFF_ONLY."""
        book = Book(standard=standard)
        desk = Desk(book)
        desk.decide("estimate_mode", "DIFF_ONLY")
        receipt = desk.receive("100", "10", day=5)
        invoice = desk.invoice_purchase("100", "1050.00", "136.50", day=20, source=receipt.line)
        assert entry(book, invoice.id) == lines(
            "借 220202 1000.00; 借 1405 50.00; 借 22210101 136.50; 贷 220201 1186.50"
        )

    def test_without_goods_books_where_it_says(self, database: object, standard: str) -> None:
        book = Book(standard=standard)
        desk = Desk(book)
        line = item_line(book.cola, "0")
        line.product_id, line.amount_net, line.amount_tax, line.data = (
            None,
            D("100.00"),
            D("6.00"),
            {"purpose": "admin"},
        )
        invoice = desk.one(desk.paper("purchase_invoice", 5, [line], party_id=book.supplier.pk))
        admin = "5602" if standard == "small" else "6602"
        assert entry(book, invoice.id) == lines(f"借 {admin} 100.00; 借 22210101 6.00; 贷 220201 106.00")


class TestPartsOfAReceipt:
    """C1, 分次开票: the parts release the estimate exactly, whatever is returned or reversed in between."""

    def test_three_invoices_release_the_estimate_exactly(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.receive("3", "3.333333", day=5)
        for day, net in ((6, "3.40"), (7, "3.30"), (8, "3.33")):
            desk.invoice_purchase("1", net, "0.43", day=day, source=receipt.line)
        assert pool(book) == (D(3), D("10.03"))
        assert balance(book, "220202") == 0
        assert ("ap_estimated", book.supplier.pk) not in residuals(book)

    def test_a_return_between_two_invoices_takes_its_part(self, book: Book) -> None:
        """10 received at 100.00; 4 invoiced at 48.00, so that 10 cost 108.00; 3 go back at 32.40; 3 are invoiced."""
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=5)
        desk.invoice_purchase("4", "48.00", "6.24", day=6, source=receipt.line)
        assert pool(book) == (D(10), D("108.00"))
        back = desk.send_back("3", day=7, receipt=receipt.line)
        assert entry(book, back.id) == lines("借 1405 -32.40; 贷 220202 -32.40")
        with pytest.raises(CarriesTooMuch):
            desk.invoice_purchase("4", "48.00", "6.24", day=8, source=receipt.line)
        desk.invoice_purchase("3", "36.00", "4.68", day=8, source=receipt.line)
        assert balance(book, "220202") == 0
        assert ("ap_estimated", book.supplier.pk) not in residuals(book)

    def test_an_invoice_reversed_and_entered_again_is_as_entered_once(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=5)
        desk.issue("5", day=6)
        wrong = desk.invoice_purchase("4", "48.00", "6.24", day=7, source=receipt.line)
        desk.reverse(wrong, day=8)
        assert pool(book) == (D(5), D("50.00"))
        right = desk.invoice_purchase("4", "44.00", "5.72", day=9, source=receipt.line)
        assert entry(book, right.id) == lines(
            "借 1405 -40.00; 贷 220202 -40.00; 借 1405 44.00; 借 22210101 5.72; 贷 220201 49.72"
        )
        assert entry(book, right.id, "recost") == lines("借 5401 2.00; 贷 1405 2.00")

    def test_no_more_is_invoiced_than_came(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.receive("10", "10")
        desk.invoice_purchase("6", "60.00", "7.80", day=6, source=receipt.line)
        with pytest.raises(CarriesTooMuch) as refused:
            desk.invoice_purchase("5", "50.00", "6.50", day=7, source=receipt.line)
        assert refused.value.left == D(4)


class TestTheCloseOfStock:
    def test_an_invoice_may_not_revalue_a_month_whose_stock_is_closed(self, book: Book) -> None:
        """P1, P7: the month is closed for stock and still open for invoices; the difference would change its stock."""
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=5)
        desk.close("stock")
        with pytest.raises(PeriodClosed) as refused:
            desk.invoice_purchase("10", "105.00", "13.65", day=20, source=receipt.line)
        assert (refused.value.month, refused.value.part) == ("2026-01", "库存")
        desk.invoice_purchase(
            "10", "100.00", "13.00", day=20, source=receipt.line
        )  # nothing to revalue: it may

    def test_neither_may_its_reversal(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=5)
        invoice = desk.invoice_purchase("10", "105.00", "13.65", day=20, source=receipt.line)
        desk.close("stock")
        with pytest.raises(PeriodClosed):
            desk.reverse(invoice, day=21)
        desk.reverse(invoice, day=32)
        assert pool(book) == (D(10), D("100.00"))


class TestRedPurchaseInvoice:
    def test_of_a_return_at_its_cost_leaves_stock_alone(self, book: Book) -> None:
        """D-PINVR: the estimate of the return is lifted, and the payable and input tax are taken back in red."""
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=5)
        desk.invoice_purchase("10", "100.00", "13.00", day=6, source=receipt.line)
        back = desk.send_back("4", day=7, receipt=receipt.line)
        assert residuals(book)["ap_estimated", book.supplier.pk] == D("-40.00")
        red = desk.invoice_purchase("-4", "-40.00", "-5.20", 8, back.line, type_code="purchase_invoice_red")
        assert entry(book, red.id) == lines(
            "借 1405 40.00; 贷 220202 40.00; 借 1405 -40.00; 借 22210101 -5.20; 贷 220201 -45.20"
        )
        assert residuals(book) == {("ap", book.supplier.pk): D("67.80")}
        assert pool(book) == (D(6), D("60.00"))

    @pytest.mark.parametrize(
        ("net", "tax", "incl", "cost"),
        [("-45.00", "-5.85", "-50.85", "-5.00"), ("-30.00", "-3.90", "-33.90", "10.00")],
    )
    def test_at_another_amount_the_difference_is_cost_of_sales(
        self, book: Book, net: str, tax: str, incl: str, cost: str
    ) -> None:
        """C6: what the supplier pays back beside the goods' cost is PURCHASE_RETURN_DIFF, never in stock: they are gone."""
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=5)
        desk.invoice_purchase("10", "100.00", "13.00", day=6, source=receipt.line)
        back = desk.send_back("4", day=7, receipt=receipt.line)
        red = desk.invoice_purchase("-4", net, tax, 8, back.line, type_code="purchase_invoice_red")
        assert entry(book, red.id) == lines(
            f"借 1405 40.00; 贷 220202 40.00; 借 1405 -40.00; 借 5401 {cost}; 借 22210101 {tax}; 贷 220201 {incl}"
        )
        assert pool(book) == (D(6), D("60.00"))
        desk.reverse(red, day=9)
        assert pool(book) == (D(6), D("60.00"))
        assert balance(book, "5401") == 0


class TestSmallScale:
    def test_input_tax_is_cost(self, database: object) -> None:
        """T5: a small-scale taxpayer deducts nothing, whatever the invoice says."""
        book = Book(taxpayer="small_scale")
        desk = Desk(book)
        paper = desk.paper("purchase_receipt", 5, [item_line(book.cola, "10", "11.30")], price_mode="INCL")
        paper.party_id, paper.warehouse_id = book.supplier.pk, book.w1.pk
        paper.lines[0].tax_code_id = book.tax_code("VAT13").pk
        receipt = desk.one(paper)
        assert entry(book, receipt.id) == lines("借 1405 113.00; 贷 220202 113.00")
        invoice = desk.invoice_purchase("10", "101.00", "13.13", day=6, source=receipt.line)
        assert entry(book, invoice.id) == lines(
            "借 1405 -113.00; 贷 220202 -113.00; 借 1405 114.13; 贷 220201 114.13"
        )
        assert pool(book) == (D(10), D("114.13"))

    def test_an_ordinary_invoice_is_cost_too(self, book: Book) -> None:
        """T5: 普票 is not deducted by a general taxpayer either."""
        desk = Desk(book)
        ordinary = book.tax_code("ORDINARY").pk
        receipt = desk.receive("10", "11.30", tax_code_id=ordinary)
        assert entry(book, receipt.id) == lines("借 1405 113.00; 贷 220202 113.00")


def test_all_problems_of_a_batch_come_at_once(book: Book) -> None:
    """Two papers, three things wrong: each is said with its paper, line and field."""
    desk = Desk(book)
    order = desk.order_purchase("10")
    first = desk.paper("purchase_receipt", 5, [item_line(book.cola, "11", None, source_line_id=order.line)])
    first.party_id, first.warehouse_id = book.supplier.pk, book.w1.pk
    second = desk.issue_paper("5", 6)
    second.party_id = book.supplier.pk
    with pytest.raises(Problems) as refused:
        desk.post(first, second)
    found = [(type(one).__name__, one.where.document, one.where.field) for one in refused.value.problems]
    assert found == [("CarriesTooMuch", 0, "quantity"), ("WrongParty", 1, "party")]
