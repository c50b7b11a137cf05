"""The people of a company and their roles. All of it needs ``identity.edit``."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.schemas_users import (
    InvitedAnswer,
    PasswordAnswer,
    PlaceAnswer,
    RemarkAnswer,
    RightsAnswer,
    RoleAnswer,
    UserListAnswer,
)
from hengku.api.values import ID_MAX, Id, Text
from hengku.api.wire import reply
from hengku.company.actions_scope import invite_to, limit_to_parties, limit_to_warehouses
from hengku.documents.declaration import registry
from hengku.identity.actions import RoleNotFound, UserNotFound, change_role, create_role, set_user_active
from hengku.identity.actions_people import (
    change_user,
    renew_password,
    require_new_password,
    sign_user_out,
    unlock_user,
)
from hengku.identity.actor import Actor
from hengku.identity.grant_rules import DANGEROUS, beyond, spelled_out
from hengku.identity.queries import Member, RoleWithHolders, members, review_rights, roles_with_holders
from hengku.identity.roles import DOCUMENT_VERBS, READY_ROLES, ROOM_PERMISSIONS, VERB_LABELS
from hengku.identity.sessions import Place, places_of

users = Router(tags=["用户"])
roles = Router(tags=["岗位"])

UserId = PathEx[int, P(ge=1, le=ID_MAX)]
SessionId = PathEx[int, P(ge=1, le=ID_MAX)]
RoleCode = PathEx[str, P(max_length=32)]

READY = {role.code: role for role in READY_ROLES}


class InviteBody(Body):
    """Somebody new."""

    username: Text
    display_name: Text
    role_codes: list[str] = Field(default_factory=list, max_length=50)
    warehouse_ids: list[Id] | None = Field(default=None, max_length=500)


class UserBody(Body):
    """Name and roles of somebody who is here."""

    display_name: Text
    role_codes: list[str] = Field(default_factory=list, max_length=50)


class ScopeBody(Body):
    """The warehouses somebody sees and works in; null for all of them."""

    warehouse_ids: list[Id] | None = Field(max_length=500)


class PartiesBody(Body):
    """How far somebody sees customers and suppliers; "" for all of them."""

    customers: Literal["", "own", "department"] = ""
    suppliers: Literal["", "own", "department"] = ""


class RoleBody(Body):
    """What a role is called and allows."""

    name: Text
    permissions: list[str] = Field(default_factory=list, max_length=1_000)


class NewRoleBody(RoleBody):
    """… and its code, which stays."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{1,31}$")


@users.get("", response=UserListAnswer, summary="用户列表")
def read_users(request: HttpRequest) -> HttpResponse:
    """Everybody with a role in this company."""
    actor = actor_of(request)
    return reply({"rows": [_user(one) for one in members(actor)], "me": str(actor.user_id)})


@users.post("", response={201: InvitedAnswer}, summary="新增用户,返回一次性密码")
def create_user_route(request: HttpRequest, payload: InviteBody) -> HttpResponse:
    """A new user, who sees all warehouses or these. The one-time password is told this once and must be changed at the
    first sign-in.
    """
    given = payload.warehouse_ids
    user, password = invite_to(
        actor=actor_of(request),
        username=payload.username,
        display_name=payload.display_name,
        role_codes=payload.role_codes,
        warehouse_ids=None if given is None else [pk for pk in given if pk is not None],
    )
    return reply({"id": str(user.pk), "username": user.username, "password": password}, 201)


@users.put("/{user_id}", response=DoneAnswer, summary="修改用户姓名和岗位")
def save_user(request: HttpRequest, user_id: UserId, payload: UserBody) -> HttpResponse:
    """Exactly this name and these roles."""
    change_user(
        actor=actor_of(request),
        user_id=user_id,
        display_name=payload.display_name,
        role_codes=payload.role_codes,
    )
    return reply({"id": str(user_id)})


@users.put("/{user_id}/warehouses", response=DoneAnswer, summary="限定用户可用的仓库")
def save_scope(request: HttpRequest, user_id: UserId, payload: ScopeBody) -> HttpResponse:
    """What they see of stock, documents and reports, and where they may post, from their next request on."""
    given = payload.warehouse_ids
    limit_to_warehouses(
        actor=actor_of(request),
        user_id=user_id,
        warehouse_ids=None if given is None else [pk for pk in given if pk is not None],
    )
    return reply({"id": str(user_id)})


@users.put("/{user_id}/parties", response=DoneAnswer, summary="限定用户可见的客户和供应商")
def save_parties(request: HttpRequest, user_id: UserId, payload: PartiesBody) -> HttpResponse:
    """Whose customers and suppliers they see, in records, documents and reports, from their next request on."""
    limit_to_parties(
        actor=actor_of(request), user_id=user_id, customers=payload.customers, suppliers=payload.suppliers
    )
    return reply({"id": str(user_id)})


@users.post("/{user_id}/password", response=PasswordAnswer, summary="重置密码,返回一次性密码")
def create_password(request: HttpRequest, user_id: UserId) -> HttpResponse:
    """A new one-time password; the user is signed out everywhere and unlocked."""
    return reply({"password": renew_password(actor=actor_of(request), user_id=user_id)})


@users.post("/{user_id}/require-password", response=DoneAnswer, summary="要求下次修改密码")
def create_requirement(request: HttpRequest, user_id: UserId) -> HttpResponse:
    """The user must choose a new password before anything else."""
    require_new_password(actor=actor_of(request), user_id=user_id)
    return reply({"id": str(user_id)})


@users.post("/{user_id}/unlock", response=DoneAnswer, summary="解除锁定")
def create_unlocking(request: HttpRequest, user_id: UserId) -> HttpResponse:
    """Let somebody try again who was locked out."""
    unlock_user(actor=actor_of(request), user_id=user_id)
    return reply({"id": str(user_id)})


@users.post("/{user_id}/enable", response=DoneAnswer, summary="启用用户")
def create_enabling(request: HttpRequest, user_id: UserId) -> HttpResponse:
    """The account may sign in again."""
    set_user_active(actor=actor_of(request), user_id=user_id, is_active=True)
    return reply({"id": str(user_id)})


@users.post("/{user_id}/disable", response=DoneAnswer, summary="停用用户")
def create_disabling(request: HttpRequest, user_id: UserId) -> HttpResponse:
    """The account may not sign in any more, and what is open ends with its next request."""
    set_user_active(actor=actor_of(request), user_id=user_id, is_active=False)
    return reply({"id": str(user_id)})


@users.get("/{user_id}/sessions", response=list[PlaceAnswer], summary="用户的登录")
def read_sessions(request: HttpRequest, user_id: UserId) -> HttpResponse:
    """Where a user of this company is signed in."""
    actor = actor_of(request)
    if user_id not in {one.user_id for one in members(actor)}:
        raise UserNotFound(user_id=user_id)
    return reply([place_answer(one) for one in places_of(user_id, at=timezone.now())])


@users.delete("/{user_id}/sessions", response=DoneAnswer, summary="结束用户的全部登录")
def remove_sessions(request: HttpRequest, user_id: UserId) -> HttpResponse:
    """Signed out everywhere."""
    sign_user_out(actor=actor_of(request), user_id=user_id)
    return reply({"id": str(user_id)})


@users.delete("/{user_id}/sessions/{session_id}", response=DoneAnswer, summary="结束用户的一个登录")
def remove_session(request: HttpRequest, user_id: UserId, session_id: SessionId) -> HttpResponse:
    """Signed out there."""
    sign_user_out(actor=actor_of(request), user_id=user_id, session_id=session_id)
    return reply({"id": str(user_id)})


@roles.get("", response=RightsAnswer, summary="岗位和全部权限")
def read_roles(request: HttpRequest) -> HttpResponse:
    """Every role with its words and who holds it, and every word there is."""
    actor = actor_of(request)
    found = roles_with_holders(actor)
    return reply(
        {
            "roles": [_role(actor, one) for one in found],
            "types": [
                {
                    "code": kind.code,
                    "label": kind.label,
                    "label_en": kind.label_en,
                    "department": kind.department,
                }
                for kind in registry().values()
            ],
            "verbs": [{"code": verb, "label": VERB_LABELS[verb]} for verb in DOCUMENT_VERBS],
            "others": [{"code": word, "label": label} for word, label in ROOM_PERMISSIONS.items()],
            "dangerous": list(DANGEROUS),
        }
    )


@roles.get("/review", response=list[RemarkAnswer], summary="权限体检")
def read_review(request: HttpRequest) -> HttpResponse:
    """What is too wide, unused or in conflict."""
    found = review_rights(actor_of(request), at=timezone.now())
    return reply(
        [
            {
                "code": one.code,
                "level": one.level,
                "subject": one.subject,
                "user_ids": [str(pk) for pk in one.user_ids],
                "words": list(one.words),
            }
            for one in found
        ]
    )


@roles.post("", response={201: RoleAnswer}, summary="新增岗位")
def create_role_route(request: HttpRequest, payload: NewRoleBody) -> HttpResponse:
    """A role of one's own making."""
    actor = actor_of(request)
    create_role(actor=actor, code=payload.code, name=payload.name, permissions=payload.permissions)
    return reply(_role_of(actor, payload.code), 201)


@roles.put("/{code}", response=RoleAnswer, summary="修改岗位")
def save_role(request: HttpRequest, code: RoleCode, payload: RoleBody) -> HttpResponse:
    """What the role is called and allows, from the next request of who holds it."""
    actor = actor_of(request)
    change_role(actor=actor, role_code=code, name=payload.name, permissions=payload.permissions)
    return reply(_role_of(actor, code))


def _role_of(actor: Actor, code: str) -> dict[str, Any]:
    found = next((one for one in roles_with_holders(actor) if one.role.code == code), None)
    if found is None:
        raise RoleNotFound(role_code=code)
    return _role(actor, found)


def _role(actor: Actor, found: RoleWithHolders) -> dict[str, Any]:
    role, ready = found.role, READY.get(found.role.code)
    is_mine = actor.user_id in {pk for pk, _ in found.holders}
    return {
        "code": role.code,
        "name": role.name,
        "name_en": ready.name_en if ready and ready.name == role.name else role.name,
        "permissions": sorted(spelled_out(role.permissions)),
        "holds_everything": "*" in role.permissions,
        "is_ready_made": ready is not None,
        "holders": [{"id": str(pk), "name": name} for pk, name in found.holders],
        "may_change": not is_mine and "*" not in role.permissions,
        "may_give": not beyond(actor.permissions, role.permissions),
    }


def _user(member: Member) -> dict[str, Any]:
    now = timezone.now()
    return {
        "id": str(member.user_id),
        "username": member.username,
        "display_name": member.display_name,
        "is_active": member.is_active,
        "role_codes": list(member.role_codes),
        "must_change_password": member.must_change_password,
        "locked_until": member.locked_until if member.locked_until and member.locked_until > now else None,
        "last_sign_in": member.last_sign_in,
        "created_at": member.created_at,
        "is_elsewhere": member.is_elsewhere,
        "warehouse_ids": None if member.warehouse_ids is None else [str(pk) for pk in member.warehouse_ids],
        "customers": member.customers,
        "suppliers": member.suppliers,
    }


def place_answer(place: Place) -> dict[str, Any]:
    """A session as ``PlaceAnswer``."""
    return {
        "id": str(place.id),
        "started_at": place.started_at,
        "seen_at": place.seen_at,
        "device": place.device,
        "address": place.address,
        "is_here": place.is_here,
    }
