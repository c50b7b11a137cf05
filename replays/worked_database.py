"""A database that exists only while cases run: what is posted in them never stands beside anybody's books."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg import sql

from hengku.kit.postgres import connect
from hengku.kit.postgres.cluster import APP, OWNER, Cluster, create_database, embedded_dsn
from hengku.kit.postgres.session import database

#: The database every server has: enough to join it and make another from.
MAINTENANCE: Final = "postgres"
#: Followed by the number of the process that made it.
PREFIX: Final = "hengku_examples_"


@contextmanager
def scratch_database(purpose: str) -> Iterator[None]:
    """Start or join the embedded server, make a database, set Django up on it; drop it at the end.

    For a process of its own, before Django is set up. Other databases of the server, and DATABASE_URL, are
    left alone.
    """
    os.environ.pop("DATABASE_URL", None)
    os.environ["HENGKU_DB"] = MAINTENANCE
    with database(purpose=purpose):
        dsn = embedded_dsn(connect.data_dir(), OWNER, MAINTENANCE)
        _drop_left_over(dsn)
        name = f"{PREFIX}{os.getpid()}"
        create_database(dsn, name, app_role=APP)
        _do_not_wait_for_disk(dsn, name)
        os.environ["HENGKU_DB"] = name
        try:
            yield from _prepared()
        finally:
            Cluster(connect.data_dir()).drop_database(name)


def _drop_left_over(dsn: str) -> None:
    """Databases of runs that were killed: named after a process that is gone, or that had our number."""
    with psycopg.connect(dsn, autocommit=True) as owner:
        found = owner.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        ).fetchall()
        for (name,) in found:
            number = int(name.removeprefix(PREFIX))
            if number == os.getpid() or not _is_alive(number):
                owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)  # asks only: signal 0 is never delivered
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _do_not_wait_for_disk(dsn: str, name: str) -> None:
    """What is dropped at the end need not outlive a power cut; other databases keep waiting for theirs."""
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))


def _prepared() -> Iterator[None]:
    from hengku.cli.ready import set_django_up

    set_django_up()
    from django.db import connections

    from hengku.kit.schema import prepare_schema

    try:
        prepare_schema()
        yield
    finally:
        connections.close_all()
