"""门店要货 (D-SREQ): what to ask for and why, what stores wait for, giving it out, and the tables behind the forecast."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import posted_answer
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer, Named
from hengku.api.schemas_documents import PostedAnswer
from hengku.api.typed import KEY, DocumentId
from hengku.api.values import Day, Id, Quantity, Rate, SomeId, Text
from hengku.api.wire import reply
from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor
from hengku.kit.numbers import ZERO
from hengku.warehousing.actions_factors import FACTORS_MAX, WEATHER, factors_of, save_factors
from hengku.warehousing.actions_requisition import (
    LINES_MAX,
    Ask,
    AskedLine,
    Given,
    ask_for_goods,
    distribute,
    standing,
)
from hengku.warehousing.forecast_rules import Factor, holiday_of
from hengku.warehousing.queries_distribution import distribution, progress
from hengku.warehousing.queries_requisition import ProposedLine, Question, proposed, reckoned
from hengku.warehousing.types.store_requisition import COVER_MOST

router = Router(tags=["门店要货"])


class ProposalQuery(QueryBody):
    """For which store, day and wave; ``product`` asks for one more that the store did not sell."""

    warehouse: SomeId
    needed_on: Day = None
    cover_days: int = Field(default=1, ge=1, le=COVER_MOST)
    wave: Text = ""
    weather: Text = ""
    product: Id = None
    lang: Literal["zh", "en"] = "zh"


class WeekdaySoldAnswer(Answer):
    """What was sold on one of the days that count."""

    on: str
    quantity: str


class FactorAnswer(Answer):
    """A row of the tables; without days it is weather."""

    kind: Literal["holiday", "weather"]
    name: str
    rate: str
    first_on: str | None
    last_on: str | None


class ProposedAnswer(Answer):
    """A product with what to ask for, ``packages`` of ``unit``, and every figure behind it in base units."""

    product: Named
    code: str
    specification: str
    base_unit: str
    unit: Named
    size: str
    packages: str
    suggested: str
    wanted: str
    daily: str
    forecast: str
    safety: str
    available: str
    in_transit: str
    on_order: str
    asked: str
    days: list[WeekdaySoldAnswer]
    is_short: bool
    how: str


class StandingAnswer(Answer):
    """What stands for the store, day and wave already."""

    id: str
    number: str
    state: str


class ProposalAnswer(Answer):
    """What a store should ask for. ``holiday`` counts on that day; ``weathers`` may be chosen."""

    needed_on: str
    lines: list[ProposedAnswer]
    holiday: FactorAnswer | None
    weathers: list[FactorAnswer]
    standing: StandingAnswer | None


class AskLineBody(Body):
    """So much of a product, in ``unit``; empty: the base unit."""

    product: SomeId
    quantity: Quantity
    unit: Id = None
    remark: Text = ""


class AskBody(Body):
    """What the store wants."""

    warehouse: SomeId
    needed_on: Day = None
    cover_days: int = Field(default=1, ge=1, le=COVER_MOST)
    wave: Text = "first"
    weather: Text = ""
    remark: Text = ""
    lang: Literal["zh", "en"] = "zh"
    lines: list[AskLineBody] = Field(max_length=LINES_MAX)


class AskedAnswer(Answer):
    """The draft that waits for its approval."""

    id: str
    number: str
    state: str


class DistributionQuery(QueryBody):
    """Out of which warehouse; of one day and wave, or of all that wait."""

    warehouse: SomeId
    needed_on: Day = None
    wave: Text = ""


class WishAnswer(Answer):
    """A line of a requisition: asked, still to send, and the share proposed, in base units."""

    line: str
    document: StandingAnswer
    needed_on: str
    wave: str
    store: Named
    asked: str
    left: str
    given: str


class ToShareAnswer(Answer):
    """A product that stores wait for; ``here`` is what the warehouse can give."""

    product: Named
    code: str
    specification: str
    unit: str
    here: str
    is_short: bool
    lines: list[WishAnswer]


class GivenBody(Body):
    """So much of a requisition's line, in base units."""

    line: SomeId
    quantity: Quantity


class DistributeBody(Body):
    """What is sent, from which warehouse."""

    warehouse: SomeId
    business_on: Day = None
    lines: list[GivenBody] = Field(max_length=5000)


class ProgressAnswer(Answer):
    """What became of a line, in base units."""

    line: str
    line_no: int
    product: str
    unit: str
    asked: str
    sent: str
    ordered: str
    received: str
    lost: str
    returned: str
    short: str


class FactorBody(Body):
    """A holiday with its days, or weather without; ``rate`` 1.2 = a fifth more."""

    kind: Literal["holiday", "weather"]
    name: Text = ""
    rate: Rate = None
    first_on: Day = None
    last_on: Day = None


class FactorsBody(Body):
    """The whole list."""

    rows: list[FactorBody] = Field(default_factory=list, max_length=FACTORS_MAX + 1)


class FactorsAnswer(Answer):
    """The tables, and whether the caller may change them."""

    rows: list[FactorAnswer]
    may_change: bool


def _tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def _factor(one: Factor) -> dict[str, Any]:
    return {"kind": one.kind, "name": one.name, "rate": one.rate, "first_on": one.first, "last_on": one.last}


def _proposed(one: ProposedLine, asked: Question, lang: str) -> dict[str, Any]:
    found = one.proposal
    return {
        "product": {"id": str(one.product_id), "name": one.name},
        "code": one.code,
        "specification": one.specification,
        "base_unit": one.base_unit,
        "unit": {"id": str(one.unit_id), "name": one.unit},
        "size": one.size,
        "packages": found.packages,
        "suggested": found.suggested,
        "wanted": found.wanted,
        "daily": found.forecast.daily,
        "forecast": found.cover,
        "safety": found.safety,
        "available": found.stand.available,
        "in_transit": found.stand.in_transit,
        "on_order": found.stand.on_order,
        "asked": found.stand.asked,
        "days": [{"on": on, "quantity": quantity} for on, quantity in found.forecast.days],
        "is_short": found.forecast.is_short,
        "how": reckoned(one, asked, lang),
    }


@router.get("/proposal", response=ProposalAnswer, summary="要货建议")
def read_proposal(request: HttpRequest, query: Query[ProposalQuery]) -> HttpResponse:
    """What a store should ask for on a day, and how that is worked out. Writes nothing."""
    actor, today = actor_of(request), timezone.localdate()
    needed_on = query.needed_on or _tomorrow()
    products = (query.product,) if query.product else ()
    asked = Question(int(query.warehouse), needed_on, query.cover_days, query.weather, products)
    lines = proposed(actor, asked, today=today)
    factors = factors_of(actor.company_id)
    holiday = holiday_of(needed_on, factors)
    other = standing(actor, asked.store_id, needed_on, query.wave) if query.wave else None
    return reply(
        {
            "needed_on": needed_on,
            "lines": [_proposed(line, asked, query.lang) for line in lines],
            "holiday": _factor(holiday) if holiday else None,
            "weathers": [_factor(one) for one in factors if one.kind == WEATHER],
            "standing": _standing(other) if other else None,
        }
    )


def _standing(found: tuple[int, str, str]) -> dict[str, str]:
    return {"id": str(found[0]), "number": found[1], "state": found[2]}


@router.post("", response=AskedAnswer, summary="门店要货")
def create(request: HttpRequest, payload: AskBody) -> HttpResponse:
    """A draft of the requisition, with what was forecast and proposed. One for each store, day and wave."""
    needed_on = payload.needed_on or _tomorrow()
    ask = Ask(
        Question(int(payload.warehouse), needed_on, payload.cover_days, payload.weather),
        payload.wave,
        tuple(
            AskedLine(int(one.product), one.quantity or ZERO, one.unit, one.remark) for one in payload.lines
        ),
        payload.remark,
        payload.lang,
    )
    draft = ask_for_goods(
        actor=actor_of(request), ask=ask, today=timezone.localdate(), now=timezone.localtime()
    )
    return reply({"id": str(draft.id), "number": draft.number, "state": draft.state})


@router.get("/distribution", response=list[ToShareAnswer], summary="待配的要货")
def read_distribution(request: HttpRequest, query: Query[DistributionQuery]) -> HttpResponse:
    """What stores wait for, by product, with the share each would get of what the warehouse has."""
    found = distribution(
        actor_of(request),
        warehouse_id=int(query.warehouse),
        today=timezone.localdate(),
        needed_on=query.needed_on,
        wave=query.wave,
    )
    return reply(
        [
            {
                "product": {"id": str(one.product_id), "name": one.name},
                "code": one.code,
                "specification": one.specification,
                "unit": one.unit,
                "here": one.here,
                "is_short": one.is_short,
                "lines": [
                    {
                        "line": str(line.line_id),
                        "document": {"id": str(line.document_id), "number": line.number, "state": ""},
                        "needed_on": line.needed_on,
                        "wave": line.wave,
                        "store": {"id": str(line.store_id), "name": line.store},
                        "asked": line.asked,
                        "left": line.left,
                        "given": line.given,
                    }
                    for line in one.lines
                ],
            }
            for one in found
        ]
    )


@router.post("/distribution", response=PostedAnswer, summary="按要货配送")
def create_distribution(request: HttpRequest, payload: DistributeBody, key: str = KEY) -> HttpResponse:
    """调拨出库单, one a store, all of them or none."""
    now = timezone.localtime()
    posted = distribute(
        actor=actor_of(request),
        warehouse_id=int(payload.warehouse),
        given=[Given(int(one.line), one.quantity or ZERO) for one in payload.lines],
        on=payload.business_on or now.date(),
        key=key,
        today=now.date(),
        now=now,
    )
    return reply(posted_answer(posted))


@router.get("/{document_id}/progress", response=list[ProgressAnswer], summary="要货执行情况")
def read_progress(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """What of each line was sent, ordered, received and is short."""
    actor = actor_of(request)
    find_document(actor, document_id)
    keys = ("line_no", "product", "unit", "asked", "sent", "ordered", "received", "lost", "returned", "short")
    return reply(
        [
            {"line": str(one.line_id), **{key: getattr(one, key) for key in keys}}
            for one in progress(actor, document_id)
        ]
    )


def _told(actor: Actor) -> dict[str, Any]:
    rows = [_factor(one) for one in factors_of(actor.company_id)]
    return {"rows": rows, "may_change": actor.may("company.edit")}


@router.get("/factors", response=FactorsAnswer, summary="要货预测系数")
def read_factors(request: HttpRequest) -> HttpResponse:
    """How much more or less is sold on holidays and in some weather. Needs ``company.view``."""
    actor = actor_of(request)
    actor.must("company.view")
    return reply(_told(actor))


@router.put("/factors", response=FactorsAnswer, summary="改要货预测系数")
def put_factors(request: HttpRequest, payload: FactorsBody) -> HttpResponse:
    """The whole list at once. Needs ``company.edit``."""
    actor = actor_of(request)
    factors = [
        Factor(one.kind, one.name.strip(), one.rate or ZERO, one.first_on, one.last_on)
        for one in payload.rows
    ]
    save_factors(actor=actor, factors=factors, now=timezone.now())
    return reply(_told(actor))
