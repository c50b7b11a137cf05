"""Posting a document writes every book, once."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hengku.documents.paper import Paper, PaperLine
from hengku.posting.actions import post
from tests.world import Book

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def receipt(book: Book, quantity: str = "10", price: str = "10", day: int = 5) -> Paper:
    return Paper(
        "purchase_receipt",
        book.day(day),
        [PaperLine(product_id=book.cola.pk, quantity=Decimal(quantity), price=Decimal(price))],
        party_id=book.supplier.pk,
        warehouse_id=book.w1.pk,
        price_mode="EXCL",
    )


def issue(book: Book, quantity: str = "4", price: str = "11.30", day: int = 6) -> Paper:
    return Paper(
        "sales_issue",
        book.day(day),
        [PaperLine(product_id=book.cola.pk, quantity=Decimal(quantity), price=Decimal(price))],
        party_id=book.customer.pk,
        warehouse_id=book.w1.pk,
    )


class TestPost:
    def test_receives_and_sells(self, book: Book) -> None:
        posted = post(actor=book.actor, documents=[receipt(book)], key="a", now=NOW)
        assert posted.documents[0].number == "PIN-20260105-0001"
        post(actor=book.actor, documents=[issue(book)], key="b", now=NOW)
