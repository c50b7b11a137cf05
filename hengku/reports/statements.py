"""The statements of ``sql/`` and the one way to run them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

SQL = Path(__file__).parent / "sql"


@cache
def statement_of(name: str) -> str:
    """The text of ``sql/<name>.sql``, without the semicolon."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8").strip().rstrip(";")


def query(statement: str, bound: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run one reading statement with named parameters; its rows as dicts by column name."""
    with connection.cursor() as cursor:
        cursor.execute(statement, bound)
        keys = [column[0] for column in cursor.description]
        return [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()]
