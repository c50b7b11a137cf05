"""What was made of what: our own orders with progress and cost (R-37, R-38), and what processors used of material,
what they should have, and what they pay for (R-39).
"""

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
    for row in rows:
        row["state_label"] = document_type(row["type_code"]).states.labels[row["state"]][0]


COSTED: Final = Note(
    "期间按订单日期,金额到今天。在制余额 = 材料 − 副产品 − 完工入库:订单做完后还有的,就是按计划价入库的差异。单位成本 = (材料 − 副产品)÷ "
    "完工,做完才有;人工和制造费用还没有归集。齐套行:还要领的已占住,或领料仓库够。",
    "By the day of the order, money up to now. Still in production = material − by-products − received: of a finished "
    "order it is what the planned cost missed. Unit cost = (material − by-products) ÷ received, once it is finished; "
    "labour and overhead are not collected yet. Ready: what is to be issued is held, or free in the warehouse.",
)

#: 生产进度、生产成本分析: by order.
PRODUCTION_ORDERS = ReportType(
    name="production_orders",
    label="生产进度与成本",
    label_en="Production, progress and cost",
    parameters=(
        FROM,
        TO,
        PRODUCT,
        Parameter("open_only", "只看没做完的", "Unfinished only", "flag", default="false"),
    ),
    columns=(
        Column("number", "生产订单", "Order", "text"),
        Column("business_on", "订单日期", "Ordered on", "date"),
        Column("due_on", "计划完工日", "Finish", "date"),
        STATE_LABEL,
        *GOODS,
        Column("planned", "计划", "Planned", "quantity", total="planned"),
        Column("received", "完工", "Received", "quantity", total="received"),
        Column("progress", "完工率", "Done", "rate"),
        Column("days_late", "逾期天数", "Days late", "count"),
        Column("ready", "齐套行", "Ready", "count", total="ready"),
        Column("parts", "子件行", "Components", "count", total="parts"),
        Column("ready_rate", "齐套率", "Ready, %", "rate"),
        Column("material", "材料", "Material", "amount", total="material", shows_cost=True),
        Column("byproduct", "副产品", "By-products", "amount", total="byproduct", shows_cost=True, is_seldom=True),
        Column("finished", "完工入库成本", "Received at", "amount", total="finished", shows_cost=True),
        Column("wip", "在制余额", "In production", "amount", total="wip", shows_cost=True),
        Column("unit_cost", "单位成本", "Unit cost", "price", shows_cost=True),
        Column("reference_cost", "参考成本", "Reference", "price", shows_cost=True),
        Column("unit_variance", "与参考差", "Over reference", "price", shows_cost=True),
    ),
    statement="production_orders",
    order_by="business_on, number",
    needs=("reports.view", "production_order.view"),
    bind=lambda bound: {**bound, "open_only": bool(bound["open_only"]), "order_line": None, "order_lines": None},
    finish=label_states,
    notes=lambda _rows, _values: [COSTED],
    link=to_document,
    groups=("product_name",),
)


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
        Parameter("over_only", "只看超耗和赔偿", "Overuse or compensated only", "flag", default="false"),
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
