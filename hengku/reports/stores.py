"""What stores asked for, what reached them, and how well it was forecast (R-36)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hengku.company.rules import month_end
from hengku.documents.declaration import document_type
from hengku.kit.numbers import divide, quantize
from hengku.reports.columns import (
    CATEGORY,
    FROM,
    GOODS,
    PRODUCT,
    PRODUCT_COLUMNS,
    STATE_LABEL,
    TO,
    one_of,
)
from hengku.reports.declaration import Choice, Column, Note, Parameter, ReportType, Row
from hengku.reports.stock import to_document

STORE = Parameter("warehouse", "门店", "Store", "warehouse")
STORE_NAME = Column("warehouse", "门店", "Store", "text")
DAY, WEEK, MONTH = "day", "week", "month"

HOW = Note(
    "期间按需求日期。差异 = 要货 − 收到;预测与实销只比已经过去、且要货时做过预测的日子,同一天有几张要货单的取最后一张;"
    "MAPE = Σ|预测 − 实销| ÷ Σ实销,越小越准。",
    "By the day goods are needed. Lacking = asked − received. Forecast and sales are compared on days that are past "
    "and were forecast, by the last requisition of a day; MAPE = Σ|forecast − sold| ÷ Σ sold, the smaller the better.",
)


def total_rates(totals: Row) -> None:
    """Rates of all rows: worked out of the sums, not of the rates."""
    if totals.get("asked"):
        totals["rate"] = quantize(divide(totals["received"], totals["asked"]), 4)
    if totals.get("actual"):
        totals["mape"] = quantize(divide(totals["error"], totals["actual"]), 4)


def to_lines(row: Row, values: Mapping[str, Any]) -> Row:
    """A store and product lead to the lines that were asked for in the stretch of days."""
    first, last = values["from"], values["to"]
    if row["begins_on"] is not None:
        first = max(first, row["begins_on"])
        last = min(last, _ends_on(row["begins_on"], values.get("by") or ""))
    return {
        "report": "store_delivery_lines",
        "parameters": {
            "warehouse": row["warehouse_id"],
            "product": row["product_id"],
            "from": first,
            "to": last,
        },
    }


def _ends_on(first: Any, by: str) -> Any:
    if by == MONTH:
        return month_end(first)
    return first + timedelta(days=6) if by == WEEK else first


def label_lines(rows: list[Row]) -> None:
    """The requisition's state in words."""
    names = document_type("store_requisition").states.labels
    for row in rows:
        row["state_label"] = names[row["state"]][0]


#: 要货/配送准确率 (R-36).
STORE_DELIVERY = ReportType(
    name="store_delivery",
    label="要货/配送准确率",
    label_en="Store delivery and forecast",
    parameters=(
        FROM,
        TO,
        STORE,
        PRODUCT,
        CATEGORY,
        one_of(
            "by",
            "期间",
            "Period",
            Choice("whole", "合计", "In total"),
            Choice(DAY, "按天", "By day"),
            Choice(WEEK, "按周", "By week"),
            Choice(MONTH, "按月", "By month"),
            default="whole",
        ),
    ),
    columns=(
        STORE_NAME,
        *PRODUCT_COLUMNS,
        Column("begins_on", "期间", "Period", "date", is_seldom=True),
        Column("asked", "要货", "Asked", "quantity", total="asked"),
        Column("sent", "配送", "Sent", "quantity", total="sent"),
        Column("received", "收到", "Received", "quantity", total="received"),
        Column("lacking", "差异", "Lacking", "quantity", total="lacking"),
        Column("rate", "到货率", "Delivered", "rate"),
        Column("forecast", "预测销量", "Forecast", "decimal", total="forecast"),
        Column("actual", "实际销量", "Sold", "quantity", total="actual"),
        Column("error", "绝对误差", "Error", "decimal", total="error"),
        Column("mape", "预测误差 MAPE", "MAPE", "rate"),
    ),
    statement="store_delivery",
    order_by="warehouse_code, product_code, begins_on NULLS FIRST",
    needs=("reports.view", "store_requisition.view"),
    reads_all=True,
    sum_up=total_rates,
    notes=lambda _rows, _values: [HOW],
    link=to_lines,
    groups=("warehouse", "category", "product_name", "begins_on"),
)

#: The lines behind it.
STORE_DELIVERY_LINES = ReportType(
    name="store_delivery_lines",
    label="要货执行明细",
    label_en="Store requisition lines",
    parameters=(FROM, TO, STORE, PRODUCT, CATEGORY),
    columns=(
        Column("number", "要货单号", "Requisition", "text"),
        Column("due_on", "需求日期", "Needed on", "date"),
        STORE_NAME,
        *GOODS,
        STATE_LABEL,
        Column("asked", "要货", "Asked", "quantity", total="asked"),
        Column("sent", "配送", "Sent", "quantity", total="sent"),
        Column("ordered", "直送订购", "Ordered direct", "quantity", total="ordered"),
        Column("received", "收到", "Received", "quantity", total="received"),
        Column("lacking", "差异", "Lacking", "quantity", total="lacking"),
        Column("suggested", "建议量", "Proposed", "quantity"),
        Column("forecast", "预测销量", "Forecast", "decimal"),
        Column("reckoned", "怎么算的", "How it was worked out", "text", is_seldom=True),
    ),
    statement="store_delivery_lines",
    order_by="due_on, number, line_no",
    needs=("reports.view", "store_requisition.view"),
    finish=label_lines,
    link=to_document,
    groups=("warehouse", "number", "product_name"),
)
