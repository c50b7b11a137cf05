"""组装单 (D-ASM) and 拆卸单 (D-DSM): goods become other goods, worth what went in and the fee (C17)."""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field
from hengku.documents.errors import FieldRequired
from hengku.documents.fields import BUSINESS_ON, LINE_REMARK, PRODUCT, QUANTITY, REMARK, UNIT, WAREHOUSE
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO, ZERO_FEN, D
from hengku.posting.effects import (
    CONVERTED,
    PRODUCTION,
    AtPoolCost,
    Book,
    Cost,
    Effects,
    Facts,
    FromGoods,
    Goods,
    Owed,
    stock,
)
from hengku.warehousing.making_rules import HUNDRED, part_weights, percent_of, shares


@dataclass(eq=False)
class NotOneWhole(Invalid):
    """One thing is put together or taken apart at a time."""

    label: str
    count: int
    text = "一张单据只能有一行“{label}”,现有 {count} 行。请分成几张单据。"


@dataclass(eq=False)
class NoParts(Invalid):
    """Nothing to put together, or nothing left after taking apart."""

    label: str
    text = "没有“{label}”。请至少录入一行。"


@dataclass(eq=False)
class MadeOfItself(Invalid):
    """A product cannot be its own part: its cost would depend on itself."""

    product: str
    text = "“{product}”既是成品又是子件。请去掉其中一行。"


@dataclass(eq=False)
class SharesNotWhole(Invalid):
    """Fixed shares must be given for every part and add up to 100 % (C17)."""

    percent: Decimal
    text = "成本比例合计应为 100%,现为 {percent}%。请逐行填写,或全部留空按参考成本分摊。"


FEE = Field(
    "fee",
    "费用",
    "Fee",
    "amount",
    help="组装或拆卸的加工费,计入成本",
    help_en="What assembling or taking apart costs; part of the cost",
)
FEE_TO = Field(
    "fee_to",
    "费用记入",
    "Fee owed to",
    "choice",
    choices=(
        Choice("payroll", "应付职工薪酬", "Own staff"),
        Choice("supplier", "应付账款(加工商)", "A contractor"),
    ),
    default="payroll",
)
FEE_PARTY = Field(
    "party",
    "加工商",
    "Contractor",
    "supplier",
    help="费用记入应付账款时必填",
    help_en="Required when the fee is owed to somebody",
)


def _fee(facts: Facts) -> Decimal:
    return D(str(facts.paper.data.get("fee") or 0))


def _lines(facts: Facts, direction: str) -> list[PaperLine]:
    return [line for line in facts.lines if line.data.get("direction") == direction]


def _check(facts: Facts, whole: str, whole_label: str, part_label: str) -> list[Problem]:
    """One whole, at least one part, nothing made of itself, and somebody to pay."""
    problems: list[Problem] = []
    wholes = _lines(facts, whole)
    if len(wholes) != 1:
        problems.append(NotOneWhole(label=whole_label, count=len(wholes)).at(field="direction"))
    if len(wholes) == len(facts.lines):
        problems.append(NoParts(label=part_label))
    whole_products = {line.product_id for line in wholes}
    for line in facts.lines:
        if line.data.get("direction") != whole and line.product_id in whole_products:
            name = facts.products[line.product_id or 0].name
            problems.append(MadeOfItself(product=name).at(line_no=line.line_no, field="product"))
    if _fee(facts) < 0:
        problems.append(FieldRequired(label=FEE.label).at(field="fee"))
    if _fee(facts) and facts.paper.data.get("fee_to") == "supplier" and not facts.paper.party_id:
        problems.append(FieldRequired(label=FEE_PARTY.label).at(field="party"))
    return problems


def check_assembly(facts: Facts) -> list[Problem]:
    """D-ASM."""
    return _check(facts, "in", "成品", "子件")


def check_disassembly(facts: Facts) -> list[Problem]:
    """D-DSM: as above, and fixed shares are all of it or none."""
    problems = _check(facts, "out", "母件", "子件")
    percents = [percent_of(line.data.get("share")) for line in _lines(facts, "in")]
    typed = [one for one in percents if one is not None]
    given = sum(typed, ZERO)
    if typed and (given != HUNDRED or len(typed) < len(percents) or min(typed) <= 0):
        problems.append(SharesNotWhole(percent=given).at(field="share"))
    return problems


def _effects(facts: Facts, costs: dict[int, FromGoods]) -> Effects:
    """借 存货 of what comes out, 贷 存货 of what went in, 贷 the fee; nothing where the account stays the same."""
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine, cost: Cost) -> Goods:
        comes_in = line.data.get("direction") == "in"
        ends = (PRODUCTION, here) if comes_in else (here, PRODUCTION)
        return Goods(line, *ends, line.quantity_base, cost, CONVERTED)

    used = [goods(line, AtPoolCost()) for line in _lines(facts, "out")]
    made = [goods(line, costs[line.line_no]) for line in _lines(facts, "in")]
    fee = _fee(facts)
    if not fee:
        return Effects(goods=(*used, *made))
    if facts.paper.data.get("fee_to") == "supplier":
        owed = Owed("ap", facts.paper.party_id or 0, fee, facts.due_on)
        return Effects(goods=(*used, *made), owed=(owed,))
    return Effects(goods=(*used, *made), book=(Book("payroll", credit=fee),))


def assembly_effects(facts: Facts) -> Effects:
    """C17: the product is worth its components and the fee."""
    made = _lines(facts, "in")
    return _effects(facts, {line.line_no: FromGoods(fee=_fee(facts)) for line in made})


def disassembly_effects(facts: Facts) -> Effects:
    """C17: the parts share what the whole cost, and the fee; a part that is missing leaves its share to the others."""
    parts = _lines(facts, "in")
    weights = part_weights(
        [abs(line.measure) for line in parts],
        [facts.products[line.product_id or 0].reference_cost for line in parts],
        [percent_of(line.data.get("share")) for line in parts],
    )
    costs = shares(weights, _fee(facts) or ZERO_FEN)
    return _effects(facts, {line.line_no: cost for line, cost in zip(parts, costs, strict=True)})


def _side(code_in: str, en_in: str, code_out: str, en_out: str, default: str) -> Field:
    choices = (Choice("in", code_in, en_in), Choice("out", code_out, en_out))
    return Field("direction", "成品/子件", "Side", "choice", required=True, choices=choices, default=default)


ASSEMBLY = DocumentType(
    code="assembly",
    label="组装单",
    label_en="Assembly",
    prefix="ASM",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, WAREHOUSE, FEE, FEE_TO, FEE_PARTY, REMARK),
    lines=(_side("成品", "Product", "子件", "Component", "out"), PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=assembly_effects,
    check=check_assembly,
    goods="both",
    weighs=True,
)

DISASSEMBLY = DocumentType(
    code="disassembly",
    label="拆卸单",
    label_en="Disassembly",
    prefix="DSM",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, WAREHOUSE, FEE, FEE_TO, FEE_PARTY, REMARK),
    lines=(
        _side("子件", "Part", "母件", "Whole", "in"),
        PRODUCT,
        UNIT,
        QUANTITY,
        Field(
            "share",
            "成本比例%",
            "Cost share %",
            "amount",
            help="各子件合计 100;留空按数量×参考成本",
            help_en="100 over all components; empty shares by quantity × reference cost",
        ),
        LINE_REMARK,
    ),
    effects=disassembly_effects,
    check=check_disassembly,
    goods="both",
    weighs=True,
)
