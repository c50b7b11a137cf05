"""D-OPNG: what the accounts stood at when the books began, and what openings of stock and parties booked already.

A line of 科目期初 says the whole balance of an account. What 库存期初 and 往来期初 booked there is part of it, so only the
rest is booked; of an account that a sub-ledger owns there is no rest, or one of the two is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.company.rules import month_start
from hengku.kit import sql
from hengku.kit.errors import Invalid, Problem, Refused
from hengku.kit.numbers import ZERO_FEN, D

if TYPE_CHECKING:
    from hengku.documents.paper import PaperLine
    from hengku.posting.decide import Batch
    from hengku.posting.rows import Job

#: An account with what tells its balances apart: fund account, department; 0 none.
Key = tuple[int, int, int]

#: Account roles under which our own money is kept.
FUND_ROLES: Final = ("cash", "bank", "other_monetary")

#: Two that open accounts wait for one another: each account is opened once.
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('opening of ' || %s::text, 0))"
STARTED: Final = "SELECT started_on FROM company_company WHERE id = %s"
BOOKED: Final = """
SELECT a.id, a.code || ' ' || a.name, a.control, sum(l.debit - l.credit)
FROM ledger_entryline AS l
JOIN ledger_account AS a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.company_id = %(company)s AND l.entry_id = ANY(ARRAY(  -- an array: what is known of the tables may be old
    SELECT e.id FROM ledger_entry AS e
    WHERE e.company_id = %(company)s AND e.document_id = ANY(ARRAY(
        SELECT d.id FROM documents_document AS d
        WHERE d.company_id = %(company)s AND d.type_code IN ('opening_stock', 'opening_arap')))))
GROUP BY a.id, a.code, a.name, a.control HAVING sum(l.debit - l.credit) <> 0
ORDER BY a.code
"""
SAID: Final = """
SELECT (l.data ->> 'account')::bigint, coalesce((l.data ->> 'fund_account')::bigint, 0),
       coalesce((l.data ->> 'department')::bigint, 0), d.number
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %s AND d.type_code = ANY(%s::text[]) AND d.state = 'posted' AND d.reverses_id IS NULL
"""


@dataclass(eq=False)
class NotWhenBooksBegan(Invalid):
    """Opening balances belong to the month the books began."""

    on: date
    started_on: date
    text = "业务日期 {on} 不在启用月份。科目期初请用启用日期 {started_on}。"


@dataclass(eq=False)
class OpenedBefore(Refused):
    """幂 (account, aux): an account is opened once."""

    account: str
    number: str
    text = "科目「{account}」的期初已在 {number} 录过。请红冲那一张,或删去这一行。"


@dataclass(eq=False)
class OpeningsDisagree(Refused):
    """The list of stock or of open items and the account it belongs to must say the same (D-OPNS)."""

    account: str
    said: Decimal
    listed: Decimal
    text = "科目「{account}」期初余额 {said},而库存期初、往来期初的明细合计是 {listed}(借方为正)。请改正其中一边,两边须相等。"


@dataclass(eq=False)
class OpeningMissing(Refused):
    """Accounts that documents opened must stand here too, or the sides only seem to be even."""

    account: str
    listed: Decimal
    text = "缺少科目「{account}」:库存期初、往来期初已经记了 {listed}(借方为正)。请补上这一行。"


@dataclass(eq=False)
class WhichFundAccount(Invalid):
    """R10: money lies in one of our fund accounts, kept under the account that is opened."""

    account: str
    text = "科目「{account}」是资金科目,请填写记在这个科目下的资金账户;几个账户分几行写。"


@dataclass(slots=True)
class Opened:
    """What stands at the opening already: by account, debit less credit, and who opened which."""

    started_on: date
    booked: dict[int, Decimal] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    controlled: set[int] = field(default_factory=set)
    taken: dict[Key, str] = field(default_factory=dict)


def load_opened(batch: Batch, *, locking: bool) -> Opened | None:
    """Four statements where accounts are opened, and none where not. With ``locking`` openings wait for one another."""
    types = sorted({job.kind.code for job in batch.jobs if job.kind.opens_ledger})
    if not types:
        return None
    if locking:
        sql.run(LOCK, (batch.company_id,))
    ((started_on,),) = sql.rows(STARTED, (batch.company_id,))
    opened = Opened(started_on)
    for account, name, control, amount in sql.rows(BOOKED, {"company": batch.company_id}):
        opened.booked[account], opened.names[account] = amount, name
        if control:
            opened.controlled.add(account)
    opened.taken = {tuple(row[:3]): row[3] for row in sql.rows(SAID, (batch.company_id, sql.array(types)))}
    return opened


def balance_of(line: PaperLine) -> Decimal:
    """What a line says its account stands at, debit above zero."""
    return D(str(line.data.get("debit") or "0")) - D(str(line.data.get("credit") or "0"))


def rest_of(lines: list[PaperLine], opened: Opened) -> list[tuple[PaperLine, Decimal]]:
    """What each line has to book: its balance, less what is booked already on the first line of each account."""
    left = dict(opened.booked)
    return [(line, balance_of(line) - left.pop(int(line.data["account"]), ZERO_FEN)) for line in lines]


def check_opened(batch: Batch) -> None:
    """Refuse another month, accounts opened before, and what does not agree with the documents of stock and parties."""
    opened = batch.opened
    if opened is None:
        return
    for job in batch.jobs:
        if not job.kind.opens_ledger or job.paper.reverses_id or job.problems:
            continue
        if month_start(job.on) != month_start(opened.started_on):
            wrong = NotWhenBooksBegan(on=job.on, started_on=opened.started_on)
            job.problems.append(wrong.at(field="business_on"))
        job.problems.extend(_without_fund_account(batch, job))
        job.problems.extend(_opened_twice(batch, job, opened))
        job.problems.extend(_disagreeing(job, opened, batch.role_accounts.get("opening_equity", 0)))


def _without_fund_account(batch: Batch, job: Job) -> list[Problem]:
    roles = {batch.role_accounts[role]: role for role in FUND_ROLES if role in batch.role_accounts}
    found: list[Problem] = []
    for line in job.paper.lines:
        account = batch.accounts[int(line.data["account"])]
        fund = batch.reference.fund_accounts.get(int(line.data.get("fund_account") or 0))
        role = roles.get(account.id, "")
        is_wanted = bool(role) or "fund_account" in account.auxiliaries
        if is_wanted and (fund is None or (role and fund.role != role)):
            which = WhichFundAccount(account=f"{account.code} {account.name}")
            found.append(which.at(line_no=line.line_no, field="fund_account"))
    return found


def _opened_twice(batch: Batch, job: Job, opened: Opened) -> list[Problem]:
    found: list[Problem] = []
    own: dict[Key, str] = {}
    for line in job.paper.lines:
        account = int(line.data["account"])
        key = (account, int(line.data.get("fund_account") or 0), int(line.data.get("department") or 0))
        others = [one for one in opened.taken if one == key or (one[0] == account and account in opened.booked)]
        number = own.get(key) or (opened.taken[others[0]] if others else "")
        own[key] = job.kind.label
        if number:
            fact = batch.accounts[account]
            twice = OpenedBefore(account=f"{fact.code} {fact.name}", number=number)
            found.append(twice.at(line_no=line.line_no, field="account"))
    opened.taken.update(own)
    return found


def _disagreeing(job: Job, opened: Opened, equity: int) -> list[Problem]:
    """A document that names any account that documents opened names all of them, those of sub-ledgers as they are. What
    they were booked against (``equity``) begins with nothing where it is not named.
    """
    said: dict[int, Decimal] = {}
    first: dict[int, int] = {}
    for line in job.paper.lines:
        account = int(line.data["account"])
        said[account] = said.get(account, ZERO_FEN) + balance_of(line)
        first.setdefault(account, line.line_no)
    found: list[Problem] = []
    names_any = any(account in opened.booked for account in said)
    for account, listed in opened.booked.items():
        name = opened.names[account]
        if account in said and account in opened.controlled and said[account] != listed:
            wrong = OpeningsDisagree(account=name, said=said[account], listed=listed)
            found.append(wrong.at(line_no=first[account], field="account"))
        elif account not in said and names_any and account != equity:
            found.append(OpeningMissing(account=name, listed=listed).at(field="lines"))
    return found
