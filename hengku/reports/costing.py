"""What documents changed the cost of others by (C9): asked when a cost is not what it was yesterday."""

from __future__ import annotations

from typing import Final

from hengku.costing.models import ValueKind
from hengku.documents.declaration import document_type
from hengku.reports.columns import FROM, PRODUCT, PRODUCT_CODE, PRODUCT_NAME, TO, TYPE_LABEL
from hengku.reports.declaration import Column, ReportType, Row
from hengku.reports.stock import to_document
from hengku.reports.words import label_documents

KIND_LABELS: Final = dict(ValueKind.choices)


def label_recosts(rows: list[Row]) -> None:
    """Say in words what caused a change and what kind it is."""
    label_documents(rows)
    for row in rows:
        row["cause_label"] = document_type(row["cause_type"]).label
        row["kind_label"] = KIND_LABELS[row["kind"]]


#: 成本重算说明: by document, what it changed and why.
RECOSTS = ReportType(
    name="recosts",
    label="成本重算说明",
    label_en="What changed costs",
    parameters=(FROM, TO, PRODUCT),
    columns=(
        Column("cause_number", "引起的单据", "Caused by", "text"),
        Column("cause_label", "引起的类型", "Its type", "text", can_sort=False),
        Column("caused_on", "过账日期", "Posted on", "date"),
        Column("number", "被重算的单据", "Document", "text"),
        TYPE_LABEL,
        Column("business_on", "业务日期", "Date", "date"),
        Column("line_no", "行", "Line", "count"),
        PRODUCT_CODE,
        PRODUCT_NAME,
        Column("kind_label", "原因", "Why", "text", can_sort=False),
        Column("account", "对方科目", "Other side", "text"),
        Column("change", "成本变动", "Change of cost", "amount", total="change", shows_cost=True),
    ),
    statement="recosts",
    order_by="caused_on, cause_number, business_on, number, line_no",
    needs=("reports.view", "cost.view"),
    finish=label_recosts,
    link=to_document,
    groups=("cause_number", "product_name"),
)
