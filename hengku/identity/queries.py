"""Reading people and their rights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from hengku.identity.actor import Actor
from hengku.identity.models import DataScope, Membership, Role, User
from hengku.identity.review_rules import Person, Post, Remark, review


@dataclass(frozen=True, slots=True)
class Member:
    """A user with what they are in one company. ``is_elsewhere``: another company trusts them too."""

    user_id: int
    username: str
    display_name: str
    is_active: bool
    role_codes: tuple[str, ...]
    must_change_password: bool = False
    locked_until: datetime | None = None
    last_sign_in: datetime | None = None
    created_at: datetime | None = None
    is_elsewhere: bool = False
    warehouse_ids: tuple[int, ...] | None = None  # None: every warehouse
    customers: str = ""  # own, department or "" for all
    suppliers: str = ""


@dataclass(frozen=True, slots=True)
class RoleWithHolders:
    """A role and who holds it: (id, name) of each, switched off ones included."""

    role: Role
    holders: tuple[tuple[int, str], ...]


def company_ids_of(user_id: int) -> list[int]:
    """The companies a user has a role in, by id. One query."""
    found = Membership.objects.filter(user_id=user_id).order_by("company_id")
    return list(found.values_list("company_id", flat=True).distinct())


def roles(actor: Actor) -> Sequence[Role]:
    """The roles of the actor's company, by code."""
    return list(Role.objects.visible_to(actor).order_by("code"))


def roles_with_holders(actor: Actor) -> list[RoleWithHolders]:
    """The roles of the actor's company, in the order they were made. Needs ``identity.edit``. Two queries."""
    actor.must("identity.edit")
    holders: dict[int, list[tuple[int, str]]] = {}
    memberships = Membership.objects.visible_to(actor).order_by("user__display_name", "user_id")
    for role_id, user_id, name in memberships.values_list("role_id", "user_id", "user__display_name"):
        holders.setdefault(role_id, []).append((user_id, name))
    found = Role.objects.visible_to(actor).order_by("id")
    return [RoleWithHolders(role, tuple(holders.get(role.pk, ()))) for role in found]


def members(actor: Actor) -> list[Member]:
    """Everybody with a role in the actor's company, by sign-in name. Needs ``identity.edit``. Three queries."""
    actor.must("identity.edit")
    rows = (
        Membership.objects.visible_to(actor)
        .select_related("user", "role")
        .order_by("user__username", "role__code")
    )
    codes: dict[int, list[str]] = {}
    users: dict[int, User] = {}
    for row in rows:
        users[row.user_id] = row.user
        codes.setdefault(row.user_id, []).append(row.role.code)
    elsewhere = set(
        Membership.objects.filter(user_id__in=users)
        .values("user_id")
        .annotate(companies=Count("company_id", distinct=True))
        .filter(companies__gt=1)
        .values_list("user_id", flat=True)
    )
    scopes = {one.user_id: one for one in DataScope.objects.visible_to(actor)}
    everything = DataScope()
    return [
        Member(
            user_id=pk,
            username=user.username,
            display_name=user.display_name,
            is_active=user.is_active,
            role_codes=tuple(codes[pk]),
            must_change_password=user.must_change_password,
            locked_until=user.locked_until,
            last_sign_in=user.last_login,
            created_at=user.created_at,
            is_elsewhere=pk in elsewhere,
            warehouse_ids=None if scope.warehouse_ids is None else tuple(scope.warehouse_ids),
            customers=scope.customers,
            suppliers=scope.suppliers,
        )
        for pk, user in users.items()
        for scope in (scopes.get(pk, everything),)
    ]


def review_rights(actor: Actor, *, at: datetime) -> list[Remark]:
    """权限体检 of the actor's company. Needs ``identity.edit`` or ``audit.view``. Two queries."""
    if not actor.may("audit.view"):
        actor.must("identity.edit")
    rows = list(
        Membership.objects.visible_to(actor).select_related("user", "role").order_by("user_id", "role_id")
    )
    people = [
        Person(
            user_id=user.pk,
            name=user.display_name,
            is_active=user.is_active,
            permissions=frozenset(
                word for row in rows if row.user_id == user.pk for word in row.role.permissions
            ),
            role_codes=tuple(row.role.code for row in rows if row.user_id == user.pk),
            created_at=user.created_at,
            last_sign_in=user.last_login,
        )
        for user in {row.user_id: row.user for row in rows}.values()
    ]
    posts = [
        Post(role.code, role.name, frozenset(role.permissions), sum(row.role_id == role.pk for row in rows))
        for role in roles(actor)
    ]
    return review(people, posts, at)


def names_of(user_ids: Sequence[int]) -> dict[int, str]:
    """Display names by user id, for lists that show who did something. Unknown ids are left out."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "display_name"))
