"""What became of purchases: orders, prices, suppliers, and when to pay (R-20 … R-27, PUR-04, PUR-08)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hengku.documents.declaration import document_type
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit.numbers import divide, quantize
from hengku.reports.columns import (
    BUYER,
    CATEGORY,
    DATE,
    DAYS_LATE,
    DUE_ON,
    FROM,
    GOODS,
    GOODS_SHORT,
    PARTY_CODE,
    PRODUCT,
    PRODUCT_CODE,
    PRODUCT_NAME,
    SPECIFICATION,
    STATE_LABEL,
    SUPPLIER,
    SUPPLIER_NAME,
    TO,
    TYPE_LABEL,
    UNIT,
    WAREHOUSE,
    WAREHOUSE_NAME,
    WEIGHT,
    WEIGHT_UNIT,
    one_of,
    priced_by_weight,
)
from hengku.reports.declaration import Choice, Column, Parameter, ReportType, Row
from hengku.reports.stock import to_document
from hengku.reports.words import label_documents

ORDER_COLUMNS = (
    Column("number", "订单号", "Order", "text"),
    Column("business_on", "下单日期", "Ordered on", "date"),
    Column("promised_on", "交期", "Promised", "date"),
    SUPPLIER_NAME,
    *GOODS_SHORT,
    STATE_LABEL,
)


def label_states(rows: list[Row]) -> None:
    """The order's state in words."""
    names = document_type("purchase_order").states.labels
    for row in rows:
        row["state_label"] = names[row["state"]][0]


def total_rate(totals: Row) -> None:
    """执行率 of all lines: what came in by what was ordered; 及时率: lines in on time by lines due."""
    if totals.get("ordered"):
        totals["rate"] = quantize(divide(totals["received"], totals["ordered"]), 4)
    total_on_time(totals)


def total_on_time(totals: Row) -> None:
    """及时率 of all lines; nothing where none was due."""
    due = totals.get("due_lines")
    totals["on_time"] = quantize(divide(Decimal(totals["on_time_lines"]), Decimal(due)), 4) if due else None


def to_lines_of_product(row: Row, values: Mapping[str, Any]) -> Row:
    """A price leads to the receipts behind it."""
    return {
        "report": "purchase_lines",
        "parameters": {
            "from": values["from"],
            "to": values["to"],
            "party": row["party_id"],
            "product": row["product_id"],
        },
    }


def to_execution(row: Row, values: Mapping[str, Any]) -> Row:
    """A supplier leads to what became of their orders."""
    parameters = {"from": values["from"], "to": values["to"], "party": row["party_id"]}
    return {"report": "purchase_execution", "parameters": parameters}


def to_statement(row: Row, values: Mapping[str, Any]) -> Row | None:
    """A supplier's debt leads to its open items."""
    if not row["party_id"]:
        return None
    parameters = {"party": row["party_id"], "side": "ap", "as_of": values["to"]}
    return {"report": "open_items", "parameters": parameters}


#: 未交 = 订购 − 入库, nothing when closed short; 执行率 = 入库 / 订购; 及时率 = 按期入库行 / 应到行 (R-20).
PURCHASE_EXECUTION = ReportType(
    name="purchase_execution",
    label="采购执行表",
    label_en="Purchase execution",
    parameters=(FROM, TO, SUPPLIER, CATEGORY, PRODUCT, WAREHOUSE, BUYER),
    columns=(
        *ORDER_COLUMNS,
        replace(WAREHOUSE_NAME, is_seldom=True),
        Column("handler", "采购员", "Buyer", "text", is_seldom=True),
        Column("ordered", "订购", "Ordered", "quantity", total="ordered"),
        Column("arrived", "到货", "Arrived", "quantity", total="arrived"),
        Column("released", "合格", "Passed", "quantity", total="released"),
        Column("received", "入库", "Received", "quantity", total="received"),
        Column("returned", "退货", "Returned", "quantity", total="returned"),
        Column("invoiced", "开票", "Invoiced", "quantity", total="invoiced"),
        Column("quantity_left", "未交", "To come", "quantity", total="quantity_left"),
        DAYS_LATE,
        Column("rate", "执行率", "Executed", "rate"),
        Column("due_lines", "应到行", "Lines due", "count", total="due_lines"),
        Column("on_time_lines", "按期行", "Lines on time", "count", total="on_time_lines"),
        Column("on_time", "及时率", "On time", "rate"),
        Column(
            "ordered_amount",
            "订购金额(含税)",
            "Ordered amount",
            "amount",
            "ordered_amount",
            needs=PURCHASE_PRICES,
        ),
        Column("invoiced_amount", "开票金额", "Invoiced", "amount", "invoiced_amount", needs=PURCHASE_PRICES),
        Column("paid_amount", "已付金额", "Paid", "amount", "paid_amount", needs=PURCHASE_PRICES),
    ),
    statement="purchase_execution",
    order_by="business_on, number, line_no",
    needs=("reports.view", "purchase_order.view"),
    finish=label_states,
    sum_up=total_rate,
    link=to_document,
    groups=("party", "number", "product_name", "warehouse", "handler"),
)

#: Orders called done, or overdue, of which nothing ever came (PUR-04).
NEVER_RECEIVED = ReportType(
    name="never_received",
    label="从未入库的采购订单",
    label_en="Orders never received",
    parameters=(
        SUPPLIER,
        one_of(
            "days",
            "未完成的超过交期",
            "Overdue by",
            *(Choice(str(n), f"{n} 天以上", f"{n} days") for n in (0, 7, 30, 90, 180)),
            default="30",
        ),
    ),
    columns=(
        *ORDER_COLUMNS,
        Column("ordered", "订购", "Ordered", "quantity", total="ordered"),
        Column("days", "超过交期(天)", "Days past", "count"),
        Column("amount", "订购金额(含税)", "Amount", "amount", total="amount", needs=PURCHASE_PRICES),
    ),
    statement="never_received",
    order_by="business_on, number, line_no",
    needs=("reports.view", "purchase_order.view"),
    bind=lambda bound: {**bound, "days": int(bound["days"] or 30)},
    finish=label_states,
    link=to_document,
    groups=("party", "number"),
)

#: Order price, receipt and invoice line by line (D-PINV); the difference is the invoice's net less the agreed one.
PURCHASE_MATCH = ReportType(
    name="purchase_match",
    label="三单匹配表",
    label_en="Three-way match",
    parameters=(
        FROM,
        TO,
        SUPPLIER,
        PRODUCT,
        Parameter("differing", "只看有差异", "Differing only", "flag", default="false"),
    ),
    columns=(
        Column("number", "发票单号", "Invoice", "text"),
        DATE,
        SUPPLIER_NAME,
        *GOODS_SHORT,
        WEIGHT_UNIT,
        Column("order_number", "订单号", "Order", "text"),
        Column("ordered", "订购数量", "Ordered", "quantity"),
        Column("order_price", "订单单价", "Order price", "price", needs=PURCHASE_PRICES),
        Column("receipt_number", "入库单号", "Receipt", "text"),
        Column("received", "入库数量", "Received", "quantity"),
        Column("receipt_price", "入库单价", "Receipt price", "price", needs=PURCHASE_PRICES),
        Column("invoiced", "开票数量", "Invoiced", "quantity"),
        Column("invoice_price", "发票单价", "Invoice price", "price", needs=PURCHASE_PRICES),
        Column("amount_net", "发票净额", "Net", "amount", total="amount_net", needs=PURCHASE_PRICES),
        Column(
            "difference", "与约定价差额", "Difference", "amount", total="difference", needs=PURCHASE_PRICES
        ),
    ),
    statement="purchase_match",
    notes=priced_by_weight,
    order_by="business_on, number, line_no",
    needs=("reports.view", "purchase_invoice.view"),
    bind=lambda bound: {**bound, "differing": bool(bound["differing"])},
    link=to_document,
    groups=("party", "number", "product_name"),
)


#: 均价 = Σ净额 / Σ量; 涨幅 against the average of as many days before (R-21).
PURCHASE_PRICES_REPORT = ReportType(
    name="purchase_prices",
    label="采购价格分析",
    label_en="Purchase prices",
    parameters=(FROM, TO, SUPPLIER, PRODUCT),
    columns=(
        PRODUCT_CODE,
        PRODUCT_NAME,
        SPECIFICATION,
        SUPPLIER_NAME,
        UNIT,
        Column("quantity", "数量", "Quantity", "quantity", total="quantity"),
        WEIGHT,
        WEIGHT_UNIT,
        Column("amount", "净额", "Net", "amount", total="amount"),
        Column("price", "均价", "Average", "price"),
        Column("lowest", "最低价", "Lowest", "price"),
        Column("highest", "最高价", "Highest", "price"),
        Column("price_before", "上期均价", "Before", "price"),
        Column("rise", "涨幅", "Rise", "rate"),
    ),
    statement="purchase_prices",
    notes=priced_by_weight,
    order_by="product_code, party",
    needs=("reports.view", "purchase_receipt.view", PURCHASE_PRICES),
    link=to_lines_of_product,
    groups=("product_name", "party"),
)


def total_scores(totals: Row) -> None:
    """Rates of all suppliers come from their counts."""
    count = totals.get("line_count")
    totals["on_time"] = (
        quantize(divide(Decimal(totals["on_time_count"]), Decimal(count)), 4) if count else None
    )


#: 总分 = 40% 质量 + 30% 及时 + 20% 价格 + 10% 足量; what nothing is known of does not count (R-23).
SUPPLIER_SCORES = ReportType(
    name="supplier_scores",
    label="供应商评分",
    label_en="Supplier scores",
    parameters=(FROM, TO, SUPPLIER),
    columns=(
        PARTY_CODE,
        SUPPLIER_NAME,
        Column("line_count", "应到行数", "Lines due", "count", total="line_count"),
        Column("on_time_count", "按期行数", "Lines on time", "count", total="on_time_count"),
        Column("on_time", "及时率", "On time", "rate"),
        Column("inspected", "检验量", "Inspected", "quantity", total="inspected"),
        Column("quality", "合格率", "Passed", "rate"),
        Column("short", "短交率", "Short", "rate"),
        Column("amount", "入库净额", "Received", "amount", total="amount", needs=PURCHASE_PRICES),
        Column("price_index", "价格指数", "Price index", "rate", needs=PURCHASE_PRICES),
        Column("score", "总分", "Score", "rate"),
    ),
    statement="supplier_scores",
    order_by="score DESC NULLS LAST, party_code",
    needs=("reports.view", "purchase_order.view"),
    sum_up=total_scores,
    link=to_execution,
)


def total_days(totals: Row) -> None:
    """Days of all suppliers cannot be added."""
    totals["days"] = None


#: 期末 = 期初 + 采购 − 付款, the balance of 应付账款; 周转天数 = 平均应付 / 当期采购 × 天数 (R-25).
AP_TURNOVER = ReportType(
    name="ap_turnover",
    label="应付账款周转天数",
    label_en="Payables turnover",
    parameters=(FROM, TO, SUPPLIER),
    columns=(
        PARTY_CODE,
        SUPPLIER_NAME,
        Column("opening", "期初应付", "Opening", "amount", total="opening"),
        Column("purchased", "当期采购(含税)", "Purchased", "amount", total="purchased"),
        Column("paid", "当期付款核销", "Paid", "amount", total="paid"),
        Column("closing", "期末应付", "Closing", "amount", total="closing"),
        Column("days", "周转天数", "Days", "quantity"),
    ),
    statement="ap_turnover",
    order_by="party_code",
    needs=("reports.view", "purchase_invoice.view", PURCHASE_PRICES),
    sum_up=total_days,
    link=to_statement,
)


#: What is invoiced and not paid, by the day it falls due (R-27); its total is the balance of 应付账款.
PAYMENT_PLAN = ReportType(
    name="payment_plan",
    label="资金付款计划(已开票未付)",
    label_en="Payment plan (invoiced, not paid)",
    parameters=(SUPPLIER, Parameter("due_by", "到期日不晚于", "Due by", "date")),
    columns=(
        DUE_ON,
        Column("days_left", "距到期(天)", "Days until due", "count"),
        SUPPLIER_NAME,
        TYPE_LABEL,
        Column("number", "单号", "Number", "text"),
        Column("business_on", "单据日期", "Date", "date"),
        Column("amount", "应付金额", "Owed", "amount", total="amount"),
        Column("paid", "已付", "Paid", "amount", total="paid"),
        Column("residual", "未付", "To pay", "amount", total="residual"),
        Column("bank_name", "开户行", "Bank", "text"),
        Column("bank_account", "账号", "Account", "text"),
    ),
    statement="payment_plan",
    order_by="due_on, party, item_id",
    needs=("reports.view", "payment.view", PURCHASE_PRICES),
    finish=label_documents,
    link=to_document,
    groups=("due_on", "party"),
)


#: Sent back to be exchanged and not replaced yet, the longest waiting first (D-PRT 换货). No money stands in it.
EXCHANGES_WAITING = ReportType(
    name="exchanges_waiting",
    label="换货待补",
    label_en="Exchanges waiting",
    parameters=(SUPPLIER, PRODUCT),
    columns=(
        Column("number", "退货单号", "Return", "text"),
        Column("business_on", "退货日期", "Sent back on", "date"),
        Column("receipt_number", "原入库单", "Receipt", "text"),
        SUPPLIER_NAME,
        *GOODS,
        Column("sent", "退回数量", "Sent back", "quantity", total="sent"),
        Column("back", "已补", "Replaced", "quantity", total="back"),
        Column("quantity_left", "待补", "To come", "quantity", total="quantity_left"),
        Column("days", "已等天数", "Days waiting", "count"),
    ),
    statement="exchanges_waiting",
    order_by="business_on, number, line_no",
    needs=("reports.view", "purchase_return.view"),
    link=to_document,
    groups=("party", "product_name"),
)
