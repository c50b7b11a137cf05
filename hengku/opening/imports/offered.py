"""What a company has that the cells of a template are filled in with, by column."""

from __future__ import annotations

from hengku.catalog.models import Category, TaxCode, Unit
from hengku.company.models import Warehouse
from hengku.identity.actor import Actor

#: More than this nobody chooses from a list.
LISTED_MAX = 1_000


def offered_lists(actor: Actor) -> dict[str, tuple[str, ...]]:
    """Names of units, categories, tax codes and the actor's warehouses that are in use. Four statements."""
    actor.must("import.run")
    units = tuple(Unit.objects.visible_to(actor).order_by("name").values_list("name", flat=True)[:LISTED_MAX])
    categories = Category.objects.visible_to(actor).filter(is_active=True).order_by("code")
    taxes = TaxCode.objects.visible_to(actor).filter(is_active=True).order_by("code")
    warehouses = Warehouse.objects.visible_to(actor).filter(is_active=True).order_by("code")
    if actor.warehouses is not None:
        warehouses = warehouses.filter(pk__in=sorted(actor.warehouses))
    return {
        "base_unit": units,
        "pack_unit": units,
        "unit": units,
        "category": tuple(categories.values_list("name", flat=True)[:LISTED_MAX]),
        "tax_code": tuple(taxes.values_list("code", flat=True)[:LISTED_MAX]),
        "warehouse": tuple(warehouses.values_list("name", flat=True)[:LISTED_MAX]),
    }
