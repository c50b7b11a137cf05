"""Long work in the background: started here, done by the worker, asked for while it is under way and after."""

from __future__ import annotations

from typing import Any, Literal

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import P, PathEx, Router
from pydantic import Field

from hengku.api.audit import report_data
from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.costing import ConversionOut, CostingBody, decision_of
from hengku.api.counts import EntriesBody
from hengku.api.documents import Key
from hengku.api.schemas import Answer, AuditAnswer, ProblemAnswer
from hengku.api.schemas_pages import ClosingCheckAnswer, CostedDocumentAnswer
from hengku.api.values import ID_MAX
from hengku.api.wire import reply
from hengku.desk import exports, tasks
from hengku.desk.work.costing import without_cost
from hengku.desk.work.counts import entering
from hengku.desk.work.orders import Order
from hengku.identity.actor import Actor

router = Router(tags=["后台任务"])

TaskId = PathEx[int, P(ge=1, le=ID_MAX)]


class ReportFileBody(Body):
    """A report as it is shown: its parameters, order, subtotals, columns in their order, and language."""

    parameters: dict[str, str] = Field(default_factory=dict, max_length=50)
    sort: str = Field(default="", max_length=64)
    group: str = Field(default="", max_length=64)
    columns: list[str] = Field(default_factory=list, max_length=200)
    lang: Literal["zh", "en"] = "zh"


class TaskBody(Body):
    """What to do. ``month`` for work on one, ``part`` for what closes or checks it, ``run`` for estimates; ``subject``
    is the id of a count or an import, or the name of a report; ``counted`` for what was found of a count, ``uncounted``
    for one that is handed in, ``costing`` for a change of costing and its trial, ``report`` for a file of one.
    """

    kind: Literal[
        "close_month",
        "check_month",
        "cost_month",
        "estimates",
        "audit",
        "count_enter",
        "count_hand_in",
        "count_approve",
        "count_post",
        "costing_trial",
        "costing_change",
        "import_undo",
        "report_export",
    ]
    month: str = Field(default="", max_length=10, examples=["2026-01"])
    part: Literal["", "stock", "arap", "ledger"] = ""
    run: Literal["", "REVERSE", "ESTIMATE"] = ""
    subject: str = Field(default="", max_length=64)
    counted: EntriesBody | None = None
    uncounted: Literal["", "refuse", "book", "zero"] = ""
    costing: CostingBody | None = None
    report: ReportFileBody | None = None

    def order(self) -> Order:
        """As the desk takes it."""
        if self.kind == "count_enter" and self.counted is not None and self.subject.isdecimal():
            return entering(int(self.subject[:18]), self.counted.read(), self.counted.round)
        detail: dict[str, Any] = {"uncounted": self.uncounted} if self.uncounted else {}
        if self.costing is not None:
            detail = decision_of(self.costing).as_data()
        if self.report is not None:
            detail = self.report.model_dump()
        return Order(self.kind, self.month, self.part, self.run, self.subject, detail)


class CostingWishAnswer(Answer):
    """The change of costing that a task tries or makes; ``category`` "" of the company's."""

    subject: Literal["method", "scope", "category"]
    category: str
    value: str
    effective_on: str


class BackgroundTaskAnswer(Answer):
    """How far it is. ``state``: running, done, stopped, failed; ``step`` is "" while it waits for its turn, and it has
    done ``done`` of the step's ``total`` (0 where that is not known). ``about`` is what people call its subject;
    ``costing`` is what a change of costing was to be.
    ``problems`` say why it failed (the first 500 of ``problem_count``); ``checks``, ``documents``, ``audit``,
    ``conversion`` and ``file`` (where to download it, "" for none) are what came of it, null where its kind has none.
    """

    id: str
    kind: str
    state: str
    month: str
    part: str
    run: str
    subject: str
    about: str
    costing: CostingWishAnswer | None
    step: str
    done: int
    total: int
    is_stopping: bool
    is_seen: bool
    seconds: int
    created_at: str
    problems: list[ProblemAnswer]
    problem_count: int
    checks: list[ClosingCheckAnswer] | None
    documents: list[CostedDocumentAnswer] | None
    audit: AuditAnswer | None
    conversion: ConversionOut | None
    file: str


@router.post("", response={201: BackgroundTaskAnswer}, summary="开始后台任务")
def create(request: HttpRequest, payload: TaskBody, key: str = Key) -> HttpResponse:
    """Start it; the worker does it. The same key starts once, and so does the same wish while it is under way."""
    actor = actor_of(request)
    told = tasks.start_task(actor=actor, order=payload.order(), key=key, now=timezone.localtime())
    return reply(task_told(actor, told), 201)


@router.get("", response=list[BackgroundTaskAnswer], summary="我的后台任务")
def read_list(request: HttpRequest) -> HttpResponse:
    """What I started in the last three days, the newest first, without what came of it: a page that was left finds
    its work again."""
    actor = actor_of(request)
    return reply([task_told(actor, {**one, "problems": [], "result": {}}) for one in tasks.tasks_of(actor)])


@router.get("/{task_id}", response=BackgroundTaskAnswer, summary="后台任务的进度")
def read_one(request: HttpRequest, task_id: TaskId) -> HttpResponse:
    """How far it is, and what came of it."""
    actor = actor_of(request)
    return reply(task_told(actor, tasks.read_task(actor, task_id)))


@router.post("/{task_id}/stop", response=BackgroundTaskAnswer, summary="停止后台任务")
def stop(request: HttpRequest, task_id: TaskId) -> HttpResponse:
    """Ask for its end. At its last step it is done to its end; before, nothing of it stays."""
    actor = actor_of(request)
    return reply(task_told(actor, tasks.stop_task(actor=actor, task_id=task_id)))


@router.post("/{task_id}/seen", response=BackgroundTaskAnswer, summary="已看到后台任务的结果")
def see(request: HttpRequest, task_id: TaskId) -> HttpResponse:
    """How it ended was shown: the bell need not tell it."""
    actor = actor_of(request)
    return reply(task_told(actor, tasks.see_task(actor=actor, task_id=task_id)))


@router.get("/{task_id}/file", summary="下载后台导出的报表")
def read_file(request: HttpRequest, task_id: TaskId) -> HttpResponseBase:
    """The workbook of a report, a day long, for who still has the rights it was made with."""
    path, name = exports.file_of(actor_of(request), task_id, "report_export")
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def task_told(actor: Actor, task: dict[str, Any]) -> dict[str, Any]:
    """A task as ``BackgroundTaskAnswer`` shows it to who asks; amounts only to who may see cost."""
    result = task.pop("result")
    report, conversion = result.get("report"), result.get("conversion")
    if conversion and not actor.may("cost.view"):
        conversion = without_cost(conversion)
    return {
        **task,
        "costing": _costing_told(task["costing"]),
        "checks": result.get("checks"),
        "documents": result.get("documents"),
        "audit": report_data(report, actor) if report else None,
        "conversion": conversion,
        "file": f"/api/tasks/{task['id']}/file" if result.get("file") else "",
    }


def _costing_told(wish: dict[str, Any] | None) -> dict[str, str] | None:
    if wish is None:
        return None
    category = str(wish["category_id"] or "")
    return {"category": category, **{key: wish[key] for key in ("subject", "value", "effective_on")}}
