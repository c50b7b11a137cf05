"""What `hengku work` does once a day, soon after midnight: goods with a date (B5), the plan of counts (D-CNT), and
asking the books of every company whether they agree.

What was done today is kept in memory only: after a restart it is done again, and finds nothing left to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from hengku.cli.output import note

#: Not before five past midnight, where the books are kept.
SINCE = time(0, 5)
#: What was refused (a warehouse being counted) is tried again so long after.
AGAIN_AFTER = timedelta(minutes=10)

Ledger = dict[int, tuple[date, datetime | None]]  # company → the day, and when to try again


def work_daily(company_ids: Iterable[int], *, now: datetime, done: Ledger) -> int:
    """Freeze what expired, tell of what will and plan the counts, for companies whose day has not been done.

    Gives how many papers it took.
    """
    from django.utils import timezone

    from hengku.identity.auth import system_actor
    from hengku.warehousing.actions_plan import make_plan
    from hengku.warehousing.expiry import freeze_expired, tell_of_expiry

    local = timezone.localtime(now)
    if local.time() < SINCE:
        return 0
    papers = 0
    for company_id in company_ids:
        day, again = done.get(company_id, (date.min, None))
        if day == local.date() and (again is None or now < again):
            continue
        actor = system_actor(company_id)
        posted, refused = freeze_expired(actor=actor, now=now)
        tell_of_expiry(actor=actor, now=now)
        make_plan(actor=actor, today=local.date())
        for problem in refused:
            note(f"账套 {company_id} 有过期商品未能自动冻结,稍后再试:{problem}")
        done[company_id] = (local.date(), now + AGAIN_AFTER if refused else None)
        papers += posted
    return papers


def check_one(company_ids: Iterable[int], *, now: datetime) -> int | None:
    """Ask the books of the first company that nobody asked about today; gives its id, None when all were asked.

    One at a time: a large company takes its seconds, and whoever calls may stop in between.
    """
    from django.utils import timezone

    from hengku.diagnosis.actions import check_up
    from hengku.diagnosis.queries import last_check
    from hengku.identity.auth import system_actor

    today = timezone.localdate(now)
    for company_id in company_ids:
        last = last_check(company_id).checked_at
        if last is None or timezone.localdate(last) < today:
            report = check_up(actor=system_actor(company_id), now=now)
            if report.violations:
                note(f"账套 {company_id} 有 {report.violations} 处账账不一致,请打开「健康」查看")
            return company_id
    return None
