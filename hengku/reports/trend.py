"""库存快照趋势 (R-15): how stock and what it is worth went up and down, from the daily snapshots (P9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hengku.reports.columns import CATEGORY, DATE, FROM, PRODUCT, TO, WEIGHT_UNIT
from hengku.reports.declaration import Column, Note, ReportType, Row

ONLY_DAYS_KEPT = Note(
    "三个月以前只留每旬末(10 日、20 日、月底)的快照;数量只在选定一个商品时列出。",
    "Beyond three months only the 10th, the 20th and the last day of a month are kept; quantities are there for one "
    "product.",
)


def to_stock(row: Row, values: Mapping[str, Any]) -> Row:
    """A day leads to the stock of that day."""
    parameters = {"as_of": row["business_on"], "by": "product"}
    parameters.update({key: values[key] for key in ("product", "category") if values.get(key) is not None})
    return {"report": "stock", "parameters": parameters}


STOCK_TREND = ReportType(
    name="stock_trend",
    label="库存快照趋势",
    label_en="Stock by day",
    parameters=(FROM, TO, CATEGORY, PRODUCT),
    columns=(
        DATE,
        Column("product_count", "有库存的商品数", "Products in stock", "count"),
        Column("quantity", "结存数量", "Quantity", "quantity"),
        Column("weight", "结存重量", "Weight", "quantity", is_seldom=True),
        WEIGHT_UNIT,
        Column("amount", "结存金额", "Amount", "amount", shows_cost=True),
    ),
    statement="stock_trend",
    order_by="business_on DESC",
    notes=lambda _rows, _values: [ONLY_DAYS_KEPT],
    link=to_stock,
)
