"""Taking back what an import made and nothing uses (B8's one exception); in the transaction that undoes the import.

Whoever calls this has looked for documents. The foreign keys of lines, balances and whatever else may name a product
refuse in any case.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from hengku.audit.actions import record
from hengku.catalog.models import Barcode, Category, Product, ProductUnit, Unit
from hengku.identity.actor import Actor
from hengku.kit import clock


def remove_products(*, actor: Actor, product_ids: Collection[int]) -> int:
    """Remove products with their units and barcodes; how many. Needs ``catalog.edit``.

    The evidence keeps their names.
    """
    actor.must("catalog.edit")
    found = Product.objects.visible_to(actor).filter(pk__in=product_ids).order_by("pk").select_for_update()
    gone = list(found.values_list("pk", "code", "name"))
    ids = [one[0] for one in gone]
    Barcode.objects.visible_to(actor).filter(product_id__in=ids).delete()
    ProductUnit.objects.visible_to(actor).filter(product_id__in=ids).delete()
    Product.objects.visible_to(actor).filter(pk__in=ids).delete()
    _note(
        actor,
        "catalog.products.removed",
        "product",
        {"count": len(ids), "products": [list(one) for one in gone]},
    )
    return len(ids)


def unused_lists(
    *, actor: Actor, category_ids: Collection[int], unit_ids: Collection[int]
) -> tuple[list[int], list[int]]:
    """Of these categories and units, those that no product is described by."""
    categories = Category.objects.visible_to(actor).filter(pk__in=category_ids)
    used = Product.objects.visible_to(actor).values("category_id")
    children = Category.objects.visible_to(actor).exclude(parent=None).values("parent_id")
    units = Unit.objects.visible_to(actor).filter(pk__in=unit_ids)
    in_units = ProductUnit.objects.visible_to(actor).values("unit_id")
    base_units = Product.objects.visible_to(actor).values("base_unit_id")
    free_categories = categories.exclude(Q(pk__in=used) | Q(pk__in=children))
    free_units = units.exclude(Q(pk__in=in_units) | Q(pk__in=base_units))
    return list(free_categories.values_list("pk", flat=True)), list(free_units.values_list("pk", flat=True))


def remove_unused_lists(
    *, actor: Actor, category_ids: Collection[int], unit_ids: Collection[int]
) -> tuple[int, int]:
    """Remove those of these categories and units that no product is described by; how many of each."""
    actor.must("catalog.edit")
    categories, units = unused_lists(actor=actor, category_ids=category_ids, unit_ids=unit_ids)
    Category.objects.visible_to(actor).filter(pk__in=categories).delete()
    Unit.objects.visible_to(actor).filter(pk__in=units).delete()
    if categories or units:
        _note(actor, "catalog.lists.removed", "category", {"categories": categories, "units": units})
    return len(categories), len(units)


def switch_off(*, actor: Actor, product_ids: Collection[int]) -> int:
    """Switch products off that only reversed documents name; how many. Needs ``catalog.edit``."""
    actor.must("catalog.edit")
    changed = (
        Product.objects.visible_to(actor).filter(pk__in=product_ids, is_active=True).update(is_active=False)
    )
    if changed:
        _note(actor, "catalog.products.deactivated", "product", {"ids": sorted(product_ids)})
    return int(changed)


def _note(actor: Actor, action: str, kind: str, data: dict[str, Any]) -> None:
    record(actor=actor, at=clock.now(), action=action, entity_kind=kind, entity_id=0, data=data)
