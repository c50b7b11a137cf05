"""Reading a case: every number exact, every field accounted for (domain.md appendix B).

A field that nobody reads would be a condition silently ignored, so it makes the case unsupported instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import D, exact_text, to_fen

#: Words for people; they change nothing.
NARRATIVE: Final = frozenset({"note", "title", "comment", "description", "text"})
_NO_DEFAULT: Final = object()


@dataclass(eq=False)
class CaseMalformed(Invalid):
    """The case itself is wrong, whatever the books would say."""

    path: str
    reason: str
    text = "用例有误:{path} {reason}"


@dataclass(eq=False)
class InputDisagrees(Invalid):
    """The case states as given what the books, asked, say otherwise."""

    path: str
    expected: str
    got: str
    text = "用例给定 {path} 为 {expected},账上为 {got}"


@dataclass(eq=False)
class CaseUnsupported(Invalid):
    """The case is well formed, and speaks of something the product does not do yet."""

    reason: str
    text = "暂不支持:{reason}"


class Fields:
    """One object of a case's input. What was asked of it counts as read, by whoever asked."""

    def __init__(self, data: Any, path: str) -> None:
        if not isinstance(data, dict):
            raise CaseMalformed(path, "应为对象")
        self.path = path
        self._data: dict[str, Any] = data
        self._left = {
            str(key) for key, value in data.items() if value is not None
        } - NARRATIVE  # null says nothing
        self._inner: dict[str, Fields] = {}

    def __contains__(self, key: str) -> bool:
        return self._data.get(key) is not None  # null says nothing

    def names(self) -> list[str]:
        """The names of all fields that are there, words for people apart."""
        return [key for key, value in self._data.items() if value is not None and key not in NARRATIVE]

    def unread(self) -> list[str]:
        """Paths of the fields nobody asked for, those of inner objects too."""
        return sorted(f"{self.path}.{key}" for key in self._left) + [
            path for inner in self._inner.values() for path in inner.unread()
        ]

    def called(self, *names: str) -> str:
        """Which of several names of one thing this object uses; the first where it has none of them."""
        return next((name for name in names if name in self), names[0])

    def given(self, key: str) -> Any:
        """The value as it stands in the file, None where there is none."""
        self._left.discard(key)
        return self._data.get(key)

    def malformed(self, key: str, reason: str) -> CaseMalformed:
        """The refusal of one field."""
        return CaseMalformed(f"{self.path}.{key}", reason)

    def _value(self, key: str, default: Any) -> Any:
        value = self.given(key)
        if value is None:
            if default is _NO_DEFAULT:
                raise self.malformed(key, "缺少")
            return default
        return value

    def number(self, key: str, default: Any = _NO_DEFAULT) -> Any:
        """A decimal, exactly as written; refuses a JSON number with a point, which may not be exact (G1)."""
        value = self._value(key, default)
        if value is default:
            return default
        try:
            return D(value)
        except (TypeError, Problem):
            raise self.malformed(key, f"“{str(value)[:40]}”不是十进制数字文本") from None

    def amount(self, key: str, default: Any = _NO_DEFAULT) -> Any:
        """Money: no finer than fen."""
        value = self.number(key, default)
        if isinstance(value, Decimal) and to_fen(value) != value:
            raise self.malformed(key, f"{value} 不是两位小数以内的金额")
        return value

    def quantity(self, key: str, default: Any = _NO_DEFAULT) -> Any:
        """A quantity, above zero: the direction is the movement's."""
        value = self.number(key, default)
        if isinstance(value, Decimal) and value <= 0:
            raise self.malformed(key, f"{value} 不是大于 0 的数量")
        return value

    def stock(self, key: str, default: Any = _NO_DEFAULT) -> Any:
        """A quantity that may be none at all."""
        value = self.number(key, default)
        if isinstance(value, Decimal) and value < 0:
            raise self.malformed(key, f"{value} 小于 0")
        return value

    def text(self, key: str, default: Any = _NO_DEFAULT) -> str:
        """A text that is not empty."""
        value = self._value(key, default)
        if value is default:
            return str(default)
        if not isinstance(value, str) or not value:
            raise self.malformed(key, f"应为文字,不是 {str(value)[:40]!r}")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.malformed(key, "应为 true 或 false")
        return value

    def day(self, key: str, default: Any = _NO_DEFAULT) -> date:
        """A date, 2026-01-05."""
        value = self._value(key, default)
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.malformed(key, f"“{str(value)[:40]}”不是日期") from None

    def inner(self, key: str) -> Fields:
        """An object inside; a missing one reads as empty."""
        return self._keep(self._value(key, {}), f"{self.path}.{key}")

    def rows(self, key: str, *, may_be_one: bool = False) -> list[Fields]:
        """A list of objects; a missing one reads as empty. ``may_be_one``: a single object is a list of it."""
        value = self._value(key, [])
        if may_be_one and isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            raise self.malformed(key, "应为列表")
        return [self._keep(row, f"{self.path}.{key}[{number}]") for number, row in enumerate(value)]

    def _keep(self, data: Any, path: str) -> Fields:
        """An inner object, the same one whoever asks: what one reader leaves another may read."""
        if path not in self._inner:
            self._inner[path] = Fields(data, path)
        return self._inner[path]


def money(amount: Decimal) -> str:
    """An amount as cases write it: 100.00."""
    return exact_text(amount, 2)


def count(quantity: Decimal) -> str:
    """A quantity as cases write it, without trailing zeros: 41."""
    return exact_text(quantity)
