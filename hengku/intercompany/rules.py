"""What a group charges inside, and what profit of it still lies in stock (D-ICT). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.kit.numbers import ZERO, ZERO_FEN, divide, multiply, quantize, to_fen

PRICE_PLACES: Final = 4
MARKUP_MAX: Final = Decimal(10)
#: What goods of a trade go back by, by what they came by.
BACK_BY: Final = {
    "sales_issue": "sales_return",
    "purchase_receipt": "purchase_return",
    "branch_out": "branch_in",
    "branch_in": "branch_out",
}


def cost_plus(cost: Decimal, quantity: Decimal, markup: Decimal) -> Decimal:
    """成本加成: the price without tax of one unit, 4 places, for goods that cost ``cost`` in all; ``quantity`` is
    what they are priced by, pieces or weight. ``markup`` 0.1 = 10 %.
    """
    if not quantity:
        return ZERO
    return quantize(divide(multiply(cost, 1 + markup), quantity), PRICE_PLACES)


@dataclass(frozen=True, slots=True)
class Inside:
    """One product that one company of a group bought from another, up to a day.

    ``sold`` is what the seller took for it without tax, ``cost`` what it had cost the seller, both ≥ 0; ``bought`` is
    the quantity, ``received`` the quantity of it that the buyer got from anybody, ``balance`` the amount at which the
    buyer's books hold the product now.
    """

    sold: Decimal
    cost: Decimal
    bought: Decimal
    received: Decimal
    balance: Decimal


def margin_rate(one: Inside) -> Decimal:
    """卖方毛利率, a part of the sales price, 6 places; below zero where the seller lost."""
    return quantize(divide(one.sold - one.cost, one.sold), 6) if one.sold else ZERO


def unrealised(one: Inside) -> Decimal:
    """未实现利润 to be eliminated: 买方结存 × 卖方毛利率. Of goods bought outside too, the balance holds the inside part by
    quantity received, as an average does.
    """
    if not one.sold or not one.received or one.balance <= 0:
        return ZERO_FEN
    share = min(divide(one.bought, one.received), Decimal(1))
    inside = multiply(one.balance, share)
    return to_fen(divide(multiply(inside, one.sold - one.cost), one.sold))
