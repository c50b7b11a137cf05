"""收款单 (D-RCV): money comes in and settles what a customer owes, or is kept as 预收."""

from hengku.documents.declaration import MONEY, DocumentType
from hengku.documents.fields import BUSINESS_ON, CUSTOMER, FUND_ACCOUNT, LINE_REMARK, REMARK
from hengku.documents.fields import MONEY as AMOUNT
from hengku.posting.effects import Effects, Facts
from hengku.treasury.money import CUSTOMER_KINDS, FEE, PURPOSES_IN, SETTLES_ITEM, check_money, money_effects


def effects(facts: Facts) -> Effects:
    """借 资金 (借 手续费) 贷 应收 or 预收; each line may name the open item it settles."""
    return money_effects(facts, CUSTOMER_KINDS)


def check(facts: Facts) -> list:
    """A settled item must be a receivable of this customer."""
    return check_money(facts, CUSTOMER_KINDS)


RECEIPT = DocumentType(
    code="receipt",
    label="收款单",
    label_en="Receipt",
    prefix="RCV",
    department="treasury",
    states=MONEY,
    header=(BUSINESS_ON, CUSTOMER, FUND_ACCOUNT, FEE, REMARK),
    lines=(PURPOSES_IN, SETTLES_ITEM, AMOUNT, LINE_REMARK),
    effects=effects,
    check=check,
    party="customer",
    amounts="money",
    period_part="arap",
)
