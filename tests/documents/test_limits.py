"""Numbers that no book can hold are refused in words, not by the database."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.documents.errors import NumberTooLarge
from hengku.posting.actions import post
from tests.posting.test_post import NOW, receipt
from tests.world import Book


@pytest.mark.parametrize(
    ("quantity", "price"), [("1000000000000", "1"), ("1", "100000000000"), ("99999999999", "99999999999")]
)
def test_a_number_that_is_too_large_is_refused(book: Book, quantity: str, price: str) -> None:
    with pytest.raises(NumberTooLarge) as refused:
        post(actor=book.actor, documents=[receipt(book, quantity, price)], key="a", now=NOW)
    assert refused.value.where.line_no == 1


def test_the_largest_that_fits_is_posted(book: Book) -> None:
    post(
        actor=book.actor,
        documents=[receipt(book, str(Decimal(10) ** 8), str(Decimal(10) ** 5))],
        key="a",
        now=NOW,
    )
