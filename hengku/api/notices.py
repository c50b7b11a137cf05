"""The bell: what waits for the person who asks, counted anew each time."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.schemas import Answer, ProblemAnswer
from hengku.api.wire import reply
from hengku.desk.finished import finished_of
from hengku.desk.waiting import waiting_for
from hengku.identity.sessions import touch_session

router = Router(tags=["待办"])


class NoticeLinkAnswer(Answer):
    """Where the work is done; an empty path when there is nothing to open."""

    path: str
    query: dict[str, str]


class NoticeAnswer(Answer):
    """One kind of work: how much of it, and how much of that is late."""

    key: str
    count: int
    late: int
    link: NoticeLinkAnswer


class FinishedAnswer(Answer):
    """Background work that ended, or a task at work. ``kind``: post, close, cancel, export, print, import or that of a
    task; ``state``: done, stopped, failed, undone, and running of a task. ``reasons`` say why, ``problems`` as errors
    tell it where that is known; ``path`` is a page, ``file`` a download, "" where there is none.
    """

    id: str
    kind: str
    state: str
    at: str
    name: str
    done: int
    refused: int
    reasons: list[str]
    path: str
    file: str
    part: str
    problems: list[ProblemAnswer]


@router.get("/finished", response=list[FinishedAnswer], summary="已结束的后台任务")
def read_finished(request: HttpRequest) -> HttpResponse:
    """What I started and what became of it, in the last three days, the latest first."""
    return reply([asdict(one) for one in finished_of(actor_of(request), now=timezone.now())])


@router.get("", response=list[NoticeAnswer], summary="待办")
def read(request: HttpRequest) -> HttpResponse:
    """What waits for me. Asked quietly every minute; it also says that the session is in use."""
    now = timezone.now()
    if request.session.session_key:
        touch_session(session_key=request.session.session_key, at=now)
    waiting: list[dict[str, Any]] = waiting_for(actor_of(request), today=timezone.localdate(), now=now)
    return reply(waiting)
