"""菜品 on paper (D-POS): what a dish on a ticket takes, by its recipe, with 加料 and 去料. Pure.

``EGG:+1; CHILI:-5; BEEF:-`` — code of the ingredient, how many base units more or less go into one portion; a minus
alone leaves it out. What is asked for once more is added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.catalog.bill_rules import Part
from hengku.documents.kit_lots import BETWEEN
from hengku.documents.reference import ProductFact
from hengku.kit.errors import Invalid, Refused
from hengku.kit.numbers import ZERO, D, NotANumber, divide, multiply, quantize

#: Key in the data of a line of a dish: what it has more and less of than its recipe.
CHANGES: Final = "recipe_changes"


@dataclass(eq=False)
class RecipeChangeWrong(Invalid):
    """What a line says of the ingredients of its dish cannot be read."""

    said: str
    text = "加料去料「{said}」不对。写成「原料编码:+数量」或「原料编码:-数量」,整样不要写「原料编码:-」,几个之间用分号隔开。"


@dataclass(eq=False)
class IngredientUnknown(RecipeChangeWrong):
    """It names nothing that can go into a dish."""

    ingredient: str
    text = "加料去料「{said}」里的 {ingredient} 不是可用的原料。请写在用商品的编码(不能是套装或菜品)。"


@dataclass(eq=False)
class IngredientNotInDish(Refused):
    """Less of it is asked for than the recipe has."""

    product: str
    quantity: Decimal
    unit: str
    text = "一份里只有「{product}」{quantity} {unit},去不掉这么多。请改「加料去料」。"


@dataclass(eq=False)
class DishHasNoStock(Refused):
    """A dish is made when it is sold at a counter: nothing else can be done with it (D-POS)."""

    product: str
    text = "“{product}”是菜品,按配方扣原料,只能在小票上卖。请填写它的原料(商品页“组成”里看)。"


@dataclass(frozen=True, slots=True)
class Change:
    """So many base units of a product more (> 0) or less (< 0) in a portion; None: none of it at all."""

    said: str
    code: str
    quantity: Decimal | None


def read_changes(said: str) -> list[Change]:
    """What a line asks for, in the order in which it is written. Refuses what it cannot read."""
    found = []
    for entry in filter(None, (one.strip() for one in BETWEEN.split(said))):
        code, colon, rest = entry.replace("\uff1a", ":").rpartition(":")
        rest = rest.strip().replace("\uff0b", "+").replace("\uff0d", "-").replace("−", "-")
        if not colon or not code.strip() or rest[:1] not in ("+", "-"):
            raise RecipeChangeWrong(said=entry)
        found.append(Change(entry, code.strip().upper(), None if rest == "-" else _number(entry, rest)))
    return found


def _number(entry: str, rest: str) -> Decimal:
    try:
        number = D(rest[1:].strip())
    except NotANumber:
        number = ZERO
    if number <= 0:
        raise RecipeChangeWrong(said=entry)
    return number if rest[0] == "+" else -number


def ingredients_of(
    portions: Decimal, parts: Sequence[Part], changes: Iterable[Change], by_code: Mapping[str, ProductFact]
) -> list[tuple[ProductFact, Decimal]]:
    """What so many portions (> 0, base units of the dish) take: ingredients in the order of the recipe, extras behind
    them, in base units at the precision of each; what rounds to nothing is left out.

    ``by_code`` knows the ingredients of the recipe and every product that a change names. Refuses a change of what is
    no ingredient, and one that leaves out more than there is.
    """
    facts = {one.id: one for one in by_code.values()}
    each = {part.component_id: part.of(Decimal(1)) for part in parts}
    for change in changes:
        product = by_code.get(change.code)
        if product is None or not product.is_active or product.is_kit or product.is_dish:
            raise IngredientUnknown(said=change.said, ingredient=change.code)
        has = each.get(product.id, ZERO)
        left = ZERO if change.quantity is None else has + change.quantity
        if left < 0 or (change.quantity is None and not has):
            raise IngredientNotInDish(product=product.name, quantity=has, unit=product.base_unit_name)
        each[product.id] = left
    whole = {part.component_id: part for part in parts}
    found = []
    for product_id, one in each.items():
        part, product = whole.get(product_id), facts[product_id]
        is_plain = part is not None and one == part.of(Decimal(1))
        needed = part.of(portions) if part is not None and is_plain else multiply(one, portions)
        if (quantity := quantize(needed, product.precision)) > 0:
            found.append((product, quantity))
    return found


def share_back(taken: Decimal, of: Decimal, back: Decimal, precision: int) -> Decimal:
    """How much of an ingredient comes back with ``back`` of ``of`` portions (> 0), of ``taken`` that went with them."""
    return quantize(divide(multiply(taken, back), of), precision)
