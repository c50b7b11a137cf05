"""Giving the ready-made roles of companies the rights that their definition came to name (``identity.roles``).

A new version brings document types; a role that was made before would have no right to them, and nobody would know why
a page is missing. So every start compares the definition with what each role has been offered. Rights are only added,
once each: what somebody took away stays away (docs/decisions/2026-11-22-rights-of-new-documents.md).
"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import Q

from hengku.audit.actions import record
from hengku.audit.models import Event
from hengku.identity.actor import Actor
from hengku.identity.models import Role
from hengku.identity.roles import READY_ROLES
from hengku.kit import clock

#: Who does it: nobody is signed in.
UPGRADE: Final = "系统升级"
DEFINED: Final = {role.code: role.permissions for role in READY_ROLES}


@transaction.atomic(durable=True)
def bring_ready_roles_up_to_date() -> int:
    """Add to the ready-made roles of every company the words their definition names and they were never offered; how
    many roles were given some. Locks the roles that are behind, by id; one statement where none is. Roles that people
    made themselves (nothing offered) are left alone.
    """
    behind = Q(pk=0)
    for code, defined in DEFINED.items():
        behind |= Q(code=code) & (Q(offered=None) | ~Q(offered=[]) & ~Q(offered__contains=list(defined)))
    given = 0
    for role in Role.objects.select_for_update().filter(behind).order_by("id"):
        offered = _ever_taken_away(role) if role.offered is None else set(role.offered)
        words = set(DEFINED[role.code])
        new = sorted(words - offered - set(role.permissions))
        if new and "*" not in role.permissions:
            role.permissions = sorted({*role.permissions, *new})
            _note(role, new)
            given += 1
        role.offered = sorted(words | offered)
        role.save(update_fields=["permissions", "offered"])
    return given


def _ever_taken_away(role: Role) -> set[str]:
    """What a role from before this was kept has had and lost: every change of it stands in the evidence."""
    changes = Event.objects.filter(
        company_id=role.company_id,
        action="identity.role.changed",
        entity_kind="role",
        entity_id=role.pk,
    )
    had = {word for data in changes.values_list("data", flat=True) for word in data.get("before", ())}
    return had - set(role.permissions)


def _note(role: Role, new: list[str]) -> None:
    record(
        actor=Actor(user_id=0, company_id=role.company_id, name=UPGRADE),
        at=clock.now(),
        action="identity.role.brought_up_to_date",
        entity_kind="role",
        entity_id=role.pk,
        data={"code": role.code, "added": new},
    )
