"""Reading people and their rights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hengku.identity.actor import Actor
from hengku.identity.models import Membership, Role, User


@dataclass(frozen=True, slots=True)
class Member:
    """A user with what they are in one company."""

    user_id: int
    username: str
    display_name: str
    is_active: bool
    role_codes: tuple[str, ...]


def company_ids_of(user_id: int) -> list[int]:
    """The companies a user has a role in, by id. One query."""
    found = Membership.objects.filter(user_id=user_id).order_by("company_id")
    return list(found.values_list("company_id", flat=True).distinct())


def roles(actor: Actor) -> Sequence[Role]:
    """The roles of the actor's company, by code."""
    return list(Role.objects.visible_to(actor).order_by("code"))


def members(actor: Actor) -> list[Member]:
    """Everybody with a role in the actor's company, by sign-in name. Needs ``identity.edit``. One query."""
    actor.must("identity.edit")
    rows = (
        Membership.objects.visible_to(actor)
        .order_by("user__username", "role__code")
        .values_list("user_id", "user__username", "user__display_name", "user__is_active", "role__code")
    )
    found: dict[int, Member] = {}
    for user_id, username, display_name, is_active, role_code in rows:
        earlier = found[user_id].role_codes if user_id in found else ()
        found[user_id] = Member(user_id, username, display_name, is_active, (*earlier, role_code))
    return list(found.values())


def names_of(user_ids: Sequence[int]) -> dict[int, str]:
    """Display names by user id, for lists that show who did something. Unknown ids are left out."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "display_name"))
