"""套装 in a batch (KT-01): taken apart before anything is checked, and told by the lines that were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hengku.catalog.queries_bills import parts_of
from hengku.documents.fields import KIT_LOTS, LOT_LINE, LOT_REASON
from hengku.documents.kit_rules import kits_of, take_apart
from hengku.documents.paper import KIT
from hengku.documents.reference import load_reference
from hengku.kit.errors import Problem
from hengku.posting.rows import Job

_TOLD_OF_PARTS: Final = frozenset(one.key for one in LOT_LINE if one is not LOT_REASON)

if TYPE_CHECKING:
    from hengku.posting.decide import Batch


def take_kits_apart(batch: Batch) -> None:
    """Put components in the place of kits that are sold. Two statements where there are any, whatever their number."""
    wanted = kits_of([(job.paper, job.kind) for job in batch.jobs], batch.reference)
    if not wanted:
        return
    kits = parts_of(batch.company_id, sorted(wanted))
    more = load_reference(
        batch.company_id, [], {part.component_id for parts in kits.values() for part in parts}
    )
    batch.reference.products.update(more.products)
    batch.reference.unit_names.update(more.unit_names)
    for job in batch.jobs:
        if job.kind.explodes_kits and not job.paper.reverses_id:
            job.written = take_apart(job.paper, kits, batch.reference, job.problems)


def as_written(batch: Batch, problems: Iterable[Problem]) -> list[Problem]:
    """Problems at the lines that were written: a component is the line of its kit."""
    found = list(problems)
    written = {job.index: job.written for job in batch.jobs if job.written}
    jobs = {job.index: job for job in batch.jobs}
    for problem in found if written else ():
        at = written.get(problem.where.document or 0, {})
        number = problem.where.line_no
        if number in at:
            field = _of_parts(problem.where.field, jobs[problem.where.document or 0], number or 0)
            problem.where = replace(problem.where, line_no=at[number], field=field)
    return found


def _of_parts(field: str | None, job: Job, number: int) -> str | None:
    """Where the line of a kit says what is told of a component: its lot, its pieces, what it weighs."""
    lines = job.paper.lines
    is_part = 0 < number <= len(lines) and KIT in lines[number - 1].data and not lines[number - 1].source_line_id
    return KIT_LOTS.key if is_part and field in _TOLD_OF_PARTS else field
