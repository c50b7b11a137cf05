"""What a person may not see of a draft stays in it when they save or post it: a keeper posts the receipt whose prices
the buyer wrote.
"""

from __future__ import annotations

from collections import defaultdict, deque

from hengku.documents.declaration import DocumentType
from hengku.documents.models import Line
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.queries import hides_money
from hengku.documents.sources import Source, load_sources
from hengku.identity.actor import Actor


def keep_hidden(actor: Actor, kind: DocumentType, paper: Paper) -> None:
    """Put the stored prices and amounts back into the lines of a draft whose money is hidden from ``actor``.

    A line is the same when product, unit and source line are; amounts come back only with the same quantity. What
    follows from a source line is left to be computed from it (C1). Lines that bring their own price keep it. Two
    statements, none where nothing is hidden or the paper was never saved.
    """
    if not paper.id or not hides_money(actor, kind):
        return
    stored: dict[tuple[int | None, ...], deque[Line]] = defaultdict(deque)
    lines = list(Line.objects.visible_to(actor).filter(document_id=paper.id).order_by("line_no"))
    sources = load_sources(actor.company_id, {line.source_line_id for line in lines if line.source_line_id})
    for line in lines:
        stored[line.product_id, line.unit_id, line.source_line_id].append(line)
    for written in paper.lines:
        same = stored[written.product_id, written.unit_id, written.source_line_id]
        if same:
            _put_back(written, same.popleft(), kind, sources)


def _put_back(written: PaperLine, was: Line, kind: DocumentType, sources: dict[int, Source]) -> None:
    source = sources.get(was.source_line_id or 0)
    if written.price is None and was.price is not None and (source is None or source.price != was.price):
        written.price = was.price
        written.discount_amount = written.discount_amount or was.discount_amount
    is_given = kind.amounts in ("given", "cost") and source is None and was.quantity == written.quantity
    is_empty = written.amount_net is None and written.amount_incl is None
    if is_given and is_empty and (was.amount_net or kind.amounts == "given"):
        written.amount_net, written.amount_tax, written.amount_incl = (
            was.amount_net,
            was.amount_tax,
            was.amount_incl,
        )
