"""What receipts and payments share: they are one thing seen from two sides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import Choice, Field
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Invalid, Problem, Refused
from hengku.kit.numbers import ZERO_FEN, D
from hengku.posting.effects import Book, Effects, Facts, Owed
from hengku.posting.errors import ItemNotOpen
from hengku.settlement.rules import OWED_KINDS


@dataclass(eq=False)
class BankDetailsMissing(Refused):
    """D-PAY: a supplier without bank details can be owed to, but not be paid through a bank."""

    party: str
    text = "供应商「{party}」的开户行或账号未填写,不能从银行付款。请先在往来单位中补全,或改用现金账户。"


@dataclass(eq=False)
class FeeOutOfRange(Invalid):
    """A bank takes a fee, it does not pay one, and of what came in no more than that."""

    fee: Decimal
    text = "手续费 {fee} 不正确:不能小于 0,收款时也不能超过收到的金额。"


@dataclass(frozen=True, slots=True)
class Kinds:
    """The item kinds of one side: what is settled, the first where nothing is named; what is paid before; and whether
    money comes in.
    """

    owed: tuple[str, ...]
    before: str
    comes_in: bool


CUSTOMER_KINDS = Kinds(OWED_KINDS["ar"], "advance_received", True)
SUPPLIER_KINDS = Kinds(OWED_KINDS["ap"], "prepay", False)

FEE = Field("fee", "手续费", "Fee", "amount")
SETTLES_ITEM = Field("item", "核销往来项", "Settles", "item")
PURPOSES_IN = Field(
    "purpose",
    "款项",
    "Purpose",
    "choice",
    choices=(Choice("owed", "应收款", "Receivable"), Choice("before", "预收款", "Advance")),
    default="owed",
)
PURPOSES_OUT = Field(
    "purpose",
    "款项",
    "Purpose",
    "choice",
    choices=(Choice("owed", "应付款", "Payable"), Choice("before", "预付款", "Prepayment"),
             Choice("lent", "员工借款、备用金", "Advance to staff")),
    default="owed",
)


def fee_of(facts: Facts) -> Decimal:
    """Bank fee of the document, in yuan, 0 when none."""
    return D(facts.paper.data.get("fee") or "0")


def check_money(facts: Facts, kinds: Kinds) -> list[Problem]:
    """Named items are of the right kind and open enough, summed over the lines; a bank payment has bank details."""
    problems: list[Problem] = []
    asked: dict[int, Decimal] = defaultdict(lambda: ZERO_FEN)
    for line in facts.lines:
        named = line.data.get("item")
        if not named:
            continue
        item = facts.items[int(named)]
        asked[item.id] += line.amount_incl or ZERO_FEN
        left = item.residual if item.kind in kinds.owed else ZERO_FEN
        if asked[item.id] > left:
            wrong = ItemNotOpen(item_id=item.id, asked=asked[item.id], left=max(left, ZERO_FEN))
            problems.append(wrong.at(line_no=line.line_no, field="amount_incl"))
    fee = fee_of(facts)
    if fee < 0 or (kinds.comes_in and fee > facts.paper.amount_incl):
        problems.append(FeeOutOfRange(fee=fee).at(field="fee"))
    party = facts.party
    if not kinds.comes_in and facts.fund_account_role == "bank" and party is not None and not party.has_bank:
        problems.append(BankDetailsMissing(party=party.name).at(field="party"))
    return problems


def money_effects(facts: Facts, kinds: Kinds) -> Effects:
    """Money on one side; on the other what is settled (contra) and what is paid before."""
    paper, party = facts.paper, facts.paper.party_id or 0
    owed = [_owed(line, facts, kinds, party) for line in facts.lines]
    fee, total = fee_of(facts), paper.amount_incl
    fund = paper.fund_account_id or 0
    role = facts.fund_account_role
    if kinds.comes_in:
        money = Book(role, debit=total - fee, fund_account_id=fund)
    else:
        money = Book(role, credit=total + fee, fund_account_id=fund)
    return Effects(owed=tuple(owed), book=(money, Book("finance", debit=fee)))


def _owed(line: PaperLine, facts: Facts, kinds: Kinds, party: int) -> Owed:
    amount = line.amount_incl or ZERO_FEN
    if line.data.get("purpose") == "before":
        return Owed(kinds.before, party, amount, facts.paper.business_on)
    if line.data.get("purpose") == "lent":  # given back, or written off by what it was spent on (D-EXP)
        return Owed("other_receivable", party, amount, facts.due_on)
    named = line.data.get("item")
    settles = ((int(named), amount),) if named else ()
    kind = facts.items[int(named)].kind if named else kinds.owed[0]
    return Owed(kind, party, -amount, facts.paper.business_on, contra=True, settles=settles)
