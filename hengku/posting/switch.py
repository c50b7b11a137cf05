"""Changing the costing method (C2): of the company, or of a category and those below it that have none of their own.

Allowed freely while nothing moved; afterwards only from the 1st of January on, with every earlier month closed and
nothing moved since. What is in stock keeps its quantity and its amount to the fen: a pool that becomes 先进先出 gets one
layer of all it holds, dated the day before; one that was is emptied of its layers then. Each change is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from hengku.audit.actions import record
from hengku.catalog.models import Category, Product
from hengku.company.actions import keep_postings_out
from hengku.company.queries import period_state
from hengku.company.rules import Standing, costing_problems
from hengku.costing.models import Layer, Method, MethodChoice, Pool, StandardCost, Value
from hengku.identity.actor import Actor
from hengku.inventory.models import Move
from hengku.kit import clock
from hengku.kit.errors import Invalid, NotFound, Problem, Refused, raise_all
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.layers import write_layers
from hengku.posting.load import Pool as LockedPool
from hengku.posting.rows import LayerRow

LABEL = "计价方法"
COMPANY = 0  # the category id of the company's own choice
CONVERTED_SEQ = 0  # no event of the books has it
WITH_BALANCE = (Method.MOVING_AVERAGE, Method.MONTHLY_AVERAGE, Method.FIFO)


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


@dataclass(eq=False)
class CannotConvert(Refused):
    """What is in stock cannot be carried over to the other method as it stands."""

    product: str
    reason: str
    text = "「{product}」不能变更计价方法:{reason}。"


def choices(company_id: int) -> dict[int, str]:
    """The method each category chose last, by category id."""
    rows = MethodChoice.objects.of_company(company_id).order_by("effective_on", "pk")
    return dict(rows.exclude(category_id=COMPANY).values_list("category_id", "method"))


@transaction.atomic(durable=True)
def choose_method(*, actor: Actor, category_id: int, method: str, effective_on: date) -> int:
    """Let a category, and those below it without a choice of their own, be costed by ``method`` from a day on (C2).

    Needs ``company.settings``. Keeps postings out. Returns how many pools with stock were converted. Refused when goods
    of theirs moved and the day is no 1st of January, an earlier month is open, or something moved since.
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
    return _convert(actor, category_id, method, effective_on, products)


def convert_company(actor: Actor, method: str, effective_on: date) -> None:
    """The company's own method changed, in the caller's transaction with postings kept out: convert what follows."""
    followers = Product.objects.visible_to(actor).filter(category__costing_method="")
    _convert(actor, COMPANY, method, effective_on, list(followers.values_list("pk", flat=True)))


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


def _convert(actor: Actor, category_id: int, method: str, effective_on: date, products: list[int]) -> int:
    pools = list(
        Pool.objects.visible_to(actor)
        .select_for_update(no_key=True)
        .filter(product_id__in=products)
        .exclude(method=method)
        .order_by("product_id", "warehouse_id")
    )
    held = [one for one in pools if one.quantity or one.amount]
    raise_all(_conversion_problems(actor, held, method))
    rows: list[LayerRow] = []
    for pool in held:
        if Method.FIFO in (pool.method, method):
            rows += _layers(pool, effective_on - timedelta(days=1), to_fifo=method == Method.FIFO)
    locked: dict[Any, LockedPool] = {
        (pool.product_id, pool.warehouse_id, pool.lot_id): LockedPool(pool.pk, None, None)  # type: ignore[arg-type]
        for pool in held
    }
    write_layers(actor.company_id, rows, locked, clock.now())
    if method != Method.SPECIFIC:  # a lot's pool is made when it comes in
        Pool.objects.visible_to(actor).filter(pk__in=[one.pk for one in pools], lot_id=0).update(method=method)
    MethodChoice.objects.create(
        company_id=actor.company_id,
        category_id=category_id,
        method=method,
        effective_on=effective_on,
        pool_count=len(held),
        set_by=actor.user_id,
        set_at=clock.now(),
    )
    _note(actor, category_id, method, effective_on, held)
    return len(held)


def _conversion_problems(actor: Actor, held: list[Pool], method: str) -> list[Problem]:
    names = dict(
        Product.objects.visible_to(actor)
        .filter(pk__in=[one.product_id for one in held])
        .values_list("pk", "name")
    )
    with_standard = set(StandardCost.objects.visible_to(actor).values_list("product_id", flat=True))
    found: list[Problem] = []
    for pool in held:
        reason = ""
        if pool.quantity < 0:
            reason = "库存为负,请先补足"
        elif Method.SPECIFIC in (pool.method, method):
            reason = "有结存时不能转为或转出个别计价,请在存货为零时变更"
        elif pool.method not in WITH_BALANCE:
            reason = "标准成本有结存时不能转为其他方法,请在存货为零时变更"
        elif method == Method.STANDARD and pool.product_id in with_standard:
            reason = "有结存而又已设标准成本,请在变更之后再做标准成本调整单"
        if reason:
            found.append(CannotConvert(product=names[pool.product_id], reason=reason))
    return found


def _layers(pool: Pool, on: date, *, to_fifo: bool) -> list[LayerRow]:
    """One layer of all a pool holds, or its layers taken out, at the end of the day before (C11)."""
    last = Value.objects.of_company(pool.company_id).filter(pool_id=pool.pk).order_by("-seq").first()
    assert last is not None, "a pool that holds something was valued"
    key = (pool.product_id, pool.warehouse_id, pool.lot_id)
    if to_fifo:
        return [
            LayerRow(
                key,
                last.seq,
                last.line_id,
                on,
                CONVERTED_SEQ,
                on,
                last.document_id,
                pool.quantity,
                pool.amount,
            )
        ]
    open_layers = Layer.objects.of_company(pool.company_id).filter(pool_id=pool.pk).exclude(quantity=0)
    return [
        LayerRow(
            key,
            one.seq,
            one.line_id,
            one.business_on,
            CONVERTED_SEQ,
            on,
            last.document_id,
            -one.quantity,
            -one.amount,
        )
        for one in open_layers
    ]


def _note(actor: Actor, category_id: int, method: str, effective_on: date, held: list[Pool]) -> None:
    amount = sum((one.amount for one in held), ZERO_FEN)
    data = {
        "category_id": category_id,
        "method": method,
        "effective_on": effective_on.isoformat(),
        "pools": len(held),
        "amount": str(amount),
    }
    record(
        actor=actor,
        at=clock.now(),
        action="costing.method.chosen",
        entity_kind="category",
        entity_id=category_id,
        data=data,
    )
