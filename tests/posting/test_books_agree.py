"""The check after every test finds a balance that is wrong: a negative control for each cache and each law."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import transaction

from hengku.kit import sql
from tests.posting.books import disagreements
from tests.posting.desk import Desk
from tests.world import Book


class Stop(Exception):
    """Ends a transaction that must leave nothing behind."""


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction in which a test may break the books."""
    try:
        with transaction.atomic():
            yield
            raise Stop
    except Stop:
        return


class TestDisagreements:
    @pytest.mark.parametrize(
        ("broken", "law"),
        [
            ("UPDATE inventory_onhand SET quantity = quantity + 1 WHERE quantity > 0", "on hand = moves"),
            (
                "UPDATE inventory_onhand SET reserved = reserved - 1 WHERE reserved > 0",
                "reserved = reservations",
            ),
            ("UPDATE costing_pool SET amount = amount + 0.01 WHERE quantity > 0", "pools = values"),
            (
                "UPDATE costing_pool SET quantity = quantity - 1 WHERE quantity > 0",
                "pools hold what is on hand",
            ),
            ("UPDATE settlement_item SET residual = residual - 0.01 WHERE amount > 1", "residual = amount"),
        ],
    )
    def test_are_found_in_a_cache(self, book: Book, broken: str, law: str) -> None:
        desk = Desk(book)
        desk.receive("10", "10")
        desk.order_sale("2")
        desk.issue("4")
        assert disagreements(book.company_id) == []
        with taken_back():
            sql.run(f"{broken} AND company_id = %s", (book.company_id,))
            found = disagreements(book.company_id)
            assert any(one.startswith(law) for one in found), found

    @pytest.mark.parametrize(
        ("book_table", "law"),
        [
            ("costing_value", "pools = values"),
            ("costing_value", "inventory accounts = values, by month"),
            ("settlement_item", "control accounts = items"),
        ],
    )
    def test_are_found_in_a_book(self, book: Book, book_table: str, law: str) -> None:
        """A row too much: the application may insert into a book, and nothing but this check would see it."""
        desk = Desk(book)
        desk.receive("10", "10")
        with taken_back():
            self.write_the_last_row_twice(book, book_table)
            found = disagreements(book.company_id)
            assert any(one.startswith(law) for one in found), found

    def test_of_an_entry_are_refused_by_the_database(self, book: Book) -> None:
        Desk(book).receive("10", "10")
        with pytest.raises(psycopg.errors.RestrictViolation), transaction.atomic():
            self.write_the_last_row_twice(book, "ledger_entryline")

    @staticmethod
    def write_the_last_row_twice(book: Book, table: str) -> None:
        columns = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        names = [row[0] for row in sql.rows(columns, (table,))]
        copied = ", ".join("-id" if name == "id" else name for name in names)
        sql.run(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {copied} FROM {table} "
            f"WHERE id = (SELECT max(id) FROM {table} WHERE company_id = %s)",
            (book.company_id,),
        )
