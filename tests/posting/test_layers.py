"""FIFO through real documents (C11, C9): layers are written, folded again, kept, and watched by the audit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connections, transaction

from hengku.diagnosis.queries import audit
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from tests.posting.books import balance, entry, lines, pool
from tests.posting.desk import Desk
from tests.world import Book

QUEUE = """
SELECT l.quantity, l.amount FROM costing_layer AS l
WHERE l.company_id = %s AND l.quantity <> 0 ORDER BY l.pool_id, l.business_on, l.seq
"""
BREAKS = {
    "a layer is raised": "UPDATE costing_layer SET amount = amount + 1 WHERE company_id = %s AND quantity > 0",
    "a layer is lost": "DELETE FROM costing_layer WHERE company_id = %s AND quantity > 0",
    "the layer book is changed": "UPDATE costing_layermove SET amount = amount + 1 WHERE company_id = %s",
}


@pytest.fixture
def desk(book: Book) -> Desk:
    """A company that values first in, first out."""
    made = Desk(book)
    made.decide("costing_method", "FIFO")
    return made


def queue(book: Book) -> list[tuple[Decimal, Decimal]]:
    """What is left, oldest first."""
    return [(row[0], row[1]) for row in sql.rows(QUEUE, (book.company_id,))]


class TestLayers:
    def test_fi_06_fold_again_when_a_receipt_comes_late(self, book: Book, desk: Desk) -> None:
        desk.receive("10", "10", day=2)
        desk.issue("8", day=10)
        desk.receive("10", "15", day=12)
        desk.issue("6", day=15)
        assert (queue(book), balance(book, "5401")) == ([(D(6), D("90.00"))], D("160.00"))
        late = desk.receive("5", "12", day=5)
        assert entry(book, late.id, "recost") == lines("借 5401 -12.00; 贷 1405 -12.00")
        assert queue(book) == [(D(1), D("12.00")), (D(10), D("150.00"))]
        assert pool(book) == (D(11), D("162.00"))

    def test_are_as_before_when_what_moved_them_is_reversed(self, book: Book, desk: Desk) -> None:
        first = desk.receive("10", "10", day=2)
        issue = desk.issue("4", day=3)
        desk.reverse(issue, day=4)
        assert pool(book) == (D(10), D("100.00"))
        desk.reverse(first, day=5)
        assert (queue(book), pool(book)) == ([], (D(0), D("0.00")))

    def test_take_the_invoice_of_their_receipt(self, book: Book, desk: Desk) -> None:
        """C15 in an open month: the layer costs what the invoice says, and so does what left it."""
        receipt = desk.receive("10", "10", day=2)
        desk.receive("10", "20", day=3)
        desk.issue("4", day=4)
        desk.invoice_purchase("10", "110.00", "14.30", day=6, source=receipt.line)
        assert queue(book) == [(D(6), D("66.00")), (D(10), D("200.00"))]
        assert balance(book, "5401") == D("44.00")

    def test_of_a_closed_month_take_only_the_part_that_is_left(self, book: Book, desk: Desk) -> None:
        receipt = desk.receive("10", "10", day=2)
        desk.issue("4", day=4)
        desk.close("stock")
        desk.invoice_purchase("10", "110.00", "14.30", day=36, source=receipt.line)
        assert (queue(book), balance(book, "5401")) == ([(D(6), D("66.00"))], D("44.00"))

    @pytest.mark.books_may_break
    @pytest.mark.parametrize("broken", BREAKS)
    def test_are_watched(self, database: Cluster, book: Book, desk: Desk, broken: str) -> None:
        desk.receive("10", "10", day=2)
        desk.issue("4", day=3)
        assert audit(book.company_id).violations == 0
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(BREAKS[broken], (book.company_id,))
        assert {one.invariant for one in audit(book.company_id).findings} == {"I01d"}
