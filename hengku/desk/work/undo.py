"""Taking a whole import back: opening documents are reversed in one transaction, the rest is removed in another."""

from __future__ import annotations

from typing import Final

from hengku.desk.work.orders import Job, Kind, Order, Row
from hengku.identity.actor import Actor
from hengku.opening.imports.runs import run_of
from hengku.opening.imports.undo import undo_run

#: An import of more rows than these is taken back in the background.
ROWS_AT_ONCE: Final = 500


def _of_import(actor: Actor, order: Order) -> Order:
    return order.named(run_of(actor, order.subject_id).file_name)


def _undo(job: Job) -> Row:
    undo_run(actor=job.actor, run_id=job.order.subject_id, now=job.now, key=job.key, course=job.course)
    return {}


UNDO: Final[dict[str, Kind]] = {
    "import_undo": Kind(_undo, ("import.run",), _of_import, lambda order: f"/import?run={order.subject}")
}
