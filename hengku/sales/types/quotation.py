"""销售报价单 (D-QT): what we would sell for, until a day. Touches no book; an order may take of it in part."""

from hengku.documents.declaration import ORDER, DocumentType, Field
from hengku.documents.fields import (
    APPROVAL_REASON,
    BUSINESS_ON,
    CUSTOMER,
    DOCUMENT_DISCOUNT,
    PRICE_MODE,
    PRICED_LINE,
    REMARK,
)
from hengku.posting.effects import moves_nothing
from hengku.posting.floor_prices import floor_problems

QUOTATION = DocumentType(
    code="quotation",
    label="销售报价单",
    label_en="Quotation",
    prefix="QT",
    department="sales",
    states=ORDER,
    header=(
        BUSINESS_ON,
        CUSTOMER,
        Field("valid_until", "有效期至", "Valid until", "date", required=True),
        PRICE_MODE,
        DOCUMENT_DISCOUNT,
        APPROVAL_REASON,
        REMARK,
    ),
    lines=PRICED_LINE,
    effects=moves_nothing,
    check=floor_problems,
    party="customer",
    amounts="priced",
    makes_entry=False,
    is_order=True,
    can_reverse=False,  # 失效: a quotation is closed
    explodes_kits=True,
)
