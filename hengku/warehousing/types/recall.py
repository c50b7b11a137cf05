"""召回单 (D-RCL): all there is of the lots it names is frozen at once, in every warehouse, and who has the rest is told.

The engine freezes them (``posting.recalls``). Nothing is booked: goods stay ours at what they cost. Taken back, the
goods it froze are sound again.
"""

from hengku.documents.declaration import DocumentType, Field, States
from hengku.documents.fields import BUSINESS_ON, LINE_REMARK, LOT_NO, PRODUCED_ON, REMARK, from_list
from hengku.documents.fields import PRODUCT as ANY_PRODUCT
from hengku.posting.effects import moves_nothing

IN_FORCE = States(
    "S",
    "posted",
    {
        "draft": ("草稿", "Draft"),
        "posted": ("召回中", "In force"),
        "reversed": ("已解除", "Lifted"),
        "cancelled": ("已作废", "Cancelled"),
    },
)


RECALL = DocumentType(
    code="recall",
    label="召回单",
    label_en="Recall",
    prefix="RCL",
    department="warehousing",
    states=IN_FORCE,
    header=(
        BUSINESS_ON,
        Field(
            "event_number",
            "事件编号",
            "Event number",
            "text",
            help="监管通知或投诉的编号",
            help_en="Number of the authority's notice or the complaint",
        ),
        from_list("recall_reason", "reason", "召回原因", "Reason", "text", required=True),
        REMARK,
    ),
    lines=(
        ANY_PRODUCT,
        Field("lot_no", LOT_NO.label, LOT_NO.label_en, LOT_NO.kind, required=True),
        Field(
            "produced_on",
            PRODUCED_ON.label,
            PRODUCED_ON.label_en,
            "date",
            help="不填则该批号的各生产日期都召回",
            help_en="Empty recalls every production date of this lot number",
        ),
        LINE_REMARK,
    ),
    effects=moves_nothing,
    makes_entry=False,
    recalls=True,
    takes_any_lot=True,
    weighs=True,
)
