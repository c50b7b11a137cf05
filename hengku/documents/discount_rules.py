"""整单优惠 (T4): what is taken off the whole document, shared out to its lines. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hengku.catalog.tax_rules import add_tax, split_tax
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN, D, NotANumber, split_by_cumulative

KEY = "document_discount"  # in the data of the header what is taken off, in that of a line its share


@dataclass(eq=False)
class DocumentDiscountDoesNotFit(Invalid):
    """T4: more is taken off than there is to take from: gifts and lines carried from a document have none."""

    discount: Decimal
    amount: Decimal
    text = "整单优惠 {discount} 应在 0 与可优惠金额 {amount} 之间(赠品和带上游金额的行不参与)。"


def share_document_discount(paper: Paper, lines: list[PaperLine]) -> list[Problem]:
    """Take the document's discount off ``lines``, by what they come to in the document's price mode (C1, T4), and tax
    each again (T2). The shares stand in the lines' ``data``.

    ``lines`` are those whose amounts follow from a price; a refused discount changes nothing.
    """
    for line in paper.lines:
        line.data.pop(KEY, None)
    try:
        discount = D(str(paper.data.get(KEY) or 0))
    except NotANumber:
        return []  # told as a field that is no number
    if not discount:
        return []
    is_incl = paper.price_mode == "INCL"
    taking = [line for line in lines if not line.is_gift]
    weights = [(line.amount_incl if is_incl else line.amount_net) or ZERO_FEN for line in taking]
    whole = sum(weights, ZERO_FEN)
    if not 0 <= discount <= whole:
        return [DocumentDiscountDoesNotFit(discount=discount, amount=whole).at(field=KEY)]
    for line, amount, share in zip(taking, weights, split_by_cumulative(discount, weights), strict=True):
        if not share:
            continue
        line.data[KEY] = str(share)
        left = amount - share
        taxed = split_tax(left, line.tax_rate) if is_incl else add_tax(left, line.tax_rate)
        line.amount_net, line.amount_tax, line.amount_incl = taxed.net, taxed.tax, taxed.incl
    return []
