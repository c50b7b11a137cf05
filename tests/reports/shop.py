"""A few days in a shop, posted through the one door: what the identity tests of the reports add up."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hengku.documents.models import Line
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from hengku.ledger.models import EntryLine
from hengku.posting.actions import PostedDocument, post, reverse
from tests.world import Book

_keys = itertools.count(1)
LATER = datetime.combine(date(2027, 12, 31), time(12), tzinfo=ZoneInfo("Asia/Shanghai"))

LINE_COLUMNS = {
    "product_id",
    "unit_id",
    "price",
    "tax_code_id",
    "amount_net",
    "amount_tax",
    "amount_incl",
    "source_line_id",
    "discount_amount",
    "is_gift",
    "remark",
}
HEADER_COLUMNS = {
    "party_id",
    "warehouse_id",
    "warehouse_to_id",
    "department_id",
    "handler_id",
    "fund_account_id",
    "price_mode",
    "due_on",
}


def line(quantity: str | int = 0, **fields: Any) -> PaperLine:
    """A line; what is no column goes into its data."""
    columns = {key: value for key, value in fields.items() if key in LINE_COLUMNS}
    data = {key: value for key, value in fields.items() if key not in LINE_COLUMNS}
    for key in ("price", "amount_net", "amount_tax", "amount_incl", "discount_amount"):
        if isinstance(columns.get(key), str):
            columns[key] = D(columns[key])
    return PaperLine(quantity=D(quantity), data=data, **columns)


def paper(type_code: str, on: date, lines: list[PaperLine], **fields: Any) -> Paper:
    """A document; what is no column goes into its data."""
    columns = {key: value for key, value in fields.items() if key in HEADER_COLUMNS}
    data = {key: value for key, value in fields.items() if key not in HEADER_COLUMNS}
    return Paper(type_code=type_code, business_on=on, lines=lines, data=data, **columns)


def post_one(book: Book, type_code: str, on: date, lines: list[PaperLine], **fields: Any) -> PostedDocument:
    """Post one document as the boss."""
    posted = post(
        actor=book.actor,
        documents=[paper(type_code, on, lines, **fields)],
        key=f"shop-{next(_keys)}",
        now=LATER,
    )
    return posted.documents[0]


def reverse_one(book: Book, document_id: int, on: date) -> PostedDocument:
    """红冲."""
    posted = reverse(
        actor=book.actor,
        document_id=document_id,
        business_on=on,
        reason="录错",
        key=f"shop-{next(_keys)}",
        now=LATER,
    )
    return posted.documents[0]


def line_ids(book: Book, document: PostedDocument) -> list[int]:
    """The lines of a document, in order."""
    found = Line.objects.visible_to(book.actor).filter(document_id=document.id).order_by("line_no")
    return list(found.values_list("id", flat=True))


def balance(book: Book, *roles: str, first: date | None = None, last: date) -> Decimal:
    """Debit less credit of the accounts of these roles, in the ledger itself."""
    accounts = {book.account_of(role).pk for role in roles}
    lines = EntryLine.objects.visible_to(book.actor).filter(account_id__in=accounts, business_on__lte=last)
    if first is not None:
        lines = lines.filter(business_on__gte=first)
    return sum((one.debit - one.credit for one in lines), Decimal(0))


def turnover(book: Book, *roles: str, first: date, last: date) -> tuple[Decimal, Decimal]:
    """(debits, credits) of the accounts of these roles in these days."""
    accounts = {book.account_of(role).pk for role in roles}
    lines = EntryLine.objects.visible_to(book.actor).filter(
        account_id__in=accounts, business_on__gte=first, business_on__lte=last
    )
    return sum((one.debit for one in lines), Decimal(0)), sum((one.credit for one in lines), Decimal(0))


def busy_weeks(book: Book) -> dict[str, PostedDocument]:
    """Six weeks of business: opening, orders, receipts, invoices, sales, returns, losses, transfers, reversals, money.

    With a back-dated receipt that recasts what was sold, so that the books hold recost rows too.
    """
    made: dict[str, PostedDocument] = {}
    supplier, customer = {"party_id": book.supplier.pk}, {"party_id": book.customer.pk}
    w1, w2 = {"warehouse_id": book.w1.pk}, {"warehouse_id": book.w2.pk}
    cola, apple, rice = book.cola.pk, book.apple.pk, book.rice.pk

    def do(name: str, type_code: str, day: int, lines: list[PaperLine], **fields: Any) -> PostedDocument:
        made[name] = post_one(book, type_code, book.day(day), lines, **fields)
        return made[name]

    do("opening", "opening_stock", 1, [line(10, product_id=rice, amount_net="400.00")], **w1)
    do("owed", "opening_arap", 1, [line(kind="ar", amount_incl="500.00")], due_on=book.day(3), **customer)
    do("owing", "opening_arap", 1, [line(kind="ap", amount_incl="300.00")], due_on=book.day(20), **supplier)
    order = do("order", "purchase_order", 2, [line(100, product_id=cola, price="2.26")], **supplier, **w1)
    (order_line,) = line_ids(book, order)
    receipt = do(
        "receipt",
        "purchase_receipt",
        3,
        [line(60, product_id=cola, source_line_id=order_line)],
        handler_id=book.employee.pk,
        **supplier,
        **w1,
    )
    (receipt_line,) = line_ids(book, receipt)
    do(
        "apples",
        "purchase_receipt",
        4,
        [line("12.345", product_id=apple, price="8.10"), line(5, product_id=rice, price="45.00")],
        **supplier,
        **w1,
    )
    do(
        "sale",
        "sales_issue",
        6,
        [line(30, product_id=cola, price="3.50"), line("2.5", product_id=apple, price="12.00")],
        due_on=book.day(10),
        handler_id=book.employee.pk,
        **customer,
        **w1,
    )
    do("transfer", "transfer_direct", 7, [line(12, product_id=cola)], warehouse_to_id=book.w2.pk, **w1)
    sale_lines = line_ids(book, made["sale"])
    do(
        "came_back",
        "sales_return",
        8,
        [line(4, product_id=cola, source_line_id=sale_lines[0])],
        reason="quality",
        **customer,
        **w1,
    )
    do(
        "sent_back",
        "purchase_return",
        9,
        [line(5, product_id=cola, source_line_id=receipt_line)],
        reason="quality",
        **supplier,
        **w1,
    )
    do(
        "invoice",
        "purchase_invoice",
        12,
        [line(55, product_id=cola, source_line_id=receipt_line, amount_net="115.50", amount_tax="15.02")],
        is_tolerance_confirmed=True,
        due_on=book.day(40),
        **supplier,
    )
    do(
        "lost",
        "loss_report",
        14,
        [line(2, product_id=rice, stage="SELLING", reason="SPOILAGE", responsible="张三", shift="morning")],
        **w1,
    )
    do("wrong", "sales_issue", 15, [line(3, product_id=rice, price="60.00")], **customer, **w1)
    made["undone"] = reverse_one(book, made["wrong"].id, book.day(16))
    do("second_sale", "sales_issue", 34, [line(6, product_id=cola, price="3.60")], **customer, **w2)
    # what should have been booked before the first sale: everything after it costs something else
    do("late", "purchase_receipt", 5, [line(40, product_id=cola, price="3.39")], **supplier, **w1)
    do(
        "paid_us",
        "receipt",
        35,
        [line(purpose="owed", amount_incl="100.00"), line(purpose="before", amount_incl="50.00")],
        fund_account_id=book.cash.pk,
        **customer,
    )
    do(
        "paid",
        "payment",
        36,
        [line(purpose="owed", amount_incl="80.00"), line(purpose="before", amount_incl="20.00")],
        fund_account_id=book.cash.pk,
        **supplier,
    )
    return made
