"""报损单 (D-LOS): goods lost at one of four stages, with reason, person and shift, so that losses can be
attributed (§1.9). Of goods of others it is said what their owner gets (D-BOR, D-CIN).
"""

from dataclasses import replace
from decimal import Decimal

from hengku.documents.declaration import STOCK, DocumentType, Field
from hengku.documents.fields import (
    BUSINESS_ON,
    GOODS_OF,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO
from hengku.posting.effects import LOSS, AtPoolCost, Effects, Facts, Goods, stock
from hengku.warehousing.goods_of_others import CLAIM, check_claims, owed_for
from hengku.warehousing.reasons import (
    BY_CODE,
    LOSS_REASON_CHOICES,
    STAGES,
    VAT_OUT_CHOICES,
    vat_out_rate,
)

COST_STAGES = ("PROCESSING", "SELLING")  # part of what is sold: cost of sales, not a loss of property


def check(facts: Facts) -> list[Problem]:
    """Of goods of others it is said what their owner gets; of our own nothing is."""
    return check_claims(facts, facts.lines)


def _goes_to(line: PaperLine, facts: Facts) -> tuple[str, str]:
    """The account that bears the loss, and the one it passes on its way there, if any (§1.9)."""
    reason = BY_CODE[line.data["reason"]]
    is_cost = line.data["stage"] in COST_STAGES
    return (
        "cogs" if is_cost else reason.against(facts.policy.standard),
        "" if is_cost or not reason.via_suspense else "suspense",
    )


def effects(facts: Facts) -> Effects:
    """加工、售卖损耗 are cost of sales; 收货、储存损耗 pass 待处理财产损溢 to the account of their reason. Goods of
    others never cost us anything: 贷 2241 what their owner gets, and no input tax goes out.
    """
    here, owner = stock(facts.paper.warehouse_id), facts.paper.party_id or 0

    def vat_out(line: PaperLine) -> Decimal:
        is_cost = line.data["stage"] in COST_STAGES
        said = "no" if is_cost else line.data.get("vat_out")
        return ZERO if owner else vat_out_rate(line, BY_CODE[line.data["reason"]], facts, said)

    def goods(line: PaperLine) -> Goods:
        against, via = _goes_to(line, facts)
        cost, rate = AtPoolCost(), vat_out(line)
        return Goods(line, here, LOSS, line.quantity_base, cost, against, via=via, vat_out_rate=rate, owner_id=owner)

    owed = owed_for(facts, [(line, *_goes_to(line, facts)) for line in facts.lines] if owner else [])
    return replace(owed, goods=tuple(goods(line) for line in facts.lines))


LOSS_REPORT = DocumentType(
    code="loss_report",
    label="报损单",
    label_en="Loss report",
    prefix="LOS",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, WAREHOUSE, GOODS_OF, REMARK),
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
        CLAIM,
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    party="party",
    names_owner=True,
    goods="out",
    weighs=True,
    takes_any_lot=True,
)
