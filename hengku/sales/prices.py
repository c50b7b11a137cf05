"""What a sale may be made for: not below the floor price without a right and a reason (D-QT, D-SO). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from hengku.documents.paper import PAIRED, PaperLine
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN, divide, quantize
from hengku.posting.effects import Facts

#: Who may sell below the floor, when a reason is written on the document (S3).
BELOW_FLOOR: Final = "sales.below_floor"


@dataclass(eq=False)
class BelowFloorPrice(Refused):
    """D-QT, D-SO: cheaper than the product may be sold for; both prices with tax, of one base unit."""

    product: str
    price: Decimal
    floor: Decimal
    text = (
        "「{product}」折后含税单价 {price} 低于底价 {floor}。请调整价格,"
        "或由有「低于底价销售」权限的人填写特批原因后审核。"
    )


@dataclass(eq=False)
class QuotationExpired(Refused):
    """D-QT: an order takes of a quotation while it is valid."""

    number: str
    valid_until: str
    text = "报价单 {number} 的有效期到 {valid_until},已经过期。请重新报价,或不引用报价单下单。"


def floor_problems(facts: Facts) -> list[Problem]:
    """Lines below the floor price of their product, after all discounts; gifts have no price to look at, and what was
    carried from a document was looked at there.
    """
    if facts.paper.source_system == PAIRED:  # D-ICT: the price inside a group follows the group's agreement
        return []
    reason = str(facts.paper.data.get("approval_reason") or "").strip()
    if reason and facts.may(BELOW_FLOOR):
        return []
    found: list[Problem] = []
    for line in facts.lines:
        product = facts.products.get(line.product_id or 0)
        if product is None or product.floor_price is None or line.is_gift or line.source_line_id:
            continue
        price = price_with_tax(line)
        if price < product.floor_price:
            below = BelowFloorPrice(product=product.name, price=price, floor=product.floor_price)
            found.append(below.at(line_no=line.line_no, field="price"))
    return found


def price_with_tax(line: PaperLine) -> Decimal:
    """What one base unit of a line brings, with tax, after discounts; 8 places."""
    if not line.quantity_base:
        return ZERO_FEN
    return quantize(divide(line.amount_incl or ZERO_FEN, line.quantity_base), 8)


def quotation_problems(facts: Facts) -> list[Problem]:
    """Lines taken of a quotation that is no longer valid on the day of the order (D-QT)."""
    found: list[Problem] = []
    for line in facts.lines:
        source = facts.sources.get(line.source_line_id or 0)
        if source is None or source.type_code != "quotation":
            continue
        until = str(source.header.get("valid_until") or "")
        if until and facts.paper.business_on > date.fromisoformat(until):
            expired = QuotationExpired(number=source.number, valid_until=until)
            found.append(expired.at(line_no=line.line_no, field="source_line"))
    return found


def order_problems(facts: Facts) -> list[Problem]:
    """What a sales order is refused for by its prices (D-SO)."""
    return [*quotation_problems(facts), *floor_problems(facts)]
