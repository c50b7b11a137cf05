"""Reports over open items: what is owed, how long overdue, and the items behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hengku.identity.roles import PURCHASE_PRICES
from hengku.reports.columns import (
    AS_OF,
    CUSTOMER,
    DUE_ON,
    NUMBER,
    PARTY,
    PARTY_CODE,
    PARTY_NAME,
    SUPPLIER,
    TYPE_LABEL,
    one_of,
)
from hengku.reports.declaration import Choice, Column, ReportType, Row
from hengku.reports.stock import to_document
from hengku.reports.words import ITEM_LABELS, SIDES, label_documents
from hengku.settlement.rules import OWED_KINDS


def bind_side(kind: str, advance_kind: str) -> Callable[[Row], Row]:
    """Which kinds of items the report is about."""
    return lambda bound: {
        **bound,
        "owed_kinds": list(OWED_KINDS[kind]),
        "other_kind": OWED_KINDS[kind][-1],
        "advance_kind": advance_kind,
        "kinds": list(SIDES[kind]),
    }


def bind_kinds(bound: Row) -> Row:
    """The kinds of one side, or of both; what is owed to suppliers is for who may see what we buy at."""
    sides = [bound["side"]] if bound["side"] else list(SIDES)
    if not bound["sees_purchase_prices"]:
        sides = [side for side in sides if side != "ap"]
    kinds = [kind for side in sides for kind in SIDES[side]]
    return {**bound, "kinds": kinds, "only": bound["only"] or ""}


def to_items(kind: str) -> Callable[[Row, Mapping[str, Any]], Row]:
    """A party's figures lead to its open items on the same day."""
    return lambda row, values: {
        "report": "open_items",
        "parameters": {"party": row["party_id"], "side": kind, "as_of": values["as_of"]},
    }


def label_items(rows: list[Row]) -> None:
    """Say the kind of item and of document in words."""
    label_documents(rows)
    for row in rows:
        row["kind_label"] = ITEM_LABELS[row["kind"]]


def ageing_columns(unapplied: tuple[str, str], advance: tuple[str, str]) -> tuple[Column, ...]:
    """The columns both sides share."""
    return (
        PARTY_CODE,
        PARTY_NAME,
        Column("not_due", "未到期", "Not due", "amount", total="not_due"),
        Column("days_1_30", "逾期1-30天", "1-30 days", "amount", total="days_1_30"),
        Column("days_31_60", "逾期31-60天", "31-60 days", "amount", total="days_31_60"),
        Column("days_61_90", "逾期61-90天", "61-90 days", "amount", total="days_61_90"),
        Column("days_over_90", "逾期90天以上", "Over 90 days", "amount", total="days_over_90"),
        Column("unapplied", *unapplied, "amount", total="unapplied"),
        Column("advance", *advance, "amount", total="advance"),
        Column("total", "合计", "Total", "amount", total="total"),
    )


AR_AGING = ReportType(
    name="ar_aging",
    label="应收账龄分析",
    label_en="Receivables ageing",
    parameters=(AS_OF, CUSTOMER),
    columns=(
        *ageing_columns(("未核销收款及红字", "Unapplied credits"), ("预收", "Advances received")),
        Column(
            "other_owed",
            "其中其他应收",
            "Of it other receivables",
            "amount",
            total="other_owed",
            is_seldom=True,
        ),
        Column("invoiced_ahead", "已票未出(不含税)", "Invoiced, not sent", "amount", total="invoiced_ahead"),
    ),
    statement="owed",
    order_by="total DESC, party_code",
    bind=bind_side("ar", "advance_received"),
    link=to_items("ar"),
)

AP_AGING = ReportType(
    name="ap_aging",
    label="应付账龄分析",
    label_en="Payables ageing",
    needs=("reports.view", PURCHASE_PRICES),
    parameters=(AS_OF, SUPPLIER),
    columns=(
        *ageing_columns(("未核销付款及红字", "Unapplied debits"), ("预付", "Prepayments")),
        Column(
            "other_owed", "其中其他应付", "Of it other payables", "amount", total="other_owed", is_seldom=True
        ),
        Column("estimated", "暂估应付(票未到)", "Not invoiced yet", "amount", total="estimated"),
    ),
    statement="owed",
    order_by="total DESC, party_code",
    bind=bind_side("ap", "prepay"),
    link=to_items("ap"),
)

OPEN_ITEMS = ReportType(
    name="open_items",
    label="未结往来明细",
    label_en="Open items",
    parameters=(
        AS_OF,
        PARTY,
        one_of(
            "side",
            "方向",
            "Side",
            Choice("ar", "应收预收", "Receivable"),
            Choice("ap", "应付预付", "Payable"),
        ),
        one_of(
            "only",
            "只看",
            "Only",
            Choice("money", "未核销的收付款", "Receipts and payments not applied"),
            Choice("both_sides", "预收预付与应收应付并存的往来单位", "Parties that owe and paid in advance"),
        ),
    ),
    columns=(
        PARTY_NAME,
        Column("kind_label", "类型", "Kind", "text", can_sort=False),
        NUMBER,
        TYPE_LABEL,
        Column("business_on", "业务日期", "Date", "date"),
        DUE_ON,
        Column("days_overdue", "逾期天数", "Days overdue", "count"),
        Column("amount", "金额", "Amount", "amount"),
        Column("applied", "已核销", "Applied", "amount"),
        Column("residual", "未结", "Open", "amount"),
    ),
    statement="open_items",
    order_by="party, kind, due_on, item_id",
    bind=bind_kinds,
    finish=label_items,
    link=to_document,
    groups=("party",),
)
