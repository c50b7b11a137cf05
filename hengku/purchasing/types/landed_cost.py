"""采购费用分摊单 (D-LCV, C16): freight, duty and the like of goods received, into what they cost or into expense."""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import MONEY, Choice, DocumentType, Field, From
from hengku.documents.fields import (
    BUSINESS_ON,
    DUE_ON,
    INVOICE_NUMBER,
    LINE_REMARK,
    REMARK,
    SUPPLIER,
    UNIT,
)
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN, D, split_by_cumulative
from hengku.posting.effects import Book, Effects, Facts, Owed, Revalue

KINDS = (
    Choice("freight", "运费", "Freight"),
    Choice("insurance", "保险费", "Insurance"),
    Choice("duty", "关税", "Customs duty"),
    Choice("handling", "装卸搬运费", "Handling"),
    Choice("storage", "仓储费", "Storage"),
    Choice("inspection", "检验费", "Inspection"),
)
BASES = (
    Choice("AMOUNT", "按金额", "By amount"),
    Choice("QUANTITY", "按数量", "By quantity"),
    Choice("WEIGHT", "按重量", "By weight"),
    Choice("VOLUME", "按体积", "By volume"),
    Choice("MANUAL", "手工指定", "By hand"),
)
TREATMENTS = (
    Choice("CAPITALIZE", "计入存货成本", "Inventory cost"),
    Choice("EXPENSE", "计入销售费用", "Selling expense"),
)


@dataclass(eq=False)
class MeasureMissing(Invalid):
    """Weight, volume or amount of a line by which the fee shall be shared out."""

    basis: str
    text = "{basis}分摊须填写每一行的「重量/体积/金额」,且大于 0。"


@dataclass(eq=False)
class SharesDisagree(Invalid):
    """Shares by hand add up to what is shared."""

    shares: Decimal
    whole: Decimal
    text = "手工分摊合计 {shares},应等于要分摊的 {whole}。请核对各行金额。"


@dataclass(eq=False)
class FeeMissing(Invalid):
    """There must be something to share out, and a fee is above zero."""

    text = "费用净额必须大于 0,税额不能小于 0。红字请红冲原单。"


def fee_of(paper: Paper, key: str) -> Decimal:
    """Net or tax of the fee as written in the header."""
    return D(str(paper.data.get(key) or "0"))


def shared(facts: Facts) -> Decimal:
    """What goes into cost: the net, or all of it where its tax cannot be deducted (T5)."""
    paper = facts.paper
    net, tax = fee_of(paper, "fee_net"), fee_of(paper, "fee_tax")
    return net if facts.policy.taxpayer == "general" else net + tax


def measure_of(line: PaperLine) -> Decimal:
    """Weight, volume or amount of a line, as its basis says."""
    return D(str(line.data.get("measure") or "0"))


def weights(facts: Facts) -> list[Decimal]:
    """By what the fee is shared out, in line order (C1)."""
    basis = facts.paper.data.get("basis")
    if basis == "AMOUNT":
        return [facts.sources[line.source_line_id or 0].amount_net for line in facts.lines]
    if basis == "QUANTITY":
        return [line.quantity_base for line in facts.lines]
    return [measure_of(line) for line in facts.lines]


def is_capitalized(facts: Facts) -> bool:
    """C16: as the document says, else as the company decided, else a small trader's fee is expense."""
    chosen = facts.paper.data.get("treatment") or facts.policy.landed_cost
    if chosen in ("CAPITALIZE", "EXPENSE"):
        return chosen == "CAPITALIZE"
    return not (facts.policy.standard == "small" and facts.policy.edition in ("GENERAL", "FOOD"))


def check(facts: Facts) -> list[Problem]:
    """A fee above zero, shared out by something that every line has; then the shares are written on the lines."""
    paper, whole = facts.paper, shared(facts)
    if fee_of(paper, "fee_net") <= 0 or fee_of(paper, "fee_tax") < 0:
        return [FeeMissing().at(field="fee_net")]
    problems: list[Problem] = []
    basis = str(paper.data.get("basis"))
    if basis in ("WEIGHT", "VOLUME", "MANUAL"):
        label = next(one.label for one in BASES if one.code == basis)
        problems += [
            MeasureMissing(label).at(line_no=line.line_no, field="measure")
            for line in facts.lines
            if measure_of(line) <= 0
        ]
    by_hand = sum((measure_of(line) for line in facts.lines), ZERO_FEN)
    if basis == "MANUAL" and not problems and by_hand != whole:
        problems.append(SharesDisagree(by_hand, whole).at(field="basis"))
    if not problems:
        write_shares(facts)
    return problems


def write_shares(facts: Facts) -> None:
    """Each line's share of net and tax (C1), and the document's totals from them."""
    paper = facts.paper
    quantities = [line.quantity_base for line in facts.lines]
    nets, taxes = (
        split_by_cumulative(fee_of(paper, key), weights(facts), fallback=quantities)
        for key in ("fee_net", "fee_tax")
    )
    for line, net, tax in zip(facts.lines, nets, taxes, strict=True):
        line.amount_net, line.amount_tax, line.amount_incl = net, tax, net + tax
    paper.amount_net, paper.amount_tax = fee_of(paper, "fee_net"), fee_of(paper, "fee_tax")
    paper.amount_incl = paper.amount_net + paper.amount_tax


def effects(facts: Facts) -> Effects:
    """借 存货 or 销售费用, 借 进项税额, 贷 应付; goods that are gone by now take their share into cost of sales (C15)."""
    paper, whole = facts.paper, shared(facts)
    quantities = [line.quantity_base for line in facts.lines]
    parts = split_by_cumulative(whole, weights(facts), fallback=quantities)
    book: list[Book] = []
    revalues: list[Revalue] = []
    carried: list[tuple[PaperLine, Decimal]] = []
    for line, part in zip(facts.lines, parts, strict=True):
        if is_capitalized(facts):
            revalues.append(Revalue(line, line.source_line_id or 0, ZERO_FEN, part, line.quantity_base))
            carried.append((line, part))
        else:
            carried.append((line, ZERO_FEN))
    if not is_capitalized(facts):
        book.append(Book("selling", debit=whole, department_id=paper.department_id or 0))
    if facts.policy.taxpayer == "general":
        book.append(Book("vat_input", debit=fee_of(paper, "fee_tax")))
    owed = Owed("ap", paper.party_id or 0, paper.amount_incl, facts.due_on)
    return Effects(revalues=tuple(revalues), owed=(owed,), book=tuple(book), carried=tuple(carried))


LANDED_COST = DocumentType(
    code="landed_cost",
    label="采购费用分摊单",
    label_en="Landed cost",
    prefix="LCV",
    department="purchasing",
    shows_purchase_price=True,
    states=MONEY,
    header=(
        BUSINESS_ON,
        SUPPLIER,
        Field("cost_type", "费用类型", "Kind", "choice", required=True, choices=KINDS),
        Field("fee_net", "费用净额", "Net", "amount", required=True),
        Field("fee_tax", "税额", "Tax", "amount"),
        Field("basis", "分摊基准", "Basis", "choice", required=True, choices=BASES, default="AMOUNT"),
        Field(
            "treatment",
            "记入",
            "Booked to",
            "choice",
            choices=TREATMENTS,
            help="空着就按账套设置",
            help_en="Empty takes the company's setting",
        ),
        INVOICE_NUMBER,
        DUE_ON,
        REMARK,
    ),
    lines=(
        Field("product", "商品", "Product", "product"),
        UNIT,
        Field("quantity", "数量", "Quantity", "quantity", required=True),
        Field("measure", "重量/体积/金额", "Weight, volume or amount", "quantity"),
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    sources=(From("purchase_receipt", counts=False),),
    party="supplier",
    period_part="arap",
    amounts="shares",
)
