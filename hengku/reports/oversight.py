"""What the owner looks over: who did what (R-54), and whether every document has its entry and every entry its document
(R-52).
"""

from __future__ import annotations

from typing import Final

from django.conf import settings

from hengku.documents.declaration import registry
from hengku.ledger.rules import ACCOUNT_CODE
from hengku.reports.columns import DATE, FROM, LINE_HEAD, REASON, SUMMARY, TO, one_of, only
from hengku.reports.declaration import Choice, Column, Parameter, ReportType, Row
from hengku.reports.deeds import DEEDS, RECORDS
from hengku.reports.stock import to_document

FINDINGS: Final = {
    "no_entry": ("有单无凭证", "Document without entry"),
    "no_document": ("有凭证无单", "Entry without document"),
    "differs": ("金额不一致", "Amounts differ"),
    "no_voucher": ("未编凭证号", "Not on a voucher"),
    "agrees": ("一致", "Agrees"),
}
#: Inventory accounts of goods that are in no pool: sent out and not invoiced, with agents (T11, D-CSO).
AWAY: Final = ("goods_dispatched", "consigned_out", "outsourced_material")


def label_operations(rows: list[Row]) -> None:
    """The deed and what it was done to, in words; what has none keeps its code."""
    types = registry()
    for row in rows:
        room, _, deed = row["action"].rpartition(".")
        declared = types.get(room)
        row["deed"] = DEEDS.get(deed, deed)
        row["type_label"] = declared.label if declared else RECORDS.get(room, room)


#: Every row of the evidence in these days; nothing of what documents say, only that something was done.
OPERATIONS = ReportType(
    name="operations",
    label="操作审计",
    label_en="Operations",
    parameters=(
        FROM,
        TO,
        Parameter("maker", "操作人", "Person", "maker"),
        one_of(
            "kind",
            "范围",
            "Scope",
            Choice("document", "单据", "Documents"),
            Choice("reversal", "红冲", "Reversals"),
            Choice("other", "资料、设置和登录", "Records, settings, sign-in"),
        ),
    ),
    columns=(
        DATE,
        Column("at_time", "时间", "Time", "text"),
        Column("person", "操作人", "Person", "text"),
        Column("deed", "动作", "Action", "text", can_sort=False),
        Column("type_label", "对象", "Object", "text", can_sort=False),
        Column("subject", "单号或名称", "Number or name", "text"),
        REASON,
        Column("device", "设备", "Device", "text"),
        Column("address", "地址", "Address", "text"),
        Column("event_count", "次数", "Count", "count", total="event_count"),
    ),
    statement="operations",
    order_by="event_id DESC",
    needs=("reports.view", "audit.view"),
    bind=lambda bound: {
        **bound,
        "zone": settings.TIME_ZONE,
        "kind": bound["kind"] or "",
        "maker": bound.get("maker"),
    },
    finish=label_operations,
    link=to_document,
    groups=("business_on", "person"),
)


def bind_entries(bound: Row) -> Row:
    """Which accounts hold goods that are in no pool."""
    codes = sorted(f"{code}%" for role in AWAY for code in ACCOUNT_CODE[role])
    return {**bound, "only": bound["only"] or "", "away_codes": codes}


def label_findings(rows: list[Row]) -> None:
    """The finding and the type in words."""
    types = registry()
    for row in rows:
        row["finding_label"] = FINDINGS[row["finding"]][0]
        declared = types.get(row["type_code"])
        row["type_label"] = declared.label if declared else row["type_code"]


#: Empty where all is well; with ``only`` = all every document that is booked, whose sum is that of all entries.
ENTRIES_AGREE = ReportType(
    name="entries_agree",
    label="凭证-单据一致性",
    label_en="Documents and entries",
    parameters=(
        FROM,
        TO,
        only(
            *(Choice(code, *words) for code, words in FINDINGS.items() if code != "agrees"),
            Choice("all", "全部(含一致的)", "All"),
        ),
    ),
    columns=(
        *LINE_HEAD,
        Column("finding_label", "结论", "Finding", "text", can_sort=False),
        SUMMARY,
        Column("voucher", "凭证号", "Voucher", "text"),
        Column("amount", "单据金额", "Document amount", "amount"),
        Column("booked_amount", "凭证金额", "Entry amount", "amount", total="booked_amount"),
        Column("difference", "存货金额与凭证之差", "Stock less entries", "amount", total="difference"),
        Column("finding_count", "不一致", "Findings", "count", total="finding_count"),
    ),
    statement="entries_agree",
    order_by="business_on, number, booked_id",
    needs=("reports.view", "audit.view", "ledger.view", "cost.view"),
    bind=bind_entries,
    finish=label_findings,
    link=to_document,
)
