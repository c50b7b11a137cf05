"""Work that takes longer than anybody looks at a button: closing a month, costing it, estimates, asking the books.

A task is a row, a ``Batch`` that the worker does from its beginning to its end, one of a company at a time. What a task
does in the books is one transaction that also keeps the task's key, so that a worker may be killed anywhere: the task
is begun again, and what was done is found by its key. Until that last step whoever started it may end it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import Error, connections, transaction
from django.db.models import F

from hengku.company.queries import period_state, periods
from hengku.company.rules import PART_LABELS, closing_problems
from hengku.desk.batches import new_batch, own_batch, own_key
from hengku.desk.errors import TaskBroke, UnknownTask
from hengku.desk.models import Batch
from hengku.diagnosis.actions import check_up
from hengku.diagnosis.closing import close_month, closing_checks
from hengku.documents.models import Document
from hengku.identity.actor import Actor
from hengku.identity.auth import actor_for
from hengku.kit import sight, sql
from hengku.kit.clock import now as clock
from hengku.kit.course import Course
from hengku.kit.errors import Invalid, Problem, Problems, raise_all
from hengku.posting.actions import Posted
from hengku.posting.models import Key
from hengku.posting.month_costs import cost_month
from hengku.purchasing.actions_estimate import run_estimates

Row = dict[str, Any]

LOCK: Final = 0x484B544B
ATTEMPTS_MAX: Final = 5
#: How often what is told of a task is written down, and its wish to end is read.
HEARTBEAT_SECONDS: Final = 0.25
SHOWN_FOR: Final = timedelta(days=3)
SHOWN_MAX: Final = 20
MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
RUNS: Final = ("REVERSE", "ESTIMATE")


@dataclass(eq=False)
class TaskMonthInvalid(Invalid):
    """A task about a month that is none."""

    given: str
    text = "月份“{given}”不正确,应如 2026-01。"


class TaskStopped(Exception):
    """Whoever started the task asked for its end, and nothing was written yet."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a task is to do: ``month`` as 2026-01, ``part`` of it to close, ``run`` of estimates; "" where not meant."""

    kind: str
    month: str = ""
    part: str = ""
    run: str = ""

    @property
    def first(self) -> date:
        """The first day of the month; ``TaskMonthInvalid``."""
        found = MONTH.fullmatch(self.month)
        if found is None:
            raise TaskMonthInvalid(given=self.month[:20]).at(field="month")
        return date(int(found[1]), int(found[2]), 1)


@dataclass(frozen=True, slots=True)
class Job:
    """A task at work: who wants what, the key it is done under, and whom it tells how far it is."""

    actor: Actor
    order: Order
    key: str
    now: datetime
    course: Course


def start_task(*, actor: Actor, order: Order, key: str, now: datetime) -> Row:
    """Put work on the list of the worker. The same ``key`` starts once and gives the first task again, as does the same
    wish of the same person while it is under way.

    Refused at once, with every reason, what can be told without the work: the rights, the month, the order of closing.
    """
    known = Batch.objects.visible_to(actor).filter(key=own_key(actor, key)).first()
    if known is not None:
        return task_data(known)
    if order.kind not in DOES:
        raise UnknownTask(kind=order.kind[:32]).at(field="kind")
    for permission in PERMISSIONS[order.kind]:
        actor.must(permission)
    _check(actor, order)
    mine = Batch.objects.visible_to(actor).filter(user_id=actor.user_id, state="running", kind=order.kind)
    same = mine.filter(arguments=asdict(order)).first()
    if same is not None:
        return task_data(same)
    with transaction.atomic(durable=True):
        batch = new_batch(actor, order.kind, key, now, 0, asdict(order))
    return task_data(batch or Batch.objects.visible_to(actor).get(key=own_key(actor, key)))


def _check(actor: Actor, order: Order) -> None:
    if order.kind == "audit":
        return
    first = order.first
    if order.kind in ("close_month", "check_month") and order.part not in PART_LABELS:
        raise UnknownTask(kind=f"{order.kind} {order.part[:16]}").at(field="part")
    if order.kind == "estimates" and order.run not in RUNS:
        raise UnknownTask(kind=f"{order.kind} {order.run[:16]}").at(field="run")
    if order.kind == "close_month":
        raise_all(closing_problems([period_state(row) for row in periods(actor)], first, order.part))


def tasks_of(actor: Actor) -> list[Row]:
    """One's own tasks of the last three days, newest first, at most twenty: those at work and those that ended."""
    mine = Batch.objects.visible_to(actor).filter(user_id=actor.user_id, kind__in=DOES)
    return [
        task_data(one) for one in mine.filter(created_at__gte=clock() - SHOWN_FOR).order_by("-id")[:SHOWN_MAX]
    ]


def read_task(actor: Actor, task_id: int) -> Row:
    """How far one's own task is, and what came of it."""
    return task_data(own_batch(actor, task_id, tuple(DOES)))


def stop_task(*, actor: Actor, task_id: int) -> Row:
    """Ask for the end of a task. One that nobody works on ends at once; one at its last step is done to its end."""
    batch = own_batch(actor, task_id, tuple(DOES))
    running = Batch.objects.visible_to(actor).filter(pk=batch.pk, state="running", kind__in=DOES)
    if not running.filter(step="").update(state="stopped", touched_at=clock()):
        running.update(is_stopping=True)
    return read_task(actor, task_id)


def see_task(*, actor: Actor, task_id: int) -> Row:
    """Its page has shown how the task ended: the bell need not tell."""
    batch = own_batch(actor, task_id, tuple(DOES))
    Batch.objects.visible_to(actor).filter(pk=batch.pk, kind__in=DOES).exclude(state="running").update(
        is_seen=True
    )
    return read_task(actor, task_id)


def task_data(batch: Batch) -> Row:
    """A task as a page shows it; ``seconds`` since it was started, until it ended."""
    until = clock() if batch.state == "running" else batch.touched_at
    return {
        "id": str(batch.pk),
        "kind": batch.kind,
        "state": batch.state,
        "month": batch.arguments.get("month", ""),
        "part": batch.arguments.get("part", ""),
        "run": batch.arguments.get("run", ""),
        "step": batch.step,
        "done": batch.done_count,
        "total": batch.total,
        "is_stopping": batch.is_stopping,
        "is_seen": batch.is_seen,
        "seconds": max(0, int((until - batch.created_at).total_seconds())),
        "created_at": batch.created_at,
        "problems": batch.result.get("problems", []),
        "result": {key: value for key, value in batch.result.items() if key != "problems"},
    }


def work_on_tasks() -> int:
    """Do every task that waits or was left by a killed worker, the oldest first; how many ended.

    A company in which another worker is at a task is left to that one.
    """
    waiting = Batch.objects.filter(state="running", kind__in=DOES).order_by("id")
    return sum(work_on(company_id, pk) for company_id, pk in list(waiting.values_list("company_id", "pk")))


def work_on(company_id: int, task_id: int) -> bool:
    """Do one task to its end; False when it has ended already, or another worker is at one of the company."""
    with sql.held(LOCK, company_id) as is_held:
        mine = Batch.objects.of_company(company_id).filter(pk=task_id, state="running")
        if not is_held or not mine.update(attempts=F("attempts") + 1, step="begin", touched_at=clock()):
            return False
        batch = mine.get()
        if batch.attempts > ATTEMPTS_MAX:
            _end(batch, "failed", _told(TaskBroke(attempts=ATTEMPTS_MAX)))
            return True
        try:
            actor = actor_for(
                user_id=batch.user_id, company_id=company_id, device=batch.device, address=batch.address
            )
            for permission in PERMISSIONS[batch.kind]:  # taken away since, it may be
                actor.must(permission)
            with sight.limited_to(actor.warehouses), _watched(batch) as course:
                job = Job(actor, Order(**batch.arguments), f"task-{batch.pk}", clock(), course)
                result = DOES[batch.kind](job)
        except TaskStopped:
            _end(batch, "stopped", {})
        except Problem as refused:
            _end(batch, "failed", _told(refused))
        else:
            _end(batch, "done", result)
        return True


def _told(refused: Problem) -> Row:
    problems = refused.problems if isinstance(refused, Problems) else (refused,)
    return {"problems": [one.as_data() for one in problems]}


def _end(batch: Batch, state: str, result: Row) -> None:
    said = ";".join(one["message"] for one in result.get("problems", ()))
    ended = Batch.objects.of_company(batch.company_id).filter(pk=batch.pk, state="running")
    ended.update(state=state, result=result, said=said[:500], touched_at=clock())


class Watched(Course):
    """Keeps in memory what the work tells; a thread of its own writes it down (``_watched``)."""

    def __init__(self) -> None:
        self.told: tuple[str, int, int] = ("begin", 0, 0)
        self.is_stopping = False

    def step(self, name: str, total: int = 0) -> None:
        """A part begins; ends the task when that was asked for."""
        self._may_end()
        self.told = (name, 0, total)

    def count(self, done: int) -> None:
        """Further; ends the task when that was asked for."""
        self._may_end()
        name, _, total = self.told
        self.told = (name, done, total)

    def commit(self, name: str) -> None:
        """The last part begins, the last moment to end."""
        self.step(name)

    def _may_end(self) -> None:
        if self.is_stopping:
            raise TaskStopped


@contextmanager
def _watched(batch: Batch) -> Iterator[Watched]:
    """Write down how far the work is, on a connection beside the work's own, whose transaction nobody sees into."""
    course, ended = Watched(), threading.Event()
    mine = Batch.objects.of_company(batch.company_id).filter(pk=batch.pk, state="running")

    def keep() -> None:
        kept, is_last = None, False
        while not is_last:
            is_last = ended.is_set()  # before the last look, so that the last word is written down too
            try:
                if course.told != kept:
                    kept = name, done, total = course.told
                    mine.update(step=name, done_count=done, total=total, touched_at=clock())
                course.is_stopping = bool(mine.filter(is_stopping=True).exists())
            except Error:  # the work meets the same and tells it; what is shown may be late
                connections.close_all()
            ended.wait(HEARTBEAT_SECONDS)
        connections.close_all()

    beside = threading.Thread(target=keep, daemon=True)
    beside.start()
    try:
        yield course
    finally:
        ended.set()
        beside.join()


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


#: What a task does, and the rights it needs, asked when it is started and again when it is begun.
DOES: Final[dict[str, Callable[[Job], Row]]] = {
    "close_month": _close_month,
    "check_month": _check_month,
    "cost_month": _cost_month,
    "estimates": _estimates,
    "audit": _audit,
}
PERMISSIONS: Final[dict[str, tuple[str, ...]]] = {
    "close_month": ("period.close",),
    "check_month": ("company.view",),
    "cost_month": ("cost_month.post",),
    "estimates": ("estimate_run.post",),
    "audit": (),
}
