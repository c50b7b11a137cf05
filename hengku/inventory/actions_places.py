"""Warehouses with the places goods lie in: a warehouse without its stock place could not hold anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from hengku.audit.actions import record
from hengku.company.actions import keep_postings_out
from hengku.company.models import Warehouse
from hengku.company.record_rules import CodeTaken, missing_names, too_long
from hengku.identity.actor import Actor
from hengku.inventory.models import OnHand, Place, PlaceRole, Status
from hengku.kit import clock
from hengku.kit.errors import NotFound, Problem, Refused, raise_all

#: One of each in every company: the other ends of moves, and goods on the way or held for inspection.
COMPANY_PLACES: Final = tuple(role for role in PlaceRole if role is not PlaceRole.STOCK)


@dataclass(eq=False)
class WarehouseNotFound(NotFound):
    """No such warehouse in this company."""

    warehouse_id: int
    text = "找不到仓库(编号 {warehouse_id})。"


@dataclass(eq=False)
class WarehouseNameTaken(Refused):
    """Two warehouses of one name would be mixed up."""

    name: str
    text = "已有名为“{name}”的仓库,请换一个名称。"


@dataclass(eq=False)
class WarehouseHoldsStock(Refused):
    """What is switched off must be empty, or its goods would be out of sight."""

    name: str
    product_count: int
    text = "仓库“{name}”里还有 {product_count} 种商品的库存。请先调拨或出库清零,再停用。"


@dataclass(eq=False)
class WarehouseIsNegative(Refused):
    """Negative stock cannot be forbidden where it exists (Q7)."""

    name: str
    product_count: int
    quantity: Decimal
    text = "仓库“{name}”还有 {product_count} 种商品是负库存(最低 {quantity})。请先补入库,再关闭“允许负库存”。"


def add_places(*, company_id: int, warehouses: Sequence[Warehouse]) -> None:
    """The company's places and a stock place for each warehouse. In the transaction that makes the company."""
    virtual = [Place(company_id=company_id, role=role, name=role.label) for role in COMPANY_PLACES]
    Place.objects.bulk_create(virtual + [_stock_place(one) for one in warehouses])


@transaction.atomic(durable=True)
def create_warehouse(*, actor: Actor, code: str, name: str, may_go_negative: bool = False) -> Warehouse:
    """A warehouse with its stock place. Needs ``company.edit``; refused when code or name is missing or taken."""
    actor.must("company.edit")
    problems = missing_names(code=code, name=name, label="仓库")
    problems += too_long({"code": ("仓库编码", code.strip(), 32), "name": ("仓库名称", name.strip(), 64)})
    problems += _taken(actor, code=code.strip(), name=name.strip())
    raise_all(problems)
    warehouse: Warehouse = Warehouse.objects.create(
        company_id=actor.company_id, code=code.strip(), name=name.strip(), may_go_negative=may_go_negative
    )
    _stock_place(warehouse).save()
    _note(
        actor,
        "company.warehouse.created",
        warehouse.pk,
        {"code": warehouse.code, "name": warehouse.name, "may_go_negative": may_go_negative},
    )
    return warehouse


@transaction.atomic(durable=True)
def change_warehouse(
    *, actor: Actor, warehouse_id: int, name: str, is_active: bool, may_go_negative: bool
) -> None:
    """Rename, switch on or off, allow or forbid negative stock (Q7); the code stays. Needs ``company.edit``.

    Refused: a taken name, switching off a warehouse that holds anything, forbidding negative stock while there is
    some. Keeps postings out, then locks the warehouse and its on-hand rows in key order.
    """
    actor.must("company.edit")
    keep_postings_out(actor.company_id)
    warehouse = (
        Warehouse.objects.visible_to(actor).select_for_update(no_key=True).filter(pk=warehouse_id).first()
    )
    if warehouse is None:
        raise WarehouseNotFound(warehouse_id=warehouse_id)
    places = Place.objects.visible_to(actor).filter(role=PlaceRole.STOCK, warehouse=warehouse)
    place_ids = list(places.values_list("pk", flat=True))
    on_hand = (
        OnHand.objects.visible_to(actor)
        .filter(place_id__in=place_ids)
        .order_by("product_id", "place_id", "lot_id", "status", "owner_id")
        .select_for_update()
    )
    quantities = list(on_hand.values_list("quantity", "product_id"))
    problems = missing_names(code=warehouse.code, name=name, label="仓库")
    problems += too_long({"name": ("仓库名称", name.strip(), 64)})
    problems += _taken(actor, code="", name=name.strip(), but=warehouse_id)
    problems += _stock_problems(warehouse, quantities, is_active=is_active, may_go_negative=may_go_negative)
    raise_all(problems)
    fields = ("name", "is_active", "may_go_negative")
    before = {field: getattr(warehouse, field) for field in fields}
    warehouse.name, warehouse.is_active = name.strip(), is_active
    warehouse.may_go_negative = may_go_negative
    warehouse.save(update_fields=list(fields))
    if before["name"] != warehouse.name:
        for place in places:
            place.name = f"{warehouse.name} {place.bin}".strip()
            place.save(update_fields=["name"])
    if before["may_go_negative"] != may_go_negative:  # Q7: lots, goods of others and unsound goods never may
        OnHand.objects.visible_to(actor).filter(
            place_id__in=place_ids, lot_id=0, status=Status.AVAILABLE, owner_id=0
        ).update(may_go_negative=may_go_negative)
    after = {field: getattr(warehouse, field) for field in fields}
    _note(actor, "company.warehouse.changed", warehouse_id, {"before": before, "after": after})


def _stock_problems(
    warehouse: Warehouse,
    quantities: Sequence[tuple[Decimal, int]],
    *,
    is_active: bool,
    may_go_negative: bool,
) -> list[Problem]:
    problems: list[Problem] = []
    held = {product_id for quantity, product_id in quantities if quantity}
    if warehouse.is_active and not is_active and held:
        problems.append(
            WarehouseHoldsStock(name=warehouse.name, product_count=len(held)).at(field="is_active")
        )
    below = [(quantity, product_id) for quantity, product_id in quantities if quantity < 0]
    if below and not may_go_negative:
        problems.append(
            WarehouseIsNegative(
                name=warehouse.name,
                product_count=len({product_id for _, product_id in below}),
                quantity=min(quantity for quantity, _ in below),
            ).at(field="may_go_negative")
        )
    return problems


def _taken(actor: Actor, *, code: str, name: str, but: int = 0) -> list[Problem]:
    others = Warehouse.objects.visible_to(actor).filter(Q(code=code) | Q(name=name)).exclude(pk=but)
    problems: list[Problem] = []
    for other_code, other_name in others.values_list("code", "name"):
        if code and other_code == code:
            problems.append(CodeTaken(label="仓库", given=code).at(field="code"))
        if name and other_name == name:
            problems.append(WarehouseNameTaken(name=name).at(field="name"))
    return problems


def _stock_place(warehouse: Warehouse) -> Place:
    return Place(
        company_id=warehouse.company_id, role=PlaceRole.STOCK, warehouse=warehouse, name=warehouse.name
    )


def _note(actor: Actor, action: str, entity_id: int, data: dict[str, Any]) -> None:
    record(
        actor=actor,
        at=clock.now(),
        action=action,
        entity_kind="warehouse",
        entity_id=entity_id,
        data=data,
    )
