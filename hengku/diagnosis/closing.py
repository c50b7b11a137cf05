"""Closing a month: what must be in order first (domain.md 4.3), and the closing itself.

The company keeps which part of a month is closed and in which order (P1, P5); whether the books are fit to be closed is
known only up here, where they are compared. A check that blocks is asked again while postings are kept out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Exists, OuterRef

from hengku.company.actions import PartUnknown, close_period
from hengku.company.queries import period_state, periods, settings_on
from hengku.company.rules import PART_LABELS, closing_problems, month_end, month_start
from hengku.costing.models import Pool, Value
from hengku.diagnosis.closing_began import OpeningDisagrees, began_wrong
from hengku.diagnosis.closing_counter import counter_days, counter_problem
from hengku.diagnosis.closing_open import (
    balance_of,
    cash_below_zero,
    late_loans,
    late_transfers,
    old_estimates,
    on_both_sides,
    unapplied,
)
from hengku.diagnosis.queries import audit
from hengku.documents.declaration import registry
from hengku.documents.models import Document
from hengku.identity.actor import Actor
from hengku.inventory.models import REAL_PLACES, OnHand, Place
from hengku.kit import clock
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.errors import Problem, Refused
from hengku.ledger.jobs import make_vouchers, number_entries
from hengku.ledger.models import Entry, VoucherEntry
from hengku.posting.month_costs import products_to_cost
from hengku.posting.once import is_done, mark_done
from hengku.purchasing.actions_estimate import runs_due
from hengku.purchasing.queries_inspection import overdue
from hengku.reports.counting import agreed_in
from hengku.reports.lots import near_expiry
from hengku.reports.orders import issues_not_invoiced
from hengku.settlement.models import Item
from hengku.warehousing.queries_plan import due_in, running_counts

BLOCKS: Final = "block"
WARNS: Final = "warn"


@dataclass(eq=False)
class BooksDisagree(Refused):
    """4.3 checks 3, 5, 8, 9, 10, 21: the audit found something."""

    month: str
    count: int
    text = "不能结 {month}:账账核对有 {count} 处不一致。请先到「健康」页面逐条处理。"


@dataclass(eq=False)
class MonthNotCosted(Refused):
    """P2 ④, 4.3 check 5: what left is costed at the end of the month before its stock closes (C12, C14)."""

    month: str
    count: int
    text = "不能结 {month} 的库存:还有 {count} 种商品没有做月末成本计算。请先做月末成本计算。"


@dataclass(eq=False)
class GoodsWithoutCost(Refused):
    """4.3 check 4, C5: goods left before anything told what they cost, and nothing has told it since."""

    month: str
    count: int
    text = "不能结 {month} 的库存:还有 {count} 种商品无成本出库(出库时没有任何成本可依)。请先补录入库单或期初,成本补上后再结账。"


@dataclass(eq=False)
class MonthNotEstimated(Refused):
    """P2 ⑤: where estimates are reversed on the first and made again at the end, both are done before stock closes."""

    month: str
    count: int
    text = "不能结 {month} 的库存:还有 {count} 行已入库未开票的货没有做月初回冲或月末重估。请先在会计期间页做暂估处理。"


@dataclass(eq=False)
class EntriesWithoutVoucher(Refused):
    """4.3 check 7, 11: every entry is on exactly one voucher before its month closes (I23)."""

    month: str
    count: int
    text = "不能结 {month} 的总账:还有 {count} 笔分录没有凭证号。请稍候再试,系统会自动编号。"


@dataclass(eq=False)
class CountsUnderWay(Refused):
    """4.3 check 6: goods that are being counted have no final quantity."""

    month: str
    count: int
    text = "不能结 {month} 的库存:还有 {count} 张盘点单没有结束。请先过账或作废。"


@dataclass(eq=False)
class CountsDue(Refused):
    """D-CNT: the company wants its counts made before a month closes."""

    month: str
    count: int
    text = "不能结 {month} 的库存:还有 {count} 项到期未盘。请先按盘点计划盘完,或在公司设置里改为只提醒。"


@dataclass(eq=False)
class SuspenseOpen(Refused):
    """4.3 check 16, P3 ⑥: what counts and losses left on 1901 is decided before the year ends."""

    month: str
    amount: Decimal
    text = "不能结 {month} 的总账:待处理财产损溢还有余额 {amount}。年末前请把盘盈盘亏、报损全部批准处理。"


@dataclass(eq=False)
class CashBelowZero(Refused):
    """4.3 check 10: nobody pays more cash than there is; a receipt is missing or a payment is wrong."""

    month: str
    count: int
    text = "不能结 {month} 的总账:有 {count} 个现金账户的余额为负。请补录漏记的收款,或更正付款账户。"


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the list before closing. ``level``: block or warn, fine when ``count`` is 0; ``link`` leads there."""

    key: str
    level: str
    count: int
    link: dict[str, Any] | None = None
    sentences: list[str] = field(default_factory=list)


def closing_checks(actor: Actor, *, month: date, part: str, course: Course = UNWATCHED) -> list[Check]:
    """Everything that stands against closing ``part`` of a month, or should be known before. Reads only.

    Needs ``company.view``; ``PeriodNotFound`` when there is no such month.
    """
    if part not in PART_LABELS:
        raise PartUnknown(part=part).at(field="part")
    first, last = month_start(month), month_end(month)
    order = closing_problems([period_state(row) for row in periods(actor)], month, part)
    violations = audit(actor.company_id, course=course).violations
    course.step("checks")
    days = {"from": first.isoformat(), "to": last.isoformat()}
    found = [
        Check("order", BLOCKS, len(order), None, [problem.message() for problem in order]),
        Check("audit", BLOCKS, violations, {"path": "/health", "query": {}}),
        Check("drafts", WARNS, _drafts(actor, first, last, part), _to("/list/all", state="draft", **days)),
    ]
    if (wrong := began_wrong(actor.company_id, first)) is not None:
        found.append(Check("opening", BLOCKS, wrong, _to("/opening-check")))
    if part == "stock":
        found += _stock_checks(actor, first, last)
    if part == "arap":
        found += _owed_checks(actor, last)
    if part == "ledger":
        # vouchers are not a refusal: closing numbers them itself
        found.append(
            Check("vouchers", WARNS, _unnumbered(actor.company_id, last), _to("/report/vouchers", **days))
        )
        found += _ledger_checks(actor.company_id, first, last)
    return found


def close_month(
    *, actor: Actor, month: date, part: str, now: datetime, key: str = "", course: Course = UNWATCHED
) -> None:
    """Close one part of a month when the books agree (P1, 4.3). Needs ``period.close``.

    Before the ledger closes every entry gets its voucher; whether each has one is asked once more with postings kept
    out. Refused with every reason at once: the audit found something, the order is wrong, an entry has no voucher.
    With a ``key`` the same wish again finds it done, also when the first one was killed before it could say so.
    """
    actor.must("period.close")
    label = f"{month:%Y-%m}"
    wish = f"close {label} {part}"
    if key and is_done(actor, key, wish):
        return
    violations = audit(actor.company_id, course=course).violations
    if part == "ledger":
        course.step("vouchers")
        make_vouchers(company_id=actor.company_id, now=now)

    def last_look() -> list[Problem]:
        problems: list[Problem] = []
        if part == "stock":
            problems += _stock_problems(actor, month, label, now)
        if wrong := began_wrong(actor.company_id, month):
            problems.append(OpeningDisagrees(month=label, count=wrong))
        if violations:
            problems.append(BooksDisagree(month=label, count=violations))
        if part == "arap":
            problems += counter_problem(actor.company_id, month, label)
        if part == "ledger":
            number_entries(company_id=actor.company_id, now=now)
            left = _unnumbered(actor.company_id, month_end(month))
            if left:
                problems.append(EntriesWithoutVoucher(month=label, count=left))
            problems += _ledger_problems(actor.company_id, month_end(month), label)
        if key and not problems:
            mark_done(actor, key, wish, now)  # undone with the closing when that is refused after all
        return problems

    course.commit("closing")
    close_period(actor=actor, month=month, part=part, last_look=last_look)


def _stock_problems(actor: Actor, month: date, label: str, now: datetime) -> list[Problem]:
    """What blocks the stock of a month: cost that is not known or not final, and counts."""
    problems: list[Problem] = []
    if waiting := len(products_to_cost(actor=actor, month=month, now=now)):
        problems.append(MonthNotCosted(month=label, count=waiting))
    if waiting := _not_estimated(actor, month_start(month)) or 0:
        problems.append(MonthNotEstimated(month=label, count=waiting))
    if waiting := _without_cost(actor, month_end(month)):
        problems.append(GoodsWithoutCost(month=label, count=waiting))
    return problems + _count_problems(actor, month, label)


def _stock_checks(actor: Actor, first: date, last: date) -> list[Check]:
    """What concerns goods: their cost, where they are, how long they have waited."""
    company_id, on = actor.company_id, min(last, clock.day_of(clock.now()))
    found = [Check("month_costs", BLOCKS, _not_costed(actor, first))]
    if (estimates := _not_estimated(actor, first)) is not None:
        found.append(Check("estimates", BLOCKS, estimates))
    days = settings_on(company_id, last).transit_days
    expired, near = near_expiry(company_id, on)
    as_of = {"as_of": last.isoformat()}
    return [
        *found,
        Check("no_cost", BLOCKS, _without_cost(actor, last), _to("/stock", only="negative")),
        Check("negative", WARNS, _negative(actor), _to("/stock", only="negative")),
        _open_items(actor, last, "ap_estimated", "not_invoiced", "received_not_invoiced"),
        Check(
            "old_estimates", WARNS, old_estimates(company_id, on=last), _to("/report/received_not_invoiced", **as_of)
        ),
        Check(
            "not_billed", WARNS, issues_not_invoiced(company_id, last), _to("/report/issued_not_invoiced", **as_of)
        ),
        _open_items(actor, last, "invoiced_ahead", "not_sent", "invoiced_not_issued"),
        Check("transfers", WARNS, late_transfers(company_id, on=on, days=days), _to("/report/transfers_on_the_way")),
        Check("loans", WARNS, late_loans(company_id, on=on), _to("/report/loans_out", late_only="true")),
        Check("expired", WARNS, expired, _to("/report/near_expiry")),
        Check("near_expiry", WARNS, near, _to("/report/near_expiry")),
        _late_inspections(actor, last),
        *_counts(actor, first, last),
    ]


def _owed_checks(actor: Actor, last: date) -> list[Check]:
    """4.3 checks 15, 22: money that nobody said what it was for, or paid in advance by who owes; days not closed."""
    company_id, as_of = actor.company_id, last.isoformat()
    strict, days = counter_days(company_id, last)
    return [
        Check("counter_days", BLOCKS if strict else WARNS, days, _to("/counter")),
        Check("unapplied", WARNS, unapplied(company_id, on=last), _to("/report/open_items", as_of=as_of, only="money")),
        Check(
            "both_sides",
            WARNS,
            on_both_sides(company_id, on=last),
            _to("/report/open_items", as_of=as_of, only="both_sides"),
        ),
    ]


#: 4.3 checks 16, 17, 18: accounts that should be even, by role. 4101 blocks only where there is production.
TO_BE_EVEN: Final = (
    ("suspense", "suspense"),
    ("overhead", "overhead"),
    ("vat_unverified", "vat_unverified_input"),
)


def _ledger_checks(company_id: int, first: date, last: date) -> list[Check]:
    """4.3 checks 10, 16, 17, 18: cash, and accounts that should be even."""
    days = {"from": first.isoformat(), "to": last.isoformat()}
    boxes = cash_below_zero(company_id, on=last)
    asked = {**days, "fund_account": str(boxes[0])} if boxes else days
    found = [Check("cash", BLOCKS, len(boxes), _to("/report/fund_days", **asked))]
    for key, role in TO_BE_EVEN:
        stands = balance_of(company_id, role, on=last)
        level = BLOCKS if role == "suspense" and _ends_year(last) else WARNS
        to = _to("/report/account_ledger", account=str(stands.account_id), **days)
        found.append(Check(key, level, int(stands.amount != 0), to))
    return found


def _ledger_problems(company_id: int, last: date, label: str) -> list[Problem]:
    problems: list[Problem] = []
    if boxes := cash_below_zero(company_id, on=last):
        problems.append(CashBelowZero(month=label, count=len(boxes)))
    if _ends_year(last) and (left := balance_of(company_id, "suspense", on=last).amount):
        problems.append(SuspenseOpen(month=label, amount=left))
    return problems


def _ends_year(last: date) -> bool:
    return last.month == 12


def _to(path: str, **asked: str) -> dict[str, Any]:
    return {"path": path, "query": asked}


def _drafts(actor: Actor, first: date, last: date, part: str) -> int:
    """Papers of this part that were begun and never posted: after closing they can only go into a later month."""
    codes = [code for code, kind in registry().items() if kind.period_part == part]
    found = Document.objects.visible_to(actor).filter(state="draft", type_code__in=codes)
    return found.filter(business_on__gte=first, business_on__lte=last).count()


def _negative(actor: Actor) -> int:
    """Goods below zero in warehouses that allow it (Q7): their cost is not final."""
    places = Place.objects.visible_to(actor).filter(role__in=REAL_PLACES)
    return OnHand.objects.visible_to(actor).filter(place_id__in=places.values("pk"), quantity__lt=0).count()


def _not_costed(actor: Actor, first: date) -> int:
    """Goods that are costed at the end of the month, and are not, or not since a late document (C12, C14)."""
    return len(products_to_cost(actor=actor, month=first, now=clock.now()))


def _without_cost(actor: Actor, last: date) -> int:
    """Products below zero and worth nothing, of which something went out at no cost up to that day (C5)."""
    given_away = Value.objects.visible_to(actor).filter(
        pool_id=OuterRef("pk"), business_on__lte=last, quantity__lt=0, amount=0
    )
    short = Pool.objects.visible_to(actor).filter(Exists(given_away), quantity__lt=0, amount=0)
    return short.values("product_id").distinct().count()


def _not_estimated(actor: Actor, first: date) -> int | None:
    """Lines that were not reversed on the first or not estimated again at the end; None where nobody does so (C15)."""
    runs = runs_due(actor, month=first, today=clock.day_of(clock.now()))
    return sum(len(run.lines) for run in runs) if runs else None


def _open_items(actor: Actor, last: date, kind: str, key: str, report: str) -> Check:
    """4.3 checks 14 and 19: goods that came and whose invoice did not, and goods that were invoiced and did not go."""
    open_items = Item.objects.visible_to(actor).filter(kind=kind, business_on__lte=last)
    count = open_items.exclude(residual=0).count()
    return Check(key, WARNS, count, _to(f"/report/{report}", as_of=last.isoformat()))


def _late_inspections(actor: Actor, last: date) -> Check:
    """4.3 check 13: goods that wait for their inspection longer than the company's days for it."""
    on = min(last, clock.day_of(clock.now()))
    return Check("inspections", WARNS, overdue(actor.company_id, on=on), _to("/inspection"))


def _counts(actor: Actor, first: date, last: date) -> list[Check]:
    """4.3 checks 6 and 25, and the plan of counts (D-CNT): what is under way, what is due, how well goods agreed."""
    company_id, decided = actor.company_id, settings_on(actor.company_id, last)
    found = [Check("counts_running", BLOCKS, running_counts(company_id, last), _to("/counts"))]
    if decided.count_due_closing != "OFF":
        level = BLOCKS if decided.count_due_closing == "BLOCK" else WARNS
        found.append(Check("counts_due", level, due_in(company_id, last, late=last)[0], _to("/counts")))
    agreed, counted = agreed_in(company_id, first, last)
    is_low = counted > 0 and agreed < decided.accuracy_target * counted
    days = {"from": first.isoformat(), "to": last.isoformat()}
    found.append(
        Check("accuracy", WARNS, counted - agreed if is_low else 0, _to("/report/stock_accuracy", **days))
    )
    return found


def _count_problems(actor: Actor, month: date, label: str) -> list[Problem]:
    last = month_end(month)
    problems: list[Problem] = []
    if running := running_counts(actor.company_id, last):
        problems.append(CountsUnderWay(month=label, count=running))
    if settings_on(actor.company_id, last).count_due_closing == "BLOCK":
        due, _ = due_in(actor.company_id, last, late=last)
        if due:
            problems.append(CountsDue(month=label, count=due))
    return problems


def _unnumbered(company_id: int, last: date) -> int:
    """Entries up to that day which are on no voucher."""
    on_voucher = VoucherEntry.objects.of_company(company_id).filter(entry_id=OuterRef("pk"))
    found = Entry.objects.of_company(company_id).filter(~Exists(on_voucher), business_on__lte=last)
    return int(found.count())
