"""Pages of master data, and what a product picker shows beside each hit. Reads only; each list needs its
room's ``view``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from hengku.catalog.bill_rules import Part, sets_of
from hengku.catalog.models import Barcode, Category, Product, ProductUnit, TaxCode, Unit
from hengku.catalog.queries_bills import parts_of
from hengku.catalog.search_rules import fold
from hengku.company.models import Department, Employee, Warehouse
from hengku.documents.filter_rules import Filter, FilterField, by_key
from hengku.documents.queries_filter import filtered
from hengku.identity.actor import Actor
from hengku.identity.models import User
from hengku.identity.roles import PURCHASE_PRICES
from hengku.inventory.models import Place
from hengku.kit.models import CompanyQuerySet
from hengku.ledger.models import Account
from hengku.parties.models import AgreedPrice, FundAccount, Party
from hengku.reports.list_filters import FIELDS
from hengku.reports.statements import query, statement_of

Row = dict[str, Any]

SIZE_MAX = 500
#: Columns that tell what goods cost, with the permission that shows them.
COST_KEYS = {"purchase_price": PURCHASE_PRICES, "price_limit": PURCHASE_PRICES, "reference_cost": "cost.view"}


@dataclass(frozen=True, slots=True)
class ListType:
    """One kind of master data: where it is, what of it is shown, what its search looks at, and in which
    order it comes.
    """

    rows: Callable[[], Any]
    needs: str
    columns: tuple[str, ...]
    references: tuple[tuple[str, tuple[str, ...]], ...] = ()  # key, its own columns
    searched: tuple[str, ...] = ("code", "name")
    order_by: tuple[str, ...] = ("code", "id")
    detail: str = ""  # the column a picker shows in small print


#: The login name of who an employee is.
USERNAME = Coalesce(Subquery(User.objects.filter(pk=OuterRef("user_id")).values("username")[:1]), Value(""))

LISTS: dict[str, ListType] = {
    "products": ListType(
        Product.objects.all,
        "catalog.view",
        ("code", "name", "specification", "brand", "sale_price", "purchase_price", "floor_price", "reference_cost",
         "price_limit", "must_inspect", "inspection_mode", "stock_minimum", "stock_maximum", "initials", "is_active",
         "tracking", "shelf_life", "shelf_life_unit", "wants_produced_on",
         "min_inbound_ratio", "yellow_days", "red_days", "aux_standard", "aux_tolerance"),
        (
            ("category", ("code", "name")),
            ("base_unit", ("name", "precision")),
            ("tax_code", ("code", "name", "rate")),
            ("aux_unit", ("name", "precision")),
        ),
        searched=("code", "name", "specification", "initials"),
    ),
    "parties": ListType(
        Party.objects.all,
        "parties.view",
        ("code", "name", "is_customer", "is_supplier", "tax_number", "contact", "phone", "address", "bank_name",
         "bank_account", "bank_code", "level", "settlement_term", "credit_limit",
         "payment_days", "minimum_days_left", "tax_codes", "must_inspect", "inspection_mode",
         "initials", "is_active"),
        (("manager", ("code", "name")),),
        searched=("code", "name", "initials", "tax_number", "phone"),
    ),
    "warehouses": ListType(
        Warehouse.objects.all, "company.view", ("code", "name", "is_active", "may_go_negative")
    ),
    "bins": ListType(
        lambda: Place.objects.exclude(bin="").annotate(code=F("bin")),
        "company.view",
        ("code", "name", "is_active"),
        (("warehouse", ("code", "name")),),
        order_by=("warehouse_id", "code", "id"),
    ),
    "employees": ListType(
        lambda: Employee.objects.annotate(username=USERNAME), "company.view", ("code", "name", "username", "is_active"),
        (("department", ("code", "name")),),
    ),
    "departments": ListType(Department.objects.all, "company.view", ("code", "name", "is_active")),
    "categories": ListType(
        Category.objects.all,
        "catalog.view",
        ("code", "name", "inventory_role", "yellow_days", "red_days", "is_active"),
        (("parent", ("code", "name")),),
    ),
    "units": ListType(
        Unit.objects.all, "catalog.view", ("name", "precision"), searched=("name",), order_by=("id",)
    ),
    "tax-codes": ListType(
        TaxCode.objects.all,
        "catalog.view",
        ("code", "name", "rate", "kind", "is_deductible", "valid_from", "valid_to", "is_active"),
        detail="rate",
    ),
    "fund-accounts": ListType(
        FundAccount.objects.all,
        "parties.view",
        ("code", "name", "role", "bank_name", "bank_account", "is_active"),
        detail="bank_account",
    ),
    "prices": ListType(
        AgreedPrice.objects.all,
        "catalog.view",
        (
            "level",
            "minimum",
            "price",
            "is_with_tax",
            "floor_price",
            "currency",
            "valid_from",
            "valid_to",
            "remark",
            "is_active",
        ),
        (("product", ("code", "name", "specification")), ("party", ("code", "name"))),
        searched=("product__code", "product__name", "party__name", "level"),
        order_by=("product__code", "-party", "-level", "minimum", "id"),
    ),
    "accounts": ListType(
        Account.objects.all,
        "ledger.view",
        ("code", "name", "name_en", "category", "direction", "is_leaf", "control", "auxiliaries", "is_active"),
        (("parent", ("code", "name")),),
        searched=("code", "name", "name_en"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page of rows, how many there are in all (None when not asked), and the code after which the next page begins,
    "" on the last.
    """

    rows: list[Row]
    total: int | None
    next: str = ""


def list_records(
    actor: Actor,
    name: str,
    *,
    text: str = "",
    is_active: bool | None = None,
    filters: dict[str, Any] | None = None,
    asked: Filter | None = None,
    page: int = 1,
    size: int = 50,
    after: str = "",
    with_total: bool = True,
) -> RecordPage:
    """A page of ``name`` by code; ``text`` looks into code, name and initials. Needs the room's ``view``. ``after``, a
    code, begins behind it instead of counting pages: rows that come meanwhile move nothing. Two statements.
    """
    listed = LISTS[name]
    actor.must(listed.needs)
    found: CompanyQuerySet = listed.rows().filter(company_id=actor.company_id, **(filters or {}))
    if is_active is not None and "is_active" in listed.columns:
        found = found.filter(is_active=is_active)
    if asked is not None:
        found = filtered(found, asked, today=timezone.localdate(), fields=filter_fields(actor, name))
    found = _searched(found, listed, text)
    size = max(1, min(size, SIZE_MAX))
    offset = 0 if after else (max(page, 1) - 1) * size
    here = found.filter(code__gt=after) if after else found
    rows = list(here.order_by(*listed.order_by).values(*_wanted(listed))[offset : offset + size + 1])
    has_more = len(rows) > size and "code" in listed.columns
    shown = [shaped(actor, listed, row) for row in rows[:size]]
    total = found.count() if with_total else None
    return RecordPage(shown, total, str(shown[-1]["code"]) if has_more else "")


def fields_of(actor: Actor, name: str) -> tuple[str, ...]:
    """The fields a row of ``name`` has for this actor."""
    listed = LISTS[name]
    own = (key for key in listed.columns if sees_column(actor, key))
    return ("id", *own, *(key for key, _ in listed.references))


def filter_fields(actor: Actor, name: str) -> dict[str, FilterField]:
    """What the actor may filter ``name`` by: nothing that they may not see. Empty where a list has no filters."""
    return by_key(one for one in FIELDS.get(name, ()) if sees_column(actor, one.key))


def find_record(actor: Actor, name: str, pk: int) -> Row | None:
    """One row of ``name`` by id; None when the company has no such row. One statement."""
    listed = LISTS[name]
    actor.must(listed.needs)
    row = listed.rows().filter(company_id=actor.company_id, pk=pk).values(*_wanted(listed)).first()
    return shaped(actor, listed, row) if row else None


def _wanted(listed: ListType) -> tuple[str, ...]:
    joined = tuple(f"{key}__{column}" for key, columns in listed.references for column in columns)
    return ("id", *listed.columns, *(f"{key}_id" for key, _ in listed.references), *joined)


def _searched(found: CompanyQuerySet, listed: ListType, text: str) -> CompanyQuerySet:
    text = " ".join(text.split())
    if not text:
        return found
    condition = Q()
    for column in listed.searched:
        wanted = fold(text).replace(" ", "") if column == "initials" else text
        condition |= Q(**{f"{column}__icontains": wanted})
    return found.filter(condition)


def shaped(actor: Actor, listed: ListType, row: Row) -> Row:
    """Ids as text, references as objects, and no cost for who may not see it."""
    shown: Row = {"id": str(row["id"])}
    for key in listed.columns:
        if sees_column(actor, key):
            shown[key] = row[key]
    for key, columns in listed.references:
        pk = row[f"{key}_id"]
        shown[key] = None
        if pk is not None:
            shown[key] = {"id": str(pk), **{column: row[f"{key}__{column}"] for column in columns}}
    return shown


def sees_column(actor: Actor, key: str) -> bool:
    """Whether a column of master data is the actor's to see (X23)."""
    return key not in COST_KEYS or actor.may(COST_KEYS[key])


def hidden_prices(actor: Actor, product_id: int) -> Row:
    """The prices of a product that the actor may not see, so that saving what was read leaves them as they are."""
    keys = [key for key in COST_KEYS if not sees_column(actor, key)]
    row = Product.objects.visible_to(actor).filter(pk=product_id).values(*keys).first() if keys else None
    return dict(row) if row else {}


def units_of(company_id: int, product_ids: Collection[int]) -> dict[int, list[Row]]:
    """The other units of products with their exact conversions, by product. One statement."""
    found: dict[int, list[Row]] = {}
    rows = (
        ProductUnit.objects.of_company(company_id)
        .filter(product_id__in=product_ids)
        .order_by("product_id", "numerator", "id")
        .values("product_id", "unit_id", "unit__name", "unit__precision", "numerator", "denominator")
    )
    for row in rows:
        found.setdefault(row["product_id"], []).append(
            {
                "id": str(row["unit_id"]),
                "name": row["unit__name"],
                "precision": row["unit__precision"],
                "numerator": row["numerator"],
                "denominator": row["denominator"],
            }
        )
    return found


def barcodes_of(company_id: int, product_ids: Collection[int]) -> dict[int, list[Row]]:
    """Barcodes of products, by product. One statement."""
    found: dict[int, list[Row]] = {}
    rows = (
        Barcode.objects.of_company(company_id)
        .filter(product_id__in=product_ids)
        .order_by("product_id", "code")
        .values("product_id", "code", "unit_id", "unit__name")
    )
    for row in rows:
        found.setdefault(row["product_id"], []).append(
            {"code": row["code"], "unit": row["unit__name"], "unit_id": str(row["unit_id"])}
        )
    return found


def stock_of(
    company_id: int, product_ids: Sequence[int], warehouse_id: int | None = None, *, today: date
) -> dict[int, list[Row]]:
    """What lies where of these products, by product: on hand and available today, in base units; of a kit as many sets
    as its components are enough for. Two statements.
    """
    found: dict[int, list[Row]] = {}
    kits = parts_of(company_id, product_ids)
    components = {part.component_id for parts in kits.values() for part in parts}
    wanted = [*{*product_ids, *components}]
    bound = {"company_id": company_id, "product_ids": wanted, "warehouse_id": warehouse_id, "today": today}
    for row in query(statement_of("stock_of"), bound) if product_ids else []:
        found.setdefault(row["product_id"], []).append(
            {
                "warehouse": {"id": str(row["warehouse_id"]), "name": row["warehouse"]},
                "on_hand": row["on_hand"],
                "available": row["available"],
            }
        )
    for kit, parts in kits.items():
        found[kit] = _sets(parts, found)
    return found


def _sets(parts: Sequence[Part], stock: dict[int, list[Row]]) -> list[Row]:
    """Whole sets by warehouse (KT-01)."""
    places = {
        row["warehouse"]["id"]: row["warehouse"] for part in parts for row in stock.get(part.component_id, ())
    }
    found: list[Row] = []
    for place, warehouse in places.items():
        here = {
            pk: row for pk, rows in stock.items() for row in rows if row["warehouse"]["id"] == place
        }
        sets = {
            key: sets_of({pk: row[key] for pk, row in here.items()}, parts) for key in ("on_hand", "available")
        }
        found.append({"warehouse": warehouse, **sets})
    return found


def records_by_id(actor: Actor, name: str, ids: Collection[int]) -> dict[int, Row]:
    """Rows of ``name`` by id. Needs the room's ``view``. One statement."""
    listed = LISTS[name]
    actor.must(listed.needs)
    found = listed.rows().filter(company_id=actor.company_id, pk__in=ids).values(*_wanted(listed))
    return {row["id"]: shaped(actor, listed, row) for row in found}
