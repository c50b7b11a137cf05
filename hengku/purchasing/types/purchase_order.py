"""采购订单 (D-PO): promises goods; what is not yet received is 采购在途. Touches no book."""

from hengku.documents.declaration import ORDER, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, PRICE_MODE, PRICED_LINE, REMARK, SUPPLIER, WAREHOUSE
from hengku.posting.effects import Effects, Facts


def effects(facts: Facts) -> Effects:
    """An order moves nothing; receipts are carried from it."""
    return Effects()


PURCHASE_ORDER = DocumentType(
    code="purchase_order",
    label="采购订单",
    label_en="Purchase order",
    prefix="PO",
    department="purchasing",
    shows_purchase_price=True,
    states=ORDER,
    header=(
        BUSINESS_ON,
        SUPPLIER,
        WAREHOUSE,
        Field("due_on", "交货日期", "Promised date", "date"),
        PRICE_MODE,
        REMARK,
    ),
    lines=PRICED_LINE,
    effects=effects,
    party="supplier",
    amounts="priced",
    makes_entry=False,
    is_order=True,
    can_reverse=False,  # an order is closed or cancelled: it moved nothing that could be taken back
)
