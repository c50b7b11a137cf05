"""科目期初 (D-OPNG): what every account stood at when the books began, both sides even."""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import MONEY, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, DEPARTMENT, LINE_REMARK, REMARK
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN, D
from hengku.posting.effects import Book, Effects, Facts
from hengku.posting.errors import AccountNotUsable, NotInBalance
from hengku.posting.ledger_openings import balance_of, rest_of


@dataclass(eq=False)
class YearNotInBalance(Invalid):
    """What the year turned over before the books began is even too."""

    debit: Decimal
    credit: Decimal
    text = "本年累计借方合计 {debit} 与贷方合计 {credit} 不相等。请核对。"


def check(facts: Facts) -> list[Problem]:
    """Leaf accounts in use, one side a line, both sides even, those of the year too."""
    problems: list[Problem] = []
    sums = dict.fromkeys(("debit", "credit", "year_debit", "year_credit"), ZERO_FEN)
    for line in facts.lines:
        said = {key: D(str(line.data.get(key) or "0")) for key in sums}
        sums = {key: sums[key] + said[key] for key in sums}
        account = facts.accounts.get(int(line.data["account"]))
        found: list[Problem] = []
        if account is None:
            found.append(AccountNotUsable(account=str(line.data["account"]), reason="科目不存在"))
        elif not account.is_leaf or not account.is_active:
            found.append(AccountNotUsable(account=account.name, reason="不是末级科目或已停用"))
        if said["debit"] and said["credit"]:
            found.append(NotInBalance(debit=said["debit"], credit=said["credit"]))
        problems.extend(problem.at(line_no=line.line_no, field="account") for problem in found)
    if sums["debit"] != sums["credit"]:
        problems.append(NotInBalance(debit=sums["debit"], credit=sums["credit"]))
    if sums["year_debit"] != sums["year_credit"]:
        problems.append(YearNotInBalance(debit=sums["year_debit"], credit=sums["year_credit"]))
    return problems


def effects(facts: Facts) -> Effects:
    """Each account by what openings of stock and parties have not booked there already, on the side it was written.
    What those were booked against goes back to nothing where no line says what it stands at.
    """
    opened = facts.opened
    if opened is None:
        raise AssertionError("the engine loads what is opened for this type")
    book, unsaid = [], ZERO_FEN
    for line, rest in rest_of(facts.lines, opened):
        unsaid += rest
        on_debit = balance_of(line) > 0 or (not balance_of(line) and rest > 0)
        book.append(
            Book(
                "",
                debit=rest if on_debit else ZERO_FEN,
                credit=ZERO_FEN if on_debit else -rest,
                account_id=int(line.data["account"]),
                fund_account_id=int(line.data.get("fund_account") or 0),
                department_id=int(line.data.get("department") or 0),
                memo=line.remark,
            )
        )
    book.append(Book("opening_equity", debit=max(-unsaid, ZERO_FEN), credit=max(unsaid, ZERO_FEN)))
    return Effects(book=tuple(book))


_MID_YEAR = "年中启用时填:本年一月到启用前的发生额"
_MID_YEAR_EN = "When the books begin within a year: what was turned over in it before"

OPENING_GL = DocumentType(
    code="opening_gl",
    label="科目期初",
    label_en="Opening account balances",
    prefix="OPNG",
    department="opening",
    states=MONEY,
    header=(BUSINESS_ON, REMARK),
    lines=(
        Field("account", "科目", "Account", "account", required=True),
        Field("fund_account", "资金账户", "Fund account", "fund_account"),
        DEPARTMENT,
        Field("debit", "借方余额", "Debit", "amount"),
        Field("credit", "贷方余额", "Credit", "amount"),
        Field("year_debit", "本年累计借方", "Debit of the year", "amount", help=_MID_YEAR, help_en=_MID_YEAR_EN),
        Field("year_credit", "本年累计贷方", "Credit of the year", "amount", help=_MID_YEAR, help_en=_MID_YEAR_EN),
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    opens_ledger=True,
    period_part="ledger",
)
