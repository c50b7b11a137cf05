"""销售订单 (D-SO): promises goods and holds what is available of them (Q8, soft). Touches no book."""

from hengku.documents.declaration import ORDER, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, CUSTOMER, PRICE_MODE, PRICED_LINE, REMARK, WAREHOUSE
from hengku.posting.effects import Effects, Facts, Hold


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
        PRICE_MODE,
        REMARK,
    ),
    lines=PRICED_LINE,
    effects=effects,
    party="customer",
    amounts="priced",
    makes_entry=False,
    is_order=True,
    can_reverse=False,  # an order is closed or cancelled: it moved nothing that could be taken back
)
