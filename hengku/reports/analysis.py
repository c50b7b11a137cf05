"""What stock does: how old it is, how it turns, what matters, what is short, what came and went (R-07 … R-18)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from hengku.documents.declaration import registry
from hengku.kit.numbers import divide, quantize
from hengku.reports.columns import (
    AMOUNT,
    AS_OF,
    AVAILABLE,
    CATEGORY,
    FROM,
    GOODS,
    LINE_HEAD,
    ON_HAND,
    PARTY_NAME,
    PRODUCT,
    PRODUCT_COLUMNS,
    REASON,
    SIDES,
    STOCK_MINIMUM,
    TO,
    TYPE_LABEL,
    WAREHOUSE,
    WEIGHT_UNIT,
    WEIGHTS,
    one_of,
    only,
)
from hengku.reports.counting import label_words
from hengku.reports.declaration import Choice, Column, Note, Parameter, ReportType, Row
from hengku.reports.stock import ONLY_QUANTITIES, bind_warehouses, to_document, to_stock_ledger
from hengku.reports.words import label_documents
from hengku.warehousing.reasons import BY_CODE

AGES = (
    ("30", "0–30天", "0–30 days"),
    ("60", "31–60天", "31–60 days"),
    ("90", "61–90天", "61–90 days"),
    ("180", "91–180天", "91–180 days"),
    ("365", "181–365天", "181–365 days"),
    ("over", "365天以上", "Over 365 days"),
)


def bind_movements(bound: Row) -> Row:
    """Sides and amounts as in 收发存汇总: by warehouse only when one is asked for."""
    return {**bind_warehouses(bound), "type": bound.get("type")}


def bind_movement_lines(bound: Row) -> Row:
    """What R-06 is narrowed by: adjustments made by hand, who posted it, on which device, why."""
    own = {
        "by_hand": bool(bound["by_hand"]),
        "zone": settings.TIME_ZONE,
        **{f"{key}_like": _within(bound[key]) for key in ("person", "device")},
    }
    return {**bind_movements(bound), **own}


def _within(text: str | None) -> str:
    """A pattern for what a person typed, which is text and no pattern."""
    plain = text or ""
    for sign in ("\\", "%", "_"):
        plain = plain.replace(sign, f"\\{sign}")
    return f"%{plain}%"


def label_movements(rows: list[Row]) -> None:
    """Words for types and reasons."""
    label_documents(rows)
    label_words(rows)


def bind_grades(bound: Row) -> Row:
    """The borders of A and B in per cent."""
    return {**bound, "a_to": int(bound["a_to"]), "b_to": int(bound["b_to"])}


def bind_limits(bound: Row) -> Row:
    """Days that have not come yet are not short."""
    return {**bound, "product": None, "until": min(bound["to"], bound["today"]), "only": bound["only"] or ""}


def total_times(totals: Row) -> None:
    """次数 of all products comes from the sums; days follow from it and the period, which totals do not know."""
    if "average_amount" in totals:  # half of both, as for each product
        totals["average_amount"] = quantize((totals["opening_amount"] + totals["closing_amount"]) / 2, 2)
    average = totals.get("average_amount")
    totals["times"] = quantize(divide(totals["out_amount"], average), 4) if average else None


def total_rate(totals: Row) -> None:
    """缺货率 = 缺货 SKU 天 / 总 SKU 天."""
    days = totals["days"]
    totals["rate"] = quantize(divide(totals["days_short"], days), 4) if days else None


def without_amounts(rows: list[Row], _values: Mapping[str, Any]) -> list[Note]:
    """Say so when amounts are missing because the pool spans the warehouses."""
    return [ONLY_QUANTITIES] if any(row["in_amount"] is None for row in rows) else []


def short_days_note(_rows: list[Row], _values: Mapping[str, Any]) -> list[Note]:
    """What the figures rest on."""
    return [
        Note(
            "现存和可用为当前数;缺货天数按每日日终合格库存(不扣预留)低于最低库存计。",
            "On hand and available are as of now; a day is short when sound stock at its end (reservations not taken "
            "off) is below the least stock.",
        )
    ]


def to_movement_lines(row: Row, values: Mapping[str, Any]) -> Row:
    """A type leads to its documents, asked the same way."""
    keys = ("from", "to", "warehouse", "category", "product")
    asked = {key: values[key] for key in keys if values[key] is not None}
    return {"report": "movement_lines", "parameters": {**asked, "type": row["type_code"]}}


#: 现存 = what came last (R-07); 平均库龄 = Σ(量 × 天) / Σ量.
STOCK_AGE = ReportType(
    name="stock_age",
    label="库龄分析",
    label_en="Age of stock",
    parameters=(
        AS_OF,
        CATEGORY,
        PRODUCT,
    ),
    columns=(
        *PRODUCT_COLUMNS,
        ON_HAND,
        Column("average_days", "平均库龄(天)", "Average days", "quantity"),
        Column("oldest", "最长(天)", "Oldest", "count"),
        *(Column(f"quantity_{k}", zh, en, "quantity", total=f"quantity_{k}") for k, zh, en in AGES),
        *(
            Column(
                f"amount_{k}", f"{zh}金额", f"{en}, amount", "amount", total=f"amount_{k}", shows_cost=True
            )
            for k, zh, en in AGES
        ),
        # last: on a phone the last amount stands for the row
        AMOUNT,
    ),
    statement="stock_age",
    order_by="average_days DESC NULLS LAST, product_code",
    reads_all=True,
    link=to_stock_ledger,
    groups=("category",),
)

#: 次数 = 出库成本(销售 + 领用) / 平均库存; 天数 = 期间天数 / 次数 (R-08).
STOCK_TURNOVER = ReportType(
    name="stock_turnover",
    label="库存周转",
    label_en="Stock turnover",
    parameters=(FROM, TO, CATEGORY, PRODUCT),
    columns=(
        *PRODUCT_COLUMNS,
        Column("opening_amount", "期初金额", "Opening", "amount", total="opening_amount", shows_cost=True),
        Column("closing_amount", "期末金额", "Closing", "amount", total="closing_amount", shows_cost=True),
        Column("average_amount", "平均库存", "Average", "amount", total="average_amount", shows_cost=True),
        Column("out_quantity", "销售和领用数量", "Sold and used", "quantity", total="out_quantity"),
        Column("out_amount", "出库成本", "Cost of it", "amount", total="out_amount", shows_cost=True),
        Column("times", "周转次数", "Turns", "quantity", shows_cost=True),
        Column("days", "周转天数", "Days", "quantity", shows_cost=True),
    ),
    statement="stock_turnover",
    order_by="days DESC NULLS FIRST, product_code",
    needs=("reports.view", "cost.view"),
    reads_all=True,
    sum_up=total_times,
    link=to_stock_ledger,
    groups=("category",),
)

#: By what went out, dearest first: 累计 ≤ 80% A, ≤ 95% B, the rest C; equal amounts by code (R-09).
ABC = ReportType(
    name="abc",
    label="ABC 分析",
    label_en="ABC analysis",
    parameters=(
        FROM,
        TO,
        CATEGORY,
        one_of(
            "a_to",
            "A 类累计到",
            "A up to",
            *(Choice(str(n), f"{n}%", f"{n}%") for n in (60, 65, 70, 75, 80, 85)),
            default="80",
        ),
        one_of(
            "b_to",
            "B 类累计到",
            "B up to",
            *(Choice(str(n), f"{n}%", f"{n}%") for n in (85, 90, 95, 98)),
            default="95",
        ),
        one_of("grade", "只看", "Only", *(Choice(letter, f"{letter} 类", letter) for letter in "ABC")),
    ),
    columns=(
        Column("rank", "名次", "Rank", "count"),
        *PRODUCT_COLUMNS,
        Column("out_quantity", "出库数量", "Out", "quantity", total="out_quantity"),
        Column("out_amount", "出库金额", "Out, amount", "amount", total="out_amount", shows_cost=True),
        Column("share", "占比", "Share", "rate"),
        Column("share_so_far", "累计占比", "Share so far", "rate"),
        Column("grade", "类别(ABC)", "Class", "text"),
    ),
    statement="abc",
    order_by="rank",
    needs=("reports.view", "cost.view"),
    reads_all=True,
    bind=lambda bound: bind_grades({**bound, "product": None}),
    link=to_stock_ledger,
    groups=("grade", "category"),
)

#: 缺货 = 可用 < 最低; 超储 = 现存 > 最高; 缺货率 = 缺货 SKU 天 / 总 SKU 天 (R-14).
STOCK_LIMITS = ReportType(
    name="stock_limits",
    label="超储缺货",
    label_en="Overstock and shortage",
    parameters=(
        FROM,
        TO,
        CATEGORY,
        only(
            Choice("short", "缺货", "Too little"),
            Choice("over", "超储", "Too much"),
            Choice("all", "全部设了上下限的", "All with limits"),
        ),
    ),
    columns=(
        *PRODUCT_COLUMNS,
        ON_HAND,
        AVAILABLE,
        STOCK_MINIMUM,
        Column("stock_maximum", "最高库存", "Maximum", "quantity"),
        Column("lacking", "缺货", "Lacking", "quantity", total="lacking"),
        Column("excess", "超储", "Excess", "quantity", total="excess"),
        Column("days_short", "缺货天数", "Days short", "count", total="days_short"),
        Column("days", "总天数", "Days", "count", total="days"),
        Column("rate", "缺货率", "Share of days", "rate"),
    ),
    statement="stock_limits",
    order_by="lacking DESC NULLS LAST, excess DESC NULLS LAST, product_code",
    reads_all=True,
    bind=bind_limits,
    sum_up=total_rate,
    notes=short_days_note,
    link=to_stock_ledger,
    groups=("category",),
)


#: In and out of 收发存汇总, by type of document (R-18).
MOVEMENT_TYPES = ReportType(
    name="movement_types",
    label="出入库统计(按类型)",
    label_en="Movements by type",
    parameters=(FROM, TO, WAREHOUSE, CATEGORY, PRODUCT),
    columns=(
        TYPE_LABEL,
        Column("document_count", "单据数", "Documents", "count", total="document_count"),
        *SIDES,
        *WEIGHTS,
    ),
    statement="movement_types",
    order_by="type_code",
    reads_all=True,
    bind=bind_movements,
    finish=label_documents,
    notes=without_amounts,
    link=to_movement_lines,
)

MOVEMENT_LINES = ReportType(
    name="movement_lines",
    label="出入库明细",
    label_en="Movements",
    parameters=(
        FROM,
        TO,
        one_of(
            "type",
            "单据类型",
            "Type",
            *(Choice(t.code, t.label, t.label_en) for t in registry().values() if t.goods),
        ),
        WAREHOUSE,
        CATEGORY,
        PRODUCT,
        Parameter("by_hand", "只看手工调整", "Adjustments by hand only", "flag"),
        one_of("reason", "原因", "Reason", *(Choice(r.code, r.label, r.label_en) for r in BY_CODE.values())),
        Parameter("person", "操作人", "Posted by", "text"),
        Parameter("device", "设备", "Device", "text"),
    ),
    columns=(
        *LINE_HEAD,
        PARTY_NAME,
        *GOODS,
        REASON,
        Column("posted", "过账时间", "Posted", "text"),
        Column("maker", "操作人", "Posted by", "text"),
        Column("device", "设备", "Device", "text"),
        *SIDES,
        *WEIGHTS,
        WEIGHT_UNIT,
    ),
    statement="movement_lines",
    order_by="business_on, number, product_code, reason_code",
    reads_all=True,
    bind=bind_movement_lines,
    finish=label_movements,
    notes=without_amounts,
    link=to_document,
    groups=("party", "product_name", "number", "maker"),
)
