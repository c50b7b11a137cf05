"""Work on a month: closing it, its checks, month-end costing, estimates; and asking the books."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from hengku.company.queries import period_state, periods
from hengku.company.rules import PART_LABELS, closing_problems
from hengku.desk.errors import UnknownTask
from hengku.desk.work.orders import Job, Kind, Order, Row
from hengku.diagnosis.actions import check_up
from hengku.diagnosis.closing import close_month, closing_checks
from hengku.documents.models import Document
from hengku.identity.actor import Actor
from hengku.kit.errors import raise_all
from hengku.posting.actions import Posted
from hengku.posting.models import Key
from hengku.posting.month_costs import cost_month
from hengku.purchasing.actions_estimate import run_estimates

RUNS: Final = ("REVERSE", "ESTIMATE")


def _of_part(_actor: Actor, order: Order) -> Order:
    if order.first and order.part not in PART_LABELS:
        raise UnknownTask(kind=f"{order.kind} {order.part[:16]}").at(field="part")
    return order


def _to_close(actor: Actor, order: Order) -> Order:
    _of_part(actor, order)
    raise_all(closing_problems([period_state(row) for row in periods(actor)], order.first, order.part))
    return order


def _of_month(_actor: Actor, order: Order) -> Order:
    _ = order.first  # refuses what is no month
    return order


def _of_run(_actor: Actor, order: Order) -> Order:
    if order.first and order.run not in RUNS:
        raise UnknownTask(kind=f"{order.kind} {order.run[:16]}").at(field="run")
    return order


def _close_month(job: Job) -> Row:
    order = job.order
    close_month(
        actor=job.actor, month=order.first, part=order.part, now=job.now, key=job.key, course=job.course
    )
    return {}


def _check_month(job: Job) -> Row:
    found = closing_checks(job.actor, month=job.order.first, part=job.order.part, course=job.course)
    return {"checks": [asdict(one) for one in found]}


def _audit(job: Job) -> Row:
    report = check_up(actor=job.actor, now=job.now, course=job.course)
    return {"report": report.as_data()}


def _cost_month(job: Job) -> Row:
    return _posted_before(job) or _documents(
        cost_month(actor=job.actor, month=job.order.first, key=job.key, now=job.now, course=job.course)
    )


def _estimates(job: Job) -> Row:
    return _posted_before(job) or _documents(
        run_estimates(
            actor=job.actor,
            month=job.order.first,
            run=job.order.run,
            key=job.key,
            now=job.now,
            course=job.course,
        )
    )


def _documents(posted: Posted) -> Row:
    return {"documents": [{"id": str(one.id), "number": one.number} for one in posted.documents]}


def _posted_before(job: Job) -> Row | None:
    """What this task posted before its worker was killed; None when nothing."""
    known = Key.objects.visible_to(job.actor).filter(key=job.key).first()
    if known is None:
        return None
    found = Document.objects.visible_to(job.actor).filter(pk__in=known.document_ids).order_by("pk")
    return {
        "documents": [{"id": str(pk), "number": number} for pk, number in found.values_list("pk", "number")]
    }


def _page(order: Order) -> str:
    return f"/data/periods?month={order.month}&part={order.part}"


def _kind(
    does: Callable[[Job], Row], right: str, prepare: Callable[[Actor, Order], Order] = _of_month
) -> Kind:
    return Kind(does, (right,), prepare, _page)


MONTHS: Final[dict[str, Kind]] = {
    "close_month": _kind(_close_month, "period.close", _to_close),
    "check_month": _kind(_check_month, "company.view", _of_part),
    "cost_month": _kind(_cost_month, "cost_month.post"),
    "estimates": _kind(_estimates, "estimate_run.post", _of_run),
    "audit": Kind(_audit, page=lambda _order: "/health"),
}
