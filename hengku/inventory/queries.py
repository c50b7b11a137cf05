"""What is asked of places."""

from __future__ import annotations

from hengku.identity.actor import Actor
from hengku.inventory.models import OnHand, Place


def has_bins(actor: Actor) -> bool:
    """Whether any warehouse of the actor's company has bins 库位. One statement."""
    return Place.objects.visible_to(actor).exclude(bin="").exists()


def has_stock(company_id: int, product_id: int) -> bool:
    """Whether goods of a product lie anywhere, whoever owns them. One statement."""
    return OnHand.objects.of_company(company_id).filter(product_id=product_id).exclude(quantity=0).exists()
