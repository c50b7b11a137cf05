"""Tables going out: .xlsx and .csv that read back as they were written, and in which no cell is a live formula.

    write_xlsx(path, [SheetOut("商品", [ColumnOut("编码"), ColumnOut("单价")], rows)])

In a workbook text is written as text, whatever it begins with, into columns formatted as text: it stays text
even after somebody edits it, and a code typed into an empty template keeps its zeros. A CSV has no types, so
text that a spreadsheet would run gets an apostrophe in front, and our own reader of such files takes it off.
(reliability.md X32)
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from rustpy_xlsxwriter import Format, write_worksheets

from hengku.kit.errors import Invalid
from hengku.kit.tables.cells import EXACT_DIGITS
from hengku.kit.tables.neutral import neutral

Out = str | int | Decimal | date | time | bool | None
KindOut = Literal["text", "number", "date", "moment"]

_LONGEST_CELL: Final = 32_767
_LONGEST_NAME: Final = 31
_PLAIN_DIGITS: Final = EXACT_DIGITS - 4
_PEEK: Final = 200
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FORMATS: Final[dict[str, str]] = {
    "text": "@",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
}


@dataclass(eq=False)
class CellTooLong(Invalid):
    """Excel keeps 32,767 characters in a cell; cutting the rest off would lose it silently."""

    sheet: str
    label: str
    length: int
    text = "工作表“{sheet}”的“{label}”列有 {length} 个字的内容,超过 Excel 每格 32767 字的上限;请改用 CSV 导出"


@dataclass(frozen=True, slots=True)
class ColumnOut:
    """A column to be written. Without a kind it is seen from the first rows.

    `places` shows a number with that many decimals (the number itself is not rounded); `width` in characters.
    """

    label: str
    kind: KindOut | None = None
    places: int | None = None
    width: int | None = None


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet to be written: each row has a value for each column. Rows may come from a generator."""

    name: str
    columns: Sequence[ColumnOut]
    rows: Iterable[Sequence[Out]]


def write_xlsx(target: Path | BinaryIO, sheets: Sequence[SheetOut]) -> None:
    """Write a workbook, streaming: memory does not grow with the rows.

    Decimals of more than 15 digits, which Excel cannot hold, are written as text; so is what does not fit
    its column's kind. A datetime is written as it stands: give it in the zone people read. Sheet names are
    made valid and different. Raises CellTooLong.
    """
    names = sheet_names([sheet.name for sheet in sheets])
    # By the names of the sheets; typed Any because the writer's own types are invariant.
    pages: list[Any] = []
    formats: dict[str, Any] = {}
    widths: dict[str, Any] = {}
    for name, sheet in zip(names, sheets, strict=True):
        rows = iter(sheet.rows)
        first = list(islice(rows, _PEEK))
        labels = _different([column.label for column in sheet.columns])
        kinds = [
            column.kind or _kind_of([row[at] for row in first]) for at, column in enumerate(sheet.columns)
        ]
        pages.append((name, _pages_rows(name, labels, kinds, chain(first, rows))))
        formats[name] = {
            label: Format().set_num_format(code)
            for label, column, kind in zip(labels, sheet.columns, kinds, strict=True)
            if (code := _format_of(kind, column.places)) is not None
        }
        widths[name] = {
            label: column.width or _width_of(label, kind)
            for label, column, kind in zip(labels, sheet.columns, kinds, strict=True)
        }
    write_worksheets(
        pages,
        target if not isinstance(target, Path) else str(target),
        column_formats=formats,
        column_widths=widths,
        bold_headers=True,
        freeze_panes={"general": {"row": 1, "col": 0}},
    )


def write_csv(target: Path | BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Out]]) -> None:
    """Write a CSV that Excel opens with the right characters (UTF-8 with a mark, every cell in quotes)."""
    if isinstance(target, Path):
        with target.open("wb") as file:
            write_csv(file, columns, rows)
        return
    # Excel knows UTF-8 by the mark only; quotes keep a cell together whatever separator its locale uses.
    text = TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([neutral(label) for label in columns])
    writer.writerows(
        [neutral(_text_of(value)) if isinstance(value, str) else _text_of(value) for value in row]
        for row in rows
    )
    text.flush()
    text.detach()


def sheet_names(names: Sequence[str]) -> list[str]:
    """The names as Excel allows them: 31 characters, without []:*?/\\, none twice."""
    clean = [(_NOT_IN_NAMES.sub(" ", name).strip(" '") or "Sheet")[:_LONGEST_NAME] for name in names]
    return _different(clean, _LONGEST_NAME)


def _different(labels: Sequence[str], longest: int = 255) -> list[str]:
    """备注, 备注 → 备注, 备注(2). Excel does not tell upper from lower case."""
    seen: set[str] = set()
    result = []
    for label in labels:
        name, count = label, 1
        while name.casefold() in seen:
            count += 1
            suffix = f"({count})"
            name = label[: longest - len(suffix)] + suffix
        seen.add(name.casefold())
        result.append(name)
    return result


def _kind_of(values: Sequence[Out]) -> KindOut:
    """One kind for a whole column: the writer below formats by column and would turn a number among dates
    into a date, and cut the time off a datetime that follows a date."""
    found = {_kind_of_one(value) for value in values if value is not None}
    if found == {"date"}:
        return "date"
    if found and found <= {"date", "moment"}:
        return "moment"
    return "number" if "number" in found and found <= {"number", "text"} else "text"


def _kind_of_one(value: Out) -> KindOut:
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, date):
        return "date"
    return "number" if isinstance(value, (int, Decimal)) else "text"


def _pages_rows(
    sheet: str, labels: Sequence[str], kinds: Sequence[KindOut], rows: Iterable[Sequence[Out]]
) -> Iterator[dict[str, Any]]:
    """The rows by label, every value as its column's kind or else as text. At least one, so that a template
    without rows has its heading."""
    fits = [_FITS[kind] for kind in kinds]
    is_empty = True
    for row in rows:
        is_empty = False
        values = [None if value is None else fit(value) for value, fit in zip(row, fits, strict=True)]
        for at, value in enumerate(values):
            if type(value) is str and len(value) > _LONGEST_CELL:
                raise CellTooLong(sheet=sheet, label=labels[at], length=len(value))
        yield dict(zip(labels, values, strict=True))
    if is_empty:
        yield dict.fromkeys(labels)


def _as_number(value: Out) -> Any:
    if isinstance(value, Decimal):
        if value.is_finite() and value.adjusted() < _PLAIN_DIGITS and round(value, 4) == value:
            return value  # so short that its digits need no counting
        is_exact = value.is_finite() and len(value.normalize().as_tuple().digits) <= EXACT_DIGITS
        return value if is_exact else _text_of(value)
    if type(value) is int:
        return value if abs(value) < 10**EXACT_DIGITS else str(value)
    return _text_of(value)


def _as_date(value: Out) -> Any:
    return value if type(value) is date else _text_of(value)


def _as_moment(value: Out) -> Any:
    if isinstance(value, datetime):
        return value if value.tzinfo is None else _text_of(value)
    return datetime.combine(value, time.min) if isinstance(value, date) else _text_of(value)


def _text_of(value: Out) -> str:
    """Plain text: numbers without exponent, moments with a space, yes and no as Excel says them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _as_text(value: Out) -> Any:
    # An empty text and no value are one thing in a spreadsheet.
    return _text_of(value) or None


_FITS: Final[dict[KindOut, Callable[[Out], Any]]] = {
    "text": _as_text,
    "number": _as_number,
    "date": _as_date,
    "moment": _as_moment,
}


def _format_of(kind: KindOut, places: int | None) -> str | None:
    if kind == "number":
        return None if places is None else f"0.{'0' * places}".rstrip(".")
    return _FORMATS[kind]


def _width_of(label: str, kind: KindOut) -> int:
    """Wide enough for the heading, a Chinese character counting as two."""
    wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in label)
    return max(wide + 2, {"text": 14, "number": 12, "date": 12, "moment": 20}[kind])
