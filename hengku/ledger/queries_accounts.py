"""Reading accounts and which account each role means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hengku.identity.actor import Actor
from hengku.ledger.models import Account, RoleAccount


@dataclass(frozen=True, slots=True)
class MappedRole:
    """An account role and the account it stands for in a company."""

    role: str
    account_id: int
    code: str
    name: str


def accounts(actor: Actor, *, is_active: bool | None = None, leaves_only: bool = False) -> Sequence[Account]:
    """The chart of accounts of the company, by code. Needs ``ledger.view``."""
    actor.must("ledger.view")
    found = Account.objects.visible_to(actor).order_by("code")
    if is_active is not None:
        found = found.filter(is_active=is_active)
    return list(found.filter(is_leaf=True) if leaves_only else found)


def role_accounts_of(company_id: int) -> dict[str, int]:
    """Role → account id: what a posting books by (R2). One query; a role nobody mapped is not in it."""
    return dict(RoleAccount.objects.of_company(company_id).values_list("role", "account_id"))


def mapped_roles(actor: Actor) -> list[MappedRole]:
    """The mapping of the company, by role. Needs ``ledger.view``."""
    actor.must("ledger.view")
    rows = (
        RoleAccount.objects.visible_to(actor)
        .order_by("role")
        .values_list("role", "account_id", "account__code", "account__name")
    )
    return [MappedRole(*row) for row in rows]
