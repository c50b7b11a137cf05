"""Reading what a person or a program asks of a report, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from hengku.catalog.models import Category, Product
from hengku.company.models import Employee, Warehouse
from hengku.identity.models import User
from hengku.kit.errors import Problem, raise_all
from hengku.ledger.models import Account, Voucher
from hengku.parties.models import FundAccount, Party
from hengku.reports.declaration import Parameter, ReportType, Row
from hengku.reports.errors import (
    DatesReversed,
    ParameterMissing,
    ParameterWrong,
    ReferenceNotFound,
    UnknownParameter,
)

REFERENCES: dict[str, Callable[[], QuerySet[Any]]] = {
    "product": Product.objects.all,
    "warehouse": Warehouse.objects.all,
    "category": Category.objects.all,
    "party": Party.objects.all,
    "supplier": Party.objects.all,
    "customer": Party.objects.all,
    "account": Account.objects.all,
    "fund_account": FundAccount.objects.all,
    "employee": Employee.objects.all,
    "voucher": Voucher.objects.all,
    "maker": lambda: User.objects.annotate(company_id=F("memberships__company_id")),
}
#: What a chosen record is called, where it is not its name.
NAME_COLUMNS = {"voucher": "number", "maker": "display_name"}
ID_MAX = 2**63 - 1


def read_parameters(report: ReportType, given: Mapping[str, Any], *, company_id: int, today: date) -> Row:
    """Every parameter of ``report`` by key: dates, ids, flags and text; None where nothing was said.

    Refuses unknown names, missing and unreadable values, first day after last, and ids of another company.
    """
    known = {parameter.key: parameter for parameter in report.parameters}
    problems: list[Problem] = [
        UnknownParameter(name=str(name)[:64], known=tuple(known)).at(field=str(name)[:64])
        for name in given
        if name not in known
    ]
    values: Row = {}
    for parameter in report.parameters:
        value = given.get(parameter.key)
        if value in (None, ""):
            value = _default(parameter, today)
        if value in (None, ""):
            values[parameter.key] = None
            if parameter.required:
                problems.append(ParameterMissing(label=parameter.label).at(field=parameter.key))
            continue
        try:
            values[parameter.key] = _read(parameter, value, company_id)
        except (ParameterWrong, ReferenceNotFound) as problem:
            problems.append(problem.at(field=parameter.key))
    first, last = values.get("from"), values.get("to")
    if first and last and first > last:
        problems.append(DatesReversed(first=first, last=last).at(field="from"))
    raise_all(problems)
    return values


def readable(
    report: ReportType, given: Mapping[str, str], *, company_id: int
) -> tuple[dict[str, str], list[str]]:
    """What of ``given`` the report can be asked today, and the names of the rest: parameters it does not have, choices
    and records that are no more, a first day after the last. One statement for each record.
    """
    known = {parameter.key: parameter for parameter in report.parameters}
    values: Row = {}
    for key, text in given.items():
        try:
            values[key] = _read(known[key], text, company_id) if key in known else None
        except (ParameterWrong, ReferenceNotFound):
            continue
    first, last = values.get("from"), values.get("to")
    if first and last and first > last:
        del values["from"], values["to"]
    kept = {key: text for key, text in given.items() if values.get(key) is not None}
    return kept, [key for key in given if key not in kept]


def _default(parameter: Parameter, today: date) -> Any:
    if parameter.kind != "date":
        return parameter.default
    return {"today": today, "month_start": today.replace(day=1)}.get(parameter.default)


def _read(parameter: Parameter, value: Any, company_id: int) -> Any:
    kind = parameter.kind
    if kind == "date":
        return _read_date(parameter, value)
    if kind in REFERENCES:
        return _read_reference(parameter, value, company_id)
    text = str(value).strip()
    if kind == "flag":
        if text.lower() not in ("true", "false", "1", "0"):
            raise ParameterWrong(label=parameter.label, value=text[:64], wanted="是(true)或否(false)")
        return text.lower() in ("true", "1")
    if kind == "choice":
        codes = [choice.code for choice in parameter.choices]
        if text not in codes:
            raise ParameterWrong(label=parameter.label, value=text[:64], wanted="、".join(codes) + " 之一")
    if len(text) > 200 or "\0" in text:
        raise ParameterWrong(label=parameter.label, value=text[:64], wanted="不超过 200 个字")
    return text


def _read_date(parameter: Parameter, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        day = None
    # 2026-W01-1 and 20260101 are dates to Python and to nobody else.
    if day is None or str(value) != day.isoformat():
        raise ParameterWrong(label=parameter.label, value=str(value)[:64], wanted="日期,如 2026-01-31")
    return day


def _read_reference(parameter: Parameter, value: Any, company_id: int) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and 0 < int(text[:20]) <= ID_MAX):
        raise ParameterWrong(label=parameter.label, value=text[:64], wanted="编号")
    found = REFERENCES[parameter.kind]().filter(company_id=company_id, pk=int(text))
    if not found.exists():
        raise ReferenceNotFound(label=parameter.label, reference=text)
    return int(text)


def names_of_chosen(report: ReportType, values: Mapping[str, Any], *, company_id: int) -> dict[str, str]:
    """What the chosen records are called, by parameter. One statement for each that is chosen."""
    names = {}
    for parameter in report.parameters:
        pk = values.get(parameter.key)
        if parameter.kind not in REFERENCES or pk is None:
            continue
        found = REFERENCES[parameter.kind]().filter(company_id=company_id, pk=pk)
        names[parameter.key] = str(
            found.values_list(NAME_COLUMNS.get(parameter.kind, "name"), flat=True).first() or ""
        )
    return names


def category_ids(company_id: int, category_id: int | None) -> list[int] | None:
    """A category and all below it; None for all products. One query."""
    if category_id is None:
        return None
    children: dict[int | None, list[int]] = {}
    for pk, parent in Category.objects.filter(company_id=company_id).values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, open_ids = {category_id}, [category_id]
    while open_ids:
        for child in children.get(open_ids.pop(), ()):
            if child not in found:  # a circle of parents must not hang a report
                found.add(child)
                open_ids.append(child)
    return sorted(found)
