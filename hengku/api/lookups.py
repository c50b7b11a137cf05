"""What pickers ask while somebody types: a few hits, each with all that the line needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.queries import QueryBody, split
from hengku.api.schemas_documents import ItemAnswer
from hengku.api.values import Id
from hengku.api.wire import UnknownAddress, reply
from hengku.catalog.queries import search_products
from hengku.catalog.queries_bills import kits_among
from hengku.desk.queries_checks import last_prices
from hengku.documents.declaration import document_type
from hengku.documents.reference import supplier_taxes
from hengku.identity.actor import Actor
from hengku.parties.queries import search_parties
from hengku.reports.effects import open_items
from hengku.reports.lists import LISTS, list_records, records_by_id, stock_of, units_of
from hengku.settlement.models import ItemKind

router = Router(tags=["选择"])


class LookupQuery(QueryBody):
    """What was typed, and how many hits are wanted."""

    q: str = ""
    limit: int = Field(default=20, ge=1, le=200)


class ProductLookupQuery(LookupQuery):
    """With a warehouse: what lies there beside each hit. With a document type, and a party: the last price."""

    warehouse: Id = None
    type: str = ""
    party: Id = None


class ListLookupQuery(LookupQuery):
    """Of warehouses: ``every`` for those where somebody limited does not work too, as the target of a transfer."""

    every: bool = False


class ItemQuery(QueryBody):
    """Open items of a party; ``kinds`` with commas, empty for all."""

    party: Id = None
    kinds: str = ""
    limit: int = Field(default=200, ge=1, le=1_000)


@router.get("/products", response=list[dict[str, Any]], summary="选择商品")
def read_products(request: HttpRequest, query: Query[ProductLookupQuery]) -> HttpResponse:
    """Products by code, barcode, name, initials: with units, tax code, prices and stock."""
    actor = actor_of(request)
    hits = product_hits(actor, query.q, query.limit, query.warehouse)
    if query.type:
        kind = document_type(query.type)
        prices = last_prices(actor, kind, query.party, [int(hit["id"]) for hit in hits])
        hits = [{**hit, "last": prices.get(int(hit["id"]))} for hit in hits]
        if query.party and kind.party == "supplier":
            _take_supplier_taxes(actor, query.party, hits)
    return reply(hits)


@router.get("/suppliers", response=list[dict[str, Any]], summary="选择供应商")
def read_suppliers(request: HttpRequest, query: Query[LookupQuery]) -> HttpResponse:
    """Active suppliers."""
    return reply(party_hits(actor_of(request), query.q, query.limit, "supplier"))


@router.get("/customers", response=list[dict[str, Any]], summary="选择客户")
def read_customers(request: HttpRequest, query: Query[LookupQuery]) -> HttpResponse:
    """Active customers."""
    return reply(party_hits(actor_of(request), query.q, query.limit, "customer"))


@router.get("/parties", response=list[dict[str, Any]], summary="选择往来单位")
def read_parties(request: HttpRequest, query: Query[LookupQuery]) -> HttpResponse:
    """Active customers and suppliers."""
    return reply(party_hits(actor_of(request), query.q, query.limit, ""))


@router.get("/items", response=list[ItemAnswer], summary="选择未结往来项")
def read_items(request: HttpRequest, query: Query[ItemQuery]) -> HttpResponse:
    """Items of a party with something left, oldest due date first. Needs ``parties.view``."""
    actor = actor_of(request)
    actor.must("parties.view")
    kinds = tuple(kind for kind in split(query.kinds) if kind in ItemKind.values)
    found = open_items(actor, party_id=query.party, kinds=kinds, limit=query.limit)
    return reply([{**item, "applications": []} for item in found])


@router.get("/{name}", response=list[dict[str, Any]], summary="选择其他资料")
def read_other(request: HttpRequest, name: str, query: Query[ListLookupQuery]) -> HttpResponse:
    """warehouses, units, tax-codes, departments, fund-accounts, accounts (leaves), categories: active ones by code."""
    return reply(other_hits(actor_of(request), name, query.q, query.limit, every=query.every))


def product_hits(
    actor: Actor, text: str, limit: int, warehouse_id: int | None = None
) -> list[dict[str, Any]]:
    """Product hits with what a line needs. Six statements, whatever the number of hits."""
    found = search_products(actor=actor, text=text, limit=limit)
    by_id = {hit["id"]: hit for hit in hits_of(actor, [hit.product_id for hit in found], warehouse_id)}
    return [
        {**by_id[str(hit.product_id)], "scanned_unit": {"id": str(hit.unit_id), "name": hit.unit}}
        for hit in found
    ]


def _take_supplier_taxes(actor: Actor, party_id: int, hits: list[dict[str, Any]]) -> None:
    """Put the tax code that the supplier invoices a product with in place of the product's own (T1)."""
    taxes = supplier_taxes(
        actor.company_id, party_id, [int(hit["id"]) for hit in hits], timezone.localdate()
    )
    named = records_by_id(actor, "tax-codes", [tax.id for tax in taxes.values() if tax])
    for hit in hits:
        tax = taxes.get(int(hit["id"]))
        if tax is not None:
            hit["tax_code"] = {key: named[tax.id][key] for key in ("id", "code", "name", "rate")}


def hits_of(actor: Actor, ids: list[int], warehouse_id: int | None = None) -> list[dict[str, Any]]:
    """These products with what a line needs, in this order. Four statements, whatever their number."""
    rows = records_by_id(actor, "products", ids)
    kits = kits_among(actor, ids)
    units = units_of(actor.company_id, ids)
    stock = stock_of(actor.company_id, ids, warehouse_id, today=timezone.localdate())
    hits = []
    for pk in ids:
        row = rows[pk]
        detail = " ".join(
            part for part in (row["code"], row["specification"], row["base_unit"]["name"]) if part
        )
        more: dict[str, Any] = {"detail": detail, "units": units.get(pk, []), "stock": stock.get(pk, [])}
        more |= {"is_kit": kits.get(pk) == "kit", "is_dish": kits.get(pk) == "dish"}
        hits.append({**row, **more})
    return hits


def party_hits(actor: Actor, text: str, limit: int, kind: str) -> list[dict[str, Any]]:
    """Party hits, the closest first."""
    return [
        {
            "id": str(hit.party_id),
            "code": hit.code,
            "name": hit.name,
            "detail": hit.code,
            "is_customer": hit.is_customer,
            "is_supplier": hit.is_supplier,
            "payment_days": hit.payment_days,
        }
        for hit in search_parties(actor=actor, text=text, limit=limit, kind=kind)
    ]


def other_hits(
    actor: Actor, name: str, text: str, limit: int, *, every: bool = False
) -> list[dict[str, Any]]:
    """Hits of the short lists. Needs the room's ``view``. Warehouses are the actor's own, unless ``every``."""
    listed = LISTS.get(name)
    if listed is None or name in ("products", "parties"):
        raise UnknownAddress(path=f"/api/lookup/{name[:40]}")
    filters: dict[str, Any] = {"is_leaf": True} if name == "accounts" else {}
    if name == "warehouses" and actor.warehouses is not None and not every:
        filters["pk__in"] = sorted(actor.warehouses)
    found = list_records(actor, name, text=text, is_active=True, filters=filters, size=limit)
    return [
        {**row, "code": row.get("code", ""), "detail": str(row.get(listed.detail) or row.get("code") or "")}
        for row in found.rows
    ]
