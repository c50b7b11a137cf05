"""记账凭证 (D-JV): an entry by hand. Accounts that a sub-ledger controls are refused: they move by their own
documents (I16).
"""

from decimal import Decimal

from hengku.documents.declaration import MONEY, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO_FEN, D
from hengku.posting.effects import Book, Effects, Facts
from hengku.posting.errors import AccountNotUsable, ControlledAccount, NotInBalance

CONTROL_WORDS = {
    "inventory": "存货",
    "ar": "应收",
    "ap": "应付",
    "ap_estimated": "暂估应付",
    "prepay": "预付",
    "advance_received": "预收",
}


def amount_of(line_data: dict[str, object], key: str) -> Decimal:
    """Debit or credit of a line, 0 where empty; negative is red."""
    return D(str(line_data.get(key) or "0"))


def check(facts: Facts) -> list[Problem]:
    """Leaf accounts in use, none controlled, one side a line, both sides equal (R3)."""
    problems: list[Problem] = []
    debit_total = credit_total = ZERO_FEN
    for line in facts.lines:
        debit, credit = amount_of(line.data, "debit"), amount_of(line.data, "credit")
        debit_total, credit_total = debit_total + debit, credit_total + credit
        account = facts.accounts.get(int(line.data.get("account") or 0))
        found: list[Problem] = []
        if account is None:
            found.append(AccountNotUsable(account=str(line.data.get("account")), reason="科目不存在"))
        elif not account.is_leaf or not account.is_active:
            found.append(AccountNotUsable(account=account.name, reason="不是末级科目或已停用"))
        elif account.control:
            word = CONTROL_WORDS.get(account.control, account.control)
            found.append(ControlledAccount(account=f"{account.code} {account.name}", control=word))
        if bool(debit) is bool(credit):
            found.append(NotInBalance(debit=debit, credit=credit))
        problems.extend(problem.at(line_no=line.line_no, field="account") for problem in found)
    if debit_total != credit_total:
        problems.append(NotInBalance(debit=debit_total, credit=credit_total))
    return problems


def effects(facts: Facts) -> Effects:
    """Exactly what was written."""
    return Effects(
        book=tuple(
            Book(
                "",
                debit=amount_of(line.data, "debit"),
                credit=amount_of(line.data, "credit"),
                account_id=int(line.data["account"]),
                department_id=facts.paper.department_id or 0,
                memo=line.remark,
            )
            for line in facts.lines
        ),
        summary=facts.paper.remark or "记账凭证",
    )


VOUCHER = DocumentType(
    code="voucher",
    label="记账凭证",
    label_en="Journal voucher",
    prefix="JV",
    department="bookkeeping",
    states=MONEY,
    header=(BUSINESS_ON, Field("remark", "摘要", "Summary", "text")),
    lines=(
        Field("remark", "分录摘要", "Memo", "text"),
        Field("account", "科目", "Account", "account", required=True),
        Field("debit", "借方", "Debit", "amount"),
        Field("credit", "贷方", "Credit", "amount"),
    ),
    effects=effects,
    check=check,
    period_part="ledger",
)
