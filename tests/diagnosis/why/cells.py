"""Cells and totals of reports that cannot be asked why, found in a report as it was run."""

from __future__ import annotations

from collections.abc import Iterator

from hengku.reports.declaration import Report

#: Kinds of columns that hold goods or money.
FIGURES = ("quantity", "amount", "price")


def silent(report: Report) -> Iterator[str]:
    """``report.column`` of cells and ``report.column total`` of totals that have a figure and no question."""
    for column in report.columns:
        if column.kind not in FIGURES:
            continue
        said = f"{report.type.name}.{column.key}"
        if any(row.get(column.key) and column.key not in row["questions"] for row in report.rows):
            yield said
        if report.totals.get(column.key) and column.key not in report.totals_questions:
            yield f"{said} total"
