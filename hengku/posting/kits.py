"""套装 in a batch (KT-01): taken apart before anything is checked, and told by the lines that were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from hengku.catalog.queries_bills import parts_of
from hengku.documents.kit_rules import kits_of, take_apart
from hengku.documents.reference import load_reference
from hengku.kit.errors import Problem

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
    for problem in found if written else ():
        at = written.get(problem.where.document or 0, {})
        number = problem.where.line_no
        if number in at:
            problem.where = replace(problem.where, line_no=at[number])
    return found
