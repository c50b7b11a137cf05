"""Writing a document again: its lines in a new draft of the same type."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hengku.documents.actions import Draft, save_draft
from hengku.documents.declaration import DocumentType
from hengku.documents.errors import CannotCopy
from hengku.documents.history import lines_in_order
from hengku.documents.kit_rules import put_together
from hengku.documents.models import Document, Line
from hengku.documents.paper import DISH_OF, KIT, Paper, PaperLine
from hengku.documents.queries import hides_money
from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor

#: References into the books: what one document settled or followed is not for another to settle again.
OF_THE_BOOKS = ("item", "line")
AMOUNTS = ("amount_net", "amount_tax", "amount_incl")


def copy_to_draft(*, actor: Actor, document_id: int, business_on: date, now: datetime) -> Draft:
    """A new draft of the same type, party, warehouses and lines, dated ``business_on``.

    Not copied: source lines, open items, the due date, outside numbers, and whatever the type computes. Locks nothing.
    Refused for a reversal; needs the rights to see the one and to create the other.
    """
    document, kind = find_document(actor, document_id)
    actor.must(f"{kind.code}.create")
    if document.reverses_id is not None:
        raise CannotCopy(number=document.number)
    hidden = hides_money(actor, kind)
    written = [line for line in lines_in_order(document) if DISH_OF not in line.data]
    lines = put_together([_line(line, kind, hidden=hidden) for line in written])
    return save_draft(actor=actor, paper=replace(_header(document, kind, business_on), lines=lines), now=now)


def _header(document: Document, kind: DocumentType, business_on: date) -> Paper:
    own = {field.key for field in kind.header if field.kind not in OF_THE_BOOKS}
    return Paper(
        type_code=kind.code,
        business_on=business_on,
        party_id=document.party_id,
        warehouse_id=document.warehouse_id,
        warehouse_to_id=document.warehouse_to_id,
        department_id=document.department_id,
        handler_id=document.handler_id,
        fund_account_id=document.fund_account_id,
        price_mode=document.price_mode,
        remark=document.remark,
        data={key: value for key, value in document.data.items() if key in own},
    )


def _line(line: Line, kind: DocumentType, *, hidden: bool) -> PaperLine:
    own = {KIT, *(field.key for field in kind.lines if field.kind not in OF_THE_BOOKS)}
    copy = PaperLine(
        product_id=line.product_id,
        quantity=line.quantity,
        unit_id=line.unit_id,
        tax_code_id=line.tax_code_id,
        is_gift=line.is_gift,
        remark=line.remark,
        data={key: value for key, value in line.data.items() if key in own},
    )
    if not hidden:
        copy.price, copy.discount_amount = line.price, line.discount_amount
        for key in AMOUNTS:
            if key in own:
                setattr(copy, key, getattr(line, key))
    return copy
