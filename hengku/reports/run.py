"""Running a report: read the parameters, run its statement, add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hengku.identity.actor import Actor
from hengku.kit.numbers import ZERO
from hengku.reports.declaration import Column, Report, ReportType, Row
from hengku.reports.errors import UnknownReport
from hengku.reports.parameters import category_ids, read_parameters
from hengku.reports.registry import REPORTS
from hengku.reports.statements import query, snapshot, statement_of


def report_type(name: str) -> ReportType:
    """The report of ``name``; ``UnknownReport`` when there is none."""
    found = REPORTS.get(name)
    if found is None:
        raise UnknownReport(name=name[:64])
    return found


def reports_for(actor: Actor) -> list[ReportType]:
    """The reports ``actor`` may open, in menu order."""
    return [report for report in REPORTS.values() if all(actor.may(word) for word in report.needs)]


def run_report(
    actor: Actor,
    name: str,
    parameters: Mapping[str, Any],
    *,
    today: date,
    page: int | None = None,
    size: int = 100,
) -> Report:
    """The report over the actor's company. Values may be text or already dates and ids; ``today`` fills empty dates.

    With ``page`` (from 1) only ``size`` rows, but totals and ``row_count`` of all. Columns of cost are left out without
    ``cost.view``. Refuses without the report's permissions, and every wrong parameter at once.
    """
    report = report_type(name)
    for word in report.needs:
        actor.must(word)
    values = read_parameters(report, parameters, company_id=actor.company_id, today=today)
    columns = tuple(c for c in report.columns if not c.shows_cost or actor.may("cost.view"))
    with snapshot(reads_all=report.reads_all):
        bound: Row = {**values, "company_id": actor.company_id, "today": today}
        if "category" in values:
            bound["category_ids"] = category_ids(actor.company_id, values["category"])
        if report.bind is not None:
            bound = report.bind(bound)
        rows, totals, row_count = _read(report, columns, bound, page, size)
    if report.finish is not None:
        report.finish(rows)
    if report.sum_up is not None:
        report.sum_up(totals)
    notes = report.notes(rows, values) if report.notes is not None else []
    return Report(
        report,
        values,
        columns,
        [_shown(row, report, columns, values) for row in rows],
        {key: total for key, total in totals.items() if key in {c.key for c in columns}},
        row_count,
        notes,
    )


def _read(
    report: ReportType, columns: Sequence[Column], bound: Row, page: int | None, size: int
) -> tuple[list[Row], Row, int]:
    """Rows in order, totals by column key, and how many rows there are on all pages."""
    statement = statement_of(report.statement)
    if page is None:
        rows = query(f"{statement}\nORDER BY {report.order_by}", bound)
        totals = {
            c.key: sum((row[c.total] for row in rows if row[c.total] is not None), start=ZERO)
            for c in columns
            if c.total
        }
        return rows, totals, len(rows)
    return _read_page(
        statement, report, columns, {**bound, "page_size": size, "page_offset": (page - 1) * size}
    )


def _read_page(
    statement: str, report: ReportType, columns: Sequence[Column], bound: Row
) -> tuple[list[Row], Row, int]:
    """One page and the totals of all, from one run of the statement."""
    # Only words of the declaration are put together here; what people type goes in as parameters.
    sums = [f'coalesce(sum({c.total}), 0) AS "total of {c.key}"' for c in columns if c.total]
    found = query(
        f"""
WITH report AS MATERIALIZED ({statement}),
totals AS (SELECT {", ".join(["count(*) AS row_count", *sums])} FROM report),
page AS (
    SELECT *, true AS is_row FROM report ORDER BY {report.order_by} LIMIT %(page_size)s OFFSET %(page_offset)s
)
SELECT * FROM totals LEFT JOIN page ON true
ORDER BY {report.order_by}
""",  # noqa: S608
        bound,
    )
    totals = {c.key: found[0][f"total of {c.key}"] for c in columns if c.total}
    return [row for row in found if row["is_row"]], totals, found[0]["row_count"]


def _shown(row: Row, report: ReportType, columns: Sequence[Column], values: Mapping[str, Any]) -> Row:
    """The row's columns, the ids behind it, and where it leads; nothing the actor may not see."""
    shown = {column.key: row[column.key] for column in columns}
    shown.update({key: value for key, value in row.items() if key.endswith("_id")})
    shown["link"] = report.link(row, values) if report.link is not None else None
    return shown
