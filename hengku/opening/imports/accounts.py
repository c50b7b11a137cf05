"""科目期初导入 (D-OPNG): the trial balance of the first day, as another program hands it over, as one document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from hengku.documents.models import Line
from hengku.documents.paper import Paper
from hengku.identity.actor import Actor
from hengku.kit.numbers import ZERO_FEN, exact_text, total
from hengku.kit.tables.convert import Record
from hengku.kit.tables.mapping import Column
from hengku.ledger.models import Account, RoleAccount
from hengku.opening.imports.declaration import ImportKind, Judged, Note, Planned, Skipped, Work, Written
from hengku.opening.imports.papers import DraftLine, ask_engine, post_all, sheaves
from hengku.opening.imports.reading import Reading
from hengku.parties.models import FundAccount

TYPE: Final = "opening_gl"
AMOUNTS: Final = ("debit", "credit", "year_debit", "year_credit")
FUND_ROLES: Final = ("cash", "bank", "other_monetary")

COLUMNS: Final = (
    Column("account", "科目", ("科目编码", "科目代码", "科目编号", "编码", "会计科目"), is_required=True),
    Column("fund_account", "资金账户", ("银行账户", "账户", "账户名称")),
    Column("debit", "借方余额", ("期初借方", "借方", "期初借方余额", "借方金额", "期末借方", "期末借方余额"), kind="decimal", scale=2),
    Column("credit", "贷方余额", ("期初贷方", "贷方", "期初贷方余额", "贷方金额", "期末贷方", "期末贷方余额"), kind="decimal", scale=2),
    Column("year_debit", "本年累计借方", ("累计借方", "本年借方累计", "本年累计借方发生额"), kind="decimal", scale=2),
    Column("year_credit", "本年累计贷方", ("累计贷方", "本年贷方累计", "本年累计贷方发生额"), kind="decimal", scale=2),
    Column("remark", "备注", ("行备注", "说明"), longest=90),
)  # fmt: skip
_KEYS: Final = {key: key for key in ("account", "fund_account", *AMOUNTS)}


class _Books:
    """Accounts by code and name, our fund accounts under each, and what is opened already. Four statements."""

    def __init__(self, actor: Actor) -> None:
        accounts = list(Account.objects.visible_to(actor))
        self.by_code = {one.code: one for one in accounts}
        self.by_name: dict[str, list[Account]] = {}
        for one in accounts:
            if one.is_leaf:
                self.by_name.setdefault(one.name, []).append(one)
        roles = dict(
            RoleAccount.objects.visible_to(actor).filter(role__in=FUND_ROLES).values_list("role", "account_id")
        )
        self.funds: dict[int, list[FundAccount]] = {account: [] for account in roles.values()}
        for fund in FundAccount.objects.visible_to(actor).filter(is_active=True):
            if fund.role in roles:
                self.funds[roles[fund.role]].append(fund)
        opened = Line.objects.visible_to(actor).filter(
            document__type_code=TYPE, document__state="posted", document__reverses_id=None
        )
        self.opened = {_key(data) for data in opened.values_list("data", flat=True)}

    def account(self, said: str) -> Account | None:
        """By code, or by a name that only one leaf account has."""
        named = self.by_name.get(said, [])
        return self.by_code.get(said) or (named[0] if len(named) == 1 else None)

    def fund(self, account: Account, said: str) -> FundAccount | None:
        """The one that is named by code or name, or the only one there is under the account."""
        under = self.funds.get(account.pk, [])
        fits = [one for one in under if said in (one.code, one.name)] if said else under
        return fits[0] if len(fits) == 1 else None


def _key(data: dict[str, Any]) -> tuple[int, int]:
    return int(data.get("account") or 0), int(data.get("fund_account") or 0)


def judge(actor: Actor, reading: Reading, on: date, now: datetime) -> Judged:
    """Which rows become lines, which are sums or nothing, and everything wrong with the others. Writes nothing."""
    judged, books = Judged(problems=list(reading.problems)), _Books(actor)
    for row in reading.records:
        _judge_row(row, reading, judged, books)
    bad = {problem.row_number for problem in judged.problems if not problem.is_warning}
    good = [one for one in judged.planned if one.row_number not in bad]
    made = sheaves(good, lambda group: _header(on, reading))
    judged.problems += ask_engine(actor, made, reading, now, _KEYS)
    if good:
        judged.notes.append(_note(good))
    return judged


def _judge_row(row: Record, reading: Reading, judged: Judged, books: _Books) -> None:
    values: dict[str, Any] = row.values
    said = str(values.get("account") or "").strip()
    if not said:
        return
    account = books.account(said)
    if account is None:
        text = f"没有科目“{said}”,或有几个同名的末级科目;请填科目编码,新科目先在会计科目里建"
        judged.problems.append(reading.problem(row.row_number, "account", "ACCOUNT_NOT_FOUND", text, value=said))
        return
    amounts = {key: values.get(key) or ZERO_FEN for key in AMOUNTS}
    label = f"{account.code} {account.name}"
    if not account.is_leaf:
        judged.skipped.append(Skipped(row.row_number, label, "不是末级科目,由下级科目合计"))
        return
    if not any(amounts.values()):
        judged.skipped.append(Skipped(row.row_number, label, "金额为 0,没有期初"))
        return
    data: dict[str, Any] = {key: exact_text(amount, 2) for key, amount in amounts.items() if amount}
    data["account"] = account.pk
    if account.pk in books.funds:
        fund = books.fund(account, str(values.get("fund_account") or "").strip())
        if fund is None:
            text = f"{label} 是资金科目,请填写记在它下面的一个资金账户"
            judged.problems.append(reading.problem(row.row_number, "fund_account", "WHICH_FUND_ACCOUNT", text))
            return
        data["fund_account"], label = fund.pk, f"{label} {fund.name}"
    if _key(data) in books.opened:
        judged.skipped.append(Skipped(row.row_number, label, "这个科目已有期初,未重复导入"))
        return
    line = {"remark": str(values.get("remark") or ""), "data": data}
    judged.planned.append(Planned(row.row_number, label, DraftLine("all", line)))


def _header(on: date, reading: Reading) -> Paper:
    return Paper(TYPE, on, remark=f"从 {reading.file.name} 导入"[:500])


def _note(good: Sequence[Planned]) -> Note:
    def of(key: str) -> str:
        return exact_text(total(Decimal(one.item.values["data"].get(key, "0")) for one in good), 2)

    return Note(
        f"{len(good)} 个科目,借方 {of('debit')},贷方 {of('credit')}",
        f"{len(good)} accounts, debit {of('debit')}, credit {of('credit')}",
    )


def write(work: Work) -> Written:
    """One document with all of them."""
    return post_all(work, lambda group: _header(work.on, work.reading), TYPE, _KEYS)


OPENING_GL: Final = ImportKind(
    code=TYPE,
    label="科目期初",
    label_en="Opening account balances",
    permissions=("import.run", "opening_gl.create", "opening_gl.post"),
    columns=COLUMNS,
    judge=judge,
    write=write,
    samples=(
        {"account": "1002", "fund_account": "银行存款", "debit": Decimal("1000.00")},
        {"account": "3001", "credit": Decimal("1000.00")},
    ),
    hints=(
        "科目填编码;上级科目的合计行会自动跳过",
        "先导入库存期初和往来期初:库存、应收、应付等科目须与它们的合计一致",
        "借贷须平;年中启用的另填本年累计",
    ),
)
