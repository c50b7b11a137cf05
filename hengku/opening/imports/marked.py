"""The file that was uploaded, with a column more that says what is wrong with each row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from hengku.kit.tables.cells import BadRow, Cell, Row
from hengku.kit.tables.writer import ColumnOut, Out, SheetOut, write_xlsx
from hengku.opening.imports.actions import Checked
from hengku.opening.imports.reading import labels_of

WRONG = "问题"
WARNED = "提醒"


def write_marked(checked: Checked, target: Path | BinaryIO) -> None:
    """Every row of the file, corrections included, with 问题 and 提醒 at the end. Uploaded again, both are left aside."""
    sheet = checked.reading.file.sheet
    labels = labels_of(sheet.header)
    columns = [ColumnOut(label, "text") for label in labels]
    columns += [ColumnOut(WRONG, "text", width=60), ColumnOut(WARNED, "text", width=40)]
    write_xlsx(target, [SheetOut(sheet.name, columns, _rows(checked, len(labels)))])


def _rows(checked: Checked, width: int) -> Iterator[tuple[Out, ...]]:
    said: dict[int, list[str]] = {}
    warned: dict[int, list[str]] = {}
    for found, into in ((checked.problems, said), (checked.warnings, warned)):
        for one in found:
            place = f"{one.label}:" if one.label else ""
            into.setdefault(one.row_number, []).append(f"{place}{one.text}")
    sheet = checked.reading.file.sheet
    rows: list[Row | BadRow] = sorted([*sheet.rows, *sheet.bad_rows], key=lambda row: row.number)
    for row in rows:
        cells = [_text(cell) for cell in row.cells][:width]
        cells += [""] * (width - len(cells))
        yield (*cells, "\n".join(said.get(row.number, ())), "\n".join(warned.get(row.number, ())))


def _text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)
