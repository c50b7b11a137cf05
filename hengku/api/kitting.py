"""齐套: which components of an order to make goods are there, and where the rest is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.checks import DocumentName
from hengku.api.schemas import Answer, Named
from hengku.api.typed import DocumentId
from hengku.api.wire import reply
from hengku.documents.declaration import document_type
from hengku.documents.queries import may_view
from hengku.identity.actor import Actor
from hengku.manufacturing.kitting import Component, kitting, rate

router = Router(tags=["单据"])


class KittingElsewhereAnswer(Answer):
    """Another warehouse with some of it free."""

    warehouse: str
    quantity: str


class KittingComingAnswer(Answer):
    """A document that will bring some; null where the caller may not view it."""

    on: str
    quantity: str
    warehouse: str
    document: DocumentName | None
    party: str


class KittingHolderAnswer(Answer):
    """Another order that holds some; null where the caller may not view it."""

    quantity: str
    document: DocumentName | None
    party: str


class KittingComponentAnswer(Answer):
    """A component in base units: of what is ``left`` to be issued so much is ``held`` for the order, ``free`` in its
    warehouse, and ``short``.
    """

    line_no: int
    product: Named
    unit: str
    needed: str
    issued: str
    left: str
    held: str
    free: str
    short: str
    elsewhere: list[KittingElsewhereAnswer]
    coming: list[KittingComingAnswer]
    holders: list[KittingHolderAnswer]


class KittingAnswer(Answer):
    """齐套率 is ``ready`` ÷ ``lines``."""

    ready: int
    lines: int
    components: list[KittingComponentAnswer]


@router.get("/{document_id}/kitting", response=KittingAnswer, summary="齐套情况", operation_id="documents_kitting")
def read_kitting(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """How far the components of a 生产订单 or 委外订单 are there: held, free, short, elsewhere, coming, held by others."""
    actor = actor_of(request)
    found = kitting(actor, document_id, today=timezone.localdate())
    ready, lines = rate(found)
    return reply({"ready": ready, "lines": lines, "components": [_told(actor, one) for one in found]})


def _told(actor: Actor, one: Component) -> dict[str, Any]:
    figures = ("line_no", "unit", "needed", "issued", "left", "held", "free", "short")
    return {
        **{key: getattr(one, key) for key in figures},
        "product": {"id": str(one.product_id), "code": one.code, "name": one.name},
        "elsewhere": [{"warehouse": name, "quantity": quantity} for name, quantity in one.elsewhere],
        "coming": [
            {
                "on": entry.on,
                "quantity": entry.quantity,
                "warehouse": warehouse,
                **_named(actor, entry.type_code, entry.document_id, entry.number, entry.party),
            }
            for warehouse, entry in one.coming
        ],
        "holders": [
            {"quantity": held.quantity, **_named(actor, held.type_code, held.document_id, held.number, held.party)}
            for held in one.holders
        ],
    }


def _named(actor: Actor, type_code: str, document_id: int, number: str, party: str) -> dict[str, Any]:
    if not may_view(actor, document_type(type_code)):
        return {"document": None, "party": ""}
    return {"document": {"id": str(document_id), "type_code": type_code, "number": number}, "party": party}
