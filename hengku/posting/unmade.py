"""完工退库 (D-FIN 红): components that come back with goods that go back to their work, put on paper before the check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.documents.paper import AUX_QUANTITY, COMPONENT_PART, PART, PRODUCT_PART, REWORK, PaperLine, is_set
from hengku.documents.sources import Source
from hengku.kit import sql
from hengku.kit.numbers import divide, exact_text, multiply, quantize
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

ZERO: Final = Decimal(0)
#: The lines that a receipt has of the order of each of its lines.
BESIDE: Final = """
SELECT l.id, o.id
FROM documents_line AS l
JOIN documents_line AS lo ON lo.company_id = l.company_id AND lo.id = (l.data ->> 'order_line')::bigint
JOIN documents_line AS o ON o.company_id = l.company_id AND o.document_id = l.document_id
JOIN documents_line AS oo ON oo.company_id = o.company_id AND oo.id = (o.data ->> 'order_line')::bigint
 AND oo.document_id = lo.document_id
WHERE l.company_id = %s AND l.id = ANY(%s)
ORDER BY l.id, o.id
"""


def lines_made_with(batch: Batch) -> dict[int, list[int]]:
    """By line of a receipt that the batch takes back: all lines of that receipt and order. One statement where there
    are any; without a lock, for receipts do not change.
    """
    named = {line.source_line_id for job in _jobs(batch) for line in job.paper.lines if line.source_line_id}
    found: dict[int, list[int]] = defaultdict(list)
    if named:
        for line, other in sql.rows(BESIDE, (batch.company_id, sql.array(sorted(named)))):
            found[line].append(other)
    return found


def bring_components_back(batch: Batch, beside: dict[int, list[int]]) -> None:
    """Add to each return what was taken with its goods: of each component of the receipt the share of the goods that is
    back by now, less what came back before. Not where the goods are reworked; a component that the paper names itself
    is left as it is. The receipts and their orders are locked by then.
    """
    back: dict[int, Decimal] = defaultdict(Decimal)  # by line of a receipt, what papers of the batch bring back
    for job in _jobs(batch):
        named = {line.source_line_id for line in job.paper.lines}
        for number, line in enumerate([*job.paper.lines], 1):
            made = batch.sources.get(line.source_line_id or 0)
            if made is None or made.data.get(PART) == COMPONENT_PART:
                continue
            quantity = batch.reference.base_quantity(line, made.product_id)
            if quantity is None or quantity <= 0:
                continue  # the paper is refused for it
            back[made.line_id] += quantity
            if made.data.get(PART) != PRODUCT_PART or is_set(job.paper.data.get(REWORK)):
                continue
            group = [batch.sources[one] for one in beside.get(made.line_id, ()) if one in batch.sources]
            for one in _shares(group, named, job, batch, back):
                job.paper.lines.append(one)
                job.written[len(job.paper.lines)] = number


def _jobs(batch: Batch) -> list[Job]:
    return [job for job in batch.jobs if job.kind.unmakes and not job.paper.reverses_id]


def _shares(
    group: list[Source], named: set[int | None], job: Job, batch: Batch, back: dict[int, Decimal]
) -> Iterator[PaperLine]:
    """Lines that bring what came back of each component up to its share. Pieces with numbers come along when all of a
    line comes at once; else somebody must say which they are.
    """
    goods = [one for one in group if one.data.get(PART) == PRODUCT_PART]
    whole = sum((one.quantity_base for one in goods), ZERO)
    upto = min(sum((one.carried_quantity(job.kind.code) + back[one.line_id] for one in goods), ZERO), whole)
    for source in group:
        product = batch.reference.products.get(source.product_id)
        if source.data.get(PART) != COMPONENT_PART or source.line_id in named or product is None:
            continue
        due = quantize(divide(multiply(source.quantity_base, upto), whole), product.precision)
        before = source.carried_quantity(job.kind.code) + back[source.line_id]
        if due <= before:
            continue
        back[source.line_id] += due - before
        data: dict[str, object] = {PART: COMPONENT_PART}
        if source.weight:
            share = quantize(multiply(source.weight, divide(due, source.quantity_base)), product.aux_precision)
            gone = source.carried_weight(job.kind.code) + back[-source.line_id]
            back[-source.line_id] += share - gone
            data[AUX_QUANTITY] = exact_text(share - gone)
        if due - before == source.quantity_base and source.data.get("serials"):
            data["serials"] = source.data["serials"]
        yield PaperLine(
            product_id=source.product_id, quantity=due - before, source_line_id=source.line_id, data=data
        )
