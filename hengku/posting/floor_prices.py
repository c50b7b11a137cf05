"""What goods may be sold for: not below the floor price without a right and a reason (D-QT, D-SO, D-POS). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.documents.paper import DISH_OF, KIT, PAIRED, PaperLine
from hengku.documents.reference import ProductFact
from hengku.documents.weigh_rules import is_priced_by_weight
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN, D, divide, quantize
from hengku.parties.price_rules import choose, read_agreed
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


def floor_problems(facts: Facts) -> list[Problem]:
    """Lines below the floor price of their price list or product, after all discounts; gifts have no price to look at,
    and what was carried from a document was looked at there.
    """
    if facts.paper.source_system == PAIRED:  # D-ICT: the price inside a group follows the group's agreement
        return []
    reason = str(facts.paper.data.get("approval_reason") or "").strip()
    if reason and facts.may(BELOW_FLOOR):
        return []
    found: list[Problem] = []
    kits: dict[str, list[PaperLine]] = {}
    for line in facts.lines:
        if line.is_gift or line.source_line_id or DISH_OF in line.data:
            continue
        if (
            KIT in line.data
        ):  # what its components cost alone was not asked for: the kit has a floor of its own
            kits.setdefault(line.data[KIT]["set"], []).append(line)
        else:
            sold = Sold(line.product_id or 0, line.quantity_base, price_with_tax(line), line.line_no)
            found += _below(facts, sold)
    for lines in kits.values():
        kit = lines[0].data[KIT]
        sets = divide(lines[0].quantity_base, D(kit["per"]))
        price = quantize(divide(sum((one.amount_incl or ZERO_FEN for one in lines), ZERO_FEN), sets), 8)
        found += _below(facts, Sold(int(kit["product"]), sets, price, lines[0].line_no))
    return found


@dataclass(frozen=True, slots=True)
class Sold:
    """So many base units of a product at a price with tax of one, on a line."""

    product_id: int
    quantity: Decimal
    price: Decimal
    line_no: int


def _below(facts: Facts, sold: Sold) -> list[Problem]:
    product = facts.products.get(sold.product_id)
    floor = None if product is None else floor_of(facts, product, sold.quantity)
    if product is None or floor is None or sold.price >= floor:
        return []
    below = BelowFloorPrice(product=product.name, price=sold.price, floor=floor)
    return [below.at(line_no=sold.line_no, field="price")]


def floor_of(facts: Facts, product: ProductFact, quantity: Decimal) -> Decimal | None:
    """What one base unit may not go below, with tax: the floor of the closest price agreed for the customer, the
    quantity and the day that states one (MD-05), else the product's own; None without either.
    """
    agreed = None
    if product.floors:
        party = facts.party
        who = (party.id, party.level) if party is not None else (0, "")
        floors = [read_agreed(row) for row in product.floors]
        agreed = choose(floors, *who, quantity, facts.paper.business_on)
    if agreed is None:
        return product.floor_price
    return agreed.price


def price_with_tax(line: PaperLine) -> Decimal:
    """What one base unit of a line brings, with tax, after discounts; where it is priced by weight, one unit of that
    (B2). 8 places.
    """
    measure = line.weight if is_priced_by_weight(line) else line.quantity_base
    if not measure:
        return ZERO_FEN
    return quantize(divide(line.amount_incl or ZERO_FEN, measure), 8)
