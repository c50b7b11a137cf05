"""Goods of ours that lie with others, and goods of others that lie with us: what is still out, since when, how late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from hengku.reports.columns import (
    CUSTOMER,
    DATE,
    DAYS,
    DAYS_LATE,
    GOODS,
    LATE_ONLY,
    PARTY,
    PARTY_NAME,
    PROCESSOR,
    PROCESSOR_NAME,
    PRODUCT,
    SUPPLIER,
    WAREHOUSE,
    WAREHOUSE_NAME,
)
from hengku.reports.declaration import Column, Note, ReportType, Row
from hengku.reports.stock import to_document

#: D-CSO: tax is due when goods have been with an agent for so many days, whether or not a list of sales came.
TAX_DAYS: Final = 180
#: Material that has been with a processor for longer is asked after.
OLD_DAYS: Final = 90


def _bind(
    sent: tuple[str, ...], back: tuple[str, ...], settled: tuple[str, ...], late_days: int | None = None
) -> Callable[[Row], Row]:
    return lambda bound: {
        **bound,
        "sent_types": list(sent),
        "back_types": list(back),
        "settled_types": list(settled),
        "late_days": late_days,
        "late_only": bool(bound["late_only"]),
    }


def _columns(
    *words: tuple[str, str, str, str], parts: tuple[Column, ...] = (), party: Column = PARTY_NAME
) -> tuple[Column, ...]:
    """The columns all of them share; ``words``: key, kind, label, English, of the quantities and days."""
    return (
        Column("number", "单号", "Number", "text"),
        DATE,
        *parts,
        DAYS,
        DAYS_LATE,
        party,
        WAREHOUSE_NAME,
        *GOODS,
        *(
            Column(key, label, label_en, kind, total=key, shows_cost=kind == "amount")
            for key, kind, label, label_en in words
        ),
    )


def _of_losses(rows: list[Row], _values: Mapping[str, Any]) -> list[Note]:
    """Which receipt a loss is taken off, where there is any."""
    if not any(row["lost"] for row in rows):
        return []
    return [
        Note(
            "丢失(盘亏、报损、运输损耗)不分是哪一次收到的:从最早收到、还没有了结的扣起;赔款付清后,全部了结的行不再列出。",
            "Losses are taken off the oldest receipts that are not done; a row leaves when its owner has been paid.",
        )
    ]


DUE_BACK = (Column("due_on", "应还日期", "Due back", "date"),)

LOANS_OUT = ReportType(
    name="loans_out",
    label="借出未还",
    label_en="Loans not returned",
    parameters=(PARTY, WAREHOUSE, PRODUCT, LATE_ONLY),
    columns=_columns(
        ("sent", "quantity", "借出", "Lent"),
        ("back", "quantity", "已还", "Back"),
        ("settled", "quantity", "转销售", "Sold"),
        ("quantity_left", "quantity", "未还", "Still out"),
        parts=DUE_BACK,
    ),
    statement="custody",
    order_by="due_on NULLS LAST, number, line_no",
    needs=("reports.view", "loan_out.view"),
    bind=_bind(("loan_out",), ("loan_return",), ("sales_issue",)),
    link=to_document,
    groups=("party", "product_name"),
)
CONSIGNED_OUT = ReportType(
    name="consigned_out",
    label="委托代销在外",
    label_en="Out on consignment",
    parameters=(CUSTOMER, WAREHOUSE, PRODUCT, LATE_ONLY),
    columns=_columns(
        ("sent", "quantity", "发出", "Sent"),
        ("back", "quantity", "退回", "Back"),
        ("settled", "quantity", "已结算", "Settled"),
        ("quantity_left", "quantity", "在外", "Still out"),
        ("amount_left", "amount", "在外成本", "Cost"),
    ),
    statement="custody",
    order_by="business_on, number, line_no",
    needs=("reports.view", "consign_out.view"),
    bind=_bind(("consign_out",), ("consign_return",), ("consign_settle",), TAX_DAYS),
    link=to_document,
    groups=("party", "product_name"),
)
OUTSOURCED = ReportType(
    name="outsourced",
    label="委外台账",
    label_en="Material at processors",
    parameters=(PROCESSOR, WAREHOUSE, PRODUCT, LATE_ONLY),
    columns=_columns(
        ("sent", "quantity", "发料", "Issued"),
        ("back", "quantity", "退料", "Back"),
        ("settled", "quantity", "已核销", "Used up"),
        ("quantity_left", "quantity", "在厂余料", "Left there"),
        ("amount_left", "amount", "余料成本", "Cost"),
        party=PROCESSOR_NAME,
    ),
    statement="custody",
    order_by="party, business_on, number, line_no",
    needs=("reports.view", "outsource_issue.view"),
    bind=_bind(("outsource_issue",), ("outsource_return",), ("outsource_receipt",), OLD_DAYS),
    link=to_document,
    groups=("party", "product_name"),
)
HELD_FOR_OTHERS = ReportType(
    name="held_for_others",
    label="受托代销与借入",
    label_en="Goods held for others",
    parameters=(SUPPLIER, WAREHOUSE, PRODUCT, LATE_ONLY),
    columns=(
        *_columns(
            ("sent", "quantity", "收到", "Received"),
            ("back", "quantity", "已还", "Given back"),
            ("settled", "quantity", "已结算", "Settled"),
            ("lost", "quantity", "丢失", "Lost"),
            ("quantity_left", "quantity", "在库", "Here"),
            parts=DUE_BACK,
        ),
        Column("owed", "应赔货主", "Owed for the loss", "amount", total="owed"),
    ),
    statement="held_for_others",
    order_by="party, business_on, number, line_no",
    needs=("reports.view", "consign_in.view"),
    bind=lambda bound: {**bound, "late_only": bool(bound["late_only"])},
    notes=_of_losses,
    link=to_document,
    groups=("party", "product_name"),
)
