"""What to buy, and how steadily goods are sold (R-10, R-11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from hengku.reports.columns import (
    AVAILABLE,
    CATEGORY,
    IN_TRANSIT,
    ON_MO,
    ON_ORDER,
    PRODUCT,
    PRODUCT_COLUMNS,
    SUPPLIER,
    one_of,
    only,
)
from hengku.reports.declaration import Choice, Column, Note, Parameter, ReportType, Row

LAST_DAY = Parameter("to", "截至", "Up to", "date", default="today", required=True)
#: Days of demand, and days from order to receipt where no order tells, unless somebody says otherwise.
LOOK, LEAD = 90, 7
#: What a report over sales is asked beside the product; these ask for all of them.
WHOEVER: Final = {"party": None, "maker": None, "handler": None}


def days(key: str, label: str, label_en: str, default: int, choices: tuple[int, ...]) -> Parameter:
    """A choice of so many days."""
    made = tuple(Choice(str(n), f"{n} 天", f"{n} days") for n in choices)
    return Parameter(key, label, label_en, "choice", default=str(default), choices=made)


def first_day(values: Mapping[str, Any], length: int) -> Any:
    """The first of so many days up to the last one."""
    return values["to"] - timedelta(days=length - 1)


def week_count(values: Mapping[str, Any]) -> int:
    """How many weeks are looked back on."""
    return int(values["weeks"] or 12)


def bind_weeks(bound: Row) -> Row:
    """Whole weeks, the last of which ends on the last day."""
    count = week_count(bound)
    return {**bound, **WHOEVER, "week_count": count, "from": first_day(bound, 7 * count)}


def bind_needs(bound: Row) -> Row:
    """The days looked back on, and what is taken where nothing is known."""
    look, lead = int(bound["look"] or LOOK), int(bound["lead"] or LEAD)
    return {**bind_demand(bound, look=look, lead=lead), "cover_days": int(bound["cover"] or 30)}


def bind_demand(bound: Row, *, look: int = LOOK, lead: int = LEAD) -> Row:
    """What ``demand.sql`` asks: demand of ``look`` days up to ``to``, and ``lead`` days where no order tells."""
    days_back = {"day_count": look, "from": first_day(bound, look), "lead_days": lead}
    return {**bound, **WHOEVER, **days_back}


def to_weeks(row: Row, values: Mapping[str, Any]) -> Row:
    """A product leads to its sales in these weeks."""
    first = first_day(values, 7 * week_count(values))
    return {
        "report": "sales_lines",
        "parameters": {"product": row["product_id"], "from": first, "to": values["to"]},
    }


def to_uses(row: Row, values: Mapping[str, Any]) -> Row:
    """A product leads to what went out of it in the days looked back on."""
    first = first_day(values, int(values["look"] or LOOK))
    return {
        "report": "stock_ledger",
        "parameters": {"product": row["product_id"], "from": first, "to": values["to"]},
    }


HOW: Final = Note(
    "日均需求与波动按销售和领用(扣退回)计,没有出库的日子计 0;安全库存 = 1.65 × 日需求标准差 × √提前期;"
    "目标 = 最高库存,没设的取再订货点加覆盖天数的需求(不低于最低库存);建议按最近采购的单位取整。",
    "Demand a day and its spread are of sales and internal use, returns taken off, with 0 on days without; safety "
    "stock = 1.65 × deviation of a day × √lead time; target = most stock, or the reorder point and the demand of the "
    "days to cover (at least the least stock); suggestions are rounded to the unit bought last.",
)


def say_how(rows: list[Row], values: Mapping[str, Any]) -> list[Note]:
    """What the suggestion rests on."""
    said = [HOW]
    guessed = sum(not row["is_measured"] for row in rows)
    if guessed:
        days = int(values["lead"] or LEAD)
        said.append(
            Note(
                f"{guessed} 个商品近一年没有按订单入库,提前期取设定的 {days} 天;其余取下单到入库的平均天数。",
                f"{guessed} products came on no order within a year: their lead time is the {days} days asked for; "
                "that of the others is the average from order to receipt.",
            )
        )
    return said


#: CV = σ / μ of what is sold a week; ≤ 0.5 X, ≤ 1 Y, above Z (R-10).
XYZ = ReportType(
    name="xyz",
    label="XYZ 波动分析",
    label_en="XYZ analysis",
    parameters=(
        LAST_DAY,
        one_of(
            "weeks",
            "周数",
            "Weeks",
            *(Choice(str(n), f"{n} 周", f"{n} weeks") for n in (4, 8, 12, 26, 52)),
            default="12",
        ),
        CATEGORY,
        PRODUCT,
        one_of(
            "grade",
            "只看",
            "Only",
            Choice("X", "X 平稳", "X steady"),
            Choice("Y", "Y 有波动", "Y uneven"),
            Choice("Z", "Z 难预测", "Z erratic"),
        ),
    ),
    columns=(
        *PRODUCT_COLUMNS,
        Column("weeks_sold", "有销售的周数", "Weeks sold", "count"),
        Column("quantity", "销售数量", "Sold", "quantity", total="quantity"),
        Column("mean", "周均销量", "A week", "decimal"),
        Column("deviation", "标准差", "Deviation", "decimal"),
        Column("cv", "变异系数", "Variation", "decimal"),
        Column("grade", "类别(XYZ)", "Class", "text"),
    ),
    statement="xyz",
    order_by="cv NULLS LAST, product_code",
    needs=("reports.view", "sales_order.view"),
    reads_all=True,
    bind=bind_weeks,
    link=to_weeks,
    groups=("grade", "category"),
)

#: SS = 1.65 × σ_d × √L, ROP = d × L + SS, 建议 = max(0, 目标 − projected) in whole packages (R-11).
REPLENISHMENT = ReportType(
    name="replenishment",
    label="安全库存与补货建议",
    label_en="Safety stock and replenishment",
    parameters=(
        LAST_DAY,
        days("look", "需求取最近", "Demand of", LOOK, (14, 30, 60, 90, 180, 365)),
        days(
            "lead", "提前期(没有记录时)", "Lead time if unknown", LEAD, (1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60)
        ),
        days("cover", "补到够用", "Cover", 30, (0, 3, 7, 14, 30, 60, 90)),
        CATEGORY,
        PRODUCT,
        Parameter("supplier", SUPPLIER.label, SUPPLIER.label_en, "supplier"),
        only(
            Choice("due", "到了再订货点的", "At the reorder point"),
            Choice("suggested", "有建议量的", "With a suggestion"),
            Choice("all", "全部", "All"),
            default="due",
        ),
    ),
    columns=(
        *PRODUCT_COLUMNS,
        Column("party", "最近供应商", "Last supplier", "text"),
        Column("projected", "预计可用", "Projected", "quantity", total="projected"),
        Column("reorder_point", "再订货点", "Reorder point", "decimal"),
        Column("packages", "建议件数", "Packages", "quantity"),
        Column("package_unit", "采购单位", "Package", "text"),
        Column("used_quantity", "期内需求", "Demand", "quantity", total="used_quantity"),
        Column("mean", "日均需求", "A day", "decimal"),
        Column("deviation", "日需求标准差", "Deviation", "decimal"),
        Column("lead_days", "提前期(天)", "Lead time", "quantity"),
        Column("safety", "安全库存", "Safety stock", "decimal"),
        Column("target", "目标库存", "Target", "quantity"),
        AVAILABLE,
        ON_ORDER,
        IN_TRANSIT,
        ON_MO,
        Column("open_demand", "未占用需求", "Open demand", "quantity", total="open_demand"),
        Column("suggested", "建议量", "Suggested", "quantity", total="suggested"),
    ),
    statement="replenishment",
    order_by="party NULLS LAST, product_code",
    needs=("reports.view", "purchase_requisition.view"),
    reads_all=True,
    bind=bind_needs,
    notes=say_how,
    link=to_uses,
    groups=("party", "category"),
    makes="purchase_requisition",
)
