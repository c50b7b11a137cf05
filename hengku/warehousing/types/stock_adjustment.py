"""库存调整单 (D-ADJ): corrects stock for one of the 12 standard reasons, each with its own accounts (§1.8)."""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, COST, LINE_REMARK, PRODUCT, QUANTITY, REMARK, UNIT, WAREHOUSE
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Invalid, Problem, Refused
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import ADJUSTMENT, AtPoolCost, Cost, Effects, Facts, Given, Goods, stock
from hengku.warehousing.reasons import BY_CODE, REASON_CHOICES, VAT_OUT_CHOICES, Reason, vat_out_rate

EXPLANATION_LENGTH_MIN = 10


@dataclass(eq=False)
class ExplanationTooShort(Invalid):
    """What happened must be told."""

    length: int
    text = "说明只有 {length} 个字。请写清经过,至少 10 个字。"


@dataclass(eq=False)
class WrongDirection(Invalid):
    """The reason does not allow this direction."""

    reason: str
    allowed: str
    text = "原因「{reason}」只允许{allowed}。请改方向或改原因。"


@dataclass(eq=False)
class OnlyByCount(Refused):
    """Gains and losses of a count are made by the count."""

    reason: str
    text = "「{reason}」只能由盘点生成,不能手工调整。请做盘点,或选择真实的原因。"


@dataclass(eq=False)
class NotEqual(Invalid):
    """A mix-up takes as much as it gives."""

    difference: Decimal
    text = "串批、串货更正的调增与调减数量必须相等,现差 {difference}。"


DIRECTIONS = (Choice("in", "调增", "Increase"), Choice("out", "调减", "Decrease"))
ALLOWED_WORDS = {"+": "调增", "-": "调减"}


def check(facts: Facts) -> list[Problem]:
    """§1.8 and D-ADJ: explanation, the directions a reason allows, equal sides of a mix-up."""
    reason = BY_CODE[facts.paper.data["reason"]]
    explanation = str(facts.paper.data.get("explanation") or "").strip()
    problems: list[Problem] = []
    if len(explanation) < EXPLANATION_LENGTH_MIN:
        problems.append(ExplanationTooShort(length=len(explanation)).at(field="explanation"))
    if reason.only_counts:
        problems.append(OnlyByCount(reason=reason.label).at(field="reason"))
    if reason.directions == "0":
        difference = sum((_signed(line) for line in facts.lines), Decimal(0))
        if difference:
            problems.append(NotEqual(difference=difference))
        return problems
    for line in facts.lines:
        if ("+" if _signed(line) > 0 else "-") not in reason.directions:
            wrong = WrongDirection(reason=reason.label, allowed=ALLOWED_WORDS[reason.directions])
            problems.append(wrong.at(line_no=line.line_no, field="direction"))
    return problems


def _signed(line: PaperLine) -> Decimal:
    return line.quantity_base if line.data.get("direction") == "in" else -line.quantity_base


def _cost(line: PaperLine, reason: Reason, comes_in: bool) -> Cost:
    """Only the quantity changes, or the amount typed for what comes in, else the pool's own cost."""
    if reason.keeps_amount or line.data.get("is_reasonable") in (True, "true", "1"):
        return Given(ZERO_FEN)
    if comes_in and line.amount_net:
        return Given(line.amount_net)
    return AtPoolCost()


def effects(facts: Facts) -> Effects:
    """Goods come from or go to 调整; the value goes where the reason says, through 待处理财产损溢 where it must."""
    reason = BY_CODE[facts.paper.data["reason"]]
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        comes_in = line.data.get("direction") == "in"
        rate = Decimal(0) if comes_in else vat_out_rate(line, reason, facts, facts.paper.data.get("vat_out"))
        return Goods(
            line,
            ADJUSTMENT if comes_in else here,
            here if comes_in else ADJUSTMENT,
            line.quantity_base,
            _cost(line, reason, comes_in),
            reason.against(facts.policy.standard),
            department_id=facts.paper.department_id or 0,
            via="suspense" if reason.via_suspense else "",
            vat_out_rate=rate,
        )

    return Effects(goods=tuple(goods(line) for line in facts.lines), summary=f"库存调整 {reason.label}")


STOCK_ADJUSTMENT = DocumentType(
    code="stock_adjustment",
    label="库存调整单",
    label_en="Stock adjustment",
    prefix="ADJ",
    department="warehousing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        WAREHOUSE,
        Field(
            "reason",
            "调整原因",
            "Reason",
            "choice",
            required=True,
            choices=REASON_CHOICES,
            listed="adjust_reason",
        ),
        Field(
            "explanation",
            "说明",
            "Explanation",
            "text",
            required=True,
            help="至少 10 个字,写清经过",
            help_en="At least 10 characters: say what happened",
        ),
        Field("responsible", "责任人", "Responsible", "text"),
        Field("evidence", "凭据编号", "Evidence no.", "text"),
        Field("vat_out", "进项税转出", "Input tax", "choice", choices=VAT_OUT_CHOICES, default="auto"),
        REMARK,
    ),
    lines=(
        PRODUCT,
        UNIT,
        Field("direction", "方向", "Direction", "choice", required=True, choices=DIRECTIONS, default="out"),
        QUANTITY,
        COST,
        Field("is_reasonable", "合理途耗", "Within allowance", "flag"),
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    amounts="cost",
    goods="both",
    weighs=True,
    weighs_alone=True,
    proofs=(1, 9),
    takes_any_lot=True,
)
