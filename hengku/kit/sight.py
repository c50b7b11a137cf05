"""What the present request may see of a company, kept by the database: the one place of data scope (§6.2, S2).

Some people see a part of a company only. Every table of which they see a part has a view of the same name in the
schema ``sight`` (``kit.schema_sight``), which holds the rows of the keys in ``hengku.sight``. While somebody limited is
at work, ``sight`` stands before ``public`` in the search path, so that every statement, the ORM's and hand-written
ones, reads the view: a list, a report, a search or an export cannot forget it. No key is no row.

Who computes for everybody (posting folds the cost of all warehouses) asks for the whole, after it has refused what
is out of sight:

    with sight.limited_to(keys): ...          # None: everything
    @sight.whole()                            # inside: the tables themselves
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import TransactionStatus

SCHEMA = "sight"
Keys = tuple[int, ...]

_keys: ContextVar[Keys | None] = ContextVar("sight_keys", default=None)


def see_only(keys: Collection[int] | None) -> None:
    """From now on in this thread: the rows of these keys, or with None everything."""
    _keys.set(None if keys is None else tuple(sorted(keys)))
    apply()


@contextmanager
def limited_to(keys: Collection[int] | None) -> Iterator[None]:
    """Inside: the rows of these keys; with None everything, as before."""
    before = _keys.get()
    see_only(keys)
    try:
        yield
    finally:
        see_only(before)


@contextmanager
def whole() -> Iterator[None]:
    """Inside: everything, for who computes over all rows and has refused already what is out of sight."""
    with limited_to(None):
        yield


def is_limited() -> bool:
    """Whether who is at work sees a part of the company only."""
    return _keys.get() is not None


def apply() -> None:
    """Bring the thread's connection to what is wanted. One statement where it differs, none where it does not."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.connection is not None:
        apply_to(connection)


def apply_to(connection: BaseDatabaseWrapper) -> None:
    """The same for one connection; a new one is asked by ``kit.db_backend`` before its first statement."""
    wanted = _keys.get()
    if getattr(connection, "sight_keys", None) == wanted:
        return
    # In a transaction that failed the server takes no statement; its end brings back what held before it began.
    if connection.connection.info.transaction_status != TransactionStatus.INERROR:
        path, keys = ("public", "") if wanted is None else (f"{SCHEMA}, public", ",".join(map(str, wanted)))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('search_path', %s, false), set_config('hengku.sight', %s, false)",
                (path, keys),
            )
    connection.sight_keys = wanted  # type: ignore[attr-defined]
