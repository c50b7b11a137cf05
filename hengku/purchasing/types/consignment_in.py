"""受托代销 (D-CIN, D-CIS): goods of a supplier lie in our warehouse and stay the supplier's until they are settled.

They are told apart by lot and serial number like goods of ours from the day they come in. 视同买断 (default): what was
sold becomes ours, of the same lot, at the settlement price and is owed like any receipt. 收取手续费: it was sold for the
owner: what came in is owed to the owner, less our fee. What was neither goes back to the owner.
"""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.errors import FieldRequired
from hengku.documents.fields import (
    BUSINESS_ON,
    EXPIRES_ON,
    LINE_REMARK,
    LOT_NO,
    PRICE,
    PRICE_MODE,
    PRODUCED_ON,
    PRODUCT,
    QUANTITY,
    REMARK,
    TAX_CODE,
    UNIT,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import PaperLine
from hengku.documents.sources import without_source
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import CUSTOMER as TO_CUSTOMER
from hengku.posting.effects import SUPPLIER as FROM_SUPPLIER
from hengku.posting.effects import AtPoolCost, Book, Effects, Facts, Given, Goods, Owed, stock
from hengku.purchasing.cost import cost_of_purchase

OWNER = Field("party", "委托方", "Owner", "supplier", required=True)
WAYS = (
    Choice("BUYOUT", "视同买断", "Purchase when sold"),
    Choice("COMMISSION", "收取手续费", "Commission"),
)


@dataclass(eq=False)
class CommissionTooLarge(Invalid):
    """Our fee exceeds what is owed to the owner."""

    fee: Decimal
    amount: Decimal
    text = "手续费 {fee} 大于应付委托方的货款 {amount}。请核对。"


def _is_commission(facts: Facts) -> bool:
    return facts.paper.data.get("way") == "COMMISSION"


def _fee(facts: Facts) -> Decimal:
    return Decimal(str(facts.paper.data.get("fee") or "0.00"))


def check(facts: Facts) -> list[Problem]:
    """Every line is of goods that this owner gave us; a fee needs the account the money came into."""
    problems = without_source(facts.lines, "受托代销入库单行")
    if _is_commission(facts):
        if not facts.paper.fund_account_id:
            problems.append(FieldRequired(label="收款账户").at(field="fund_account"))
        if not ZERO_FEN <= _fee(facts) <= facts.paper.amount_net:
            problems.append(CommissionTooLarge(_fee(facts), facts.paper.amount_net).at(field="fee"))
    return problems


def take_in(facts: Facts) -> Effects:
    """The owner's goods come in; noted, not booked."""
    here, owner = stock(facts.paper.warehouse_id), facts.paper.party_id or 0
    return Effects(
        goods=tuple(
            Goods(x, FROM_SUPPLIER, here, x.quantity_base, AtPoolCost(), "transfer", owner_id=owner)
            for x in facts.lines
        )
    )


def settle(facts: Facts) -> Effects:
    """买断: 借 存货 贷 暂估应付. 手续费: 借 资金 贷 应付(委托方)、销项;借 应付 贷 其他业务收入."""
    return _settle_commission(facts) if _is_commission(facts) else _settle_buyout(facts)


def _settle_buyout(facts: Facts) -> Effects:
    here, owner = stock(facts.paper.warehouse_id), facts.paper.party_id or 0

    def goods(line: PaperLine) -> Goods:
        cost = Given(cost_of_purchase(line, facts), "estimated")
        return Goods(line, here, here, line.quantity_base, cost, "", owner_id=owner, owner_to_id=0)

    owed = sum((cost_of_purchase(line, facts) for line in facts.lines), ZERO_FEN)
    return Effects(
        goods=tuple(goods(line) for line in facts.lines),
        owed=(Owed("ap_estimated", owner, owed, facts.due_on),),
    )


def _settle_commission(facts: Facts) -> Effects:
    paper, fee = facts.paper, _fee(facts)
    here, owner = stock(paper.warehouse_id), paper.party_id or 0
    vat = "vat_small" if facts.policy.taxpayer == "small_scale" else "vat_output"
    return Effects(
        goods=tuple(
            Goods(x, here, TO_CUSTOMER, x.quantity_base, AtPoolCost(), "transfer", owner_id=owner)
            for x in facts.lines
        ),
        owed=(Owed("ap", owner, paper.amount_net - fee, facts.due_on, is_booked=False),),
        book=(
            Book(
                facts.fund_account_role,
                debit=paper.amount_incl,
                fund_account_id=paper.fund_account_id or 0,
            ),
            Book("ap", credit=paper.amount_net, party_id=owner),
            Book(vat, credit=paper.amount_tax),
            Book("ap", debit=fee, party_id=owner),
            Book("other_revenue", credit=fee),
        ),
    )


def check_return(facts: Facts) -> list[Problem]:
    """Every line gives back goods that this owner gave us."""
    return without_source(facts.lines, "受托代销入库单行")


def give_back(facts: Facts) -> Effects:
    """The owner's goods leave; noted, not booked."""
    here, owner = stock(facts.paper.warehouse_id), facts.paper.party_id or 0
    return Effects(
        goods=tuple(
            Goods(x, here, FROM_SUPPLIER, x.quantity_base, AtPoolCost(), "transfer", owner_id=owner)
            for x in facts.lines
        )
    )


CONSIGN_IN = DocumentType(
    code="consign_in",
    label="受托代销入库单",
    label_en="Goods held for sale",
    prefix="CIN",
    department="purchasing",
    states=STOCK,
    header=(BUSINESS_ON, OWNER, WAREHOUSE, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=take_in,
    party="supplier",
    goods="in",
    of_others=True,
    weighs=True,
    makes_entry=False,
)
CONSIGN_IN_SETTLE = DocumentType(
    code="consign_in_settle",
    label="受托代销结算单",
    label_en="Settlement of goods held",
    prefix="CIS",
    department="purchasing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        OWNER,
        WAREHOUSE,
        Field("way", "结算方式", "Settled as", "choice", required=True, choices=WAYS, default="BUYOUT"),
        Field("fund_account", "收款账户", "Received into", "fund_account"),
        Field("fee", "手续费", "Fee", "amount"),
        PRICE_MODE,
        REMARK,
    ),
    lines=(PRODUCT, UNIT, QUANTITY, LOT_NO, PRODUCED_ON, EXPIRES_ON, PRICE, TAX_CODE, LINE_REMARK),
    effects=settle,
    check=check,
    sources=(From("consign_in", less=("consign_in_return",)), From("borrow_in", less=("borrow_return",))),
    party="supplier",
    amounts="priced",
    goods="from_custody",
    of_others=True,
    weighs=True,
    shows_purchase_price=True,
)
CONSIGN_IN_RETURN = DocumentType(
    code="consign_in_return",
    label="受托代销退回单",
    label_en="Return of goods held",
    prefix="CIR",
    department="purchasing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        OWNER,
        WAREHOUSE,
        from_list("purchase_return_reason", "reason", "退货原因", "Reason"),
        REMARK,
    ),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=give_back,
    check=check_return,
    sources=(From("consign_in", less=("consign_in_settle",)),),
    party="supplier",
    goods="out",
    of_others=True,
    weighs=True,
    takes_any_lot=True,  # what expired or was recalled goes back to whose it is
    makes_entry=False,
)
