"""Work on a large count: taking what was found, handing it in, judging its differences, posting them (D-CNT)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple
from typing import Any, Final

from hengku.desk.errors import UnknownTask
from hengku.desk.work.orders import Job, Kind, Order, Row
from hengku.identity.actor import Actor
from hengku.warehousing.actions_count import FIRST, SECOND, UNCOUNTED, Entry, enter_counts, hand_in
from hengku.warehousing.actions_count_review import approve_count, post_count
from hengku.warehousing.queries_count import find_count

#: A count of more lines than these is worked on in the background; fewer take less than two seconds.
LINES_AT_ONCE: Final = 1_000


def _of_count(actor: Actor, order: Order) -> Order:
    if order.kind == "count_hand_in" and order.detail.get("uncounted") not in UNCOUNTED:
        raise UnknownTask(kind=f"{order.kind} {str(order.detail.get('uncounted'))[:16]}").at(
            field="uncounted"
        )
    if order.kind == "count_enter" and not (
        order.detail.get("entries") and order.detail.get("round") in (FIRST, SECOND)
    ):
        raise UnknownTask(kind=order.kind).at(field="entries")
    return order.named(find_count(actor, order.subject_id).number)


def entering(count_id: int, entries: Sequence[Entry], as_round: int) -> Order:
    """The wish to write what was found, for a task to keep."""
    detail = {"round": as_round, "entries": [list(astuple(one)) for one in entries]}
    return Order("count_enter", subject=str(count_id), detail=detail)


def _told(job: Job) -> dict[str, Any]:
    return {"actor": job.actor, "count_id": job.order.subject_id, "now": job.now, "course": job.course}


def _enter(job: Job) -> Row:
    entries = [Entry(*kept) for kept in job.order.detail["entries"]]
    enter_counts(**_told(job), entries=entries, as_round=job.order.detail["round"], key=job.key)
    return {}


def _hand_in(job: Job) -> Row:
    hand_in(**_told(job), uncounted=job.order.detail["uncounted"], key=job.key)
    return {}


def _approve(job: Job) -> Row:
    approve_count(**_told(job), key=job.key)
    return {}


def _post(job: Job) -> Row:
    post_count(**_told(job))
    return {}


def _kind(does: Callable[[Job], Row], *rights: str, forgets: bool = False) -> Kind:
    return Kind(does, rights, _of_count, lambda order: f"/counts/{order.subject}", forgets)


#: Who approves needs one of two rights, which the action asks for.
COUNTS: Final[dict[str, Kind]] = {
    "count_enter": _kind(_enter, "stock_count.count", forgets=True),
    "count_hand_in": _kind(_hand_in, "stock_count.count"),
    "count_approve": _kind(_approve, "stock_count.view"),
    "count_post": _kind(_post, "stock_count.view"),
}
