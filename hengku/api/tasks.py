"""Long work in the background: started here, done by the worker, asked for while it is under way and after."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Router
from pydantic import Field

from hengku.api.audit import report_data
from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import Key
from hengku.api.schemas import Answer, AuditAnswer, ProblemAnswer
from hengku.api.schemas_pages import ClosingCheckAnswer, CostedDocumentAnswer
from hengku.api.values import ID_MAX
from hengku.api.wire import reply
from hengku.desk import tasks
from hengku.desk.tasks import Order
from hengku.identity.actor import Actor

router = Router(tags=["后台任务"])

TaskId = PathEx[int, P(ge=1, le=ID_MAX)]


class TaskBody(Body):
    """What to do. ``month`` for all but audit, ``part`` for what closes or checks one, ``run`` for estimates."""

    kind: Literal["close_month", "check_month", "cost_month", "estimates", "audit"]
    month: str = Field(default="", max_length=10, examples=["2026-01"])
    part: Literal["", "stock", "arap", "ledger"] = ""
    run: Literal["", "REVERSE", "ESTIMATE"] = ""


class BackgroundTaskAnswer(Answer):
    """How far it is. ``state``: running, done, stopped, failed; ``step`` is "" while it waits for its turn, and it has
    done ``done`` of the step's ``total`` (0 where that is not known). ``problems`` say why it failed; ``checks``,
    ``documents`` and ``audit`` are what came of it, null where its kind has none.
    """

    id: str
    kind: str
    state: str
    month: str
    part: str
    run: str
    step: str
    done: int
    total: int
    is_stopping: bool
    is_seen: bool
    seconds: int
    created_at: str
    problems: list[ProblemAnswer]
    checks: list[ClosingCheckAnswer] | None
    documents: list[CostedDocumentAnswer] | None
    audit: AuditAnswer | None


@router.post("", response={201: BackgroundTaskAnswer}, summary="开始后台任务")
def create(request: HttpRequest, payload: TaskBody, key: str = Key) -> HttpResponse:
    """Start it; the worker does it. The same key starts once, and so does the same wish while it is under way."""
    actor = actor_of(request)
    order = Order(payload.kind, payload.month, payload.part, payload.run)
    return reply(
        _told(actor, tasks.start_task(actor=actor, order=order, key=key, now=timezone.localtime())), 201
    )


@router.get("", response=list[BackgroundTaskAnswer], summary="我的后台任务")
def read_list(request: HttpRequest) -> HttpResponse:
    """What I started in the last three days, the newest first, without what came of it: a page that was left finds
    its work again."""
    actor = actor_of(request)
    return reply([_told(actor, {**one, "result": {}}) for one in tasks.tasks_of(actor)])


@router.get("/{task_id}", response=BackgroundTaskAnswer, summary="后台任务的进度")
def read_one(request: HttpRequest, task_id: TaskId) -> HttpResponse:
    """How far it is, and what came of it."""
    actor = actor_of(request)
    return reply(_told(actor, tasks.read_task(actor, task_id)))


@router.post("/{task_id}/stop", response=BackgroundTaskAnswer, summary="停止后台任务")
def stop(request: HttpRequest, task_id: TaskId) -> HttpResponse:
    """Ask for its end. At its last step it is done to its end; before, nothing of it stays."""
    actor = actor_of(request)
    return reply(_told(actor, tasks.stop_task(actor=actor, task_id=task_id)))


@router.post("/{task_id}/seen", response=BackgroundTaskAnswer, summary="已看到后台任务的结果")
def see(request: HttpRequest, task_id: TaskId) -> HttpResponse:
    """How it ended was shown: the bell need not tell it."""
    actor = actor_of(request)
    return reply(_told(actor, tasks.see_task(actor=actor, task_id=task_id)))


def _told(actor: Actor, task: dict[str, Any]) -> dict[str, Any]:
    result = task.pop("result")
    report = result.get("report")
    return {
        **task,
        "checks": result.get("checks"),
        "documents": result.get("documents"),
        "audit": report_data(report, actor) if report else None,
    }
