"""盘点表: a count as a workbook, filled in and sent back (D-CNT)."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Router, UploadedFile

from hengku.api import count_plan
from hengku.api.auth import actor_of
from hengku.api.counts import CountAnswer, CountId, EntriesKey, told_of
from hengku.api.report_files import file_answer
from hengku.api.tasks import BackgroundTaskAnswer, task_told
from hengku.api.wire import reply
from hengku.desk.tasks import start_task
from hengku.desk.work.counts import LINES_AT_ONCE, entering
from hengku.warehousing.actions_count import FIRST, SECOND, enter_counts
from hengku.warehousing.count_sheets import read_sheet, write_sheet
from hengku.warehousing.models import CountState
from hengku.warehousing.queries_count import find_count

router = Router(tags=["盘点"])
router.add_router("/plan", count_plan.router)


@router.get("/{count_id}/sheet", summary="下载盘点表(xlsx)")
def read(request: HttpRequest, count_id: CountId) -> HttpResponse:
    """The lines with an empty column for what is found; the books are not on it."""
    count, content = write_sheet(actor_of(request), count_id)
    return file_answer(content, f"盘点表 {count.number}")


@router.post(
    "/{count_id}/sheet", response={200: CountAnswer, 202: BackgroundTaskAnswer}, summary="上传盘点表"
)
def send(
    request: HttpRequest, count_id: CountId, file: File[UploadedFile], key: str = EntriesKey
) -> HttpResponse:
    """What was found, from a workbook or a CSV: all rows or none, every problem at its row. While differences are
    judged it is the second count. More than a thousand rows are written in the background: the answer is the task then.
    """
    actor = actor_of(request)
    count = find_count(actor, count_id)
    entries = read_sheet(actor, file.read(), file.name or "")
    as_round = SECOND if count.state == CountState.REVIEW else FIRST
    now = timezone.localtime()
    if len(entries) > LINES_AT_ONCE:
        order = entering(count_id, entries, as_round)
        task = start_task(actor=actor, order=order, key=key or uuid4().hex, now=now)
        return reply(task_told(actor, task), 202)
    enter_counts(actor=actor, count_id=count_id, entries=entries, now=now, as_round=as_round, key=key)
    return reply(told_of(actor, find_count(actor, count_id)))
