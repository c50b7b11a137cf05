"""What an administrator does with the people of a company: invite, change, unlock, sign out."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from hengku.audit.actions import record
from hengku.identity.actions import (
    DisplayNameMissing,
    UserNotFound,
    member_of,
    own_user,
    refuse_oneself,
    refuse_stronger,
    refuse_without_administrator,
    reset_password,
    roles_by_code,
)
from hengku.identity.actor import Actor
from hengku.identity.models import Membership, User
from hengku.identity.passwords import one_time_password
from hengku.identity.sessions import end_sessions
from hengku.kit import clock
from hengku.kit.errors import Problem, raise_all


def renew_password(*, actor: Actor, user_id: int) -> str:
    """A new one-time password for a user, who is signed out everywhere and unlocked. Refused as ``reset_password``."""
    password = one_time_password()
    reset_password(actor=actor, user_id=user_id, password=password)
    end_sessions(actor=actor, user_id=user_id)
    return password


@transaction.atomic(durable=True)
def change_user(*, actor: Actor, user_id: int, display_name: str, role_codes: Collection[str]) -> None:
    """Make a user of the company what is said: name, and exactly these roles. Needs ``identity.edit``.

    All reasons at once: no name, unknown or conflicting roles, roles the actor may not give. Refused for oneself, for
    who holds everything where the actor does not, and when nobody would be left who can manage users. A name is
    changed only for who belongs to no other company. Locks the user and the company's memberships.
    """
    actor.must("identity.edit")
    user = member_of(actor, user_id)
    held = {
        one.role.code: one.pk
        for one in Membership.objects.visible_to(actor).filter(user=user).select_related("role")
    }
    wanted, before = set(role_codes), set(held)
    problems: list[Problem] = [] if display_name.strip() else [DisplayNameMissing().at(field="display_name")]
    added = roles_by_code(actor, wanted - before, problems, held=wanted & before)
    if wanted != before:
        refuse_oneself(actor, user_id)
        refuse_stronger(actor, user)
    raise_all(problems)
    gone = [pk for code, pk in held.items() if code not in wanted]
    Membership.objects.visible_to(actor).filter(pk__in=gone).delete()
    Membership.objects.bulk_create(
        Membership(company_id=actor.company_id, user=user, role=role) for role in added
    )
    refuse_without_administrator(actor)
    told: dict[str, object] = {}
    if wanted != before:
        told |= {"roles_before": sorted(before), "roles_after": sorted(wanted)}
    if display_name.strip() != user.display_name:
        own_user(actor, user_id)
        told |= {"name_before": user.display_name, "name_after": display_name.strip()}
        User.objects.filter(pk=user.pk).update(display_name=display_name.strip())
    if told:
        _note(actor, "identity.user.changed", user_id, told)


@transaction.atomic(durable=True)
def unlock_user(*, actor: Actor, user_id: int) -> None:
    """Let somebody try again who was locked out for wrong passwords. Needs ``identity.edit``."""
    actor.must("identity.edit")
    user = member_of(actor, user_id)
    User.objects.filter(pk=user.pk).update(failed_sign_ins=0, locked_until=None)
    _note(actor, "identity.user.unlocked", user_id, {})


@transaction.atomic(durable=True)
def require_new_password(*, actor: Actor, user_id: int) -> None:
    """The user must choose a new password before anything else. Needs ``identity.edit``; refused for strangers."""
    actor.must("identity.edit")
    user = own_user(actor, user_id)
    refuse_stronger(actor, user)
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    _note(actor, "identity.user.password_required", user_id, {})


def sign_user_out(*, actor: Actor, user_id: int, session_id: int | None = None) -> int:
    """End one session or all sessions of a user of the company; how many. Needs ``identity.edit``."""
    actor.must("identity.edit")
    found = Membership.objects.visible_to(actor).filter(user_id=user_id).select_related("user").first()
    if found is None:
        raise UserNotFound(user_id=user_id)
    refuse_stronger(actor, found.user)
    return end_sessions(actor=actor, user_id=user_id, session_id=session_id)


def _note(actor: Actor, action: str, user_id: int, data: dict[str, object]) -> None:
    record(actor=actor, at=clock.now(), action=action, entity_kind="user", entity_id=user_id, data=data)
