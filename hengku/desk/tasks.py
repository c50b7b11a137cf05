"""Work that takes longer than anybody looks at a button: closing a month, costing it, posting a large count (``work``).

A task is a row, a ``Batch`` that the worker does from its beginning to its end, one of a company at a time. What a task
does in the books is one transaction that also keeps the task's key, so that a worker may be killed anywhere: the task
is begun again, and what was done is found by its key. Until that last step whoever started it may end it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import Error, connections, transaction
from django.db.models import F

from hengku.desk.batches import new_batch, own_batch, own_key
from hengku.desk.errors import TaskBroke, UnknownTask
from hengku.desk.models import Batch
from hengku.desk.work import WORKS
from hengku.desk.work.costing import COSTING
from hengku.desk.work.orders import Job, Order
from hengku.identity.actor import Actor
from hengku.identity.auth import actor_for
from hengku.kit import sight, sql
from hengku.kit.clock import now as clock
from hengku.kit.course import Course
from hengku.kit.errors import Problem, Problems

Row = dict[str, Any]

LOCK: Final = 0x484B544B
ATTEMPTS_MAX: Final = 5
#: How often what is told of a task is written down, and its wish to end is read.
HEARTBEAT_SECONDS: Final = 0.25
SHOWN_FOR: Final = timedelta(days=3)
SHOWN_MAX: Final = 20
#: So many reasons are kept to be read; how many there were is kept, too.
PROBLEMS_MAX: Final = 500


class TaskStopped(Exception):
    """Whoever started the task asked for its end, and nothing was written yet."""


def start_task(*, actor: Actor, order: Order, key: str, now: datetime) -> Row:
    """Put work on the list of the worker. The same ``key`` starts once and gives the first task again, as does the same
    wish of the same person while it is under way.

    Refused at once, with every reason, what can be told without the work: the rights, the month, the order of closing.
    """
    known = Batch.objects.visible_to(actor).filter(key=own_key(actor, key)).first()
    if known is not None:
        return task_data(known)
    kind = WORKS.get(order.kind)
    if kind is None:
        raise UnknownTask(kind=order.kind[:32]).at(field="kind")
    for permission in kind.permissions:
        actor.must(permission)
    order = kind.prepare(actor, order)
    mine = Batch.objects.visible_to(actor).filter(user_id=actor.user_id, state="running", kind=order.kind)
    same = mine.filter(arguments=asdict(order)).first()
    if same is not None:
        return task_data(same)
    with transaction.atomic(durable=True):
        batch = new_batch(actor, order.kind, key, now, 0, asdict(order))
    return task_data(batch or Batch.objects.visible_to(actor).get(key=own_key(actor, key)))


def tasks_of(actor: Actor) -> list[Row]:
    """One's own tasks of the last three days, newest first, at most twenty: those at work and those that ended."""
    mine = Batch.objects.visible_to(actor).filter(user_id=actor.user_id, kind__in=WORKS)
    return [
        task_data(one) for one in mine.filter(created_at__gte=clock() - SHOWN_FOR).order_by("-id")[:SHOWN_MAX]
    ]


def read_task(actor: Actor, task_id: int) -> Row:
    """How far one's own task is, and what came of it."""
    return task_data(own_batch(actor, task_id, tuple(WORKS)))


def stop_task(*, actor: Actor, task_id: int) -> Row:
    """Ask for the end of a task. One that nobody works on ends at once; one at its last step is done to its end."""
    batch = own_batch(actor, task_id, tuple(WORKS))
    running = Batch.objects.visible_to(actor).filter(pk=batch.pk, state="running", kind__in=WORKS)
    if not running.filter(step="").update(state="stopped", touched_at=clock()):
        running.update(is_stopping=True)
    return read_task(actor, task_id)


def see_task(*, actor: Actor, task_id: int) -> Row:
    """Its page has shown how the task ended: the bell need not tell."""
    batch = own_batch(actor, task_id, tuple(WORKS))
    Batch.objects.visible_to(actor).filter(pk=batch.pk, kind__in=WORKS).exclude(state="running").update(
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
        "subject": batch.arguments.get("subject", ""),
        "about": batch.arguments.get("about", ""),
        "costing": batch.arguments.get("detail") if batch.kind in COSTING else None,
        "step": batch.step,
        "done": batch.done_count,
        "total": batch.total,
        "is_stopping": batch.is_stopping,
        "is_seen": batch.is_seen,
        "seconds": max(0, int((until - batch.created_at).total_seconds())),
        "created_at": batch.created_at,
        "problems": batch.result.get("problems", []),
        "problem_count": batch.result.get("problem_count", len(batch.result.get("problems", []))),
        "result": {key: value for key, value in batch.result.items() if not key.startswith("problem")},
    }


def work_on_tasks() -> int:
    """Do every task that waits or was left by a killed worker, the oldest first; how many ended.

    A company in which another worker is at a task is left to that one.
    """
    waiting = Batch.objects.filter(state="running", kind__in=WORKS).order_by("id")
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
            for permission in WORKS[batch.kind].permissions:  # taken away since, it may be
                actor.must(permission)
            with sight.limited_to(actor.part), _watched(batch) as course:
                job = Job(actor, Order(**batch.arguments), batch, clock(), course)
                result = WORKS[batch.kind].does(job)
        except TaskStopped:
            _end(batch, "stopped", {})
        except Problem as refused:
            _end(batch, "failed", _told(refused))
        else:
            _end(batch, "done", result)
        return True


def _told(refused: Problem) -> Row:
    problems = refused.problems if isinstance(refused, Problems) else (refused,)
    return {"problems": [one.as_data() for one in problems[:PROBLEMS_MAX]], "problem_count": len(problems)}


def _end(batch: Batch, state: str, result: Row) -> None:
    said = ";".join(one["message"] for one in result.get("problems", ()))
    ended = Batch.objects.of_company(batch.company_id).filter(pk=batch.pk, state="running")
    kept = {**batch.arguments, "detail": {}} if WORKS[batch.kind].forgets else batch.arguments
    ended.update(state=state, result=result, said=said[:500], arguments=kept, touched_at=clock())


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
