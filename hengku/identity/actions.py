"""Users, roles and who holds which. A user belongs to no company; rights over one are always those of a company."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hengku.audit.actions import record
from hengku.identity.actor import Actor
from hengku.identity.auth import hashed, set_password
from hengku.identity.grant_rules import EVERYTHING, beyond
from hengku.identity.models import Membership, Role, User
from hengku.identity.roles import PERMISSIONS, READY_ROLES
from hengku.identity.rules import normalised_username, password_problems, role_conflict
from hengku.kit import clock
from hengku.kit.errors import Forbidden, Invalid, NotFound, Problem, Refused, raise_all


@dataclass(eq=False)
class UsernameTaken(Refused):
    """Somebody already signs in by this name."""

    username: str
    text = "账号“{username}”已被使用,请换一个;如果是同一个人,请直接给他授权。"


@dataclass(eq=False)
class DisplayNameMissing(Invalid):
    """Evidence needs a person's name."""

    text = "请填写姓名:单据和操作日志上显示的就是它。"


@dataclass(eq=False)
class UserNotFound(NotFound):
    """No such user, or none of this company."""

    user_id: int
    text = "找不到用户(编号 {user_id}),或他不在本账套中。"


@dataclass(eq=False)
class RoleNotFound(NotFound):
    """No such role in this company."""

    role_code: str
    text = "本账套没有岗位“{role_code}”。请从岗位列表中选择。"


@dataclass(eq=False)
class RoleCodeTaken(Refused):
    """Codes of roles are unique in a company."""

    role_code: str
    text = "岗位代码“{role_code}”已存在,请换一个,或修改已有的岗位。"


@dataclass(eq=False)
class RoleNameMissing(Invalid):
    """People choose roles by name."""

    text = "请填写岗位名称。"


@dataclass(eq=False)
class PermissionUnknown(Invalid):
    """A word that no action asks for would look like a right and be none."""

    permission: str
    text = "没有名为 {permission} 的权限。请从权限清单中勾选。"


@dataclass(eq=False)
class NotYoursToGive(Forbidden):
    """Nobody gives what they do not hold."""

    permissions: tuple[str, ...]
    text = "您自己没有这些权限,不能授予别人:{permissions}。请由有这些权限的管理员办理。"


@dataclass(eq=False)
class StrongerUser(Forbidden):
    """Who holds everything is not taken over by who does not."""

    username: str
    text = "用户“{username}”拥有全部权限,只能由同样拥有全部权限的人停用、重置密码或改变岗位。"


@dataclass(eq=False)
class UserOfOtherCompany(Refused):
    """An administrator of one company must not take over an account that another company trusts too."""

    username: str
    text = (
        "用户“{username}”还属于其他账套,不能由本账套停用或重置密码。请取消他在本账套的岗位,密码由本人修改。"
    )


@dataclass(eq=False)
class NotYourself(Refused):
    """Nobody switches themselves off or changes their own roles."""

    text = "不能停用自己或改变自己的岗位。请由另一位管理员办理。"


@dataclass(eq=False)
class LastAdministrator(Refused):
    """Somebody must be left who can manage users."""

    text = "这是本账套最后一位能管理用户的人。请先授权另一位管理员。"


@transaction.atomic(durable=True)
def create_user(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    password: str | None,
    role_codes: Collection[str] = (),
    must_change_password: bool = True,
) -> User:
    """A new user, with roles in the actor's company. Needs ``identity.edit``.

    ``password`` None makes an account nobody can sign in to until one is set. Refused with every reason at once:
    a bad or taken name, a weak password, unknown or conflicting roles.
    """
    return add_user(
        actor=actor,
        username=username,
        display_name=display_name,
        password=password,
        role_codes=role_codes,
        must_change_password=must_change_password,
    )


def new_user_problems(*, username: str, display_name: str, password: str | None) -> list[Problem]:
    """What is wrong with a new account, apart from its roles."""
    name = normalised_username(username)
    problems: list[Problem] = [] if password is None else password_problems(password, name)
    if not display_name.strip():
        problems.append(DisplayNameMissing().at(field="display_name"))
    if User.objects.filter(username=name).exists():
        problems.append(UsernameTaken(username=name).at(field="username"))
    return problems


def add_user(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    password: str | None,
    role_codes: Collection[str] = (),
    must_change_password: bool = True,
) -> User:
    """``create_user`` in the caller's transaction."""
    actor.must("identity.edit")
    name = normalised_username(username)
    problems = new_user_problems(username=username, display_name=display_name, password=password)
    found = roles_by_code(actor, role_codes, problems)
    raise_all(problems)
    user = User.objects.create(
        username=name,
        display_name=display_name.strip(),
        password=make_password(None) if password is None else hashed(password),
        must_change_password=must_change_password and password is not None,
    )
    Membership.objects.bulk_create(
        Membership(company_id=actor.company_id, user=user, role=role) for role in found
    )
    _note(actor, "identity.user.created", user.pk, {"username": name, "roles": sorted(role_codes)})
    return user


@transaction.atomic(durable=True)
def grant_role(*, actor: Actor, user_id: int, role_code: str) -> None:
    """Give a user a role in the actor's company; nothing happens when they hold it. Needs ``identity.edit``.

    Refused for oneself and for roles that one person must not hold together (S1). Locks the user's row.
    """
    actor.must("identity.edit")
    refuse_oneself(actor, user_id)
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise UserNotFound(user_id=user_id)
    held = set(
        Membership.objects.visible_to(actor).filter(user_id=user_id).values_list("role__code", flat=True)
    )
    problems: list[Problem] = []
    roles_by_code(actor, [role_code], problems, held=held)
    raise_all(problems)
    if role_code in held:
        return
    role = Role.objects.visible_to(actor).get(code=role_code)
    Membership.objects.create(company_id=actor.company_id, user=user, role=role)
    _note(actor, "identity.role.granted", user_id, {"role": role_code})


@transaction.atomic(durable=True)
def revoke_role(*, actor: Actor, user_id: int, role_code: str) -> None:
    """Take a role of the actor's company from a user. Needs ``identity.edit``.

    Refused for oneself, and when nobody would be left who can manage users. Locks the company's memberships.
    """
    actor.must("identity.edit")
    refuse_oneself(actor, user_id)
    memberships = Membership.objects.visible_to(actor).order_by("pk").select_for_update(of=("self",))
    everyone = list(memberships.select_related("role", "user"))
    gone = [one for one in everyone if one.user_id == user_id and one.role.code == role_code]
    if not gone:
        raise RoleNotFound(role_code=role_code)
    refuse_stronger(actor, gone[0].user)
    Membership.objects.visible_to(actor).filter(pk__in=[one.pk for one in gone]).delete()
    refuse_without_administrator(actor)
    _note(actor, "identity.role.revoked", user_id, {"role": role_code})


@transaction.atomic(durable=True)
def set_user_active(*, actor: Actor, user_id: int, is_active: bool) -> None:
    """Switch an account on or off everywhere. Needs ``identity.edit``.

    Refused for oneself and for users whom another company trusts too; they lose their roles here instead.
    """
    actor.must("identity.edit")
    refuse_oneself(actor, user_id)
    user = own_user(actor, user_id)
    refuse_stronger(actor, user)
    User.objects.filter(pk=user.pk).update(is_active=is_active)
    refuse_without_administrator(actor)
    _note(actor, "identity.user.activated" if is_active else "identity.user.deactivated", user_id, {})


@transaction.atomic(durable=True)
def reset_password(*, actor: Actor, user_id: int, password: str) -> None:
    """Set a user's password, to be changed at the next sign-in; unlocks the account. Needs ``identity.edit``.

    Refused for a weak password and for users whom another company trusts too.
    """
    actor.must("identity.edit")
    user = own_user(actor, user_id)
    refuse_stronger(actor, user)
    raise_all(password_problems(password, user.username))
    set_password(user_id=user.pk, password=password, must_change=True)
    _note(actor, "identity.user.password_reset", user_id, {})


@transaction.atomic(durable=True)
def create_role(*, actor: Actor, code: str, name: str, permissions: Collection[str]) -> Role:
    """A role of the actor's own making. Needs ``identity.edit``; refused for unknown permissions or a taken code."""
    actor.must("identity.edit")
    problems: list[Problem] = _unknown_words(permissions)
    if Role.objects.visible_to(actor).filter(code=code).exists():
        problems.append(RoleCodeTaken(role_code=code).at(field="code"))
    problems += _too_much(actor, permissions)
    raise_all(problems)
    role: Role = Role.objects.create(
        company_id=actor.company_id, code=code, name=name, permissions=sorted(permissions)
    )
    _note(
        actor, "identity.role.created", role.pk, {"code": code, "permissions": role.permissions}, kind="role"
    )
    return role


@transaction.atomic(durable=True)
def change_role(*, actor: Actor, role_code: str, name: str, permissions: Collection[str]) -> None:
    """Change what a role allows, from the next request on. Needs ``identity.edit``.

    Refused for unknown permissions, for a role the actor holds, for words the actor does not hold, and when nobody
    would be left who can manage users. Locks the role's row.
    """
    actor.must("identity.edit")
    role = Role.objects.visible_to(actor).select_for_update().filter(code=role_code).first()
    if role is None:
        raise RoleNotFound(role_code=role_code)
    if Membership.objects.visible_to(actor).filter(user_id=actor.user_id, role=role).exists():
        raise NotYourself
    before = list(role.permissions)
    raise_all([*_unknown_words(permissions), *_too_much(actor, permissions, before)])
    if not name.strip():
        raise RoleNameMissing().at(field="name")
    role.name, role.permissions = name.strip(), sorted(permissions)
    role.save(update_fields=["name", "permissions"])
    refuse_without_administrator(actor)
    _note(
        actor,
        "identity.role.changed",
        role.pk,
        {"code": role_code, "before": before, "after": role.permissions},
        kind="role",
    )


def add_ready_roles(*, company_id: int, founder: User) -> None:
    """The ready-made roles of a new company; its founder is owner and all-rounder. In the caller's transaction."""
    made = Role.objects.bulk_create(
        Role(
            company_id=company_id,
            code=role.code,
            name=role.name,
            permissions=list(role.permissions),
            offered=list(role.permissions),
        )
        for role in READY_ROLES
    )
    Membership.objects.bulk_create(
        Membership(company_id=company_id, user=founder, role=role)
        for role in made
        if role.code in ("owner", "all_rounder")
    )


def roles_by_code(
    actor: Actor, role_codes: Collection[str], problems: list[Problem], held: Collection[str] = ()
) -> Sequence[Role]:
    """The roles asked for; what is unknown or conflicts is added to ``problems``."""
    found = {role.code: role for role in Role.objects.visible_to(actor).filter(code__in=set(role_codes))}
    together = set(held)
    for code in sorted(set(role_codes)):
        conflict = role_conflict(code, together)
        if code not in found:
            problems.append(RoleNotFound(role_code=code).at(field="role_codes"))
        elif too_much := beyond(actor.permissions, found[code].permissions):
            problems.append(NotYoursToGive(permissions=tuple(too_much)).at(field="role_codes"))
        elif conflict is not None:
            problems.append(conflict.at(field="role_codes"))
        together.add(code)
    return [found[code] for code in sorted(found)]


def _unknown_words(permissions: Collection[str]) -> list[Problem]:
    return [
        PermissionUnknown(permission=word).at(field="permissions")
        for word in sorted(set(permissions) - PERMISSIONS)
    ]


def _too_much(actor: Actor, permissions: Collection[str], before: Collection[str] = ()) -> list[Problem]:
    words = beyond(actor.permissions, permissions, before)
    return [NotYoursToGive(permissions=tuple(words)).at(field="permissions")] if words else []


def refuse_stronger(actor: Actor, user: User) -> None:
    """Who holds everything in this company is left alone by who does not."""
    strong = Membership.objects.visible_to(actor).filter(user=user, role__permissions__contains=[EVERYTHING])
    if not actor.may(EVERYTHING) and strong.exists():
        raise StrongerUser(username=user.username)


def refuse_without_administrator(actor: Actor) -> None:
    """Refuse, at the end of a change, when no active user is left who may manage users. Locks the memberships."""
    memberships = Membership.objects.visible_to(actor).order_by("pk").select_for_update(of=("self",))
    for one in memberships.select_related("role", "user"):
        if one.user.is_active and {EVERYTHING, "identity.edit"} & set(one.role.permissions):
            return
    raise LastAdministrator


def member_of(actor: Actor, user_id: int) -> User:
    """A user with a role in the actor's company, locked."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None or not Membership.objects.visible_to(actor).filter(user_id=user_id).exists():
        raise UserNotFound(user_id=user_id)
    return user


def own_user(actor: Actor, user_id: int) -> User:
    """A user whose every role is in the actor's company, locked."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    companies = set(Membership.objects.filter(user_id=user_id).values_list("company_id", flat=True))
    if user is None or actor.company_id not in companies:
        raise UserNotFound(user_id=user_id)
    if companies != {actor.company_id}:
        raise UserOfOtherCompany(username=user.username)
    return user


def refuse_oneself(actor: Actor, user_id: int) -> None:
    """Nobody decides about themselves."""
    if actor.user_id == user_id:
        raise NotYourself


def _note(actor: Actor, action: str, entity_id: int, data: dict[str, object], kind: str = "user") -> None:
    record(actor=actor, at=clock.now(), action=action, entity_kind=kind, entity_id=entity_id, data=data)
