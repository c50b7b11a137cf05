"""到货单 (D-ARR): the goods are at the door, not yet in the books: nothing is on hand, and the order still waits."""

from hengku.documents.declaration import STOCK, DocumentType, Field, From
from hengku.documents.fields import (
    BUSINESS_ON,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    SUPPLIER,
    UNIT,
    WAREHOUSE,
    from_list,
)
from hengku.posting.effects import moves_nothing

GOODS_ARRIVAL = DocumentType(
    code="goods_arrival",
    label="到货单",
    label_en="Goods arrival",
    prefix="ARR",
    department="purchasing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        SUPPLIER,
        WAREHOUSE,
        Field("delivery_number", "送货单号", "Delivery note", "text"),
        Field("temperature", "到货温度(℃)", "Temperature (°C)", "text"),
        REMARK,
    ),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        Field(
            "refused_quantity",
            "拒收量",
            "Refused",
            "quantity",
            help="当场退回、没有卸下的数量,不计入到货",
            help_en="Sent back at once and not unloaded; not part of the arrival",
        ),
        from_list("refusal_reason", "refused_reason", "拒收原因", "Why refused", "text"),
        LINE_REMARK,
    ),
    effects=moves_nothing,
    sources=(
        From(
            "purchase_order",
            tolerance="over_receipt_pct",
            passes=True,
            after_close=True,
            less=("purchase_order",),  # ordered anew (D-PO 改价)
        ),
    ),
    party="supplier",
    makes_entry=False,
)
