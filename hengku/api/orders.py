"""Orders after the fact: reopening, linking goods to them, and comparing and awarding the offers of an inquiry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.typed import DocumentId
from hengku.api.values import Id, Text
from hengku.api.wire import reply
from hengku.posting.actions_orders import link_to_orders, linkable, reopen
from hengku.purchasing.actions_award import award, comparison

router = Router(tags=["单据"])


class ReopeningBody(Body):
    """Why the rest is expected again."""

    reason: Text = ""


class LinkPair(Body):
    """A line and the order line it belongs to."""

    line_id: Id
    order_line_id: Id


class LinkingBody(Body):
    """Lines to be linked."""

    pairs: list[LinkPair] = Field(min_length=1, max_length=500)


class AwardBody(Body):
    """The offers that were chosen."""

    line_ids: list[Id] = Field(max_length=500)


@router.post("/{document_id}/reopen", response=DoneAnswer, summary="重开短交关闭的订单")
def create_reopening(request: HttpRequest, document_id: DocumentId, payload: ReopeningBody) -> HttpResponse:
    """Expect the rest of an order that was closed short again."""
    now = timezone.localtime()
    reopen(actor=actor_of(request), document_id=document_id, reason=payload.reason, now=now)
    return reply({"id": str(document_id)})


@router.get("/{document_id}/order-links", response=list[dict[str, Any]], summary="可关联的订单行")
def read_linkable(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """Lines that name no order, each with the order lines it may be linked to."""
    return reply(linkable(actor=actor_of(request), document_id=document_id))


@router.post("/{document_id}/order-links", response=DoneAnswer, summary="事后关联订单")
def create_links(request: HttpRequest, document_id: DocumentId, payload: LinkingBody) -> HttpResponse:
    """Link lines of a posted receipt to order lines; the orders' states follow."""
    pairs = {int(one.line_id or 0): int(one.order_line_id or 0) for one in payload.pairs}
    link_to_orders(actor=actor_of(request), document_id=document_id, pairs=pairs, now=timezone.localtime())
    return reply({"id": str(document_id)})


@router.get("/{document_id}/offers", response=list[dict[str, Any]], summary="询价单比价")
def read_offers(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """Offers of an inquiry by product, the cheapest first."""
    return reply(comparison(actor_of(request), document_id))


@router.post("/{document_id}/award", response=list[dict[str, str]], summary="询价单定标")
def create_award(request: HttpRequest, document_id: DocumentId, payload: AwardBody) -> HttpResponse:
    """Draft orders from the chosen offers, one for each supplier."""
    drafts = award(
        actor=actor_of(request),
        document_id=document_id,
        line_ids=[int(one) for one in payload.line_ids if one],
        today=timezone.localdate(),
        now=timezone.localtime(),
    )
    return reply([{"id": str(one.id), "number": one.number} for one in drafts])
