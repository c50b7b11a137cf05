"""Live checks of a document being typed, and products named by pasted texts. Nothing here writes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import LINES_MAX, Body
from hengku.api.lookups import hits_of
from hengku.api.schemas import Answer, Named
from hengku.api.values import Day, Id, Quantity
from hengku.api.wire import reply
from hengku.catalog.queries_match import match_products
from hengku.desk.queries_checks import Asked, live_checks
from hengku.documents.declaration import document_type

router = Router(tags=["录入"])


class TakenBody(Body):
    """So much, in base units, is taken from an upstream line."""

    line: Id
    quantity: Quantity = None


class ChecksBody(Body):
    """What is being typed."""

    type: str = Field(max_length=48)
    business_on: Day = None
    due_on: Day = None
    party: Id = None
    warehouse: Id = None
    products: list[Id] = Field(default_factory=list, max_length=LINES_MAX)
    taken: list[TakenBody] = Field(default_factory=list, max_length=LINES_MAX)


class DocumentName(Answer):
    """A document by name."""

    id: str
    type_code: str
    number: str


class ElsewhereAnswer(Answer):
    """Available in another warehouse, in base units."""

    warehouse: Named
    available: str


class StockHolderAnswer(Answer):
    """Who holds stock; ``document`` is null where the caller may not view it."""

    document: DocumentName | None
    party: str
    quantity: str


class LastPriceAnswer(Answer):
    """A price of one base unit, with or without tax as it was stated then."""

    price: str
    is_with_tax: bool
    business_on: str
    document: DocumentName
    is_same_party: bool


class PromiseStepAnswer(Answer):
    """From this day so much can be promised."""

    on: str
    quantity: str


class PromiseAnswer(Answer):
    """可承诺量 (Q4) on the day of the order, in base units, and the next days on which it is another."""

    on: str
    quantity: str
    later: list[PromiseStepAnswer]


class AgreedAnswer(Answer):
    """价目: a price of one base unit from ``minimum`` base units on; ``of`` party, level or all."""

    minimum: str
    price: str
    is_with_tax: bool
    of: str
    level: str


class BaseUnitAnswer(Answer):
    """What a product is counted in."""

    id: str
    name: str
    precision: int


class OtherUnitAnswer(BaseUnitAnswer):
    """Another unit of it: one is numerator / denominator base units."""

    numerator: str
    denominator: str


class ProductCheckAnswer(Answer):
    """A product in the document's warehouse. Quantities in base units; prices of one base unit; ``list_price`` is
    with tax when selling and without when buying; ``cost`` without tax, null for who may not see it.
    """

    product: str
    unit: str
    base_unit: BaseUnitAnswer
    units: list[OtherUnitAnswer]
    on_hand: str
    reserved: str
    available: str
    elsewhere: list[ElsewhereAnswer]
    holders: list[StockHolderAnswer]
    last: LastPriceAnswer | None
    list_price: str | None
    cost: str | None
    promise: PromiseAnswer | None
    agreed: list[AgreedAnswer]


class CreditAnswer(Answer):
    """信用: ``left`` = limit − receivable − what is on the way, before this document. ``check`` REFUSE, WARN or OFF."""

    limit: str
    receivable: str
    on_the_way: str
    left: str
    check: str


class ChecksAnswer(Answer):
    """What can be said beside the lines now."""

    products: list[ProductCheckAnswer]
    credit: CreditAnswer | None


class MatchBody(Body):
    """Texts as they were pasted; each is asked once."""

    texts: list[str] = Field(max_length=LINES_MAX)
    warehouse: Id = None


class MatchAnswer(Answer):
    """The products a text names exactly, by barcode, code or name: one, several bearing that name, or none."""

    text: str
    hits: list[dict[str, Any]]


@router.post("", response=ChecksAnswer, summary="录入时的实时检查")
def read_checks(request: HttpRequest, payload: ChecksBody) -> HttpResponse:
    """Stock here and elsewhere, who holds it, last prices, cost and credit left, for all products at once."""
    taken = {one.line: one.quantity for one in payload.taken if one.line and one.quantity}
    asked = Asked(
        kind=document_type(payload.type),
        on=payload.business_on or timezone.localdate(),
        party_id=payload.party,
        warehouse_id=payload.warehouse,
        product_ids=[pk for pk in payload.products if pk],
        taken=taken,
        due_on=payload.due_on,
        today=timezone.localdate(),
    )
    return reply(live_checks(actor_of(request), asked))


@router.post("/match", response=list[MatchAnswer], summary="按编码、条码、名称批量找商品")
def read_matches(request: HttpRequest, payload: MatchBody) -> HttpResponse:
    """Products for pasted texts, with all that a line needs. Seven statements, whatever the number of texts."""
    actor = actor_of(request)
    matched = match_products(actor, payload.texts)
    meant = {pk: unit for hits in matched.values() for pk, unit in hits}
    known = {hit["id"]: hit for hit in hits_of(actor, [*meant], payload.warehouse)}
    return reply(
        [
            {"text": text, "hits": [_scanned(known[str(pk)], unit) for pk, unit in matched.get(text, [])]}
            for text in dict.fromkeys(payload.texts)
        ]
    )


def _scanned(hit: dict[str, Any], unit_id: int) -> dict[str, Any]:
    units = [hit["base_unit"], *hit["units"]]
    unit = next((one for one in units if one["id"] == str(unit_id)), hit["base_unit"])
    return {**hit, "scanned_unit": {"id": unit["id"], "name": unit["name"]}}
