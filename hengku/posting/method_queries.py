"""How goods are costed today (C2), for who decides about it: by company, category and product, with every decision."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, Sum

from hengku.catalog.models import Category, Product
from hengku.company.queries import settings_on
from hengku.costing.models import MethodChoice, Pool
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of
from hengku.inventory.models import Move
from hengku.kit import clock
from hengku.posting.switch import COMPANY, choices

PRODUCTS_MAX: Final = 100


def overview(actor: Actor, *, today: date) -> dict[str, Any]:
    """The company's method and scope, each category with its choice and what holds, and the decisions, newest first.

    Needs ``company.view``.
    """
    actor.must("company.view")
    policy = settings_on(actor.company_id, today)
    own = choices(actor.company_id)
    rows = list(Category.objects.visible_to(actor).order_by("code"))
    counts = dict(
        Product.objects.visible_to(actor).order_by().values_list("category_id").annotate(found=Count("pk"))
    )
    has_moved = Move.objects.visible_to(actor).exists()
    return {
        "method": policy.costing_method,
        "scope": policy.cost_scope,
        "categories": [
            {
                "id": str(one.pk),
                "code": one.code,
                "name": one.name,
                "depth": depth,
                "own": own.get(one.pk, ""),
                "method": one.costing_method or policy.costing_method,
                "product_count": counts.get(one.pk, 0),
            }
            for one, depth in _as_a_tree(rows)
        ],
        "history": _history(actor, {one.pk: one.name for one in rows}),
        "has_moved": has_moved,
        "next_on": date(today.year + 1, 1, 1) if has_moved else today,
        "may_change": actor.may("company.settings"),
    }


def _as_a_tree(rows: list[Category]) -> list[tuple[Category, int]]:
    """Each category under the one above it, by code, with how deep it lies."""
    below: dict[int | None, list[Category]] = {}
    for one in rows:
        below.setdefault(one.parent_id, []).append(one)
    found: list[tuple[Category, int]] = []

    def put(parent: int | None, depth: int) -> None:
        for one in below.get(parent, []):
            found.append((one, depth))
            put(one.pk, depth + 1)

    put(None, 0)
    return found


def _history(actor: Actor, names: dict[int, str]) -> list[dict[str, Any]]:
    rows = list(MethodChoice.objects.visible_to(actor).order_by("-effective_on", "-pk"))
    people = names_of([one.set_by for one in rows])
    return [
        {
            "effective_on": one.effective_on,
            "category": "" if one.category_id == COMPANY else names.get(one.category_id, ""),
            "method": one.method,
            "scope": one.scope,
            "pool_count": one.pool_count,
            "by": people.get(one.set_by, ""),
            "set_at": one.set_at,
        }
        for one in rows
    ]


def costed_products(actor: Actor, *, text: str, category_id: int = 0) -> list[dict[str, Any]]:
    """Products by code with the method that holds and what their pools hold; at most ``PRODUCTS_MAX``.

    Needs ``company.view``; amounts are None without ``cost.view``. A pool may be of all warehouses: who sees some of
    them is told neither quantity nor amount (S2).
    """
    actor.must("company.view")
    found = Product.objects.visible_to(actor).filter(is_active=True).select_related("category")
    if text.strip():
        part = text.strip()
        found = found.filter(Q(name__icontains=part) | Q(code__icontains=part) | Q(initials__icontains=part))
    if category_id:
        found = found.filter(category_id=category_id)
    rows = list(found.order_by("code")[:PRODUCTS_MAX])
    pools = {
        one["product_id"]: one
        for one in Pool.objects.visible_to(actor)
        .filter(product_id__in=[row.pk for row in rows])
        .order_by()
        .values("product_id")
        .annotate(
            held=Count("pk", filter=~Q(quantity=0) | ~Q(amount=0)),
            all_of=Sum("quantity"),
            worth=Sum("amount"),
        )
    }
    company = settings_on(actor.company_id, clock.day_of(clock.now())).costing_method
    sees_all = actor.warehouses is None
    sees = sees_all and actor.may("cost.view")
    return [
        {
            "id": str(row.pk),
            "code": row.code,
            "name": row.name,
            "category": row.category.name,
            "method": row.category.costing_method or company,
            "tracking": row.tracking,
            "pool_count": pools.get(row.pk, {}).get("held", 0),
            "quantity": pools.get(row.pk, {}).get("all_of", 0) if sees_all else None,
            "amount": pools.get(row.pk, {}).get("worth", 0) if sees else None,
        }
        for row in rows
    ]
