"""换货: a return and a new issue of one sale, in one command."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import DocumentId, Key, posted_answer
from hengku.api.schemas_documents import PostedAnswer
from hengku.api.values import Day, Id, Price, Quantity, Text
from hengku.api.wire import reply
from hengku.kit.numbers import ZERO
from hengku.sales.actions_exchange import GivenBack, GivenInstead, exchange

router = Router(tags=["销售"])


class BackBody(Body):
    """So much of a line of the issue comes back, with what inspection said of it."""

    line: Id = None
    quantity: Quantity = None
    verdict: Literal["available", "qc_hold", "defect"] = "available"


class InsteadBody(Body):
    """What goes out instead, at a price as the issue states them."""

    product: Id = None
    unit: Id = None
    quantity: Quantity = None
    price: Price = None


class ExchangeBody(Body):
    """What comes back and what goes out; ``reason`` is one of the reasons of a sales return."""

    business_on: Day = None
    reason: Text = ""
    back: list[BackBody] = Field(default_factory=list, max_length=500)
    instead: list[InsteadBody] = Field(default_factory=list, max_length=500)


@router.post("/{document_id}/exchange", response=PostedAnswer, summary="换货:退货并换出")
def create_exchange(
    request: HttpRequest, document_id: DocumentId, payload: ExchangeBody, key: str = Key
) -> HttpResponse:
    """Take goods of an issue back and send others instead: a return and an issue, both or neither."""
    posted = exchange(
        actor=actor_of(request),
        issue_id=document_id,
        business_on=payload.business_on or timezone.localdate(),
        reason=payload.reason,
        back=[GivenBack(one.line or 0, one.quantity or ZERO, one.verdict) for one in payload.back],
        instead=[
            GivenInstead(one.product or 0, one.quantity or ZERO, one.price, one.unit) for one in payload.instead
        ],
        key=key,
        now=timezone.localtime(),
    )
    return reply(posted_answer(posted))
