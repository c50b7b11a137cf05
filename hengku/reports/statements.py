"""The statements of ``sql/`` and the one way to run them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction

SQL = Path(__file__).parent / "sql"


#: One moment for all that a report reads, and nothing written by accident.
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
#: Sums in memory; no compiling for what takes milliseconds.
SETTINGS = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"
#: Where nearly all rows are read: plans that stay linear whatever the statistics say. Fresh tables have none, and a
#: loop over two of them is quadratic.
LINEAR = "SET LOCAL enable_nestloop = off"


@contextmanager
def snapshot(*, reads_all: bool = False) -> Iterator[None]:
    """Everything read inside is of one moment. Within a transaction that has begun, what that transaction sees."""
    has_begun = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if not has_begun:
            cursor.execute(SNAPSHOT)
        cursor.execute(SETTINGS)
        if reads_all:
            cursor.execute(LINEAR)
        yield


#: First line of a statement that goes on where another file ends.
AFTER = re.compile(r"-- after: (\w+)\n")


@cache
def statement_of(name: str) -> str:
    """The text of ``sql/<name>.sql``, without the semicolon; what it comes after stands before it."""
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8").strip().rstrip(";")
    before = AFTER.match(text)
    return f"{statement_of(before[1])}\n{text}" if before else text


def query(statement: str, bound: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run one reading statement with named parameters; its rows as dicts by column name."""
    with connection.cursor() as cursor:
        cursor.execute(statement, bound)
        keys = [column[0] for column in cursor.description]
        return [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()]
