"""Reports and the stock page."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.queries import QueryBody
from hengku.api.schemas import ReportAnswer, ReportInfoAnswer, StockAnswer
from hengku.api.values import Day, Id
from hengku.api.wire import reply
from hengku.kit.numbers import exact_text
from hengku.reports.declaration import Column, Report
from hengku.reports.run import reports_for, run_report

router = Router(tags=["报表"])
stock_router = Router(tags=["库存"])

#: Least number of decimals shown by kind of column; more are kept when they say something.
PLACES = {"amount": 2, "rate": 4}


class StockQuery(QueryBody):
    """Filters of the stock page."""

    as_of: Day = None
    warehouse: Id = None
    category: Id = None
    product: Id = None
    q: str = ""
    with_empty: bool = False
    page: int = Field(default=1, ge=1, le=1_000_000)
    size: int = Field(default=100, ge=1, le=1_000)


@router.get("", response=list[ReportInfoAnswer], summary="报表目录")
def read_list(request: HttpRequest) -> HttpResponse:
    """The reports the actor may open."""
    return reply(
        [
            {
                "name": report.name,
                "label": report.label,
                "label_en": report.label_en,
                "parameters": [asdict(parameter) for parameter in report.parameters],
            }
            for report in reports_for(actor_of(request))
            if report.is_listed
        ]
    )


@router.get("/{name}", response=ReportAnswer, summary="报表")
def read(request: HttpRequest, name: str) -> HttpResponse:
    """One report; its parameters stand in the query, those left out have their defaults. Unknown ones are refused."""
    report = run_report(actor_of(request), name, request.GET.dict(), today=timezone.localdate())
    return reply(report_answer(report))


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
    }
    report = run_report(
        actor_of(request), "stock", asked, today=timezone.localdate(), page=query.page, size=query.size
    )
    columns = {column.key: column for column in report.columns}
    rows = [_stock_row(row, columns) for row in report.rows]
    return reply({"rows": rows, "total": report.row_count, "sums": _totals(report)})


def report_answer(report: Report) -> dict[str, Any]:
    """A report as ``ReportAnswer``: every figure as text in the form its column asks."""
    return {
        "name": report.type.name,
        "label": report.type.label,
        "label_en": report.type.label_en,
        "parameters": {key: text_of(value) for key, value in report.parameters.items()},
        "columns": [
            {key: getattr(column, key) for key in ("key", "label", "label_en", "kind")}
            for column in report.columns
        ],
        "rows": [_row(row, report.columns) for row in report.rows],
        "totals": _totals(report),
        "row_count": report.row_count,
        "notes": report.notes,
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
    shown["link"] = _link(row["link"])
    return shown


def _link(link: dict[str, Any] | None) -> dict[str, Any] | None:
    if link is None:
        return None
    if "document" in link:
        return {"document": str(link["document"])}
    parameters = {key: text_of(value) for key, value in link["parameters"].items()}
    return {"report": link["report"], "parameters": parameters}


def _totals(report: Report) -> dict[str, str | None]:
    kinds = {column.key: column.kind for column in report.columns}
    return {key: text_of(value, kinds.get(key, "")) for key, value in report.totals.items()}


def _stock_row(row: dict[str, Any], columns: dict[str, Column]) -> dict[str, Any]:
    warehouse = None
    if row["warehouse_id"] is not None:
        warehouse = {"id": str(row["warehouse_id"]), "name": row["warehouse"]}
    figures = ("on_hand", "reserved", "available", "amount", "unit_cost")
    return {
        "product": {
            "id": str(row["product_id"]),
            "code": row["product_code"],
            "name": row["product_name"],
            "specification": row["specification"],
            "unit": row["unit"],
            "category": row["category"],
        },
        "warehouse": warehouse,
        **{key: text_of(row[key], columns[key].kind) if key in columns else None for key in figures},
        "link": _link(row["link"]),
    }
