"""暂估处理单 (D-EST): where a company reverses its estimates on the first of a month and estimates again at its end
(C15 MONTH_BEGIN), this document does it. It moves the general ledger alone: goods, pools and open items stay.
"""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import MONEY, Choice, DocumentType, Field, From
from hengku.documents.fields import BUSINESS_ON, LINE_REMARK, REMARK
from hengku.documents.sources import Source
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Effects, Facts, Memo
from hengku.purchasing.types.purchase_invoice import estimate_of

RUNS = (
    Choice("REVERSE", "月初回冲", "Reverse on the first"),
    Choice("ESTIMATE", "月末重估", "Estimate at the end"),
)
INVOICES = ("purchase_invoice", "purchase_invoice_red")


@dataclass(eq=False)
class OtherMode(Refused):
    """Only who reverses at the beginning of a month has anything to run."""

    text = "账套的暂估处理方式不是「月初回冲」,不需要做暂估处理。请在账套设置中查看「暂估处理方式」。"


@dataclass(eq=False)
class NothingToEstimate(Refused):
    """This receipt line is wholly invoiced, or is where the run would bring it."""

    number: str
    reason: str
    text = "入库单 {number} 的这一行{reason},不需要处理。请删去该行。"


def is_suspended(source: Source) -> bool:
    """Whether the ledger has the line's estimate reversed at present."""
    return source.carried_amount("estimate_run") > 0


def left_of(source: Source, facts: Facts) -> Decimal:
    """What of a receipt line's estimate no invoice has lifted and no return has taken back."""
    lifted = abs(source.carried_amount(*INVOICES)) + abs(source.carried_amount("purchase_return"))
    return estimate_of(source, facts) - lifted


def check(facts: Facts) -> list[Problem]:
    """The company reverses at the beginning of months, and each line has something to reverse or to estimate again."""
    if facts.policy.estimate_mode != "MONTH_BEGIN":
        return [OtherMode()]
    is_reversal = facts.paper.data.get("run") == "REVERSE"
    problems: list[Problem] = []
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None:
            continue
        reason = ""
        if left_of(source, facts) <= 0:
            reason = "已全部开票或退货"
        elif is_suspended(source) is is_reversal:
            reason = "的暂估已经回冲" if is_reversal else "的暂估没有回冲过"
        if reason:
            wrong = NothingToEstimate(source.number, reason)
            problems.append(wrong.at(line_no=line.line_no, field="source_line"))
        else:
            line.amount_net = line.amount_incl = left_of(source, facts)
    facts.paper.amount_net = sum((line.amount_net or ZERO_FEN for line in facts.lines), ZERO_FEN)
    facts.paper.amount_incl = facts.paper.amount_net
    return problems


def effects(facts: Facts) -> Effects:
    """借 存货 贷 应付暂估, red on the first of the month, blue at its end; never any tax (财会〔2016〕22号)."""
    is_reversal = facts.paper.data.get("run") == "REVERSE"
    memos, carried = [], []
    for line in facts.lines:
        source = facts.sources[line.source_line_id or 0]
        amount = left_of(source, facts)
        memos.append(Memo(line.product_id or 0, source.party_id, -amount if is_reversal else amount))
        # what is carried is above zero as long as the line is reversed, and nothing otherwise
        carried.append((line, amount if is_reversal else -source.carried_amount("estimate_run")))
    word = "暂估回冲" if is_reversal else "月末暂估"
    return Effects(memos=tuple(memos), carried=tuple(carried), summary=word)


ESTIMATE_RUN = DocumentType(
    code="estimate_run",
    label="暂估处理单",
    label_en="Estimate run",
    prefix="EST",
    department="purchasing",
    shows_purchase_price=True,
    amounts="shares",
    states=MONEY,
    header=(
        BUSINESS_ON,
        Field("run", "处理", "Run", "choice", required=True, choices=RUNS),
        REMARK,
    ),
    lines=(
        Field("product", "商品", "Product", "product"),
        Field("quantity", "数量", "Quantity", "quantity"),
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    sources=(From("purchase_receipt", counts=False),),
    period_part="ledger",
    is_offered=False,
)
