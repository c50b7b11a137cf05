"""到货签收单 (D-RACK): for a firm without stock, who signed for what of an order, and by which courier's paper. Nothing is
on hand and nothing is booked: the order is fulfilled by it, and the supplier's invoice follows it.
"""

from hengku.documents.declaration import STOCK, DocumentType, Field, From
from hengku.documents.fields import BUSINESS_ON, LINE_REMARK, PRODUCT, QUANTITY, REMARK, SUPPLIER, UNIT
from hengku.documents.sources import without_source
from hengku.kit.errors import Problem
from hengku.posting.effects import Facts, moves_nothing


def check(facts: Facts) -> list[Problem]:
    """Every line is of an order."""
    return without_source(facts.lines, "采购订单行")


RECEIPT_ACK = DocumentType(
    code="receipt_ack",
    label="到货签收单",
    label_en="Receipt acknowledgement",
    prefix="RACK",
    department="purchasing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        SUPPLIER,
        Field(
            "express_no",
            "回执单号",
            "Courier's number",
            "text",
            required=True,
            help="快递单号或送货单号;同一供应商的一个号只签收一次,照片可附在单据上",
            help_en="Of the courier or the delivery note; a supplier's number is signed for once. Attach photos",
        ),
        Field("signed_by", "签收人", "Signed by", "text", required=True),
        REMARK,
    ),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=moves_nothing,
    check=check,
    sources=(
        From(
            "purchase_order",
            tolerance="over_receipt_pct",
            less=("purchase_order", "goods_arrival", "purchase_receipt"),
            passes=True,
            fulfils=True,
            after_close=True,
        ),
    ),
    party="supplier",
    makes_entry=False,
    once_for=("party", "express_no"),
)
