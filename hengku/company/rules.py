"""Months and their order of closing (P1, P5), the policy of a company, and when costing may change (C2). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hengku.kit.errors import NotFound, Problem, Refused


@dataclass(frozen=True, slots=True)
class Policy:
    """What a company decided about itself, as it holds on one day. Amounts in yuan, percentages as fractions."""

    standard: str  # company.models.Standard: small, enterprise
    taxpayer: str  # company.models.Taxpayer: general, small_scale
    currency: str
    cost_scope: str  # ORG one pool per product, WAREHOUSE one per product and warehouse (C2)
    costing_method: str  # MOVING_AVERAGE
    revenue_mode: str  # ON_ISSUE, ON_INVOICE (T11)
    vat_on_issue: str  # OUTPUT, DEFERRED (T11)
    estimate_mode: str  # ON_INVOICE, DIFF_ONLY, MONTH_BEGIN (C15)
    over_receipt_pct: Decimal  # 0.05 = 5 % more than ordered may come in (1.1.3)
    over_issue_pct: Decimal
    writeoff_tolerance: Decimal  # a difference up to this is written off at settlement (D-WOF)
    invoice_net_tolerance: Decimal  # T3, a line: net against quantity x price
    invoice_tax_tolerance: Decimal  # T3, a line: tax against net x rate
    invoice_total_tolerance: Decimal  # T3, a document: sum of the tax differences
    allow_future_days: int  # how many days ahead of today a business date may be (G20)
    credit_check: str  # REFUSE, WARN, OFF when a customer's credit limit is exceeded
    credit_overdue_days: int  # D-SO: an item that is longer overdue than this stops further orders
    atp_check: str  # OFF, WARN, REFUSE when an order asks for more than can be promised by its date (Q4)
    default_tax_code: str  # T1: the last resort for a product without one
    yellow_days: int = 7  # days left at which a lot turns yellow, where product and category say nothing (B5)
    red_days: int = 3
    landed_cost: str = "BY_STANDARD"  # BY_STANDARD, CAPITALIZE, EXPENSE: where freight of goods goes (C16)
    match_price_tolerance: Decimal = Decimal("0.2")  # 0.05: an invoice may be 5 % dearer than its order (D-PINV)
    inspection_mode: str = "BEFORE"  # BEFORE 先检后入, AFTER 先入后检 (D-IQC), of goods that must be inspected
    inspection_days: int = 2  # days after which an uninspected arrival is late (4.3 no. 13)
    transit_days: int = 7  # days after which goods sent to another warehouse should have arrived (4.3 no. 12)
    count_approval_amount: Decimal = Decimal(1000)  # D-CNT: larger differences need the accountant's word
    abc_a_share: Decimal = Decimal("0.8")  # A up to this share of all that went out, B up to the next
    abc_b_share: Decimal = Decimal("0.95")
    count_days_a: int = 7  # D-CNT: days from one count of such goods to the next
    count_days_b: int = 30
    count_days_c: int = 91
    count_at_month_end: str = "ON"  # ON, OFF: whole counts at the end of each month
    count_due_closing: str = "WARN"  # WARN, BLOCK, OFF when counts are due at closing (4.3)
    weighed_tolerance: Decimal = Decimal("0.01")  # weighed goods agree within this share of the books
    accuracy_target: Decimal = Decimal("0.98")  # 4.3 check 25: share of counted products that agree
    edition: str = "GENERAL"  # which part of the product the menu shows (company.editions)


#: First half of the advisory lock that postings share and ``keep_postings_out`` has to itself; the second is
#: the company.
POSTING_GATE: Final = 0x484B5047


# ── months ────────────────────────────────────────────────────────────────────────────────────────────────


def month_start(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_end(day: date) -> date:
    """The last day of its month."""
    return next_month(day) - timedelta(days=1)


def months(first: date, last: date) -> list[date]:
    """First days of the months from that of ``first`` to that of ``last``; empty when ``last`` is earlier."""
    found, month = [], month_start(first)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def months_later(day: date, count: int) -> date:
    """The first day of the month ``count`` months after that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)


# ── closing ───────────────────────────────────────────────────────────────────────────────────────────────

#: P1: what is closed in a month, in this order; reopened in the other.
PARTS: Final = ("stock", "arap", "ledger")
PART_LABELS: Final[dict[str, str]] = {"stock": "库存", "arap": "往来", "ledger": "总账"}


@dataclass(frozen=True, slots=True)
class PeriodState:
    """A month and which of its parts are closed."""

    starts_on: date
    closed: frozenset[str]

    @property
    def label(self) -> str:
        """2026-03."""
        return f"{self.starts_on:%Y-%m}"


@dataclass(eq=False)
class PeriodNotFound(NotFound):
    """The company keeps no books for that month."""

    month: str
    text = "本账套没有 {month} 这个会计期间。请检查月份,或先在账套设置中延长期间。"


@dataclass(eq=False)
class AlreadyClosed(Refused):
    """That part of the month is closed."""

    month: str
    part: str
    text = "{month} 的{part}已经结账,无需重复结账。"


@dataclass(eq=False)
class EarlierPeriodOpen(Refused):
    """Months close one after the other."""

    month: str
    part: str
    earlier: str
    text = "不能结 {month} 的{part}:{earlier} 还没有结账。请从最早的未结月份开始。"


@dataclass(eq=False)
class EarlierPartOpen(Refused):
    """Within a month stock closes first, then receivables and payables, then the ledger."""

    month: str
    part: str
    earlier_part: str
    text = "不能结 {month} 的{part}:须先结{earlier_part}。结账次序是 库存 → 往来 → 总账。"


@dataclass(eq=False)
class NotClosed(Refused):
    """There is nothing to reopen."""

    month: str
    part: str
    text = "{month} 的{part}没有结账,不需要反结账。"


@dataclass(eq=False)
class LaterPartClosed(Refused):
    """What closed later reopens first (P5)."""

    month: str
    part: str
    later: str
    text = "不能反结 {month} 的{part}:{later} 仍是已结账。反结账次序与结账相反。"


@dataclass(eq=False)
class ReasonMissing(Refused):
    """Reopening is remembered with its reason (P5)."""

    text = "请填写反结账的原因,它会记入操作日志。"


def _at(periods: Sequence[PeriodState], month: date) -> PeriodState:
    for period in periods:
        if period.starts_on == month_start(month):
            return period
    raise PeriodNotFound(month=f"{month:%Y-%m}")


def closing_problems(periods: Sequence[PeriodState], month: date, part: str) -> list[Problem]:
    """Why ``part`` of ``month`` cannot be closed now (P1); ``[]`` when it can. Raises ``PeriodNotFound``."""
    period = _at(periods, month)
    label = PART_LABELS[part]
    if part in period.closed:
        return [AlreadyClosed(month=period.label, part=label)]
    problems: list[Problem] = []
    earlier_open = [one for one in periods if one.starts_on < period.starts_on and part not in one.closed]
    if earlier_open:
        first = min(earlier_open, key=lambda one: one.starts_on)
        problems.append(EarlierPeriodOpen(month=period.label, part=label, earlier=first.label))
    missing = [one for one in PARTS[: PARTS.index(part)] if one not in period.closed]
    if missing:
        problems.append(EarlierPartOpen(month=period.label, part=label, earlier_part=PART_LABELS[missing[0]]))
    return problems


def reopening_problems(periods: Sequence[PeriodState], month: date, part: str) -> list[Problem]:
    """Why ``part`` of ``month`` cannot be reopened now (P5); ``[]`` when it can. Raises ``PeriodNotFound``."""
    period = _at(periods, month)
    label = PART_LABELS[part]
    if part not in period.closed:
        return [NotClosed(month=period.label, part=label)]
    problems: list[Problem] = []
    later_closed = [one for one in periods if one.starts_on > period.starts_on and part in one.closed]
    if later_closed:
        last = max(later_closed, key=lambda one: one.starts_on)
        problems.append(LaterPartClosed(month=period.label, part=label, later=last.label))
    after = [one for one in PARTS[PARTS.index(part) + 1 :] if one in period.closed]
    if after:
        later = f"{period.label} 的{PART_LABELS[after[-1]]}"
        problems.append(LaterPartClosed(month=period.label, part=label, later=later))
    return problems


# ── costing ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rooms above know of a company's goods, asked before costing changes."""

    has_moves: bool  # goods ever moved
    has_moves_since: bool  # … on or after the day from which the change shall hold
    has_pool_balance: bool  # some cost pool holds goods or value now


@dataclass(eq=False)
class CostingFixed(Refused):
    """C2: how cost is kept stays, once goods have moved, until a year begins with every earlier month closed."""

    label: str
    reason: str
    text = "「{label}」一经使用不得随意变更:{reason}。"


def costing_problems(
    label: str, effective_on: date, periods: Sequence[PeriodState], standing: Standing
) -> list[Problem]:
    """Why how cost is kept cannot change from that day on (C2); ``[]`` when it can."""
    if not standing.has_moves:
        return []
    reasons = []
    if (effective_on.month, effective_on.day) != (1, 1):
        reasons.append("只能从某年 1 月 1 日起变更")
    still_open = [one for one in periods if one.starts_on < effective_on and not one.closed.issuperset(PARTS)]
    if still_open:
        reasons.append(f"{still_open[0].label} 及以前的期间须全部结账")
    if standing.has_moves_since:
        reasons.append(f"{effective_on} 起已有出入库,请改用下一年度")
    if standing.has_pool_balance:
        # a method is converted (posting.switch), a scope would have to part or join pools
        reasons.append("还有库存成本余额,请在存货为零时变更")
    return [CostingFixed(label=label, reason=reason) for reason in reasons]
