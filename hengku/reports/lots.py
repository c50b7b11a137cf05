"""Reports over lots and serial numbers: 批次效期表 (R-04), 临期过期 (R-13), 序列号追踪 (R-05)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hengku.company.queries import setting
from hengku.inventory.models import SerialState
from hengku.reports.columns import (
    AMOUNT,
    CATEGORY,
    CUSTOMER,
    CUSTOMER_NAME,
    PRODUCT,
    PRODUCT_CODE,
    PRODUCT_COLUMNS,
    PRODUCT_NAME,
    SPECIFICATION,
    STATE_LABEL,
    STATUS_LABEL,
    WAREHOUSE,
    WAREHOUSE_NAME,
    WEIGHT,
    WEIGHT_UNIT,
    one_of,
)
from hengku.reports.declaration import Choice, Column, Parameter, ReportType, Row
from hengku.reports.statements import query, statement_of
from hengku.reports.stock import label_status

LEVEL_LABELS = {"expired": "已过期", "red": "临期(红)", "yellow": "临期(黄)", "": ""}
#: What to do about it (R-13): what can still be sold is sold first, what cannot is written off.
PROPOSALS = {"expired": "报损", "red": "促销", "yellow": "调拨或促销"}
LOT_COLUMNS = (
    Column("lot_no", "批号", "Lot", "text"),
    Column("produced_on", "生产日期", "Produced", "date"),
    Column("expires_on", "到期日", "Expires", "date"),
    Column("days_left", "剩余天数", "Days left", "count"),
)
OWNER_NAME = Column("owner", "货主", "Owner", "text", is_seldom=True)
LAST_COLUMNS = (
    Column("quantity", "数量", "Quantity", "quantity", total="quantity"),
    WEIGHT,
    WEIGHT_UNIT,
    AMOUNT,
)


def bind_days(bound: Row) -> Row:
    """When lots turn yellow and red, where product and category say nothing (B5)."""
    days = {
        key: int(setting(bound["company_id"], key, bound["today"])) for key in ("yellow_days", "red_days")
    }
    return {**bound, **days, "near_only": False}


def bind_near(bound: Row) -> Row:
    """Only what is near its end or past it."""
    return {**bind_days(bound), "near_only": True}


def near_expiry(company_id: int, on: date) -> tuple[int, int]:
    """R-13 for the list before closing: how many heaps of a lot lie here past their end, and how many near it."""
    nothing = dict.fromkeys(("warehouse", "product", "category_ids"))
    rows = query(statement_of("lots"), bind_near({"company_id": company_id, "today": on, **nothing}))
    expired = sum(row["level"] == "expired" for row in rows)
    return expired, len(rows) - expired


def label_lots(rows: list[Row]) -> None:
    """Status, level and proposal in words."""
    label_status(rows)
    for row in rows:
        row["level_label"] = "已召回" if row["is_recalled"] else LEVEL_LABELS[row["level"]]
        row["proposal"] = "退供应商或报损" if row["is_recalled"] else PROPOSALS.get(row["level"], "")


def to_trace(row: Row, _values: Mapping[str, Any]) -> Row | None:
    """A lot leads to where it came from and went."""
    return {"lot": row["lot_id"]}


def bind_serials(bound: Row) -> Row:
    """What a person types is text, not a pattern."""
    text = bound["q"] or ""
    for sign in ("\\", "%", "_"):
        text = text.replace(sign, f"\\{sign}")
    return {**bound, "pattern": f"%{text}%" if text else None, "state": bound["state"] or ""}


def label_serials(rows: list[Row]) -> None:
    """Where a piece is in its life, in words."""
    for row in rows:
        row["state_label"] = str(SerialState(row["state"]).label)


def to_last_document(row: Row, _values: Mapping[str, Any]) -> Row | None:
    """A piece leads to what was done with it last."""
    return {"document": row["document_id"]} if row.get("document_id") else None


LOT_EXPIRY = ReportType(
    name="lots",
    label="批次效期表",
    label_en="Lots and expiry",
    parameters=(WAREHOUSE, CATEGORY, PRODUCT),
    columns=(
        *PRODUCT_COLUMNS,
        WAREHOUSE_NAME,
        *LOT_COLUMNS,
        Column("left_ratio", "剩余比例", "Life left", "rate"),
        Column("level_label", "效期", "Alert", "text", can_sort=False),
        STATUS_LABEL,
        OWNER_NAME,
        Column("supplier_lot", "供应商批号", "Supplier's lot", "text"),
        *LAST_COLUMNS,
    ),
    statement="lots",
    order_by="product_code, expires_on NULLS LAST, produced_on, lot_id, warehouse, status, owner NULLS FIRST",
    bind=bind_days,
    finish=label_lots,
    link=to_trace,
    groups=("category", "warehouse"),
)

NEAR_EXPIRY = ReportType(
    name="near_expiry",
    label="临期过期",
    label_en="Near expiry",
    parameters=(WAREHOUSE, CATEGORY, PRODUCT),
    columns=(
        *PRODUCT_COLUMNS,
        WAREHOUSE_NAME,
        *LOT_COLUMNS,
        Column("level_label", "效期", "Alert", "text", can_sort=False),
        STATUS_LABEL,
        OWNER_NAME,
        Column("proposal", "建议", "Proposal", "text", can_sort=False),
        *LAST_COLUMNS,
    ),
    statement="lots",
    order_by="expires_on, product_code, lot_id, warehouse, status, owner NULLS FIRST",
    bind=bind_near,
    finish=label_lots,
    link=to_trace,
    groups=("category", "warehouse"),
)

SERIALS = ReportType(
    name="serials",
    label="序列号追踪",
    label_en="Serial numbers",
    parameters=(
        Parameter("q", "序列号", "Serial number", "text"),
        PRODUCT,
        CUSTOMER,
        one_of(
            "state",
            "状态",
            "State",
            Choice("in_stock", "在库", "In stock"),
            Choice("returned", "退回在库", "Returned"),
            Choice("sold", "已售", "Sold"),
            Choice("sent_back", "已退供应商", "Sent back"),
            Choice("out", "已领用", "Used"),
            Choice("scrapped", "已报损", "Scrapped"),
        ),
    ),
    columns=(
        Column("serial_no", "序列号", "Serial number", "text"),
        PRODUCT_CODE,
        PRODUCT_NAME,
        SPECIFICATION,
        STATE_LABEL,
        Column("warehouse", "所在仓库", "Warehouse", "text"),
        OWNER_NAME,
        CUSTOMER_NAME,
        Column("in_number", "入库单据", "Came by", "text"),
        Column("in_on", "入库日期", "Came on", "date"),
        Column("number", "最近单据", "Last by", "text"),
        Column("business_on", "日期", "On", "date"),
    ),
    statement="serials",
    order_by="serial_no",
    bind=bind_serials,
    finish=label_serials,
    link=to_last_document,
    groups=("product_name", "party"),
)
