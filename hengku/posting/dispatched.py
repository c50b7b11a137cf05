"""Recast cost of goods that were invoiced before (T11, C9): 发出商品 gives the invoiced share on to cost of sales.

With revenue on invoice an issue books 借 发出商品, and its invoices take their share of the cost off it. When the issue is
recast afterwards the difference falls on 发出商品; the share of it that was invoiced follows to cost of sales, in the month
of the last invoice, and is kept in a book of its own, so that the next invoice and a reversal know of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from hengku.company.rules import month_start
from hengku.costing.rules import LineCost, LineKey
from hengku.documents.sources import Source
from hengku.kit import sql
from hengku.kit.numbers import ZERO, ZERO_FEN, ratio
from hengku.posting.cost_lines import merged
from hengku.posting.counter_days import closing_types, counter_types
from hengku.posting.history import load_line_costs
from hengku.posting.rows import BookLine, DispatchedRow, EntryRow, Job, Outcome

ROLE = "goods_dispatched"
# Shares are by weight where goods are weighed (B2), by base quantity elsewhere.
INVOICED = """
SELECT l.id, coalesce((l.data ->> 'aux_quantity')::numeric, l.quantity_base),
       coalesce(sum(m.measure) FILTER (WHERE k.target_type = 'sales_return'), 0),
       coalesce(sum(m.measure) FILTER (WHERE k.target_type = 'sales_invoice'), 0),
       coalesce(sum(k.amount) FILTER (WHERE k.target_type = 'sales_invoice'), 0),
       coalesce((SELECT sum(d.amount) FROM costing_dispatchedcost AS d
                 WHERE d.company_id = l.company_id AND d.line_id = l.id), 0),
       max(t.business_on) FILTER (WHERE k.target_type = 'sales_invoice')
FROM documents_line AS l
JOIN documents_document AS s ON s.company_id = l.company_id AND s.id = l.document_id
     AND s.type_code <> ALL(%s)  -- what a counter sold follows the close of its day, below
LEFT JOIN documents_link AS k ON k.company_id = l.company_id AND k.source_line_id = l.id
LEFT JOIN documents_document AS t ON t.company_id = k.company_id AND t.id = k.target_document_id
LEFT JOIN documents_line AS x ON x.company_id = k.company_id AND x.id = k.target_line_id
CROSS JOIN LATERAL (SELECT documents_measure(x.data, k.quantity) AS measure) AS m
WHERE l.company_id = %s AND l.id = ANY(%s) AND EXISTS (  -- with revenue on issue nothing of it lies in 发出商品
    SELECT FROM costing_value AS v
    WHERE v.company_id = l.company_id AND v.line_id = l.id AND v.against = 'goods_dispatched')
GROUP BY l.company_id, l.id, l.quantity_base, l.data
"""
#: Of lines of a counter, which one close takes as a whole (D-POSD): what they put into 发出商品, and what closes and
#: recasts took off it since; the last close that has them. What is not closed keeps all of it there.
LYING = """
SELECT l.id, -coalesce((SELECT sum(v.amount) FROM costing_value AS v WHERE v.company_id = l.company_id
                        AND v.line_id = l.id AND v.against = 'goods_dispatched'), 0)
FROM documents_line AS l WHERE l.company_id = %s AND l.id = ANY(%s)
"""
CLOSED = """
SELECT l.id, coalesce(sum(k.quantity), 0) <> 0, coalesce(sum(k.amount), 0),
       coalesce((SELECT sum(d.amount) FROM costing_dispatchedcost AS d
                 WHERE d.company_id = l.company_id AND d.line_id = l.id), 0),
       max(t.business_on)
FROM documents_line AS l
JOIN documents_document AS s ON s.company_id = l.company_id AND s.id = l.document_id
JOIN documents_link AS k ON k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%s)
JOIN documents_document AS t ON t.company_id = k.company_id AND t.id = k.target_document_id
WHERE l.company_id = %s AND l.id = ANY(%s)
GROUP BY l.company_id, l.id
"""
WRITE = """
INSERT INTO costing_dispatchedcost (company_id, posted_at, line_id, document_id, amount, business_on)
SELECT %s, %s, r.* FROM unnest(%s::bigint[], %s::bigint[], %s::numeric[], %s::date[]) AS r
"""


def rebalance_dispatched(
    company_id: int, jobs: Sequence[Job], costs: dict[LineKey, LineCost], outcome: Outcome
) -> None:
    """Bring what was taken off 发出商品 to the invoiced share of what the goods cost now. Reads nothing unless an issue
    with revenue on invoice was recast, or an invoice of one is reversed. Stands after the links.
    """
    causes = _recast_lines(outcome) | _reversed_lines(jobs)
    if not causes:
        return
    unknown: dict[LineKey, date | None] = {line: None for line in causes if line not in costs}
    known = costs | load_line_costs(company_id, unknown)
    carried: dict[tuple[int, str], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO_FEN])
    weights = {line.id: line.weight for job in jobs for line in job.paper.lines if line.weight}
    for link in outcome.links:
        both = carried[link.source_line_id, link.target_type]
        measure = weights.get(link.target_line_id, link.quantity).copy_sign(link.quantity)
        both[0], both[1] = both[0] + measure, both[1] + link.amount
    at_counters = sql.array(counter_types())
    for line, whole, returned, invoiced, taken, extra, last_on in sql.rows(
        INVOICED, (at_counters, company_id, list(causes))
    ):
        document_id, on = causes[line]
        there = whole - returned - carried[line, "sales_return"][0]
        own_quantity, own_amount = carried[line, "sales_invoice"]
        measured = invoiced + own_quantity
        if measured > there or (not measured and not extra):
            continue  # goods came back that were invoiced: their red invoice is another matter
        cost = known[line].amount - known[line].back_amount
        share = ratio(cost, measured, there) if there else ZERO_FEN
        amount = share - taken - own_amount - extra
        if amount:
            _book(line, document_id, max(on, last_on or on), amount, outcome)


def load_lying(company_id: int, sources: dict[int, Source]) -> None:
    """What of the goods of these lines lies in 发出商品, before any close took it off. One statement."""
    if sources:
        for line, amount in sql.rows(LYING, (company_id, sql.array([*sources]))):
            sources[line].lying = amount


def rebalance_closed(company_id: int, jobs: Sequence[Job], outcome: Outcome) -> None:
    """The same for goods sold at a counter: all that their lines have on 发出商品 is cost of sales once their day is
    closed, so what a recast changes follows it; and what followed comes back when the close is taken back.
    """
    closing = closing_types()
    causes = {
        row.line_id: (row.document_id, row.on)
        for row in outcome.values
        if row.kind == "recost" and row.against == ROLE
    }
    for job in jobs:
        if job.paper.reverses_id and job.kind.code in closing:
            causes |= {one.source_line_id: (job.document_id, job.on) for one in job.paper.lines if one.source_line_id}
    found = sql.rows(CLOSED, (sql.array(closing), company_id, list(causes))) if causes else []
    if not found:
        return
    lines = [row[0] for row in found]
    lies: dict[int, Decimal] = dict(sql.rows(LYING, (company_id, lines)))
    for row in outcome.values:
        if row.against == ROLE and row.line_id in lies:
            lies[row.line_id] -= row.amount
    own: dict[int, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO_FEN])
    for link in outcome.links:
        if link.target_type in closing:
            both = own[link.source_line_id]
            both[0], both[1] = both[0] + link.quantity, both[1] + link.amount
    for line, is_closed, taken, extra, last_on in found:
        document_id, on = causes[line]
        whole = lies[line] if is_closed and not own[line][0] else ZERO_FEN
        amount = whole - taken - own[line][1] - extra
        if amount:
            _book(line, document_id, max(on, last_on or on), amount, outcome)


def _recast_lines(outcome: Outcome) -> dict[int, tuple[int, date]]:
    """Issue lines whose cost on 发出商品 changes, with the document that causes it and the day."""
    return {
        row.source_line_id or row.line_id: (row.document_id, row.on)
        for row in outcome.values
        if row.kind == "recost" and row.against == ROLE
    }


def _reversed_lines(jobs: Iterable[Job]) -> dict[int, tuple[int, date]]:
    return {
        line.source_line_id: (job.document_id, job.on)
        for job in jobs
        if job.paper.reverses_id and job.kind.code == "sales_invoice"
        for line in job.paper.lines
        if line.source_line_id
    }


def _book(line: int, document_id: int, on: date, amount: Decimal, outcome: Outcome) -> None:
    outcome.dispatched.append(DispatchedRow(line, document_id, amount, on))
    lines = [
        BookLine("cogs", amount, ZERO_FEN, is_cost=True),
        BookLine(ROLE, ZERO_FEN, amount, is_cost=True),
    ]
    for entry in outcome.entries:
        same = entry.document_id == document_id and entry.purpose == "recost"
        if same and month_start(entry.on) == month_start(on):
            entry.lines = merged([*entry.lines, *lines])
            return
    outcome.entries.append(EntryRow(document_id, "recost", on, "发出商品补差", lines))


def write_dispatched(company_id: int, rows: list[DispatchedRow], now: datetime) -> None:
    """Append to the book; no statement where there is nothing."""
    if rows:
        table = [(one.line_id, one.document_id, one.amount, one.on) for one in rows]
        sql.run(WRITE, (company_id, now, *sql.columns(table)))
