"""Days of stores that are not closed yet, asked before receivables of their month close (domain.md 4.3, check 22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hengku.company.queries import edition_of
from hengku.company.rules import month_end, month_start
from hengku.kit.errors import Refused
from hengku.retail.queries import OpenDay, open_days

#: The edition in which an open day blocks; in others it warns (4.3: 餐饮).
BLOCKING_EDITION = "CATERING"


@dataclass(eq=False)
class DaysNotClosed(Refused):
    """4.3 check 22: what a counter took is neither revenue nor money until its day is closed."""

    month: str
    count: int
    days: str
    text = "不能结 {month} 的往来:还有 {count} 个门店营业日没有日结({days})。请先在「门店日结」页做完。"


def counter_days(company_id: int, month: date) -> tuple[bool, int]:
    """Whether they block in the company's edition, and the days of stores in that month with tickets and no close."""
    return _blocks(company_id, month), len(_open(company_id, month))


def counter_problem(company_id: int, month: date, label: str) -> list[DaysNotClosed]:
    """The refusal, naming the first of them; nothing where the month may close."""
    found = _open(company_id, month)
    if not found or not _blocks(company_id, month):
        return []
    said = "、".join(f"{one.store} {one.on:%m-%d}" for one in found[:5])
    return [DaysNotClosed(month=label, count=len(found), days=said)]


def _open(company_id: int, month: date) -> list[OpenDay]:
    return open_days(company_id, first=month_start(month), last=month_end(month))


def _blocks(company_id: int, month: date) -> bool:
    return edition_of(company_id, month_end(month)).code == BLOCKING_EDITION
