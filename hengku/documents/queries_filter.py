"""A filter as conditions of the database: the fields of document lists, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hengku.documents.declaration import DocumentType
from hengku.documents.filter_rules import Condition, Filter, FilterField, by_key, period_days
from hengku.documents.models import Line
from hengku.kit.models import CompanyQuerySet

AMOUNTS = ("amount_net", "amount_tax", "amount_incl")
TEXT_LOOKUPS = {"contains": "icontains", "starts": "istartswith", "is": "iexact"}


def fields_for(kinds: Sequence[DocumentType], *, hides_amounts: bool) -> dict[str, FilterField]:
    """What lists of these types can be filtered by. Amounts are left out where any of them is hidden from the
    actor: asking about them would tell them.
    """
    has = {one.key for kind in kinds for one in kind.header}
    states = tuple(dict.fromkeys(state for kind in kinds for state in kind.states.labels))
    codes = tuple(kind.code for kind in kinds)
    found = [
        FilterField("id", "单据", "Document", "reference"),  # chosen rows
        FilterField("type_code", "单据类型", "Type", "choice", choices=codes),
        FilterField("number", "单号", "Number", "text"),
        FilterField("business_on", "业务日期", "Date", "date"),
        FilterField("due_on", "到期日", "Due", "date", nullable=True),
        FilterField("party", "往来单位", "Party", "reference", nullable=True),
        FilterField("warehouse", "仓库", "Warehouse", "reference", nullable=True),
        FilterField("department", "部门", "Department", "reference", nullable=True),
        FilterField("handler", "经手人", "Handled by", "reference", nullable=True),
        FilterField("fund_account", "资金账户", "Fund account", "reference", nullable=True),
        FilterField("product", "商品", "Product", "reference"),
        FilterField("state", "状态", "State", "choice", choices=states),
        FilterField("amount_net", "金额", "Net", "amount"),
        FilterField("amount_tax", "税额", "Tax", "amount"),
        FilterField("amount_incl", "价税合计", "Total", "amount"),
        FilterField("is_red", "红字", "Red", "flag"),
        FilterField("remark", "备注", "Remark", "text", nullable=True),
        FilterField("source_number", "来源单号", "Outside number", "text", nullable=True),
        FilterField("created_by", "制单人", "Made by", "reference"),
        FilterField("created_at", "制单时间", "Made at", "moment"),
        FilterField("posted_by", "过账人", "Posted by", "reference", nullable=True),
        FilterField("posted_at", "过账时间", "Posted at", "moment", nullable=True),
    ]
    headed = ("due_on", "party", "warehouse", "department", "handler", "fund_account")
    absent = {key for key in headed if key not in has}
    if len(kinds) == 1:
        absent.add("type_code")
        absent |= set(AMOUNTS) if kinds[0].amounts == "none" else set()
        absent |= {"product"} if not any(one.key == "product" for one in kinds[0].lines) else set()
    if hides_amounts:
        absent |= set(AMOUNTS)
    return by_key(one for one in found if one.key not in absent)


def filtered(
    found: CompanyQuerySet, asked: Filter, *, today: date, fields: Mapping[str, FilterField] | None = None
) -> CompanyQuerySet:
    """The rows that the filter lets pass; ``today`` is what “this month” counts from. ``fields`` are those of another
    table than the documents, by the names of its columns.
    """
    parts = [
        _of(one, today)
        if fields is None
        else _BY_KIND[fields[one.field].kind](one.field, one.op, one.values, today)
        for one in asked.conditions
    ]
    if not parts:
        return found
    together = parts[0]
    for part in parts[1:]:
        together = together | part if asked.match == "any" else together & part
    return found.filter(together)


def _of(condition: Condition, today: date) -> Q:
    field, op, values = condition.field, condition.op, condition.values
    if field == "product":
        there = Exists(
            Line.objects.filter(
                company_id=OuterRef("company_id"), document_id=OuterRef("pk"), product_id__in=values
            )
        )
        return Q(there) if op == "in" else ~Q(there)
    return _BY_KIND[_KINDS[field]](field, op, values, today)


def _text(field: str, op: str, values: tuple[Any, ...], _today: date) -> Q:
    if op in ("empty", "not_empty"):
        return Q(**{field: ""}) if op == "empty" else ~Q(**{field: ""})
    return Q(**{f"{field}__{TEXT_LOOKUPS[op]}": values[0]})


def _choice(field: str, op: str, values: tuple[Any, ...], _today: date) -> Q:
    chosen = Q(**{f"{field}__in": values})
    return chosen if op == "in" else ~chosen


def _reference(field: str, op: str, values: tuple[Any, ...], _today: date) -> Q:
    columns = {"warehouse": ("warehouse_id", "warehouse_to_id"), "created_by": ("created_by",),
               "posted_by": ("posted_by",), "id": ("id",)}.get(field, (f"{field}_id",))  # fmt: skip
    if op in ("empty", "not_empty"):
        nothing = Q(**{f"{columns[0]}__isnull": True})
        return nothing if op == "empty" else ~nothing
    chosen = Q(**{f"{columns[0]}__in": values})
    for column in columns[1:]:
        chosen |= Q(**{f"{column}__in": values})
    return chosen if op == "in" else ~chosen


def _span(op: str, values: tuple[Any, ...], today: date) -> tuple[date | None, date | None]:
    """First and last day, None for an open side."""
    if op == "within":
        return period_days(values[0], today)
    if op == "between":
        return values[0], values[1]
    day = values[0]
    spans = {
        "is": (day, day),
        "before": (None, day - timedelta(days=1)),
        "after": (day + timedelta(days=1), None),
    }
    return spans[op]


def _date(field: str, op: str, values: tuple[Any, ...], today: date) -> Q:
    if op in ("empty", "not_empty"):
        return Q(**{f"{field}__isnull": op == "empty"})
    first, last = _span(op, values, today)
    asked = Q() if first is None else Q(**{f"{field}__gte": first})
    return asked if last is None else asked & Q(**{f"{field}__lte": last})


def _moment(field: str, op: str, values: tuple[Any, ...], today: date) -> Q:
    if op in ("empty", "not_empty"):
        return Q(**{f"{field}__isnull": op == "empty"})
    first, last = _span(op, values, today)
    asked = Q() if first is None else Q(**{f"{field}__gte": _start_of(first)})
    return asked if last is None else asked & Q(**{f"{field}__lt": _start_of(last + timedelta(days=1))})


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _amount(field: str, op: str, values: tuple[Any, ...], _today: date) -> Q:
    if op == "is":
        return Q(**{field: values[0]})
    low = values[0] if op in ("between", "at_least") else None
    high = values[-1] if op in ("between", "at_most") else None
    asked = Q() if low is None else Q(**{f"{field}__gte": low})
    return asked if high is None else asked & Q(**{f"{field}__lte": high})


def _flag(field: str, _op: str, values: tuple[Any, ...], _today: date) -> Q:
    return Q(**{field: values[0]})


_BY_KIND: dict[str, Callable[[str, str, tuple[Any, ...], date], Q]] = {
    "text": _text,
    "choice": _choice,
    "reference": _reference,
    "date": _date,
    "moment": _moment,
    "amount": _amount,
    "flag": _flag,
}
_KINDS = {
    **dict.fromkeys(("type_code", "state"), "choice"),
    **dict.fromkeys(("number", "remark", "source_number"), "text"),
    **dict.fromkeys(("business_on", "due_on"), "date"),
    **dict.fromkeys(("created_at", "posted_at"), "moment"),
    **dict.fromkeys(
        ("id", "party", "warehouse", "department", "handler", "fund_account", "created_by", "posted_by"), "reference"
    ),
    **dict.fromkeys(AMOUNTS, "amount"),
    "is_red": "flag",
}
