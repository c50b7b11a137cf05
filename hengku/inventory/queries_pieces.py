"""序列号 that can be picked: our pieces that lie in a warehouse and no notice holds (B7)."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from hengku.identity.actor import Actor
from hengku.inventory.models import Place, Serial, SerialState

PIECES_MAX: Final = 200


def pieces_in(*, actor: Actor, product_id: int, warehouse_id: int) -> list[str]:
    """Numbers of pieces of a product, those known longest first; at most 200. Needs ``catalog.view``."""
    found = _lying(actor, warehouse_id).filter(product_id=product_id).order_by("pk")
    return list(found.values_list("serial_no", flat=True)[:PIECES_MAX])


def product_of_piece(*, actor: Actor, serial_no: str, warehouse_id: int) -> int | None:
    """The product of a piece of that number; None where none lies there. Needs ``catalog.view``."""
    return _lying(actor, warehouse_id).filter(serial_no=serial_no).values_list("product_id", flat=True).first()


def _lying(actor: Actor, warehouse_id: int) -> QuerySet[Serial]:
    actor.must("catalog.view")
    places = Place.objects.visible_to(actor).filter(role="stock", warehouse_id=warehouse_id).values("pk")
    there = Serial.objects.visible_to(actor).filter(state__in=(SerialState.IN_STOCK, SerialState.RETURNED))
    return there.filter(place_id__in=places, owner_id=0, held_by=0)
