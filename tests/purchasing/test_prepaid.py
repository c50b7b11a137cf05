"""预付 from an order (D-PO, D-PAY, 1123): 1000.00 ordered, 30 % before; settled when the invoice comes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.documents.declaration import document_type
from hengku.documents.errors import WrongSource
from hengku.documents.models import Document
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import MissingPermission
from hengku.kit.numbers import D
from hengku.reports.prepaid import (
    carry_offset,
    carry_prepayment,
    money_targets,
    prepaid_of,
)
from tests.documents.builders.stage import Stage, follow
from tests.posting.books import balance, residuals
from tests.posting.desk import Doc
from tests.world import Book


def ordered(stage: Stage, **data: str) -> Doc:
    paper = stage.bought("purchase_order", stage.priced(1, "100", "10"), stage.day())
    paper.data = data
    return stage.desk.one(paper)


def pay(stage: Stage, body: dict[str, object], amount: Decimal | None = None) -> Doc:
    (line,) = body["lines"]  # type: ignore[misc]
    paid = PaperLine(amount_incl=amount or line["amount_incl"], data={"purpose": line["purpose"]})
    return stage.desk.one(
        Paper(
            "payment",
            stage.day(),
            [paid],
            party_id=stage.book.supplier.pk,
            fund_account_id=stage.book.cash.pk,
            data={"order_number": body["order_number"]},
        )
    )


def test_the_share_of_the_terms_is_paid_shown_and_settled(book: Book) -> None:
    stage = Stage(book)
    order = ordered(stage, prepay_pct="0.3")
    body = carry_prepayment(book.actor, order.id)
    assert body["lines"][0]["amount_incl"] == D("339.00")  # 30 % of 1130.00
    first = pay(stage, body, D("139.00"))
    assert balance(book, "1123") == D("139.00")
    pay(stage, carry_prepayment(book.actor, order.id))
    shown = prepaid_of(book.actor, order.id)
    assert (shown["paid"], shown["left"]) == (D("339.00"), D("0.00"))
    assert shown["payments"][0]["id"] == str(first.id)
    with pytest.raises(WrongSource):
        carry_prepayment(book.actor, order.id)
    receipt = stage.desk.one(stage.bought("purchase_receipt", follow(order, "100"), stage.day()))
    billed = stage.desk.invoice_purchase("100", "1000.00", "130.00", stage.today, receipt.line)
    kind = document_type("purchase_invoice")
    assert [(one["type_code"], one["amount"]) for one in money_targets(book.actor, billed.id, kind)] == [
        ("settlement", D("339.00"))
    ]
    rows = carry_offset(book.actor, billed.id)["lines"]
    assert [row["amount_incl"] for row in rows] == [D("139.00"), D("200.00")]
    for row in rows:
        item, against = int(row["item"]["id"]), int(row["against_item"]["id"])
        stage.desk.settle(str(row["amount_incl"]), stage.today, item, against, party=book.supplier.pk)
    assert balance(book, "1123") == 0
    assert residuals(book)["ap", book.supplier.pk] == D("791.00")
    assert carry_offset(book.actor, billed.id)["lines"] == []


def test_without_terms_all_of_it_and_a_reversed_payment_does_not_count(book: Book) -> None:
    stage = Stage(book)
    order = ordered(stage)
    assert carry_prepayment(book.actor, order.id)["lines"][0]["amount_incl"] == D("1130.00")
    paid = pay(stage, carry_prepayment(book.actor, order.id))
    stage.desk.reverse(paid, day=stage.today)
    assert prepaid_of(book.actor, order.id)["left"] == D("1130.00")
    Document.objects.filter(pk=order.id).update(state="cancelled")
    with pytest.raises(WrongSource):
        carry_prepayment(book.actor, order.id)
    Document.objects.filter(pk=order.id).update(state="approved")


def test_is_not_for_who_may_not_see_prices(book: Book) -> None:
    stage = Stage(book)
    order = ordered(stage)
    with pytest.raises(MissingPermission):
        prepaid_of(book.keeper, order.id)
