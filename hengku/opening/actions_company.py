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
from hengku.company.models import Company, Standard, Taxpayer, Warehouse
from hengku.company.record_rules import CodeTaken, missing_names, too_long
from hengku.identity.actions import add_ready_roles
from hengku.identity.actor import Actor
from hengku.identity.models import User
from hengku.inventory.actions_places import add_places
from hengku.kit import clock
from hengku.kit.errors import Invalid, Problem, raise_all
from hengku.ledger.actions_accounts import install_chart
from hengku.opening.defaults import (
    CATEGORIES,
    DEPARTMENT,
    FUND_ACCOUNTS,
    UNITS,
    WALK_IN_CUSTOMER,
    default_tax_code,
    tax_codes,
)
from hengku.parties.actions import add_fund_accounts, add_parties


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
class WarehouseTwice(Invalid):
    """Codes and names of warehouses are unique."""

    said: str
    text = "仓库编码或名称“{said}”重复。"


MAIN_WAREHOUSE: Final = NewWarehouse("01", "主仓库")


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
    is_demo: bool = False,
) -> Company:
    """A company ready for its first document. ``owner`` becomes owner and all-rounder (S1 小企业模式).

    Made with it: 25 months from that of ``started_on``, the places, the ready-made roles, the chart of the standard
    with every role mapped, tax codes of the taxpayer, units, categories, fund accounts, a department, the walk-in
    customer. Refused with every reason at once: missing or taken code, unknown standard or taxpayer, no warehouse.
    Takes no lock but the insertion's on the code.
    """
    code, name = code.strip(), name.strip()
    raise_all(_problems(code, name, standard, taxpayer, warehouses))
    company = add_company(
        code=code, name=name, standard=standard, taxpayer=taxpayer, started_on=started_on, is_demo=is_demo
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
    _add_lists(company, owner)
    actor = Actor(user_id=owner.pk, company_id=company.pk, name=owner.display_name)
    record(
        actor=actor,
        at=clock.now(),
        action="company.company.opened",
        entity_kind="company",
        entity_id=company.pk,
        data=_opened(company, made),
    )
    return company


def _problems(
    code: str, name: str, standard: str, taxpayer: str, warehouses: Sequence[NewWarehouse]
) -> list[Problem]:
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
        problems += [problem.at(line_no=line_no) for problem in found]
    return problems


def _add_lists(company: Company, owner: User) -> None:
    """The short lists; ``hengku.opening.defaults`` says what is in them."""
    add_units(company_id=company.pk, rows=UNITS)
    add_tax_codes(company_id=company.pk, rows=tax_codes(company.taxpayer))
    add_categories(company_id=company.pk, rows=CATEGORIES)
    add_fund_accounts(company_id=company.pk, rows=FUND_ACCOUNTS)
    add_parties(company_id=company.pk, records=[WALK_IN_CUSTOMER])
    add_department(company_id=company.pk, code=DEPARTMENT[0], name=DEPARTMENT[1])
    add_setting(
        company_id=company.pk,
        key="default_tax_code",
        value=default_tax_code(company.taxpayer, company.started_on),
        effective_on=company.started_on,
        set_by=owner.pk,
    )


def _opened(company: Company, warehouses: Sequence[Warehouse]) -> dict[str, Any]:
    return {
        "code": company.code,
        "name": company.name,
        "standard": company.standard,
        "taxpayer": company.taxpayer,
        "started_on": company.started_on.isoformat(),
        "warehouses": [one.code for one in warehouses],
    }
