"""What the present request may see of a company, kept by the database: the one place of data scope (§6.2, S2).

Some people see a part of a company only: some warehouses, or the customers and suppliers they or their department
answer for. Every table of which they see a part has a view of the same name in the schema ``sight``
(``kit.schema_sight``), which holds the rows of what ``hengku.sight…`` says. While somebody limited is at work,
``sight`` stands before ``public`` in the search path, so that every statement, the ORM's and hand-written ones, reads
the view: a list, a report, a search or an export cannot forget it. Nothing said is no row.

Who computes for everybody (posting folds the cost of all warehouses) asks for the whole, after it has refused what
is out of sight:

    with sight.limited_to(actor.part): ...    # None: everything
    @sight.whole()                            # inside: the tables themselves
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import TransactionStatus

SCHEMA = "sight"
EVERYTHING = "*"
#: What the views ask the session, in the order of ``Part.said``.
SETTINGS = (
    "hengku.sight",
    "hengku.sight_customers",
    "hengku.sight_suppliers",
    "hengku.sight_company",
    "hengku.sight_user",
)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a company that somebody sees. ``keys`` are its warehouses, None for all of them. ``customers`` and
    ``suppliers``: ``own`` (those the user answers for), ``department`` (those anybody of the user's department does),
    or "*" for all.
    """

    keys: tuple[int, ...] | None
    customers: str = EVERYTHING
    suppliers: str = EVERYTHING
    company_id: int = 0
    user_id: int = 0

    def said(self) -> tuple[str, ...]:
        """The values of ``SETTINGS``."""
        keys = EVERYTHING if self.keys is None else ",".join(map(str, self.keys))
        return keys, self.customers, self.suppliers, str(self.company_id), str(self.user_id)


_part: ContextVar[Part | None] = ContextVar("sight_part", default=None)


def see_only(part: Part | Collection[int] | None) -> None:
    """From now on in this thread: this part (keys alone are warehouses), or with None everything."""
    _part.set(part if part is None or isinstance(part, Part) else Part(tuple(sorted(part))))
    apply()


@contextmanager
def limited_to(part: Part | Collection[int] | None) -> Iterator[None]:
    """Inside: this part; with None everything, as before."""
    before = _part.get()
    see_only(part)
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
    return _part.get() is not None


def apply() -> None:
    """Bring the thread's connection to what is wanted. One statement where it differs, none where it does not."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.connection is not None:
        apply_to(connection)


def apply_to(connection: BaseDatabaseWrapper) -> None:
    """The same for one connection; a new one is asked by ``kit.db_backend`` before its first statement."""
    wanted = _part.get()
    if getattr(connection, "sight_part", None) == wanted:
        return
    # In a transaction that failed the server takes no statement; its end brings back what held before it began.
    if connection.connection.info.transaction_status != TransactionStatus.INERROR:
        path = "public" if wanted is None else f"{SCHEMA}, public"
        said = ("",) * len(SETTINGS) if wanted is None else wanted.said()
        pairs = [("search_path", path), *zip(SETTINGS, said, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(['set_config(%s, %s, false)'] * len(pairs))}",
                [text for pair in pairs for text in pair],
            )
    connection.sight_part = wanted  # type: ignore[attr-defined]
