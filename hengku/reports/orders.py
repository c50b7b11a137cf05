"""What is still to be done: orders not yet received or shipped, goods not yet invoiced, stock that nobody buys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hengku.identity.roles import PURCHASE_PRICES
from hengku.reports.columns import (
    AS_OF,
    CATEGORY,
    CUSTOMER,
    CUSTOMER_NAME,
    DAYS,
    DAYS_LATE,
    GOODS,
    LATE_ONLY,
    ON_HAND,
    PRODUCT,
    PRODUCT_COLUMNS,
    SUPPLIER,
    SUPPLIER_NAME,
    TYPE_LABEL,
    WAREHOUSE,
    WAREHOUSE_NAME,
    one_of,
)
from hengku.reports.declaration import Choice, Column, ReportType, Row
from hengku.reports.owed import label_items
from hengku.reports.statements import query, statement_of
from hengku.reports.stock import to_document


def bind_orders(order_type: str, fulfilled_by: str) -> Callable[[Row], Row]:
    """Which orders, and what fulfils them."""
    return lambda bound: {
        **bound,
        "order_type": order_type,
        "fulfilled_by": fulfilled_by,
        "late_only": bool(bound["late_only"]),
    }


def order_columns(
    party: tuple[str, str], done: tuple[str, str], left: tuple[str, str], needs: str = ""
) -> tuple[Column, ...]:
    """The columns both kinds of orders share; ``left`` is what is still to come or go, ``needs`` shows its amount."""
    return (
        Column("number", "订单号", "Order", "text"),
        Column("business_on", "下单日期", "Ordered on", "date"),
        Column("due_on", "交货日期", "Promised", "date"),
        DAYS_LATE,
        Column("party", *party, "text"),
        WAREHOUSE_NAME,
        *GOODS,
        Column("ordered", "订购数量", "Ordered", "quantity", total="ordered"),
        Column("done", *done, "quantity", total="done"),
        Column("quantity_left", *left, "quantity", total="quantity_left"),
        Column("amount_left", "未执行金额(含税)", "Amount left", "amount", total="amount_left", needs=needs),
    )


#: 未交 = 订购 − 入库 of orders in force (Q3a 采购在途).
OPEN_PURCHASE_ORDERS = ReportType(
    name="open_purchase_orders",
    label="未入库采购订单",
    label_en="Purchase orders to receive",
    parameters=(SUPPLIER, WAREHOUSE, PRODUCT, LATE_ONLY),
    columns=order_columns(
        ("供应商", "Supplier"), ("已入库", "Received"), ("未入库", "To receive"), PURCHASE_PRICES
    ),
    statement="open_orders",
    order_by="due_on NULLS LAST, number, line_no",
    needs=("reports.view", "purchase_order.view"),
    bind=bind_orders("purchase_order", "purchase_receipt"),
    link=to_document,
    groups=("party", "number", "product_name"),
)

#: 未发 = 订购 − 出库 of orders in force (R-28).
OPEN_SALES_ORDERS = ReportType(
    name="open_sales_orders",
    label="未出库销售订单",
    label_en="Sales orders to ship",
    parameters=(CUSTOMER, WAREHOUSE, PRODUCT, LATE_ONLY),
    columns=order_columns(("客户", "Customer"), ("已出库", "Shipped"), ("未出库", "To ship")),
    statement="open_orders",
    order_by="due_on NULLS LAST, number, line_no",
    needs=("reports.view", "sales_order.view"),
    bind=bind_orders("sales_order", "sales_issue"),
    link=to_document,
    groups=("party", "number", "product_name"),
)

#: 暂估余额 = 已入库暂估 − 已开票, by receipt; its total is the credit balance of 应付账款-暂估 (R-22).
RECEIVED_NOT_INVOICED = ReportType(
    name="received_not_invoiced",
    label="暂估明细(已入库未开票)",
    label_en="Received, not invoiced",
    parameters=(AS_OF, SUPPLIER),
    columns=(
        SUPPLIER_NAME,
        Column("number", "入库单号", "Receipt", "text"),
        TYPE_LABEL,
        Column("business_on", "入库日期", "Received on", "date"),
        DAYS,
        Column("amount", "暂估金额", "Estimated", "amount", total="amount"),
        Column("applied", "已开票", "Invoiced", "amount", total="applied"),
        Column("residual", "暂估余额", "Not invoiced", "amount", total="residual"),
    ),
    statement="open_items",
    order_by="party, business_on, item_id",
    needs=("reports.view", "purchase_invoice.view", PURCHASE_PRICES),
    bind=lambda bound: {**bound, "kinds": ["ap_estimated"], "only": ""},
    finish=label_items,
    link=to_document,
    groups=("party",),
)

#: 已出未票 = 出库价税合计 − 已开票 − 已退货, by issue (R-41).
ISSUED_NOT_INVOICED = ReportType(
    name="issued_not_invoiced",
    label="已出库未开票",
    label_en="Issued, not invoiced",
    parameters=(AS_OF, CUSTOMER),
    columns=(
        Column("party_code", "客户编码", "Code", "text"),
        CUSTOMER_NAME,
        Column("number", "出库单号", "Issue", "text"),
        Column("business_on", "出库日期", "Issued on", "date"),
        DAYS,
        Column("amount", "出库金额(含税)", "Issued", "amount", total="amount"),
        Column("invoiced", "已开票或退货", "Invoiced or returned", "amount", total="invoiced"),
        Column("amount_left", "未开票金额", "Not invoiced", "amount", total="amount_left"),
    ),
    statement="issued_not_invoiced",
    order_by="party, business_on, number",
    needs=("reports.view", "sales_invoice.view"),
    link=to_document,
    groups=("party",),
)


def issues_not_invoiced(company_id: int, as_of: date) -> int:
    """R-41 for the list before closing: how many issues are neither wholly invoiced nor returned."""
    statement = f"SELECT count(*) AS issues FROM ({statement_of('issued_not_invoiced')}) AS issue"  # noqa: S608
    return int(query(statement, {"company_id": company_id, "as_of": as_of, "party": None})[0]["issues"])


#: 已票未出 = 开票净额 − 已出库, by invoice (R-41, T11); its total is what 预收账款 holds of goods invoiced before they go.
INVOICED_NOT_ISSUED = ReportType(
    name="invoiced_not_issued",
    label="已开票未出库",
    label_en="Invoiced, not issued",
    parameters=(AS_OF, CUSTOMER),
    columns=(
        CUSTOMER_NAME,
        Column("number", "发票单号", "Invoice", "text"),
        TYPE_LABEL,
        Column("business_on", "开票日期", "Invoiced on", "date"),
        DAYS,
        Column("amount", "开票金额(不含税)", "Invoiced, net", "amount", total="amount"),
        Column("applied", "已出库或红冲", "Sent or taken back", "amount", total="applied"),
        Column("residual", "未出库金额(不含税)", "Not sent, net", "amount", total="residual"),
    ),
    statement="open_items",
    order_by="party, business_on, item_id",
    needs=("reports.view", "sales_invoice.view"),
    bind=lambda bound: {**bound, "kinds": ["invoiced_ahead"], "only": ""},
    finish=label_items,
    link=to_document,
    groups=("party",),
)


def bind_days(bound: Row) -> Row:
    """How many days without a sale make a product slow."""
    return {**bound, "days": int(bound["days"] or 90)}


def to_product_ledger(row: Row, _values: Mapping[str, Any]) -> Row:
    """A product leads to its movements since it was last sold."""
    since = {"from": row["last_sold_on"]} if row["last_sold_on"] else {}
    return {"report": "stock_ledger", "parameters": {"product": row["product_id"], **since}}


#: 滞销: 无动销天数 ≥ 90 且现存 > 0; 呆滞: ≥ 180 (R-12). Days count from the last sale, or from the first receipt.
SLOW_STOCK = ReportType(
    name="slow_stock",
    label="滞销呆滞分析",
    label_en="Slow and dead stock",
    parameters=(
        one_of(
            "days",
            "无动销",
            "Not sold for",
            *(Choice(str(days), f"{days} 天以上", f"{days} days") for days in (30, 60, 90, 180, 365)),
            default="90",
        ),
        CATEGORY,
    ),
    columns=(
        *PRODUCT_COLUMNS,
        Column("last_sold_on", "最后销售", "Last sold", "date"),
        Column("days", "无动销天数", "Days", "count"),
        Column("sold_in_90_days", "近90天销量", "Sold in 90 days", "quantity"),
        ON_HAND,
        Column("amount", "占用金额", "Amount", "amount", total="amount", shows_cost=True),
    ),
    statement="slow_stock",
    order_by="days DESC, product_code",
    reads_all=True,
    bind=bind_days,
    link=to_product_ledger,
    groups=("category",),
)
