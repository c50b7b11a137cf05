"""Filters of a list: what may be asked of each field, and one filter read from what a page or a program sent.

    {"match": "all", "conditions": [{"field": "amount_incl", "op": "between", "value": ["100", "200"]}]}

``match`` is ``all`` (且) or ``any`` (或). Values are text, always in a list. Everything that is wrong is said at once,
the condition by its number. A saved view is read leniently: what cannot be read any more hides no row and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hengku.kit.errors import Invalid, Problem, raise_all
from hengku.kit.numbers import D, NotANumber

CONDITIONS_MAX = 30
VALUES_MAX = 500
TEXT_MAX = 200
ID_MAX = 2**63 - 1
AMOUNT_DIGITS = 18

OPERATORS: Mapping[str, tuple[str, ...]] = {
    "text": ("contains", "starts", "is"),
    "choice": ("in", "not_in"),
    "reference": ("in", "not_in"),
    "date": ("within", "between", "is", "before", "after"),
    "moment": ("within", "between", "is", "before", "after"),
    "amount": ("between", "at_least", "at_most", "is"),
    "flag": ("is",),
}
EMPTINESS = ("empty", "not_empty")
#: How many values an operator takes: one, two (an empty one leaves that side open), any number, or none.
ARITY = {"between": 2, "in": -1, "not_in": -1, "empty": 0, "not_empty": 0}
PERIODS = (
    "today",
    "yesterday",
    "last_7_days",
    "last_30_days",
    "this_week",
    "this_month",
    "last_month",
    "this_year",
    "last_year",
)


@dataclass(eq=False)
class NotAFilter(Invalid):
    """Not the form of a filter at all."""

    reason: str
    text = "筛选条件的格式不正确:{reason}。请重新设置筛选。"


@dataclass(eq=False)
class TooManyConditions(Invalid):
    """More than anybody reads."""

    count: int
    count_max: int
    text = "筛选条件有 {count} 个,最多 {count_max} 个。请删去一些。"


@dataclass(eq=False)
class UnknownFilterField(Invalid):
    """No field of this list, or one the actor may not see."""

    name: str
    known: tuple[str, ...]
    text = "不能按“{name}”筛选:没有这个字段,或您无权查看。"


@dataclass(eq=False)
class UnknownFilterOperator(Invalid):
    """The field cannot be asked that."""

    label: str
    operator: str
    known: tuple[str, ...]
    text = "“{label}”不支持条件 {operator}。可用:{known}。"


@dataclass(eq=False)
class FilterValueInvalid(Invalid):
    """A value that the field never has."""

    label: str
    value: str
    reason: str
    text = "“{label}”的条件值“{value}”不正确:{reason}。"


@dataclass(frozen=True, slots=True)
class FilterField:
    """A field one may ask about. ``choices`` are the codes of a choice; ``nullable`` fields may be empty."""

    key: str
    label: str
    label_en: str
    kind: str
    nullable: bool = False
    choices: tuple[str, ...] = ()

    @property
    def operators(self) -> tuple[str, ...]:
        """What may be asked of it."""
        return OPERATORS[self.kind] + (EMPTINESS if self.nullable else ())


@dataclass(frozen=True, slots=True)
class Condition:
    """One question about one field, its values read: text, Decimal, date, int, bool, or None for an open side."""

    field: str
    op: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that must all hold, or any of them. Without conditions every row passes."""

    conditions: tuple[Condition, ...] = ()
    match: str = "all"


@dataclass(frozen=True, slots=True)
class Lenient:
    """A filter of which the unreadable was left out, and the raw names of what was."""

    filter: Filter
    kept: dict[str, Any]
    ignored: tuple[str, ...] = field(default=())


def read_filter(given: Any, fields: Mapping[str, FilterField]) -> Filter:
    """The filter that ``given`` (parsed JSON, None for no filter) says. Raises every problem at once."""
    if given is None:
        return Filter()
    match, raw = _shape(given)
    problems: list[Problem] = []
    conditions = []
    if len(raw) > CONDITIONS_MAX:
        raise TooManyConditions(count=len(raw), count_max=CONDITIONS_MAX)
    for number, one in enumerate(raw, 1):
        found, wrong = _condition(one, fields)
        problems += [problem.at(line_no=number) for problem in wrong]
        if found is not None:
            conditions.append(found)
    raise_all(problems)
    return Filter(tuple(conditions), match)


def read_leniently(given: Any, fields: Mapping[str, FilterField]) -> Lenient:
    """The filter as far as it can be read: what cannot never hides a row. Where any condition is enough, one that
    cannot be read lets every row pass, so the whole filter is left out.
    """
    if given is None:
        return Lenient(Filter(), {"match": "all", "conditions": []})
    try:
        match, raw = _shape(given)
    except NotAFilter:
        return Lenient(Filter(), {"match": "all", "conditions": []}, ("filter",))
    kept, conditions, ignored = [], [], []
    for one in raw[:CONDITIONS_MAX]:
        found, wrong = _condition(one, fields)
        if found is None or wrong:
            ignored.append(str(one.get("field", "?"))[:64] if isinstance(one, dict) else "?")
        else:
            conditions.append(found)
            kept.append(one)
    ignored += ["…"] if len(raw) > CONDITIONS_MAX else []
    if ignored and match == "any":
        kept, conditions = [], []
    return Lenient(Filter(tuple(conditions), match), {"match": match, "conditions": kept}, tuple(ignored))


def period_days(name: str, today: date) -> tuple[date, date]:
    """First and last day of a period by name, seen from ``today``; weeks begin on Monday."""
    month = today.replace(day=1)
    last_month = (month - timedelta(days=1)).replace(day=1)
    spans = {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "last_7_days": (today - timedelta(days=6), today),
        "last_30_days": (today - timedelta(days=29), today),
        "this_week": (today - timedelta(days=today.weekday()), today + timedelta(days=6 - today.weekday())),
        "this_month": (month, (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)),
        "last_month": (last_month, month - timedelta(days=1)),
        "this_year": (today.replace(month=1, day=1), today.replace(month=12, day=31)),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    return spans[name]


def _shape(given: Any) -> tuple[str, list[Any]]:
    if not isinstance(given, dict) or set(given) - {"match", "conditions"}:
        raise NotAFilter(reason="应为 {match, conditions}")
    match, raw = given.get("match", "all"), given.get("conditions", [])
    if match not in ("all", "any"):
        raise NotAFilter(reason="match 应为 all 或 any")
    if not isinstance(raw, list):
        raise NotAFilter(reason="conditions 应为列表")
    return match, raw


def _condition(one: Any, fields: Mapping[str, FilterField]) -> tuple[Condition | None, list[Problem]]:
    if not isinstance(one, dict) or set(one) - {"field", "op", "value"}:
        return None, [NotAFilter(reason="每个条件应为 {field, op, value}")]
    name, op, raw = one.get("field"), one.get("op"), one.get("value", [])
    known = fields.get(name) if isinstance(name, str) else None
    if known is None:
        return None, [UnknownFilterField(name=str(name)[:64], known=tuple(fields)).at(field="field")]
    if op not in known.operators:
        refused = UnknownFilterOperator(label=known.label, operator=str(op)[:32], known=known.operators)
        return None, [refused.at(field="op")]
    values, problems = _values(known, str(op), raw)
    return (Condition(known.key, str(op), values), []) if not problems else (None, problems)


def _values(known: FilterField, op: str, raw: Any) -> tuple[tuple[Any, ...], list[Problem]]:
    def wrong(value: Any, reason: str) -> Problem:
        return FilterValueInvalid(label=known.label, value=str(value)[:64], reason=reason).at(field="value")

    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        return (), [wrong(raw, "应为文本的列表")]
    arity = ARITY.get(op, 1)
    if (arity >= 0 and len(raw) != arity) or (arity < 0 and not 0 < len(raw) <= VALUES_MAX):
        return (), [wrong(len(raw), f"应有 {arity if arity >= 0 else f'1–{VALUES_MAX}'} 个值")]
    values, problems = [], []
    for text in raw:
        try:
            values.append(None if op == "between" and not text.strip() else _value(known, op, text.strip()))
        except ValueError as fault:
            problems.append(wrong(text, str(fault)))
    if not problems and op == "between":
        low, high = values
        if low is None and high is None:
            problems.append(wrong("", "至少填一端"))
        elif low is not None and high is not None and low > high:
            problems.append(wrong(f"{raw[0]}–{raw[1]}", "前一个应不大于后一个"))
    return tuple(values), problems


def _value(known: FilterField, op: str, text: str) -> Any:
    """One value as its kind; ValueError with the reason."""
    kind = known.kind
    if kind in ("date", "moment"):
        return _period(text) if op == "within" else _day(text)
    if kind == "amount":
        return _amount(text)
    if kind == "reference":
        if not (text.isascii() and text.isdigit() and 0 < int(text[:20]) <= ID_MAX and len(text) < 20):
            raise ValueError("应为编号")
        return int(text)
    if kind == "flag":
        if text not in ("true", "false"):
            raise ValueError("应为 true 或 false")
        return text == "true"
    if kind == "choice" and text not in known.choices:
        raise ValueError("没有这个选项")
    if not text:
        raise ValueError("不能为空")
    if len(text) > TEXT_MAX or "\0" in text:
        raise ValueError(f"最多 {TEXT_MAX} 个字符")
    return text


def _period(text: str) -> str:
    if text not in PERIODS:
        raise ValueError("没有这个期间")
    return text


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or text != day.isoformat() or not 1900 <= day.year <= 9998:
        raise ValueError("日期格式应为 2026-01-31")
    return day


def _amount(text: str) -> Decimal:
    try:
        number = D(text)
    except NotANumber as fault:
        raise ValueError("应为数字") from fault
    if number and number.adjusted() >= AMOUNT_DIGITS:
        raise ValueError("数字太大")
    return number


def by_key(fields: Iterable[FilterField]) -> dict[str, FilterField]:
    """Fields by their key, in order."""
    return {one.key: one for one in fields}
