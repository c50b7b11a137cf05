"""A glance at one document from a list: its head, its first lines, and how many documents it hangs together with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hengku.documents.models import Line, Link
from hengku.documents.queries import MONEY, hides_money
from hengku.documents.queries_detail import find_document
from hengku.documents.queries_labels import load_labels
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of

Row = dict[str, Any]

LINES_SHOWN = 8


def document_peek(actor: Actor, document_id: int) -> Row:
    """Head, the first eight lines, how many lines there are, and how many documents stand right before and after it.

    Prices and amounts are None where they are cost and the actor may not see cost. Refused without ``<type>.view``.
    """
    document, kind = find_document(actor, document_id)
    is_secret = hides_money(actor, kind)
    mine = Line.objects.visible_to(actor).filter(document_id=document.pk)
    lines = list(mine.order_by("line_no")[:LINES_SHOWN])
    wanted = [("party", document.party_id), ("warehouse", document.warehouse_id)]
    wanted += [("warehouse", document.warehouse_to_id)]
    wanted += [pair for line in lines for pair in (("product", line.product_id), ("unit", line.unit_id))]
    labels = load_labels(actor.company_id, wanted)
    links = Link.objects.visible_to(actor)
    return {
        "id": str(document.pk),
        "type_code": kind.code,
        "number": document.number,
        "state": document.state,
        "business_on": document.business_on,
        "is_red": document.is_red,
        "party": labels.of("party", document.party_id),
        "warehouse": labels.of("warehouse", document.warehouse_id),
        "warehouse_to": labels.of("warehouse", document.warehouse_to_id),
        "remark": document.remark,
        "created_by_name": names_of([document.created_by]).get(document.created_by, ""),
        "posted_at": document.posted_at,
        **{key: None if is_secret else getattr(document, key) for key in MONEY},
        "line_count": mine.count(),
        "lines": [
            {
                "line_no": line.line_no,
                "product": labels.of("product", line.product_id),
                "unit": labels.of("unit", line.unit_id),
                "quantity": _plain(line.quantity),
                "price": None if is_secret else line.price,
                "amount_incl": None if is_secret else line.amount_incl,
                "remark": line.remark,
            }
            for line in lines
        ],
        "upstream_count": links.filter(target_document_id=document.pk)
        .values("source_document_id").distinct().count(),
        "downstream_count": links.filter(source_document_id=document.pk)
        .values("target_document_id").distinct().count(),
    }  # fmt: skip


def _plain(quantity: Decimal) -> Decimal:
    return quantity.normalize() if quantity else Decimal(0)
