"""采购发票 against its own arithmetic (T3): what is off by more than is tolerated waits for a person's word."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.documents.paper import Paper, PaperLine
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.purchasing.types.purchase_invoice import InvoiceAmountOff, InvoiceOutOfTolerance
from tests.posting.desk import Desk
from tests.world import Book


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def invoice(desk: Desk, *rows: tuple[str, str], **header: Any) -> Paper:
    """An invoice of services with these (net, tax): nothing but the paper decides about it."""
    tax_code = desk.book.tax_code("VAT13").pk
    lines = [
        PaperLine(amount_net=D(net), amount_tax=D(tax), tax_code_id=tax_code, data={"purpose": "admin"})
        for net, tax in rows
    ]
    return desk.paper("purchase_invoice", 6, lines, party_id=desk.book.supplier.pk, data=header)


def found(desk: Desk, paper: Paper) -> list[Problem]:
    with pytest.raises(Problem) as refused:
        desk.one(paper)
    return list(refused.value.problems) if isinstance(refused.value, Problems) else [refused.value]


class TestTax:
    def test_a_line_off_by_more_than_six_fen(self, desk: Desk) -> None:  # TX-22
        (wrong,) = found(desk, invoice(desk, ("1000.00", "130.05"), ("500.00", "65.07")))
        assert isinstance(wrong, InvoiceOutOfTolerance)
        assert (wrong.difference, wrong.tolerance) == (D("0.07"), D("0.06"))
        assert (wrong.where.line_no, wrong.where.field) == (2, "amount_tax")

    def test_is_compared_before_it_is_rounded(self, desk: Desk) -> None:
        """1000.03 × 13 % is 130.0039: 130.06 is 0.0561 off, 130.07 is 0.0661 off and not 0.07 or 0.06."""
        desk.one(invoice(desk, ("1000.03", "130.06")))
        (wrong,) = found(desk, invoice(desk, ("1000.03", "130.07")))
        assert isinstance(wrong, InvoiceOutOfTolerance)
        assert wrong.difference == D("0.0661")

    def test_lines_that_are_off_together(self, desk: Desk) -> None:
        """Thirty lines five fen too much are 1.50, beyond 1.27 for the whole; half up and half down even out."""
        (wrong,) = found(desk, invoice(desk, *[("100.00", "13.05")] * 30))
        assert isinstance(wrong, InvoiceOutOfTolerance)
        assert (wrong.difference, wrong.tolerance) == (D("1.50"), D("1.27"))
        desk.one(invoice(desk, *[("100.00", "13.05")] * 15, *[("100.00", "12.95")] * 15))

    def test_goes_when_somebody_looked(self, desk: Desk) -> None:
        desk.one(invoice(desk, ("500.00", "65.07"), is_tolerance_confirmed=True))


class TestAmount:
    def test_that_is_not_quantity_times_price(self, desk: Desk) -> None:
        receipt = desk.receive("10", "10")
        line = PaperLine(
            quantity=D(10), price=D("9.98"), amount_net=D("100.00"), amount_tax=D("13.00"), source_line_id=receipt.line
        )  # fmt: skip
        paper = desk.paper(
            "purchase_invoice", 6, [line], party_id=desk.book.supplier.pk, price_mode="EXCL"
        )
        (wrong,) = found(desk, paper)
        assert isinstance(wrong, InvoiceAmountOff)
        assert (wrong.difference, wrong.where.field) == (D("0.20"), "amount_net")
        paper.lines[0].price = D("10.001")  # 100.01: a fen is tolerated
        desk.one(paper)

    def test_is_asked_of_no_price_that_was_only_taken_over(self, desk: Desk) -> None:
        """Negative control: 3 for 10.00 is 3.33 each; what is left of it is 3.34, and nobody wrote a price."""
        receipt = desk.receive("3", "3.333333")
        for net in ("3.33", "3.34", "3.33"):
            desk.invoice_purchase("1", net, "0.43", 6, receipt.line)
