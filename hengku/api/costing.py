"""计价方法: how goods are costed by company, category and product, what was decided, and what a change would do (C2)."""

from __future__ import annotations

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
from hengku.desk.work.costing import PRODUCTS_AT_ONCE, CostingDecision, decide_costing, told_of
from hengku.identity.actor import Actor
from hengku.posting.method_queries import costed_products, overview
from hengku.posting.switch import Conversion

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
    """The whole page. ``next_on`` is the first day a change may hold from, as far as goods have moved already.
    ``is_large``: so many products that a trial and a change are better started as background tasks.
    """

    method: str
    scope: str
    categories: list[CostingCategoryOut]
    history: list[CostingDecisionOut]
    has_moved: bool
    next_on: str
    may_change: bool
    is_large: bool


class CostedProductOut(Answer):
    """A product: by which method, from where it has it, and what its pools hold: ``amount`` is null without the right
    to see cost, both are to who sees some warehouses only.
    """

    id: str
    code: str
    name: str
    category: str
    method: str
    tracking: str
    pool_count: int
    quantity: str | None
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
    """What a change does to what is in stock: the first 500 products, and the sums of all ``product_count``."""

    products: list[ConvertedOut]
    product_count: int
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
    told = overview(actor_of(request), today=timezone.localdate())
    count = sum(one["product_count"] for one in told["categories"])
    return reply({**told, "is_large": count > PRODUCTS_AT_ONCE})


@router.get("/products", response=list[CostedProductOut], summary="商品按什么计价")
def read_products(request: HttpRequest, query: Query[ProductQuery]) -> HttpResponse:
    """At most 100 products. Needs ``company.view``; amounts are for who may see cost."""
    actor = actor_of(request)
    category = int(query.category) if query.category.isdecimal() else 0
    return reply(costed_products(actor, text=query.text, category_id=category))


@router.post("/preview", response=ConversionOut, summary="试算变更计价方法")
def create_trial(request: HttpRequest, payload: CostingBody) -> HttpResponse:
    """What the change would do; nothing stays. Refused as the change itself is."""
    return reply(_decide(actor_of(request), payload, is_tried=True))


@router.post("", response=ConversionOut, summary="变更计价方法")
def create_decision(request: HttpRequest, payload: CostingBody) -> HttpResponse:
    """Change it. Needs ``company.settings``; refused as C2 asks."""
    return reply(_decide(actor_of(request), payload, is_tried=False))


def decision_of(body: CostingBody) -> CostingDecision:
    """What was wished, today where no day is said."""
    category = int(body.category) if body.category.isdecimal() else 0
    return CostingDecision(body.subject, body.value, body.effective_on or timezone.localdate(), category)


def _decide(actor: Actor, body: CostingBody, *, is_tried: bool) -> dict[str, Any]:
    done = decide_costing(
        actor=actor, decision=decision_of(body), is_tried=is_tried, now=timezone.localtime()
    )
    return told_of(done or Conversion([]), sees_cost=actor.may("cost.view"))
