"""Signing in, passwords, and turning a user into the actor of a company.

A failed sign-in always gets the same answer after the same work, whether the account exists, is switched off, is
locked or the password is wrong: nobody learns from it which accounts there are (ORG-05, S5).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import JSONObject

from hengku.audit.actions import record
from hengku.identity.actor import Actor
from hengku.identity.models import DataScope, Membership, User
from hengku.identity.rules import UsernameInvalid, lock_after, normalised_username, password_problems
from hengku.kit.errors import Forbidden, Invalid, Refused, raise_all

HASHER = "argon2"


@dataclass(eq=False)
class SignInRefused(Forbidden):
    """Name and password do not let anyone in, now. Says nothing about which of the two, or whether it is locked."""

    text = "账号或密码不正确。连续输错 5 次后须等待一段时间再试;忘记密码请联系管理员重置。"


@dataclass(eq=False)
class WrongPassword(Invalid):
    """The present password, asked again before it is changed, is not right."""

    text = "原密码不正确,请重新输入。"


@dataclass(eq=False)
class SamePassword(Refused):
    """The new password is the old one."""

    text = "新密码与原密码相同,请换一个。"


@dataclass(eq=False)
class NoRoleInCompany(Forbidden):
    """The user has no role in the company, or there is no such company."""

    company_id: int
    text = "您在该账套中没有任何岗位。请联系管理员授权,或切换到别的账套。"


def system_actor(company_id: int = 0, *, name: str = "系统") -> Actor:
    """The product itself: first run, demo data, scheduled work. May do everything; user 0."""
    return Actor(user_id=0, company_id=company_id, name=name, permissions=frozenset({"*"}))


def hashed(password: str) -> str:
    """argon2id of a password, whatever hashers the settings prefer."""
    return make_password(password, hasher=HASHER)


@cache
def _nobodys_hash() -> str:
    # Compared with when there is no such account, so that the answer takes as long as a wrong password.
    return hashed("nobody has this password")


def sign_in(*, username: str, password: str, at: datetime, address: str = "", device: str = "") -> User:
    """The user, when name and password are right and the account is neither locked nor off; else ``SignInRefused``.

    Five failures in a row lock the account for 15 minutes, each further one twice as long, at most 4 hours; attempts
    during a lock are refused and not counted. Locks the user's row. Success and failure are written to the evidence.
    """
    user = None
    with suppress(User.DoesNotExist, UsernameInvalid):
        user = User.objects.get(username=normalised_username(username))
    # The slow part stands outside the transaction: guesses must not queue up behind a row lock.
    known = user.password if user is not None and user.has_usable_password() else ""
    is_right = check_password(password, known or _nobodys_hash()) and known != ""
    with transaction.atomic(durable=True):
        admitted = _count_attempt(user, is_right=is_right, at=at, address=address, device=device)
    if admitted is None:
        raise SignInRefused
    return admitted


def _count_attempt(
    user: User | None, *, is_right: bool, at: datetime, address: str, device: str
) -> User | None:
    """Write what came of an attempt; the user when admitted."""
    actor = Actor(
        user_id=user.pk if user else 0,
        company_id=0,
        name=user.display_name if user else "",
        device=device,
        address=address,
    )
    if user is None:
        # What was typed is not kept: people type passwords into the name field.
        record(actor=actor, at=at, action="identity.user.sign_in_failed", entity_kind="user", entity_id=0)
        return None
    now_locked = User.objects.select_for_update().get(pk=user.pk)
    is_locked = now_locked.locked_until is not None and at < now_locked.locked_until
    # A password changed since it was checked makes the check void.
    is_admitted = is_right and now_locked.is_active and not is_locked and now_locked.password == user.password
    if is_admitted:
        now_locked.failed_sign_ins, now_locked.locked_until, now_locked.last_login = 0, None, at
        now_locked.save(update_fields=["failed_sign_ins", "locked_until", "last_login"])
    elif not is_locked and now_locked.is_active:
        now_locked.failed_sign_ins += 1
        lock = lock_after(now_locked.failed_sign_ins)
        now_locked.locked_until = at + lock if lock else None
        now_locked.save(update_fields=["failed_sign_ins", "locked_until"])
    record(
        actor=actor,
        at=at,
        action="identity.user.signed_in" if is_admitted else "identity.user.sign_in_failed",
        entity_kind="user",
        entity_id=user.pk,
        data={} if is_admitted else {"failures": now_locked.failed_sign_ins, "was_locked": is_locked},
    )
    return now_locked if is_admitted else None


def change_password(
    *, user_id: int, old_password: str, new_password: str, at: datetime, address: str = ""
) -> None:
    """Change one's own password. Refused when the old one is wrong or the new one weak (all reasons at once).

    A wrong old password counts as a failed sign-in, so that an open session is no way to guess. Locks the user's row.
    """
    user = User.objects.get(pk=user_id)
    is_locked = user.locked_until is not None and at < user.locked_until
    if not check_password(old_password, user.password) or is_locked:
        with transaction.atomic(durable=True):
            _count_attempt(user, is_right=False, at=at, address=address, device="")
        raise WrongPassword().at(field="old_password")
    problems = password_problems(new_password, user.username)
    if new_password == old_password:
        problems.append(SamePassword().at(field="new_password"))
    raise_all(problems)
    with transaction.atomic(durable=True):
        set_password(user_id=user_id, password=new_password, must_change=False)
        actor = Actor(user_id=user.pk, company_id=0, name=user.display_name, address=address)
        record(
            actor=actor, at=at, action="identity.user.password_changed", entity_kind="user", entity_id=user.pk
        )


def set_password(*, user_id: int, password: str, must_change: bool) -> None:
    """Store a password that was already judged; unlocks the account. Runs in the caller's transaction."""
    User.objects.filter(pk=user_id).update(
        password=hashed(password), must_change_password=must_change, failed_sign_ins=0, locked_until=None
    )


def actor_for(*, user_id: int, company_id: int, device: str = "", address: str = "") -> Actor:
    """The user as actor of a company, with the permissions of all their roles there.

    ``NoRoleInCompany`` when they have none, are switched off, or the company does not exist. One query.
    """
    told = JSONObject(warehouses="warehouse_ids", customers="customers", suppliers="suppliers")
    scope = DataScope.objects.of_company(company_id).filter(user_id=user_id).values_list(told)
    rows = list(
        Membership.objects.of_company(company_id)
        .filter(user_id=user_id, user__is_active=True)
        .annotate(scope=Subquery(scope))
        .values_list("user__display_name", "role__permissions", "scope")
    )
    if not rows:
        raise NoRoleInCompany(company_id=company_id)
    granted = frozenset(word for _, permissions, _ in rows for word in permissions)
    seen = rows[0][2] or {}
    warehouses = seen.get("warehouses")
    return Actor(
        user_id=user_id,
        company_id=company_id,
        name=rows[0][0],
        permissions=granted,
        warehouses=None if warehouses is None else frozenset(warehouses),
        customers=seen.get("customers", ""),
        suppliers=seen.get("suppliers", ""),
        device=device,
        address=address,
    )
