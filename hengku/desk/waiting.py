"""What waits for a person, for the bell: the tasks of the first page, findings of the books, people locked out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hengku.desk.batches import KINDS
from hengku.desk.models import Batch
from hengku.diagnosis.queries import READERS, last_check
from hengku.identity.actor import Actor
from hengku.identity.queries import members
from hengku.reports.home import tasks_of

Row = dict[str, Any]

#: Tasks that are no call to act today.
NOT_URGENT = frozenset({"slow", "periods"})


def waiting_for(actor: Actor, *, today: date, now: datetime) -> list[Row]:
    """Key, count, how many of them are late, and where to go; only what there is to do. Gravest first."""
    found = [
        {"key": task["key"], "count": task["count"], "late": task["late"] or 0, "link": task["link"]}
        for task in tasks_of(actor, today=today)
        if task["count"] and task["key"] not in NOT_URGENT
    ]
    if any(actor.may(word) for word in READERS):
        found.append(_row("findings", last_check(actor.company_id).violations, "/health", is_late=True))
    if actor.may("identity.edit"):
        locked = sum(1 for one in members(actor) if one.locked_until is not None and one.locked_until > now)
        found.append(_row("locked", locked, "/users"))
    mine = Batch.objects.visible_to(actor).filter(user_id=actor.user_id, kind__in=KINDS)
    running = mine.filter(state="running").count()
    found.append(_row("running", running, ""))
    return sorted((one for one in found if one["count"]), key=lambda one: not one["late"])


def _row(key: str, count: int, path: str, *, is_late: bool = False) -> Row:
    return {"key": key, "count": count, "late": count if is_late else 0, "link": {"path": path, "query": {}}}
