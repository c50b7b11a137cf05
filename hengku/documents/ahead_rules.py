"""先票后货 on paper (T11): lines of an order that are invoiced before their goods go, and goods that follow them. Pure.

The invoice has the last word on the amounts: goods that go for it are sold for what it says of them, by instalments,
whatever the order or the paper says. A red invoice takes its part of what no goods went for yet.

A notice may stand between such an invoice and its goods: it holds them, and they stay invoiced on the order until they
go. Nobody else gets them meanwhile, neither by the invoice nor by a red one.
"""

from __future__ import annotations

from decimal import Decimal

from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.paper import AHEAD, INVOICE_LINE, PaperLine
from hengku.documents.sources import NOTHING, Source
from hengku.kit.numbers import ratio

#: What uses up an invoice that was given ahead: goods that go, and red invoices.
TAKERS = ("sales_issue", "sales_invoice_red")


def mark_ahead(line: PaperLine, kind: DocumentType, source: Source | None) -> None:
    """Write on a line that it is invoiced ahead of its goods, or that it is the goods of such a line: the id of the
    document it follows, of its invoice where it is the goods of a notice. Anything else is taken off.
    """
    line.data.pop(AHEAD, None)
    line.data.pop(INVOICE_LINE, None)
    rule = kind.source(source.type_code) if source is not None else None
    if source is not None and rule is not None and (rule.ahead or is_ahead(kind, source)):
        invoice = source.billed or source
        line.data[AHEAD] = str(invoice.document_id)
        if kind.is_order or source.billed is not None:
            line.data[INVOICE_LINE] = str(invoice.line_id)


def is_ahead(kind: DocumentType, source: Source | None) -> bool:
    """Whether a line of this type follows a line that was invoiced ahead."""
    rule = kind.source(source.type_code) if source is not None else None
    return rule is not None and rule.at_its_amounts and source is not None and AHEAD in source.data


def lies_between(source: Source, order: Source) -> bool:
    """Whether a line lies between an order and its goods: of a notice, or invoiced ahead of them."""
    kind = document_type(source.type_code)
    return kind.stands_before_goods(order.type_code) and (kind.is_order or AHEAD in source.data)


def stays_invoiced(kind: DocumentType, source: Source) -> bool:
    """Whether a line of this type moves nothing on the order, for its goods stay invoiced there until they go: a
    notice of what was invoiced ahead.
    """
    return kind.is_order and AHEAD in source.data


def goes_on(kind: DocumentType) -> bool:
    """Whether what this type carries lies between an order and its goods no longer: goods that go, and red invoices.
    What is picked waits for its issue.
    """
    return kind.code in TAKERS


def leave_between(line: PaperLine, kind: DocumentType, source: Source) -> None:
    """What goes on from a line between an order and its goods lies there no longer (D-DN, T11)."""
    if stays_invoiced(kind, source) or not goes_on(kind):
        return
    if source.origin is not None and lies_between(source, source.origin):
        quantity = line.quantity_base if kind.is_red else -line.quantity_base
        through = source.billed or source
        source.origin.carry(through.type_code, quantity, Decimal(0), Decimal(0))
    if source.billed is not None and is_ahead(kind, source):
        source.billed.carry(source.type_code, -line.quantity_base, Decimal(0), Decimal(0))
        net, tax = line.amount_net or Decimal(0), line.amount_tax or Decimal(0)
        source.billed.carry(kind.code, line.quantity_base, net, tax)


def share_of_order(line: PaperLine, source: Source) -> bool:
    """Put the amounts onto a line of an order that is, or was in part, invoiced ahead; False of any other line. What
    invoices took of the order has amounts of its own, so each instalment is that of its place in the order (C1).
    """
    rule = document_type("sales_invoice").source(source.type_code)
    if rule is None or not rule.ahead:
        return False
    done, whole = source.carried_quantity("sales_issue", "sales_invoice"), source.quantity_base
    upto = done + line.quantity_base
    line.amount_net = ratio(source.amount_net, upto, whole) - ratio(source.amount_net, done, whole)
    line.amount_tax = ratio(source.amount_tax, upto, whole) - ratio(source.amount_tax, done, whole)
    line.amount_incl = line.amount_net + line.amount_tax
    if line.unit_numerator == line.unit_denominator:
        line.price = source.price
    return True


def taken_of(source: Source) -> Decimal:
    """What goods and red invoices took of a line that was invoiced ahead so far, ≥ 0 in base units."""
    return sum((abs(source.carried_quantity(code)) for code in TAKERS), Decimal(0))


def left_ahead(source: Source) -> Decimal:
    """What of a line that was invoiced ahead neither went, nor was taken back, nor waits on a notice; base units."""
    return abs(source.quantity_base) - taken_of(source) - source.carried_quantity("delivery_notice")


def goods_to_go(source: Source) -> Decimal:
    """How much may go in all for a line of an invoice: nothing where its goods went first, else its quantity less what
    red invoices took back.
    """
    if AHEAD not in source.data:
        return Decimal(0)
    return abs(source.quantity_base) - abs(source.carried_quantity("sales_invoice_red"))


def not_invoiced(source: Source) -> Decimal:
    """How much of an issue line may be invoiced: nothing where its invoice was first."""
    return Decimal(0) if AHEAD in source.data else abs(source.quantity_base)


def share_of_ahead(line: PaperLine, kind: DocumentType, source: Source) -> bool:
    """Net and tax of what follows a line that was invoiced ahead, by instalments over goods and red invoices together
    (C1), so that nothing is left in the end; False of any other line.
    """
    if not is_ahead(kind, source):
        return False
    source = source.billed or source
    done, whole = taken_of(source), abs(source.quantity_base)
    upto, sign = min(done + abs(line.quantity_base), whole), -1 if kind.is_red else 1
    given = [source.carried.get(code, NOTHING) for code in TAKERS]
    net = ratio(source.amount_net, upto, whole) - sum((abs(one[2]) for one in given), Decimal(0))
    tax = ratio(source.amount_tax, upto, whole) - sum((abs(one[3]) for one in given), Decimal(0))
    line.amount_net, line.amount_tax = sign * net, sign * tax
    line.amount_incl = line.amount_net + line.amount_tax
    line.price = source.price if line.unit_numerator == line.unit_denominator else None
    return True
