"""A group of two companies whose books agree after every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import assert_books_agree
from tests.intercompany.group import Group, group_of
from tests.posting.desk import Desk
from tests.world import Book


@pytest.fixture
def group(book: Book) -> Iterator[Group]:
    """100 cola at 2.00 lie with the seller."""
    made = group_of(book)
    Desk(book).receive("100", "2.00", day=2)
    yield made
    assert_books_agree(made.buyer.company_id)
