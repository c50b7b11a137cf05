"""The margin of sales by when they are revenue: on issue, or on invoice with its share of the cost (T11)."""

from __future__ import annotations

from decimal import Decimal

from hengku.company.actions import add_setting
from hengku.kit.numbers import ZERO
from hengku.kit.postgres import Cluster
from hengku.reports.run import run_report
from tests.reports.shop import balance, line, line_ids, post_one
from tests.world import Book


class TestInvoicing:
    """What an invoice adds to the margin, by when revenue is recognised (T11)."""

    def issued(self, book: Book, mode: str) -> int:
        """9 colas, bought at 2.00 and issued at 3.00; the line of the issue."""
        add_setting(
            company_id=book.company_id,
            key="revenue_mode",
            value=mode,
            effective_on=book.company.started_on,
            set_by=book.actor.user_id,
        )
        w1 = {"warehouse_id": book.w1.pk}
        bought = [line(9, product_id=book.cola.pk, price="2.26")]
        post_one(book, "purchase_receipt", book.day(2), bought, party_id=book.supplier.pk, **w1)
        sold = [line(9, product_id=book.cola.pk, price="3.39")]
        issue = post_one(book, "sales_issue", book.day(3), sold, party_id=book.customer.pk, **w1)
        return line_ids(book, issue)[0]

    def invoice(self, book: Book, day: int, source: int, quantity: int, **amounts: str) -> None:
        lines = [line(quantity, product_id=book.cola.pk, source_line_id=source, **amounts)]
        post_one(book, "sales_invoice", book.day(day), lines, party_id=book.customer.pk)

    def agrees(self, book: Book, day: int) -> tuple[Decimal, Decimal]:
        days = {"from": book.day(1), "to": book.day(day)}
        totals = run_report(book.actor, "gross_profit", days, today=book.day(9)).totals
        assert totals["net"] == -balance(book, "revenue", last=book.day(day))
        assert totals["cost"] == balance(book, "cogs", last=book.day(day))
        return totals["net"], totals["cost"]

    def test_on_invoice_the_invoice_is_the_sale(self, database: Cluster) -> None:
        book = Book()
        source = self.issued(book, "ON_INVOICE")
        assert self.agrees(book, 3) == (ZERO, ZERO)
        self.invoice(book, 4, source, 9)
        assert self.agrees(book, 4) == (Decimal("27.00"), Decimal("18.00"))

    def test_on_invoice_each_part_takes_its_share_of_the_cost(self, database: Cluster) -> None:
        book = Book()
        source = self.issued(book, "ON_INVOICE")
        for day, quantity in ((4, 2), (5, 4), (6, 3)):
            self.invoice(book, day, source, quantity)
            self.agrees(book, day)
        assert balance(book, "goods_dispatched", last=book.day(9)) == ZERO

    def test_on_issue_an_invoice_adds_what_it_says_differently(self, database: Cluster) -> None:
        book = Book()
        source = self.issued(book, "ON_ISSUE")
        assert self.agrees(book, 3) == (Decimal("27.00"), Decimal("18.00"))
        self.invoice(book, 4, source, 9, amount_net="28.00", amount_tax="3.64")
        assert self.agrees(book, 4) == (Decimal("28.00"), Decimal("18.00"))

    def test_on_issue_two_invoices_add_each_its_own_difference(self, database: Cluster) -> None:
        book = Book()
        source = self.issued(book, "ON_ISSUE")
        self.invoice(book, 4, source, 3, amount_net="10.00", amount_tax="1.30")
        self.invoice(book, 5, source, 6, amount_net="18.00", amount_tax="2.34")
        assert self.agrees(book, 5) == (Decimal("28.00"), Decimal("18.00"))

    def test_an_invoice_without_goods_is_a_sale_of_no_product(self, database: Cluster) -> None:
        book = Book()
        service = [line(0, amount_net="50.00", amount_tax="3.00")]
        post_one(book, "sales_invoice", book.day(4), service, party_id=book.customer.pk)
        assert self.agrees(book, 4) == (Decimal("50.00"), ZERO)
        (row,) = run_report(
            book.actor, "gross_profit", {"from": book.day(1), "to": book.day(4)}, today=book.day(9)
        ).rows
        assert (row["name"], row["link"]) == ("(未指定商品)", None)
