"""The five ways to say no, as data with a sentence (style: a class per refusal, beside what raises it).

    @dataclass(eq=False)          # not frozen: contextlib sets __traceback__; no eq: exceptions must hash
    class AppliesTooMuch(Refused):
        item_id: int
        amount: Decimal
        text = "核销 {amount} 超过未结,请改小金额"

The text says what is wrong and what to do, in Chinese, and may name only fields of its class: a
template that names anything else fails when the class is made. The code is the class name in capitals
(APPLIES_TOO_MUCH) unless given. Nothing here knows HTTP: the table from kind to status is in api/.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from inspect import get_annotations
from string import Formatter
from typing import Any, ClassVar, Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Where:
    """Which document of the call (from 0), which line number, which field of it is meant."""

    document: int | None = None
    line_no: int | None = None
    field: str | None = None

    def data(self) -> dict[str, int | str]:
        """What is known of the place, for JSON."""
        known = {"document": self.document, "line_no": self.line_no, "field": self.field}
        return {key: value for key, value in known.items() if value is not None}

    def __str__(self) -> str:
        parts = [
            f"第{self.document + 1}张单据" if self.document is not None else "",
            f"第{self.line_no}行" if self.line_no is not None else "",
            self.field or "",
        ]
        return " ".join(part for part in parts if part)


NOWHERE = Where()


def _code_of(name: str) -> str:
    """AppliesTooMuch → APPLIES_TOO_MUCH, NotANumber → NOT_A_NUMBER, HTTPGone → HTTP_GONE."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).upper()


class Problem(Exception):
    """What all refusals share. Raise one of its five kinds, never this."""

    text: ClassVar[str] = "操作未能完成"
    code: ClassVar[str] = "PROBLEM"
    #: Set by at(); kept off the constructor so that a class may have a field `line_no` of its own.
    where: Where = NOWHERE

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "code" not in cls.__dict__:
            cls.code = _code_of(cls.__name__)
        taken = {"text", "code", "where"} & get_annotations(cls).keys()
        if taken:
            raise TypeError(f"{cls.__name__} cannot have a field {taken.pop()!r}: every problem has its own")
        kinds = cls.__mro__[: cls.__mro__.index(Problem)]
        known = {name for kind in kinds for name in get_annotations(kind)}
        for _, name, _, _ in Formatter().parse(cls.text):
            if name is not None and re.split(r"[.\[]", name)[0] not in known:
                raise TypeError(f"{cls.__name__}.text names {{{name}}}, which is no field of it")

    def at(
        self, *, document: int | None = None, line_no: int | None = None, field: str | None = None
    ) -> Self:
        """Add where it is (what is already known stays), and give the problem back to raise or collect."""
        self.where = replace(
            self.where,
            document=self.where.document if self.where.document is not None else document,
            line_no=self.where.line_no if self.where.line_no is not None else line_no,
            field=self.where.field if self.where.field is not None else field,
        )
        return self

    def data(self) -> dict[str, Any]:
        """The fields, safe for JSON: decimals and dates as text."""
        return {name: _json_safe(getattr(self, name)) for name in self._names()}

    def message(self) -> str:
        """The sentence for people, without the place."""
        names = self._names()
        return (
            self.text.format_map({name: _readable(getattr(self, name)) for name in names})
            if names
            else self.text
        )

    def _names(self) -> list[str]:
        kind: Any = type(self)  # a plain class for the type checker; its subclasses are dataclasses
        return [field.name for field in fields(kind)] if is_dataclass(kind) else []

    def as_data(self) -> dict[str, Any]:
        """Everything about it in one JSON-safe dict: code, message, data, where."""
        return {
            "code": self.code,
            "message": self.message(),
            "data": self.data(),
            "where": self.where.data(),
        }

    def __str__(self) -> str:
        place = str(self.where)
        return f"{place}:{self.message()}" if place else self.message()


@dataclass(eq=False)
class Refused(Problem):
    """The request is well formed, but the state of the books does not allow it."""

    text = "现在不能执行该操作"


@dataclass(eq=False)
class Invalid(Problem):
    """The request itself is wrong, whatever the state of the books."""

    text = "填写的内容有误"


@dataclass(eq=False)
class Forbidden(Problem):
    """The actor lacks the right."""

    text = "没有执行该操作的权限,请联系管理员"


@dataclass(eq=False)
class NotFound(Problem):
    """It does not exist, or the actor may not know that it does."""

    text = "找不到该记录,可能已被删除或无权查看"


@dataclass(eq=False)
class Busy(Problem):
    """Somebody else holds what is needed; the same request may be repeated unchanged."""

    text = "系统正忙,请稍后重试"


@dataclass(eq=False)
class Problems(Invalid):
    """Several reasons at once, each with its own place, so that nobody fixes one only to meet the next."""

    problems: Sequence[Problem]
    text = "有多处问题需要处理"

    @property
    def kinds(self) -> tuple[type[Problem], ...]:
        """Which of the kinds occur, the gravest first: forbidden, not found, refused, invalid, busy."""
        order = (Forbidden, NotFound, Refused, Invalid, Busy)
        return tuple(kind for kind in order if any(isinstance(one, kind) for one in self.problems))

    def data(self) -> dict[str, Any]:
        """Every problem with its code, message, data and place."""
        return {"problems": [problem.as_data() for problem in self.problems]}

    def message(self) -> str:
        """How many there are, then one on each line with its place."""
        lines = [f"共 {len(self.problems)} 处问题:", *(str(problem) for problem in self.problems)]
        return "\n".join(lines)


def raise_all(problems: Sequence[Problem]) -> None:
    """Raise what was collected: nothing when empty, the problem itself when it is one, else Problems."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise Problems(problems=tuple(problems))


def _decimal_text(number: Decimal) -> str:
    # Money always has two places and keeps them (100.00); a quantity read from the database has six
    # and is said as people say it (5.000000 → 5).
    text = format(number, "f")
    if number.as_tuple().exponent != -2 and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def _json_safe(value: Any) -> Any:
    if isinstance(value, Enum):
        return _json_safe(value.value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Problem):
        return value.as_data()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _json_safe(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _json_safe(entry) for key, entry in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((_json_safe(entry) for entry in value), key=str)
    if isinstance(value, Sequence):
        return [_json_safe(entry) for entry in value]
    raise TypeError(f"an error's field cannot be a {type(value).__name__}")


def _readable(value: Any) -> Any:
    """A value as it stands in a sentence. What has a format of its own (objects, int) stays itself."""
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, (list, tuple)):
        return "、".join(str(_readable(entry)) for entry in value)
    if isinstance(value, (set, frozenset)):
        return "、".join(sorted(str(_readable(entry)) for entry in value))
    return "(空)" if value is None else value
