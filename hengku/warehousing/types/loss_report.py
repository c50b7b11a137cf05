"""报损单 (D-LOS): goods lost at one of four stages, with reason, person and shift, so that losses can be
attributed (§1.9).
"""

from hengku.documents.declaration import STOCK, DocumentType, Field
from hengku.documents.fields import (
    BUSINESS_ON,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import PaperLine
from hengku.posting.effects import LOSS, AtPoolCost, Effects, Facts, Goods, stock
from hengku.warehousing.reasons import (
    BY_CODE,
    LOSS_REASON_CHOICES,
    STAGES,
    VAT_OUT_CHOICES,
    vat_out_rate,
)

COST_STAGES = ("PROCESSING", "SELLING")  # part of what is sold: cost of sales, not a loss of property


def effects(facts: Facts) -> Effects:
    """加工、售卖损耗 are cost of sales; 收货、储存损耗 pass 待处理财产损溢 to the account of their reason."""
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        reason = BY_CODE[line.data["reason"]]
        is_cost = line.data["stage"] in COST_STAGES
        return Goods(
            line,
            here,
            LOSS,
            line.quantity_base,
            AtPoolCost(),
            "cogs" if is_cost else reason.against(facts.policy.standard),
            via="" if is_cost or not reason.via_suspense else "suspense",
            vat_out_rate=vat_out_rate(line, reason, facts, "no" if is_cost else line.data.get("vat_out")),
        )

    return Effects(goods=tuple(goods(line) for line in facts.lines))


LOSS_REPORT = DocumentType(
    code="loss_report",
    label="报损单",
    label_en="Loss report",
    prefix="LOS",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, WAREHOUSE, REMARK),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        Field("stage", "损耗环节", "Stage", "choice", required=True, choices=STAGES, default="STORAGE"),
        Field(
            "reason",
            "原因",
            "Reason",
            "choice",
            required=True,
            choices=LOSS_REASON_CHOICES,
            listed="adjust_reason",
            default="SPOILAGE",
        ),
        Field("responsible", "责任人", "Responsible", "text", required=True),
        from_list("shift", "shift", "班次", "Shift", required=True, default="morning"),
        Field("vat_out", "进项税转出", "Input tax", "choice", choices=VAT_OUT_CHOICES, default="auto"),
        LINE_REMARK,
    ),
    effects=effects,
    goods="out",
    weighs=True,
    takes_any_lot=True,
)
