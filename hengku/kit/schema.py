"""Brings a database to what the code expects. `prepare_schema()` is the one way, at every start and upgrade.

1. extensions that any PostgreSQL has (pg_trgm, btree_gist);
2. Django's migrations, as the owner;
3. keys: PRIMARY KEY (company_id, id) and, for each CompanyFK, an immediate foreign key on (company_id, x_id),
   so that a row cannot point into another company;
4. `hengku/<room>/sql/NNNN_*.sql`, each once, in order of rooms and numbers; an applied file is frozen;
5. rights of the application's role, exactly those the models say in `app_grants`, nothing more;
6. the views of who sees a part of a company only (`kit.schema_sight`).

Every step may be repeated. A fingerprint of all that is wanted is kept in the database, and when it is the
same nothing is done: a start costs one query.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from hengku.kit.models import CompanyModel
from hengku.kit.postgres import PostgresProblem, connect
from hengku.kit.schema_grants import apply_grants, wanted_grants
from hengku.kit.schema_keys import apply_keys, wanted_keys
from hengku.kit.schema_sight import drop_views, make_views, wanted_views

OWNER = "owner"
EXTENSIONS = ("pg_trgm", "btree_gist")
LOCK_KEY = 4_865_717  # any fixed number: two starting processes do not migrate at once

OWN_TABLES = (
    """
    CREATE TABLE IF NOT EXISTS kit_applied_sql (
        name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS kit_schema_state (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        fingerprint text NOT NULL, prepared_at timestamptz NOT NULL DEFAULT now()
    )
    """,
)


@dataclass(frozen=True)
class SqlFile:
    """One frozen file of a room."""

    room: str
    path: Path

    @property
    def name(self) -> str:
        """As kept in kit_applied_sql: ledger/0001_entry_balances.sql."""
        return f"{self.room}/{self.path.name}"

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def sql_files() -> list[SqlFile]:
    """Every numbered file, rooms in their order, then by number. Those without a number are queries."""
    return [
        SqlFile(room, path)
        for room in settings.ROOMS
        for path in sorted(Path(apps.get_app_config(room).path, "sql").glob("[0-9][0-9][0-9][0-9]_*.sql"))
    ]


def company_models() -> list[type[models.Model]]:
    """Models whose rows belong to one company, in order of rooms."""
    return [model for model in apps.get_models() if issubclass(model, CompanyModel)]


def fingerprint() -> str:
    """A hash of everything prepare_schema would bring about."""
    wanted: list[Any] = [
        EXTENSIONS,
        sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations),
        [[file.name, file.sha256] for file in sql_files()],
        [str(key) for key in wanted_keys(company_models())],
        wanted_grants(),
        wanted_views(company_models()),
        connect.app_role(),
    ]
    return hashlib.sha256(json.dumps(wanted).encode()).hexdigest()


def is_current() -> bool:
    """Whether the database is as this code wants it."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT to_regclass('kit_schema_state') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT fingerprint FROM kit_schema_state")
        row = cursor.fetchone()
    return row is not None and row[0] == fingerprint()


def prepare_schema(*, force: bool = False) -> bool:
    """Bring the database up to date; True when something was done. Waits for another process that is at it.

    Raises PostgresProblem when a frozen SQL file was changed after it had been applied.
    """
    if not force and is_current():
        return False
    connection = connections[OWNER]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
    try:
        if not force and is_current():
            return False
        _prepare(connection)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_KEY])
    return True


def _prepare(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(f'CREATE EXTENSION IF NOT EXISTS "{extension}"')
        drop_views(cursor)
    call_command("migrate", database=OWNER, run_syncdb=True, interactive=False, verbosity=0)
    with transaction.atomic(using=OWNER), connection.cursor() as cursor:
        for table in OWN_TABLES:
            cursor.execute(table)
        apply_keys(cursor, wanted_keys(company_models()))
        _apply_files(cursor)
        apply_grants(cursor, connect.app_role())
        make_views(cursor, company_models(), connect.app_role())
        cursor.execute(
            "INSERT INTO kit_schema_state (fingerprint) VALUES (%s) "
            "ON CONFLICT (only_row) DO UPDATE SET fingerprint = excluded.fingerprint, prepared_at = now()",
            [fingerprint()],
        )


def _apply_files(cursor: Any) -> None:
    cursor.execute("SELECT name, sha256 FROM kit_applied_sql")
    applied = dict(cursor.fetchall())
    for file in sql_files():
        if file.name not in applied:
            cursor.execute(file.text)
            cursor.execute(
                "INSERT INTO kit_applied_sql (name, sha256) VALUES (%s, %s)", [file.name, file.sha256]
            )
        elif applied[file.name] != file.sha256:
            raise PostgresProblem(
                f"数据库脚本 {file.name} 在应用之后被改动;已应用的脚本不能再改,请恢复它并另加一个编号更大的脚本"
            )
