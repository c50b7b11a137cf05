"""What 红冲 and 短交关闭 would do, before anybody decides: the same fold and the same refusals, nothing written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from hengku.documents.declaration import document_type
from hengku.documents.errors import CannotClose, DocumentNotFound
from hengku.documents.models import Document
from hengku.identity.actor import Actor
from hengku.kit import sight, sql
from hengku.kit.errors import Problem
from hengku.posting.batches import batch_of_reversal
from hengku.posting.decide import Batch, decide
from hengku.posting.explain import explain
from hengku.posting.links import fulfilling_types
from hengku.posting.ordered_again import Again, told_again
from hengku.posting.preview import Preview, tell
from hengku.posting.scope import refuse_out_of_sight
from hengku.posting.write import pretend_ids
from hengku.settlement.models import ItemKind

OPEN_ITEMS = """
SELECT i.id, i.kind, i.residual, d.id, d.number, d.type_code, p.name
FROM settlement_item AS i
JOIN documents_document AS d ON d.company_id = i.company_id AND d.id = i.document_id
JOIN parties_party AS p ON p.company_id = i.company_id AND p.id = i.party_id
WHERE i.company_id = %s AND i.id = ANY(%s) ORDER BY i.id
"""
STATES = """
SELECT id, number, type_code, state FROM documents_document WHERE company_id = %s AND id = ANY(%s) ORDER BY id
"""
#: An order's lines: what was ordered, and what of it was carried to documents that fulfil it.
ORDERED = """
SELECT l.line_no, p.id, p.name, u.name, l.quantity_base,
       coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                 WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%s)), 0)
FROM documents_line AS l
JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
WHERE l.company_id = %s AND l.document_id = %s ORDER BY l.line_no
"""
HELD = """
SELECT p.id, p.name, u.name, w.name, sum(r.quantity)
FROM inventory_reservation AS r
JOIN catalog_product AS p ON p.company_id = r.company_id AND p.id = r.product_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
JOIN inventory_place AS w ON w.company_id = r.company_id AND w.id = r.place_id
WHERE r.company_id = %s AND r.document_id = %s AND r.quantity > 0
GROUP BY p.id, p.name, u.name, w.name ORDER BY p.id, w.name
"""
CARRIED = "SELECT count(*) FROM documents_link WHERE company_id = %s AND source_document_id = %s"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """What goods of a product are worth more (into stock) or less; quantity in base units, 0 for cost alone."""

    product_id: int
    product: str
    kind: str
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ResidualChange:
    """An open item that will be open by another amount; the document is the one that made it."""

    kind: str
    kind_label: str
    party: str
    document_id: int
    number: str
    type_code: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class StateChange:
    """A document whose state follows."""

    document_id: int
    number: str
    type_code: str
    before: str
    after: str


@dataclass(slots=True)
class Undoing:
    """What a reversal would do: the preview of the red document, and what changes about others."""

    business_on: date
    preview: Preview
    values: list[ValueChange] = field(default_factory=list)
    residuals: list[ResidualChange] = field(default_factory=list)
    states: list[StateChange] = field(default_factory=list)
    again: list[Again] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """A line of an order, in base units; ``left`` will not be delivered any more."""

    line_no: int
    product_id: int
    product: str
    unit: str
    ordered: Decimal
    done: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class Freed:
    """Reserved goods that become available again."""

    product_id: int
    product: str
    unit: str
    place: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing an order short would do."""

    state: str
    lines: list[OrderedLine]
    freed: list[Freed]


@sight.whole()
@transaction.atomic
def preview_reversal(*, actor: Actor, document_id: int, business_on: date | None, now: datetime) -> Undoing:
    """Decide the reversal as ``reverse`` would and say what would happen. Writes nothing, takes no lock on stock;
    needs the same right, refuses with the same problems.
    """
    sql.by_key()
    batch = batch_of_reversal(actor, (document_id, business_on, ""), now, locking=False)
    try:
        decide(batch, now=now, give_ids=pretend_ids, locking=False)
    except Problem as problem:
        raise explain(problem, batch) from None
    refuse_out_of_sight(batch)
    return Undoing(
        business_on=batch.jobs[0].on,
        preview=tell(batch),
        values=[
            ValueChange(
                value.product_id,
                batch.reference.products[value.product_id].name,
                value.kind,
                value.quantity,
                value.amount,
            )
            for value in batch.outcome.values
        ],
        residuals=_residuals(batch),
        states=_states(batch),
        again=told_again(batch),
    )


def _residuals(batch: Batch) -> list[ResidualChange]:
    after, labels = batch.outcome.residuals, dict(ItemKind.choices)
    if not after:
        return []
    return [
        ResidualChange(kind, str(labels[kind]), party, document_id, number, code, residual, after[item_id])
        for item_id, kind, residual, document_id, number, code, party in sql.rows(
            OPEN_ITEMS, (batch.company_id, list(after))
        )
        if residual != after[item_id]
    ]


def _states(batch: Batch) -> list[StateChange]:
    after = batch.outcome.states
    return [
        StateChange(document_id, number, code, state, after[document_id])
        for document_id, number, code, state in sql.rows(STATES, (batch.company_id, list(after)))
    ]


def preview_closing(*, actor: Actor, document_id: int) -> Closing:
    """What ``close_short`` would do to an order; needs the same right, refuses an order that cannot be closed."""
    document = Document.objects.visible_to(actor).filter(pk=document_id).first()
    if document is None:
        raise DocumentNotFound(document_id=document_id)
    kind = document_type(document.type_code)
    actor.must(f"{kind.code}.close")
    if not kind.is_order or document.state not in ("approved", "partial"):
        raise CannotClose(number=document.number, state=kind.states.labels[document.state][0])
    asked = (actor.company_id, document_id)
    ((carried,),) = sql.rows(CARRIED, asked)
    lines = [
        OrderedLine(line_no, product_id, product, unit, ordered, done, max(ordered - done, Decimal(0)))
        for line_no, product_id, product, unit, ordered, done in sql.rows(
            ORDERED, (fulfilling_types(kind.code), *asked)
        )
    ]
    freed = [Freed(*row) for row in sql.rows(HELD, asked)]
    return Closing("closed_short" if carried else "cancelled", lines, freed)
