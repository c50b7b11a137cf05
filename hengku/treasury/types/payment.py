"""付款单 (D-PAY): money goes out and settles what we owe a supplier, or is paid in advance."""

from hengku.documents.declaration import MONEY, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, FUND_ACCOUNT, LINE_REMARK, REMARK, SUPPLIER
from hengku.documents.fields import MONEY as AMOUNT
from hengku.posting.effects import Effects, Facts
from hengku.treasury.money import FEE, PURPOSES_OUT, SETTLES_ITEM, SUPPLIER_KINDS, check_money, money_effects


def effects(facts: Facts) -> Effects:
    """借 应付 or 预付 (借 手续费) 贷 资金; each line may name the open item it settles."""
    return money_effects(facts, SUPPLIER_KINDS)


def check(facts: Facts) -> list:
    """A settled item must be a payable to this supplier, and a bank payment needs the supplier's bank (D-PAY)."""
    return check_money(facts, SUPPLIER_KINDS)


PAYMENT = DocumentType(
    code="payment",
    label="付款单",
    label_en="Payment",
    prefix="PAY",
    department="treasury",
    states=MONEY,
    header=(
        BUSINESS_ON,
        SUPPLIER,
        FUND_ACCOUNT,
        FEE,
        Field(
            "order_number",
            "采购订单",
            "Order",
            "text",
            help="预付款是为哪张采购订单付的",
            help_en="The purchase order the prepayment is for",
        ),
        REMARK,
    ),
    lines=(PURPOSES_OUT, SETTLES_ITEM, AMOUNT, LINE_REMARK),
    effects=effects,
    check=check,
    party="supplier",
    amounts="money",
    period_part="arap",
)
