"""Set-based statements on the hot path, and a count of them.

Posting sends arrays to the server and prepares its statements, which the ORM's cursors do not; both share Django's
connection and transaction. The count is what a test asserts: it must not depend on lines or documents
(architecture §5).

    with sql.together():                    # one round trip for all of them
        sql.ask(PRODUCTS, parameters, take_products)
        sql.run(INSERT_MOVES, parameters)
    # here take_products has been given its rows
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.adapt import AdaptersMap
from psycopg.types.json import JsonbLoader

PREPARE_THRESHOLD = 5  # psycopg's own; every statement here asks to be prepared at once

BY_KEY = """
SELECT set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)
"""

Parameters = Sequence[Any] | Mapping[str, Any]
Rows = list[tuple[Any, ...]]
Take = Callable[[Rows], object]


@dataclass(slots=True)
class _Together:
    """Statements on their way in one pipeline, and who takes their rows."""

    pipeline: psycopg.Pipeline
    asked: list[tuple[psycopg.Cursor[Any], Take]] = field(default_factory=list)


_counted: ContextVar[list[str] | None] = ContextVar("counted_statements", default=None)
_together: ContextVar[_Together | None] = ContextVar("sent_together", default=None)

#: Types whose text needs no quotes in an array.
_PLAIN = frozenset({int, Decimal, date, bool})
_PLAIN_OR_NONE = _PLAIN | {type(None)}


def rows(statement: str, parameters: Parameters = ()) -> Rows:
    """Run one statement on the current transaction and return all its rows. Locks what the statement locks."""
    cursor = _execute(statement, parameters)
    together = _together.get()
    if together is not None:
        together.pipeline.sync()
    return cursor.fetchall() if cursor.description else []


def run(statement: str, parameters: Parameters = ()) -> int:
    """Run one statement and return the number of rows it wrote; inside ``together`` that is not known yet: -1."""
    return _execute(statement, parameters).rowcount


def ask(statement: str, parameters: Parameters, take: Take) -> None:
    """Run one statement and give its rows to ``take``: at once, or at the end of ``together``."""
    cursor = _execute(statement, parameters)
    together = _together.get()
    if together is None:
        take(cursor.fetchall())
    else:
        together.asked.append((cursor, take))


@contextmanager
def together() -> Iterator[None]:
    """Send the statements inside in their order, without waiting for one before sending the next: one round trip.

    The first that the database refuses is raised at the end, and those after it have not run.
    """
    if _together.get() is not None:
        yield
        return
    ours = connections[DEFAULT_DB_ALIAS]
    ours.ensure_connection()
    with ours.connection.pipeline() as pipeline:
        sent = _Together(pipeline)
        token = _together.set(sent)
        try:
            yield
        finally:
            _together.reset(token)
    for cursor, take in sent.asked:
        take(cursor.fetchall())


def by_key() -> None:
    """Until the end of the transaction, plan statements to find rows by index and never to read a whole table, and once
    a session, whatever is asked for.

    A session keeps its plans, those of foreign keys and triggers too. One made while a table was small reads
    all of it, row by row, when it has grown: an import of a thousand documents into new books became four
    times as slow. And a plan that is expected to be dear for the ten rows it is made for is made again each time
    there is one row only: of every small document five statements were.
    """
    run(BY_KEY)


@contextmanager
def counting() -> Iterator[list[str]]:
    """Collect the statements run inside; for tests and for ``hengku`` diagnostics."""
    seen: list[str] = []
    token = _counted.set(seen)
    try:
        yield seen
    finally:
        _counted.reset(token)


def columns(table: Iterable[Sequence[Any]]) -> list[str]:
    """Rows as columns, each an array in text for ``unnest(%s::type[], …)``. There must be a row."""
    return [array(column) for column in zip(*table, strict=True)]


def array(column: Sequence[Any]) -> str:
    """An array in PostgreSQL's text form: ten times as fast to make as psycopg's from a list, and always of
    one type.
    """
    kinds = set(map(type, column))
    if kinds <= _PLAIN:
        return "{" + ",".join(map(str, column)) + "}"
    if kinds <= _PLAIN_OR_NONE:
        return "{" + ",".join(["NULL" if one is None else str(one) for one in column]) + "}"
    if kinds == {str}:
        text = '","'.join(column)
        if "\\" not in text and text.count('"') == 2 * (len(column) - 1):  # no quotes but ours
            return '{"' + text + '"}'
    return "{" + ",".join(map(_element, column)) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if type(value) in _PLAIN:
        return str(value)
    if isinstance(value, (list, tuple, bytes)):
        raise TypeError(f"no element of an array of scalars: {value!r}")
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _execute(statement: str, parameters: Parameters) -> psycopg.Cursor[Any]:
    """Cursors here hold nothing on the server, so they need no closing."""
    seen = _counted.get()
    if seen is not None:
        seen.append(statement)
    ours = connections[DEFAULT_DB_ALIAS]
    ours.ensure_connection()
    # Django forbids preparing on its connections, for its own cursors' sake; those bind on the client and never would
    ours.connection.prepare_threshold = PREPARE_THRESHOLD
    return _Cursor(ours.connection).execute(statement, parameters, prepare=True)


class _Cursor(psycopg.Cursor[Any]):
    """Reads jsonb as data; Django's connection keeps it text, for its own fields to read."""

    @property
    def adapters(self) -> AdaptersMap:
        return _ADAPTERS


_ADAPTERS = AdaptersMap(psycopg.adapters)
_ADAPTERS.register_loader("jsonb", JsonbLoader)


@contextmanager
def held(space: int, number: int) -> Iterator[bool]:
    """Hold the advisory lock of ``number`` in ``space`` for this connection, across its transactions; False, and
    nothing is held, when another connection has it. A killed process loses it with its connection.
    """
    key = (space, number % 2**31)
    is_held = bool(rows("SELECT pg_try_advisory_lock(%s::int4, %s::int4)", key)[0][0])
    try:
        yield is_held
    finally:
        if is_held:
            rows("SELECT pg_advisory_unlock(%s::int4, %s::int4)", key)
