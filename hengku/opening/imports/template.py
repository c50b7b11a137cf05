"""The empty table of a kind of import: headings to fill in under, an example, and sheets that explain and list.

Cells ask (``kit.tables.asking``): a note says what is wanted, and units, categories, tax codes and warehouses of the
company are chosen from a list. The example row says so in its first cell, and is left out when the file comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from hengku.kit.tables.asking import Asked, ask
from hengku.kit.tables.cells import letter_of
from hengku.kit.tables.mapping import Column
from hengku.kit.tables.writer import ColumnOut, Out, SheetOut, write_xlsx
from hengku.opening.imports.declaration import ImportKind
from hengku.opening.imports.reading import CHOICES, EXAMPLE, GUIDE

_KINDS: Final = {
    "text": "文本",
    "decimal": "数字",
    "date": "日期,如 2026-01-31",
    "bool": "是 或 否",
    "choice": "从可选值中填一个",
}


#: Columns of which only what is there may be written; in the others a new unit or category may be made.
_CLOSED: Final = frozenset({"warehouse", "tax_code"})


def write_template(
    kind: ImportKind, target: Path | BinaryIO, lists: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Write the template as .xlsx. Every column is text, so that codes keep their zeros; * marks what is required.

    ``lists`` are what the company has, by column: they and the choices of a column are offered in its cells.
    """
    headings = [
        ColumnOut(f"{column.label}*" if column.is_required else column.label, "text")
        for column in kind.columns
    ]
    guide_columns = [
        ColumnOut("列名", width=18),
        ColumnOut("必填", width=8),
        ColumnOut("填什么", width=44),
        ColumnOut("示例", width=30),
        ColumnOut("也认得的列名", width=60),
    ]
    offered = {column.key: _offered(column, lists or {}) for column in kind.columns}
    offered = {key: values for key, values in offered.items() if values}
    columns = [ColumnOut(column.label, "text") for column in kind.columns if column.key in offered]
    longest = max((len(values) for values in offered.values()), default=0)
    rows = [
        tuple(values[at] if at < len(values) else "" for values in offered.values()) for at in range(longest)
    ]
    sheets = [SheetOut(kind.label, headings, [_example(kind)]), SheetOut(GUIDE, guide_columns, _guide(kind))]
    if columns:
        sheets.append(SheetOut(CHOICES, columns, rows))
    written = BytesIO()
    write_xlsx(written, sheets)
    content = ask(written.getvalue(), 1, _asked(kind, offered))
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def _offered(column: Column, lists: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What the company has, or the first word for each choice of the column."""
    if column.kind == "bool":
        return ("是", "否")
    own = tuple(lists.get(column.key, ()))
    if own:
        return own
    first: dict[str, str] = {}
    for word, code in (column.choices or {}).items():
        first.setdefault(code, word)
    return tuple(first.values())


def _example(kind: ImportKind) -> tuple[Out, ...]:
    """The first sample, said to be one in its first cell."""
    sample = kind.samples[0]
    values = [sample.get(column.key) for column in kind.columns]
    return (EXAMPLE, *("" if value is None else str(value) for value in values[1:]))


def _asked(kind: ImportKind, offered: Mapping[str, Sequence[str]]) -> list[Asked]:
    listed = {key: at for at, key in enumerate(offered)}
    found = []
    for index, column in enumerate(kind.columns):
        choices = ""
        if column.key in listed:
            letter = letter_of(listed[column.key])
            choices = f"'{CHOICES}'!${letter}$2:${letter}${len(offered[column.key]) + 1}"
        sample = _sample(kind, column.key)
        said = [("必填。" if column.is_required else "") + _wanted(column), f"例:{sample}" if sample else ""]
        is_closed = column.key in _CLOSED or bool(column.choices)
        found.append(
            Asked(index, column.label, "\n".join(filter(None, said)), choices, is_open=not is_closed)
        )
    return found


def _guide(kind: ImportKind) -> list[tuple[Out, ...]]:
    rows: list[tuple[Out, ...]] = [
        (
            column.label,
            "是" if column.is_required else "",
            _wanted(column),
            _sample(kind, column.key),
            "、".join(column.synonyms),
        )
        for column in kind.columns
    ]
    return [*rows, *(("说明", "", hint, "", "") for hint in kind.hints)]


def _wanted(column: Column) -> str:
    said = _KINDS[column.kind]
    if column.choices:
        said += ":" + "、".join(column.choices)
    if column.scale is not None:
        said += f",最多 {column.scale} 位小数"
    if column.longest is not None:
        said += f",最多 {column.longest} 个字"
    return said


def _sample(kind: ImportKind, key: str) -> str:
    return next((str(sample[key]) for sample in kind.samples if key in sample), "")
