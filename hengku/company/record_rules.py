"""Checks that every master-data record goes through, whatever it describes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hengku.kit.errors import Invalid, Problem, Refused
from hengku.kit.numbers import quantize


@dataclass(eq=False)
class NameMissing(Invalid):
    """Code and name are what people recognise it by."""

    label: str
    text = "请填写{label}。"


@dataclass(eq=False)
class TextTooLong(Invalid):
    """More characters than are kept."""

    label: str
    length_max: int
    text = "{label}太长:最多 {length_max} 个字。"


@dataclass(eq=False)
class NumberBelowZero(Invalid):
    """A price, limit or count that cannot be negative."""

    label: str
    given: Decimal
    text = "{label}不能小于 0,现为 {given}。"


@dataclass(eq=False)
class NumberTooFine(Invalid):
    """More decimals than are kept; it is not rounded behind anyone's back."""

    label: str
    given: Decimal
    places: int
    text = "{label} {given} 的小数位太多:最多 {places} 位。"


@dataclass(eq=False)
class NumberTooLarge(Invalid):
    """More digits than are kept."""

    label: str
    given: Decimal
    text = "{label} {given} 太大。请检查是否多输入了数字。"


@dataclass(eq=False)
class CodeTaken(Refused):
    """Codes are unique in a company and never reused."""

    label: str
    given: str
    text = "{label}编码“{given}”已存在,请换一个。"


#: Digits before the point of numeric(20, places).
_DIGITS_ALL = 20


def missing(label: str, field: str, given: str) -> list[Problem]:
    """A problem when the text is empty."""
    return [] if given.strip() else [NameMissing(label=label).at(field=field)]


def missing_names(*, code: str, name: str, label: str) -> list[Problem]:
    """A problem for an empty code, and one for an empty name."""
    return missing(f"{label}编码", "code", code) + missing(f"{label}名称", "name", name)


def too_long(texts: Mapping[str, tuple[str, str, int]]) -> list[Problem]:
    """field → (label, text, most): a problem for each text that is longer."""
    return [
        TextTooLong(label=label, length_max=most).at(field=field)
        for field, (label, given, most) in texts.items()
        if len(given) > most
    ]


def number_problems(label: str, field: str, given: Decimal | None, places: int) -> list[Problem]:
    """What is wrong with a number kept as numeric(20, places) and not below zero; None is no number, and right."""
    if given is None:
        return []
    problem: Problem | None = None
    if given < 0:
        problem = NumberBelowZero(label=label, given=given)
    elif given >= Decimal(10) ** (_DIGITS_ALL - places):
        problem = NumberTooLarge(label=label, given=given)
    elif quantize(given, places) != given:
        problem = NumberTooFine(label=label, given=given, places=places)
    return [problem.at(field=field)] if problem else []
