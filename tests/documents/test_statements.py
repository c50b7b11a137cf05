"""How many statements a posting takes does not depend on how many lines or documents it has (architecture §5)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection

from hengku.company.actions import ensure_periods
from hengku.documents.declaration import document_type, registry
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import post
from tests.documents.builders import BUILDERS
from tests.documents.builders.stage import Stage
from tests.posting.books import disagreements
from tests.posting.desk import NOW, Desk, Doc, item_line, new_key
from tests.world import Book

TYPES = sorted(registry())


@pytest.fixture(scope="class")
def stage(database: Cluster) -> Iterator[Stage]:
    """One book for all: days only go forward, so nothing here is back-dated."""
    found = Stage(Book(started_on=date(2020, 1, 1)))  # every type takes a few days
    ensure_periods(company_id=found.book.company_id, until=date(2026, 10, 31))
    yield found
    assert disagreements(found.book.company_id) == []


@contextmanager
def every_statement() -> Iterator[list[str]]:
    """Those of ``kit.sql`` and those of the ORM."""

    def through_the_orm(execute: Any, statement: str, *rest: Any) -> Any:
        statements.append(statement)
        return execute(statement, *rest)

    with sql.counting() as statements, connection.execute_wrapper(through_the_orm):
        yield statements


def posted(stage: Stage, code: str, documents: int, lines: int) -> list[str]:
    """Post so many papers of a type in one call; the statements it took."""
    stage.stay_in_month()
    papers = BUILDERS[code](stage, documents, lines)
    with every_statement() as statements:
        answer = post(actor=stage.book.actor, documents=papers, key=new_key(), now=NOW)
    if code == "pick_list":  # put back: what lies in 待发区 goes first, and whoever takes it reads a place more
        for one in answer.documents:
            stage.desk.reverse(Doc(one.id, one.number, one.state, ()), day=stage.today)
    return statements


def differing(one: list[str], other: list[str]) -> list[str]:
    """Statements that one of them ran oftener, shortened."""
    return sorted(" ".join(s.split())[:60] for s in {*one, *other} if one.count(s) != other.count(s))


@pytest.mark.parametrize("code", TYPES)
class TestStatements:
    def test_are_as_many_for_one_line_as_for_a_hundred(self, stage: Stage, code: str) -> None:
        one, ten, hundred = (posted(stage, code, 1, lines) for lines in (1, 10, 100))
        assert (differing(one, ten), differing(ten, hundred)) == ([], [])

    def test_are_as_many_for_one_document_as_for_fifty(self, stage: Stage, code: str) -> None:
        one, ten, fifty = (posted(stage, code, documents, 2) for documents in (1, 10, 50))
        assert (differing(one, ten), differing(ten, fifty)) == ([], [])


class TestStatementsOfAReversal:
    @pytest.mark.parametrize("code", [code for code in TYPES if document_type(code).can_reverse])
    def test_are_as_many_for_one_line_as_for_thirty(self, stage: Stage, code: str) -> None:
        found = []
        for lines in (2, 30):
            (paper,) = BUILDERS[code](stage, 1, lines)
            done = stage.desk.one(paper)
            with every_statement() as statements:
                stage.desk.reverse(done, day=stage.today)
            found.append(statements)
        assert differing(*found) == []


class TestStatementsOfAFold:
    def test_back_dated_are_as_many_whatever_comes_after(self, database: Cluster) -> None:
        """A late receipt recosts 2 or 40 issues, of 1 or 20 products, with the same statements (C9)."""
        found = []
        for products, issues in ((1, 2), (1, 40), (20, 2)):
            stage = Stage(Book())
            stage.stock(issues, products, quantity="100")
            for day in range(issues):
                lines = stage.goods(products, "1", "5")
                stage.desk.one(stage.sold("sales_issue", lines, stage.book.day(10 + day)))
            late = stage.bought("purchase_receipt", stage.priced(products, "100", "20"), stage.book.day(5))
            with every_statement() as statements:
                stage.desk.one(late)
            found.append(statements)
            assert disagreements(stage.book.company_id) == []
        assert (differing(found[0], found[1]), differing(found[0], found[2])) == ([], [])

    def test_negative_control_two_calls_are_twice_as_many(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "10", day=2)
        paper = desk.issue_paper("1")
        with every_statement() as once:
            desk.one(paper)
        papers = [desk.issue_paper("1"), desk.issue_paper("1")]
        papers[1].lines.append(item_line(book.cola, D(1), "5"))
        with every_statement() as twice:
            for paper in papers:
                desk.one(paper)
        assert len(twice) == 2 * len(once)
        assert differing(once, twice) != []
