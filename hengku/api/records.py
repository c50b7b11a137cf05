"""Master data with a page of its own: products and parties. What is sent is what is read, with the changes in it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import P, PathEx, Query, Router
from pydantic import BeforeValidator, Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.fields import FIELDS, only, wanted_fields
from hengku.api.filters import field_answer, filter_from
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer
from hengku.api.schemas_documents import FilterFieldAnswer
from hengku.api.values import ID_MAX, Amount, Flag, Id, Price, Quantity, Rate, Text
from hengku.api.wire import reply
from hengku.catalog.actions import change_product, create_product
from hengku.catalog.errors import ProductNotFound
from hengku.catalog.records import BarcodeRecord, ProductRecord, UnitRecord
from hengku.documents.errors import UnknownReference
from hengku.documents.queries import product_has_lines
from hengku.identity.actor import Actor
from hengku.kit.errors import raise_all
from hengku.parties.actions import PartyNotFound, change_party, create_party
from hengku.parties.records import PartyRecord
from hengku.reports.lists import (
    LISTS,
    RecordPage,
    barcodes_of,
    fields_of,
    filter_fields,
    find_record,
    hidden_prices,
    list_records,
    units_of,
)

products = Router(tags=["商品"])
parties = Router(tags=["往来单位"])

RecordId = PathEx[int, P(ge=1, le=ID_MAX)]


#: Before or after goods are taken in; nothing chosen is as the supplier or the company says.
Mode = Annotated[Literal["", "BEFORE", "AFTER"], BeforeValidator(lambda value: value or "")]


class RecordQuery(QueryBody):
    """Filters of a list of master data."""

    q: str = ""
    is_active: bool | None = None
    page: int = Field(default=1, ge=1, le=1_000_000)
    size: int = Field(default=50, ge=1, le=500)


class MasterQuery(RecordQuery):
    """The same with a cursor, and with fields to choose."""

    cursor: str = Field(default="", max_length=400, description="上一页回答里的 next")
    totals: Literal["exact", "none"] = "exact"
    filter: str = Field(
        default="",
        max_length=20_000,
        description='条件,JSON:{"match":"all|any","conditions":[{"field","op","value":[…]}]};可用字段见 fields 路径',
    )
    fields: str = FIELDS


class MasterListAnswer(Answer):
    """A page of products or parties by code; ``next`` is the cursor of the page after it, empty on the last. ``total``
    is null with ``totals=none``.
    """

    rows: list[dict[str, Any]]
    total: int | None
    next: str


class ProductQuery(MasterQuery):
    """Filters of products."""

    category: Id = None


class PartyQuery(MasterQuery):
    """Filters of parties."""

    kind: Literal["", "customer", "supplier"] = ""


class UnitOfProduct(Body):
    """Another unit: 1 of it = numerator/denominator base units. Name and precision are shown, not taken."""

    id: Id
    numerator: int = Field(ge=1, le=10**12)
    denominator: int = Field(default=1, ge=1, le=10**12)
    name: Text = ""
    precision: int = 0


class BarcodeOfProduct(Body):
    """A barcode and the unit it stands on; no unit is the base unit."""

    code: Text
    unit_id: Id = None
    unit: Text = ""


class ProductBody(Body):
    """A product. Prices are of one base unit: the sale price with tax, the purchase price without."""

    code: Text
    name: Text
    base_unit: Id = None
    specification: Text = ""
    brand: Text = ""
    category: Id = None
    tax_code: Id = None
    sale_price: Price = None
    purchase_price: Price = None
    floor_price: Price = None
    reference_cost: Price = None
    price_limit: Price = None
    must_inspect: bool = False
    inspection_mode: Mode = ""
    stock_minimum: Quantity = None
    stock_maximum: Quantity = None
    initials: Text = ""
    units: list[UnitOfProduct] = Field(default_factory=list, max_length=50)
    barcodes: list[BarcodeOfProduct] = Field(default_factory=list, max_length=100)
    is_active: Flag = True
    tracking: Literal["none", "lot", "serial"] = "none"
    shelf_life: int | None = Field(default=None, ge=1, le=100_000)
    shelf_life_unit: Literal["hour", "day", "month", "year"] = "day"
    wants_produced_on: Flag = False
    min_inbound_ratio: Rate = None
    yellow_days: int | None = Field(default=None, ge=0, le=3650)
    red_days: int | None = Field(default=None, ge=0, le=3650)
    aux_unit: Id = None
    aux_standard: Quantity = None
    aux_tolerance: Rate = None


class PartyBody(Body):
    """A customer, a supplier, or both."""

    code: Text
    name: Text
    is_customer: Flag = False
    is_supplier: Flag = False
    tax_number: Text = ""
    contact: Text = ""
    phone: Text = ""
    address: Text = ""
    bank_name: Text = ""
    bank_account: Text = ""
    bank_code: Text = ""
    level: Text = ""
    settlement_term: Text = ""
    credit_limit: Amount = None
    payment_days: int = Field(default=0, ge=0, le=36_500)
    minimum_days_left: int = Field(default=0, ge=0, le=3650)
    tax_codes: str = Field(default="", max_length=128)
    must_inspect: bool = False
    inspection_mode: Mode = ""
    initials: Text = ""
    manager: Id = None
    is_active: Flag = True


@products.get("", response=MasterListAnswer, summary="商品列表")
def read_products(request: HttpRequest, query: Query[ProductQuery]) -> HttpResponse:
    """A page of products by code. ``fields`` chooses among those of a row."""
    filters = {"category_id": query.category} if query.category is not None else {}
    return reply(_page(actor_of(request), "products", query, filters))


@products.get("/fields", response=list[FilterFieldAnswer], summary="商品可筛选的字段")
def read_product_fields(request: HttpRequest) -> HttpResponse:
    """What products can be filtered by, and with which operators."""
    return reply(_fields(actor_of(request), "products"))


@products.get("/{record_id}", response=dict[str, Any], summary="商品")
def read_product(request: HttpRequest, record_id: RecordId) -> HttpResponse:
    """One product with its units and barcodes."""
    return reply(_product(actor_of(request), record_id))


@products.post("", response={201: dict[str, Any]}, summary="新增商品")
def create_product_route(request: HttpRequest, payload: ProductBody) -> HttpResponse:
    """A new product."""
    actor = actor_of(request)
    made = create_product(actor=actor, record=_product_record(actor, payload))
    return reply(_product(actor, made.pk), 201)


@products.put("/{record_id}", response=dict[str, Any], summary="修改商品")
def save_product(request: HttpRequest, record_id: RecordId, payload: ProductBody) -> HttpResponse:
    """Make a product what the body says, its units and barcodes included. What the actor may not see stays as it is."""
    actor = actor_of(request)
    record = replace(_product_record(actor, payload), **hidden_prices(actor, record_id))
    change_product(actor=actor, product_id=record_id, record=record, has_lines=product_has_lines)
    return reply(_product(actor, record_id))


@parties.get("", response=MasterListAnswer, summary="往来单位列表")
def read_parties(request: HttpRequest, query: Query[PartyQuery]) -> HttpResponse:
    """A page of parties by code. ``fields`` chooses among those of a row."""
    filters = {f"is_{query.kind}": True} if query.kind else {}
    return reply(_page(actor_of(request), "parties", query, filters))


@parties.get("/fields", response=list[FilterFieldAnswer], summary="往来单位可筛选的字段")
def read_party_fields(request: HttpRequest) -> HttpResponse:
    """What parties can be filtered by, and with which operators."""
    return reply(_fields(actor_of(request), "parties"))


@parties.get("/{record_id}", response=dict[str, Any], summary="往来单位")
def read_party(request: HttpRequest, record_id: RecordId) -> HttpResponse:
    """One party."""
    return reply(_party(actor_of(request), record_id))


@parties.post("", response={201: dict[str, Any]}, summary="新增往来单位")
def create_party_route(request: HttpRequest, payload: PartyBody) -> HttpResponse:
    """A new customer or supplier."""
    actor = actor_of(request)
    made = create_party(actor=actor, record=_party_record(payload))
    return reply(_party(actor, made.pk), 201)


@parties.put("/{record_id}", response=dict[str, Any], summary="修改往来单位")
def save_party(request: HttpRequest, record_id: RecordId, payload: PartyBody) -> HttpResponse:
    """Make a party what the body says; its code stays."""
    actor = actor_of(request)
    change_party(actor=actor, party_id=record_id, record=_party_record(payload))
    return reply(_party(actor, record_id))


def page_answer(page: RecordPage) -> dict[str, Any]:
    """A page as ``RecordListAnswer``."""
    return {"rows": page.rows, "total": page.total}


def _page(actor: Actor, name: str, query: MasterQuery, filters: dict[str, Any]) -> dict[str, Any]:
    page = list_records(
        actor,
        name,
        text=query.q,
        is_active=query.is_active,
        filters=filters,
        asked=filter_from(query.filter, filter_fields(actor, name)),
        page=query.page,
        size=query.size,
        after=query.cursor,
        with_total=query.totals == "exact",
    )
    rows = page.rows
    if query.fields:
        names = wanted_fields(query.fields, fields_of(actor, name))
        rows = [only(row, names) for row in rows]
    return {"rows": rows, "total": page.total, "next": page.next}


def _fields(actor: Actor, name: str) -> list[dict[str, Any]]:
    actor.must(LISTS[name].needs)
    return [field_answer(one) for one in filter_fields(actor, name).values()]


def _product(actor: Actor, product_id: int) -> dict[str, Any]:
    row = find_record(actor, "products", product_id)
    if row is None:
        raise ProductNotFound(product_id=product_id)
    row["units"] = units_of(actor.company_id, [product_id]).get(product_id, [])
    row["barcodes"] = barcodes_of(actor.company_id, [product_id]).get(product_id, [])
    return row


def _party(actor: Actor, party_id: int) -> dict[str, Any]:
    row = find_record(actor, "parties", party_id)
    if row is None:
        raise PartyNotFound(party_id=party_id)
    return row


def _party_record(body: PartyBody) -> PartyRecord:
    return PartyRecord(**{field.name: getattr(body, field.name) for field in fields(PartyRecord)})


#: References of a product: field, list they are in, label, and by which column the catalog knows them.
REFERENCES = (
    ("base_unit", "units", "基本单位", "name"),
    ("category", "categories", "类别", "code"),
    ("tax_code", "tax-codes", "税码", "code"),
    ("aux_unit", "units", "第二计量单位", "name"),
)


def _product_record(actor: Actor, body: ProductBody) -> ProductRecord:
    """The record the catalog takes, which knows units by name and lists by code. Refuses ids that are not there."""
    problems = []
    words: dict[str, Any] = {}
    for field, name, label, column in REFERENCES:
        pk = getattr(body, field)
        row = find_record(actor, name, pk) if pk is not None else None
        words[field] = str(row[column]) if row else ""
        if pk is not None and row is None:
            problems.append(UnknownReference(label=label, reference=pk).at(field=field))
    unit_ids = {unit.id for unit in body.units} | {barcode.unit_id for barcode in body.barcodes}
    units = {pk: find_record(actor, "units", pk) for pk in unit_ids if pk is not None}
    problems += [
        UnknownReference(label="单位", reference=pk).at(field="units")
        for pk, row in units.items()
        if row is None
    ]
    raise_all(problems)
    names = {pk: str(row["name"]) for pk, row in units.items() if row is not None}
    plain = {
        field.name: getattr(body, field.name)
        for field in fields(ProductRecord)
        if field.name not in (*words, "units", "barcodes")
    }
    return ProductRecord(
        **plain,
        **words,
        units=tuple(
            UnitRecord(names.get(unit.id or 0, ""), unit.numerator, unit.denominator) for unit in body.units
        ),
        barcodes=tuple(
            BarcodeRecord(barcode.code, _other_unit(names.get(barcode.unit_id or 0, ""), words["base_unit"]))
            for barcode in body.barcodes
        ),
    )


def _other_unit(unit: str, base_unit: str) -> str:
    """The catalog writes the base unit of a barcode as ""."""
    return "" if unit == base_unit else unit
