"""Material that a receipt from a processor uses up (C18): put on the paper before it is checked.

By C1 the receipts of an order have taken R(issued × 累计收回 / 订单量) of each line of its issues together, whatever came
between; so what was issued late is caught up with, and the last receipt leaves nothing behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.costing.events import Part
from hengku.documents.paper import AUX_QUANTITY, PaperLine
from hengku.documents.sources import Source
from hengku.kit import sql
from hengku.kit.numbers import divide, exact_text, multiply, quantize
from hengku.posting.making import SHARE
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

ZERO: Final = Decimal(0)
SENT: Final = """
SELECT o.id, s.id
FROM documents_line AS o
JOIN documents_line AS c ON c.company_id = o.company_id AND c.document_id = o.document_id
JOIN documents_line AS s ON s.company_id = c.company_id AND s.source_line_id = c.id
JOIN documents_document AS d ON d.company_id = s.company_id AND d.id = s.document_id
WHERE o.company_id = %s AND o.id = ANY(%s) AND d.type_code = ANY(%s) AND d.state = 'posted' AND d.reverses_id IS NULL
ORDER BY o.id, s.id
"""


def lines_to_draw(batch: Batch) -> dict[int, list[int]]:
    """Lines of issues for the orders that the batch receives goods of, by order line; none where the paper names them
    itself. One statement where there may be any. Without a lock: what is issued meanwhile is caught up with later.
    """
    jobs = [job for job in batch.jobs if job.kind.draws and not job.paper.reverses_id]
    named = {line.source_line_id for job in jobs for line in job.paper.lines if line.source_line_id}
    found: dict[int, list[int]] = defaultdict(list)
    if named:
        types = sorted({job.kind.draws for job in jobs})
        for order_line, line in sql.rows(SENT, (batch.company_id, sql.array(sorted(named)), sql.array(types))):
            found[order_line].append(line)
    return found


def draw_materials(batch: Batch, sent: dict[int, list[int]]) -> None:
    """Add to each receipt the material that is in the goods it brings. Its order and the issues are locked by then."""
    done: dict[int, Decimal] = defaultdict(Decimal)  # by line, what earlier papers of the batch bring or take
    for job in batch.jobs:
        kind, paper = job.kind, job.paper
        if not kind.draws or paper.reverses_id:
            continue
        for line in paper.lines:
            line.data.pop(SHARE, None)
        sources = [batch.sources.get(line.source_line_id or 0) for line in paper.lines]
        if any(source is not None and source.type_code == kind.draws for source in sources):
            continue  # somebody says what was really used
        for number, order in enumerate(sources, 1):
            if order is None or order.line_id not in sent:
                continue
            quantity = batch.reference.base_quantity(paper.lines[number - 1], order.product_id)
            if quantity is None or quantity <= 0:
                continue  # of no unit of the product, or of nothing: the paper is refused for it
            whole = order.quantity_base
            before = min(order.carried_quantity(kind.code) + done[order.line_id], whole)
            done[order.line_id] += quantity
            part = (before, min(before + quantity, whole), whole)
            issues = (batch.sources[one] for one in sent[order.line_id])
            for line in _shares(issues, part, job, batch, done):
                paper.lines.append(line)
                job.written[len(paper.lines)] = number


def _shares(
    issues: Iterable[Source], part: Part, job: Job, batch: Batch, done: dict[int, Decimal]
) -> Iterable[PaperLine]:
    """Lines that bring what was taken of each issue up to its share. Cost goes by the very share where nothing else was
    taken or came back, so that it does not depend on what quantities are rounded to. Pieces with numbers go along when
    all of a line goes at once; else somebody must say which they are.
    """
    before, upto, whole = part
    rule = job.kind.source(job.kind.draws)
    less = rule.less if rule is not None else ()
    for source in issues:
        product = batch.reference.products.get(source.product_id)
        if product is None:
            continue
        back = source.carried_quantity(*less)
        there = source.quantity_base - back
        taken = source.carried_quantity(job.kind.code) + done[source.line_id]
        due, was = (quantize(divide(multiply(there, x), whole), product.precision) for x in (upto, before))
        if due <= taken:
            continue
        done[source.line_id] += due - taken
        data: dict[str, object] = {}
        if not back and not source.weight and taken in (ZERO, was):
            data[SHARE] = [exact_text(x) for x in (before if taken else ZERO, upto, whole)]
        if source.weight:
            held = source.weight - source.carried_weight(*less)
            gone = source.carried_weight(job.kind.code) + done[-source.line_id]
            weight = quantize(multiply(held, divide(due, there)), product.aux_precision) - gone
            done[-source.line_id] += weight
            data[AUX_QUANTITY] = exact_text(weight)
        if due - taken == source.quantity_base and source.data.get("serials"):
            data["serials"] = source.data["serials"]
        yield PaperLine(
            product_id=source.product_id, quantity=due - taken, source_line_id=source.line_id, data=data
        )
