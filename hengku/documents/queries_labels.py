"""Names for the ids a document carries, one statement per table whatever the number of lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hengku.catalog.models import Product, TaxCode, Unit
from hengku.company.models import Department, Employee, Warehouse
from hengku.kit.models import CompanyQuerySet
from hengku.parties.models import FundAccount, Party

Row = dict[str, Any]

#: The table of each kind of reference, and the columns that name a row of it. Accounts and open items are books above
#: this room: ``reports.effects`` names them.
TABLES: Mapping[str, tuple[Callable[[], CompanyQuerySet], tuple[str, ...]]] = {
    "party": (Party.objects.all, ("code", "name")),
    "warehouse": (Warehouse.objects.all, ("code", "name")),
    "department": (Department.objects.all, ("code", "name")),
    "employee": (Employee.objects.all, ("code", "name")),
    "fund_account": (FundAccount.objects.all, ("code", "name")),
    "product": (Product.objects.all, ("code", "name", "specification", "tracking")),
    "unit": (Unit.objects.all, ("name", "precision")),
    "tax_code": (TaxCode.objects.all, ("code", "name", "rate")),
}
TABLE_OF_KIND = {kind: kind for kind in TABLES} | {"supplier": "party", "customer": "party"}


def table_of(key: str) -> str:
    """The kind of reference a column of the header holds."""
    return {"warehouse_to": "warehouse", "handler": "employee"}.get(key, key)


@dataclass(slots=True)
class Labels:
    """Rows by table and id, each with ``id`` as text and what names it."""

    rows: dict[str, dict[int, Row]] = field(default_factory=dict)

    def of(self, kind: str, pk: Any) -> Row | None:
        """The named row of a reference; an id that names nothing keeps its id and an empty name."""
        if pk in (None, "", 0):
            return None
        found = self.rows.get(TABLE_OF_KIND[kind], {}).get(int(pk))
        return found or {"id": str(pk), "name": ""}


def load_labels(company_id: int, wanted: Iterable[tuple[str, Any]]) -> Labels:
    """Read what ``(kind, id)`` pairs name; kinds without a table here and empty ids are left out."""
    ids: dict[str, set[int]] = {}
    for kind, pk in wanted:
        if kind in TABLE_OF_KIND and pk not in (None, "", 0):
            ids.setdefault(TABLE_OF_KIND[kind], set()).add(int(pk))
    labels = Labels()
    for table, keys in ids.items():
        labels.rows[table] = _rows(table, company_id, keys)
    return labels


def _rows(table: str, company_id: int, keys: Collection[int]) -> dict[int, Row]:
    rows, columns = TABLES[table]
    found = rows().filter(company_id=company_id, pk__in=keys).values("id", *columns)
    return {row["id"]: {**row, "id": str(row["id"])} for row in found}
