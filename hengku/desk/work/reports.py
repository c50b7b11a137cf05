"""A report of very many rows as a workbook, which waits in the bell for a day."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.desk.errors import UnknownTask
from hengku.desk.exports import path_of, rights_of
from hengku.desk.report_books import label_of, title_of, write_workbook
from hengku.desk.work.orders import Job, Kind, Order, Row
from hengku.identity.actor import Actor
from hengku.kit import clock
from hengku.reports.declaration import Shape
from hengku.reports.parameters import read_parameters
from hengku.reports.run import report_type, run_report

#: A report of more rows than these is written in the background; fewer take some seconds at most.
ROWS_AT_ONCE: Final = 20_000
LANGUAGES: Final = ("zh", "en")


def _of_report(actor: Actor, order: Order) -> Order:
    """Refused at once: an unknown report, one the actor may not open, wrong parameters."""
    report = report_type(order.subject)
    for word in report.needs:
        actor.must(word)
    if not order.detail:
        raise UnknownTask(kind=order.kind).at(field="report")
    today = clock.day_of(clock.now())
    read_parameters(report, order.detail["parameters"], company_id=actor.company_id, today=today)
    return order.named(label_of(report, order.detail["lang"]))


def _write(job: Job) -> Row:
    """The workbook, under the batch's name: begun again after a kill, it is written anew."""
    detail, course = job.order.detail, job.course
    course.step("reading")
    report = run_report(
        job.actor,
        job.order.subject,
        detail["parameters"],
        today=clock.day_of(job.now),
        shape=Shape(sort=detail["sort"], group=detail["group"]),
    )
    path = path_of(job.batch)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = path.with_suffix(".part")
    course.step("writing", report.row_count)
    try:
        write_workbook(making, report, columns=detail["columns"], lang=detail["lang"], count=course.count)
    except BaseException:
        making.unlink(missing_ok=True)
        raise
    course.count(report.row_count)
    making.replace(path)
    told: dict[str, Any] = {"report": job.order.subject, "rows": report.row_count}
    with transaction.atomic():
        record(
            actor=job.actor, at=clock.now(), action="desk.report.exported", entity_kind="batch",
            entity_id=job.batch.pk, data=told,
        )  # fmt: skip
    return {"file": title_of(report, detail["lang"]), "rows": report.row_count, **rights_of(job.actor)}


REPORTS: Final[dict[str, Kind]] = {"report_export": Kind(_write, prepare=_of_report)}
