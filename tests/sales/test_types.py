"""The accounting of orders, issues, returns and invoices of sales: entries to the fen (D-SO … D-SINVR, C7, T10, T11)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.documents.amount_rules import LabelDisagrees
from hengku.documents.errors import CarriesTooMuch
from hengku.documents.models import Line
from hengku.kit.numbers import D
from tests.posting.books import accounts, balance, entry, hand, lines, pool, residuals, state
from tests.posting.desk import Desk, item_line
from tests.world import Book


def stocked(book: Book, quantity: str = "100", price: str = "70") -> Desk:
    """A desk with cola in W1, at 70.00 a piece unless said otherwise."""
    desk = Desk(book)
    desk.receive(quantity, price, day=2)
    return desk


class TestSalesOrder:
    """Q8: an approved order holds what is available, no more; nobody else may take it."""

    def test_holds_what_is_there_and_touches_no_other_book(self, book: Book) -> None:
        desk = stocked(book, "10")
        before = accounts(book)
        first = desk.order_sale("6")
        second = desk.order_sale("6")
        assert hand(book) == (D(10), D(10))
        assert accounts(book) == before
        assert [state(book, one.id) for one in (first, second)] == ["approved", "approved"]

    def test_is_done_by_issues_and_gives_free_what_they_take(self, book: Book) -> None:
        desk = stocked(book, "10")
        order = desk.order_sale("6")
        part = desk.issue("4", order=order.line, price=None)
        assert (state(book, order.id), hand(book)) == ("partial", (D(6), D(2)))
        desk.issue("2", order=order.line, price=None, day=7)
        assert (state(book, order.id), hand(book)) == ("done", (D(4), D(0)))
        desk.reverse(part, day=8)
        assert state(book, order.id) == "partial"

    def test_over_delivery_is_refused_unless_the_setting_tolerates_it(self, book: Book) -> None:
        desk = stocked(book)
        desk.decide("over_issue_pct", "0.1", day=10)
        order = desk.order_sale("10")
        with pytest.raises(CarriesTooMuch) as refused:
            desk.issue("11", order=order.line, price=None, day=9)
        assert refused.value.left == D(10)
        desk.issue("11", order=order.line, price=None, day=10)
        assert (state(book, order.id), hand(book)) == ("done", (D(89), D(0)))


@pytest.mark.parametrize(
    ("standard", "revenue", "cogs"), [("small", "5001", "5401"), ("enterprise", "6001", "6401")]
)
class TestSalesIssue:
    def test_rv_01_is_revenue_at_once(self, database: object, standard: str, revenue: str, cogs: str) -> None:
        book = Book(standard=standard)
        done = stocked(book).issue("10", price="113")
        assert entry(book, done.id) == lines(
            f"借 1122 1130.00; 贷 {revenue} 1000.00; 贷 22210107 130.00; 借 {cogs} 700.00; 贷 1405 700.00"
        )
        assert residuals(book)["ar", book.customer.pk] == D("1130.00")

    def test_rv_02_with_deferred_tax_until_the_invoice(
        self, database: object, standard: str, revenue: str, cogs: str
    ) -> None:
        book = Book(standard=standard)
        desk = stocked(book)
        desk.decide("vat_on_issue", "DEFERRED")
        done = desk.issue("10", price="113")
        assert entry(book, done.id) == lines(
            f"借 1122 1130.00; 贷 {revenue} 1000.00; 贷 222106 130.00; 借 {cogs} 700.00; 贷 1405 700.00"
        )
        invoice = desk.invoice_sale("10", "1000.00", "130.00", day=8, source=done.line)
        assert entry(book, invoice.id) == lines("借 222106 130.00; 贷 22210107 130.00")
        assert residuals(book)["ar", book.customer.pk] == D("1130.00")

    def test_on_invoice_only_moves_the_goods(
        self, database: object, standard: str, revenue: str, cogs: str
    ) -> None:
        """T11 ON_INVOICE: 发出商品 until the invoice, whose parts carry the cost over by C1."""
        book = Book(standard=standard)
        desk = stocked(book)
        desk.decide("revenue_mode", "ON_INVOICE")
        done = desk.issue("10", price="113")
        assert entry(book, done.id) == lines("借 1406 700.00; 贷 1405 700.00")
        assert ("ar", book.customer.pk) not in residuals(book)
        invoice = desk.invoice_sale("10", "1000.00", "130.00", day=8, source=done.line)
        assert entry(book, invoice.id) == lines(
            f"借 1122 1130.00; 贷 {revenue} 1000.00; 贷 22210107 130.00; 借 {cogs} 700.00; 贷 1406 700.00"
        )
        assert balance(book, "1406") == 0

    def test_gifts_leave_at_their_cost_without_revenue(
        self, database: object, standard: str, revenue: str, cogs: str
    ) -> None:
        """随货买赠 on one paper: no revenue of its own, no deemed sale (D-GFT), and its cost with the rest."""
        book = Book(standard=standard)
        desk = stocked(book)
        paper = desk.issue_paper("10", price="113")
        paper.lines.append(item_line(book.cola, "1", is_gift=True))
        done = desk.one(paper)
        assert entry(book, done.id) == lines(
            f"借 1122 1130.00; 贷 {revenue} 1000.00; 贷 22210107 130.00; 借 {cogs} 770.00; 贷 1405 770.00"
        )


class TestUnits:
    def test_are_sold_in_boxes_and_kept_in_bottles(self, book: Book) -> None:
        """1 箱 = 12 瓶: 2 箱 at 90.40 with tax are 160.00 net; 24 瓶 leave."""
        desk = stocked(book, "30", "2")
        done = desk.issue("2", price="90.40", unit_id=book.unit("箱").pk)
        assert entry(book, done.id) == lines(
            "借 1122 180.80; 贷 5001 160.00; 贷 22210107 20.80; 借 5401 48.00; 贷 1405 48.00"
        )
        assert hand(book) == (D(6), D(0))

    def test_an_order_in_boxes_is_fulfilled_in_bottles(self, book: Book) -> None:
        desk = stocked(book, "30", "2")
        paper = desk.paper("sales_order", 4, [item_line(book.cola, "2", "90.40", unit_id=book.unit("箱").pk)])
        paper.party_id, paper.warehouse_id = book.customer.pk, book.w1.pk
        order = desk.one(paper)
        assert hand(book) == (D(30), D(24))
        with pytest.raises(CarriesTooMuch):
            desk.issue("25", order=order.line)
        desk.issue("24", order=order.line)
        assert (state(book, order.id), hand(book)) == ("done", (D(6), D(0)))


class TestSalesReturn:
    def test_tx_15_is_the_share_of_the_issue_in_red(self, book: Book) -> None:
        desk = stocked(book)
        issue = desk.issue("10", price="113")
        back = desk.take_back("3", day=8, issue=issue.line)
        assert entry(book, back.id) == lines(
            "借 1122 -339.00; 贷 5001 -300.00; 贷 22210107 -39.00; 借 5401 -210.00; 贷 1405 -210.00"
        )
        assert residuals(book)["ar", book.customer.pk] == D("791.00")

    def test_ma_03_comes_back_at_what_it_cost_then(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        issue = desk.issue("4", day=3)
        desk.receive("6", "20", day=5)
        desk.take_back("2", day=8, issue=issue.line)
        assert pool(book) == (D(14), D("200.00"))
        last = desk.issue("14", day=9)
        assert "借 5401 200.00" in entry(book, last.id)
        assert pool(book) == (D(0), D("0.00"))

    def test_in_instalments_takes_back_exactly_what_was_sold(self, book: Book) -> None:
        """T10, C1: 100.00 with 13% is 88.50 + 11.50; in three: 29.50, 29.50, 29.50 and 3.83, 3.84, 3.83."""
        desk = stocked(book, "3", "3.333333")
        issue = desk.issue("3", price="33.333333")
        for day in (8, 9, 10):
            desk.take_back("1", day=day, issue=issue.line)
        assert {code: left for code, left in accounts(book).items() if code not in ("1405", "220202")} == {}
        assert pool(book) == (D(3), D("10.00"))
        assert ("ar", book.customer.pk) not in residuals(book)

    def test_no_more_comes_back_than_went(self, book: Book) -> None:
        desk = stocked(book)
        issue = desk.issue("10", price="113")
        desk.take_back("3", day=8, issue=issue.line)
        with pytest.raises(CarriesTooMuch) as refused:
            desk.take_back("8", day=9, issue=issue.line)
        assert refused.value.left == D(7)

    def test_ma_11_without_a_source_takes_the_last_cost(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("4", "50.00")
        desk.issue("4", day=5)
        back = desk.take_back("1", day=6)
        assert entry(book, back.id) == lines(
            "借 1122 -11.30; 贷 5001 -10.00; 贷 22210107 -1.30; 借 5401 -12.50; 贷 1405 -12.50"
        )
        assert pool(book) == (D(1), D("12.50"))

    def test_before_the_invoice_goes_back_to_where_the_goods_are(self, book: Book) -> None:
        """ON_INVOICE: what comes back takes its part of 发出商品, the rest goes with the invoice."""
        desk = stocked(book)
        desk.decide("revenue_mode", "ON_INVOICE")
        issue = desk.issue("10", price="113")
        back = desk.take_back("3", day=8, issue=issue.line)
        assert entry(book, back.id) == lines("借 1406 -210.00; 贷 1405 -210.00")
        invoice = desk.invoice_sale("7", "700.00", "91.00", day=9, source=issue.line)
        assert "借 5401 490.00" in entry(book, invoice.id)
        assert balance(book, "1406") == 0


class TestSalesInvoice:
    def test_of_what_was_issued_books_nothing(self, book: Book) -> None:
        """T11 ON_ISSUE: 已开票 only."""
        desk = stocked(book)
        issue = desk.issue("10", price="113")
        invoice = desk.invoice_sale("10", "1000.00", "130.00", day=8, source=issue.line)
        assert entry(book, invoice.id) == []
        with pytest.raises(CarriesTooMuch):
            desk.invoice_sale("1", "100.00", "13.00", day=9, source=issue.line)

    def test_in_parts_at_another_price_books_each_difference_once(self, book: Book) -> None:
        """4 of 10 invoiced at 440.00 instead of 400.00; the other 6 as issued: revenue is what the invoices say."""
        desk = stocked(book)
        issue = desk.issue("10", price="113")
        first = desk.invoice_sale("4", "440.00", "57.20", day=8, source=issue.line)
        assert entry(book, first.id) == lines("借 1122 45.20; 贷 5001 40.00; 贷 22210107 5.20")
        second = desk.invoice_sale("6", "600.00", "78.00", day=9, source=issue.line)
        assert entry(book, second.id) == []
        assert balance(book, "5001") == D("-1040.00")
        assert residuals(book)["ar", book.customer.pk] == D("1175.20")

    def test_on_invoice_carries_the_cost_over_in_parts(self, book: Book) -> None:
        """C1: 10 pieces that cost 700.00: 280.00 with the first 4, 420.00 with the rest, 0 left in 发出商品."""
        desk = stocked(book)
        desk.decide("revenue_mode", "ON_INVOICE")
        issue = desk.issue("10", price="113")
        first = desk.invoice_sale("4", "400.00", "52.00", day=8, source=issue.line)
        second = desk.invoice_sale("6", "600.00", "78.00", day=9, source=issue.line)
        assert "借 5401 280.00" in entry(book, first.id)
        assert "借 5401 420.00" in entry(book, second.id)
        assert balance(book, "1406") == 0

    def test_after_a_return_the_rest_is_invoiced_at_its_share(self, book: Book) -> None:
        """100.01 for 10; 5 come back for 50.01 (R2 of 50.005), so the other 5 stand at 50.00 and not at 50.01."""
        desk = stocked(book)
        paper = desk.issue_paper("10", price=None)
        paper.lines[0].amount_net, paper.lines[0].amount_tax = D("100.01"), D("13.00")
        issue = desk.one(paper)
        desk.take_back("5", day=8, issue=issue.line)
        desk.invoice_sale("5", "50.00", "6.50", day=9, source=issue.line)
        assert balance(book, "5001") == D("-50.00")
        assert residuals(book)["ar", book.customer.pk] == D("56.50")

    def test_takes_over_a_cost_that_changed_meanwhile(self, book: Book) -> None:
        """ON_INVOICE: the goods were recast from 700.00 to 560.00 after 4 of 10 were invoiced; the last part evens it out."""
        desk = stocked(book, "10")
        desk.decide("revenue_mode", "ON_INVOICE")
        issue = desk.issue("10", price="113")
        desk.invoice_sale("4", "400.00", "52.00", day=8, source=issue.line)
        desk.receive("10", "42", day=3)  # back-dated: (700 + 420) / 20 = 56
        second = desk.invoice_sale("6", "600.00", "78.00", day=9, source=issue.line)
        assert "借 5401 336.00" in entry(book, second.id)  # 560.00 in all; the recast made the first 224.00
        assert balance(book, "1406") == 0
        assert balance(book, "5401") == D("560.00")

    def test_reversed_and_entered_again_is_as_entered_once(self, book: Book) -> None:
        desk = stocked(book)
        issue = desk.issue("10", price="113")
        wrong = desk.invoice_sale("4", "440.00", "57.20", day=8, source=issue.line)
        desk.invoice_sale("6", "600.00", "78.00", day=9, source=issue.line)
        desk.reverse(wrong, day=10)
        desk.invoice_sale("4", "400.00", "52.00", day=11, source=issue.line)
        assert balance(book, "5001") == D("-1000.00")
        assert residuals(book)["ar", book.customer.pk] == D("1130.00")


class TestSmallScale:
    def test_tx_10_sells_with_tax_on_one_account(self, database: object) -> None:
        """T6: 252500.00 with 1% is 250000.00 and 2500.00, on 222101 without columns."""
        book = Book(taxpayer="small_scale")
        desk = Desk(book)
        desk.receive("100", "10", day=2, tax_code_id=book.tax_code("ORDINARY").pk)
        sale = desk.issue("1", price="252500")
        assert entry(book, sale.id) == lines(
            "借 1122 252500.00; 贷 5001 250000.00; 贷 222101 2500.00; 借 5401 10.00; 贷 1405 10.00"
        )


class TestTax:
    @pytest.mark.parametrize(
        ("mode", "quantity", "price", "expected"),
        [
            ("INCL", "3", "9.99", "借 1122 29.97; 贷 5001 26.52; 贷 22210107 3.45"),  # TX-01
            ("INCL", "1", "100", "借 1122 100.00; 贷 5001 88.50; 贷 22210107 11.50"),
            ("EXCL", "7", "12.345", "借 1122 97.65; 贷 5001 86.42; 贷 22210107 11.23"),  # TX-03
        ],
    )
    def test_is_split_line_by_line(
        self, book: Book, mode: str, quantity: str, price: str, expected: str
    ) -> None:
        desk = Desk(book)
        desk.opening("100", "100.00")
        paper = desk.issue_paper(quantity, price=price)
        paper.price_mode = mode
        cost = f"; 借 5401 {quantity}.00; 贷 1405 {quantity}.00"
        assert entry(book, desk.one(paper).id) == lines(expected + cost)

    def test_tx_02_three_lines_of_one_yuan(self, book: Book) -> None:
        """T3 LINE: 0.88 three times, not 2.65."""
        desk = Desk(book)
        desk.opening("3", "3.00")
        paper = desk.issue_paper("1", price="1")
        paper.lines += [item_line(book.cola, "1", "1"), item_line(book.cola, "1", "1")]
        assert entry(book, desk.one(paper).id) == lines(
            "借 1122 3.00; 贷 5001 2.64; 贷 22210107 0.36; 借 5401 3.00; 贷 1405 3.00"
        )


def test_a_red_invoice_without_goods_lessens_what_is_owed(book: Book) -> None:
    """D-SINVR, 折让: revenue, tax and receivable in red; it settles what the blue invoice left open."""
    desk = Desk(book)
    line = item_line(book.cola, "0")
    line.product_id, line.amount_net, line.amount_tax = None, D("100.00"), D("13.00")
    blue = desk.one(desk.paper("sales_invoice", 5, [line], party_id=book.customer.pk))
    assert entry(book, blue.id) == lines("借 1122 113.00; 贷 5001 100.00; 贷 22210107 13.00")
    red = item_line(book.cola, "0", source_line_id=blue.line)
    red.product_id, red.amount_net, red.amount_tax = None, D("-30.00"), D("-3.90")
    done = desk.one(desk.paper("sales_invoice_red", 6, [red], party_id=book.customer.pk))
    assert entry(book, done.id) == lines("借 1122 -33.90; 贷 5001 -30.00; 贷 22210107 -3.90")
    assert residuals(book) == {("ar", book.customer.pk): Decimal("79.10")}


def test_tax_is_split_from_the_rounded_amount(book: Book) -> None:
    """T2: 1 x 36.695 with tax is 36.70, of which 32.48 net; 36.695 / 1.13 would be 32.47. Two are 73.39, 64.95 net, and
    issued one by one 32.48 and 32.47 (C1).
    """
    desk = Desk(book)
    desk.opening("3", "30.00")
    for ordered, nets in (("1", ["32.48"]), ("2", ["32.48", "32.47"])):
        order = desk.order_sale(ordered, price="36.695")
        issued = [desk.issue("1", order=order.line, price=None) for _ in nets]
        found = [Line.objects.visible_to(book.actor).get(pk=one.line) for one in issued]
        assert [one.amount_net for one in found] == [D(net) for net in nets]
        assert sum(one.amount_incl for one in found) == (D("36.70") if ordered == "1" else D("73.39"))


class TestLabelOfAScale:
    """B3.3: 金额码,行金额以码为准,数量=R(金额/单价,3 位),不得再乘单价改金额."""

    @staticmethod
    def sold(book: Book, quantity: str, label: str, *, price_mode: str = "INCL", price: str = "16") -> Desk:
        desk = Desk(book)
        desk.receive("100", "7", day=2, product=book.apple)
        line = item_line(book.apple, quantity, price=D(price), data={"label_amount": label})
        paper = desk.paper("sales_issue", 5, [line], party_id=book.customer.pk, warehouse_id=book.w1.pk)
        paper.price_mode = price_mode
        desk.post(paper)
        return desk

    @pytest.mark.parametrize(
        ("quantity", "label", "mode", "price"),
        [
            ("1.25", "19.99", "INCL", "16"),  # 1.25 × 16 = 20.00
            ("1.562", "20.00", "INCL", "12.80"),  # 1.562 × 12.80 = 19.99
            ("1.25", "22.59", "EXCL", "16"),  # the label says tax included: 20.00 × 1.13 = 22.60
        ],
    )
    def test_says_what_the_line_is_sold_for(
        self, book: Book, quantity: str, label: str, mode: str, price: str
    ) -> None:
        self.sold(book, quantity, label, price_mode=mode, price=price)
        line = Line.objects.visible_to(book.actor).filter(document__type_code="sales_issue").get()
        assert (line.amount_incl, line.amount_net + line.amount_tax) == (D(label), D(label))
        assert residuals(book)["ar", book.customer.pk] == D(label)

    @pytest.mark.parametrize("label", ["19.97", "20.03", "25.00", "-19.99"])
    def test_and_nothing_that_quantity_and_price_do_not_make(self, book: Book, label: str) -> None:
        with pytest.raises(LabelDisagrees) as refused:
            self.sold(book, "1.25", label)
        assert refused.value.amount == D("20.00")

    def test_is_paid_back_as_it_was_paid(self, book: Book) -> None:
        """Goods that come back by their label alone: 19.99 as the customer paid, not 20.00."""
        desk = self.sold(book, "1.25", "19.99")
        line = item_line(book.apple, "1.25", price=D("16"), data={"label_amount": "19.99"})
        back = desk.paper("sales_return", 6, [line], party_id=book.customer.pk, warehouse_id=book.w1.pk)
        back.price_mode, back.data = "INCL", {"reason": "unwanted"}
        desk.post(back)
        assert not residuals(book).get(("ar", book.customer.pk))
