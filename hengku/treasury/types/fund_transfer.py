"""资金转账单 (D-FTR): our own money goes from one fund account to others: drawn, paid in, moved between banks."""

from dataclasses import dataclass, replace
from decimal import Decimal

from hengku.documents.declaration import MONEY, DocumentType
from hengku.documents.fields import (
    BANK_SERIAL,
    BUSINESS_ON,
    FUND_ACCOUNT,
    FUND_ACCOUNT_TO,
    LINE_REMARK,
    REMARK,
)
from hengku.documents.fields import MONEY as AMOUNT
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN, D
from hengku.posting.effects import Book, Effects, Facts
from hengku.treasury.money import FEE, FeeOutOfRange


@dataclass(eq=False)
class SameAccount(Invalid):
    """Money that stays where it is was not transferred."""

    account: str
    text = "转入账户和转出账户都是「{account}」。请选择另一个账户。"


def fee_of(line: PaperLine) -> Decimal:
    """Bank fee of a line, in yuan, 0 when none."""
    return D(str(line.data.get("fee") or "0"))


def check(facts: Facts) -> list[Problem]:
    """Each line goes to another account, and a bank takes fees, it does not pay them."""
    problems: list[Problem] = []
    for line in facts.lines:
        target = int(line.data["fund_account_to"])
        if target == facts.paper.fund_account_id:
            same = SameAccount(account=facts.funds[target].name)
            problems.append(same.at(line_no=line.line_no, field="fund_account_to"))
        if fee_of(line) < 0:
            problems.append(FeeOutOfRange(fee=fee_of(line)).at(line_no=line.line_no, field="fee"))
    return problems


def effects(facts: Facts) -> Effects:
    """借 转入账户, 借 财务费用 (手续费); 贷 转出账户 with both."""
    book: list[Book] = []
    gone = ZERO_FEN
    for line in facts.lines:
        amount, fee, target = line.amount_incl or ZERO_FEN, fee_of(line), int(line.data["fund_account_to"])
        book.append(Book(facts.funds[target].role, debit=amount, fund_account_id=target))
        book.append(Book("finance", debit=fee))
        gone += amount + fee
    source = facts.paper.fund_account_id or 0
    book.append(Book(facts.fund_account_role, credit=gone, fund_account_id=source))
    return Effects(book=tuple(book))


FUND_TRANSFER = DocumentType(
    code="fund_transfer",
    label="资金转账单",
    label_en="Fund transfer",
    prefix="FTR",
    department="treasury",
    states=MONEY,
    header=(BUSINESS_ON, replace(FUND_ACCOUNT, label="转出账户", label_en="From account"), REMARK),
    lines=(
        FUND_ACCOUNT_TO,
        AMOUNT,
        replace(FEE, help="银行收的手续费,从转出账户另外扣", help_en="What the bank takes, from the account money leaves"),
        BANK_SERIAL,
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    amounts="money",
    period_part="arap",
)
