"""What became of sales orders and transfers, and what was sold below its cost (R-19, R-28, R-29)."""

from __future__ import annotations

from dataclasses import replace

from hengku.documents.declaration import document_type
from hengku.kit.numbers import divide, quantize
from hengku.reports.buying import total_on_time
from hengku.reports.columns import (
    CATEGORY,
    CUSTOMER,
    CUSTOMER_NAME,
    DAYS_LATE,
    FROM,
    GOODS,
    GOODS_SHORT,
    LINE_HEAD,
    MAKER,
    MAKER_NAME,
    PRODUCT,
    SALESPERSON,
    SALESPERSON_NAME,
    STATE_LABEL,
    TO,
    UNIT_COST,
    WAREHOUSE,
    WAREHOUSE_NAME,
    priced_by_weight,
)
from hengku.reports.declaration import Column, Parameter, ReportType, Row
from hengku.reports.stock import to_document
from hengku.reports.trade import SALES_FIGURES
from hengku.reports.trade import total_rate as total_margin
from hengku.reports.words import label_documents


def label_states(rows: list[Row]) -> None:
    """The order's state in words."""
    names = document_type("sales_order").states.labels
    for row in rows:
        row["state_label"] = names[row["state"]][0]


def total_rate(totals: Row) -> None:
    """执行率 of all lines: what was issued by what was ordered."""
    if totals.get("ordered"):
        totals["rate"] = quantize(divide(totals["issued"], totals["ordered"]), 4)
    total_on_time(totals)


#: 未发 = 订购 − 出库, nothing when closed short; 执行率 = 出库 / 订购 (R-28, as R-20).
SALES_EXECUTION = ReportType(
    name="sales_execution",
    label="销售执行表",
    label_en="Sales execution",
    parameters=(FROM, TO, CUSTOMER, CATEGORY, PRODUCT, WAREHOUSE, SALESPERSON),
    columns=(
        Column("number", "订单号", "Order", "text"),
        Column("business_on", "下单日期", "Ordered on", "date"),
        Column("promised_on", "交期", "Promised", "date"),
        CUSTOMER_NAME,
        *GOODS_SHORT,
        STATE_LABEL,
        replace(WAREHOUSE_NAME, is_seldom=True),
        replace(SALESPERSON_NAME, is_seldom=True),
        Column("ordered", "订购", "Ordered", "quantity", total="ordered"),
        Column("notified", "通知发货", "Notified", "quantity", total="notified"),
        Column("issued", "出库", "Issued", "quantity", total="issued"),
        Column("returned", "退货", "Returned", "quantity", total="returned"),
        Column("invoiced", "开票", "Invoiced", "quantity", total="invoiced"),
        Column("quantity_left", "未发", "To go", "quantity", total="quantity_left"),
        DAYS_LATE,
        Column("rate", "执行率", "Executed", "rate"),
        Column("due_lines", "应发行", "Lines due", "count", total="due_lines"),
        Column("on_time_lines", "按期行", "Lines on time", "count", total="on_time_lines"),
        Column("on_time", "及时率", "On time", "rate"),
        Column("ordered_amount", "订购金额(含税)", "Ordered amount", "amount", "ordered_amount"),
        Column("invoiced_amount", "开票金额", "Invoiced", "amount", "invoiced_amount"),
        Column("paid_amount", "已回款(含冲抵)", "Settled", "amount", "paid_amount"),
    ),
    statement="sales_execution",
    order_by="business_on, number, line_no",
    needs=("reports.view", "sales_order.view"),
    finish=label_states,
    sum_up=total_rate,
    link=to_document,
    groups=("party", "number", "product_name", "warehouse", "handler"),
)

#: Sold for less than it cost: 净额 < 成本, without returns (R-29, R-30).
NEGATIVE_MARGIN = ReportType(
    name="negative_margin",
    label="负毛利销售",
    label_en="Sold below cost",
    parameters=(FROM, TO, CATEGORY, PRODUCT, CUSTOMER, SALESPERSON, MAKER),
    columns=(
        *LINE_HEAD,
        CUSTOMER_NAME,
        SALESPERSON_NAME,
        MAKER_NAME,
        *GOODS_SHORT,
        Column("price", "净单价", "Net price", "price"),
        UNIT_COST,
        *SALES_FIGURES,
    ),
    statement="negative_margin",
    notes=priced_by_weight,
    order_by="profit, business_on, number",
    needs=("reports.view", "sales_order.view", "cost.view"),
    reads_all=True,
    finish=label_documents,
    sum_up=total_margin,
    link=to_document,
    groups=("party", "product_name", "handler", "maker"),
)

#: 在途 = 已发 − 已收 − 已报损 − 已退回 (R-19, Q3b).
TRANSFERS_ON_THE_WAY = ReportType(
    name="transfers_on_the_way",
    label="调拨在途",
    label_en="Transfers on the way",
    parameters=(
        WAREHOUSE,
        PRODUCT,
        Parameter("with_done", "显示已了结", "Show finished", "flag", default="false"),
    ),
    columns=(
        Column("number", "调拨单号", "Transfer", "text"),
        Column("business_on", "发出日期", "Sent on", "date"),
        Column("due_on", "预计到达日", "Expected", "date"),
        Column("warehouse", "调出仓库", "From", "text"),
        Column("warehouse_to", "调入仓库", "To", "text"),
        *GOODS,
        Column("sent", "发出", "Sent", "quantity", total="sent"),
        Column("received", "收到", "Received", "quantity", total="received"),
        Column("lost", "损耗", "Lost", "quantity", total="lost"),
        Column("returned", "退回", "Sent back", "quantity", total="returned"),
        Column("in_transit", "在途", "On the way", "quantity", total="in_transit"),
        Column("days", "在途天数", "Days", "count"),
        DAYS_LATE,
    ),
    statement="transfers_on_the_way",
    order_by="business_on, number, line_no",
    bind=lambda bound: {**bound, "with_done": bool(bound["with_done"])},
    link=to_document,
    groups=("warehouse", "warehouse_to", "number"),
)
