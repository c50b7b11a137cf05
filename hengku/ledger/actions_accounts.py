"""The chart of accounts of a company and the mapping of account roles to it (R2, R9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.actions import keep_postings_out
from hengku.identity.actor import Actor
from hengku.kit import clock
from hengku.kit.errors import Invalid, NotFound, Problem, Refused, raise_all
from hengku.ledger.charts import AccountRow, chart, role_accounts
from hengku.ledger.models import Account, RoleAccount
from hengku.ledger.rules import ACCOUNT_CODE, Standard, control_of
from hengku.ledger.words import role_name, role_name_en

#: The company's word for its standard → the ledger's. A test keeps it complete.
STANDARD_OF: Final[dict[str, Standard]] = {
    "small": Standard.SMALL_BUSINESS,
    "enterprise": Standard.ENTERPRISE,
}

#: Roles with open items whose accounts are no sub-ledger's alone: they stay below these, where I17 looks for them.
WITH_PARTIES: Final = {"other_receivable": "1221", "other_payable": "2241"}

#: Whether anything was ever booked on an account, for the rooms that know: (company, account) → answer.
IsUsed = Callable[[int, int], bool]


@dataclass(eq=False)
class AccountNotFound(NotFound):
    """No such account in this company."""

    account: str
    text = "找不到科目 {account}。请从科目表中选择。"


@dataclass(eq=False)
class AccountCodeInvalid(Invalid):
    """A sub-account's code is its parent's and two more digits."""

    account_code: str
    parent: str
    text = "科目编码 {account_code} 不正确:应为上级编码 {parent} 后加两位数字。"


@dataclass(eq=False)
class AccountCodeTaken(Refused):
    """Codes of accounts are unique and never reused."""

    account_code: str
    text = "科目编码 {account_code} 已存在,请换一个。"


@dataclass(eq=False)
class AccountNameMissing(Invalid):
    """An account must be called something."""

    text = "请填写科目名称。"


@dataclass(eq=False)
class ControlledAccount(Refused):
    """What a sub-ledger owns stays one account: customers, suppliers, categories are its auxiliaries."""

    account_code: str
    name: str
    text = "科目 {account_code} {name} 由业务单据自动记账,不能增设下级或停用。请用辅助核算区分。"


@dataclass(eq=False)
class AccountStandsForRole(Refused):
    """Documents book on it."""

    account_code: str
    name: str
    roles: tuple[str, ...]
    role_names: str
    role_names_en: str
    text = "科目 {account_code} {name} 是「{role_names}」的对应科目,不能停用。请先在「科目映射」中把它们改到别的科目。"


@dataclass(eq=False)
class AccountInUse(Refused):
    """Something is booked on it: below it a sub-account would split history."""

    account_code: str
    name: str
    text = "科目 {account_code} {name} 已有发生额,不能增设下级。请另设同级科目,用凭证把余额转过去。"


@dataclass(eq=False)
class RoleUnknown(NotFound):
    """No document books by that role."""

    role: str
    text = "没有科目角色 {role}。请从映射列表中选择。"


@dataclass(eq=False)
class AccountCannotCarryRole(Refused):
    """R9: a mapping that could not post is refused when it is saved, not when it is used."""

    name: str
    name_en: str
    account_code: str
    text = "「{name}」不能对应科目 {account_code}。请换一个启用的末级科目。"


@dataclass(eq=False)
class RoleNeedsLeaf(AccountCannotCarryRole):
    """Only leaves are posted to."""

    text = "「{name}」不能对应科目 {account_code}:它不是末级科目。请选择它的明细科目。"


@dataclass(eq=False)
class RoleNeedsActiveAccount(AccountCannotCarryRole):
    """What is switched off is not posted to."""

    text = "「{name}」不能对应科目 {account_code}:它已停用。请先启用它,或换一个科目。"


@dataclass(eq=False)
class RoleNeedsItsControl(AccountCannotCarryRole):
    """I16: the sub-ledger that owns the role owns its account too, and no other account."""

    text = "「{name}」不能对应科目 {account_code}:受控关系不一致,明细账与总账将无法核对。请换一个科目。"


@dataclass(eq=False)
class RoleHasItems(AccountCannotCarryRole):
    """I17: what parties owe beside the trade stands on its account or one below it, where it is compared."""

    text = "「{name}」不能对应科目 {account_code}:往来按单位核对,只能用原科目或它的下级科目。请换一个科目。"


def assume_used(company_id: int, account_id: int) -> bool:
    """Nobody was asked: the answer that allows least."""
    return True


def install_chart(*, company_id: int, standard: str, is_general_taxpayer: bool) -> None:
    """The chart of the standard and the role mapping of a new company. In the caller's transaction."""
    name = STANDARD_OF[standard]
    ids: dict[str, int] = {}
    rows = chart(name, is_general_taxpayer=is_general_taxpayer)
    for depth in sorted({len(row.code) for row in rows}):
        level = [_account(company_id, row, ids) for row in rows if len(row.code) == depth]
        for account in Account.objects.bulk_create(level):
            ids[account.code] = account.pk
    mapping = role_accounts(name, is_general_taxpayer=is_general_taxpayer)
    RoleAccount.objects.bulk_create(
        RoleAccount(company_id=company_id, role=role, account_id=ids[code]) for role, code in mapping.items()
    )


def _account(company_id: int, row: AccountRow, ids: dict[str, int]) -> Account:
    return Account(
        company_id=company_id,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        category=row.category,
        direction=row.direction,
        parent_id=ids[row.parent] if row.parent else None,
        is_leaf=row.is_leaf,
        control=row.control,
        auxiliaries=list(row.auxiliaries),
    )


@transaction.atomic(durable=True)
def create_account(
    *,
    actor: Actor,
    parent_code: str,
    code: str,
    name: str,
    auxiliaries: Sequence[str] = (),
    is_used: IsUsed = assume_used,
) -> Account:
    """A sub-account below ``parent_code``. Needs ``ledger.edit``. Category and direction are the parent's.

    The first one below an account takes over the roles that account stood for, so that documents go on. Refused: a
    code that is not the parent's and two digits, a taken code, and a leaf as parent that is controlled or — by
    ``is_used`` — has bookings. Locks the parent and keeps postings out.
    """
    actor.must("ledger.edit")
    keep_postings_out(actor.company_id)
    parent = _locked(actor, parent_code)
    problems: list[Problem] = []
    if not (code.startswith(parent.code) and len(code) == len(parent.code) + 2 and code.isdecimal()):
        problems.append(AccountCodeInvalid(account_code=code, parent=parent.code).at(field="code"))
    if not name.strip():
        problems.append(AccountNameMissing().at(field="name"))
    if Account.objects.visible_to(actor).filter(code=code).exists():
        problems.append(AccountCodeTaken(account_code=code).at(field="code"))
    if parent.is_leaf:
        if parent.control:
            problems.append(ControlledAccount(account_code=parent.code, name=parent.name).at(field="parent"))
        elif is_used(actor.company_id, parent.pk):
            problems.append(AccountInUse(account_code=parent.code, name=parent.name).at(field="parent"))
    raise_all(problems)
    account: Account = Account.objects.create(
        company_id=actor.company_id,
        code=code,
        name=name.strip(),
        category=parent.category,
        direction=parent.direction,
        parent=parent,
        auxiliaries=list(auxiliaries) or list(parent.auxiliaries),
    )
    Account.objects.visible_to(actor).filter(pk=parent.pk).update(is_leaf=False)
    RoleAccount.objects.visible_to(actor).filter(account=parent).update(account=account)
    _note(actor, "ledger.account.created", account.pk, {"code": code, "name": account.name})
    return account


@transaction.atomic(durable=True)
def change_account(*, actor: Actor, code: str, name: str, is_active: bool) -> None:
    """Rename an account or switch it on or off; its code, category and direction stay. Needs ``ledger.edit``.

    Refused to switch off what is controlled or stands for a role. Locks the account.
    """
    actor.must("ledger.edit")
    account = _locked(actor, code)
    problems: list[Problem] = []
    if not name.strip():
        problems.append(AccountNameMissing().at(field="name"))
    if not is_active:
        problems += [one.at(field="is_active") for one in _needed(actor, account)]
    raise_all(problems)
    before = {"name": account.name, "is_active": account.is_active}
    account.name, account.is_active = name.strip(), is_active
    account.save(update_fields=["name", "is_active"])
    _note(
        actor,
        "ledger.account.changed",
        account.pk,
        {"before": before, "after": {"name": account.name, "is_active": is_active}},
    )


@transaction.atomic(durable=True)
def map_role(*, actor: Actor, role: str, account_code: str) -> None:
    """Let an account role stand for another account from the next posting on. Needs ``ledger.edit``.

    Keeps postings out. Refused when the account is not an active leaf, or when the sub-ledger that owns the
    role does not own the account or the other way round: sub-ledger and control account could no longer
    agree (I16, R9).
    """
    actor.must("ledger.edit")
    keep_postings_out(actor.company_id)
    if role not in ACCOUNT_CODE:
        raise RoleUnknown(role=role)
    account = _locked(actor, account_code)
    wrong = {
        RoleNeedsLeaf: not account.is_leaf,
        RoleNeedsActiveAccount: not account.is_active,
        RoleNeedsItsControl: account.control != control_of(role),
        RoleHasItems: not account.code.startswith(WITH_PARTIES.get(role, "")),
    }
    names = {"name": role_name(role), "name_en": role_name_en(role)}
    raise_all(
        [
            kind(account_code=account.code, **names).at(field="account_code")
            for kind, is_so in wrong.items()
            if is_so
        ]
    )
    before = (
        RoleAccount.objects.visible_to(actor).filter(role=role).values_list("account_id", flat=True).first()
    )
    RoleAccount.objects.update_or_create(
        company_id=actor.company_id, role=role, defaults={"account": account}
    )
    _note(actor, "ledger.role.mapped", account.pk, {"role": role, "before": before, "after": account.pk})


def _needed(actor: Actor, account: Account) -> list[Problem]:
    """Why documents cannot do without the account."""
    if account.control:
        return [ControlledAccount(account_code=account.code, name=account.name)]
    roles = RoleAccount.objects.visible_to(actor).filter(account=account).order_by("role")
    found = tuple(roles.values_list("role", flat=True))
    if found:
        return [
            AccountStandsForRole(
                account_code=account.code,
                name=account.name,
                roles=found,
                role_names="、".join(map(role_name, found)),
                role_names_en=", ".join(map(role_name_en, found)),
            )
        ]
    return []


def _locked(actor: Actor, code: str) -> Account:
    account: Account | None = Account.objects.visible_to(actor).select_for_update().filter(code=code).first()
    if account is None:
        raise AccountNotFound(account=code)
    return account


def _note(actor: Actor, action: str, entity_id: int, data: dict[str, Any]) -> None:
    record(
        actor=actor,
        at=clock.now(),
        action=action,
        entity_kind="account",
        entity_id=entity_id,
        data=data,
    )
