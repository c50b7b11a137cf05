"""Reports over stock: what lies there, what came and went, and each movement of one product."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hengku.catalog.unit_rules import UnitFraction, display_quantity
from hengku.costing.models import Pool, ValueKind
from hengku.kit import sight
from hengku.reports.columns import (
    AMOUNT,
    AS_OF,
    AVAILABLE,
    CATEGORY,
    DATE,
    FROM,
    IN_TRANSIT,
    IN_UNITS,
    NUMBER,
    ON_HAND,
    ON_MO,
    ON_ORDER,
    PARTY_NAME,
    PRODUCT,
    PRODUCT_COLUMNS,
    SAFETY,
    SIDES,
    STATUS_LABEL,
    STOCK_MINIMUM,
    SUMMARY,
    TO,
    UNIT_COST,
    WAREHOUSE,
    WAREHOUSE_NAME,
    WEIGHT,
    WEIGHT_UNIT,
    by,
    one_of,
    only,
)
from hengku.reports.declaration import Choice, Column, Narrow, Note, Parameter, ReportType, Row
from hengku.reports.planning import bind_demand
from hengku.reports.statements import query, statement_of
from hengku.reports.words import KIND_LABELS, label_documents

ONLY_QUANTITIES = Note(
    "成本按全公司核算,不分仓库:分仓时只列数量,金额请看不分仓的汇总。",
    "Cost is kept for the whole company: by warehouse there are quantities only, for amounts see the summary of all.",
)

BY_WEIGHT = Note(
    "称重商品的单位成本是每一重量单位的(见「重量单位」),其他商品是每一基本单位的。",
    "The unit cost of goods that are weighed is of one unit of weight (see the weight unit), of others of one base "
    "unit.",
)


def snapshot_on(company_id: int, as_of: date) -> date:
    """The last day up to ``as_of`` with a snapshot, from which the books are summed; else a day before all."""
    found = query(statement_of("snapshot_on"), {"company_id": company_id, "as_of": as_of})
    day: date | None = found[0]["business_on"]
    return day or date.min


def bind_stock(bound: Row) -> Row:
    """Decide once whether balances answer, and whether "available now" has a meaning."""
    as_of = bound["as_of"]
    settled = query(statement_of("stock_is_settled"), bound)[0]["is_settled"]
    are_all_asked = bound["warehouse"] is None and not bound["only"] and not sight.is_limited()
    text = (bound["q"] or "").upper()
    for sign in ("\\", "%", "_"):  # what a person types is text, not a pattern
        text = text.replace(sign, f"\\{sign}")
    return {
        **bound,
        "snapshot_on": snapshot_on(bound["company_id"], as_of),
        "from_balances": settled,
        "is_now": settled and as_of >= bound["today"],
        "pattern": f"%{text}%" if text else None,
        # of all products nothing has to be looked up
        "some_products": bool(text) or bound["product"] is not None or bound["category_ids"] is not None,
        "page_products": None,
        "is_limited": sight.is_limited(),
        "are_all_asked": are_all_asked,
        "only_parted": False,
        "with_empty": bool(bound["with_empty"]),
        "only": bound["only"] or "",
        **_safety(bound),
    }


def _are_sums_plain(bound: Row) -> bool:
    """Whether the sums of a page can be told without working out each row: as things stand now, and without 安全库存,
    which is worked out of a quarter's sales. A pool without goods has no amount (a constraint says so), so every amount
    stands in a row with goods.
    """
    return bound["from_balances"] and bound["only"] != "unsafe"


def _summed_up(bound: Row) -> Row:
    """For the rows together: where all are asked for, the pools tell what they are worth, else those of goods that are
    wholly asked for do.
    """
    return {**bound, "only_parted": not bound["are_all_asked"]}


def _of_page(bound: Row, rows: list[Row]) -> Row:
    """Only the products on the page."""
    return {**bound, "page_products": [row["product_id"] for row in rows], "some_products": True}


def _safety(bound: Row) -> Row:
    """安全库存 up to that day, asked only where it is wanted: it looks through the sales of a quarter (R-03, R-11)."""
    with_safety = bool(bound["with_safety"]) or bound["only"] == "unsafe"
    asked = bind_demand({**bound, "to": bound["as_of"]})
    found = query(statement_of("safety"), asked) if with_safety else []
    return {
        "with_safety": with_safety,
        "safety_products": [row["product_id"] for row in found],
        "safeties": [row["safety"] for row in found],
    }


#: Words for what goods are (Q6).
STATUS_LABELS = {
    "available": "合格",
    "qc_hold": "待检",
    "frozen": "冻结",
    "defect": "不良",
    "lent": "借出",
    "consigned": "委托代销",
    "outsourced": "委外在外",
    "in_transit": "在途",
}


def label_status(rows: list[Row]) -> None:
    """Say what state the goods are in."""
    for row in rows:
        row["status_label"] = STATUS_LABELS.get(row["status"] or "", row["status"])


def say_in_words(rows: list[Row]) -> None:
    """Say what state the goods are in, and how many they are in larger units."""
    label_status(rows)
    for row in rows:
        row["in_units"] = in_larger_units(row["on_hand"], row)


def in_larger_units(quantity: Decimal, row: Row) -> str:
    """The quantity as people count it (B1): 3箱5瓶; "" where it is less than any larger unit of the product."""
    larger = [UnitFraction(name, int(many), int(of)) for name, many, of in row["units"] or ()]
    if not any(abs(quantity) >= one.size for one in larger):
        return ""
    return display_quantity(quantity, larger, UnitFraction(row["unit"], 1, precision=row["precision"]))


def bind_warehouses(bound: Row) -> Row:
    """A pool over all warehouses knows no amount per warehouse (C2): then quantities stand alone."""
    by_warehouse = bound.get("by") == "warehouse" or bound["warehouse"] is not None
    has_pool_per_warehouse = (
        by_warehouse and Pool.objects.of_company(bound["company_id"]).filter(warehouse_id__gt=0).exists()
    )
    return {
        **bound,
        "by_warehouse": by_warehouse,
        "with_amounts": not by_warehouse or has_pool_per_warehouse,
    }


def bind_ledger(bound: Row) -> Row:
    """What the period begins with, from the last snapshot before it."""
    before = bound["from"] - timedelta(days=1)
    return {**bind_warehouses(bound), "snapshot_on": snapshot_on(bound["company_id"], before)}


def bind_summary(bound: Row) -> Row:
    """Where the period begins and ends in the daily snapshots, and whether it is the difference of two of them (P9).

    It is where it begins on the day after one, or with the books. Who is limited to warehouses reads the movements:
    what went to a warehouse out of sight is no movement between own places to them.
    """
    bound = bind_warehouses(bound)
    found = query(statement_of("flows_on"), bound)[0]
    before, until = found["before_on"], found["until_on"]
    begins = before == bound["from"] - timedelta(days=1) or not found["has_before"]
    has_days = begins and until is not None and until >= bound["from"]
    by_flows = has_days and not sight.is_limited()
    opened = before or date.min
    return {**bound, "by_flows": by_flows, "snapshot_on": opened, "since": until if by_flows else opened}


def only_quantities(rows: list[Row], _values: Mapping[str, Any]) -> list[Note]:
    """Say so when amounts are missing because the pool spans the warehouses."""
    missing = any(row.get("closing_amount", row.get("balance_amount", 0)) is None for row in rows)
    return [ONLY_QUANTITIES] if missing else []


def costs_by_weight(rows: list[Row], _values: Mapping[str, Any]) -> list[Note]:
    """Say so when a unit cost is of one unit of weight."""
    return [BY_WEIGHT] if any(row["weight_unit"] and row["unit_cost"] is not None for row in rows) else []


def summary_notes(rows: list[Row], values: Mapping[str, Any]) -> list[Note]:
    """What is left out, and what a unit cost is of."""
    return only_quantities(rows, values) + costs_by_weight(rows, values)


def label_movements(rows: list[Row]) -> None:
    """What each row of the stock ledger was, in words."""
    label_documents(rows)
    for row in rows:
        kind = row["kind"]
        if kind == "opening_balance":
            row["summary"] = "期初结存"
        elif kind in (ValueKind.RECOST, ValueKind.TRUE_UP, ValueKind.RESIDUAL, ValueKind.INVOICE_DIFFERENCE):
            row["summary"] = f"{row['type_label']}({KIND_LABELS[kind]})"
        else:
            row["summary"] = row["type_label"]
        if row["out_quantity"] and row["balance_quantity"] < 0 and row["balance_amount"] == 0:
            row["summary"] += "(无成本)"  # C5: nothing that came before tells what it costs


def to_stock_ledger(row: Row, values: Mapping[str, Any]) -> Row:
    """A product's figures lead to its movements."""
    parameters = {"product": row["product_id"]}
    if row.get("warehouse_id") is not None:
        parameters["warehouse"] = row["warehouse_id"]
    if values.get("as_of"):
        parameters["from"], parameters["to"] = values["as_of"].replace(day=1), values["as_of"]
    else:
        parameters["from"], parameters["to"] = values["from"], values["to"]
    return {"report": "stock_ledger", "parameters": parameters}


def to_document(row: Row, _values: Mapping[str, Any]) -> Row | None:
    """A row that a document made leads to it."""
    return {"document": row["document_id"]} if row.get("document_id") else None


STOCK = ReportType(
    name="stock",
    label="库存余额表",
    label_en="Stock on hand",
    parameters=(
        AS_OF,
        WAREHOUSE,
        CATEGORY,
        PRODUCT,
        Parameter("q", "编码或名称", "Code or name", "text"),
        one_of(
            "by",
            "展开到",
            "Rows by",
            Choice("warehouse", "商品和仓库", "Product and warehouse"),
            Choice("product", "商品", "Product"),
            Choice("status", "商品、仓库和状态", "Product, warehouse and status"),
            default="warehouse",
        ),
        only(
            Choice("short", "低于最低库存", "Below minimum"),
            Choice("unsafe", "低于安全库存", "Below safety stock"),
            Choice("negative", "负库存", "Negative"),
            Choice("zero", "零库存", "Out of stock"),
        ),
        Parameter("with_empty", "显示零库存", "Show empty", "flag", default="false"),
        Parameter("with_safety", "显示安全库存", "Show safety stock", "flag", default="false"),
    ),
    columns=(
        *PRODUCT_COLUMNS,
        WAREHOUSE_NAME,
        STATUS_LABEL,
        ON_HAND,
        IN_UNITS,
        WEIGHT,
        WEIGHT_UNIT,
        Column("reserved", "预留", "Reserved", "quantity", total="reserved"),
        AVAILABLE,
        ON_ORDER,
        IN_TRANSIT,
        ON_MO,
        Column("qc_hold", "待检", "To be inspected", "quantity", total="qc_hold"),
        Column("frozen", "冻结", "Frozen", "quantity", total="frozen"),
        Column("defect", "不良", "Defective", "quantity", total="defect"),
        Column("lent", "借出在外", "Lent", "quantity", total="lent"),
        Column("consigned", "代销在外", "With agents", "quantity", total="consigned"),
        SAFETY,
        STOCK_MINIMUM,
        Column("stock_maximum", "最高库存", "Maximum", "quantity"),
        UNIT_COST,
        AMOUNT,
    ),
    statement="stock",
    order_by="product_code, warehouse_code NULLS LAST, status",
    reads_all=True,
    bind=bind_stock,
    narrow=Narrow(
        "stock_rows",
        key=("product_id", "held_in", "status"),
        dear=frozenset({"amount", "unit_cost", "safety", "category", "unit", "weight_unit", "warehouse"}),
        can=_are_sums_plain,
        bind=_summed_up,
        restrict=_of_page,
    ),
    finish=say_in_words,
    notes=costs_by_weight,
    link=to_stock_ledger,
    groups=("category", "warehouse"),
)

#: Weights come and go together.
SAME: Final[dict[str, Any]] = {"is_seldom": True, "beside": "weight_unit"}

STOCK_SUMMARY = ReportType(
    name="stock_summary",
    label="收发存汇总表",
    label_en="Stock movement summary",
    parameters=(
        FROM,
        TO,
        by(
            Choice("product", "按商品", "By product"),
            Choice("warehouse", "按商品和仓库", "By product and warehouse"),
        ),
        WAREHOUSE,
        CATEGORY,
        PRODUCT,
    ),
    columns=(
        *PRODUCT_COLUMNS,
        WAREHOUSE_NAME,
        Column("opening_quantity", "期初数量", "Opening qty", "quantity", total="opening_quantity"),
        Column("opening_amount", "期初金额", "Opening", "amount", total="opening_amount", shows_cost=True),
        *SIDES,
        Column("closing_quantity", "期末数量", "Closing qty", "quantity", total="closing_quantity"),
        Column("closing_amount", "期末金额", "Closing", "amount", total="closing_amount", shows_cost=True),
        UNIT_COST,
        Column("opening_weight", "期初重量", "Opening weight", "quantity", total="opening_weight", **SAME),
        Column("in_weight", "收入重量", "In weight", "quantity", total="in_weight", **SAME),
        Column("out_weight", "发出重量", "Out weight", "quantity", total="out_weight", **SAME),
        Column("closing_weight", "期末重量", "Closing weight", "quantity", total="closing_weight", **SAME),
        WEIGHT_UNIT,
    ),
    statement="stock_summary",
    order_by="product_code, warehouse NULLS FIRST",
    reads_all=True,
    bind=bind_summary,
    notes=summary_notes,
    link=to_stock_ledger,
    groups=("category", "warehouse"),
)

STOCK_LEDGER = ReportType(
    name="stock_ledger",
    label="库存明细账",
    label_en="Stock ledger",
    parameters=(
        Parameter("product", "商品", "Product", "product", required=True),
        FROM,
        TO,
        WAREHOUSE,
    ),
    columns=(
        DATE,
        NUMBER,
        SUMMARY,
        PARTY_NAME,
        Column("lot_no", "批次", "Lot", "text"),
        *SIDES,
        Column("balance_quantity", "结存数量", "Balance qty", "quantity", total="change_quantity"),
        Column("balance_amount", "结存金额", "Balance", "amount", total="change_amount", shows_cost=True),
        Column("weight", "重量增减", "Weight ±", "quantity", is_seldom=True),
        Column("balance_weight", "结存重量", "Balance weight", "quantity", is_seldom=True),
    ),
    statement="stock_ledger",
    order_by="row_number",
    bind=bind_ledger,
    can_sort=False,
    finish=label_movements,
    notes=only_quantities,
    link=to_document,
)
