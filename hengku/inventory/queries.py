"""What is asked of places."""

from __future__ import annotations

from hengku.identity.actor import Actor
from hengku.inventory.models import Place


def has_bins(actor: Actor) -> bool:
    """Whether any warehouse of the actor's company has bins 库位. One statement."""
    return Place.objects.visible_to(actor).exclude(bin="").exists()
