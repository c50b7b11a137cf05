"""可承诺量 (Q4): what of a product can be promised, day by day, and what that is made of."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Query, Router

from hengku.api.auth import actor_of
from hengku.api.checks import DocumentName
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer, Named
from hengku.api.values import ID_MAX, Id
from hengku.api.wire import reply
from hengku.catalog.bill_rules import sets_of
from hengku.catalog.errors import ProductNotFound
from hengku.catalog.models import Product
from hengku.documents.declaration import document_type
from hengku.documents.queries import may_view
from hengku.identity.actor import Actor
from hengku.posting.promise import Outlook, load_kit_outlooks, load_outlooks

router = Router(tags=["销售"])

ProductId = PathEx[int, P(ge=1, le=ID_MAX)]
#: Beyond the last day on which anything is known to happen the picture goes on for a week.
DAYS_AFTER = 7
ONE = Decimal(1)


class PromiseQuery(QueryBody):
    """Of which warehouse; without one, of all of them together."""

    warehouse: Id = None


class ExpectedAnswer(Answer):
    """A document that will bring (``is_supply``) or take goods on a day; ``balance`` is what is then left, ``atp`` what
    may be promised from that day. ``document`` is null where the caller may not view it.
    """

    on: str
    is_supply: bool
    quantity: str
    document: DocumentName | None
    party: str
    balance: str
    atp: str


class DayAnswer(Answer):
    """A day on which something changes."""

    on: str
    balance: str
    atp: str


class PartAnswer(Answer):
    """A component of a kit: so much of it in one set, what there is of it, and how many sets that is enough for."""

    product: Named
    unit: str
    quantity: str
    available: str
    atp: str
    sets: str


class PromisesAnswer(Answer):
    """What there is now, what is to come, and what can be promised on each day; in base units. Of a kit it is whole
    sets, and ``parts`` says of which component there is least.
    """

    product: Named
    unit: str
    on_hand: str
    reserved: str
    available: str
    today: str
    atp: str
    entries: list[ExpectedAnswer]
    days: list[DayAnswer]
    parts: list[PartAnswer]


@router.get("/{product_id}", response=PromisesAnswer, summary="可承诺量")
def read_promises(request: HttpRequest, product_id: ProductId, query: Query[PromiseQuery]) -> HttpResponse:
    """ATP of a product by day. Needs the rights to view stock reports."""
    actor = actor_of(request)
    actor.must("reports.view")
    product = Product.objects.visible_to(actor).select_related("base_unit").filter(pk=product_id).first()
    if product is None:
        raise ProductNotFound(product_id=product_id)
    today = timezone.localdate()
    if product.is_kit:
        return reply(_of_kit(actor, product, query.warehouse, today))
    whole = Outlook()
    for (_, warehouse), outlook in load_outlooks(actor.company_id, [product_id], today).items():
        if query.warehouse in (None, warehouse):
            whole.add(outlook)
    return reply(
        {
            "product": {"id": str(product.pk), "name": product.name, "code": product.code},
            "unit": product.base_unit.name,
            "on_hand": whole.on_hand,
            "reserved": whole.reserved,
            "available": whole.available,
            "today": today,
            "atp": whole.promisable(today),
            "entries": _entries(actor, whole),
            "days": _days(whole, today),
            "parts": [],
        }
    )


def _of_kit(actor: Actor, product: Product, warehouse_id: int | None, today: date) -> dict[str, Any]:
    """A kit: as many sets as its components are enough for (KT-01, Q4)."""
    kit = load_kit_outlooks(actor.company_id, [product.pk], today, warehouse_id)[product.pk]
    wanted = {part.component_id for part in kit.parts}
    components = Product.objects.visible_to(actor).select_related("base_unit").in_bulk(list(wanted))
    on_hand, available = kit.sets(lambda one: one.on_hand), kit.sets(lambda one: one.available)
    days = kit.days(today)
    parts = []
    for part in kit.parts:
        component, outlook = components[part.component_id], kit.of(part.component_id)
        atp = outlook.promisable(today)
        parts.append(
            {
                "product": {"id": str(component.pk), "name": component.name, "code": component.code},
                "unit": component.base_unit.name,
                "quantity": part.of(ONE),
                "available": outlook.available,
                "atp": atp,
                "sets": sets_of({part.component_id: atp}, [part]),
            }
        )
    return {
        "product": {"id": str(product.pk), "name": product.name, "code": product.code},
        "unit": product.base_unit.name,
        "on_hand": on_hand,
        "reserved": on_hand - available,
        "available": available,
        "today": today,
        "atp": kit.promisable(today),
        "entries": [],
        "days": [
            {"on": day, "balance": kit.promisable(day), "atp": kit.promisable(day)}
            for day in (*days, days[-1] + timedelta(days=DAYS_AFTER))
        ],
        "parts": parts,
    }


def _entries(actor: Actor, whole: Outlook) -> list[dict[str, Any]]:
    """What comes and goes, in order, with what is left after each."""
    balance, found = whole.available, []
    for one in whole.entries:
        balance += one.quantity if one.is_supply else -one.quantity
        kind = document_type(one.type_code)
        is_seen = may_view(actor, kind)
        found.append(
            {
                "on": one.on,
                "is_supply": one.is_supply,
                "quantity": one.quantity,
                "document": {"id": str(one.document_id), "type_code": kind.code, "number": one.number}
                if is_seen
                else None,
                "party": one.party if is_seen else "",
                "balance": balance,
                "atp": whole.promisable(one.on),
            }
        )
    return found


def _days(whole: Outlook, today: date) -> list[dict[str, Any]]:
    """Today, every day on which something happens, and a while after: what is left then, and what can be promised."""
    changing = {one.on for one in whole.entries}
    last = max([today, *changing]) + timedelta(days=DAYS_AFTER)
    found = []
    for day in sorted({today, *changing, last}):
        balance = whole.available
        for one in whole.entries:
            if one.on <= day:
                balance += one.quantity if one.is_supply else -one.quantity
        found.append({"on": day, "balance": balance, "atp": whole.promisable(day)})
    return found
