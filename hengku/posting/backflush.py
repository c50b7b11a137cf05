"""倒冲 (D-FIN): components that a receipt takes with it by what its order says, put on paper before it is checked."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.documents.paper import COMPONENT_PART, PART, PRODUCT_PART, PaperLine, is_set
from hengku.documents.reference import load_reference
from hengku.documents.sources import Source, load_sources
from hengku.kit import sql
from hengku.kit.numbers import divide, multiply, quantize
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

ZERO: Final = Decimal(0)
COMPONENTS: Final = """
SELECT id FROM documents_line
WHERE company_id = %s AND document_id = ANY(%s) AND data ->> 'part' = 'component' ORDER BY id
"""


def take_components(batch: Batch) -> None:
    """Add to each receipt of an order that backflushes what the goods it brings are made of: of each component as much
    of the order's quantity as the share of the plan that is made by now, less what was issued before. A component that
    the paper names itself is left as it is. Two statements where there are any; the orders are locked by then.
    """
    jobs = [job for job in batch.jobs if job.kind.backflushes and not job.paper.reverses_id]
    orders = {source.document_id for job in jobs for source in _made(job, batch).values()}
    if not orders:
        return
    ids = [row[0] for row in sql.rows(COMPONENTS, (batch.company_id, sql.array(sorted(orders))))]
    missing = [one for one in ids if one not in batch.sources]
    batch.sources.update(load_sources(batch.company_id, missing))
    more = load_reference(batch.company_id, [], {batch.sources[one].product_id for one in ids})
    batch.reference.products.update(more.products)
    batch.reference.unit_names.update(more.unit_names)
    by_order: dict[int, list[Source]] = defaultdict(list)
    for one in ids:
        by_order[batch.sources[one].document_id].append(batch.sources[one])
    added: dict[int, Decimal] = defaultdict(
        Decimal
    )  # by order line, what earlier papers of the batch make or take
    for job in jobs:
        _add(job, batch, by_order, added)


def _made(job: Job, batch: Batch) -> dict[int, Source]:
    """Lines of orders that backflush which this paper brings the product of, by the number of its own line."""
    found: dict[int, Source] = {}
    for number, line in enumerate(job.paper.lines, 1):
        source = batch.sources.get(line.source_line_id or 0)
        if (
            source is not None
            and source.data.get(PART) == PRODUCT_PART
            and is_set(source.header.get("backflush"))
        ):
            found[number] = source
    return found


def _add(job: Job, batch: Batch, by_order: dict[int, list[Source]], added: dict[int, Decimal]) -> None:
    named = {line.source_line_id for line in job.paper.lines}
    for number, source in _made(job, batch).items():
        quantity = batch.reference.base_quantity(job.paper.lines[number - 1], source.product_id)
        if quantity is None:
            continue  # of no unit of the product: the paper is refused for it
        added[source.line_id] += quantity
        made = source.carried_quantity(job.kind.code) + added[source.line_id]
        for component in by_order.get(source.document_id, []):
            if component.line_id in named:
                continue
            share = divide(multiply(component.quantity_base, made), source.quantity_base)
            due = quantize(share, batch.reference.products[component.product_id].precision)
            taken = component.carried_quantity("material_issue", job.kind.code) + added[component.line_id]
            if due <= taken:
                continue
            added[component.line_id] += due - taken
            job.paper.lines.append(
                PaperLine(
                    product_id=component.product_id,
                    quantity=due - taken,
                    source_line_id=component.line_id,
                    data={PART: COMPONENT_PART},
                )
            )
            job.written[len(job.paper.lines)] = number
