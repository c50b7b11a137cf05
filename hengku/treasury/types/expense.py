"""费用单 (D-EXP): what was spent on travel, office and the like, reimbursed later or paid at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from hengku.catalog.input_tax_rules import can_deduct
from hengku.company.dictionary import Word
from hengku.documents.declaration import MONEY, Choice, DocumentType, Field
from hengku.documents.errors import AmountNotPositive, FieldRequired
from hengku.documents.fields import (
    AMOUNT_INCL,
    AMOUNT_TAX,
    BUSINESS_ON,
    DEPARTMENT,
    DUE_ON,
    FUND_ACCOUNT,
    INVOICE_NUMBER,
    LINE_REMARK,
    REMARK,
    TAX_CODE,
    from_list,
)
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Book, Effects, Facts, Owed
from hengku.posting.errors import ItemNotOpen

#: What an advance to staff, not yet spent, is open as (1221).
ADVANCE = "other_receivable"


@dataclass(eq=False)
class CashierPays(Refused):
    """§6.1 ②: who registers payables does not pay."""

    text = "直接付款的费用单由出纳过账。请保存草稿交给出纳,或清空付款账户先挂账。"


@dataclass(eq=False)
class AccountantOwes(Refused):
    """§6.1 ②: who pays does not register payables."""

    text = "挂账的费用单由会计过账。请保存草稿交给会计,或填写付款账户直接付款。"


PAYEE = Field(
    "party",
    "报销人",
    "Payee",
    "supplier",
    help="员工也在往来单位里建档(勾选供应商);直接付款、又不冲借款时可不填",
    help_en="Staff are parties too (as suppliers); may be left empty when paid at once and no advance is written off",
)
PAID_FROM = replace(
    FUND_ACCOUNT,
    label="付款账户",
    label_en="Paid from",
    required=False,
    help="填了就是直接付款;不填则挂在报销人名下(其他应付款),以后用付款单付",
    help_en="Paid at once from here. Empty: owed to the payee (other payables) and paid later by a payment",
)
EXPENSE_ITEM = from_list("expense_item", "expense_item", "费用项目", "Expense item", required=True)
BOOK_TO = Field(
    "book_to",
    "记入",
    "Booked to",
    "choice",
    choices=(
        Choice("admin", "管理费用", "Administrative expense"),
        Choice("selling", "销售费用", "Selling expense"),
        Choice("finance", "财务费用", "Finance expense"),
    ),
    help="不选就按费用项目设的科目",
    help_en="Empty: the account of the expense item",
)
DEDUCTED_AS = replace(
    TAX_CODE,
    help="能抵扣的才填:专用发票按票面税率,火车票、机票 9%,汽车票、船票 3%;普通发票、收据不填",
    help_en="Only where input tax is deducted: special invoices, train and air tickets 9%, coach and ship tickets 3%",
)
ADVANCE_SPENT = Field(
    "item",
    "冲借款",
    "Advance spent",
    "item",
    help="报销人以前借的款,从这一行的金额里冲掉;不够的部分再付,多的仍欠着",
    help_en="An advance the payee had: this line is taken off it, what it does not cover is paid",
)


def deducts(line: PaperLine, facts: Facts) -> bool:
    """T5: only a general taxpayer deducts, and only under a deductible tax code; without one there is no tax here."""
    tax = facts.taxes.get(line.tax_code_id or 0)
    is_general = facts.policy.taxpayer == "general"
    return tax is not None and can_deduct(tax.kind, is_deductible=tax.is_deductible, is_general_taxpayer=is_general)


def advances(facts: Facts) -> dict[int, Decimal]:
    """What is taken off each advance that lines name: as much as they spend, and no more than is open. Yuan."""
    taken: dict[int, Decimal] = {}
    for line in facts.lines:
        if named := int(line.data.get("item") or 0):
            spent = taken.get(named, ZERO_FEN) + (line.amount_incl or ZERO_FEN)
            taken[named] = min(spent, facts.items[named].residual)
    return taken


def check(facts: Facts) -> list[Problem]:
    """Amounts above zero; an advance is one, and open; who is not paid at once is named; whose work it is."""
    problems: list[Problem] = []
    for line in facts.lines:
        amount = line.amount_incl or ZERO_FEN
        if amount <= 0:
            problems.append(AmountNotPositive(amount=amount).at(line_no=line.line_no, field="amount_incl"))
        item = facts.items.get(int(line.data.get("item") or 0))
        if item is not None and (item.kind != ADVANCE or item.residual <= 0):
            wrong = ItemNotOpen(item_id=item.id, asked=amount, left=ZERO_FEN)
            problems.append(wrong.at(line_no=line.line_no, field="item"))
    paper = facts.paper
    if not paper.party_id and (not paper.fund_account_id or any(line.data.get("item") for line in facts.lines)):
        problems.append(FieldRequired(label=PAYEE.label).at(field="party"))
    if paper.fund_account_id and not facts.may("payment.post"):
        problems.append(CashierPays().at(field="fund_account"))
    if not paper.fund_account_id and not facts.may("ap_bill.post"):
        problems.append(AccountantOwes().at(field="fund_account"))
    return problems


def effects(facts: Facts) -> Effects:
    """借 费用, 借 进项税额; 贷 其他应收款 as far as an advance was spent, the rest 贷 资金 or 其他应付款."""
    paper, party = facts.paper, facts.paper.party_id or 0
    items = {word.code: word for word in facts.words["expense_item"]}
    book: list[Book] = []
    for line in facts.lines:
        item: Word = items[line.data["expense_item"]]
        is_deducted = deducts(line, facts)
        cost = line.amount_net if is_deducted else line.amount_incl
        department = int(line.data.get("department") or paper.department_id or 0)
        memo = f"{item.name} {line.remark}".strip()
        role = str(line.data.get("book_to") or item.role)
        book.append(Book(role, debit=cost or ZERO_FEN, department_id=department, memo=memo))
        if is_deducted:
            book.append(Book("vat_input", debit=line.amount_tax or ZERO_FEN))
    taken = advances(facts)
    owed = [
        Owed(ADVANCE, party, -amount, paper.business_on, contra=True, settles=((item_id, amount),))
        for item_id, amount in taken.items()
    ]
    rest = paper.amount_incl - sum(taken.values(), ZERO_FEN)
    if paper.fund_account_id:
        book.append(Book(facts.fund_account_role, credit=rest, fund_account_id=paper.fund_account_id))
    else:
        owed.append(Owed("other_payable", party, rest, facts.due_on))
    return Effects(owed=tuple(owed), book=tuple(book))


EXPENSE = DocumentType(
    code="expense",
    label="费用单",
    label_en="Expense",
    prefix="EXP",
    department="treasury",
    states=MONEY,
    header=(BUSINESS_ON, PAYEE, PAID_FROM, DEPARTMENT, DUE_ON, REMARK),
    lines=(
        EXPENSE_ITEM,
        DEPARTMENT,
        replace(AMOUNT_INCL, required=True),
        DEDUCTED_AS,
        AMOUNT_TAX,
        replace(
            INVOICE_NUMBER,
            once=True,
            once_with=("purchase_invoice", "ap_bill", "landed_cost"),
            help="一张发票只能报销一次,登记为采购发票、应付单的也不能再报销",
            help_en="An invoice is reimbursed once, and not where it is booked as a purchase invoice or a bill",
        ),
        ADVANCE_SPENT,
        BOOK_TO,
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    party="supplier",
    amounts="given",
    taxed_as_said=True,
    period_part="arap",
)
