"""Reports and the stock page."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.queries import QueryBody, split
from hengku.api.report_files import file_answer, workbook_of
from hengku.api.schemas import Answer, ReportAnswer, ReportInfoAnswer, StockAnswer
from hengku.api.values import Day, Id
from hengku.api.wire import reply
from hengku.desk.report_books import title_of
from hengku.desk.suggested import make_suggested
from hengku.desk.work.reports import ROWS_AT_ONCE
from hengku.kit.numbers import exact_text
from hengku.reports.declaration import Column, Report, Shape
from hengku.reports.run import reports_for, run_report

router = Router(tags=["报表"])
stock_router = Router(tags=["库存"])

#: Least number of decimals shown by kind of column; more are kept when they say something.
PLACES = {"amount": 2, "rate": 4}


class MadeAnswer(Answer):
    """The draft that was made."""

    type_code: str
    id: str
    number: str


class StockQuery(QueryBody):
    """Filters of the stock page."""

    as_of: Day = None
    warehouse: Id = None
    category: Id = None
    product: Id = None
    q: str = ""
    with_empty: bool = False
    by: Literal["warehouse", "product", "status"] = "warehouse"
    only: Literal["", "short", "unsafe", "negative", "zero"] = ""
    sort: str = Field(default="", max_length=64)
    page: int = Field(default=1, ge=1, le=1_000_000)
    size: int = Field(default=100, ge=1, le=1_000)


@router.get("", response=list[ReportInfoAnswer], summary="报表目录")
def read_list(request: HttpRequest) -> HttpResponse:
    """The reports the actor may open."""
    actor = actor_of(request)
    return reply(
        [
            {
                "name": report.name,
                "label": report.label,
                "label_en": report.label_en,
                "parameters": [asdict(parameter) for parameter in report.parameters],
                "groups": [
                    {"code": column.key, "label": column.label, "label_en": column.label_en}
                    for column in report.columns
                    if column.key in report.groups
                ],
                "makes": report.makes,
            }
            for report in reports_for(actor)
            if report.is_listed
        ]
    )


@router.get("/{name}", response=ReportAnswer, summary="报表")
def read(request: HttpRequest, name: str) -> HttpResponse:
    """One report; its parameters stand in the query, those left out have their defaults. Unknown ones are refused.

    Beside them ``sort`` (a column, ``-`` before it for the largest first), ``group`` (subtotals by a column), and
    ``page`` with ``size``; without a page all rows.
    """
    given, view = _asked(request)
    report = run_report(actor_of(request), name, given, today=timezone.localdate(), shape=view.shape())
    return reply(report_answer(report))


@router.get("/{name}/export", summary="报表导出(xlsx)")
def export(request: HttpRequest, name: str) -> HttpResponse:
    """The report as it is shown: ``columns`` (keys, in their order), ``sort`` and ``group`` as there; all rows."""
    given, view = _asked(request)
    whole = Shape(sort=view.sort, group=view.group)
    report = run_report(actor_of(request), name, given, today=timezone.localdate(), shape=whole)
    return file_answer(
        workbook_of(report, columns=split(view.columns), lang=view.lang), title_of(report, view.lang)
    )


@router.post("/{name}/make", response=MadeAnswer, summary="按报表建议生成草稿")
def make(request: HttpRequest, name: str) -> HttpResponse:
    """A draft of what the report suggests, asked as the report is (补货建议 → 采购申请单). ``id`` is the draft's."""
    given, view = _asked(request)
    made = make_suggested(
        actor=actor_of(request), name=name, parameters=given, lang=view.lang,
        today=timezone.localdate(), now=timezone.localtime(),
    )  # fmt: skip
    return reply({"type_code": made[0], "id": str(made[1].id), "number": made[1].number})


class ReportView(QueryBody):
    """How a report is shown, beside its own parameters."""

    sort: str = Field(default="", max_length=64)
    group: str = Field(default="", max_length=64)
    columns: str = Field(default="", max_length=2_000)
    lang: Literal["zh", "en"] = "zh"
    page: int | None = Field(default=None, ge=1, le=1_000_000)
    size: int = Field(default=200, ge=1, le=5_000)

    def shape(self) -> Shape:
        """As the reports take it."""
        return Shape(sort=self.sort, group=self.group, page=self.page, size=self.size)


def _asked(request: HttpRequest) -> tuple[dict[str, str], ReportView]:
    """The report's own parameters, and how it shall be shown."""
    given = {key: str(value) for key, value in request.GET.dict().items()}
    view = {key: given.pop(key) for key in ReportView.model_fields if given.get(key)}
    return given, ReportView.model_validate(view)


@stock_router.get("", response=StockAnswer, summary="现存量")
def read_stock(request: HttpRequest, query: Query[StockQuery]) -> HttpResponse:
    """Stock by product and warehouse at the end of a day, a page at a time; sums are of all pages."""
    asked = {
        "as_of": query.as_of,
        "warehouse": query.warehouse,
        "category": query.category,
        "product": query.product,
        "q": query.q,
        "with_empty": str(query.with_empty).lower(),
        "by": query.by,
        "only": query.only,
    }
    shape = Shape(sort=query.sort, page=query.page, size=query.size)
    report = run_report(actor_of(request), "stock", asked, today=timezone.localdate(), shape=shape)
    columns = {column.key: column for column in report.columns}
    rows = [_stock_row(row, columns) for row in report.rows]
    return reply(
        {
            "rows": rows,
            "total": report.row_count,
            "sums": _totals(report),
            "sums_questions": report.totals_questions,
        }
    )


def report_answer(report: Report) -> dict[str, Any]:
    """A report as ``ReportAnswer``: every figure as text in the form its column asks."""
    return {
        "name": report.type.name,
        "label": report.type.label,
        "label_en": report.type.label_en,
        "parameters": {key: text_of(value) for key, value in report.parameters.items()},
        "columns": [
            {
                **{key: getattr(column, key) for key in ("key", "label", "label_en", "kind")},
                "can_sort": column.can_sort and report.type.can_sort,
            }
            for column in report.columns
        ],
        "rows": [_row(row, report.columns) for row in report.rows],
        "totals": _totals(report),
        "totals_questions": report.totals_questions,
        "row_count": report.row_count,
        "is_large": report.row_count > ROWS_AT_ONCE,
        "notes": [asdict(note) for note in report.notes],
        "names": report.names,
        "subtotals": [
            {
                "after": one.after,
                "value": text_of(one.value),
                "totals": _texts(one.totals, report),
                "row_count": one.row_count,
            }
            for one in report.subtotals
        ],
    }


def text_of(value: Any, kind: str = "") -> str | None:
    """A figure, date, id or flag as text."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return exact_text(value, PLACES.get(kind, 0))
    return value.isoformat() if isinstance(value, date) else str(value)


def _row(row: dict[str, Any], columns: tuple[Column, ...]) -> dict[str, Any]:
    shown: dict[str, Any] = {column.key: text_of(row[column.key], column.kind) for column in columns}
    shown["link"] = link_answer(row["link"])
    shown["questions"] = row["questions"]
    return shown


def link_answer(link: dict[str, Any] | None) -> dict[str, Any] | None:
    """Where a row leads: a document, or a report with its parameters."""
    if link is None:
        return None
    if "document" in link:
        return {"document": str(link["document"])}
    if "lot" in link:
        return {"lot": str(link["lot"])}
    parameters = {key: text_of(value) for key, value in link["parameters"].items()}
    return {"report": link["report"], "parameters": parameters}


def _totals(report: Report) -> dict[str, str | None]:
    return _texts(report.totals, report)


def _texts(totals: dict[str, Any], report: Report) -> dict[str, str | None]:
    kinds = {column.key: column.kind for column in report.columns}
    return {key: text_of(value, kinds.get(key, "")) for key, value in totals.items() if key in kinds}


def _stock_row(row: dict[str, Any], columns: dict[str, Column]) -> dict[str, Any]:
    warehouse = None
    if row["warehouse_id"] is not None:
        warehouse = {"id": str(row["warehouse_id"]), "name": row["warehouse"]}
    figures = (
        "on_hand",
        "weight",
        "reserved",
        "available",
        "on_order",
        "on_mo",
        "in_transit",
        "qc_hold",
        "frozen",
        "defect",
        "lent",
        "consigned",
        "safety",
        "stock_minimum",
        "amount",
        "unit_cost",
    )
    return {
        "product": {
            "id": str(row["product_id"]),
            "code": row["product_code"],
            "name": row["product_name"],
            "specification": row["specification"],
            "unit": row["unit"],
            "weight_unit": row.get("weight_unit", ""),
            "category": row["category"],
        },
        "warehouse": warehouse,
        "place": row["warehouse"],
        "status": row["status_label"],
        "in_units": row.get("in_units", ""),
        **{key: text_of(row[key], columns[key].kind) if key in columns else None for key in figures},
        "link": link_answer(row["link"]),
        "questions": row["questions"],
    }
