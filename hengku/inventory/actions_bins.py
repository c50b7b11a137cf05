"""库位 bins: parts of a warehouse that goods can be told to lie in. A warehouse without bins is one place, as before.

What lies in a warehouse is what lies in all its bins; what is promised is promised out of all of them together (Q8).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.actions import keep_postings_out
from hengku.company.models import Warehouse
from hengku.company.record_rules import CodeTaken
from hengku.identity.actor import Actor
from hengku.inventory.actions_places import WarehouseNotFound
from hengku.inventory.models import OnHand, Place, PlaceRole
from hengku.inventory.rules import STAGING
from hengku.kit import clock
from hengku.kit.errors import Invalid, NotFound, Refused

CODE: Final = re.compile(r"[0-9A-Za-z一-鿿._-]{1,32}")


@dataclass(eq=False)
class BinCodeWrong(Invalid):
    """A code is short, printable and without blanks: it is typed and scanned."""

    given: str
    text = "库位码「{given}」不对:1 到 32 个字母、数字、汉字或 . _ -,不能有空格。例如 A-01-3。"


@dataclass(eq=False)
class BinNotFound(NotFound):
    """No such bin in this company."""

    bin_id: int
    text = "找不到库位(编号 {bin_id})。"


@dataclass(eq=False)
class BinHoldsStock(Refused):
    """What is switched off must be empty, or its goods would be out of sight."""

    bin: str
    product_count: int
    text = "库位「{bin}」里还有 {product_count} 种商品。请先用状态转换单移到别的库位,再停用。"


@transaction.atomic(durable=True)
def create_bin(*, actor: Actor, warehouse_id: int, code: str) -> Place:
    """A bin of a warehouse; with the first one comes 待发区 STAGING, where picked goods wait. Needs ``company.edit``.

    Refused: a code that is taken in this warehouse or cannot be typed. Keeps postings out: from now on they look into
    the warehouse's bins.
    """
    actor.must("company.edit")
    code = code.strip().upper()
    if not CODE.fullmatch(code):
        raise BinCodeWrong(given=code).at(field="code")
    keep_postings_out(actor.company_id)
    warehouse = Warehouse.objects.visible_to(actor).filter(pk=warehouse_id).first()
    if warehouse is None:
        raise WarehouseNotFound(warehouse_id=warehouse_id).at(field="warehouse")
    known = set(
        Place.objects.visible_to(actor)
        .filter(role=PlaceRole.STOCK, warehouse=warehouse)
        .values_list("bin", flat=True)
    )
    if code in known:
        raise CodeTaken(label="库位", given=code).at(field="code")
    made = _bin(warehouse, code)
    made.save()
    if STAGING not in known and code != STAGING:
        _bin(warehouse, STAGING).save()
    record(
        actor=actor,
        at=clock.now(),
        action="inventory.bin.created",
        entity_kind="bin",
        entity_id=made.pk,
        data={"warehouse": warehouse.code, "code": code},
    )
    return made


@transaction.atomic(durable=True)
def change_bin(*, actor: Actor, bin_id: int, is_active: bool) -> None:
    """Switch a bin on or off; its code stays. Needs ``company.edit``; refused while something lies in it."""
    actor.must("company.edit")
    keep_postings_out(actor.company_id)
    place = Place.objects.visible_to(actor).exclude(bin="").filter(pk=bin_id).first()
    if place is None:
        raise BinNotFound(bin_id=bin_id)
    held = OnHand.objects.visible_to(actor).filter(place_id=place.pk).exclude(quantity=0)
    count = held.values("product_id").distinct().count()
    if count and not is_active:
        raise BinHoldsStock(bin=place.bin, product_count=count).at(field="is_active")
    before, place.is_active = place.is_active, is_active
    place.save(update_fields=["is_active"])
    record(
        actor=actor,
        at=clock.now(),
        action="inventory.bin.changed",
        entity_kind="bin",
        entity_id=place.pk,
        data={"before": {"is_active": before}, "after": {"is_active": is_active}},
    )


def _bin(warehouse: Warehouse, code: str) -> Place:
    return Place(
        company_id=warehouse.company_id,
        role=PlaceRole.STOCK,
        warehouse=warehouse,
        bin=code,
        name=f"{warehouse.name} {code}",
    )
