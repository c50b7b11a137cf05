"""Values as they stand on paper. Pure; every number from Decimal or text, none from float."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hengku.kit.numbers import D, NotANumber, amount_in_capitals, exact_text
from hengku.printing.columns import Column

#: Runs without a place to break are given some, so that a long word stays in its column.
LONG_RUN = re.compile(r"[!-,.-~]{15,}")  # at a hyphen there is a place already
BREAK = "\u200b"
STATE_MARKS = {"draft": "草稿", "reversed": "已红冲", "cancelled": "已作废", "revised": "已变更"}


def number_of(value: Any) -> Decimal | None:
    """A number of a line or header, be it Decimal or text; None where there is none."""
    if value in (None, ""):
        return None
    try:
        return D(value)
    except (NotANumber, TypeError):
        return None


def grouped(number: Decimal, places: int = 0) -> str:
    """1234567.5 → 1,234,567.50, with at least ``places`` decimals."""
    whole, _, decimals = exact_text(number, places).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return sign + f"{int(digits):,}" + (f".{decimals}" if decimals else "")


def money(amount: Decimal | None) -> str:
    """An amount with two decimals; "" where there is none."""
    return "" if amount is None else grouped(amount, 2)


def capitals(amount: Decimal) -> str:
    """人民币大写, with its currency before it."""
    return "人民币" + amount_in_capitals(amount)


def day(value: Any) -> str:
    """2026-11-21, of a date or a text of one."""
    return value.isoformat()[:10] if isinstance(value, (date, datetime)) else str(value or "")[:10]


def plain(value: Any) -> str:
    """Text of one paragraph: line ends and tabs become blanks, control characters nothing."""
    spaced = re.sub(r"[\s\u2028\u2029]+", " ", str(value or ""))
    return "".join(
        one for one in spaced if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    ).strip()


def breakable(text: str) -> str:
    """``text`` with places to break inside long words."""
    return LONG_RUN.sub(lambda run: BREAK.join(re.findall(r".{1,6}", run[0])), text)


def width_em(text: str) -> Decimal:
    """About how wide a text is, in ems of its size: an ideograph 1, a digit 0.56."""
    wide = sum(1 for one in text if unicodedata.east_asian_width(one) in "WFA")
    thin = sum(text.count(one) for one in ",.")
    return wide + Decimal("0.3") * thin + Decimal("0.57") * (len(text) - wide - thin)


def value_text(kind: str, choices: tuple[tuple[str, str], ...], value: Any) -> str:
    """A value of header or line by its kind: choices by their label, references by their name."""
    if value in (None, ""):
        return ""
    if kind == "flag":
        return "是" if value in (True, "true", "1") else ""
    if isinstance(value, Mapping):
        return plain(value.get("name") or value.get("number") or "")
    if kind == "date":
        return day(value)
    if kind == "choice":
        return dict(choices).get(str(value), plain(value))
    return number_text(kind, value) if kind in ("quantity", "price", "amount", "rate") else plain(value)


def number_text(kind: str, value: Any) -> str:
    """A number by its kind: money two decimals, prices at least two, rates in percent, quantities as they are."""
    number = number_of(value)
    if number is None:
        return ""
    if kind == "rate":
        return f"{exact_text(number * 100)}%"
    return grouped(number, {"amount": 2, "price": 2}.get(kind, 0))


def cell_text(column: Column, line: Mapping[str, Any]) -> str:
    """What stands in a column of a line."""
    value = cell_value(column, line)
    if column.kind == "account" and isinstance(value, Mapping):
        return plain(f"{value.get('code', '')} {value.get('name', '')}")
    return value_text(column.kind, column.choices, value)


def cell_value(column: Column, line: Mapping[str, Any]) -> Any:
    """The value behind a column; ``product.code`` is a part of a reference."""
    key, _, part = column.key.partition(".")
    value = line.get(key)
    if not part:
        return value
    return value.get(part) if isinstance(value, Mapping) else None
