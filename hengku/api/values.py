"""Numbers, ids and dates as they travel: text in JSON, Decimal, int and date inside (G1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from hengku.kit.numbers import D, NotANumber

ID_MAX = 2**63 - 1


def _empty(value: Any) -> bool:
    """A cleared field of a form is nothing, not a wrong value."""
    return isinstance(value, str) and not value.strip()


def _number(value: Any, places: int, digits: int) -> Decimal | None:
    if value is None or _empty(value):
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise PydanticCustomError("not_a_number_text", '数字请用文本传送,如 "12.50"')
    try:
        number = D(value.strip() if isinstance(value, str) else value)
    except NotANumber as problem:
        raise PydanticCustomError("not_a_number", "{text}", {"text": problem.message()}) from None
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise PydanticCustomError("too_many_places", "最多 {places} 位小数", {"places": places})
    if number and number.adjusted() >= digits:
        raise PydanticCustomError("too_large", "数字太大:整数部分最多 {digits} 位", {"digits": digits})
    return number


def _number_type(places: int, digits: int, example: str) -> Any:
    schema = {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d+)?$", "examples": [example]}
    return Annotated[
        Decimal | None, BeforeValidator(lambda value: _number(value, places, digits)), WithJsonSchema(schema)
    ]


# The whole digits leave room in numeric(20, places) for what is computed from them.
Quantity = _number_type(6, 12, "12")
Price = _number_type(8, 10, "3.50")
Amount = _number_type(2, 14, "113.00")
Rate = _number_type(4, 4, "0.13")


def _id(value: Any) -> int | None:
    if value is None or _empty(value):
        return None
    if isinstance(value, dict):  # a reference as the detail page shows it
        return _id(value.get("id"))
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) <= ID_MAX):
        raise PydanticCustomError("not_an_id", "编号不正确,请从列表中选择")
    return int(text)


Id = Annotated[
    int | None,
    BeforeValidator(_id),
    WithJsonSchema({"type": ["string", "null"], "pattern": r"^\d+$", "examples": ["1024"]}),
]

#: The same where there must be one: an element of a list.
SomeId = Annotated[
    int,
    BeforeValidator(_id),
    WithJsonSchema({"type": "string", "pattern": r"^\d+$", "examples": ["1024"]}),
]


def _day(value: Any) -> date | None:
    if value is None or _empty(value):
        return None
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        day = None
    if day is None or str(value) != day.isoformat() or not 1900 <= day.year <= 9998:
        raise PydanticCustomError("not_a_day", "日期格式应为 2026-01-31")
    return day


Day = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"type": ["string", "null"], "format": "date", "examples": ["2026-01-31"]}),
]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "应为文本")
    return value.strip()


Text = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": ["string", "null"]})]


def _flag(value: Any) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        raise PydanticCustomError("not_a_flag", "应为 true 或 false")
    return value


Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": ["boolean", "null"]})]
