"""Gross profit: what was sold against what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hengku.kit.numbers import divide, quantize
from hengku.reports.declaration import Choice, Column, Parameter, ReportType, Row
from hengku.reports.stock import CATEGORY, FROM, PRODUCT, TO


def total_rate(totals: Row) -> None:
    """The rate of the totals comes from the totals, never from the rates (4 places, empty without sales)."""
    net = totals["net"]
    totals["rate"] = quantize(divide(totals["profit"], net), 4) if net else None


def to_movements(row: Row, values: Mapping[str, Any]) -> Row | None:
    """A product leads to its movements, a category to its products; what names no product leads nowhere."""
    days = {"from": values["from"], "to": values["to"]}
    if row["product_id"] is not None:
        return {"report": "stock_ledger", "parameters": {"product": row["product_id"], **days}}
    if row["category_id"] is None:
        return None
    return {"report": "gross_profit", "parameters": {"category": row["category_id"], "by": "product", **days}}


GROSS_PROFIT = ReportType(
    name="gross_profit",
    label="商品毛利表",
    label_en="Gross profit by product",
    parameters=(
        FROM,
        TO,
        Parameter(
            "by",
            "汇总方式",
            "Group by",
            "choice",
            default="product",
            choices=(
                Choice("product", "按商品", "By product"),
                Choice("category", "按类别", "By category"),
            ),
        ),
        CATEGORY,
        PRODUCT,
        Parameter("party", "客户", "Customer", "party"),
    ),
    columns=(
        Column("code", "编码", "Code", "text"),
        Column("name", "名称", "Name", "text"),
        Column("specification", "规格", "Specification", "text"),
        Column("category", "类别", "Category", "text"),
        Column("unit", "单位", "Unit", "text"),
        Column("quantity", "销售数量", "Quantity", "quantity", total="quantity"),
        Column("net", "销售净额", "Net sales", "amount", total="net"),
        Column("cost", "销售成本", "Cost", "amount", total="cost"),
        Column("profit", "毛利", "Gross profit", "amount", total="profit"),
        Column("rate", "毛利率", "Margin", "rate"),
    ),
    statement="gross_profit",
    order_by="profit DESC, code",
    needs=("reports.view", "cost.view"),
    reads_all=True,
    sum_up=total_rate,
    link=to_movements,
)
