"""Background work of a person that has ended, and tasks still at work, for the bell. The latest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hengku.desk.batches import KINDS
from hengku.desk.exports import path_of
from hengku.desk.models import Batch, BatchItem
from hengku.desk.work import WORKS
from hengku.desk.work.orders import Order
from hengku.identity.actor import Actor
from hengku.opening.models import ImportRun
from hengku.printing.files import ended_prints

#: How long the bell remembers, and how much of it.
REMEMBERED = timedelta(days=3)
SHOWN_MAX = 12
REASONS_MAX = 3


@dataclass(frozen=True, slots=True)
class Finished:
    """One piece of work that ended. ``name`` is a file or title ("" where the kind says all); ``reasons`` say why what
    was not done was not. ``path`` is a page of the client, ``file`` an address to download from; "" for none.
    """

    id: str
    kind: str  # post, close, cancel, export, print, import, or the kind of a task
    state: str  # done, stopped, failed, undone; running of a task
    at: datetime
    name: str = ""
    done: int = 0
    refused: int = 0
    reasons: tuple[str, ...] = ()
    path: str = ""
    file: str = ""
    part: str = ""  # of a month that a task is about
    problems: tuple[dict[str, Any], ...] = ()  # the reasons as an error tells them, where known


def finished_of(actor: Actor, *, now: datetime) -> list[Finished]:
    """What ended in the last three days, at most twelve. Four statements and a look into the folder of prints."""
    since = now - REMEMBERED
    found = [*_batches(actor, since), *_tasks(actor, since), *_imports(actor, since), *_prints(actor, since)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN_MAX]


def _batches(actor: Actor, since: datetime) -> Iterator[Finished]:
    mine = Batch.objects.visible_to(actor).filter(
        user_id=actor.user_id, touched_at__gte=since, kind__in=KINDS
    )
    ended = list(mine.exclude(state="running").order_by("-id")[:SHOWN_MAX])
    items = BatchItem.objects.visible_to(actor).filter(batch__in=[one.pk for one in ended], state="refused")
    said: dict[int, list[str]] = {}
    for batch_id, number, reason in items.order_by("position").values_list("batch_id", "number", "said"):
        said.setdefault(batch_id, []).append(f"{number}:{reason}")
    for one in ended:
        reasons = [one.said] if one.said else said.get(one.pk, [])
        has_file = one.kind == "export" and one.state == "done" and path_of(one).exists()
        yield Finished(
            id=f"batch-{one.pk}",
            kind=one.kind,
            state=one.state,
            at=one.touched_at,
            name=str(one.arguments.get("title", "")) if one.kind == "export" else "",
            done=one.done_count,
            refused=one.refused_count,
            reasons=tuple(reasons[:REASONS_MAX]),
            file=f"/api/batches/{one.pk}/file" if has_file else "",
        )


def _tasks(actor: Actor, since: datetime) -> Iterator[Finished]:
    mine = Batch.objects.visible_to(actor).filter(
        user_id=actor.user_id, touched_at__gte=since, kind__in=WORKS
    )
    for one in mine.filter(is_seen=False).order_by("-id")[:SHOWN_MAX]:
        problems = one.result.get("problems", [])[:REASONS_MAX]
        order = Order(**one.arguments)
        has_file = one.kind == "report_export" and one.state == "done" and path_of(one).exists()
        yield Finished(
            id=f"task-{one.pk}",
            kind=one.kind,
            state=one.state,
            at=one.touched_at,
            name=order.month or order.about,
            done=one.done_count,
            reasons=tuple(problem["message"] for problem in problems),
            path=WORKS[one.kind].page(order),
            file=f"/api/tasks/{one.pk}/file" if has_file else "",
            part=order.part,
            problems=tuple(problems),
        )


def _imports(actor: Actor, since: datetime) -> Iterator[Finished]:
    mine = ImportRun.objects.visible_to(actor).filter(user_id=actor.user_id, ended_at__gte=since)
    for run in mine.order_by("-pk")[:SHOWN_MAX]:
        reason = str(run.result.get("error") or "")
        yield Finished(
            id=f"import-{run.pk}",
            kind="import",
            state=run.state,
            at=run.ended_at,
            name=run.file_name,
            done=run.rows_done,
            refused=run.skipped,
            reasons=(reason,) if reason else (),
            path=f"/import?run={run.pk}" if actor.may("import.run") else "",
        )


def _prints(actor: Actor, since: datetime) -> Iterator[Finished]:
    for progress, at in ended_prints(actor):
        if at >= since:
            is_done = progress.state == "done"
            yield Finished(
                id=f"print-{progress.token}",
                kind="print",
                state="done" if is_done else "failed",
                at=at,
                name=progress.name,
                done=progress.done,
                refused=len(progress.problems),
                reasons=tuple(str(one.get("message", "")) for one in progress.problems[:REASONS_MAX]),
                file=f"/api/prints/files/{progress.token}/pdf" if is_done else "",
            )
