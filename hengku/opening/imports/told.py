"""What was found and done as plain data, the same for the API and for ``hengku import --json``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.kit.numbers import exact_text
from hengku.kit.tables.cells import Cell
from hengku.kit.tables.convert import CellProblem
from hengku.opening.imports.actions import Checked, Imported
from hengku.opening.imports.declaration import ImportKind
from hengku.opening.imports.reading import CONSTANT, Reading, labels_of

PREVIEW_ROWS: Final = 50
#: Rows with problems that are shown for correcting; who has more mends the file.
BAD_ROWS: Final = 200


def problem_data(problem: CellProblem) -> dict[str, Any]:
    """One problem. Row 0 is the file as a whole."""
    return {
        "row": problem.row_number,
        "column": f"{problem.column} {problem.label}".strip(),
        "field": problem.key,
        "value": problem.value,
        "code": problem.code,
        "message": problem.text,
    }


def columns_data(kind: ImportKind) -> list[dict[str, Any]]:
    """The wanted columns."""
    return [
        {
            "key": column.key,
            "label": column.label,
            "required": column.is_required,
            "kind": column.kind,
            "choices": list(column.choices),
            "synonyms": list(column.synonyms),
        }
        for column in kind.columns
    ]


def mapping_data(reading: Reading) -> dict[str, str | None]:
    """Where each wanted column comes from: a heading, ``=`` and the same text for all rows, or nowhere."""
    labels = labels_of(reading.mapping.header)
    at = {heading.index: labels[place] for place, heading in enumerate(reading.mapping.header)}
    found = {match.key: at[match.heading.index] for match in reading.mapping.matches}
    constants = {key: CONSTANT + text for key, text in reading.constants.items() if text}
    return {
        column.key: found.get(column.key) or constants.get(column.key) for column in reading.mapping.columns
    }


def checked_data(checked: Checked) -> dict[str, Any]:
    """Everything a check found: mapping, first rows with what becomes of them, problems, warnings, notes."""
    reading, judged = checked.reading, checked.judged
    return {
        "columns": columns_data(checked.kind),
        "sheet": reading.file.sheet.name,
        "sheets": list(reading.file.sheets),
        "header": labels_of(reading.mapping.header),
        "header_row": reading.file.sheet.header_row,
        "mapping": mapping_data(reading),
        "to_confirm": [match.key for match in reading.mapping.to_confirm],
        "rows_total": reading.rows_total,
        "to_create": len(checked.good),
        "to_skip": len(judged.skipped),
        "may_take_good": checked.may_take_good,
        "preview": _row_data(checked, _first_rows(checked)),
        "bad_rows": _row_data(checked, _bad_rows(checked)),
        "bad_rows_total": len({problem.row_number for problem in checked.problems if problem.row_number}),
        "skipped": [_skipped(one.row_number, one.label, one.why) for one in judged.skipped],
        "notes": [asdict(note) for note in judged.notes],
        "problems": _all(checked.problems),
        "warnings": _all(checked.warnings),
    }


def imported_data(done: Imported) -> dict[str, Any]:
    """What an import did."""
    return {
        "created": done.created,
        "skipped": done.skipped,
        "documents": done.documents,
        "is_refused": done.is_refused,
        "notes": [asdict(note) for note in done.notes],
        "problems": _all(done.problems),
        "warnings": _all(done.warnings),
    }


def _all(problems: Iterable[CellProblem]) -> list[dict[str, Any]]:
    return [problem_data(problem) for problem in problems]


def _skipped(row_number: int, label: str, why: str) -> dict[str, Any]:
    return {"row": row_number, "label": label, "why": why}


def _row_data(checked: Checked, wanted: Iterable[int]) -> list[dict[str, Any]]:
    """These rows as they stand in the file, what becomes of them (create, skip, refuse) and what is wrong where."""
    planned = {one.row_number: one for one in checked.good}
    skipped = {one.row_number: one for one in checked.judged.skipped}
    found: dict[int, list[dict[str, Any]]] = {}
    for problem in (*checked.problems, *checked.warnings):
        told = {"field": problem.key, "message": problem.text, "is_warning": problem.is_warning}
        found.setdefault(problem.row_number, []).append(told)
    sheet = checked.reading.file.sheet
    rows: dict[int, Sequence[Cell]] = {row.number: row.cells for row in sheet.rows}
    rows |= {row.number: row.cells for row in sheet.bad_rows}
    whole = {row.number for row in sheet.rows}
    at = {match.key: match.heading.index for match in checked.reading.mapping.matches}
    shown = []
    for number in wanted:
        cells = rows[number]
        if number in planned:
            action, note = "create", planned[number].note
        elif number in skipped:
            action, note = "skip", skipped[number].why
        else:
            action, note = "refuse", ""
        values = {key: _text(cells[index]) for key, index in at.items() if index < len(cells)}
        shown.append(
            {
                "row": number,
                "action": action,
                "note": note,
                "may_edit": number in whole,
                "cells": values,
                "problems": found.get(number, []),
            }
        )
    return shown


def _first_rows(checked: Checked) -> list[int]:
    sheet = checked.reading.file.sheet
    numbers = [row.number for row in sheet.rows] + [row.number for row in sheet.bad_rows]
    return sorted(numbers)[:PREVIEW_ROWS]


def _bad_rows(checked: Checked) -> list[int]:
    return sorted({problem.row_number for problem in checked.problems if problem.row_number})[:BAD_ROWS]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return exact_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)
