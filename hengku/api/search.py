"""The search box: documents, products and parties by whatever people know of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.queries import QueryBody
from hengku.api.schemas import SearchAnswer, SearchKeysAnswer
from hengku.api.wire import reply
from hengku.catalog.queries import search_products
from hengku.catalog.search_rules import search_keys
from hengku.documents.declaration import document_type
from hengku.documents.queries_search import search_documents
from hengku.identity.actor import Actor
from hengku.kit.numbers import exact_text
from hengku.parties.queries import PartyHit, search_parties

router = Router(tags=["搜索"])

#: Longer texts than anything is named are no search.
TEXT_SIZE_MAX = 128
LABELS_MAX = 500


class SearchQuery(QueryBody):
    """What was typed."""

    q: str = Field(default="", max_length=1_000)
    limit: int = Field(default=20, ge=1, le=100)


class SearchLabelsBody(Body):
    """Names of pages and commands, as the person sees them."""

    labels: list[str] = Field(max_length=LABELS_MAX)


@router.get("", response=SearchAnswer, summary="全局搜索")
def read(request: HttpRequest, query: Query[SearchQuery]) -> HttpResponse:
    """Hits of every kind the actor may see: documents first, then products, then parties.

    ``is_exact`` says that the text is the whole number, code or barcode of the hit: a scan opens it at once.
    """
    actor, text = actor_of(request), query.q.strip()[:TEXT_SIZE_MAX]
    if not text:
        return reply({"hits": []})
    each = max(3, query.limit // 3)
    parties = (
        search_parties(actor=actor, text=text, limit=each, is_active=None)
        if actor.may("parties.view")
        else []
    )
    hits = [
        *_documents(actor, text, parties, each),
        *_products(actor, text, each),
        *(_party(hit, text) for hit in parties),
    ]
    hits.sort(key=lambda hit: not hit["is_exact"])  # stable: kinds stay together
    return reply({"hits": hits[: query.limit]})


@router.post("/keys", response=list[SearchKeysAnswer], summary="名称的拼音首字母和全拼")
def create_keys(request: HttpRequest, payload: SearchLabelsBody) -> HttpResponse:
    """By what a Chinese name can be typed: initials and full pinyin of each label, in their order. Stores nothing."""
    actor_of(request)
    keys = [search_keys(label[:TEXT_SIZE_MAX]) for label in payload.labels]
    return reply([{"initials": one.initials, "pinyin": one.pinyin} for one in keys])


def _documents(actor: Actor, text: str, parties: list[PartyHit], limit: int) -> list[dict[str, Any]]:
    # documents of a party are wanted where its name was typed, not where some code begins so
    named = tuple(hit.party_id for hit in parties[:2] if text in hit.name)
    hits = []
    for row in search_documents(actor, text, party_ids=named, limit=limit):
        kind = document_type(row["type_code"])
        state = kind.states.labels.get(row["state"], (row["state"],))[0]
        amount = row["amount_incl"]
        parts = (
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
                "is_exact": row["number"] == text.upper(),
            }
        )
    return hits


def _products(actor: Actor, text: str, limit: int) -> list[dict[str, Any]]:
    if not actor.may("catalog.view"):
        return []
    found = search_products(actor=actor, text=text, limit=limit, is_active=None)
    is_scan = len(found) == 1 and text.isdecimal() and len(text) >= SCAN_SIZE
    return [
        {
            "kind": "product",
            "id": str(hit.product_id),
            "label": hit.name,
            "detail": " · ".join(part for part in (hit.code, hit.specification, hit.unit) if part),
            "is_exact": is_scan or hit.code in (text, text.upper()),
        }
        for hit in found
    ]


#: From this many digits on the one hit is what was scanned.
SCAN_SIZE = 8


def _party(hit: PartyHit, text: str) -> dict[str, Any]:
    return {
        "kind": "party",
        "id": str(hit.party_id),
        "label": hit.name,
        "detail": hit.code,
        "is_exact": text in (hit.code, hit.name),
    }
