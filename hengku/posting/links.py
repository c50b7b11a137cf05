"""Links from source lines, and the states of orders that follow from them (1.1.4, 1.1.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from hengku.documents.ahead_rules import goes_on, is_ahead, lies_between, stays_invoiced
from hengku.documents.declaration import DocumentType, document_type, registry
from hengku.documents.paper import PaperLine
from hengku.documents.sources import Source
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.posting import errors
from hengku.posting.effects import AtSourceCost
from hengku.posting.rows import Job, LinkRow, Outcome
from hengku.posting.sent_back import sent_back_links

ZERO = Decimal(0)

FULFILLED = """
SELECT l.document_id, d.state, l.id, l.quantity_base * (1 - coalesce((l.data ->> 'short_pct')::numeric, 0)),
       coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                 WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%s)), 0)
FROM documents_line AS l
JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %s AND l.document_id = ANY(%s)
"""


def make_links(jobs: list[Job], sources: dict[int, Source], outcome: Outcome) -> None:
    """One link per line with a source, and one from the order line behind it. Its amount is what the effects say is
    carried, or what the goods cost, or the estimate that was released, else the net.
    """
    for job in jobs:
        amounts: dict[int, Decimal] = {}
        for goods, worth in zip(job.effects.goods, job.worth, strict=True):
            if isinstance(goods.cost, AtSourceCost):
                before = amounts.get(goods.line.id, ZERO) if goods.piece else ZERO  # its other pieces (C13)
                amounts[goods.line.id] = before + (worth if goods.line.quantity_base > 0 else -worth)
        for revalue in job.effects.revalues:
            amounts[revalue.line.id] = revalue.released
        amounts.update((line.id, amount) for line, amount in job.effects.carried)
        for line in job.paper.lines:
            amount = amounts.get(line.id)
            links = _no_longer_between(job, line, sources) + sent_back_links(job, line, sources)
            for source in followed(job, line, sources):
                links.append(
                    LinkRow(
                        source.document_id,
                        source.line_id,
                        job.document_id,
                        line.id,
                        job.kind.code,
                        line.quantity_base,
                        amount if amount is not None else line.amount_net or ZERO,
                    )
                )
            # what gives back first: at no moment is more carried than there is (I28)
            outcome.links.extend(sorted(links, key=lambda link: link.quantity))


def _no_longer_between(job: Job, line: PaperLine, sources: dict[int, Source]) -> list[LinkRow]:
    """What is sent by way of a notice was carried from the order once as notified; from now on it is sent (D-DN). So is
    what was invoiced ahead (T11), and what a red invoice takes back of that waits to be invoiced again.
    """
    notice, order = sources.get(line.source_line_id or 0), sources.get(line.order_line_id)
    if notice is None or order is None or notice is order or not lies_between(notice, order):
        return []
    if stays_invoiced(job.kind, notice) or not goes_on(job.kind):
        return []
    pairs = [(order, notice)] if notice.billed is None else [(order, notice.billed), (notice.billed, notice)]
    return [
        LinkRow(
            giver.document_id,
            giver.line_id,
            between.document_id,
            between.line_id,
            between.type_code,
            line.quantity_base if job.kind.is_red else -line.quantity_base,
            ZERO,
        )
        for giver, between in pairs
        if between.state not in ("closed_short", "cancelled")  # it gave everything back when it was closed
    ]


def followed(job: Job, line: PaperLine, sources: dict[int, Source]) -> list[Source]:
    """The lines a line is carried from: its source, the order line behind it where its type fulfils orders, and the
    line that was invoiced ahead where goods go by a notice of it.
    """
    source = sources.get(line.source_line_id or 0)
    found = [source] if source is not None else []
    if source is not None and stays_invoiced(job.kind, source):
        return found
    order_line = sources.get(line.order_line_id)
    rule = job.kind.source(order_line.type_code) if order_line is not None else None
    if order_line is not None and order_line is not source and rule is not None and not rule.ahead:
        found.append(order_line)
    if source is not None and source.billed is not None and is_ahead(job.kind, source):
        found.append(source.billed)
    return found


def overdrawn(job: Job, sources: dict[int, Source], judged: set[int]) -> list[Problem]:
    """Lines whose source gives less now than was taken of it; a source is told once."""
    found: list[Problem] = []
    for line in job.paper.lines:
        source = sources.get(line.source_line_id or 0)
        if source is None or source.line_id in judged or job.kind.overdrawn is None:
            continue
        judged.add(source.line_id)
        if job.kind.overdrawn(source):
            taken = errors.TakenAlready(source_number=source.number)
            found.append(taken.at(line_no=line.line_no))
    return found


def give_back_of(job: Job, sources: dict[int, Source]) -> None:
    """What a reversal gives back, the paper that follows in its place may carry again."""
    for line in job.paper.lines:
        for source in followed(job, line, sources):
            net, tax = line.amount_net or ZERO, line.amount_tax or ZERO
            source.carry(job.kind.code, line.quantity_base, net, tax)
            source.refused -= Decimal(str(line.data.get("rejected_base") or 0))
        for link in _no_longer_between(job, line, sources):
            sources[link.source_line_id].carry(link.target_type, link.quantity, ZERO, ZERO)


def carry_amounts(job: Job, sources: dict[int, Source]) -> None:
    """The next paper of the batch that follows the same line sees what this one took of it (C1), and what its goods
    cost since: a second return after the invoice takes its part of what was invoiced (C6).
    """
    for revalue in job.effects.revalues:
        received = sources.get(revalue.receipt_line_id)
        if received is not None:
            received.cost += revalue.actual - revalue.released
    taken = [(revalue.line, revalue.released) for revalue in job.effects.revalues]
    for line, amount in (*taken, *job.effects.carried):
        source = sources.get(line.source_line_id or 0)
        if source is not None:
            source.carry_amount(job.kind.code, amount)


def wants_costs(kinds: Collection[DocumentType], sources: dict[int, Source]) -> bool:
    """Whether some type of the batch looks at what the goods of its sources cost."""
    types = {source.type_code for source in sources.values()}
    at_cost = (rule for kind in kinds for rule in kind.sources if rule.at_cost and rule.type_code in types)
    return any(kind.wants_source_cost for kind in kinds) or any(at_cost)


def order_states(
    company_id: int, jobs: list[Job], sources: dict[int, Source], outcome: Outcome
) -> dict[int, str]:
    """New states of orders: 已审核, 部分执行 or 已完成 by what was carried; orders closed short keep their state."""
    documents: set[int] = set()
    orders: set[str] = set()  # their types
    for job in jobs:
        for line in job.paper.lines:
            for source in followed(job, line, sources):
                rule = job.kind.source(source.type_code)
                if rule and rule.fulfils and document_type(source.type_code).is_order:
                    documents.add(source.document_id)
                    orders.add(source.type_code)
            for link in sent_back_links(job, line, sources):
                wish = sources[link.source_line_id]
                documents.add(wish.document_id)
                orders.add(wish.type_code)
    if not documents:
        return {}
    types = {one for order in orders for one in fulfilling_types(order)}
    carried: dict[int, Decimal] = defaultdict(Decimal)
    for link in outcome.links:
        if link.target_type in types:
            carried[link.source_line_id] += link.quantity
    return states_after(company_id, documents, types, carried)


def states_after(
    company_id: int, documents: Iterable[int], types: Iterable[str], carried: Mapping[int, Decimal]
) -> dict[int, str]:
    """States of orders that change when this much more is carried from their lines; those closed short keep theirs.

    A line is done at its quantity less what its own ``short_pct`` lets be missing (D-PO).
    """
    lines: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    states: dict[int, str] = {}
    for document_id, state, line_id, wanted, done in sql.rows(
        FULFILLED, (list(types), company_id, list(documents))
    ):
        states[document_id] = state
        lines[document_id].append((wanted, done + carried.get(line_id, ZERO)))
    return {
        document_id: _state(found)
        for document_id, found in lines.items()
        if states[document_id] in ("approved", "partial", "done") and _state(found) != states[document_id]
    }


def fulfilling_types(order_type: str) -> list[str]:
    """Types whose documents fulfil orders of this type."""
    found = ((other.code, other.source(order_type)) for other in registry().values())
    return [code for code, rule in found if rule is not None and rule.fulfils]


def _state(lines: list[tuple[Decimal, Decimal]]) -> str:
    if all(done >= wanted for wanted, done in lines):
        return "done"
    return "partial" if any(done > 0 for _, done in lines) else "approved"
