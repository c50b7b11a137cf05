"""Which row is the heading. Pure; what it finds is a proposal that a person can overrule (rehead).

In real files it stands first, or under a title, under a merged block of instructions, or beside one; required
columns carry a star; a second row of headings may stand under merged ones; some files have none at all.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hengku.kit.tables.cells import BadRow, Cell, Heading, Merge, Number, Row, Sheet

#: How many rows of a file are looked at.
SAMPLE_ROWS: Final = 200
_LOOK_AT: Final = 30
_LONGEST_LABEL: Final = 40

_DATA_LIKE: Final = re.compile(
    r"[-+]?[\d,]*\.?\d+\s*%?"  # a number
    r"|\d{1,4}[-/.年]\d{1,2}([-/.月]\d{1,4}日?)?([ T].*)?"  # a date
    r"|\d{1,2}:\d{2}.*"  # a time
)
_STAR: Final = re.compile(r"[*＊]|[(（\[【]?必填项?[)）\]】]?")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a sheet is to be cut: heading row (its number), headings, and how many cells a row has."""

    header_row: int | None
    header: tuple[Heading, ...]
    width: int


def shape_of(rows: Sequence[Row], merges: Sequence[Merge] = ()) -> Shape:
    """Look at the first rows (SAMPLE_ROWS are plenty) and say how the sheet is to be cut."""
    at = find_header(rows, merges)
    if at is None:
        usual = _most_common([len(row.cells) for row in rows])
        return Shape(None, tuple(Heading(index, "") for index in range(usual)), usual)
    header = headings_of(rows, at, merges)
    while header and not header[-1].label:
        header = header[:-1]
    usual = _most_common([_length(row) for row in rows])
    # A heading shorter than the rows lacks the labels of the last columns, not the rows their cells.
    missing = range(len(header), max(len(header), usual))
    return Shape(rows[at].number, (*header, *(Heading(i, "") for i in missing)), len(header) + len(missing))


def _most_common(lengths: Sequence[int]) -> int:
    return Counter(lengths).most_common(1)[0][0] if lengths else 0


def _length(row: Row) -> int:
    """Up to the last cell that is filled."""
    return max((at for at, cell in enumerate(row.cells, 1) if cell != ""), default=0)


def find_header(rows: Sequence[Row], merges: Sequence[Merge] = ()) -> int | None:
    """The index of the heading row among `rows`, None when there is none before the first row of data."""
    looked = rows[:_LOOK_AT]
    fullest = max((_filled(row) for row in looked), default=0)
    for index, row in enumerate(looked):
        labels = [cell for cell in row.cells if cell != ""]
        if len(labels) * 2 < fullest:
            continue
        data_like = sum(_is_data_like(cell) for cell in labels)
        if data_like * 3 >= len(labels):
            # Years or weeks may head columns; beyond a third it is data, and no heading follows data.
            return None
        if _reads_like_labels(labels):
            return _last_of_band(index, row, rows, merges)
    return None


def _filled(row: Row) -> int:
    return sum(cell != "" for cell in row.cells)


def _is_data_like(cell: Cell) -> bool:
    if isinstance(cell, (Number, date)):
        return True
    return _DATA_LIKE.fullmatch(cell.strip()) is not None


def _reads_like_labels(labels: Sequence[Cell]) -> bool:
    """Short, mostly different, not ending in a colon: instructions and title lines are none of it."""
    texts = [str(label).strip() for label in labels]
    long = sum(len(text) > _LONGEST_LABEL or text.count("\n") > 1 for text in texts)
    colons = sum(text.endswith((":", "：")) for text in texts)
    different = len(set(texts))
    return long * 4 <= len(texts) and colons * 3 < len(texts) and different * 3 >= len(texts) * 2


def _last_of_band(index: int, row: Row, rows: Sequence[Row], merges: Sequence[Merge]) -> int:
    """Where headings are merged downwards, the heading ends with the lowest of them."""
    here = row.number - 1
    last = max((merge[2] for merge in merges if merge[0] == here), default=here)
    return max((i for i, other in enumerate(rows) if other.number - 1 <= last), default=index)


def headings_of(rows: Sequence[Row], at: int, merges: Sequence[Merge] = ()) -> tuple[Heading, ...]:
    """The columns named by the row at that index; a label merged over rows or columns counts for each."""
    here = rows[at].number - 1
    above = rows[at - 1] if at and rows[at - 1].number == rows[at].number - 1 else None
    spread = {
        (row, column): merge[:2]
        for merge in merges
        if merge[0] <= here <= merge[2] + 1 and merge[2] - merge[0] < 10
        for row in range(merge[0], merge[2] + 1)
        for column in range(merge[1], merge[3] + 1)
    }
    by_number = {row.number - 1: row for row in rows[: at + 1]}

    def text_at(row: int, column: int) -> str:
        row, column = spread.get((row, column), (row, column))
        cells = by_number[row].cells if row in by_number else ()
        return str(cells[column]).strip() if column < len(cells) else ""

    width = len(rows[at].cells)
    # A title merged over the whole width is the table's, not a group of columns.
    is_grouped = above is not None and any(
        merge[0] == merge[2] == here - 1 and 0 < merge[3] - merge[1] < width - 1 for merge in merges
    )
    headings = []
    for column in range(width):
        label = text_at(here, column)
        group = text_at(here - 1, column) if is_grouped else ""
        headings.append(_heading(column, label, group if group != label else ""))
    return tuple(headings)


def _heading(index: int, label: str, group: str) -> Heading:
    clean = " ".join(_STAR.sub("", label).split())
    is_required = _STAR.search(label) is not None
    return Heading(index, clean, is_required, group if len(group) <= _LONGEST_LABEL else "")


def fit(row: Row, width: int) -> Row | BadRow:
    """A row of a text file with as many cells as the heading: empty ones at its end are let go.

    Any other difference means that nobody knows which cell belongs to which column.
    """
    count = len(row.cells)
    if count == width:
        return row
    if count > width and not any(str(cell).strip() for cell in row.cells[width:]):
        return Row(row.number, row.cells[:width])
    texts = [str(cell) for cell in row.cells]
    reason = "too_many_cells" if count > width else "too_few_cells"
    return BadRow(row.number, ",".join(texts), reason, texts)


def rehead(sheet: Sheet, header_row: int | None) -> Sheet:
    """The same sheet cut at the row a person points at (its number), or with no heading at all (None)."""
    rows = [*sheet.above, *sheet.rows]
    width = max((len(row.cells) for row in rows), default=0)
    if header_row is None:
        blank = tuple(Heading(index, "") for index in range(width))
        return replace(sheet, header=blank, header_row=None, above=(), rows=tuple(rows))
    at = next((index for index, row in enumerate(rows) if row.number == header_row), None)
    if at is None:
        raise LookupError(f"row {header_row} is blank, damaged or not in the sheet")
    header = headings_of(rows, at, sheet.merges)
    return replace(
        sheet, header=header, header_row=header_row, above=tuple(rows[: at + 1]), rows=tuple(rows[at + 1 :])
    )
