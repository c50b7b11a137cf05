"""采购申请单 (D-PR): a department asks for goods; the buyer inquires or orders from it. Touches no book."""

from hengku.documents.declaration import ORDER, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, LINE_REMARK, PRODUCT, QUANTITY, REMARK, UNIT
from hengku.posting.effects import moves_nothing

PURCHASE_REQUISITION = DocumentType(
    code="purchase_requisition",
    label="采购申请单",
    label_en="Purchase requisition",
    prefix="PR",
    department="purchasing",
    states=ORDER,
    header=(
        BUSINESS_ON,
        Field("department", "申请部门", "Department", "department", required=True),
        Field("due_on", "需求日期", "Needed on", "date", required=True),
        REMARK,
    ),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        Field("purpose", "用途", "Purpose", "text"),
        Field("supplier", "建议供应商", "Suggested supplier", "supplier"),
        LINE_REMARK,
    ),
    effects=moves_nothing,
    makes_entry=False,
    is_order=True,
    can_reverse=False,
    can_reopen=True,
)
