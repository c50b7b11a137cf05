"""Changing how goods are costed (C2): the method of the company, or of a category and those below it that have none of
their own; the scope of the company's pools.

Allowed freely while nothing moved; afterwards only from the 1st of January on, with every earlier month closed and
nothing moved since. What is in stock goes over (convert.py). Each change is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from hengku.audit.actions import record
from hengku.catalog.models import Category, Product
from hengku.company.actions import keep_postings_out
from hengku.company.queries import period_state, setting
from hengku.company.rules import Standing, costing_problems
from hengku.costing.models import Method, MethodChoice, Pool
from hengku.identity.actor import Actor
from hengku.inventory.models import Move
from hengku.kit import clock
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.errors import Invalid, NotFound, raise_all
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.convert import Converted, Way, convert

LABEL = "计价方法"
COMPANY = 0  # the category id of the company's own choice


@dataclass(eq=False)
class MethodUnknown(Invalid):
    """Not a costing method; 后进先出 is forbidden."""

    given: str
    text = "没有名为 {given} 的计价方法。可选:移动加权平均、先进先出、全月一次加权平均、个别计价、标准成本。"


@dataclass(eq=False)
class CategoryUnknownHere(NotFound):
    """No such category in this company."""

    category_id: int
    text = "找不到商品类别(编号 {category_id})。"


def choices(company_id: int) -> dict[int, str]:
    """The method each category chose last, by category id."""
    rows = MethodChoice.objects.of_company(company_id).order_by("effective_on", "pk")
    return dict(rows.exclude(category_id=COMPANY).values_list("category_id", "method"))


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a change of costing does to goods in stock, product by product."""

    products: list[Converted]


@transaction.atomic(durable=True)
def choose_method(
    *,
    actor: Actor,
    category_id: int,
    method: str,
    effective_on: date,
    is_tried: bool = False,
    keep: Callable[[], None] = lambda: None,
    course: Course = UNWATCHED,
) -> Conversion:
    """Let a category, and those below it without a choice of their own, be costed by ``method`` from a day on (C2).

    Needs ``company.settings``. Keeps postings out. Returns what of the stock was converted; with ``is_tried`` nothing
    stays. ``keep`` writes in the same transaction that it is done. Refused when goods of theirs moved and the day is
    no 1st of January, an earlier month is open, or something moved since.
    """
    actor.must("company.settings")
    if method not in Method.values:
        raise MethodUnknown(given=method[:30]).at(field="method")
    states = [period_state(row) for row in keep_postings_out(actor.company_id)]
    categories = {one.pk: one for one in Category.objects.visible_to(actor)}
    if category_id not in categories:
        raise CategoryUnknownHere(category_id=category_id)
    own = choices(actor.company_id) | {category_id: method}
    changed = [one for one in categories.values() if _resolved(one, categories, own) != one.costing_method]
    products = list(
        Product.objects.visible_to(actor).filter(category__in=changed).values_list("pk", flat=True)
    )
    standing = _standing(actor.company_id, products, effective_on)
    raise_all(
        [one.at(field="effective_on") for one in costing_problems(LABEL, effective_on, states, standing)]
    )
    for one in changed:
        one.costing_method = _resolved(one, categories, own)
        one.save(update_fields=["costing_method"])
    done = _convert(actor, category_id, method, "", effective_on, products, course)
    keep()
    transaction.set_rollback(is_tried)
    return done


def convert_company(
    actor: Actor, key: str, value: str, effective_on: date, *, course: Course = UNWATCHED
) -> Conversion:
    """The company's own method or scope changed, in the caller's transaction with postings kept out: convert what
    follows it.
    """
    products = Product.objects.visible_to(actor)
    if key == "cost_scope":
        every = list(products.values_list("pk", flat=True))
        return _convert(actor, COMPANY, "", value, effective_on, every, course)
    followers = list(products.filter(category__costing_method="").values_list("pk", flat=True))
    return _convert(actor, COMPANY, value, "", effective_on, followers, course)


def _resolved(category: Category, categories: dict[int, Category], own: dict[int, str]) -> str:
    """The choice of the nearest category at or above, "" = the company's."""
    at: Category | None = category
    while at is not None:
        if at.pk in own:
            return own[at.pk]
        at = categories.get(at.parent_id) if at.parent_id else None
    return ""


def _standing(company_id: int, products: Iterable[int], effective_on: date) -> Standing:
    moves = Move.objects.of_company(company_id).filter(product_id__in=list(products))
    return Standing(
        has_moves=bool(moves.exists()),
        has_moves_since=bool(moves.filter(business_on__gte=effective_on).exists()),
        has_pool_balance=False,  # converted
    )


def _convert(
    actor: Actor,
    category_id: int,
    method: str,
    scope: str,
    effective_on: date,
    products: list[int],
    course: Course,
) -> Conversion:
    """Products go over to a method, or with ``method`` "" each keeps its own and goes over to ``scope``."""
    pools = Pool.objects.visible_to(actor).filter(product_id__in=products)
    methods = dict(
        pools.order_by(F("last_valued_on").asc(nulls_first=True), "quantity").values_list(
            "product_id", "method"
        )
    )
    day = effective_on - timedelta(days=1) if scope else effective_on
    now_scope = str(setting(actor.company_id, "cost_scope", day))
    ways = {
        product: (Way(known, now_scope), Way(method or known, scope or now_scope))
        for product, known in methods.items()
    }
    changed = {one: pair for one, pair in ways.items() if pair[0] != pair[1]}
    told = convert(actor, changed, effective_on, course)
    MethodChoice.objects.create(
        company_id=actor.company_id,
        category_id=category_id,
        method=method or str(setting(actor.company_id, "costing_method", effective_on)),
        scope=scope,
        effective_on=effective_on,
        pool_count=sum(one.pools_before for one in told),
        set_by=actor.user_id,
        set_at=clock.now(),
    )
    conversion = Conversion(told)
    _note(actor, category_id, method or scope, effective_on, conversion)
    return conversion


def _note(actor: Actor, category_id: int, method: str, effective_on: date, done: Conversion) -> None:
    data = {
        "category_id": category_id,
        "method": method,
        "effective_on": effective_on.isoformat(),
        "pools": sum(one.pools_before for one in done.products),
        "amount": str(sum((one.amount for one in done.products), ZERO_FEN)),
    }
    record(
        actor=actor,
        at=clock.now(),
        action="costing.method.chosen",
        entity_kind="category",
        entity_id=category_id,
        data=data,
    )
