"""Creating and changing customers, suppliers and our own fund accounts.

Many parties are judged and written as one; a problem says which record (``where.line_no``, from 1) and which field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Upper

from hengku.audit.actions import record as record_event
from hengku.catalog.search_rules import search_keys
from hengku.company.record_rules import CodeTaken, missing_names, too_long
from hengku.identity.actor import Actor
from hengku.kit import clock, sight
from hengku.kit.errors import Invalid, NotFound, Problem, Refused, raise_all
from hengku.parties.models import FundAccount, Party
from hengku.parties.records import PartyRecord, name_key, name_spellings, record_problems, tidied
from hengku.parties.scope import manager_problems, with_managers
from hengku.parties.words import Known, known_words, with_term_days, word_problems

FUND_ROLES: Final = ("cash", "bank", "other_monetary")

_PLAIN: Final = (
    "code",
    "name",
    "is_customer",
    "is_supplier",
    "tax_number",
    "contact",
    "phone",
    "address",
    "bank_name",
    "bank_account",
    "bank_code",
    "level",
    "settlement_term",
    "credit_limit",
    "payment_days",
    "minimum_days_left",
    "tax_codes",
    "must_inspect",
    "inspection_mode",
    "manager_id",
    "is_active",
)


@dataclass(eq=False)
class PartyNotFound(NotFound):
    """No such party in this company."""

    party_id: int
    text = "找不到往来单位(编号 {party_id})。"


@dataclass(eq=False)
class PartyExists(Refused):
    """Same name: most likely the same firm twice. One party may be customer and supplier at once."""

    party_code: str
    name: str
    text = "已有往来单位 {party_code} {name}。同一单位既是客户又是供应商时,请在原资料上同时勾选。"


@dataclass(eq=False)
class TaxNumberTaken(Refused):
    """A tax number belongs to one firm."""

    tax_number: str
    party_code: str
    name: str
    text = "税号 {tax_number} 已属于 {party_code} {name}。请检查是否重复建档。"


@dataclass(eq=False)
class PartyTwiceInList(Invalid):
    """Two records of the same call say the same."""

    label: str
    given: str
    first_line: int
    text = "{label}“{given}”与第 {first_line} 行重复。"


@dataclass(eq=False)
class PartyCodeFixed(Refused):
    """The code of a party is on paper already."""

    party_code: str
    text = "往来单位 {party_code} 的编码不能修改。"


@dataclass(eq=False)
class FundAccountNotFound(NotFound):
    """No such fund account in this company."""

    fund_account_id: int
    text = "找不到资金账户(编号 {fund_account_id})。"


@dataclass(eq=False)
class FundRoleUnknown(Invalid):
    """Money lies in cash, in a bank, or with a payment service."""

    role: str
    text = "资金账户的科目 {role} 不正确,可用:cash、bank、other_monetary。"


def add_parties(*, company_id: int, records: Iterable[PartyRecord]) -> None:
    """Insert the parties a new company starts with. In the caller's transaction."""
    Party.objects.bulk_create(_filled(Party(company_id=company_id), record) for record in records)


def add_fund_accounts(*, company_id: int, rows: Iterable[tuple[str, str, str]]) -> None:
    """Insert the fund accounts (code, name, account role) of a new company. In the caller's transaction."""
    FundAccount.objects.bulk_create(
        FundAccount(company_id=company_id, code=code, name=name, role=role) for code, name, role in rows
    )


@transaction.atomic(durable=True)
def create_party(*, actor: Actor, record: PartyRecord) -> Party:
    """A customer or supplier. Needs ``parties.edit``.

    Refused with every reason at once: missing or too long texts, neither customer nor supplier, a taken code, a name
    or tax number that is there already. Missing bank data is no reason (§0.3): it stops a payment, not a receipt.
    """
    return _create(actor, [record], is_list=False)[0]


@transaction.atomic(durable=True)
def create_parties(
    *, actor: Actor, records: Sequence[PartyRecord], then: Callable[[Sequence[Party]], None] | None = None
) -> list[Party]:
    """Many parties, all or none, as ``create_party`` for each; records are also compared with each other.

    ``then`` is told of them before the transaction commits.
    """
    parties = _create(actor, records, is_list=True)
    if then is not None:
        then(parties)
    return parties


def check_parties(*, actor: Actor, records: Sequence[PartyRecord]) -> list[Problem]:
    """What ``create_parties`` would refuse, without writing: the preview of an import. Needs ``parties.edit``."""
    actor.must("parties.edit")
    known = known_words(actor, records)
    return _judged(actor, [with_term_days(tidied(one), known) for one in records], known, is_list=True)


@transaction.atomic(durable=True)
def change_party(*, actor: Actor, party_id: int, record: PartyRecord) -> Party:
    """Make a party what ``record`` says; its code stays. Needs ``parties.edit``. Locks the party.

    The bank account is kept before and after in the evidence: who changes it must not be who pays (S1 ⑥).
    """
    actor.must("parties.edit")
    known = known_words(actor, [record])
    (record,) = with_managers(actor, [with_term_days(tidied(record), known)])
    party = Party.objects.visible_to(actor).select_for_update().filter(pk=party_id).first()
    if party is None:
        raise PartyNotFound(party_id=party_id)
    problems = record_problems(record)
    if record.code != party.code:
        problems.append(PartyCodeFixed(party_code=party.code).at(field="code"))
    problems += word_problems(record, known, kept=(party.level, party.settlement_term))
    problems += [problem for _, problem in _known_problems(actor, [record], but=party_id)]
    problems += manager_problems(actor, [record], kept=party.manager_id)[0]
    raise_all(problems)
    before = {field: getattr(party, field) for field in _PLAIN}
    _filled(party, record).save()
    changed = {
        field: {"before": _text(old), "after": _text(getattr(party, field))}
        for field, old in before.items()
        if old != getattr(party, field)
    }
    _note(actor, "parties.party.changed", "party", party_id, {"changed": changed})
    return party


@transaction.atomic(durable=True)
def set_parties_active(*, actor: Actor, party_ids: Iterable[int], is_active: bool) -> int:
    """Switch parties on or off; how many changed. Needs ``parties.edit``."""
    actor.must("parties.edit")
    wanted = sorted(set(party_ids))
    known = set(Party.objects.visible_to(actor).filter(pk__in=wanted).values_list("pk", flat=True))
    raise_all([PartyNotFound(party_id=one) for one in wanted if one not in known])
    changed: int = (
        Party.objects.visible_to(actor)
        .filter(pk__in=wanted)
        .exclude(is_active=is_active)
        .update(is_active=is_active)
    )
    action = "parties.parties.activated" if is_active else "parties.parties.deactivated"
    _note(actor, action, "party", wanted[0] if len(wanted) == 1 else 0, {"ids": wanted})
    return changed


@transaction.atomic(durable=True)
def create_fund_account(
    *, actor: Actor, code: str, name: str, role: str, bank_name: str = "", bank_account: str = ""
) -> FundAccount:
    """Where our own money lies, under the account of ``role``. Needs ``parties.edit``."""
    actor.must("parties.edit")
    problems = _fund_problems(code, name, bank_name, bank_account)
    if role not in FUND_ROLES:
        problems.append(FundRoleUnknown(role=role).at(field="role"))
    if FundAccount.objects.visible_to(actor).filter(code=code.strip()).exists():
        problems.append(CodeTaken(label="资金账户", given=code.strip()).at(field="code"))
    raise_all(problems)
    account: FundAccount = FundAccount.objects.create(
        company_id=actor.company_id,
        code=code.strip(),
        name=name.strip(),
        role=role,
        bank_name=bank_name.strip(),
        bank_account=bank_account.strip(),
    )
    _note(actor, "parties.fund_account.created", "fund_account", account.pk, {"code": code, "role": role})
    return account


@transaction.atomic(durable=True)
def change_fund_account(
    *,
    actor: Actor,
    fund_account_id: int,
    name: str,
    is_active: bool,
    bank_name: str = "",
    bank_account: str = "",
) -> None:
    """Rename a fund account, change its bank data, switch it on or off; code and role stay. Needs ``parties.edit``."""
    actor.must("parties.edit")
    account = FundAccount.objects.visible_to(actor).select_for_update().filter(pk=fund_account_id).first()
    if account is None:
        raise FundAccountNotFound(fund_account_id=fund_account_id)
    raise_all(_fund_problems(account.code, name, bank_name, bank_account))
    fields = ("name", "bank_name", "bank_account", "is_active")
    before = {field: getattr(account, field) for field in fields}
    account.name, account.is_active = name.strip(), is_active
    account.bank_name, account.bank_account = bank_name.strip(), bank_account.strip()
    account.save(update_fields=list(fields))
    after = {field: getattr(account, field) for field in fields}
    _note(
        actor,
        "parties.fund_account.changed",
        "fund_account",
        fund_account_id,
        {"before": before, "after": after},
    )


def _fund_problems(code: str, name: str, bank_name: str, bank_account: str) -> list[Problem]:
    return missing_names(code=code, name=name, label="资金账户") + too_long(
        {
            "code": ("资金账户编码", code.strip(), 32),
            "name": ("资金账户名称", name.strip(), 64),
            "bank_name": ("开户行", bank_name.strip(), 128),
            "bank_account": ("账号", bank_account.strip(), 64),
        }
    )


def _create(actor: Actor, given: Sequence[PartyRecord], *, is_list: bool) -> list[Party]:
    actor.must("parties.edit")
    known = known_words(actor, given)
    records = [with_term_days(tidied(one), known) for one in given]
    records = with_managers(actor, records)
    raise_all(_judged(actor, records, known, is_list=is_list))
    parties: list[Party] = Party.objects.bulk_create(
        _filled(Party(company_id=actor.company_id), record) for record in records
    )
    if is_list:
        made = [party.pk for party in parties]
        _note(actor, "parties.parties.created", "party", 0, {"count": len(made), "ids": made})
    else:
        party = parties[0]
        _note(actor, "parties.party.created", "party", party.pk, {"code": party.code, "name": party.name})
    return parties


def _judged(actor: Actor, records: Sequence[PartyRecord], known: Known, *, is_list: bool) -> list[Problem]:
    problems: list[Problem] = []
    for line_no, record in enumerate(records, start=1):
        found = record_problems(record) + word_problems(record, known)
        problems += [one.at(line_no=line_no) for one in found] if is_list else found
    for line_no, found in enumerate(manager_problems(actor, records), start=1):
        problems += [one.at(line_no=line_no) for one in found] if is_list else found
    for line_no, problem in _known_problems(actor, records):
        problems.append(problem.at(line_no=line_no) if is_list else problem)
    return sorted(problems, key=lambda one: one.where.line_no or 0)


def _known_problems(
    actor: Actor, records: Sequence[PartyRecord], but: int = 0
) -> Iterator[tuple[int, Problem]]:
    """(line number, problem) for what is there already or twice in the list. Three queries, of all parties, also those
    that the actor does not see: two of one name would be one firm.
    """
    with sight.whole():
        yield from _taken(actor, records, but)


def _taken(actor: Actor, records: Sequence[PartyRecord], but: int) -> Iterator[tuple[int, Problem]]:
    others = Party.objects.visible_to(actor).exclude(pk=but)
    codes = dict(others.filter(code__in=[one.code for one in records]).values_list("code", "name"))
    spellings = {spelling for one in records for spelling in name_spellings(one.name)}
    names = {
        name_key(name): (code, name)
        for code, name in others.annotate(name_upper=Upper("name"))
        .filter(name_upper__in=spellings)
        .values_list("code", "name")
    }
    numbers = {
        number: (code, name)
        for number, code, name in others.filter(
            tax_number__in={one.tax_number for one in records if one.tax_number}
        ).values_list("tax_number", "code", "name")
    }
    first: dict[tuple[str, str], int] = {}
    for line_no, record in enumerate(records, start=1):
        key = name_key(record.name)
        if record.code in codes:
            yield line_no, CodeTaken(label="往来单位", given=record.code).at(field="code")
        if key in names:
            code, name = names[key]
            yield line_no, PartyExists(party_code=code, name=name).at(field="name")
        if record.tax_number in numbers:
            code, name = numbers[record.tax_number]
            yield (
                line_no,
                TaxNumberTaken(tax_number=record.tax_number, party_code=code, name=name).at(
                    field="tax_number"
                ),
            )
        said = (
            ("code", "编码", record.code),
            ("name", "名称", key),
            ("tax_number", "税号", record.tax_number),
        )
        for field, label, value in said:
            earlier = first.setdefault((field, value), line_no) if value else line_no
            if earlier != line_no:
                shown = getattr(record, field)
                yield (
                    line_no,
                    PartyTwiceInList(label=label, given=shown, first_line=earlier).at(field=field),
                )


def _filled(party: Party, record: PartyRecord) -> Party:
    """The row as the judged record says. Initials computed from the old name follow a new one."""
    own = record.initials
    if own and own == party.initials and own == search_keys(party.name).initials:
        own = ""
    for field in _PLAIN:
        setattr(party, field, getattr(record, field.removesuffix("_id")))
    party.initials = search_keys(record.name, initials=own).initials
    return party


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def _note(actor: Actor, action: str, kind: str, entity_id: int, data: dict[str, Any]) -> None:
    record_event(actor=actor, at=clock.now(), action=action, entity_kind=kind, entity_id=entity_id, data=data)
