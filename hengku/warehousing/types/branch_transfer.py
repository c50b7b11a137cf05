"""账套间调出单、账套间调入单 (D-ICT, 同法人): goods go from one set of books of a legal person to another of the same, at
cost. Nothing is sold: 内部往来 on both sides, no revenue, no tax. Only the two together are posted. What comes back of
them comes back at what it cost, red on both sides.
"""

from hengku.documents.declaration import STOCK, DocumentType, From
from hengku.documents.fields import (
    BIN,
    BUSINESS_ON,
    COST,
    LINE_REMARK,
    PARTY,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import PAIRED, PaperLine
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import ADJUSTMENT, AtPoolCost, AtSourceCost, Effects, Facts, Given, Goods, stock
from hengku.posting.errors import NotByHand


def _only_in_pairs(label: str, facts: Facts) -> list[Problem]:
    return [] if facts.paper.made_by == PAIRED else [NotByHand(label=label, maker="组织间交易")]


def check_out(facts: Facts) -> list[Problem]:
    """Never by hand."""
    return _only_in_pairs("账套间调出单", facts)


def check_in(facts: Facts) -> list[Problem]:
    """Never by hand."""
    return _only_in_pairs("账套间调入单", facts)


def out_effects(facts: Facts) -> Effects:
    """借 其他应收款(内部往来) 贷 存货, at cost. Given back: 借 存货 贷 其他应付款 red, at what they came in for (C6)."""
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        if line.source_line_id:
            cost = AtSourceCost(line.source_line_id, agreed=True)
            return Goods(line, here, ADJUSTMENT, line.quantity_base, cost, "other_payable", red=True)
        return Goods(line, here, ADJUSTMENT, line.quantity_base, AtPoolCost(), "other_receivable")

    return Effects(goods=tuple(goods(line) for line in facts.lines))


def _is_back(line: PaperLine, facts: Facts) -> bool:
    """Whether goods come back of what went out, and not because somebody asked for them."""
    source = facts.source_of(line)
    return source is not None and source.type_code == "branch_out"


def in_effects(facts: Facts) -> Effects:
    """借 存货 贷 其他应付款(内部往来), at what the goods cost on the other side. Given back: 借 其他应收款 贷 存货 red."""
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        cost = Given(line.amount_net or ZERO_FEN)
        is_back = _is_back(line, facts)
        against = "other_receivable" if is_back else "other_payable"
        return Goods(line, ADJUSTMENT, here, line.quantity_base, cost, against, red=is_back)

    return Effects(goods=tuple(goods(line) for line in facts.lines))


BRANCH_OUT = DocumentType(
    code="branch_out",
    label="账套间调出单",
    label_en="Branch transfer out",
    prefix="BTO",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, PARTY, WAREHOUSE, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, BIN, LINE_REMARK),
    effects=out_effects,
    check=check_out,
    sources=(From("branch_in", in_pairs=True),),
    party="party",
    goods="out",
    weighs=True,
    made_by=PAIRED,
)

BRANCH_IN = DocumentType(
    code="branch_in",
    label="账套间调入单",
    label_en="Branch transfer in",
    prefix="BTI",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, PARTY, WAREHOUSE, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, COST, BIN, LINE_REMARK),
    effects=in_effects,
    check=check_in,
    sources=(
        From(
            "store_requisition",
            less=("transfer_out", "purchase_order", "purchase_receipt"),
            fulfils=True,
            in_pairs=True,
        ),
        From("branch_out", in_pairs=True),
    ),
    party="party",
    amounts="cost",
    goods="in",
    weighs=True,
    made_by=PAIRED,
)
