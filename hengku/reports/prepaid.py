"""预付 (D-PO, 1123): what was paid in advance for an order, what its terms let be paid still, and which open prepayments
an invoice may be settled with.
"""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.errors import WrongSource
from hengku.documents.models import Document, Line
from hengku.documents.queries_detail import find_document
from hengku.documents.queries_labels import load_labels
from hengku.documents.versions import numbers_until
from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit.numbers import ZERO_FEN, D, product_to_fen
from hengku.reports.declaration import Row
from hengku.reports.effects import open_items
from hengku.reports.statements import query, statement_of

PAYMENT, SETTLEMENT, INVOICE = "payment", "settlement", "purchase_invoice"
IN_FORCE = ("approved", "partial", "done")


def is_prepayment(kind: DocumentType, to_type: str) -> bool:
    """Whether ``to_type`` made from a document of ``kind`` is money paid in advance for it."""
    return kind.takes_prepayment and to_type == PAYMENT


def is_offset(kind: DocumentType, to_type: str) -> bool:
    """Whether ``to_type`` made from a document of ``kind`` settles it with what was paid in advance (预付冲应付)."""
    return kind.code == INVOICE and to_type == SETTLEMENT


def payments_of(actor: Actor, document: Document) -> list[Row]:
    """Payments in advance for an order that are in force, whichever version of it they name: id, number, day and
    amount in yuan.
    """
    lines = Line.objects.visible_to(actor).filter(data__purpose="before")
    found = (
        Document.objects.visible_to(actor)
        .filter(type_code=PAYMENT, state="posted", reverses_id__isnull=True)
        .filter(data__order_number__in=numbers_until(document))
        .filter(pk__in=lines.values("document_id"), party_id=document.party_id)
        .order_by("business_on", "id")
    )
    amounts = dict(
        lines.filter(document_id__in=[one.pk for one in found])
        .values_list("document_id")
        .annotate(total=Sum("amount_incl"))
    )
    return [
        {"id": str(one.pk), "number": one.number, "business_on": one.business_on, "amount": amounts[one.pk]}
        for one in found
    ]


def prepay_left(actor: Actor, document: Document) -> Decimal:
    """What may still be paid in advance for an order, in yuan, ≥ 0: the share its terms say, or all, less what was."""
    if document.state not in IN_FORCE:
        return ZERO_FEN
    share = D(str(document.data.get("prepay_pct") or "1"))
    paid = sum((row["amount"] for row in payments_of(actor, document)), ZERO_FEN)
    agreed = document.amount_incl + _received_before(actor, document)
    return max(product_to_fen(agreed, share) - paid, ZERO_FEN)


def _received_before(actor: Actor, document: Document) -> Decimal:
    """What came of the versions before this one, with tax, at what they promised it for."""
    before = numbers_until(document)[:-1]
    if not before:
        return ZERO_FEN
    told = {"company_id": actor.company_id, "type": document.type_code, "numbers": before}
    return D(query(statement_of("versions_received"), told)[0]["amount"])


def prepaid_of(actor: Actor, document_id: int) -> Row:
    """What was paid in advance for an order, and what its terms let be paid still. Needs the right to see buying
    prices.
    """
    document, kind = find_document(actor, document_id)
    actor.must(PURCHASE_PRICES)
    if not kind.takes_prepayment:
        return {"paid": ZERO_FEN, "left": ZERO_FEN, "payments": []}
    payments = payments_of(actor, document)
    paid = sum((row["amount"] for row in payments), ZERO_FEN)
    return {"paid": paid, "left": prepay_left(actor, document), "payments": payments}


def carry_prepayment(actor: Actor, document_id: int) -> Row:
    """A body for the payment in advance of an order: what its terms let be paid still. Refused where that is nothing.
    """
    document, _ = find_document(actor, document_id)
    actor.must(f"{PAYMENT}.create")
    actor.must(PURCHASE_PRICES)
    left = prepay_left(actor, document)
    if not left:
        raise WrongSource(source_number=document.number, reason="订单未审核,或已按约定付清预付款")
    labels = load_labels(actor.company_id, [("party", document.party_id)])
    line = {"purpose": "before", "amount_incl": left, "remark": f"{document.number} 预付"}
    return {
        "party": labels.of("party", document.party_id),
        "order_number": document.number,
        "lines": [line],
    }


def offsets(actor: Actor, document: Document) -> list[Row]:
    """Open payables of an invoice with open prepayments to its supplier, the oldest first: item, against_item and
    amount in yuan.
    """
    owed = open_items(actor, party_id=document.party_id, kinds=("ap",), document_id=document.pk)
    before = open_items(actor, party_id=document.party_id, kinds=("prepay",))
    found: list[Row] = []
    left = {one["id"]: one["residual"] for one in before}
    for item in owed:
        rest = item["residual"]
        for one in before:
            amount = min(rest, left[one["id"]])
            if amount > 0:
                found.append({"item": item, "against_item": one, "amount_incl": amount})
                left[one["id"]] -= amount
                rest -= amount
    return found


def carry_offset(actor: Actor, document_id: int) -> Row:
    """A body for the settlement of an invoice with what was paid in advance."""
    document, _ = find_document(actor, document_id)
    actor.must(f"{SETTLEMENT}.create")
    labels = load_labels(actor.company_id, [("party", document.party_id)])
    return {"party": labels.of("party", document.party_id), "lines": offsets(actor, document)}


def money_targets(actor: Actor, document_id: int, kind: DocumentType) -> list[Row]:
    """Payment in advance or settlement with it that the actor may make from a document now, with how much."""
    found: list[Row] = []
    for code, of in ((PAYMENT, is_prepayment), (SETTLEMENT, is_offset)):
        if not of(kind, code) or not actor.may(f"{document_type(code).code}.create"):
            continue
        if not actor.may(PURCHASE_PRICES):
            continue
        document, _ = find_document(actor, document_id)
        amount = (
            prepay_left(actor, document)
            if code == PAYMENT
            else sum((row["amount_incl"] for row in offsets(actor, document)), ZERO_FEN)
        )
        if amount:
            told = {"type_code": code, "lines": 1, "quantity": None, "unit": "", "amount": amount}
            found.append(told)
    return found
