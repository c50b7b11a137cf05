"""Orders after the fact: reopening, linking goods to them, and comparing and awarding the offers of an inquiry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import posted_answer
from hengku.api.schemas import Answer
from hengku.api.schemas_documents import DoneAnswer, PostedAnswer
from hengku.api.typed import KEY, DocumentId
from hengku.api.values import Day, Id, Price, Quantity, SomeId, Text
from hengku.api.wire import reply
from hengku.documents.paper import PaperLine
from hengku.kit.clock import day_of
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.actions_orders import link_to_orders, linkable, reopen
from hengku.posting.actions_revise import LineChange, Revision, revisable, revise
from hengku.purchasing.actions_award import award, comparison
from hengku.purchasing.types.purchase_order import PROMISED_ON

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


class RestBody(Body):
    """What becomes of the rest of an order line; what is empty stays, quantity 0 takes the line out."""

    line_id: SomeId
    quantity: Quantity = None
    price: Price = None
    promised_on: Day = None


class AddedBody(Body):
    """A line that comes to the order."""

    product: SomeId
    unit: Id = None
    quantity: Quantity
    price: Price = None
    tax_code: Id = None
    promised_on: Day = None


class RevisionBody(Body):
    """What is changed in what has not come yet, and why. ``business_on`` empty is today."""

    reason: Text
    business_on: Day = None
    due_on: Day = None
    lines: list[RestBody] = Field(default_factory=list, max_length=500)
    added: list[AddedBody] = Field(default_factory=list, max_length=500)


class RestLine(Answer):
    """An order line of which something is to come, in ``unit``."""

    line_id: str
    line_no: int
    product: str
    unit: str
    quantity: str
    price: str | None
    promised_on: str | None


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


@router.get("/{document_id}/revision", response=list[RestLine], summary="可变更的订单行")
def read_revisable(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """Lines of a purchase order of which something is to come: the rest, its price and day."""
    return reply(revisable(actor_of(request), document_id))


@router.post("/{document_id}/revision", response=PostedAnswer, summary="变更采购订单")
def create_revision(
    request: HttpRequest, document_id: DocumentId, payload: RevisionBody, key: str = KEY
) -> HttpResponse:
    """Order what has not come yet anew: the order is closed, the answer is the one in its place."""
    now = timezone.localtime()
    asked = Revision(
        document_id=document_id,
        business_on=payload.business_on or day_of(now),
        reason=payload.reason,
        changes=tuple(
            LineChange(int(one.line_id), one.quantity, one.price, one.promised_on) for one in payload.lines
        ),
        added=tuple(_added(one) for one in payload.added),
        due_on=payload.due_on,
    )
    return reply(posted_answer(revise(actor=actor_of(request), asked=asked, key=key, now=now)))


def _added(one: AddedBody) -> PaperLine:
    return PaperLine(
        product_id=int(one.product),
        unit_id=one.unit,
        quantity=one.quantity or ZERO_FEN,
        price=one.price,
        tax_code_id=one.tax_code,
        data={PROMISED_ON: one.promised_on.isoformat()} if one.promised_on else {},
    )


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
