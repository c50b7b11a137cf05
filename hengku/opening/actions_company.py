"""Opening a company 开账: everything a new set of books needs, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.catalog.actions_lists import add_categories, add_tax_codes, add_units
from hengku.company.actions import add_company, add_department, add_setting, add_warehouses
from hengku.company.actions_employees import add_employee
from hengku.company.credit_code import credit_code_problems, plain_code
from hengku.company.editions import DEFAULT_EDITION, edition
from hengku.company.models import Company, Standard, Taxpayer, Warehouse
from hengku.company.record_rules import CodeTaken, missing_names, too_long
from hengku.company.settings_keys import setting_key
from hengku.identity.actions import RoleNotFound, add_ready_roles, add_user, new_user_problems
from hengku.identity.actor import Actor
from hengku.identity.models import User
from hengku.identity.roles import READY_ROLES
from hengku.identity.rules import role_conflict
from hengku.inventory.actions_places import add_places
from hengku.kit import clock
from hengku.kit.errors import Invalid, Problem, Where, raise_all
from hengku.ledger.actions_accounts import install_chart
from hengku.opening.defaults import (
    DEPARTMENT,
    FUND_ACCOUNTS,
    UNITS,
    WALK_IN_CUSTOMER,
    default_tax_code,
    tax_codes,
)
from hengku.parties.actions import FUND_ROLES, FundRoleUnknown, add_fund_accounts, add_parties


@dataclass(frozen=True, slots=True)
class NewWarehouse:
    """A warehouse a company starts with."""

    code: str
    name: str
    may_go_negative: bool = False


@dataclass(eq=False)
class StandardUnknown(Invalid):
    """Books follow one of the two standards."""

    standard: str
    text = "会计准则 {standard} 不正确,可用:small(小企业会计准则)、enterprise(企业会计准则)。"


@dataclass(eq=False)
class TaxpayerUnknown(Invalid):
    """A taxpayer is general or small-scale."""

    taxpayer: str
    text = "纳税人身份 {taxpayer} 不正确,可用:general(一般纳税人)、small_scale(小规模纳税人)。"


@dataclass(eq=False)
class WarehouseMissing(Invalid):
    """Goods must lie somewhere."""

    text = "请至少设置一个仓库。"


@dataclass(eq=False)
class EntryTwice(Invalid):
    """Codes and names in a list are unique."""

    label: str
    said: str
    text = "{label}“{said}”重复,请改一个。"


@dataclass(eq=False)
class RoleMissing(Invalid):
    """Who has no role can do nothing."""

    text = "请至少选择一个岗位。"


@dataclass(eq=False)
class WarehouseTwice(Invalid):
    """Codes and names of warehouses are unique."""

    said: str
    text = "仓库编码或名称“{said}”重复。"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A colleague a company starts with. The password is a first one, changed at the first sign-in."""

    username: str
    display_name: str
    password: str
    role_codes: tuple[str, ...]


MAIN_WAREHOUSE: Final = NewWarehouse("01", "主仓库")


@dataclass(frozen=True, slots=True)
class Start:
    """What a company starts with besides its name: each has a default that fits most.

    ``departments`` are (code, name), ``fund_accounts`` (code, name, account role).
    """

    tax_number: str = ""
    edition: str = DEFAULT_EDITION
    revenue_mode: str = "ON_ISSUE"
    departments: Sequence[tuple[str, str]] = (DEPARTMENT,)
    fund_accounts: Sequence[tuple[str, str, str]] = FUND_ACCOUNTS
    people: Sequence[NewPerson] = ()
    is_demo: bool = False
    is_practice: bool = False


USUAL_START: Final = Start()


@transaction.atomic(durable=True)
def open_company(
    *,
    code: str,
    name: str,
    standard: str,
    taxpayer: str,
    started_on: date,
    owner: User,
    warehouses: Sequence[NewWarehouse] = (MAIN_WAREHOUSE,),
    start: Start = USUAL_START,
) -> Company:
    """A company ready for its first document. ``owner`` becomes owner and all-rounder (S1 小企业模式).

    Made with it: 25 months from that of ``started_on``, the places, the ready-made roles, the chart of the standard
    with every role mapped, tax codes of the taxpayer, units, categories, fund accounts, departments, the walk-in
    customer, and what ``start`` says. Refused with every reason at once: missing or taken code, unknown standard or
    taxpayer, no warehouse, a wrong tax number, unknown edition, bad people. Takes no lock but the insertion's on the
    code.
    """
    return add_whole_company(
        code=code,
        name=name,
        standard=standard,
        taxpayer=taxpayer,
        started_on=started_on,
        owner=owner,
        warehouses=warehouses,
        start=start,
    )


def add_whole_company(
    *,
    code: str,
    name: str,
    standard: str,
    taxpayer: str,
    started_on: date,
    owner: User,
    warehouses: Sequence[NewWarehouse],
    start: Start,
) -> Company:
    """``open_company`` in the caller's transaction."""
    code, name = code.strip(), name.strip()
    raise_all(opening_problems(code, name, standard, taxpayer, warehouses, start))
    company = add_company(
        code=code,
        name=name,
        standard=standard,
        taxpayer=taxpayer,
        started_on=started_on,
        is_demo=start.is_demo,
        tax_number=plain_code(start.tax_number),
        is_practice=start.is_practice,
    )
    made = add_warehouses(
        company_id=company.pk,
        rows=[
            Warehouse(code=one.code.strip(), name=one.name.strip(), may_go_negative=one.may_go_negative)
            for one in warehouses
        ],
    )
    add_places(company_id=company.pk, warehouses=made)
    add_ready_roles(company_id=company.pk, founder=owner)
    install_chart(company_id=company.pk, standard=standard, is_general_taxpayer=taxpayer == Taxpayer.GENERAL)
    _add_lists(company, start)
    _decide(company, owner, start)
    actor = Actor(
        user_id=owner.pk,
        company_id=company.pk,
        name=owner.display_name,
        permissions=frozenset({"identity.edit"}),
    )
    _add_people(actor, owner, start)
    record(
        actor=actor,
        at=clock.now(),
        action="company.company.opened",
        entity_kind="company",
        entity_id=company.pk,
        data=_opened(company, made, start),
    )
    return company


def _add_people(actor: Actor, owner: User, start: Start) -> None:
    """The owner and who signs in besides, all of them employees."""
    people = [owner] + [
        add_user(
            actor=actor,
            username=person.username,
            display_name=person.display_name,
            password=person.password,
            role_codes=person.role_codes,
        )
        for person in start.people
    ]
    for number, user in enumerate(people, 1):
        add_employee(
            company_id=actor.company_id, code=f"{number:02d}", name=user.display_name, user_id=user.pk
        )


def opening_problems(
    code: str,
    name: str,
    standard: str,
    taxpayer: str,
    warehouses: Sequence[NewWarehouse],
    start: Start = USUAL_START,
) -> list[Problem]:
    """Everything that ``open_company`` would refuse; a place is a field, for lists also a line from 1."""
    problems = missing_names(code=code, name=name, label="账套")
    problems += too_long({"code": ("账套代码", code, 32), "name": ("账套名称", name, 128)})
    if standard not in Standard.values:
        problems.append(StandardUnknown(standard=standard).at(field="standard"))
    if taxpayer not in Taxpayer.values:
        problems.append(TaxpayerUnknown(taxpayer=taxpayer).at(field="taxpayer"))
    if Company.objects.filter(code=code).exists():
        problems.append(CodeTaken(label="账套", given=code).at(field="code"))
    if not warehouses:
        problems.append(WarehouseMissing().at(field="warehouses"))
    codes: set[str] = set()
    names: set[str] = set()
    for line_no, one in enumerate(warehouses, start=1):
        found = missing_names(code=one.code, name=one.name, label="仓库")
        for said, seen in ((one.code.strip(), codes), (one.name.strip(), names)):
            if said and said in seen:
                found.append(WarehouseTwice(said=said).at(field="warehouses"))
            seen.add(said)
        problems += [_in_list(problem, "warehouses", line_no) for problem in found]
    return problems + _start_problems(start)


def _start_problems(start: Start) -> list[Problem]:
    problems = [problem.at(field="tax_number") for problem in credit_code_problems(start.tax_number)]
    for key, given in (("edition", start.edition), ("revenue_mode", start.revenue_mode)):
        try:
            setting_key(key).stored(given)
        except Problem as problem:
            problems.append(problem.at(field=key))
    lists = (
        ("departments", "部门", [(code, name) for code, name in start.departments]),
        ("fund_accounts", "资金账户", [(code, name) for code, name, _ in start.fund_accounts]),
    )
    for field, label, rows in lists:
        seen: set[str] = set()
        for line_no, (code, name) in enumerate(rows, start=1):
            found = missing_names(code=code, name=name, label=label)
            found += too_long({"name": (f"{label}名称", name, 64), "code": (f"{label}编码", code, 32)})
            found += [EntryTwice(label=label, said=said) for said in {code, name} if said and said in seen]
            seen |= {code, name}
            problems += [_in_list(problem, field, line_no) for problem in found]
    for line_no, row in enumerate(start.fund_accounts, start=1):
        if row[2] not in FUND_ROLES:
            problems.append(FundRoleUnknown(role=row[2]).at(line_no=line_no, field="fund_accounts"))
    return problems + _people_problems(start.people)


def _in_list(problem: Problem, field: str, line_no: int) -> Problem:
    """At its line of a list: what the record itself calls the field would not say which list."""
    problem.where = Where(line_no=line_no, field=field)
    return problem


def _people_problems(people: Sequence[NewPerson]) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[str] = set()
    ready = {role.code for role in READY_ROLES}
    for line_no, person in enumerate(people, start=1):
        found: list[Problem] = []
        try:
            found += new_user_problems(
                username=person.username, display_name=person.display_name, password=person.password
            )
        except Problem as problem:  # a name that cannot be one
            found.append(problem.at(field="username"))
        said = person.username.strip().casefold()
        if said in seen:
            found.append(EntryTwice(label="账号", said=said).at(field="username"))
        seen.add(said)
        if not person.role_codes:
            found.append(RoleMissing().at(field="role_codes"))
        held: set[str] = set()
        for role_code in person.role_codes:
            conflict = role_conflict(role_code, held)
            if role_code not in ready:
                found.append(RoleNotFound(role_code=role_code).at(field="role_codes"))
            elif conflict is not None:
                found.append(conflict.at(field="role_codes"))
            held.add(role_code)
        problems += [
            _in_list(problem, f"people.{problem.where.field or 'username'}", line_no) for problem in found
        ]
    return problems


def _add_lists(company: Company, start: Start) -> None:
    """The short lists; ``hengku.opening.defaults`` says what is in them."""
    add_units(company_id=company.pk, rows=UNITS)
    add_tax_codes(company_id=company.pk, rows=tax_codes(company.taxpayer))
    add_categories(company_id=company.pk, rows=edition(start.edition).categories)
    add_fund_accounts(company_id=company.pk, rows=start.fund_accounts)
    add_parties(company_id=company.pk, records=[WALK_IN_CUSTOMER])
    for code, name in start.departments:
        add_department(company_id=company.pk, code=code.strip(), name=name.strip())


def _decide(company: Company, owner: User, start: Start) -> None:
    """The decisions that hold from the first day; a default is not written down, except where nobody could say it."""
    decided = {"default_tax_code": default_tax_code(company.taxpayer, company.started_on)}
    chosen = {"edition": start.edition, "revenue_mode": start.revenue_mode}
    decided |= {key: value for key, value in chosen.items() if value != setting_key(key).default}
    for key, value in decided.items():
        add_setting(
            company_id=company.pk, key=key, value=value, effective_on=company.started_on, set_by=owner.pk
        )


def _opened(company: Company, warehouses: Sequence[Warehouse], start: Start) -> dict[str, Any]:
    return {
        "code": company.code,
        "name": company.name,
        "tax_number": company.tax_number,
        "edition": start.edition,
        "standard": company.standard,
        "taxpayer": company.taxpayer,
        "started_on": company.started_on.isoformat(),
        "warehouses": [one.code for one in warehouses],
        "people": [one.username for one in start.people],
    }
