"""Set-based statements on the hot path, and a count of them.

Posting sends arrays to the server and prepares its statements, which the ORM's cursors do not; both share Django's
connection and transaction. The count is what a test asserts: it must not depend on lines or documents
(architecture §5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg
from django.db import connection
from psycopg.types.json import JsonbLoader

PREPARE_THRESHOLD = 5  # psycopg's own; every statement here asks to be prepared at once
_counted: ContextVar[list[str] | None] = ContextVar("counted_statements", default=None)


def rows(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement on the current transaction and return all its rows. Locks what the statement locks."""
    with _cursor(statement) as cursor:
        cursor.execute(statement, parameters, prepare=True)
        return cursor.fetchall() if cursor.description else []


def run(statement: str, parameters: Sequence[Any] = ()) -> int:
    """Run one statement and return the number of rows it wrote."""
    with _cursor(statement) as cursor:
        cursor.execute(statement, parameters, prepare=True)
        return cursor.rowcount


@contextmanager
def counting() -> Iterator[list[str]]:
    """Collect the statements run inside; for tests and for ``hengku`` diagnostics."""
    seen: list[str] = []
    token = _counted.set(seen)
    try:
        yield seen
    finally:
        _counted.reset(token)


@contextmanager
def _cursor(statement: str) -> Iterator[psycopg.Cursor[Any]]:
    seen = _counted.get()
    if seen is not None:
        seen.append(statement)
    connection.ensure_connection()
    # Django forbids preparing on its connections, for its own cursors' sake; those bind on the client and never would
    connection.connection.prepare_threshold = PREPARE_THRESHOLD
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.adapters.register_loader("jsonb", JsonbLoader)  # Django keeps it text, for its own fields to read
        yield cursor
