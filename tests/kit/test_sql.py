"""Statements of the hot path are prepared on the server, and counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import psycopg
import pytest
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


class TestTogether:
    def test_gives_answers_at_its_end_in_order(self, database: object) -> None:
        taken: list[int] = []
        with transaction.atomic():
            with sql.together():
                sql.ask("SELECT %s::int", (1,), lambda rows: taken.append(rows[0][0]))
                sql.run("SELECT 0")
                sql.ask("SELECT %s::int", (2,), lambda rows: taken.append(rows[0][0]))
                assert taken == []
            assert taken == [1, 2]
            sql.ask("SELECT %s::int", (3,), lambda rows: taken.append(rows[0][0]))
        assert taken == [1, 2, 3]

    def test_answers_rows_at_once(self, database: object) -> None:
        with transaction.atomic(), sql.together():
            sql.run("SELECT 0")
            assert sql.rows("SELECT 7") == [(7,)]

    def test_raises_the_first_refusal_and_runs_nothing_after_it(self, database: object) -> None:
        taken: list[object] = []

        def divide_first() -> None:
            with transaction.atomic(), sql.together():
                sql.run("SELECT 1/0")
                sql.ask("SELECT 1", (), taken.append)

        with pytest.raises(psycopg.errors.DivisionByZero):
            divide_first()
        assert taken == []
        assert sql.rows("SELECT 1") == [(1,)]


class TestColumns:
    def test_come_back_as_they_were(self, database: object) -> None:
        table = [
            (1, Decimal("-1.50"), date(2026, 1, 31), True, 'a "b" \\c, {d}', None, "NULL"),
            (2**40, Decimal("1E+3"), date(2026, 2, 1), False, "", 5, " 空 "),
        ]
        found = sql.rows(
            "SELECT * FROM unnest(%s::bigint[], %s::numeric[], %s::date[], %s::boolean[], %s::text[], %s::int[],"
            " %s::text[])",
            sql.columns(table),
        )
        assert found == table

    def test_refuse_what_is_no_scalar(self) -> None:
        with pytest.raises(TypeError):
            sql.array([[1], [2]])
