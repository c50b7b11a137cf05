"""第一天: opening a company from the answers of the setup wizard. Nothing is written before the last step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import transaction

from hengku.company.models import Company
from hengku.company.queries import may_open_company
from hengku.identity.models import User
from hengku.kit import sql
from hengku.kit.errors import Forbidden, Invalid, Problem, Refused, raise_all
from hengku.opening.actions_company import NewWarehouse, Start, add_whole_company, opening_problems

#: One company is opened at a time, so that two clicks cannot open the same one twice.
_LOCK: Final = 0x484B4F50
_FIRST_YEAR: Final = 2000
_MONTHS_AHEAD: Final = 12


@dataclass(eq=False)
class MayNotOpenCompany(Forbidden):
    """Who owns no company here opens none."""

    text = "只有老板(账套的拥有者)可以新建账套。请让老板办理。"


@dataclass(eq=False)
class CompanyNameTaken(Refused):
    """Two companies of one name cannot be told apart in the list; and a wizard sent twice makes one company."""

    name: str
    text = "已有名为“{name}”的账套。如果刚刚提交过,它已经建好,请在左上角切换;否则请换一个名称。"


@dataclass(eq=False)
class StartOutOfRange(Invalid):
    """Books begin in a time one can remember, and not far ahead."""

    given: date
    text = "启用日期 {given} 不合适:应在 2000 年以后,且不晚于一年之后。"


@dataclass(frozen=True, slots=True)
class SetupPlan:
    """Everything the wizard asked. Codes of lists are given by their order."""

    name: str
    standard: str
    taxpayer: str
    started_on: date
    start: Start = field(default_factory=Start)
    warehouses: Sequence[NewWarehouse] = ()


def check_setup(*, user: User, plan: SetupPlan, today: date) -> list[Problem]:
    """Everything that ``set_up_company`` would refuse. Writes nothing. ``MayNotOpenCompany`` is raised at once."""
    if not may_open_company(user.pk):
        raise MayNotOpenCompany
    name = plan.name.strip()
    problems = opening_problems("-", name, plan.standard, plan.taxpayer, plan.warehouses, plan.start)
    if name and Company.objects.filter(name=name, archived_at=None, is_practice=False).exists():
        problems.append(CompanyNameTaken(name=name).at(field="name"))
    if plan.started_on.year < _FIRST_YEAR or (plan.started_on - today).days > _MONTHS_AHEAD * 31:
        problems.append(StartOutOfRange(given=plan.started_on).at(field="started_on"))
    return problems


@transaction.atomic(durable=True)
def set_up_company(*, user: User, plan: SetupPlan, today: date) -> Company:
    """Open the company of a plan, with its first colleagues, in one transaction.

    Needs to own a company, or to be the first user of a new installation. Refused with every reason at once. Waits for
    another company that is being opened; a plan sent twice opens one company.
    """
    sql.rows("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    raise_all(check_setup(user=user, plan=plan, today=today))
    return add_whole_company(
        code=_free_code(),
        name=plan.name,
        standard=plan.standard,
        taxpayer=plan.taxpayer,
        started_on=plan.started_on,
        owner=user,
        warehouses=plan.warehouses,
        start=plan.start,
    )


def _free_code() -> str:
    """c1, c2 …: people know a company by its name; the code is for commands."""
    taken = set(Company.objects.filter(code__regex=r"^c\d+$").values_list("code", flat=True))
    number = 1
    while f"c{number}" in taken:
        number += 1
    return f"c{number}"
