"""How well goods agree with the books, and where they get lost (R-16, R-17, R-33)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.company.dictionary import word_list
from hengku.company.queries import settings_on
from hengku.kit.numbers import divide, quantize
from hengku.reports.columns import (
    CATEGORY,
    FROM,
    GOODS_SHORT,
    PRODUCT,
    PRODUCT_COLUMNS,
    REASON,
    TO,
    WAREHOUSE,
    WAREHOUSE_NAME,
    WEIGHT_UNIT,
    one_of,
    only,
)
from hengku.reports.declaration import Choice, Column, Parameter, ReportType, Row
from hengku.reports.questions_counts import days_before
from hengku.reports.statements import query, statement_of
from hengku.warehousing.reasons import BY_CODE, STAGES

WORDS = {
    **{code: reason.label for code, reason in BY_CODE.items()},
    **{choice.code: choice.label for choice in STAGES},
    **{word.code: word.name for word in word_list("shift").ready},
}


def label_words(rows: list[Row]) -> None:
    """Say reasons, stages and shifts in words; what somebody typed stays as it is."""
    for row in rows:
        for key in ("reason", "stage", "shift"):
            if key in row:
                row[key] = WORDS.get(row[key] or "", row[key])


def bind_counts(bound: Row) -> Row:
    """Goods that are weighed agree within the company's tolerance, as it holds on the last day; pieces exactly."""
    tolerance = settings_on(bound["company_id"], bound["to"]).weighed_tolerance
    return {**bound, "tolerance": tolerance, "only": bound.get("only") or "differences"}


def total_difference(totals: Row) -> None:
    """差异率 of all lines: what differed of what the books said."""
    book = totals["book"]
    totals["rate"] = quantize(divide(totals["difference_abs"], book), 4) if book else None


def total_accuracy(totals: Row) -> None:
    """R-17 of all counts, from the sums."""
    products = totals["products"]
    totals["product_rate"] = quantize(divide(totals["agreed"], products), 4) if products else None
    for measure in ("quantity", "amount"):
        book = totals.get(f"book_{measure}")
        off = totals.get(f"off_{measure}")
        if f"{measure}_rate" in totals or book is not None:
            totals[f"{measure}_rate"] = (
                quantize(1 - divide(off, book), 4) if book and off is not None else None
            )


def bind_losses(bound: Row) -> Row:
    """By what, and the days before that losses are compared with."""
    before_from, before_to = days_before(bound["from"], bound["to"])
    return {**bound, "by": bound["by"] or "all", "before_from": before_from, "before_to": before_to}


def total_losses(totals: Row) -> None:
    """损耗率 of all: lost of what was sold and used; against the stretch before."""
    base, before = totals.get("base"), totals.get("before_amount")
    amount = totals.get("amount") or Decimal(0)
    totals["rate"] = quantize(divide(amount, base), 4) if base else None
    totals["change"] = quantize(divide(amount - before, before), 4) if before else None


def to_paper(row: Row, _values: Mapping[str, Any]) -> Row | None:
    """A difference leads to the 盘盈单 or 盘亏单 that booked it."""
    return {"document": row["document_id"]} if row["document_id"] else None


def to_differences(row: Row, values: Mapping[str, Any]) -> Row:
    """A count leads to its differences."""
    asked = {key: values[key] for key in ("category", "product") if values[key] is not None}
    day = row["business_on"]
    asked |= {"from": day, "to": day, "warehouse": row["warehouse_id"], "number": row["number"]}
    return {"report": "count_differences", "parameters": asked}


def to_loss_papers(row: Row, values: Mapping[str, Any]) -> Row:
    """A loss leads to the movements of the papers that took it."""
    asked = {"from": values["from"], "to": values["to"], "type": "loss_report"}
    asked |= {key: row[f"{key}_id"] for key in ("warehouse", "product") if row[f"{key}_id"]}
    if row["reason_code"]:
        asked["reason"] = row["reason_code"]
    return {"report": "movement_lines", "parameters": asked}


#: 差异率 = |差| / 账面, 100 % where the books said nothing; amounts as they were booked through 1901 (R-16).
COUNT_DIFFERENCES = ReportType(
    name="count_differences",
    label="盘点差异报告",
    label_en="Count differences",
    parameters=(
        FROM,
        TO,
        WAREHOUSE,
        CATEGORY,
        PRODUCT,
        Parameter("number", "盘点单号", "Count", "text"),
        only(
            Choice("differences", "有差异", "Differences"),
            Choice("gain", "盘盈", "Gains"),
            Choice("loss", "盘亏", "Losses"),
            Choice("all", "全部盘点行", "All lines counted"),
        ),
    ),
    columns=(
        Column("business_on", "盘点日期", "Date", "date"),
        Column("number", "盘点单号", "Count", "text"),
        WAREHOUSE_NAME,
        *PRODUCT_COLUMNS,
        Column("lot_no", "批号", "Lot", "text"),
        Column("book", "账面", "Book", "quantity", total="book"),
        Column("found", "实盘", "Found", "quantity", total="found"),
        Column("difference", "差异", "Difference", "quantity", total="difference"),
        Column("difference_abs", "差异绝对值", "Off by", "quantity", total="difference_abs"),
        Column("book_weight", "账面重量", "Book weight", "quantity", is_seldom=True),
        Column("found_weight", "实盘重量", "Found weight", "quantity", is_seldom=True),
        Column("difference_weight", "差异重量", "Difference, weight", "quantity", is_seldom=True),
        WEIGHT_UNIT,
        Column("rate", "差异率", "Share", "rate"),
        Column("gain_amount", "盘盈金额", "Gain", "amount", total="gain_amount", shows_cost=True),
        Column("loss_amount", "盘亏金额", "Loss", "amount", total="loss_amount", shows_cost=True),
        REASON,
        Column("responsible", "责任人", "Responsible", "text"),
        Column("amount", "差异金额", "Difference, amount", "amount", total="amount", shows_cost=True),
    ),
    statement="count_differences",
    order_by="business_on, number, product_code, line_id",
    bind=bind_counts,
    finish=label_words,
    sum_up=total_difference,
    link=to_paper,
    groups=("number", "warehouse", "category", "responsible"),
)

#: SKU = 相符/盘点; 数量 = 1 − Σ|差量|/Σ账面量; 金额 = 1 − Σ|差额|/Σ账面额 (R-17), a row for each count.
STOCK_ACCURACY = ReportType(
    name="stock_accuracy",
    label="库存准确率",
    label_en="Stock accuracy",
    parameters=(FROM, TO, WAREHOUSE, CATEGORY, PRODUCT),
    columns=(
        Column("business_on", "盘点日期", "Date", "date"),
        Column("number", "盘点单号", "Count", "text"),
        WAREHOUSE_NAME,
        Column("products", "盘点商品", "Products", "count", total="products"),
        Column("agreed", "相符商品", "Agreed", "count", total="agreed"),
        Column("book_quantity", "账面数量", "Book qty", "quantity", total="book_quantity"),
        Column("off_quantity", "差异数量", "Difference, qty", "quantity", total="off_quantity"),
        Column("book_amount", "账面金额", "Book amount", "amount", total="book_amount", shows_cost=True),
        Column("off_amount", "差异金额", "Difference, amount", "amount", total="off_amount", shows_cost=True),
        Column("quantity_rate", "数量准确率", "By quantity", "rate"),
        Column("amount_rate", "金额准确率", "By amount", "rate", shows_cost=True),
        Column("product_rate", "商品准确率", "By product", "rate"),
    ),
    statement="stock_accuracy",
    order_by="business_on, number",
    bind=bind_counts,
    sum_up=total_accuracy,
    link=to_differences,
    groups=("warehouse",),
)

#: 损耗率 = 损耗金额 / 同期领用或销售成本; 环比 with the stretch before (R-33).
LOSSES = ReportType(
    name="losses",
    label="损耗归因",
    label_en="Losses by cause",
    parameters=(
        FROM,
        TO,
        one_of(
            "by",
            "汇总方式",
            "Group by",
            Choice("all", "全部列出", "Nothing, list all"),
            Choice("warehouse", "按店/仓", "By warehouse"),
            Choice("stage", "按环节", "By stage"),
            Choice("reason", "按原因", "By reason"),
            Choice("responsible", "按责任人", "By person"),
            Choice("shift", "按班次", "By shift"),
            Choice("product", "按商品", "By product"),
            default="all",
        ),
        WAREHOUSE,
        CATEGORY,
        PRODUCT,
    ),
    columns=(
        Column("warehouse", "店/仓", "Warehouse", "text"),
        Column("stage", "损耗环节", "Stage", "text", can_sort=False),
        REASON,
        Column("responsible", "责任人", "Responsible", "text"),
        Column("shift", "班次", "Shift", "text", can_sort=False),
        *GOODS_SHORT,
        Column("quantity", "损耗数量", "Lost", "quantity", total="quantity"),
        Column(
            "base", "同期销售和领用成本", "Sold and used, cost", "amount", total="base_once", shows_cost=True
        ),
        Column("before_amount", "上期损耗金额", "Lost before, amount", "amount", total="before_amount", shows_cost=True),
        Column("change", "环比", "Change", "rate", shows_cost=True),
        Column("rate", "损耗率", "Loss rate", "rate", shows_cost=True),
        Column("amount", "损耗金额", "Lost, amount", "amount", total="amount", shows_cost=True),
    ),
    statement="losses",
    order_by="amount DESC NULLS LAST, warehouse, product_code, stage_code, reason_code, responsible, shift_code",
    bind=bind_losses,
    finish=label_words,
    sum_up=total_losses,
    link=to_loss_papers,
    groups=("warehouse", "responsible", "product_name"),
)


def agreed_in(company_id: int, first: date, last: date) -> tuple[int, int]:
    """R-17 for the list before closing: how many products that were counted in these days agreed, and how many were."""
    bound: Row = {"company_id": company_id, "from": first, "to": last}
    nothing = dict.fromkeys(("warehouse", "product", "category_ids"))
    rows = query(statement_of("stock_accuracy"), bind_counts({**bound, **nothing}))
    return sum(row["agreed"] for row in rows), sum(row["products"] for row in rows)
