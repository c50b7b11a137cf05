"""委托代销 (D-CSO, D-CSS, D-CSR): goods lie with an agent and stay ours until the agent says what was sold.

They have a cost pool of their own under 委托代销商品. The list of sales is when revenue arises, at the cost of what that
dispatch took; the agent's fee is a selling expense and lessens what the agent owes.
"""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import STOCK, DocumentType, Field, From
from hengku.documents.fields import (
    BUSINESS_ON,
    CUSTOMER,
    DUE_ON,
    LINE_REMARK,
    PRICE,
    PRICE_MODE,
    PRODUCT,
    QUANTITY,
    REMARK,
    TAX_CODE,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import PaperLine
from hengku.documents.sources import without_source
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import (
    CONSIGNED,
    AtPoolCost,
    AtSourceCost,
    Book,
    Effects,
    Facts,
    Goods,
    Owed,
    stock,
)
from hengku.posting.effects import CUSTOMER as TO_CUSTOMER
from hengku.sales.revenue import invoiced_vat_role

AGENT = Field("party", "代销商", "Agent", "customer", required=True)
FEE = Field("fee_net", "手续费(不含税)", "Fee without tax", "amount")
FEE_TAX = Field("fee_tax", "手续费税额", "Tax on the fee", "amount")


@dataclass(eq=False)
class FeeTooLarge(Invalid):
    """The agent keeps more than was sold for."""

    fee: Decimal
    amount: Decimal
    text = "手续费 {fee} 大于本次代销款 {amount}。请核对代销清单。"


def _fee(facts: Facts) -> tuple[Decimal, Decimal]:
    """The agent's fee and its tax, ≥ 0."""
    data = facts.paper.data
    return Decimal(str(data.get("fee_net") or "0.00")), Decimal(str(data.get("fee_tax") or "0.00"))


def follows_dispatch(facts: Facts) -> list[Problem]:
    """Every line is of goods that were sent to this agent."""
    return without_source(facts.lines, "委托代销发出单行")


def check_settlement(facts: Facts) -> list[Problem]:
    """What was sent is settled, and the fee is less than what was sold."""
    problems = follows_dispatch(facts)
    fee, tax = _fee(facts)
    if fee < 0 or tax < 0 or fee + tax > facts.paper.amount_incl:
        problems.append(FeeTooLarge(fee=fee + tax, amount=facts.paper.amount_incl).at(field="fee_net"))
    return problems


def send(facts: Facts) -> Effects:
    """借 委托代销商品 贷 库存商品, at the cost of the day."""
    here = stock(facts.paper.warehouse_id)
    return Effects(
        goods=tuple(
            Goods(x, here, CONSIGNED, x.quantity_base, AtPoolCost(), "transfer", status_to="consigned")
            for x in facts.lines
        )
    )


def take_back(facts: Facts) -> Effects:
    """The dispatch's entry in red, at what the goods cost then."""
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        cost = AtSourceCost(line.source_line_id or 0)
        quantity = line.quantity_base
        return Goods(
            line,
            CONSIGNED,
            here,
            quantity,
            cost,
            "transfer",
            red=True,
            status="consigned",
            status_to="available",
        )

    return Effects(goods=tuple(goods(line) for line in facts.lines))


def settle(facts: Facts) -> Effects:
    """借 应收 贷 收入、销项;借 成本 贷 委托代销商品;手续费 借 销售费用、进项 贷 应收."""
    paper = facts.paper
    fee, fee_tax = _fee(facts)
    deducts = facts.policy.taxpayer == "general"
    party = paper.party_id or 0

    def goods(line: PaperLine) -> Goods:
        cost = AtSourceCost(line.source_line_id or 0)
        return Goods(line, CONSIGNED, TO_CUSTOMER, line.quantity_base, cost, "cogs", status="consigned")

    book = (
        Book("ar", debit=paper.amount_incl, party_id=party),
        Book("revenue", credit=paper.amount_net),
        # the agent's list is the day the tax is due (T11); nothing follows that could move it
        Book(invoiced_vat_role(facts), credit=paper.amount_tax),
        Book("selling", debit=fee if deducts else fee + fee_tax),
        Book("vat_input", debit=fee_tax if deducts else ZERO_FEN),
        Book("ar", credit=fee + fee_tax, party_id=party),
    )
    owed = Owed("ar", party, paper.amount_incl - fee - fee_tax, facts.due_on, is_booked=False)
    return Effects(goods=tuple(goods(line) for line in facts.lines), owed=(owed,), book=book)


CONSIGN_OUT = DocumentType(
    code="consign_out",
    label="委托代销发出单",
    label_en="Consignment out",
    prefix="CSO",
    department="sales",
    states=STOCK,
    header=(BUSINESS_ON, AGENT, WAREHOUSE, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=send,
    party="customer",
    goods="inside",
    weighs=True,
)
CONSIGN_SETTLE = DocumentType(
    code="consign_settle",
    label="代销清单结算",
    label_en="Consignment settlement",
    prefix="CSS",
    department="sales",
    states=STOCK,
    header=(BUSINESS_ON, CUSTOMER, DUE_ON, PRICE_MODE, FEE, FEE_TAX, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, PRICE, TAX_CODE, LINE_REMARK),
    effects=settle,
    check=check_settlement,
    sources=(From("consign_out", less=("consign_return",)),),
    party="customer",
    amounts="priced",
    goods="from_consigned",
    weighs=True,
)
CONSIGN_RETURN = DocumentType(
    code="consign_return",
    label="委托代销退回单",
    label_en="Consignment return",
    prefix="CSR",
    department="sales",
    states=STOCK,
    header=(BUSINESS_ON, AGENT, WAREHOUSE, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=take_back,
    check=follows_dispatch,
    sources=(From("consign_out", less=("consign_settle",)),),
    party="customer",
    goods="inside",
    weighs=True,
)
