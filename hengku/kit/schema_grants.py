"""Rights of the application's role: read from the models, granted exactly.

A table of ours without `app_grants` is an error, so that nobody adds a book by accident with the right to
change it. TRUNCATE, REFERENCES and TRIGGER are never given; the role owns nothing, so it cannot ALTER either.
"""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from psycopg import sql

# Django's own tables which the application reads or writes at run time.
DJANGO_TABLES = {
    "django_session": "SELECT, INSERT, UPDATE, DELETE",
    "django_migrations": "SELECT",
    "django_content_type": "SELECT",
    "auth_permission": "SELECT",
    "auth_group": "SELECT",
    "auth_group_permissions": "SELECT",
    "kit_schema_state": "SELECT",
    "kit_applied_sql": "SELECT",
}

_RIGHT = re.compile(r"(SELECT|INSERT|UPDATE|DELETE)\s*(?:\(([a-z0-9_,\s]+)\))?\s*(?:,|$)")


def parse_grants(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """`SELECT, UPDATE (residual)` → [("SELECT", ()), ("UPDATE", ("residual",))]; ValueError otherwise."""
    rights, rest = [], text.strip()
    while rest:
        found = _RIGHT.match(rest)
        if found is None:
            raise ValueError(f"app_grants cannot be read at {rest!r} in {text!r}")
        columns = tuple(column.strip() for column in (found[2] or "").split(",") if column.strip())
        rights.append((found[1], columns))
        rest = rest[found.end() :].lstrip()
    if not rights:
        raise ValueError("app_grants is empty")
    return rights


def wanted_grants() -> dict[str, str]:
    """table → rights, for every table there is."""
    wanted = dict(DJANGO_TABLES)
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in wanted:
            grants = getattr(model, "app_grants", None)
            if grants is None:
                raise ValueError(f"{model.__name__} does not say in app_grants what the application may do")
            wanted[table] = grants
    return wanted


def apply_grants(cursor: Any, role: str) -> None:
    """Take everything away, give what is wanted; in the caller's transaction, so nobody sees the gap."""
    app = sql.Identifier(role)

    def run(words: str, **parts: sql.Composable) -> None:
        cursor.execute(sql.SQL(words).format(app=app, **parts))

    run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app}")
    run("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {app}")
    run("REVOKE ALL ON SCHEMA public FROM {app}")
    run("GRANT USAGE ON SCHEMA public TO {app}")
    run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}")
    for table, text in wanted_grants().items():
        for right, columns in parse_grants(text):
            listed = sql.SQL(" ({})").format(sql.SQL(", ").join(map(sql.Identifier, columns)))
            run(
                "GRANT {right}{columns} ON {table} TO {app}",
                right=sql.SQL(right),
                columns=listed if columns else sql.SQL(""),
                table=sql.Identifier(table),
            )
    for view in _views(cursor):
        run("GRANT SELECT ON {view} TO {app}", view=sql.Identifier(view))
    _close_to_others(cursor, role)


def _views(cursor: Any) -> list[str]:
    """Views of the rooms' SQL files, without those that belong to an extension."""
    cursor.execute(
        """
        SELECT c.relname
        FROM pg_class AS c
        WHERE c.relkind IN ('v', 'm') AND c.relnamespace = 'public'::regnamespace
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')
        """
    )
    return [name for (name,) in cursor.fetchall()]


def _close_to_others(cursor: Any, role: str) -> None:
    """No temporary tables (they would be found before ours by name), no new objects in public."""
    cursor.execute("SELECT current_database(), pg_has_role(current_user, datdba, 'MEMBER') "
                   "FROM pg_database WHERE datname = current_database()")  # fmt: skip
    name, is_ours = cursor.fetchone()
    if is_ours:
        database = sql.Identifier(name)
        cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        cursor.execute(
            sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM {}").format(database, sql.Identifier(role))
        )
        cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(role)))
    cursor.execute(
        "SELECT pg_has_role(current_user, nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = 'public'"
    )
    if cursor.fetchone()[0]:
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
