"""Keys of company tables, which Django cannot declare: compared with the catalogue, made where it differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from hengku.kit.models import CompanyFK

SUFFIX = "_same_company"
NAME_BYTES_MAX = 63


@dataclass(frozen=True)
class Key:
    """One constraint: the primary key of a table (no target) or a foreign key within the company."""

    table: str
    column: str
    target: str = ""

    @property
    def name(self) -> str:
        """documents_line_product_same_company; the API maps it to an error by this name."""
        if not self.target:
            return f"{self.table}_pkey"
        return f"{self.table}_{self.column.removesuffix('_id')}{SUFFIX}"

    @property
    def definition(self) -> str:
        """As pg_get_constraintdef writes it (all names here are plain lower case)."""
        if not self.target:
            return "PRIMARY KEY (company_id, id)"
        return f"FOREIGN KEY (company_id, {self.column}) REFERENCES {self.target}(company_id, id)"


def wanted_keys(company_models: Iterable[type[models.Model]]) -> list[Key]:
    """Primary keys first: a foreign key needs the one it points at."""
    company_models = list(company_models)
    keys = [Key(model._meta.db_table, "id") for model in company_models]
    keys += [
        Key(model._meta.db_table, field.column, field.related_model._meta.db_table)
        for model in company_models
        for field in model._meta.local_concrete_fields
        if isinstance(field, CompanyFK)
    ]
    long = [key.name for key in keys if len(key.name.encode()) > NAME_BYTES_MAX]
    assert not long, f"constraint names over {NAME_BYTES_MAX} bytes would be cut by PostgreSQL: {long}"
    return keys


def _existing(cursor: Any) -> dict[tuple[str, str], str]:
    """(table, constraint) → definition, of primary and foreign keys."""
    cursor.execute(
        """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint
        WHERE contype IN ('p', 'f') AND connamespace = 'public'::regnamespace AND conparentid = 0
        """
    )
    return {(table.strip('"'), name): definition for table, name, definition in cursor.fetchall()}


def apply_keys(cursor: Any, keys: list[Key]) -> None:
    """Make each wanted key which is not there as wanted, drop ours that are not wanted any more."""
    have = _existing(cursor)
    wanted = {(key.table, key.name): key.definition for key in keys}
    stale = [
        (table, name)
        for (table, name), definition in have.items()
        if (name.endswith(SUFFIX) or (table, name) in wanted) and wanted.get((table, name)) != definition
    ]
    # foreign keys first: they hang on primary keys
    for table, name in sorted(stale, key=lambda one: one[1].endswith("_pkey")):
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
        del have[table, name]
    for key in keys:
        if (key.table, key.name) not in have:
            cursor.execute(f'ALTER TABLE "{key.table}" ADD CONSTRAINT "{key.name}" {key.definition}')
