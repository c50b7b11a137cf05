"""The empty table of a kind of import: headings to fill in under, and a second sheet that explains them."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

from hengku.kit.tables.mapping import Column
from hengku.kit.tables.writer import ColumnOut, Out, SheetOut, write_xlsx
from hengku.opening.imports.declaration import ImportKind
from hengku.opening.imports.reading import GUIDE

_KINDS: Final = {
    "text": "文本",
    "decimal": "数字",
    "date": "日期,如 2026-01-31",
    "bool": "是 或 否",
    "choice": "从可选值中填一个",
}


def write_template(kind: ImportKind, target: Path | BinaryIO) -> None:
    """Write the template as .xlsx. Every column is text, so that codes keep their zeros; * marks what is required."""
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
    write_xlsx(
        target,
        [SheetOut(kind.label, headings, ()), SheetOut(GUIDE, guide_columns, _guide(kind))],
    )


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
