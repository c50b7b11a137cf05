"""Taking back parties that an import made and nothing uses; in the transaction that undoes the import."""

from __future__ import annotations

from collections.abc import Collection

from hengku.audit.actions import record
from hengku.identity.actor import Actor
from hengku.kit import clock
from hengku.parties.models import Party


def remove_parties(*, actor: Actor, party_ids: Collection[int]) -> int:
    """Remove parties that no document names; how many. Needs ``parties.edit``. The evidence keeps their names."""
    actor.must("parties.edit")
    found = Party.objects.visible_to(actor).filter(pk__in=party_ids).order_by("pk").select_for_update()
    gone = list(found.values_list("pk", "code", "name"))
    Party.objects.visible_to(actor).filter(pk__in=[one[0] for one in gone]).delete()
    data = {"count": len(gone), "parties": [list(one) for one in gone]}
    record(
        actor=actor,
        at=clock.now(),
        action="parties.parties.removed",
        entity_kind="party",
        entity_id=0,
        data=data,
    )
    return len(gone)


def switch_parties_off(*, actor: Actor, party_ids: Collection[int]) -> int:
    """Switch parties off that only reversed documents name; how many. Needs ``parties.edit``."""
    actor.must("parties.edit")
    changed = Party.objects.visible_to(actor).filter(pk__in=party_ids, is_active=True).update(is_active=False)
    if changed:
        data = {"ids": sorted(party_ids)}
        record(
            actor=actor,
            at=clock.now(),
            action="parties.parties.deactivated",
            entity_kind="party",
            entity_id=0,
            data=data,
        )
    return int(changed)
