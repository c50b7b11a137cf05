"""What a company decides, its periods and departments. Warehouses are made with their places: ``inventory``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.credit_code import credit_code_problems, plain_code
from hengku.company.models import Company, Department, Period, Setting, Warehouse
from hengku.company.queries import CompanyNotFound, period_state
from hengku.company.record_rules import CodeTaken, missing, missing_names, too_long
from hengku.company.rules import (
    PART_LABELS,
    POSTING_GATE,
    ReasonMissing,
    Standing,
    closing_problems,
    costing_problems,
    month_end,
    month_start,
    months,
    months_later,
    reopening_problems,
)
from hengku.company.settings_keys import setting_key
from hengku.identity.actor import Actor
from hengku.identity.models import Membership, User
from hengku.kit import clock, sql
from hengku.kit.errors import Invalid, NotFound, Problem, Refused, raise_all

GATE: Final = "SELECT pg_advisory_xact_lock(%s, %s::int4)"
#: How many months after the first a new company has from the start; `ensure_periods` adds more when they are needed.
PERIODS_AHEAD: Final = 24
FIXED_BY_COST: Final = ("cost_scope", "costing_method")
#: What a company says about itself: label and most characters, by field.
COMPANY_LENGTHS: Final[dict[str, tuple[str, int]]] = {
    "name": ("账套名称", 128),
    "tax_number": ("税号", 18),
    "address": ("地址", 200),
    "phone": ("电话", 32),
    "bank_name": ("开户银行", 100),
    "bank_account": ("银行账号", 40),
}

#: Answers what rooms above know before a decision about costing: (company, day it shall hold from) → Standing.
AskStanding = Callable[[int, date], Standing]
#: What rooms above have against closing, asked while postings are kept out; what it writes is part of the closing.
LastLook = Callable[[], list[Problem]]
#: What rooms above do when costing changes, as part of the decision: (actor, key, value, day).
ConvertCosting = Callable[[Actor, str, str, date], object]


@dataclass(eq=False)
class SettingDayTaken(Refused):
    """A decision is superseded, never rewritten: one a day for each key."""

    label: str
    effective_on: date
    text = "“{label}”在 {effective_on} 已经做过设置,不能改写。请选择另一个生效日期。"


@dataclass(eq=False)
class SettingInClosedPeriod(Refused):
    """Closed months keep the rules by which they were closed (P7)."""

    effective_on: date
    text = "生效日期 {effective_on} 所在的期间已经结账。请选择未结账期间内的日期。"


@dataclass(eq=False)
class BeforeStart(Refused):
    """The books begin later."""

    given: date
    started_on: date
    text = "日期 {given} 早于账套启用日期 {started_on}。"


@dataclass(eq=False)
class PartUnknown(Invalid):
    """Only stock, arap and ledger can be closed."""

    part: str
    text = "没有名为 {part} 的结账部分,可用:stock、arap、ledger。"


@dataclass(eq=False)
class DepartmentNotFound(NotFound):
    """No such department in this company."""

    department_id: int
    text = "找不到部门(编号 {department_id})。"


@dataclass(frozen=True, slots=True)
class CompanyRecord:
    """What a company says about itself on paper and on invoices."""

    name: str
    tax_number: str = ""
    address: str = ""
    phone: str = ""
    bank_name: str = ""
    bank_account: str = ""


def unknown_standing(company_id: int, effective_on: date) -> Standing:
    """Nobody was asked: the answer that allows least."""
    return Standing(has_moves=True, has_moves_since=True, has_pool_balance=True)


@transaction.atomic(durable=True)
def set_setting(
    *,
    actor: Actor,
    key: str,
    value: Any,
    effective_on: date,
    standing: AskStanding = unknown_standing,
    convert: ConvertCosting | None = None,
    is_tried: bool = False,
) -> Setting:
    """Take a decision that holds from ``effective_on``. Needs ``company.settings``.

    Refused: an unknown key, a value that makes no sense, a day before the books began or in a closed month, a second
    decision on the same day, and a cost scope or method that C2 holds fixed — for which ``standing`` is asked, while
    postings are kept out; without it they stay. With ``convert`` stock may go over to it. ``is_tried``: nothing stays.
    """
    actor.must("company.settings")
    one = setting_key(key)
    stored = one.stored(value)
    company = Company.objects.filter(pk=actor.company_id).first()
    if company is None:
        raise CompanyNotFound(company_id=actor.company_id)
    states = [period_state(row) for row in keep_postings_out(actor.company_id)]
    problems: list[Problem] = []
    if effective_on < company.started_on:
        problems.append(BeforeStart(given=effective_on, started_on=company.started_on))
    if any(state.closed and effective_on <= month_end(state.starts_on) for state in states):
        problems.append(SettingInClosedPeriod(effective_on=effective_on))
    if Setting.objects.visible_to(actor).filter(key=key, effective_on=effective_on).exists():
        problems.append(SettingDayTaken(label=one.label, effective_on=effective_on))
    if key in FIXED_BY_COST:
        stands = standing(actor.company_id, effective_on)
        if convert is not None:
            stands = replace(stands, has_pool_balance=False)
        problems += costing_problems(one.label, effective_on, states, stands)
    raise_all([problem.at(field=key) for problem in problems])
    decision: Setting = Setting.objects.create(
        company_id=actor.company_id, key=key, value=stored, effective_on=effective_on, set_by=actor.user_id
    )
    if key in FIXED_BY_COST and convert is not None:
        convert(actor, key, stored, effective_on)
    _note(
        actor,
        "company.setting.decided",
        "setting",
        decision.pk,
        {"key": key, "value": stored, "effective_on": effective_on.isoformat()},
    )
    transaction.set_rollback(is_tried)
    return decision


def add_company(
    *,
    code: str,
    name: str,
    standard: str,
    taxpayer: str,
    started_on: date,
    is_demo: bool,
    tax_number: str = "",
    is_practice: bool = False,
) -> Company:
    """Insert a company and its months up to 24 after the first. In the transaction that opens it."""
    company = Company.objects.create(
        code=code,
        name=name,
        standard=standard,
        taxpayer=taxpayer,
        started_on=started_on,
        is_demo=is_demo,
        tax_number=tax_number,
        is_practice=is_practice,
    )
    last = months_later(started_on, PERIODS_AHEAD)
    add_periods(company_id=company.pk, starts=months(started_on, last))
    return company


def add_warehouses(*, company_id: int, rows: Iterable[Warehouse]) -> Sequence[Warehouse]:
    """Insert the warehouses of a new company; their places are the inventory's. In the caller's transaction."""
    made: Sequence[Warehouse] = Warehouse.objects.bulk_create(
        Warehouse(company_id=company_id, code=row.code, name=row.name, may_go_negative=row.may_go_negative)
        for row in rows
    )
    return made


def add_department(*, company_id: int, code: str, name: str) -> Department:
    """Insert a department of a new company. In the caller's transaction."""
    made: Department = Department.objects.create(company_id=company_id, code=code, name=name)
    return made


def add_setting(*, company_id: int, key: str, value: Any, effective_on: date, set_by: int) -> None:
    """Insert a decision a new company starts with. In the caller's transaction."""
    Setting.objects.create(
        company_id=company_id,
        key=key,
        value=setting_key(key).stored(value),
        effective_on=effective_on,
        set_by=set_by,
    )


@transaction.atomic(durable=True)
def change_company(*, actor: Actor, record: CompanyRecord) -> None:
    """Change what the company is called and how it is reached. Needs ``company.settings``.

    Its standard, taxpayer status, currency and first month are fixed. Refused, all at once: no name, a text too long,
    a tax number whose check sign is wrong. Locks the company's row; before and after are kept in the evidence.
    """
    actor.must("company.settings")
    given = {field: getattr(record, field).strip() for field in COMPANY_LENGTHS}
    given["tax_number"] = plain_code(record.tax_number)
    problems = missing("账套名称", "name", record.name) + too_long(
        {field: (label, given[field], most) for field, (label, most) in COMPANY_LENGTHS.items()}
    )
    problems += [one.at(field="tax_number") for one in credit_code_problems(record.tax_number)]
    raise_all(problems)
    company = Company.objects.select_for_update().filter(pk=actor.company_id).first()
    if company is None:
        raise CompanyNotFound(company_id=actor.company_id)
    changed = [field for field, value in given.items() if getattr(company, field) != value]
    if not changed:
        return
    before = {field: getattr(company, field) for field in changed}
    for field in changed:
        setattr(company, field, given[field])
    company.save(update_fields=changed)
    after = {field: given[field] for field in changed}
    _note(actor, "company.company.changed", "company", company.pk, {"before": before, "after": after})


@transaction.atomic(durable=True)
def archive_practice(*, user: User, company_id: int) -> None:
    """Put a practice company away: nobody has a role in it any more, its rows stay. Refused for any other company,
    and to who is not in it.
    """
    company = (
        Company.objects.select_for_update().filter(pk=company_id, is_practice=True, archived_at=None).first()
    )
    mine = Membership.objects.filter(company_id=company_id)
    if company is None or not mine.filter(user_id=user.pk).exists():
        raise CompanyNotFound(company_id=company_id)
    company.archived_at = clock.now()
    company.save(update_fields=["archived_at"])
    mine.delete()
    actor = Actor(user_id=user.pk, company_id=company_id, name=user.display_name)
    _note(actor, "company.practice.archived", "company", company_id, {"code": company.code})


def ensure_periods(*, company_id: int, until: date) -> int:
    """Add the months up to that of ``until`` that are missing after the last; how many. In the caller's transaction.

    Months before the first are never added: the books begin where they began.
    """
    last = (
        Period.objects.of_company(company_id)
        .order_by("-starts_on")
        .values_list("starts_on", flat=True)
        .first()
    )
    if last is None:
        return 0
    missing = [month for month in months(last, until) if month > last]
    add_periods(company_id=company_id, starts=missing)
    return len(missing)


def add_periods(*, company_id: int, starts: Iterable[date]) -> None:
    """Insert months; those that somebody else inserted meanwhile stay. In the caller's transaction."""
    Period.objects.bulk_create(
        [Period(company_id=company_id, starts_on=month, ends_on=month_end(month)) for month in starts],
        ignore_conflicts=True,
    )


def keep_postings_out(company_id: int) -> list[Period]:
    """Lock every month of the company, in order, until the caller's transaction ends; the months.

    Postings share a gate before they read anything: those under way end first, new ones wait. The gate is an advisory
    lock because it is fair: who shares a row lock keeps a writer out for ever, one after the other. For what no
    posting may meet half done: closing, and changing what a posting goes by.
    """
    sql.rows(GATE, (POSTING_GATE, company_id))
    return list(Period.objects.of_company(company_id).order_by("starts_on").select_for_update())


def nothing_to_see() -> list[Problem]:
    """Nobody has anything against it."""
    return []


@transaction.atomic(durable=True)
def close_period(*, actor: Actor, month: date, part: str, last_look: LastLook = nothing_to_see) -> None:
    """Close one part (stock, arap, ledger) of a month (P1). Needs ``period.close``.

    Refused when it is closed, when the same part of an earlier month is open, or an earlier part of this one. Keeps
    postings out while it looks; the checks of 4.3 are those of the rooms above, who are asked by ``last_look`` then.
    """
    actor.must("period.close")
    _turn(actor, month, part, is_closed=True, data={}, last_look=last_look)


@transaction.atomic(durable=True)
def reopen_period(*, actor: Actor, month: date, part: str, reason: str) -> None:
    """Reopen one part of a month, the last closed first (P5). Needs ``period.reopen`` and a reason.

    Refused when it is open, or when the same part of a later month or a later part of this one is closed.
    """
    actor.must("period.reopen")
    if not reason.strip():
        raise ReasonMissing().at(field="reason")
    _turn(actor, month, part, is_closed=False, data={"reason": reason.strip()})


def _turn(
    actor: Actor,
    month: date,
    part: str,
    *,
    is_closed: bool,
    data: dict[str, Any],
    last_look: LastLook = nothing_to_see,
) -> None:
    if part not in PART_LABELS:
        raise PartUnknown(part=part).at(field="part")
    rows = keep_postings_out(actor.company_id)
    states = [period_state(row) for row in rows]
    judge = closing_problems if is_closed else reopening_problems
    raise_all(judge(states, month, part) + last_look())
    period = next(row for row in rows if row.starts_on == month_start(month))
    setattr(period, f"is_{part}_closed", is_closed)
    if is_closed:
        period.closed_at, period.closed_by = clock.now(), actor.user_id
    elif not period_state(period).closed:
        period.closed_at, period.closed_by = None, None
    period.save(update_fields=[f"is_{part}_closed", "closed_at", "closed_by"])
    action = "company.period.closed" if is_closed else "company.period.reopened"
    _note(actor, action, "period", period.pk, {"month": f"{month:%Y-%m}", "part": part, **data})


@transaction.atomic(durable=True)
def create_department(*, actor: Actor, code: str, name: str) -> Department:
    """A new department. Needs ``company.edit``; refused without code or name, or when the code is taken."""
    actor.must("company.edit")
    problems = missing_names(code=code, name=name, label="部门")
    problems += too_long({"code": ("部门编码", code.strip(), 32), "name": ("部门名称", name.strip(), 64)})
    if Department.objects.visible_to(actor).filter(code=code.strip()).exists():
        problems.append(CodeTaken(label="部门", given=code.strip()).at(field="code"))
    raise_all(problems)
    department: Department = Department.objects.create(
        company_id=actor.company_id, code=code.strip(), name=name.strip()
    )
    _note(actor, "company.department.created", "department", department.pk, {"code": code, "name": name})
    return department


@transaction.atomic(durable=True)
def change_department(*, actor: Actor, department_id: int, name: str, is_active: bool) -> None:
    """Rename a department or switch it on or off; its code stays. Needs ``company.edit``."""
    actor.must("company.edit")
    department = Department.objects.visible_to(actor).select_for_update().filter(pk=department_id).first()
    if department is None:
        raise DepartmentNotFound(department_id=department_id)
    problems = missing_names(code=department.code, name=name, label="部门")
    raise_all(problems + too_long({"name": ("部门名称", name.strip(), 64)}))
    before = {"name": department.name, "is_active": department.is_active}
    department.name, department.is_active = name.strip(), is_active
    department.save(update_fields=["name", "is_active"])
    after = {"name": department.name, "is_active": is_active}
    _note(
        actor,
        "company.department.changed",
        "department",
        department_id,
        {"before": before, "after": after},
    )


def _note(actor: Actor, action: str, kind: str, entity_id: int, data: dict[str, Any]) -> None:
    record(actor=actor, at=clock.now(), action=action, entity_kind=kind, entity_id=entity_id, data=data)
