"""What dishes cost by their recipes, and what their ingredients took beside what the recipes say (R-34)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hengku.kit.numbers import divide, quantize
from hengku.reports.columns import FROM, GOODS, PRODUCT, TO
from hengku.reports.declaration import Column, Note, Parameter, ReportType, Row
from hengku.reports.stores import STORE, STORE_NAME

HOW: Final = Note(
    "只列期间里做过菜的门店和原料。理论 = 小票按配方(含加料去料)和单卖扣的,减退回的;实际 = 期初 + 入 − 期末 − 报损,"
    "与理论之差就是盘点和库存调整查出来的;入 = 采购、调拨等其余收发的净额;差异率 = (实际 − 理论) ÷ 理论。",
    "Stores and ingredients of dishes sold in these days. Due = what tickets took by recipe, with extras and without, "
    "and sold by itself, less what came back; actual = opening + in − closing − lost, so that what is over is what "
    "counts and adjustments found; in = purchases, transfers and all the rest, net; rate = (actual − due) ÷ due.",
)
COSTS: Final = Note(
    "单耗按启用的配方,一份;单位成本是现在库存的平均(没有库存时用参考成本);占比 = 成本 ÷ 不含税售价。"
    "实际单耗 = 单耗 × 期间里这种原料的实际 ÷ 理论,在「理论与实际耗用」里看。",
    "Quantities of one portion by the recipe in use; unit cost is what stock is worth now on average (its reference "
    "cost where there is none); share = cost ÷ price without tax. Actual = quantity × actual ÷ due use of that "
    "ingredient in these days, as in Ingredients, due and actual.",
)


def total_rate(totals: Row) -> None:
    """The rate of all rows: worked out of the sums."""
    if totals.get("due"):
        totals["rate"] = quantize(divide(totals["over"], totals["due"]), 4)


def to_use(row: Row, values: Mapping[str, Any]) -> Row:
    """An ingredient leads to what it was used for in these days."""
    days = {"from": values["from"], "to": values["to"]}
    asked = {"product": row["product_id"], "warehouse": values.get("warehouse"), **days}
    return {"report": "dish_use", "parameters": asked}


#: 理论与实际耗用 (R-34).
DISH_USE = ReportType(
    name="dish_use",
    label="理论与实际耗用",
    label_en="Ingredients, due and actual",
    parameters=(FROM, TO, STORE, PRODUCT),
    columns=(
        STORE_NAME,
        *GOODS,
        Column("opening", "期初", "Opening", "quantity"),
        Column("came", "入", "In", "quantity", total="came"),
        Column("lost", "报损", "Lost", "quantity", total="lost"),
        Column("closing", "期末", "Closing", "quantity"),
        Column("used", "实际耗用", "Actual use", "quantity", total="used"),
        Column("due", "理论耗用", "Due", "quantity", total="due"),
        Column("over", "差异", "Over", "quantity", total="over"),
        Column("rate", "差异率", "Over, %", "rate"),
    ),
    statement="dish_use",
    order_by="warehouse_code, product_code",
    needs=("reports.view", "pos_ticket.view"),
    reads_all=True,
    sum_up=total_rate,
    notes=lambda _rows, _values: [HOW],
    groups=("warehouse", "product_name"),
)

#: 菜品成本卡 (R-34).
DISH_COSTS = ReportType(
    name="dish_costs",
    label="菜品成本卡",
    label_en="Costs of dishes",
    parameters=(FROM, TO, STORE, Parameter("dish", "菜品", "Dish", "product")),
    columns=(
        Column("dish_code", "菜品编码", "Dish code", "text"),
        Column("dish", "菜品", "Dish", "text"),
        Column("version", "版本", "Version", "text", is_seldom=True),
        Column("sale_price", "售价(含税)", "Price with tax", "price"),
        *GOODS,
        Column("each", "理论单耗", "In a portion", "decimal"),
        Column("actual", "实际单耗", "In fact", "decimal"),
        Column("rate", "差异率", "Over, %", "rate"),
        Column("unit_cost", "单位成本", "Unit cost", "price", shows_cost=True),
        Column("cost", "一份成本", "Cost of a portion", "price", total="cost", shows_cost=True),
        Column("share", "占售价", "Of the price", "rate", total="share", shows_cost=True),
    ),
    statement="dish_costs",
    order_by="dish_code, line_no",
    needs=("reports.view", "pos_ticket.view", "catalog.view"),
    reads_all=True,
    bind=lambda bound: {**bound, "product": None},
    link=to_use,
    notes=lambda _rows, _values: [COSTS],
    groups=("dish",),
)
