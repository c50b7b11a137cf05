"""Orders of weighed goods (B2): promised by the piece at a price of a kilogram, carried out as they are weighed."""

from __future__ import annotations

from fractions import Fraction

from tests.histories.acts_buying import CUSTOMERS, SUPPLIERS, ordered
from tests.histories.acts_selling import sell
from tests.histories.company import WEIGHED
from tests.histories.dice import Dice, kilograms
from tests.histories.flows import Spot
from tests.histories.shop import Done, Shop, Step, Told


def _think(shop: Shop, dice: Dice, parties: tuple[str, ...], most: int, *, comes_in: bool) -> Step | None:
    """One line of pieces: nobody has weighed them yet."""
    place = dice.place(shop)
    row = dice.told_apart(shop, WEIGHED, place, comes_in=comes_in)
    if row is None:
        return None
    row = {key: row[key] for key in ("product", "lot") if key in row}
    rows = [{**row, "n": dice.pieces(most), "price": dice.money(100, 3000), "incl": not comes_in}]
    return {"day": dice.day(), "place": place, "party": dice.of(parties), "rows": rows}


def think_order(shop: Shop, dice: Dice) -> Step | None:
    return _think(shop, dice, SUPPLIERS, 12, comes_in=True)


def do_order(shop: Shop, number: int, step: Step) -> None:
    ordered(shop, number, step, "weighed_order", "purchase_order", "EXCL")


def think_sell_order(shop: Shop, dice: Dice) -> Step | None:
    return _think(shop, dice, CUSTOMERS, 6, comes_in=False)


def do_sell_order(shop: Shop, number: int, step: Step) -> None:
    ordered(shop, number, step, "weighed_sell_order", "sales_order", "INCL")


def _part(shop: Shop, dice: Dice, kind: str) -> Step | None:
    """Some of the pieces, on the scale now."""
    step = dice.line_of(shop, kind)
    return step and {**step, "kg": kilograms(Fraction(step["n"]) * dice.chance.randint(4700, 5700) / 1000)}


def think_receive(shop: Shop, dice: Dice) -> Step | None:
    return _part(shop, dice, "weighed_order")


def do_receive(shop: Shop, number: int, step: Step) -> None:
    """借 存货 贷 暂估应付: the order's price of a kilogram for what was weighed, not its guess (D-PIN, B2)."""
    done, told = _carry(shop, number, step, "receive", "purchase_receipt", "EXCL")
    cost, against = shop.cost(told.net, told.tax), ("ap_estimated", done.party)
    shop.goes(done, told, None, Spot(told.place, lot=told.lot), "given", amount=cost, against=against)


def think_issue(shop: Shop, dice: Dice) -> Step | None:
    return _part(shop, dice, "weighed_sell_order")


def do_issue(shop: Shop, number: int, step: Step) -> None:
    """The same with what is sold (D-SOUT)."""
    done, told = _carry(shop, number, step, "issue", "sales_issue", "INCL")
    sell(shop, done, told, Spot(told.place, lot=told.lot), done.party)


def _carry(shop: Shop, number: int, step: Step, kind: str, code: str, price_mode: str) -> tuple[Done, Told]:
    source, order = shop.source(step), shop.done[step["of"][0]]
    row = {**order.extra["rows"][step["of"][1]], "n": step["n"], "kg": step["kg"]}
    lines = [shop.row({**row, "price": None}, source_line_id=shop.source_id(step))]
    header = {"party": order.party, "place": source.place, "price_mode": price_mode}
    done = shop.post(number, kind, shop.paper(code, step["day"], lines, **header), party=order.party)
    told = shop.told(done, 0, row, place=source.place)
    shop.takes(done, source, "carried", Fraction(step["n"]), "carried")
    return done, told


ACTS = {
    "weighed_order": (think_order, do_order, 3),
    "receive_weighed": (think_receive, do_receive, 4),
    "weighed_sell_order": (think_sell_order, do_sell_order, 2),
    "issue_weighed": (think_issue, do_issue, 3),
}
