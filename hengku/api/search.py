"""The search box: documents, products and parties by whatever people know of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.queries import QueryBody
from hengku.api.schemas import SearchAnswer
from hengku.api.wire import reply
from hengku.catalog.queries import search_products
from hengku.documents.declaration import document_type
from hengku.documents.queries import ListQuery, list_documents
from hengku.identity.actor import Actor
from hengku.kit.numbers import exact_text
from hengku.parties.queries import search_parties

router = Router(tags=["搜索"])


class SearchQuery(QueryBody):
    """What was typed."""

    q: str = ""
    limit: int = Field(default=20, ge=1, le=100)


@router.get("", response=SearchAnswer, summary="全局搜索")
def read(request: HttpRequest, query: Query[SearchQuery]) -> HttpResponse:
    """Hits of every kind the actor may see: documents first, then products, then parties."""
    actor, text = actor_of(request), query.q.strip()
    if not text:
        return reply({"hits": []})
    each = max(3, query.limit // 3)
    hits = [*_documents(actor, text, each), *_products(actor, text, each), *_parties(actor, text, each)]
    return reply({"hits": hits[: query.limit]})


def _documents(actor: Actor, text: str, limit: int) -> list[dict[str, Any]]:
    found = list_documents(actor, ListQuery(text=text, size=limit), with_sums=False)
    hits = []
    for row in found.rows:
        kind = document_type(row["type_code"])
        state = kind.states.labels.get(row["state"], (row["state"],))[0]
        amount = row["amount_incl"]
        parts = (
            kind.label,
            row["business_on"].isoformat(),
            (row["party"] or {}).get("name", ""),
            exact_text(amount, 2) if amount else "",
            state,
        )
        hits.append(
            {
                "kind": "document",
                "id": row["id"],
                "label": row["number"],
                "detail": " · ".join(part for part in parts if part),
                "type_code": row["type_code"],
            }
        )
    return hits


def _products(actor: Actor, text: str, limit: int) -> list[dict[str, Any]]:
    if not actor.may("catalog.view"):
        return []
    return [
        {
            "kind": "product",
            "id": str(hit.product_id),
            "label": hit.name,
            "detail": " ".join(part for part in (hit.code, hit.specification, hit.unit) if part),
        }
        for hit in search_products(actor=actor, text=text, limit=limit, is_active=None)
    ]


def _parties(actor: Actor, text: str, limit: int) -> list[dict[str, Any]]:
    if not actor.may("parties.view"):
        return []
    return [
        {"kind": "party", "id": str(hit.party_id), "label": hit.name, "detail": hit.code}
        for hit in search_parties(actor=actor, text=text, limit=limit, is_active=None)
    ]
