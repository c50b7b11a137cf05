"""What was made of what: material that processors used, what they should have, and what they pay for (R-39)."""

from __future__ import annotations

from typing import Final

from hengku.documents.declaration import document_type
from hengku.reports.columns import FROM, GOODS, PROCESSOR, PROCESSOR_NAME, PRODUCT, STATE_LABEL, TO
from hengku.reports.declaration import Column, Note, Parameter, ReportType, Row
from hengku.reports.stock import to_document

HOW: Final = Note(
    "期间按订单日期,每行是订单的一个子件。应耗 = 定额 × 收回 ÷ 订单量;超耗 = 实耗 + 赔偿 − 应耗(负数是少耗);"
    "在厂余料 = 发料 − 退料 − 实耗 − 赔偿。",
    "By the day of the order; a row is a component. Due = quota × received ÷ ordered; over = used + paid for − due "
    "(below zero: less than due); left there = issued − back − used − paid for.",
)


def label_states(rows: list[Row]) -> None:
    """The order's state in words."""
    names = document_type("outsource_order").states.labels
    for row in rows:
        row["state_label"] = names[row["state"]][0]


#: 委外台账's other half: by order, where the account of material is by issue.
OUTSOURCE_USE = ReportType(
    name="outsource_use",
    label="委外耗用与损耗",
    label_en="Use and loss at processors",
    parameters=(
        FROM,
        TO,
        PROCESSOR,
        PRODUCT,
        Parameter("over_only", "只看超耗和赔偿", "Over or paid for only", "flag", default="false"),
    ),
    columns=(
        Column("number", "委外订单", "Order", "text"),
        Column("business_on", "订单日期", "Ordered on", "date"),
        STATE_LABEL,
        PROCESSOR_NAME,
        Column("made", "产成品", "Product made", "text"),
        Column("ordered", "订单量", "Ordered", "quantity"),
        Column("received", "收回", "Received", "quantity"),
        *GOODS,
        Column("quota", "定额", "Quota", "quantity", total="quota"),
        Column("sent", "发料", "Issued", "quantity", total="sent"),
        Column("back", "退料", "Back", "quantity", total="back"),
        Column("due", "应耗", "Due", "quantity", total="due"),
        Column("used", "实耗", "Used", "quantity", total="used"),
        Column("charged", "赔偿", "Paid for", "quantity", total="charged"),
        Column("over", "超耗", "Over", "quantity", total="over"),
        Column("rate", "超耗率", "Over, %", "rate"),
        Column("quantity_left", "在厂余料", "Left there", "quantity", total="quantity_left"),
        Column("paid", "赔偿金额", "Amount to pay", "amount", total="paid", shows_cost=True),
    ),
    statement="outsource_use",
    order_by="business_on, number, line_no",
    needs=("reports.view", "outsource_order.view"),
    bind=lambda bound: {**bound, "over_only": bool(bound["over_only"]), "order_line": None, "order_lines": None},
    finish=label_states,
    notes=lambda _rows, _values: [HOW],
    link=to_document,
    groups=("party", "made", "product_name"),
)
