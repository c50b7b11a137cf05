"""Running a report: the one way from a name and parameters to rows, totals and links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Any

from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.reports.declaration import Column, Note, Report, ReportType, Row, Shape, Subtotal
from hengku.reports.errors import CannotSortReport, UnknownReport
from hengku.reports.parameters import category_ids, names_of_chosen, read_parameters
from hengku.reports.questions import row_questions, totals_questions
from hengku.reports.registry import REPORTS
from hengku.reports.statements import query, snapshot, statement_of

WHOLE = Shape()
#: To who is limited to their own customers or suppliers.
PARTS_ONLY = Note(
    "您的数据权限只包含一部分客户或供应商:别人负责的单据、往来和销售不在内;库存数量和成本是全部的。",
    "You see some customers or suppliers only: documents, balances and sales of the others are left out; "
    "stock and its cost are of all.",
)


def report_type(name: str) -> ReportType:
    """The report of ``name``; ``UnknownReport`` when there is none."""
    found = REPORTS.get(name)
    if found is None:
        raise UnknownReport(name=name[:64])
    return found


def reports_for(actor: Actor) -> list[ReportType]:
    """The reports ``actor`` may open, in menu order."""
    return [report for report in REPORTS.values() if all(actor.may(word) for word in report.needs)]


def columns_for(actor: Actor, report: ReportType) -> tuple[Column, ...]:
    """The columns of a report that ``actor`` may see: those of cost need ``cost.view`` (X23)."""
    return tuple(
        c
        for c in report.columns
        if (not c.shows_cost or actor.may("cost.view")) and (not c.needs or actor.may(c.needs))
    )


def run_report(
    actor: Actor, name: str, parameters: Mapping[str, Any], *, today: date, shape: Shape = WHOLE
) -> Report:
    """The report over the actor's company. Values may be text or already dates and ids; ``today`` fills empty dates.

    With ``shape.page`` only that page, but totals and ``row_count`` of all. Columns of cost are left out without
    ``cost.view``, and nothing can be ordered by them. Refuses without the report's permissions, and every wrong
    parameter at once.
    """
    report = report_type(name)
    for word in report.needs:
        actor.must(word)
    columns = columns_for(actor, report)
    order = _order(report, columns, shape)
    values = read_parameters(report, parameters, company_id=actor.company_id, today=today)
    with snapshot(reads_all=report.reads_all):
        bound: Row = {
            **values,
            "company_id": actor.company_id,
            "today": today,
            "sees_purchase_prices": actor.may(PURCHASE_PRICES),
        }
        if "category" in values:
            bound["category_ids"] = category_ids(actor.company_id, values["category"])
        if report.bind is not None:
            bound = report.bind(bound)
        found = _found(report, columns, shape, order, bound)
        names = names_of_chosen(report, values, company_id=actor.company_id)
    totals = {c.key: found[0][f"total of {c.key}"] for c in columns if c.total}
    rows = [row for row in found if row["is_row"]]
    if report.finish is not None:
        report.finish(rows)
    columns = tuple(c for c in columns if not c.is_seldom or _has_any(c, rows, totals))
    if report.sum_up is not None:
        report.sum_up(totals)
    return Report(
        report,
        values,
        columns,
        _shown(rows, report, columns, values),
        {key: total for key, total in totals.items() if key in {c.key for c in columns}},
        found[0]["row_count"],
        _notes(actor, report, rows, values),
        _subtotals(report, columns, shape, rows),
        names,
        totals_questions(report.name, columns, totals, values, rows),
    )


def _notes(actor: Actor, report: ReportType, rows: list[Row], values: Mapping[str, Any]) -> list[Note]:
    """What must be known to read the figures; first of all that some are left out (§6.2)."""
    some = [PARTS_ONLY] if actor.sees_some_parties else []
    return some + (report.notes(rows, values) if report.notes is not None else [])


def _order(report: ReportType, columns: Sequence[Column], shape: Shape) -> str:
    """The words after ORDER BY; only names of columns of the declaration are ever put in."""
    words = []
    if shape.group:
        if shape.group not in report.groups:
            raise CannotSortReport(column=shape.group[:64]).at(field="group")
        words.append(f'"{shape.group}" NULLS LAST')
    key = shape.sort.removeprefix("-")
    if key:
        known = {c.key for c in columns if c.can_sort} if report.can_sort else set()
        if key not in known:
            raise CannotSortReport(column=key[:64]).at(field="sort")
        words.append(f'"{key}" {"DESC" if shape.sort.startswith("-") else "ASC"} NULLS LAST')
    return ", ".join([*words, report.order_by])


def _found(
    report: ReportType, columns: Sequence[Column], shape: Shape, order: str, bound: Row
) -> list[Row]:
    """The rows, with the totals beside the first; of one page of very many rows only those are worked out whole."""
    paged, narrow = _paged(bound, shape), report.narrow
    is_plain = shape.page is not None and not shape.group
    if not (is_plain and narrow and shape.sort.removeprefix("-") not in narrow.dear and narrow.can(bound)):
        return query(_statement(report.statement, columns, shape, order), paged)
    found = query(_statement(narrow.statement, columns, shape, order, narrow.dear), narrow.bind(paged))
    rows = [row for row in found if row["is_row"]]
    tell = itemgetter(*narrow.key)
    whole = query(statement_of(report.statement), narrow.restrict(bound, rows)) if rows else []
    by_key = {tell(row): row for row in whole}
    plain = [{key: value for key, value in row.items() if key not in narrow.dear} for row in rows]
    return [{**by_key[tell(row)], **row} for row in plain] or found


def _paged(bound: Row, shape: Shape) -> Row:
    """A page, or all rows: LIMIT NULL takes them all."""
    if shape.page is None:
        return {**bound, "page_size": None, "page_offset": 0}
    return {**bound, "page_size": shape.size, "page_offset": (shape.page - 1) * shape.size}


def _statement(
    statement: str, columns: Sequence[Column], shape: Shape, order: str, summed_up: Collection[str] = ()
) -> str:
    """One page, beside its first row the totals of all rows, and on each row those of its group, from one run of the
    statement. Where there are no rows, the totals stand alone. A column ``summed_up`` has the total in each row.
    """
    # Only words of the declaration are put together here; what people type goes in as parameters.
    summed = [c for c in columns if c.total]
    sums = [
        f'coalesce({"max" if c.total in summed_up else "sum"}({c.total}), 0) AS "total of {c.key}"' for c in summed
    ]
    beside = []
    if shape.group:
        same = f'PARTITION BY "{shape.group}"'
        beside = [f'coalesce(sum({c.total}) OVER ({same}), 0) AS "subtotal of {c.key}"' for c in summed]
        beside += [
            f"count(*) OVER ({same}) AS group_count",
            f"row_number() OVER ({same} ORDER BY {order}) AS group_number",
        ]
    return f"""
WITH report AS MATERIALIZED ({statement_of(statement)}),
totals AS (SELECT {", ".join(["1 AS first_place", "count(*) AS row_count", *sums])} FROM report),
page AS (
    SELECT *, row_number() OVER () AS page_place
    FROM (
        SELECT {", ".join(["*", "true AS is_row", *beside])}
        FROM report ORDER BY {order} LIMIT %(page_size)s OFFSET %(page_offset)s
    ) AS sorted
)
SELECT * FROM totals FULL JOIN page ON page.page_place = totals.first_place
ORDER BY page.page_place
"""  # noqa: S608


def _subtotals(
    report: ReportType, columns: Sequence[Column], shape: Shape, rows: Sequence[Row]
) -> list[Subtotal]:
    """One for each group whose last row is among these."""
    if not shape.group:
        return []
    found = []
    for number, row in enumerate(rows):
        if row["group_number"] != row["group_count"]:
            continue
        totals = {c.key: row[f"subtotal of {c.key}"] for c in columns if c.total}
        if report.sum_up is not None:
            report.sum_up(totals)
        found.append(Subtotal(number, row[shape.group], totals, row["group_count"]))
    return found


def _has_any(column: Column, rows: list[Row], totals: Row) -> bool:
    """Whether a column that is seldom filled has anything to say here."""
    key = column.beside or column.key
    return bool(totals.get(key)) or any(row[key] for row in rows)


class _Shown(Row):
    """A row of an answer. Where it leads and the questions behind its figures are made when somebody asks for them: a
    file of ten thousand rows has no use for a hundred thousand.
    """

    __slots__ = ("behind",)
    behind: Callable[[str], Any]

    def __missing__(self, key: str) -> Any:
        if key not in ("link", "questions"):
            raise KeyError(key)
        self[key] = made = self.behind(key)
        return made


def _shown(
    rows: Sequence[Row], report: ReportType, columns: Sequence[Column], values: Mapping[str, Any]
) -> list[Row]:
    """Of each row its columns, the ids behind it, and where it leads; nothing the actor may not see."""
    ids = [key for key in rows[0] if key.endswith("_id")] if rows else []
    keys = tuple(dict.fromkeys([*(column.key for column in columns), *ids]))
    pick = itemgetter(*keys) if len(keys) > 1 else lambda row: (row[keys[0]],)
    questions = row_questions(report.name, columns, values)

    def behind(row: Row, key: str) -> Any:
        if key == "questions":
            return questions(row)
        return report.link(row, values) if report.link is not None else None

    shown: list[Row] = []
    for row in rows:
        one = _Shown(zip(keys, pick(row), strict=True))
        one.behind = partial(behind, row)
        shown.append(one)
    return shown
