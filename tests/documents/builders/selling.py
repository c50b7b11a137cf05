"""Papers of sales."""

from __future__ import annotations

from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from tests.documents.builders.money import _red_without_goods
from tests.documents.builders.stage import Stage, follow


def quotation(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    papers = [stage.sold("quotation", stage.priced(lines, "5", "22.60"), on) for _ in range(documents)]
    for paper in papers:
        paper.data = {"valid_until": str(stage.book.day(365))}
    return papers


def sales_order_of_quotation(stage: Stage, documents: int, lines: int) -> list[Paper]:
    quotations = stage.desk.post(*quotation(stage, documents, lines))
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("sales_order", follow(one, "5"), on) for one in quotations]


def sales_allowance(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """11.30 of 113.00 given back, the goods stay with the customer."""
    issues = stage.desk.post(*sales_issue(stage, documents, lines))
    on = stage.day()
    refund = {"amount_incl": D("11.30")}
    return [
        Paper(
            "sales_allowance",
            on,
            [PaperLine(source_line_id=line, **refund) for line in one.lines],
            party_id=stage.book.customer.pk,
            data={"reason": "quality"},
        )
        for one in issues
    ]


def ar_bill(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    rows = [{"amount_incl": D("50.00"), "data": {"purpose": "penalty"}} for _ in range(lines)]
    return [
        Paper("ar_bill", on, [PaperLine(**row) for row in rows], party_id=stage.book.customer.pk)  # type: ignore[arg-type]
        for _ in range(documents)
    ]


def sales_order(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("sales_order", stage.priced(lines, "5", "22.60"), on) for _ in range(documents)]


def sales_issue(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("sales_issue", stage.priced(lines, "5", "22.60"), on) for _ in range(documents)]


def delivery_notice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = stage.desk.post(*sales_order(stage, documents, lines))
    on = stage.day()
    return [stage.sold("delivery_notice", follow(one, "3"), on) for one in orders]


def sales_issue_of_order(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = stage.desk.post(*sales_order(stage, documents, lines))
    on = stage.day()
    return [stage.sold("sales_issue", follow(one, "5"), on) for one in orders]


def sales_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    issues = stage.desk.post(*sales_issue(stage, documents, lines))
    on = stage.day()
    papers = [stage.sold("sales_return", follow(one, "2"), on) for one in issues]
    for paper in papers:
        paper.data = {"reason": "unwanted"}
    return papers


def sales_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """For another amount than was issued, so that the difference is booked."""
    issues = stage.desk.post(*sales_issue(stage, documents, lines))
    on, figures = stage.day(), {"amount_net": D("101.00"), "amount_tax": D("13.13")}
    return [
        Paper("sales_invoice", on, follow(one, "5", **figures), party_id=stage.book.customer.pk)
        for one in issues
    ]


def sales_invoice_of_order(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Before the goods go (T11)."""
    orders = stage.desk.post(*sales_order(stage, documents, lines))
    on = stage.day()
    return [Paper("sales_invoice", on, follow(one, "5"), party_id=stage.book.customer.pk) for one in orders]


def sales_issue_of_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    invoices = stage.desk.post(*sales_invoice_of_order(stage, documents, lines))
    on = stage.day()
    return [stage.sold("sales_issue", follow(one, "3"), on) for one in invoices]


def delivery_notice_of_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    invoices = stage.desk.post(*sales_invoice_of_order(stage, documents, lines))
    on = stage.day()
    return [stage.sold("delivery_notice", follow(one, "3"), on) for one in invoices]


def sales_invoice_red(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """An allowance 折让: less is owed, no goods come back."""
    on = stage.day()
    line = {
        "amount_net": D("-10.00"),
        "amount_tax": D("-1.30"),
        "tax_code_id": stage.book.tax_code("VAT13").pk,
    }
    return [
        Paper(
            "sales_invoice_red",
            on,
            [PaperLine(**line) for _ in range(lines)],
            party_id=stage.book.customer.pk,
        )
        for _ in range(documents)
    ]


def gift_issue(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [
        Paper(
            "gift_issue",
            on,
            stage.goods(lines, "3", "4"),
            party_id=stage.book.customer.pk,
            warehouse_id=stage.book.w1.pk,
            data={"purpose": "sample"},
        )
        for _ in range(documents)
    ]


def sales_invoice_red_of_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _red_without_goods(stage, "sales_invoice", stage.book.customer.pk, documents, lines)
