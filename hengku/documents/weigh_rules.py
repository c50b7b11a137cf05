"""双计量 (B2): what the pieces of a line weigh, and what is shared by weight. Pure.

A line of goods that are weighed says both quantities: pieces in ``quantity``, their weight in ``data``. What follows a
line whose goods moved takes of its weight: what comes back weighs no more than what went (C7 by weight).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.documents import errors
from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.paper import AUX_QUANTITY, PaperLine
from hengku.documents.reference import ProductFact, Reference
from hengku.documents.sources import Source
from hengku.documents.typed_rules import places_of
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO, D, NotANumber, divide, exact_text, multiply, quantize, ratio

#: In a line's data: whether its price is of a piece or, as it is unless said otherwise, of one unit of weight.
PRICE_BY: Final = "price_by"
BY_PIECE: Final = "piece"
#: What takes of the weight of a source line beside documents of the type itself.
BESIDE: Final = {
    "sales_invoice": ("sales_return",),
    "purchase_invoice": ("purchase_return",),
    "consign_settle": ("consign_return",),
    "consign_return": ("consign_settle",),
    "loan_return": ("sales_issue",),
    "sales_issue": ("loan_return",),
    "borrow_return": ("consign_in_settle",),
    "consign_in_settle": ("borrow_return", "consign_in_return"),
    "consign_in_return": ("consign_in_settle",),
    "outsource_receipt": ("outsource_return",),
    "outsource_return": ("outsource_receipt",),
}
#: What ends goods that lie with others, or goods of others that lie here: nobody could weigh a rest of them away, so
#: the last pieces take the whole of the weight, as goods on their way do.
ENDS: Final = frozenset(
    {
        "consign_settle", "consign_return", "loan_return", "borrow_return", "consign_in_settle", "consign_in_return",
        "outsource_receipt", "outsource_return",
    }
)  # fmt: skip


@dataclass(eq=False)
class WeightOfSource(Refused):
    """More weight comes back or arrives than went, or what is on its way would not all arrive (B2)."""

    product: str
    source_number: str
    weight: Decimal
    left: Decimal
    pieces: Decimal
    unit: str
    text = (
        "「{product}」在 {source_number} 里还剩 {pieces} 件、{left} {unit},本行写的是 {weight} {unit}。"
        "退回、到货的重量以原单为准:请按原单重量填写,或不填由系统按件数带出。"
    )


def is_priced_by_weight(line: PaperLine) -> bool:
    """Whether the amount of a line is its price times its weight."""
    return bool(line.weight) and line.data.get(PRICE_BY) != BY_PIECE


def complete_weight(
    line: PaperLine, kind: DocumentType, reference: Reference, source: Source | None
) -> list[Problem]:
    """Fill ``line.weight``: as written, else the share of the source line, else on an order what the pieces should
    weigh. Refuses what no scale says, and more than the source line weighed.
    """
    product = reference.products.get(line.product_id or 0)
    line.weight = ZERO
    if product is None or not product.is_weighed or kind.field("quantity") is None:
        line.data.pop(AUX_QUANTITY, None)
        line.data.pop(PRICE_BY, None)
        return []
    given = line.data.get(AUX_QUANTITY)
    if given not in (None, ""):
        problems = _written(line, product, str(given))
        return problems or _within_source(line, product, kind, source)
    line.data.pop(AUX_QUANTITY, None)
    if source is not None and source.weight and _takes_weight(kind, source):
        line.weight = _share(line, product, kind, source)
    elif not kind.goods or kind.is_order:
        expected = multiply(abs(line.quantity_base), product.aux_standard or ZERO)
        line.weight = quantize(expected, product.aux_precision)
    return []


def _written(line: PaperLine, product: ProductFact, given: str) -> list[Problem]:
    try:
        weight = D(given)
    except NotANumber as wrong:
        return [wrong.at(field=AUX_QUANTITY)]
    if weight < 0:
        return [errors.QuantityNotPositive(quantity=weight).at(field=AUX_QUANTITY)]
    if places_of(weight) > product.aux_precision:
        fine = errors.QuantityTooFine(
            quantity=weight, unit=product.aux_unit_name, precision=product.aux_precision
        )
        return [fine.at(field=AUX_QUANTITY)]
    line.weight = weight
    return []


def _takes_weight(kind: DocumentType, source: Source) -> bool:
    """Whether a line of ``kind`` takes of what the source line weighed: goods that moved come back, arrive, or are
    invoiced. What replaces goods that were sent back is weighed anew.
    """
    moved = document_type(source.type_code)
    rule = kind.source(source.type_code)
    return bool(moved.goods) and not moved.is_order and rule is not None and not rule.starts_over


def _left(line: PaperLine, kind: DocumentType, source: Source) -> tuple[Decimal, Decimal]:
    """Pieces and weight of the source line that nothing took yet."""
    takers = (kind.code, *BESIDE.get(kind.code, ()))
    pieces = abs(source.quantity_base) - abs(source.carried_quantity(*takers))
    return pieces, source.weight - abs(source.carried_weight(*takers))


def _share(line: PaperLine, product: ProductFact, kind: DocumentType, source: Source) -> Decimal:
    pieces, weight = _left(line, kind, source)
    this = abs(line.quantity_base)
    if this >= pieces:
        return max(weight, ZERO)
    return max(quantize(divide(multiply(weight, this), pieces), product.aux_precision), ZERO)


def _within_source(
    line: PaperLine, product: ProductFact, kind: DocumentType, source: Source | None
) -> list[Problem]:
    """No more comes back than went; what is on its way arrives with the whole of its weight."""
    if source is None or not source.weight or not _takes_weight(kind, source):
        return []
    pieces, weight = _left(line, kind, source)
    is_last = abs(line.quantity_base) >= pieces
    is_way = kind.goods == "from_transit" or kind.code in ENDS or source.type_code == "loan_out"
    wrong = line.weight > weight or (is_way and is_last is (line.weight != weight))
    if not wrong:
        return []
    more = WeightOfSource(
        product=product.name,
        source_number=source.number,
        weight=line.weight,
        left=weight,
        pieces=pieces,
        unit=product.aux_unit_name,
    )
    return [more.at(field=AUX_QUANTITY)]


def weighed_anew(line: PaperLine, agreed: Source, price_mode: str) -> bool:
    """B2: goods of an order that says what a unit of weight costs are paid for as they are weighed."""
    is_order = document_type(agreed.type_code).is_order
    return bool(line.weight) and is_order and price_of_order(line, agreed, price_mode)


def price_of_order(line: PaperLine, agreed: Source, price_mode: str) -> bool:
    """Take the order's price where its amount is just that price times its weight; whether it was so."""
    if agreed.price is None or not agreed.weight:
        return False
    line.data.setdefault(PRICE_BY, agreed.data.get(PRICE_BY, "weight"))
    amount = agreed.amount_incl if price_mode == "INCL" else agreed.amount_net
    if quantize(multiply(agreed.price, agreed.weight), 2) != amount:
        return False
    line.price = agreed.price
    return True


def share_by_weight(
    amount: Decimal, done: Decimal, line: PaperLine, source: Source, given: Decimal
) -> Decimal:
    """The part of an amount of the source line that this line's weight stands for, in instalments (C1)."""
    return ratio(amount, done + abs(line.weight), source.weight) - given


def write_down(line: PaperLine) -> None:
    """Keep the weight of a line that is posted with it."""
    if line.weight:
        line.data[AUX_QUANTITY] = exact_text(line.weight)
