"""A file on its way in: its rows, which of its columns is which wanted one, and its rows as records.

A choice says where a wanted column comes from: the heading's label, its letter in Excel, ``=text`` for the same text
in every row, or None for nothing. What nobody chose is proposed by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hengku.kit.errors import Invalid, Problem
from hengku.kit.tables.cells import BadRow, Heading, Row, Sheet, letter_of
from hengku.kit.tables.convert import CellProblem, Record, convert
from hengku.kit.tables.header import rehead
from hengku.kit.tables.mapping import Column, Mapping, propose
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.refusals import FileNotReadable
from hengku.kit.tables.values import Value, read_value
from hengku.opening.imports.uploads import Edits

Choices = Dict[str, str | None]

CONSTANT = "="
#: The sheet of our own templates that explains the others.
GUIDE = "填写说明"
_SHOWN = 200


@dataclass(eq=False)
class SheetUnknown(Invalid):
    """The workbook has no such sheet."""

    sheet: str
    sheets: tuple[str, ...]
    text = "文件里没有工作表“{sheet}”;可选:{sheets}"


@dataclass(eq=False)
class HeaderRowUnknown(Invalid):
    """The row that was named as the heading cannot be one."""

    header_row: int
    text = "第 {header_row} 行是空行或不在表里,不能作表头;请另选一行"


@dataclass(eq=False)
class HeadingUnknown(Invalid):
    """No heading of the file is called so."""

    heading: str
    text = "文件里没有“{heading}”这一列;请用表头的文字,或列号(A、B…)"


@dataclass(eq=False)
class ColumnUnknown(Invalid):
    """No wanted column is called so."""

    column: str
    columns: tuple[str, ...]
    text = "没有“{column}”这个字段;可用:{columns}"


#: The sheet of a template that holds what may be chosen.
CHOICES: Final = "可选值"
#: What the first cell of a template's example says; such a row is no row.
EXAMPLE: Final = "示例(导入时忽略)"


@dataclass(frozen=True, slots=True)
class TableFile:
    """One sheet of a file, and what the whole file hashes to. ``sheets`` are the names of all of them."""

    name: str
    digest: str
    sheet: Sheet
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file under a mapping. ``records`` hold every row: values that cannot be read are None and have a problem."""

    file: TableFile
    mapping: Mapping
    constants: dict[str, str]
    rows_total: int
    records: list[Record]
    problems: list[CellProblem]

    @property
    def is_complete(self) -> bool:
        """Whether every required column has a place it comes from; else the rows mean nothing yet."""
        return not self.mapping.missing and self.file.sheet.header_row is not None

    def problem(
        self, row_number: int, key: str, code: str, text: str, *, value: str = "", is_warning: bool = False
    ) -> CellProblem:
        """Something wrong in a row, at the column ``key`` is read from."""
        match = next((match for match in self.mapping.matches if match.key == key), None)
        column = next((column for column in self.mapping.columns if column.key == key), None)
        return CellProblem(
            row_number=row_number,
            column=letter_of(match.heading.index) if match else "",
            key=key,
            label=column.label if column and match else "",
            value=value[:_SHOWN],
            code=code,
            text=text,
            is_warning=is_warning,
        )

    def of(self, found: Problem, row_number: int, key: str, value: str = "") -> CellProblem:
        """A refusal of some other room as a problem of a row."""
        return self.problem(row_number, key, found.code, found.message(), value=value)


def read_file(path: Path | bytes, *, name: str, sheet: str = "", header_row: int | None = None) -> TableFile:
    """Read a file in a child process, and take its main sheet or the named one, cut at the heading found or named.

    Raises FileRefused, ``SheetUnknown``, ``HeaderRowUnknown``.
    """
    table = read_table(path, name=name)
    names = tuple(one.name for one in table.sheets)
    chosen = table.main if not sheet else next((one for one in table.sheets if one.name == sheet), None)
    if chosen is None:
        raise SheetUnknown(sheet=sheet, sheets=names)
    if not sheet and chosen.name in (GUIDE, CHOICES):
        chosen = table.sheets[0]
    if header_row is not None:
        try:
            chosen = rehead(chosen, header_row)
        except LookupError:
            raise HeaderRowUnknown(header_row=header_row) from None
    chosen = replace(chosen, rows=[row for row in chosen.rows if not (row.cells and row.cells[0] == EXAMPLE)])
    if not chosen.rows and not chosen.bad_rows:
        raise FileNotReadable(name=name, reason="表里没有数据行")
    return TableFile(name, digest_of(path), chosen, names)


def digest_of(path: Path | bytes) -> str:
    """SHA-256 of the content."""
    if isinstance(path, bytes):
        return hashlib.sha256(path).hexdigest()
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def labels_of(header: Sequence[Heading]) -> list[str]:
    """A different name for each column of the file: its label, with its letter where that is not enough."""
    labels: list[str] = []
    for heading in header:
        label = heading.label or f"({heading.letter}列)"
        labels.append(label if label not in labels else f"{label}({heading.letter}列)")
    return labels


def read_rows(
    columns: Sequence[Column], file: TableFile, choices: Choices, edits: Edits | None = None
) -> Reading:
    """Map the columns and read every row, with ``edits`` in place of what stands in the file. Raises
    ``HeadingUnknown``, ``ColumnUnknown`` for choices that name nothing.
    """
    constants = {
        _column(columns, key).key: chosen[len(CONSTANT) :].strip()
        for key, chosen in choices.items()
        if chosen is not None and chosen.startswith(CONSTANT)
    }
    wanted = tuple(replace(one, is_required=False) if constants.get(one.key) else one for one in columns)
    mapping = _chosen(propose(wanted, file.sheet.header), choices, columns)
    file = _corrected(file, mapping, edits or {})
    problems = _whole_problems(file, mapping)
    everywhere, faults = _constant_values(wanted, constants)
    found = {match.key for match in mapping.matches}
    readable = tuple(one for one in wanted if one.key in found or not one.is_required)
    rows: list[Row | BadRow] = [*file.sheet.rows, *file.sheet.bad_rows]
    rows.sort(key=lambda row: row.number)
    # Without any column there is nothing to read, and an empty choice would mean all of them.
    records, wrong = convert(rows, mapping, readable) if readable and found else ([], [])
    records += _partly(file.sheet.rows, mapping, readable, wrong)
    for record in records:
        for key, value in everywhere.items():
            if record.values.get(key) is None:
                record.values[key] = value
    records.sort(key=lambda record: record.row_number)
    return Reading(file, mapping, constants, len(rows), records, [*problems, *faults, *wrong])


def _corrected(file: TableFile, mapping: Mapping, edits: Edits) -> TableFile:
    """The file with corrected cells; a correction of a column that is read from nowhere waits."""
    if not edits:
        return file
    at = {match.key: match.heading.index for match in mapping.matches}
    rows = []
    for row in file.sheet.rows:
        cells = list(row.cells)
        for key, text in edits.get(row.number, {}).items():
            index = at.get(key, -1)
            if index >= 0:
                cells += [""] * (index + 1 - len(cells))
                cells[index] = text
        rows.append(Row(row.number, cells) if row.number in edits else row)
    return replace(file, sheet=replace(file.sheet, rows=rows))


def _column(columns: Sequence[Column], said: str) -> Column:
    for column in columns:
        if said in (column.key, column.label):
            return column
    raise ColumnUnknown(column=said, columns=tuple(column.label for column in columns))


def _chosen(proposed: Mapping, choices: Choices, columns: Sequence[Column]) -> Mapping:
    labels = labels_of(proposed.header)
    mapping = proposed
    for said, chosen in choices.items():
        key = _column(columns, said).key
        if chosen is None or chosen.startswith(CONSTANT):
            mapping = mapping.with_match(key, None) if chosen is None else mapping
            continue
        by_letter = {heading.letter: heading.index for heading in proposed.header}
        index = labels.index(chosen) if chosen in labels else by_letter.get(chosen.upper())
        if index is None:
            raise HeadingUnknown(heading=chosen)
        mapping = mapping.with_match(key, proposed.header[index].index)
    return mapping


def _whole_problems(file: TableFile, mapping: Mapping) -> list[CellProblem]:
    """What is wrong with the table as a whole, said as row 0."""
    if file.sheet.header_row is None:
        text = "找不到表头;请在第一行写上列名,或指定表头在第几行"
        return [CellProblem(0, "", "", "", "", "HEADER_MISSING", text)]
    return [
        CellProblem(
            0, "", column.key, column.label, "", "COLUMN_MISSING",
            f"文件里找不到必填列“{column.label}”;请在列对应里指定,或为所有行填同一个值",
        )
        for column in mapping.missing
    ]  # fmt: skip


def _constant_values(
    columns: Sequence[Column], constants: Dict[str, str]
) -> tuple[dict[str, Value], list[CellProblem]]:
    values: dict[str, Value] = {}
    problems: list[CellProblem] = []
    for column in columns:
        text = constants.get(column.key, "")
        if not text:
            continue
        values[column.key], fault = read_value(text, column)
        if fault is not None and not fault.is_warning:
            problems.append(CellProblem(0, "", column.key, column.label, text, fault.code, fault.text))
    return values, problems


def _partly(
    rows: Sequence[Row], mapping: Mapping, columns: Sequence[Column], wrong: Sequence[CellProblem]
) -> list[Record]:
    """The rows with faults, read without the cells that have them: what else is wrong there is to be found too."""
    faulty: dict[int, set[str]] = {}
    for problem in wrong:
        if problem.key and not problem.is_warning:
            faulty.setdefault(problem.row_number, set()).add(problem.key)
    lenient = tuple(replace(column, is_required=False) for column in columns)
    at = {match.key: match.heading.index for match in mapping.matches}
    blanked: list[Row] = []
    for row in rows:
        if row.number in faulty:
            blank = {at[key] for key in faulty[row.number]}
            blanked.append(
                Row(row.number, ["" if index in blank else cell for index, cell in enumerate(row.cells)])
            )
    return convert(blanked, replace(mapping, columns=lenient), lenient).records if blanked else []
