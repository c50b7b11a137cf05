"""The day of a store (D-POSD): its tickets come before its close, which takes all of them, and none comes after.

Tickets hold the day of their store shared and a close holds it alone, until commit: so no ticket can slip in beside the
close that has just counted them (docs/locks.md, 0a).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from hengku.documents.declaration import registry
from hengku.kit import sql
from hengku.kit.errors import Refused
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

Day = tuple[int, date]  # store (warehouse), business date

DAY_GATE: Final = 0x484B4459
LOCK: Final = """
SELECT CASE WHEN alone THEN pg_advisory_xact_lock(%s, hash) ELSE pg_advisory_xact_lock_shared(%s, hash) END
FROM (SELECT hashtext(concat_ws(':', %s::bigint, store, day)) AS hash, bool_or(alone) AS alone
      FROM unnest(%s::bigint[], %s::date[], %s::boolean[]) AS r(store, day, alone) GROUP BY 1 ORDER BY 1) AS sorted
"""
CLOSED: Final = """
SELECT d.warehouse_id, d.business_on, d.number FROM documents_document AS d
WHERE d.company_id = %s AND d.type_code = ANY(%s) AND d.state = 'posted' AND d.reverses_id IS NULL
  AND (d.warehouse_id, d.business_on) IN (SELECT * FROM unnest(%s::bigint[], %s::date[]))
"""
#: Of a line of a ticket: no close has it. What is thrown away is no part of a day's takings.
NOT_TAKEN: Final = """NOT l.data ? 'waste_of' AND coalesce((
    SELECT sum(k.quantity) FROM documents_link AS k
    WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%(closes)s)), 0) = 0"""
OPEN: Final = f"""
SELECT d.warehouse_id, d.business_on, l.id, d.number
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %(company)s AND d.type_code = ANY(%(types)s) AND d.state = 'posted' AND d.reverses_id IS NULL
  AND (d.warehouse_id, d.business_on) IN (SELECT * FROM unnest(%(stores)s::bigint[], %(days)s::date[]))
  AND {NOT_TAKEN}
ORDER BY d.id, l.line_no
"""  # noqa: S608 - put together of constants


@dataclass(eq=False)
class DayClosed(Refused):
    """D-POSD: a ticket comes before the close of its day."""

    day: date
    number: str
    text = "{day} 的门店日结 {number} 已经过账,不能再补这一天的小票。请先红冲日结单,补录后重做日结。"


@dataclass(eq=False)
class DayIncomplete(Refused):
    """D-POSD: the close of a day has all tickets of that day."""

    count: int
    numbers: str
    text = "还有 {count} 张小票没有在日结单上:{numbers}。请重新取数后再过账。"


def lock_days(batch: Batch) -> None:
    """Hold the days of stores that the batch sells on, or closes; no statement for other documents."""
    wanted: dict[Day, bool] = defaultdict(bool)
    for job in batch.jobs:
        day = _day_of(job)
        if day is not None:
            wanted[day] = wanted[day] or not job.kind.day_closed_by
    if wanted:
        rows = sorted((*day, alone) for day, alone in wanted.items())
        sql.rows(LOCK, (DAY_GATE, DAY_GATE, batch.company_id, *sql.columns(rows)))


def check_days(batch: Batch) -> None:
    """Refuse tickets of a day that is closed, and a close that does not have every ticket of its day. A statement for
    each, none for other documents.
    """
    days = [(job, day) for job in batch.jobs if not job.problems and (day := _day_of(job)) is not None]
    sold = [(job, day) for job, day in days if job.kind.day_closed_by]
    if sold:
        closes = sorted({job.kind.day_closed_by for job, _ in sold})
        wanted = sorted({day for _, day in sold})
        found = sql.rows(CLOSED, (batch.company_id, sql.array(closes), *sql.columns(wanted)))
        closed = {(store, on): number for store, on, number in found}
        for job, day in sold:
            if day in closed:
                job.problems.append(DayClosed(day=job.on, number=closed[day]).at(field="business_on"))
    _check_whole(batch, [(job, day) for job, day in days if not job.kind.day_closed_by])


@cache
def closing_types() -> tuple[str, ...]:
    """The types that close days of stores."""
    return tuple(sorted({kind.day_closed_by for kind in registry().values() if kind.day_closed_by}))


@cache
def counter_types() -> tuple[str, ...]:
    """The types whose days are closed: what a counter sells and takes back."""
    return tuple(sorted(kind.code for kind in registry().values() if kind.day_closed_by))


@cache
def closes_days(type_code: str) -> tuple[str, ...]:
    """The types whose days a document of this type closes; none for most."""
    return tuple(kind.code for kind in registry().values() if kind.day_closed_by == type_code)


def types_of(type_code: str) -> dict[str, str]:
    """Parameters of statements about what a close takes: types whose days it closes, and itself."""
    return {"types": sql.array(closes_days(type_code)), "closes": sql.array([type_code])}


def open_lines(company_id: int, type_code: str, days: Iterable[Day]) -> list[tuple[int, date, int, str]]:
    """Lines that a close of this type would take on these days: store, day, line, number of the ticket."""
    stores, on = sql.columns(sorted({*days}))
    return sql.rows(OPEN, {"company": company_id, "stores": stores, "days": on, **types_of(type_code)})


def _check_whole(batch: Batch, closing: list[tuple[Job, Day]]) -> None:
    for code in sorted({job.kind.code for job, _ in closing}):
        jobs = {day: job for job, day in closing if job.kind.code == code}
        missing: dict[Day, dict[str, None]] = defaultdict(dict)
        taken = {line.source_line_id for job in jobs.values() for line in job.paper.lines}
        for store, on, line, number in open_lines(batch.company_id, code, jobs):
            if line not in taken:
                missing[store, on][number] = None
        for key, numbers in missing.items():
            said = "、".join([*numbers][:5])
            jobs[key].problems.append(DayIncomplete(count=len(numbers), numbers=said).at(field="source_line"))


def _day_of(job: Job) -> Day | None:
    """The store's day a new document is of. What takes a document back is no part of it: its ticket was not closed, or
    its close is gone with it.
    """
    if job.paper.reverses_id or not job.paper.warehouse_id:
        return None
    if job.kind.day_closed_by or closes_days(job.kind.code):
        return job.paper.warehouse_id, job.on
    return None
