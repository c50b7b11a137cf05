"""Upstream lines: what they said, and what was already carried from them (1.1.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.documents.errors import DocumentNotFound, FieldRequired
from hengku.documents.models import Document
from hengku.documents.paper import AUX_QUANTITY, INVOICE_LINE, ORDER_LINE, PaperLine
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import D

ZERO = Decimal(0)
NOTHING = (ZERO, ZERO, ZERO, ZERO)


@dataclass(slots=True)
class Source:
    """An upstream line as it stands: what it said, what was already carried from it, what its goods cost.

    ``carried`` maps a target type to (quantity, link amount, net, tax) carried so far, reversals taken back.
    ``cost`` is what the line's goods cost less what of it came back (≥ 0), ``cost_quantity`` their quantity.
    """

    line_id: int
    document_id: int
    type_code: str
    number: str
    line_no: int
    state: str
    party_id: int
    warehouse_id: int
    business_on: date
    product_id: int
    quantity_base: Decimal
    amount_net: Decimal
    amount_tax: Decimal
    amount_incl: Decimal
    price: Decimal | None
    tax_code_id: int | None
    tax_rate: Decimal
    cost: Decimal = ZERO
    is_gift: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)  # what only its type needs, of the document
    warehouse_to_id: int = 0
    posted_by: int = 0
    lot_id: int = 0
    is_paired: bool = False  # one side of a trade between two companies (D-ICT)
    due_on: date | None = None  # of its document
    named_by: set[str] = field(default_factory=set)  # types of the present batch that name it
    carried: dict[str, tuple[Decimal, Decimal, Decimal, Decimal]] = field(default_factory=dict)
    weights: dict[str, Decimal] = field(default_factory=dict)  # as ``carried``: what it weighed (B2)
    refused: Decimal = ZERO  # what inspections of it rejected, base units
    origin: Source | None = None  # the order line it was promised by, where this is not the order's own
    billed: Source | None = None  # the line invoiced ahead that a notice of its goods follows (T11)
    lying: Decimal = ZERO  # what of its cost lies in 发出商品 (D-POSD): below zero where goods came back
    posted_cost: Decimal = ZERO  # what its goods cost when it was posted: that much is owed for a return

    @property
    def order_line_id(self) -> int:
        """The order line that this line handed on; 0 when there is none."""
        return int(self.data.get(ORDER_LINE) or 0)

    @property
    def invoice_line_id(self) -> int:
        """The line invoiced ahead that this notice is of; 0 when there is none."""
        return int(self.data.get(INVOICE_LINE) or 0)

    @property
    def weight(self) -> Decimal:
        """What its pieces weigh, in the second unit; 0 for goods that are not weighed (B2)."""
        return D(str(self.data.get(AUX_QUANTITY) or 0))

    @property
    def measure(self) -> Decimal:
        """What its cost and value are shared by, with its sign: weight where it is weighed, else base quantity."""
        return self.weight.copy_sign(self.quantity_base) if self.weight else self.quantity_base

    def carried_weight(self, *types: str) -> Decimal:
        """Weight carried to any of ``types`` so far, with the sign of the quantity."""
        return sum((self.weights[t] for t in types if t in self.weights), ZERO)

    def carried_measure(self, *types: str) -> Decimal:
        """As ``measure``, of what was carried to any of ``types`` so far."""
        return self.carried_weight(*types) if self.weight else self.carried_quantity(*types)

    def carried_quantity(self, *types: str) -> Decimal:
        """Base quantity carried to any of ``types`` so far."""
        return sum((self.carried[t][0] for t in types if t in self.carried), ZERO)

    def carried_amount(self, *types: str) -> Decimal:
        """Link amount carried to any of ``types`` so far (cost or released estimate)."""
        return sum((self.carried[t][1] for t in types if t in self.carried), ZERO)

    def carry(
        self, target_type: str, quantity: Decimal, net: Decimal, tax: Decimal, weight: Decimal = ZERO
    ) -> None:
        """Count what a line of the present batch carries, so that the next line sees it."""
        before = self.carried.get(target_type, NOTHING)
        self.carried[target_type] = (before[0] + quantity, before[1], before[2] + net, before[3] + tax)
        if weight:
            self.weights[target_type] = self.weights.get(target_type, ZERO) + weight.copy_sign(quantity)

    def carry_amount(self, target_type: str, amount: Decimal) -> None:
        """Count the link amount of a line of the present batch, which only its effects know."""
        quantity, before, net, tax = self.carried.get(target_type, NOTHING)
        self.carried[target_type] = (quantity, before + amount, net, tax)


SOURCE_LINES = """
SELECT l.id, l.document_id, d.type_code, d.number, l.line_no, d.state, coalesce(d.party_id, 0),
       coalesce(d.warehouse_id, 0), d.business_on, coalesce(l.product_id, 0), l.quantity_base, l.amount_net,
       l.amount_tax, l.amount_incl, l.price, l.tax_code_id, l.tax_rate, 0::numeric, l.is_gift, l.data, d.data,
       coalesce(d.warehouse_to_id, 0), coalesce(d.posted_by, 0), l.lot_id, d.source_system = 'intercompany',
       d.due_on
FROM documents_line AS l
JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %s AND l.id = ANY(%s)
"""
CARRIED = """
SELECT k.source_line_id, k.target_type, sum(k.quantity), sum(k.amount),
       sum(coalesce(sign(k.quantity) * (t.data #>> '{refund_of,net}')::numeric, t.amount_net)),
       sum(coalesce(sign(k.quantity) * (t.data #>> '{refund_of,tax}')::numeric, t.amount_tax)),
       coalesce(sum(sign(k.quantity) * (t.data ->> 'rejected_base')::numeric)
                FILTER (WHERE t.data ? 'rejected_base'), 0),
       coalesce(sum(sign(k.quantity) * (t.data ->> 'aux_quantity')::numeric)
                FILTER (WHERE t.data ? 'aux_quantity'), 0)
FROM documents_link AS k
JOIN documents_line AS t ON t.company_id = k.company_id AND t.id = k.target_line_id
WHERE k.company_id = %s AND k.source_line_id = ANY(%s)
GROUP BY k.source_line_id, k.target_type
"""
LOCK_SOURCES = """
SELECT id FROM documents_document
WHERE company_id = %(company)s AND id = ANY(ARRAY(
    SELECT unnest(%(documents)s::bigint[])
    UNION SELECT document_id FROM documents_line WHERE company_id = %(company)s AND id = ANY(ARRAY(
        SELECT unnest(%(lines)s::bigint[])
        UNION SELECT unnest(ARRAY[(data ->> 'order_line')::bigint, (data ->> 'invoice_line')::bigint])
        FROM documents_line WHERE company_id = %(company)s AND id = ANY(%(lines)s) AND data ? 'order_line'))))
ORDER BY id FOR UPDATE
"""


def lock_documents(company_id: int, document_ids: Iterable[int], line_ids: Iterable[int]) -> None:
    """Lock the documents themselves, those of the source lines and the orders and invoices behind them, in id order:
    first of all locks of a posting.
    """
    documents, lines = [*document_ids], [*line_ids]
    if documents or lines:
        named = {"company": company_id, "documents": sql.array(documents), "lines": sql.array(lines)}
        sql.rows(LOCK_SOURCES, named)


def locked_document(actor: Actor, document_id: int) -> Document:
    """The document as it stands now, locked with what its lines came from (``lock_documents``).
    Refused when there is none that the actor may see.
    """
    document = Document.objects.visible_to(actor).filter(pk=document_id).first()
    if document is None:
        raise DocumentNotFound(document_id=document_id)
    lines = {one for pair in document.lines.values_list("pk", "source_line_id") for one in pair if one}
    lock_documents(actor.company_id, [document_id], lines)
    document.refresh_from_db()
    return document


def load_sources(company_id: int, line_ids: Iterable[int]) -> dict[int, Source]:
    """Source lines by id, with what was carried from them; reversals have taken theirs back. The order lines behind
    them, and lines that were invoiced ahead, are among them by their own ids.
    """
    sources: dict[int, Source] = {}
    _load(company_id, [*line_ids], sources)
    behind = {one for source in sources.values() for one in (source.order_line_id, source.invoice_line_id)} - {0}
    _load(company_id, [*(behind - sources.keys())], sources)
    for source in sources.values():
        if source.order_line_id != source.line_id:
            source.origin = sources.get(source.order_line_id)
        source.billed = sources.get(source.invoice_line_id)
    return sources


def _load(company_id: int, wanted: list[int], sources: dict[int, Source]) -> None:
    if not wanted:
        return

    def take_carried(found: sql.Rows) -> None:
        for line_id, target_type, quantity, amount, net, tax, refused, weight in found:
            sources[line_id].carried[target_type] = (quantity, amount, net, tax)
            sources[line_id].refused += refused
            if weight:
                sources[line_id].weights[target_type] = weight

    with sql.together():
        named = (company_id, sql.array(wanted))
        sql.ask(SOURCE_LINES, named, lambda found: sources.update((row[0], Source(*row)) for row in found))
        sql.ask(CARRIED, named, take_carried)


def without_source(lines: Sequence[PaperLine], label: str) -> list[Problem]:
    """A problem for each line that names no upstream line, where the type has every line follow one (R10).

    ``label`` is what the upstream line is called: 委外发料单行.
    """
    return [
        FieldRequired(label=label).at(line_no=line.line_no, field="source_line")
        for line in lines
        if line.source_line_id is None
    ]
