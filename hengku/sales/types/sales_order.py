"""销售订单 (D-SO): promises goods and holds what is available of them (Q8, soft). Touches no book."""

from hengku.documents.declaration import ORDER, Choice, DocumentType, Field, From
from hengku.documents.fields import (
    APPROVAL_REASON,
    BUSINESS_ON,
    CUSTOMER,
    DOCUMENT_DISCOUNT,
    PRICE_MODE,
    PRICED_LINE,
    REMARK,
    WAREHOUSE,
)
from hengku.posting.effects import Effects, Facts, Hold
from hengku.sales.prices import order_problems

#: Who is served first when goods arrive (Q8); in the order of their rank.
PRIORITIES = (
    Choice("urgent", "紧急", "Urgent"),
    Choice("normal", "普通", "Normal"),
    Choice("low", "可缓", "Can wait"),
)


def effects(facts: Facts) -> Effects:
    """Reserve what is available; the rest stays open demand."""
    warehouse = facts.paper.warehouse_id or 0
    return Effects(holds=tuple(Hold(line, warehouse, line.quantity_base) for line in facts.lines))


SALES_ORDER = DocumentType(
    code="sales_order",
    label="销售订单",
    label_en="Sales order",
    prefix="SO",
    department="sales",
    states=ORDER,
    header=(
        BUSINESS_ON,
        CUSTOMER,
        WAREHOUSE,
        Field("due_on", "交货日期", "Promised date", "date"),
        Field("priority", "优先级", "Priority", "choice", choices=PRIORITIES, default="normal"),
        PRICE_MODE,
        DOCUMENT_DISCOUNT,
        APPROVAL_REASON,
        REMARK,
    ),
    lines=PRICED_LINE,
    effects=effects,
    check=order_problems,
    sources=(From("quotation", fulfils=True),),
    takes_credit=True,
    party="customer",
    amounts="priced",
    makes_entry=False,
    is_order=True,
    can_reverse=False,  # an order is closed or cancelled: it moved nothing that could be taken back
    explodes_kits=True,
    can_reopen=True,
)
