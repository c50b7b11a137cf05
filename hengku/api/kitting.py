"""齐套: which components of an order to make goods are there, and where the rest is."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from hengku.api.auth import actor_of
from hengku.api.checks import DocumentName
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer, Named
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.typed import DocumentId
from hengku.api.wire import reply
from hengku.documents.declaration import document_type
from hengku.documents.queries import may_view
from hengku.identity.actor import Actor
from hengku.manufacturing.actions_shortage import REQUISITION, ask_for_short, asked_for
from hengku.manufacturing.kitting import Component, kitting, rate

router = Router(tags=["单据"])


class WordsQuery(QueryBody):
    """In which language the remark of what is made is written."""

    lang: Literal["zh", "en"] = "zh"


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
    """齐套率 is ``ready`` ÷ ``lines``. ``asked``: the requisition that asks for what is short, if one stands; null too
    where the caller may not view it.
    """

    ready: int
    lines: int
    asked: DocumentName | None
    components: list[KittingComponentAnswer]


@router.get("/{document_id}/kitting", response=KittingAnswer, summary="齐套情况", operation_id="documents_kitting")
def read_kitting(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """How far the components of a 生产订单 or 委外订单 are there: held, free, short, elsewhere, coming, held by others."""
    actor = actor_of(request)
    found = kitting(actor, document_id, today=timezone.localdate())
    ready, lines = rate(found)
    asked = asked_for(actor, document_id)
    named = _named(actor, REQUISITION, asked.id, asked.number, "")["document"] if asked else None
    return reply(
        {"ready": ready, "lines": lines, "asked": named, "components": [_told(actor, one) for one in found]}
    )


@router.post(
    "/{document_id}/kitting/requisition",
    response={201: DoneAnswer},
    summary="申请采购全部缺料",
    operation_id="documents_kitting_requisition",
)
def create_requisition(request: HttpRequest, document_id: DocumentId, query: Query[WordsQuery]) -> HttpResponse:
    """A draft requisition of every component the order is short of; its id."""
    draft = ask_for_short(
        actor=actor_of(request), order_id=document_id, now=timezone.localtime(), lang=query.lang
    )
    return reply({"id": str(draft.id)}, 201)


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
