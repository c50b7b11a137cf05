"""科目映射 (R2, R9): which account each account role stands for, and which accounts could."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import P, PathEx, Router

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.schemas import Answer
from hengku.api.values import Text
from hengku.api.wire import reply
from hengku.identity.actor import Actor
from hengku.ledger.actions_accounts import map_role
from hengku.ledger.models import Account
from hengku.ledger.queries_accounts import MappedRole, accounts, mapped_roles

router = Router(tags=["科目映射"])
RoleWord = PathEx[str, P(max_length=32)]


class RoleAccountOut(Answer):
    """An account that documents book on."""

    id: str
    code: str
    name: str
    name_en: str


class CarryingAccountOut(RoleAccountOut):
    """An active leaf. ``control`` is the sub-ledger that owns it: only roles with the same mark go with it."""

    control: str


class AccountRoleOut(Answer):
    """A role; ``account`` null: nothing that needs it can be posted. ``categories`` keep their goods under it."""

    role: str
    group: str
    label: str
    label_en: str
    account: RoleAccountOut | None
    control: str
    categories: list[str]
    changed_at: str | None
    changed_by: str


class AccountRolesOut(Answer):
    """The whole mapping, and the accounts to choose from."""

    roles: list[AccountRoleOut]
    accounts: list[CarryingAccountOut]
    may_change: bool


class AccountRoleBody(Body):
    """The account that the role stands for from the next posting on."""

    account_code: Text


@router.get("", response=AccountRolesOut, summary="科目映射")
def read_roles(request: HttpRequest) -> HttpResponse:
    """Every role with its account. Needs ``ledger.view``."""
    return reply(_told(actor_of(request)))


@router.put("/{role}", response=AccountRolesOut, summary="修改一项科目映射")
def save_role(request: HttpRequest, role: RoleWord, payload: AccountRoleBody) -> HttpResponse:
    """Book by another account from the next posting on; what is posted stays. Needs ``ledger.edit``."""
    actor = actor_of(request)
    map_role(actor=actor, role=role, account_code=payload.account_code)
    return reply(_told(actor))


def _told(actor: Actor) -> dict[str, Any]:
    return {
        "roles": [_role(one) for one in mapped_roles(actor)],
        "accounts": [
            {**_account(one), "control": one.control}
            for one in accounts(actor, is_active=True, leaves_only=True)
        ],
        "may_change": actor.may("ledger.edit"),
    }


def _role(one: MappedRole) -> dict[str, Any]:
    words = ("role", "group", "label", "label_en", "control", "categories", "changed_at", "changed_by")
    return {
        **{key: getattr(one, key) for key in words},
        "account": _account(one.account) if one.account else None,
    }


def _account(one: Account) -> dict[str, Any]:
    return {"id": str(one.pk), "code": one.code, "name": one.name, "name_en": one.name_en}
