"""What a store's day comes to on its tickets, in stock and in the ledger (P8)."""

from __future__ import annotations

from typing import Final

from hengku.reports.columns import FROM, TO
from hengku.reports.declaration import Column, Note, Parameter, ReportType, Row
from hengku.reports.stores import STORE, STORE_NAME

#: What is compared.
CHECKS: Final = {
    "quantity": "销售数量 = 库存流水",
    "tickets": "小票 = 已日结的小票",
    "amount": "含税额 = 钱款与应收",
    "net": "净额 = 主营业务收入",
    "tax": "税额 = 销项税额",
    "cost": "发出成本 = 主营业务成本",
}
HOW: Final = Note(
    "每店每天六条:小票数量与库存流水,小票与日结,含税额与收到的钱款、应收(长短款在内),净额、税额与总账,发出商品的成本与主营业务成本"
    "(日结后的补差在内)。不等的列出单号;还没有日结的日子,总账一侧是 0。",
    "Six lines for each store and day: quantities on tickets and moves of stock, tickets and those closed, amounts "
    "with tax and money with receivables (short and over among it), net and tax and the ledger, cost of what left and "
    "cost of sales (with what followed the close). Where they differ the documents are named; before the close the "
    "ledger has 0.",
)


def say_checks(rows: list[Row]) -> None:
    """What is compared, in words."""
    for row in rows:
        row["check"] = CHECKS[row["measure"]]


#: 门店日结三方核对 (P8).
STORE_DAYS = ReportType(
    name="store_days",
    label="门店日结三方核对",
    label_en="Store days, three ways",
    parameters=(
        FROM,
        TO,
        STORE,
        Parameter("differing", "只看不等的", "Differences only", "flag", default="false"),
    ),
    columns=(
        STORE_NAME,
        Column("business_on", "日期", "Date", "date"),
        Column("close_number", "日结单", "Daily close", "text"),
        Column("check", "核对", "Compared", "text", can_sort=False),
        Column("papers", "单据", "On papers", "decimal"),
        Column("books", "账上", "In the books", "decimal"),
        Column("difference", "差异", "Difference", "decimal"),
        Column("numbers", "不等的单据", "Documents that differ", "text"),
    ),
    statement="store_days",
    order_by="business_on, warehouse_code, step",
    needs=("reports.view", "pos_daily_close.view", "cost.view"),
    bind=lambda bound: {**bound, "differing": bool(bound["differing"])},
    finish=say_checks,
    notes=lambda _rows, _values: [HOW],
    groups=("warehouse", "business_on"),
)
