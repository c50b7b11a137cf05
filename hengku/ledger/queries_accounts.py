"""Reading accounts and which account each role means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hengku.catalog.models import Category
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.ledger.models import Account, RoleAccount
from hengku.ledger.rules import control_of
from hengku.ledger.words import ROLE_WORDS

#: Who changed the account of a role last.
ROLE_CHANGED = """
SELECT DISTINCT ON (data->>'role') data->>'role', at, user_name FROM audit_event
WHERE company_id = %s AND entity_kind = 'account' AND action = 'ledger.role.mapped'
ORDER BY data->>'role', id DESC
"""


@dataclass(frozen=True, slots=True)
class MappedRole:
    """An account role and the account it stands for in a company, None while it has none.

    ``control`` is the mark that its account must have; ``categories`` are those whose goods are kept under it.
    """

    role: str
    group: str
    label: str
    label_en: str
    account: Account | None
    control: str
    categories: tuple[str, ...]
    changed_at: datetime | None
    changed_by: str


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
    """Every account role with its account, in the order of the groups. Needs ``ledger.view``. Three statements."""
    actor.must("ledger.view")
    found = {
        one.role: one.account
        for one in RoleAccount.objects.visible_to(actor).select_related("account").order_by("role")
    }
    kept: dict[str, list[str]] = {}
    for role, name in (
        Category.objects.visible_to(actor).order_by("code").values_list("inventory_role", "name")
    ):
        kept.setdefault(role, []).append(name)
    changed = {role: (at, who) for role, at, who in sql.rows(ROLE_CHANGED, (actor.company_id,))}
    return [
        MappedRole(
            role=role,
            group=group,
            label=label,
            label_en=label_en,
            account=found.get(role),
            control=control_of(role),
            categories=tuple(kept.get(role, ())),
            changed_at=changed.get(role, (None, ""))[0],
            changed_by=changed.get(role, (None, ""))[1],
        )
        for role, (group, label, label_en) in ROLE_WORDS.items()
    ]
