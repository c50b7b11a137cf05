"""The standard cost of a product is another one (C14): its stock is worth that from the first hour of a day on."""

from __future__ import annotations

from fractions import Fraction

from tests.histories.company import STANDARDS, Company
from tests.histories.dice import Dice
from tests.histories.shop import Shop, Step


def suits(company: Company) -> bool:
    """Whether goods cost so; where the variance of a month is shared out, one standard holds all of it."""
    return company.method == "STANDARD" and not company.costs_months


def think_restandard(shop: Shop, dice: Dice) -> Step | None:
    if dice.likely(5):
        return None
    return {"day": dice.day(), "product": dice.of(STANDARDS), "cost": dice.money(100, 3000)}


def do_restandard(shop: Shop, number: int, step: Step) -> None:
    """借 存货 贷 材料成本差异 by what stock is worth more, in every pool."""
    shop.desk.set_standard(step["cost"], step["day"], shop.products[step["product"]])
    shop.must_be_open("standard_cost", step["day"])
    shop.note.restandards.append((step["day"], step["product"], Fraction(step["cost"])))


ACTS = {"restandard": (think_restandard, do_restandard, 6)}
