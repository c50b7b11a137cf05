"""Rows to records, once the mapping is confirmed. Pure.

Every row ends up in one of two places: among the records, or among the problems with everything that is wrong
with it. A row without fault may have warnings besides. Nothing is lost and nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hengku.kit.errors import Invalid
from hengku.kit.tables.cells import BadRow, Row, letter_of
from hengku.kit.tables.mapping import Column, Mapping
from hengku.kit.tables.values import Fault, Value, read_value

_SHOWN = 200


@dataclass(eq=False)
class ColumnsMissing(Invalid):
    """The file has no column for something that every record needs."""

    labels: tuple[str, ...]
    text = "文件里找不到这些必填列:{labels};请补上列,或在列对应里指定"


@dataclass(frozen=True, slots=True)
class Record:
    """One good row: its number in the file, and a value for every wanted column (None where empty)."""

    row_number: int
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing wrong in one row. `column` is Excel's letter, "" and key "" when the whole row is meant.

    A warning does not keep the row from the records.
    """

    row_number: int
    column: str
    key: str
    label: str
    value: str
    code: str
    text: str
    is_warning: bool = False

    def __str__(self) -> str:
        place = f"第{self.row_number}行"
        if self.label:
            place += f" {self.column}列“{self.label}”"
        return f"{place}:{self.text}"


class Converted(NamedTuple):
    """Good rows in order, and all problems in order of row and column."""

    records: list[Record]
    problems: list[CellProblem]

    @property
    def is_clean(self) -> bool:
        """Whether every row is good; warnings may remain."""
        return all(problem.is_warning for problem in self.problems)


def convert(rows: Iterable[Row | BadRow], mapping: Mapping, columns: Sequence[Column] = ()) -> Converted:
    """Read every row by the mapping; `columns` narrows it to some of the mapping's columns.

    Raises ColumnsMissing when a required column has no heading. Pass the damaged rows too: each becomes a
    problem of its own.
    """
    wanted = tuple(columns) or mapping.columns
    keys = {column.key for column in wanted}
    if missing := tuple(column.label for column in mapping.missing if column.key in keys):
        raise ColumnsMissing(labels=missing)
    headings = {match.key: match.heading for match in mapping.matches}
    records: list[Record] = []
    problems: list[CellProblem] = []
    for row in rows:
        if isinstance(row, BadRow):
            problems.append(CellProblem(row.number, "", "", "", row.raw[:_SHOWN], "BAD_ROW", row.text))
            continue
        values: dict[str, Value] = {}
        is_good = True
        for column in wanted:
            heading = headings.get(column.key)
            if heading is None:
                values[column.key] = None
                continue
            cell = row.cells[heading.index] if heading.index < len(row.cells) else ""
            values[column.key], fault = read_value(cell, column, heading.label)
            if fault is not None:
                problems.append(_problem(row.number, heading.index, column, str(cell), fault))
                is_good = is_good and fault.is_warning
        if is_good:
            records.append(Record(row.number, values))
    return Converted(records, problems)


def _problem(row_number: int, index: int, column: Column, value: str, fault: Fault) -> CellProblem:
    return CellProblem(
        row_number=row_number,
        column=letter_of(index),
        key=column.key,
        label=column.label,
        value=value[:_SHOWN],
        code=fault.code,
        text=fault.text,
        is_warning=fault.is_warning,
    )
