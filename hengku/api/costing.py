"""计价方法: how goods are costed by company, category and product, what was decided, and what a change would do (C2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer
from hengku.api.values import Day, Text
from hengku.api.wire import reply
from hengku.company.actions import set_setting
from hengku.identity.actor import Actor
from hengku.opening.questions import cost_standing
from hengku.posting.convert import Converted, Way
from hengku.posting.method_queries import costed_products, overview
from hengku.posting.switch import Conversion, choose_method, convert_company

router = Router(tags=["计价方法"])


class CostingCategoryOut(Answer):
    """A category: ``own`` is what was chosen for it, "" what it takes from above; ``method`` is what holds."""

    id: str
    code: str
    name: str
    depth: int
    own: str
    method: str
    product_count: int


class CostingDecisionOut(Answer):
    """One decision: of the company (``category`` "") or a category; ``scope`` where that was decided."""

    effective_on: str
    category: str
    method: str
    scope: str
    pool_count: int
    by: str
    set_at: str


class CostingOut(Answer):
    """The whole page. ``next_on`` is the first day a change may hold from, as far as goods have moved already."""

    method: str
    scope: str
    categories: list[CostingCategoryOut]
    history: list[CostingDecisionOut]
    has_moved: bool
    next_on: str
    may_change: bool


class CostedProductOut(Answer):
    """A product: by which method, from where it has it, and what its pools hold; null without the right to see cost."""

    id: str
    code: str
    name: str
    category: str
    method: str
    tracking: str
    pool_count: int
    quantity: str
    amount: str | None


class ConvertedOut(Answer):
    """A product with stock that goes over; ``variance`` comes from 1404 into stock."""

    name: str
    method_before: str
    method_after: str
    scope_before: str
    scope_after: str
    quantity: str
    amount: str | None
    variance: str | None
    pools_before: int
    pools_after: int


class ConversionOut(Answer):
    """What a change does to what is in stock."""

    products: list[ConvertedOut]
    amount: str | None
    variance: str | None


class CostingBody(Body):
    """A change: of the company's method or scope, or of a category's method."""

    subject: Literal["method", "scope", "category"]
    category: Text = ""
    value: Text
    effective_on: Day = None


class ProductQuery(QueryBody):
    """Part of a name or code; a category."""

    text: str = ""
    category: str = ""


@router.get("", response=CostingOut, summary="计价方法")
def read_methods(request: HttpRequest) -> HttpResponse:
    """By company and category, with every decision. Needs ``company.view``."""
    actor = actor_of(request)
    return reply(overview(actor, today=timezone.localdate()))


@router.get("/products", response=list[CostedProductOut], summary="商品按什么计价")
def read_products(request: HttpRequest, query: Query[ProductQuery]) -> HttpResponse:
    """At most 100 products. Needs ``company.view``; amounts are for who may see cost."""
    actor = actor_of(request)
    category = int(query.category) if query.category.isdecimal() else 0
    return reply(costed_products(actor, text=query.text, category_id=category))


@router.post("/preview", response=ConversionOut, summary="试算变更计价方法")
def create_trial(request: HttpRequest, payload: CostingBody) -> HttpResponse:
    """What the change would do; nothing stays. Refused as the change itself is."""
    return reply(_told(actor_of(request), _decide(actor_of(request), payload, is_tried=True)))


@router.post("", response=ConversionOut, summary="变更计价方法")
def create_decision(request: HttpRequest, payload: CostingBody) -> HttpResponse:
    """Change it. Needs ``company.settings``; refused as C2 asks."""
    return reply(_told(actor_of(request), _decide(actor_of(request), payload, is_tried=False)))


def _decide(actor: Actor, body: CostingBody, *, is_tried: bool) -> Conversion:
    on = body.effective_on or timezone.localdate()
    if body.subject == "category":
        category = int(body.category) if body.category.isdecimal() else 0
        return choose_method(
            actor=actor, category_id=category, method=body.value, effective_on=on, is_tried=is_tried
        )
    done: list[Conversion] = []
    set_setting(
        actor=actor,
        key="cost_scope" if body.subject == "scope" else "costing_method",
        value=body.value,
        effective_on=on,
        standing=cost_standing,
        convert=_keeping(done),
        is_tried=is_tried,
    )
    return done[0]


def _keeping(done: list[Conversion]) -> Callable[[Actor, str, str, date], object]:
    def convert(actor: Actor, key: str, value: str, on: date) -> None:
        done.append(convert_company(actor, key, value, on))

    return convert


def _told(actor: Actor, done: Conversion) -> dict[str, Any]:
    sees = actor.may("cost.view")
    return {
        "products": [_converted(one, sees=sees) for one in done.products],
        "amount": sum((one.amount for one in done.products), Decimal("0.00")) if sees else None,
        "variance": sum((one.variance for one in done.products), Decimal("0.00")) if sees else None,
    }


def _converted(one: Converted, *, sees: bool) -> dict[str, Any]:
    before: Way = one.before
    return {
        "name": one.name,
        "method_before": before.method,
        "method_after": one.after.method,
        "scope_before": before.scope,
        "scope_after": one.after.scope,
        "quantity": one.quantity,
        "amount": one.amount if sees else None,
        "variance": one.variance if sees else None,
        "pools_before": one.pools_before,
        "pools_after": one.pools_after,
    }
