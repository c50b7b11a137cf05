"""Estimates that the ledger forgets on the first of a month and remembers at its end (D-EST, C15 MONTH_BEGIN, ES-04).

Goods, pools and what is owed never notice. One rule says it all: as long as the estimate of a receipt's line is reversed,
存货 and 暂估应付 lack in the ledger what is left of it, which is what no invoice has lifted and no return has taken back.
"""

from __future__ import annotations

from fractions import Fraction

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from tests.histories.company import Company
from tests.histories.dice import Dice
from tests.histories.flows import NONE
from tests.histories.shop import Shop, Step, Told


def suits(company: Company) -> bool:
    """Whether the company works so."""
    return company.suspends


def think_run(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "receive")
    if step is None:
        return None
    is_reversed = shop.source(step).taken["reversed"] > 0
    remembers = is_reversed if dice.likely(9) else not is_reversed
    return {"of": step["of"], "day": step["day"], "run": "ESTIMATE" if remembers else "REVERSE"}


def left_of(shop: Shop, told: Told) -> Fraction:
    """What is left of a line's estimate."""
    return shop.cost(told.net, told.tax) - told.taken["lifted"] - told.taken["sent back for"]


def do_run(shop: Shop, number: int, step: Step) -> None:
    """The ledger alone: 借 存货 贷 应付暂估 in red, or in blue again."""
    source, reverses = shop.source(step), step["run"] == "REVERSE"
    count = source.n if source.count is None else source.count
    line = PaperLine(quantity=D(str(count)), source_line_id=shop.source_id(step))
    paper = shop.paper("estimate_run", step["day"], [line], data={"run": step["run"]})
    done = shop.post(number, "run", paper)
    shop.told(done, 0, {"product": source.product, "n": "0"})
    assert left_of(shop, source) > 0, "nothing was left of it"
    assert (source.taken["reversed"] > 0) is not reverses, "it was so already"
    shop.takes(done, source, "reversed", Fraction(1 if reverses else -1))


def follow(shop: Shop, day: int) -> None:
    """Bring what the ledger lacks to what is left of the estimates that are reversed now."""
    for done in shop.done.values():
        if done.kind != "receive":
            continue
        for told in done.lines:
            lacks = left_of(shop, told) if told.taken["reversed"] > 0 else NONE
            change = shop.lacking.get(told.line, NONE) - lacks
            if change:
                shop.lacking[told.line] = lacks
                shop.note.books(day, "merchandise", change)
                shop.note.books(day, "estimates_reversed", -change)


ACTS = {"run_estimate": (think_run, do_run, 12)}
