"""Work on a large count: handing it in, judging its differences, posting them (D-CNT)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from hengku.desk.errors import UnknownTask
from hengku.desk.work.orders import Job, Kind, Order, Row
from hengku.identity.actor import Actor
from hengku.warehousing.actions_count import UNCOUNTED, hand_in
from hengku.warehousing.actions_count_review import approve_count, post_count
from hengku.warehousing.queries_count import find_count

#: A count of more lines than these is worked on in the background; fewer take less than two seconds.
LINES_AT_ONCE: Final = 1_000


def _of_count(actor: Actor, order: Order) -> Order:
    if order.kind == "count_hand_in" and order.detail.get("uncounted") not in UNCOUNTED:
        raise UnknownTask(kind=f"{order.kind} {str(order.detail.get('uncounted'))[:16]}").at(
            field="uncounted"
        )
    return order.named(find_count(actor, order.subject_id).number)


def _told(job: Job) -> dict[str, Any]:
    return {"actor": job.actor, "count_id": job.order.subject_id, "now": job.now, "course": job.course}


def _hand_in(job: Job) -> Row:
    hand_in(**_told(job), uncounted=job.order.detail["uncounted"], key=job.key)
    return {}


def _approve(job: Job) -> Row:
    approve_count(**_told(job), key=job.key)
    return {}


def _post(job: Job) -> Row:
    post_count(**_told(job))
    return {}


def _kind(does: Callable[[Job], Row], *rights: str) -> Kind:
    return Kind(does, rights, _of_count, lambda order: f"/counts/{order.subject}")


#: Who approves needs one of two rights, which the action asks for.
COUNTS: Final[dict[str, Kind]] = {
    "count_hand_in": _kind(_hand_in, "stock_count.count"),
    "count_approve": _kind(_approve, "stock_count.view"),
    "count_post": _kind(_post, "stock_count.view"),
}
