"""Statements of the hot path are prepared on the server, and counted."""

from __future__ import annotations

from django.db import connection, transaction

from hengku.kit import sql


class TestRows:
    def test_are_of_a_prepared_statement(self, database: object) -> None:
        with transaction.atomic():
            sql.rows("SELECT %s::int AS prepared_by_us", (1,))
            found = sql.rows("SELECT statement FROM pg_prepared_statements")
        assert any("prepared_by_us" in statement for (statement,) in found)

    def test_of_djangos_cursors_are_not(self, database: object) -> None:
        with transaction.atomic():
            sql.rows("SELECT 1")
            with connection.cursor() as cursor:
                for _ in range(2 * sql.PREPARE_THRESHOLD):
                    cursor.execute("SELECT %s::int AS never_prepared", (1,))
            found = sql.rows("SELECT statement FROM pg_prepared_statements")
        assert not any("never_prepared" in statement for (statement,) in found)


class TestCounting:
    def test_lists_statements_in_order(self, database: object) -> None:
        with transaction.atomic(), sql.counting() as seen:
            sql.rows("SELECT 1")
            sql.run("SELECT 2")
        assert seen == ["SELECT 1", "SELECT 2"]
