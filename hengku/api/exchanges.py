"""换货: a return and a new issue of one sale, in one command."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import DocumentId, Key, posted_answer
from hengku.api.previews import preview_answer
from hengku.api.schemas import Answer
from hengku.api.schemas_documents import PostedAnswer
from hengku.api.values import Day, Id, Price, Quantity, Text
from hengku.api.wire import reply
from hengku.documents.declaration import document_type
from hengku.documents.paper import PaperLine
from hengku.documents.queries import hides_money
from hengku.kit.numbers import ZERO
from hengku.sales.actions_exchange import Exchange, GivenBack, GivenInstead, exchange, preview_exchange

router = Router(tags=["销售"])


class BackBody(Body):
    """So much of a line of the issue comes back, with what inspection said of it."""

    line: Id = None
    quantity: Quantity = None
    verdict: Literal["available", "qc_hold", "defect"] = "available"
    serials: Text = ""


class InsteadBody(Body):
    """What goes out instead, at a price as the issue states them; its lot or pieces where goods are told apart."""

    product: Id = None
    unit: Id = None
    quantity: Quantity = None
    price: Price = None
    lot_no: Text = ""
    produced_on: Day = None
    expires_on: Day = None
    bin: Text = ""
    serials: Text = ""


class ExchangeBody(Body):
    """What comes back and what goes out; ``reason`` is one of the reasons of a sales return."""

    business_on: Day = None
    reason: Text = ""
    back: list[BackBody] = Field(default_factory=list, max_length=500)
    instead: list[InsteadBody] = Field(default_factory=list, max_length=500)


class InsteadAnswer(Answer):
    """A line of what goes out, as ``InsteadBody`` takes it: split by the lots it takes first to expire, first out."""

    product: str
    unit: str | None
    quantity: str
    price: str | None
    lot_no: str
    produced_on: str | None
    expires_on: str | None
    bin: str
    serials: str


class ExchangePreviewAnswer(Answer):
    """What an exchange would do; amounts with tax, null for who may not see them. ``difference`` > 0: the customer pays
    on top. ``refolded``: how many later events of the same goods are costed again with it.
    """

    back: str | None
    sent: str | None
    difference: str | None
    instead: list[InsteadAnswer]
    sentences: list[str]
    refolded: int


@router.post("/{document_id}/exchange", response=PostedAnswer, summary="换货:退货并换出")
def create_exchange(
    request: HttpRequest, document_id: DocumentId, payload: ExchangeBody, key: str = Key
) -> HttpResponse:
    """Take goods of an issue back and send others instead: a return and an issue, both or neither."""
    given = _given(document_id, payload)
    posted = exchange(actor=actor_of(request), given=given, key=key, now=timezone.localtime())
    return reply(posted_answer(posted))


@router.post("/{document_id}/exchange/preview", response=ExchangePreviewAnswer, summary="预览换货")
def read_exchange(request: HttpRequest, document_id: DocumentId, payload: ExchangeBody) -> HttpResponse:
    """What comes back and goes out in money, the difference, and the lots that would go. Writes nothing."""
    actor = actor_of(request)
    told = preview_exchange(actor=actor, given=_given(document_id, payload), now=timezone.localtime())
    kinds = [document_type(code) for code in ("sales_return", "sales_issue")]
    answer = preview_answer(actor, kinds[1], told.preview)
    hidden = any(hides_money(actor, kind) for kind in kinds)
    return reply(
        {
            "back": None if hidden else told.back,
            "sent": None if hidden else told.sent,
            "difference": None if hidden else told.difference,
            "instead": [
                {
                    "product": str(one.product_id),
                    "unit": str(one.unit_id) if one.unit_id else None,
                    "quantity": one.quantity,
                    "price": None if hidden else one.price,
                    "lot_no": one.lot_no,
                    "produced_on": one.produced_on,
                    "expires_on": one.expires_on,
                    "bin": one.bin,
                    "serials": " ".join(one.serials),
                }
                for one in told.instead
            ],
            "sentences": answer["sentences"],
            "refolded": told.preview.refolded,
        }
    )


def _given(document_id: int, payload: ExchangeBody) -> Exchange:
    back = [
        GivenBack(one.line or 0, one.quantity or ZERO, one.verdict, _pieces(one.serials))
        for one in payload.back
    ]
    instead = [
        GivenInstead(one.product or 0, one.quantity or ZERO, one.price, one.unit, _goods(one))
        for one in payload.instead
    ]
    on = payload.business_on or timezone.localdate()
    return Exchange(document_id, on, payload.reason, back, instead)


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(PaperLine(data={"serials": text}).serials)


def _goods(one: InsteadBody) -> dict[str, Any]:
    """What the line says of its goods, without what it does not say."""
    said = {
        "lot_no": one.lot_no,
        "produced_on": one.produced_on and one.produced_on.isoformat(),
        "expires_on": one.expires_on and one.expires_on.isoformat(),
        "bin": one.bin,
        "serials": list(_pieces(one.serials)),
    }
    return {key: value for key, value in said.items() if value}
