"""Order and pages of a list. A page begins where another ended, by the values of its last row and not by a count, so
that the thousandth page costs what the first does.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, F, Func, Value

from hengku.documents.queries_filter import AMOUNTS
from hengku.kit.errors import Invalid
from hengku.kit.models import CompanyQuerySet
from hengku.kit.numbers import D, NotANumber

#: What a list can be ordered by, with the columns behind it; the id always comes last, so that pages never overlap.
SORTS = {
    "business_on": "business_on",
    "number": "number",
    "state": "state",
    "party": "party__name",
    "posted_at": "posted_at",
    "created_at": "created_at",
    "amount_net": "amount_net",
    "amount_incl": "amount_incl",
}
#: Orders with an index of their own behind each type, whose values are always there: these have cursors, and several
#: types are merged from the first rows of each.
INDEXED = ("business_on", "number", "created_at", "amount_incl")
CURSOR_MAX = 400
#: Rows read from each type's own index before they are merged; deeper pages by number are sorted as a whole.
MERGED_ROWS_MAX = 2_500
END = "end"


@dataclass(eq=False)
class CannotSort(Invalid):
    """Not a column of the list, or one the actor may not see."""

    sort: str
    known: tuple[str, ...]
    text = "不能按 {sort} 排序。可用:{known},前面加 - 表示倒序。"


@dataclass(eq=False)
class CursorInvalid(Invalid):
    """Not a place in this list in this order."""

    text = "页码标记不正确,或与当前排序不符。请回到第一页。"


@dataclass(frozen=True, slots=True)
class Order:
    """A column, and which way. ``reversed`` gives the order in which the page before is read."""

    key: str
    descending: bool

    @property
    def text(self) -> str:
        """As it is asked: ``-business_on``."""
        return f"-{self.key}" if self.descending else self.key

    @property
    def columns(self) -> tuple[str, str]:
        """For ``order_by``."""
        sign = "-" if self.descending else ""
        return f"{sign}{SORTS[self.key]}", f"{sign}id"

    def reversed(self) -> Order:
        """The other way."""
        return Order(self.key, not self.descending)


@dataclass(frozen=True, slots=True)
class Cursor:
    """After (or before) the row with this value and id; ``at_end`` is the last page."""

    backwards: bool
    value: Any = None
    row_id: int = 0
    at_end: bool = False


def read_order(sort: str, *, hides_amounts: bool) -> Order:
    """The order that ``sort`` asks; refused for what is no column, or one the actor may not see."""
    key = sort.removeprefix("-")
    known = tuple(k for k in SORTS if not (hides_amounts and k in AMOUNTS))
    if key not in known:
        raise CannotSort(sort=sort[:32], known=known).at(field="sort")
    return Order(key, sort.startswith("-"))


def read_cursor(text: str, order: Order) -> Cursor | None:
    """The place a cursor names; None for the first page. Refused when it is of another order."""
    if not text:
        return None
    if order.key not in INDEXED:
        raise CursorInvalid().at(field="cursor")
    if text == END:
        return Cursor(backwards=True, at_end=True)
    try:
        way, sort, value, row_id = json.loads(base64.urlsafe_b64decode(text[:CURSOR_MAX].encode()))
        if (
            way not in ("a", "b")
            or sort != order.text
            or not isinstance(row_id, int)
            or isinstance(row_id, bool)
        ):
            raise CursorInvalid
        return Cursor(way == "b", _read(order.key, value), row_id)
    except (ValueError, TypeError, binascii.Error, NotANumber):
        raise CursorInvalid().at(field="cursor") from None


def cursor_text(order: Order, row: dict[str, Any], *, backwards: bool) -> str:
    """The cursor of the page after (or before) a row."""
    value = row[order.key]
    told = value.isoformat() if isinstance(value, (date, datetime)) else str(value)
    packed = json.dumps(["b" if backwards else "a", order.text, told, row["id"]], ensure_ascii=False)
    return base64.urlsafe_b64encode(packed.encode()).decode()


def beyond(found: CompanyQuerySet, order: Order, cursor: Cursor | None) -> CompanyQuerySet:
    """The rows that come after the cursor in this order, by one comparison of pairs, which the index answers."""
    if cursor is None or cursor.at_end:
        return found
    here = Func(F(SORTS[order.key]), F("id"), template="(%(expressions)s)")
    there = Func(Value(cursor.value), Value(cursor.row_id), template="(%(expressions)s)")
    sign = " < " if order.descending else " > "
    return found.filter(
        Func(here, there, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField())
    )


def first_ids(
    found: CompanyQuerySet, codes: Sequence[str], order: Order, cursor: Cursor | None, size: int
) -> list[int]:
    """Ids of the first ``size`` rows of these types in this order.

    In an indexed order each type's index gives its own first rows, and only those are merged: the same cost with a
    million documents as with a thousand.
    """
    found = beyond(found, order, cursor)
    if order.key not in INDEXED or len(codes) < 2 or size > MERGED_ROWS_MAX:
        rows = found.filter(type_code__in=codes).order_by(*order.columns).values_list("id", flat=True)
        return list(rows[:size])
    column = SORTS[order.key]
    parts = [
        found.filter(type_code=code).order_by(*order.columns).values_list("id", column)[:size]
        for code in codes
    ]
    merged = parts[0].union(*parts[1:], all=True).order_by(*order.columns)[:size]
    return [row[0] for row in merged]


def _read(key: str, value: Any) -> Any:
    if not isinstance(value, str):
        raise CursorInvalid
    if key == "business_on":
        return date.fromisoformat(value)
    if key == "created_at":
        return _aware(datetime.fromisoformat(value))
    return D(value) if key in AMOUNTS else value


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise CursorInvalid
    return moment
