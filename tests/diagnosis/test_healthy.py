"""Books that were posted through the one door agree, and asking them is quick and changes nothing."""

from __future__ import annotations

import os

import pytest
from django.db import connection, transaction
from psycopg.errors import ReadOnlySqlTransaction

from hengku.diagnosis import queries
from hengku.diagnosis.invariants import BY_CODE, INVARIANTS
from hengku.diagnosis.queries import SQL, audit
from hengku.kit.postgres import Cluster
from tests.diagnosis.plants import PLANTS
from tests.diagnosis.shop import Shop
from tests.work import worked
from tests.world import Book

MILLISECONDS_MAX, TIMES = 150, 7
TOUCH = "UPDATE inventory_onhand SET quantity = quantity"


@pytest.fixture(scope="module")
def shop(database: Cluster) -> Shop:
    return Shop().run()


class TestHealthyBooks:
    def test_have_no_finding(self, shop: Shop) -> None:
        report = audit(shop.book.company_id)
        assert [one.what for one in report.findings] == []
        assert (report.invariants, report.violations) == (len(INVARIANTS), 0)

    def test_of_a_company_without_documents_have_none_either(self, book: Book) -> None:
        assert audit(book.company_id).violations == 0

    def test_are_asked_quickly(self, shop: Shop) -> None:
        """By work done, here and in the database, not by the clock: the machine does other things too."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (backend,) = cursor.fetchone()
        audit(shop.book.company_id)  # statements are planned, pages are read
        began = worked(backend) + worked(os.getpid())
        for _ in range(TIMES):
            audit(shop.book.company_id)
        assert (worked(backend) + worked(os.getpid()) - began) / TIMES * 1000 < MILLISECONDS_MAX

    def test_are_asked_in_one_snapshot_that_cannot_write(self, shop: Shop) -> None:
        """The role may write balances, as posting does; the audit's transaction may not."""
        with queries.reading("default") as query:
            assert query("SHOW transaction_isolation", {}) == [{"transaction_isolation": "repeatable read"}]
        with pytest.raises(ReadOnlySqlTransaction), queries.reading("default") as query:
            query(TOUCH, {})
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TOUCH)  # negative control: outside the audit it can
            transaction.set_rollback(True)


class TestInvariants:
    def test_have_one_statement_each_and_no_statement_is_left_over(self) -> None:
        named = {one.statement or one.code for one in INVARIANTS if not one.told_by} - {"references"}
        assert {path.stem for path in SQL.glob("*.sql")} == named
        assert len(BY_CODE) == len(INVARIANTS)
        assert all(BY_CODE[one.told_by] for one in INVARIANTS if one.told_by)

    def test_are_all_broken_by_some_plant(self) -> None:
        assert {code for plant in PLANTS for code in plant.codes} == set(BY_CODE)
