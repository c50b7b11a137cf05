"""What was sold and bought, added up by whatever one asks, and the lines behind it (R-21, R-29, R-30)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hengku.company.rules import month_end
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit.numbers import divide, quantize
from hengku.reports.columns import (
    BUYER,
    CATEGORY,
    CUSTOMER,
    CUSTOMER_NAME,
    FROM,
    GOODS_SHORT,
    LINE_HEAD,
    MAKER,
    MAKER_NAME,
    NAMED,
    PRODUCT,
    SALESPERSON,
    SALESPERSON_NAME,
    SUPPLIER,
    SUPPLIER_NAME,
    TO,
    WEIGHT,
    WEIGHT_UNIT,
    by,
    priced_by_weight,
)
from hengku.reports.declaration import Choice, Column, ReportType, Row
from hengku.reports.stock import to_document
from hengku.reports.words import label_documents

#: What sales and purchases are asked for by, beside their days.
KEYS = ("product", "category", "party", "maker", "handler")
CATEGORY_CHOICE = Choice("category", "按类别", "By category")
PRODUCT_CHOICE = Choice("product", "按商品", "By product")
LATER_CHOICES = (
    Choice("maker", "按制单人", "By person"),
    Choice("day", "按日", "By day"),
    Choice("month", "按月", "By month"),
)


def total_rate(totals: Row) -> None:
    """The rate of the totals comes from the totals, never from the rates (4 places, empty without sales)."""
    net = totals["net"]
    if "profit" in totals:
        totals["rate"] = quantize(divide(totals["profit"], net), 4) if net else None


def total_price(totals: Row) -> None:
    """The average price of all rows is their amount by their quantity; of several products it says little."""
    if "amount" in totals:
        totals["price"] = None


def to_lines(report: str) -> Any:
    """A row leads to the lines it adds up: the same days and filters, narrowed to what the row is about."""

    def link(row: Row, values: Mapping[str, Any]) -> Row | None:
        asked = {key: values.get(key) for key in ("from", "to", *KEYS)}
        for key in KEYS:
            asked[key] = row.get(f"{key}_id") or asked[key]
        first = row.get("begins_on")
        if first is not None:
            asked["from"] = max(first, values["from"])
            last = first if values["by"] == "day" else month_end(first)
            asked["to"] = min(last, values["to"])
        elif not any(row.get(f"{key}_id") for key in KEYS):
            return None  # what names nothing leads nowhere
        return {"report": report, "parameters": {k: v for k, v in asked.items() if v is not None}}

    return link


SALES_FIGURES = (
    Column("quantity", "销售数量", "Quantity", "quantity", total="quantity"),
    WEIGHT,
    WEIGHT_UNIT,
    Column("net", "销售净额", "Net sales", "amount", total="net"),
    Column("cost", "销售成本", "Cost", "amount", total="cost", shows_cost=True),
    Column("profit", "毛利", "Gross profit", "amount", total="profit", shows_cost=True),
    Column("rate", "毛利率", "Margin", "rate", shows_cost=True),
)

#: 毛利 = 净额 − 成本; its net is the revenue account, its cost the debit of cost of sales (R-29).
GROSS_PROFIT = ReportType(
    name="gross_profit",
    label="商品毛利表",
    label_en="Gross profit by product",
    parameters=(
        FROM,
        TO,
        by(PRODUCT_CHOICE, CATEGORY_CHOICE),
        CATEGORY,
        PRODUCT,
        CUSTOMER,
        SALESPERSON,
        MAKER,
    ),
    columns=(*NAMED, *SALES_FIGURES),
    statement="gross_profit",
    order_by="profit DESC, code",
    needs=("reports.view", "cost.view"),
    reads_all=True,
    sum_up=total_rate,
    link=to_lines("sales_lines"),
    groups=("category",),
)

#: The same sales, by product, category, customer, maker, day or month; whatever the grouping, the totals are equal.
SALES_STATS = ReportType(
    name="sales_stats",
    label="销售统计",
    label_en="Sales",
    parameters=(
        FROM,
        TO,
        by(
            PRODUCT_CHOICE,
            CATEGORY_CHOICE,
            Choice("party", "按客户", "By customer"),
            Choice("handler", "按业务员", "By salesperson"),
            *LATER_CHOICES,
        ),
        CATEGORY,
        PRODUCT,
        CUSTOMER,
        SALESPERSON,
        MAKER,
    ),
    columns=(
        *NAMED,
        Column("document_count", "单据数", "Documents", "count"),
        *SALES_FIGURES,
    ),
    statement="gross_profit",
    order_by="begins_on, net DESC, code",
    needs=("reports.view", "sales_order.view"),
    reads_all=True,
    sum_up=total_rate,
    link=to_lines("sales_lines"),
    groups=("category",),
)

#: R-30: whether what goods cost may still change.
COST_STATES = {"final": "最终", "estimated": "暂估", "no_cost": "无成本"}


def label_sales(rows: list[Row]) -> None:
    """Say the types of documents and the states of cost in words."""
    label_documents(rows)
    for row in rows:
        row["cost_state_label"] = COST_STATES[row["cost_state"]]


SALES_LINES = ReportType(
    name="sales_lines",
    label="销售明细",
    label_en="Sales lines",
    parameters=(FROM, TO, CATEGORY, PRODUCT, CUSTOMER, SALESPERSON, MAKER),
    columns=(
        *LINE_HEAD,
        CUSTOMER_NAME,
        SALESPERSON_NAME,
        MAKER_NAME,
        *GOODS_SHORT,
        *SALES_FIGURES,
        Column("cost_state_label", "成本状态", "Cost state", "text", can_sort=False, shows_cost=True),
    ),
    statement="sales_lines",
    order_by="business_on, number, product_code",
    needs=("reports.view", "sales_order.view"),
    reads_all=True,
    finish=label_sales,
    sum_up=total_rate,
    link=to_document,
    groups=("party", "product_name", "handler", "maker"),
)

PURCHASE_FIGURES = (
    Column("quantity", "采购数量", "Quantity", "quantity", total="quantity"),
    WEIGHT,
    WEIGHT_UNIT,
    Column("received", "入库金额", "Received", "amount", total="received", needs=PURCHASE_PRICES),
    Column(
        "difference", "发票差异", "Invoice difference", "amount", total="difference", needs=PURCHASE_PRICES
    ),
    Column("amount", "采购金额", "Amount", "amount", total="amount", needs=PURCHASE_PRICES),
    Column("price", "平均单价", "Average price", "price", needs=PURCHASE_PRICES),
)

#: 采购金额 = 入库 − 退货 + 发票差异, from the cost book: what the goods that came from suppliers cost (R-21).
PURCHASE_STATS = ReportType(
    name="purchase_stats",
    label="采购统计",
    label_en="Purchases",
    parameters=(
        FROM,
        TO,
        by(
            PRODUCT_CHOICE,
            CATEGORY_CHOICE,
            Choice("party", "按供应商", "By supplier"),
            Choice("handler", "按采购员", "By buyer"),
            *LATER_CHOICES,
        ),
        CATEGORY,
        PRODUCT,
        SUPPLIER,
        BUYER,
        MAKER,
    ),
    columns=(
        *NAMED,
        Column("document_count", "单据数", "Documents", "count"),
        *PURCHASE_FIGURES,
    ),
    statement="purchase_stats",
    order_by="begins_on, amount DESC, code",
    needs=("reports.view", "purchase_order.view"),
    reads_all=True,
    sum_up=total_price,
    notes=priced_by_weight,
    link=to_lines("purchase_lines"),
    groups=("category",),
)

PURCHASE_LINES = ReportType(
    name="purchase_lines",
    label="采购明细",
    label_en="Purchase lines",
    parameters=(FROM, TO, CATEGORY, PRODUCT, SUPPLIER, BUYER, MAKER),
    columns=(
        *LINE_HEAD,
        SUPPLIER_NAME,
        Column("handler", "采购员", "Buyer", "text"),
        MAKER_NAME,
        *GOODS_SHORT,
        *PURCHASE_FIGURES,
    ),
    statement="purchase_lines",
    order_by="business_on, number, product_code",
    needs=("reports.view", "purchase_order.view"),
    reads_all=True,
    finish=label_documents,
    sum_up=total_price,
    notes=priced_by_weight,
    link=to_document,
    groups=("party", "product_name", "handler", "maker"),
)
