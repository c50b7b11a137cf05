"""Orders after the fact: opened again when the rest comes after all, and goods linked to the order they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.rules import PART_LABELS, month_start
from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.errors import CarriesTooMuch, FieldRequired
from hengku.documents.models import Document, Line, Link
from hengku.documents.queries_detail import find_document
from hengku.documents.rules import limit_of
from hengku.documents.sources import Source, load_sources, lock_documents, locked_document
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.clock import day_of
from hengku.kit.errors import Invalid, Problem, Refused, raise_all
from hengku.posting import load
from hengku.posting.credit import opened_again
from hengku.posting.errors import NoPeriod, PeriodClosed
from hengku.posting.give_back import take_rest_again
from hengku.posting.links import fulfilling_types, states_after
from hengku.posting.refill import refill_waiting

ZERO = Decimal(0)
Row = dict[str, Any]
#: Lines of orders in force, or closed short, of the same party and product, with what has come of them.
CANDIDATES = """
SELECT o.id AS document_id, o.number, o.state, o.business_on, l.id AS line_id, l.line_no, l.product_id,
       l.quantity_base AS ordered,
       coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                 WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = %(target)s), 0)
FROM documents_document AS o
JOIN documents_line AS l ON l.company_id = o.company_id AND l.document_id = o.id
WHERE o.company_id = %(company)s AND o.type_code = ANY(%(sources)s) AND o.party_id = %(party)s
  AND o.state IN ('approved', 'partial', 'closed_short') AND l.product_id = ANY(%(products)s)
ORDER BY o.business_on DESC, o.id DESC, l.line_no
LIMIT 200
"""
LINKED = "SELECT target_line_id FROM documents_link WHERE company_id = %s AND target_document_id = %s"


@dataclass(eq=False)
class CannotReopen(Refused):
    """Only an order that was closed short can be opened again."""

    number: str
    state: str
    text = "订单 {number} 当前状态为「{state}」,不能重开。只有短交关闭的订单可以重开。"


@dataclass(eq=False)
class CannotLink(Invalid):
    """This line cannot be linked to that order line."""

    number: str
    reason: str
    text = "不能关联到订单 {number}:{reason}。请另选订单行。"


#: What an order holds is looked for again: as much as is free now, the rest when it comes (Q8).
WAIT_AGAIN = "UPDATE inventory_reservation SET waits = TRUE WHERE company_id = %s AND document_id = %s"


def reopen(*, actor: Actor, document_id: int, reason: str, now: datetime) -> str:
    """Open an order that was closed short again (1.1.5 REOPEN): its rest is expected once more, and what it gave back
    is held again as far as it is free, after those who waited before it (Q8). Gives its new state.

    As ``_reopened`` refuses and locks; what is held is served in a transaction of its own, as for goods that arrive.
    """
    state = _reopened(actor, document_id, reason, now)
    refill_waiting([actor.company_id], today=day_of(now))
    return state


@transaction.atomic(durable=True)
def _reopened(actor: Actor, document_id: int, reason: str, now: datetime) -> str:
    """Locks the order, its period and, where they have a credit limit, its customer. Refused without a reason, for
    anything but an order closed short, when the month of the order is closed, and when the rest of a sale is beyond
    the customer's credit as it stands today (D-SO).
    """
    load.enter(actor.company_id)
    document = locked_document(actor, document_id)
    kind = document_type(document.type_code)
    actor.must(f"{kind.code}.close")
    if not kind.can_reopen or document.state != "closed_short":
        raise CannotReopen(number=document.number, state=kind.states.labels[document.state][0])
    if not reason.strip():
        raise FieldRequired(label="重开原因").at(field="reason")
    _check_period(actor, document, kind)
    take_rest_again(actor, document, kind)

    def in_force() -> None:
        document.state = "approved"
        document.save(update_fields=["state"])

    if kind.takes_credit and document.party is not None:
        raise_all(opened_again(actor, document.party, day_of(now), in_force))
    else:
        in_force()
    state = states_after(actor.company_id, [document_id], fulfilling_types(kind.code), {}).get(document_id)
    if state is not None:
        document.state = state
        document.save(update_fields=["state"])
    sql.run(WAIT_AGAIN, (actor.company_id, document_id))
    record(
        actor=actor,
        at=now,
        action=f"{kind.code}.reopen",
        entity_kind="document",
        entity_id=document_id,
        data={"reason": reason, "state": document.state},
    )
    return document.state


def _check_period(actor: Actor, document: Document, kind: DocumentType) -> None:
    on = document.business_on
    period = load.lock_periods(actor.company_id, [on]).get(month_start(on))
    if period is None:
        raise NoPeriod(on=on)
    if period.closed(kind.period_part):
        raise PeriodClosed(month=f"{on:%Y-%m}", part=PART_LABELS[kind.period_part])


def linkable(*, actor: Actor, document_id: int) -> list[Row]:
    """Lines of a posted document that name no order, each with the order lines it may be linked to (PUR-02)."""
    document, kind = find_document(actor, document_id)
    lines = _free_lines(actor, document, kind)
    if not lines or document.party_id is None:
        return []
    asked = {
        "company": actor.company_id,
        "target": kind.code,
        "sources": [rule.type_code for rule in kind.sources if rule.afterwards],
        "party": document.party_id,
        "products": [line.product_id for line in lines],
    }
    found = sql.rows(CANDIDATES, asked)
    return [
        {
            "line_id": str(line.pk),
            "line_no": line.line_no,
            "product": line.product.name if line.product else "",
            "quantity": line.quantity_base,
            "orders": [
                {
                    "line_id": str(order_line),
                    "document_id": str(order),
                    "number": number,
                    "line_no": line_no,
                    "business_on": on,
                    "ordered": ordered,
                    "left": max(ordered - done, ZERO),
                }
                for order, number, _, on, order_line, line_no, product, ordered, done in found
                if product == line.product_id and ordered - done > 0
            ],
        }
        for line in lines
    ]


def _free_lines(actor: Actor, document: Document, kind: DocumentType) -> list[Line]:
    """Lines that come from nowhere and were not linked since."""
    if document.posted_at is None or document.reverses_id is not None or document.state == "reversed":
        return []
    if not any(rule.afterwards for rule in kind.sources):
        return []
    linked = {row[0] for row in sql.rows(LINKED, (actor.company_id, document.pk))}
    lines = Line.objects.visible_to(actor).filter(document_id=document.pk, source_line_id__isnull=True)
    return [line for line in lines.select_related("product").order_by("line_no") if line.pk not in linked]


@transaction.atomic(durable=True)
def link_to_orders(*, actor: Actor, document_id: int, pairs: dict[int, int], now: datetime) -> dict[int, str]:
    """Link lines of a posted document to order lines, each as a whole (PUR-02); the orders' states that change by it.

    ``pairs`` maps line to order line. Locks the document and the orders. Refused, with every reason, where a line has
    a source or link already, product or party differ, the order is not in force, or more would be carried than it has
    left with its tolerance.
    """
    load.enter(actor.company_id)
    document, kind = find_document(actor, document_id)
    actor.must(f"{kind.code}.post")
    lock_documents(actor.company_id, [document_id], pairs.values())
    document.refresh_from_db()
    free = {line.pk: line for line in _free_lines(actor, document, kind)}
    sources = load_sources(actor.company_id, pairs.values())
    tolerances = load.load_policies(actor.company_id, [document.business_on])[document.business_on]
    problems: list[Problem] = []
    rows: list[Link] = []
    for line_id, order_line_id in pairs.items():
        line, source = free.get(line_id), sources.get(order_line_id)
        if line is None or source is None:
            problems.append(CannotLink(number="", reason="该行已有来源或已关联,或订单行不存在"))
            continue
        found = _fits(document, kind, line, source, tolerances.over_receipt_pct)
        problems.extend(one.at(line_no=line.line_no) for one in found)
        source.carry(kind.code, line.quantity_base, line.amount_net, line.amount_tax)
        rows.append(_link(document, kind, line, source))
    raise_all(problems)
    types = {one for source in sources.values() for one in fulfilling_types(source.type_code)}
    Link.objects.bulk_create(rows)
    states = states_after(actor.company_id, {row.source_document_id for row in rows}, types, {})
    for order_id, state in states.items():
        Document.objects.visible_to(actor).filter(pk=order_id).update(state=state)
    record(
        actor=actor,
        at=now,
        action=f"{kind.code}.link",
        entity_kind="document",
        entity_id=document_id,
        data={"orders": sorted({source.number for source in sources.values()})},
    )
    return states


def _link(document: Document, kind: DocumentType, line: Line, source: Source) -> Link:
    return Link(
        company_id=document.company_id,
        source_document_id=source.document_id,
        source_line_id=source.line_id,
        target_document_id=document.pk,
        target_line_id=line.pk,
        target_type=kind.code,
        quantity=line.quantity_base,
        amount=line.amount_net,
    )


def _fits(
    document: Document, kind: DocumentType, line: Line, source: Source, tolerance: Decimal
) -> list[Problem]:
    rule = kind.source(source.type_code)
    reason = ""
    if rule is None or not rule.afterwards:
        reason = "本单据不能关联到该类型单据"
    elif source.state not in ("approved", "partial", "done", "closed_short"):
        reason = "该订单未审核或已作废"
    elif source.party_id != document.party_id:
        reason = "往来单位与本单不同"
    elif source.product_id != line.product_id:
        reason = "商品与本行不同"
    if reason or rule is None:
        return [CannotLink(number=source.number, reason=reason)]
    used = source.carried_quantity(kind.code, *rule.less)
    limit = limit_of(source, rule, tolerance)
    if used + line.quantity_base <= limit:
        return []
    return [
        CarriesTooMuch(
            source_number=source.number,
            line_source_no=source.line_no,
            product=line.product.name if line.product else "",
            asked=line.quantity_base,
            left=max(limit - used, ZERO),
        )
    ]
