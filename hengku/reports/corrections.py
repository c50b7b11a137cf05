"""How often something had to be put right, and whether documents are used for what they are for (R-47, R-49)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hengku.company.rules import month_end
from hengku.documents.declaration import registry
from hengku.kit.numbers import D, divide, quantize
from hengku.reports.columns import FROM, LINE_HEAD, MAKER, PARTY_NAME, TO, by, one_of
from hengku.reports.declaration import Choice, Column, Note, ReportType, Row
from hengku.reports.stock import to_document
from hengku.reports.words import label_documents

SAYS_WRONG_TYPE = Note(
    "红冲原因写明「类型用错」的计入误用;红冲时可直接选这个原因。",
    'Reversals whose reason says "wrong type" count as misused; that reason can be chosen when reversing.',
)

#: What is written when a reversal takes back a document of the wrong type; the page offers the first as a reason.
WRONG_TYPE: Final = "类型(用|选|录|做|开)?错|(用|选|录|做|开)错.{0,4}类型|wrong (document )?type"
#: They tell of documents of every department.
NEEDS: Final = ("reports.view", "ledger.view")
#: Documents that put quantity or cost right without naming what was wrong.
ADJUSTING: Final = ("stock_adjustment", "cost_adjustment")
BY: Final = (
    Choice("type", "按单据类型", "By type"),
    Choice("maker", "按制单人", "By person"),
    Choice("month", "按月", "By month"),
)


def type_choices() -> tuple[Choice, ...]:
    """Every document type."""
    return tuple(Choice(one.code, one.label, one.label_en) for one in registry().values())


TYPE: Final = one_of("type", "单据类型", "Type", *type_choices())


def bind_corrected(bound: Row) -> Row:
    """What counts as taken back for its type, and as an adjustment."""
    return {
        **bound,
        "by": bound.get("by") or "type",
        "type": bound.get("type"),
        "maker": bound.get("maker"),
        "wrong_type": WRONG_TYPE,
        "adjusting": list(ADJUSTING),
    }


def label_groups(rows: list[Row]) -> None:
    """The type, the person or the month in words."""
    for row in rows:
        declared = registry().get(row["type_code"] or "")
        row["name"] = declared.label if declared else row["name"] or row["type_code"]


def label_lines(rows: list[Row]) -> None:
    """The type in words, and whether it was the wrong one."""
    label_documents(rows)
    for row in rows:
        row["wrong_label"] = "类型用错" if row["is_wrong_type"] else ""


def total_rates(totals: Row) -> None:
    """Rates of all come from the counts."""
    whole = totals["document_count"]
    for key, part in (("wrong_rate", "wrong_count"), ("rate", "correction_count")):
        if part in totals:
            totals[key] = quantize(divide(D(totals[part]), D(whole)), 4) if whole else None


def to_corrections(row: Row, values: Mapping[str, Any]) -> Row:
    """A row leads to what was put right."""
    asked = {key: values.get(key) for key in ("from", "to", "type", "maker")}
    asked["type"] = row["type_code"] or asked["type"]
    asked["maker"] = row["maker_id"] or asked["maker"]
    if row["begins_on"] is not None:
        asked["from"] = max(row["begins_on"], values["from"])
        asked["to"] = min(month_end(row["begins_on"]), values["to"])
    return {"report": "correction_lines", "parameters": {k: v for k, v in asked.items() if v is not None}}


COUNTS = (
    Column("name", "项目", "What", "text"),
    Column("document_count", "单据数", "Documents", "count", total="document_count"),
    Column("reversal_count", "红冲", "Reversed", "count", total="reversal_count"),
)


def counted(
    *,
    name: str,
    label: str,
    label_en: str,
    shares: tuple[Column, ...],
    order_by: str,
    notes: tuple[Note, ...] = (),
) -> ReportType:
    """A report that says how many of all documents were put right, by type, person or month."""
    return ReportType(
        name=name,
        label=label,
        label_en=label_en,
        parameters=(FROM, TO, by(*BY, default="type"), MAKER),
        columns=(*COUNTS, *shares),
        statement="corrections",
        order_by=f"{order_by}, document_count DESC, type_code, maker_id, begins_on",
        needs=NEEDS,
        bind=bind_corrected,
        finish=label_groups,
        sum_up=total_rates,
        notes=lambda _rows, _values: list(notes),
        link=to_corrections,
    )


#: 被红冲且原因 = 类型错误 / 总单 (R-47).
MISUSE = counted(
    name="misuse",
    label="单据类型误用率",
    label_en="Wrong document types",
    shares=(
        Column("wrong_count", "其中类型用错", "Wrong type", "count", total="wrong_count"),
        Column("wrong_rate", "误用率", "Share", "rate"),
    ),
    order_by="wrong_count DESC, reversal_count DESC",
    notes=(SAYS_WRONG_TYPE,),
)

#: (红冲 + 调整) / 总单 (R-49).
CORRECTIONS = counted(
    name="corrections",
    label="数据修正频率",
    label_en="Correction rate",
    shares=(
        Column("adjustment_count", "调整单", "Adjustments", "count", total="adjustment_count"),
        Column("correction_count", "修正合计", "Corrections", "count", total="correction_count"),
        Column("rate", "修正频率", "Share", "rate"),
    ),
    order_by="correction_count DESC",
)

CORRECTION_LINES = ReportType(
    name="correction_lines",
    label="红冲和调整明细",
    label_en="Reversals and adjustments",
    parameters=(FROM, TO, TYPE, MAKER),
    columns=(
        *LINE_HEAD,
        Column("original_number", "被红冲单号", "Takes back", "text"),
        Column("original_on", "原单日期", "Its date", "date"),
        Column("days", "相隔天数", "Days after", "count"),
        PARTY_NAME,
        Column("maker", "原制单人", "Made by", "text"),
        Column("corrector", "修正人", "Corrected by", "text"),
        Column("reason", "原因", "Reason", "text"),
        Column("wrong_label", "误用", "Wrong type", "text", can_sort=False),
    ),
    statement="correction_lines",
    order_by="business_on, number",
    needs=NEEDS,
    bind=bind_corrected,
    finish=label_lines,
    link=to_document,
    groups=("maker", "corrector", "party"),
)
