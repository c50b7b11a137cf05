"""Bins of a warehouse (Q6, D-STS, D-PK): goods lie on a shelf once somebody put them there, and leave it by name only.

What is picked for an order waits in 待发区 STAGING, and is sent from there (``Shop.goes``).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.histories.acts_buying import CUSTOMERS
from tests.histories.acts_selling import sell
from tests.histories.company import SHELVES, STAGING, Company
from tests.histories.dice import Dice
from tests.histories.flows import Spot
from tests.histories.shop import Shop, Step, again

HOUSE = "W1"
CODES = "ABCMN"  # without lots: which of them lies where, the model need not find out
LATE = 45  # when most of what comes is there


def suits(company: Company) -> bool:
    """Whether there are shelves."""
    return company.bins


def _goods(shop: Shop, dice: Dice, shelf: str) -> Step | None:
    """Of what lies on a shelf, or in the warehouse itself; now and then more than that."""
    held = shop.note.told().hands
    there = {code: n for code in CODES if (n := held.get((code, Spot(HOUSE, bin=shelf)), 0)) > 0}
    if not there:
        return None
    code = dice.of(sorted(there))
    most = int(there[code]) + (1 if dice.likely(1) else 0)
    return {"product": code, "n": str(dice.chance.randint(1, max(most, 1)))}


def think_put(shop: Shop, dice: Dice) -> Step | None:
    here, there = dice.chance.sample(("", "", *SHELVES), 2)
    row = _goods(shop, dice, here)
    return row and {"day": dice.day(LATE), "row": row, "here": here, "there": there}


def do_put(shop: Shop, number: int, step: Step) -> None:
    """状态转换 with 移入库位: the same goods, elsewhere in the warehouse; its stock and its cost stay."""
    data = {"status": "available", "status_to": "available", "bin": step["here"], "bin_to": step["there"]}
    line = shop.row(step["row"], data={key: value for key, value in data.items() if value})
    header: dict[str, Any] = {"place": HOUSE, "data": {"reason": "quality"}}
    done = shop.post(number, "put", shop.paper("stock_status_change", step["day"], [line], **header))
    assert step["here"] != step["there"], "nothing changed"
    told = shop.told(done, 0, step["row"], place=HOUSE)
    shop.goes(done, told, Spot(HOUSE, bin=step["here"]), Spot(HOUSE, bin=step["there"]), "pool")


def think_leave(shop: Shop, dice: Dice) -> Step | None:
    shelf = dice.of(SHELVES)
    row = _goods(shop, dice, shelf)
    if row is None:
        return None
    row |= {"bin": shelf, "price": dice.money(200, 4000), "incl": True}
    way = dice.of(("sold", "sold", "moved"))
    return {"day": dice.day(LATE), "row": row, "way": way, "party": dice.of(CUSTOMERS)}


def do_leave(shop: Shop, number: int, step: Step) -> None:
    """Sold, or moved to another warehouse, from the shelf that is named."""
    row, here = step["row"], Spot(HOUSE, bin=step["row"]["bin"])
    if step["way"] == "sold":
        header = {"party": step["party"], "place": HOUSE, "price_mode": "INCL"}
        line = shop.row(row, tax_code_id=shop.tax_out_id)
        paper = shop.paper("sales_issue", step["day"], [line], **header)
        done = shop.post(number, "issue", paper, party=step["party"])
        sell(shop, done, shop.told(done, 0, row, place=HOUSE), here, step["party"])
        return
    row = {key: value for key, value in row.items() if key not in ("price", "incl")}
    to = next(one for one in shop.warehouses if one != HOUSE)
    paper = shop.paper("transfer_direct", step["day"], [shop.row(row)], place=HOUSE, to=to)
    done = shop.post(number, "transfer", paper)
    shop.goes(done, shop.told(done, 0, row, place=HOUSE, to=to), here, Spot(to), "pool")


def think_pick(shop: Shop, dice: Dice) -> Step | None:
    lines = [
        told
        for done in shop.live("sell_order", "notice")
        for told in done.lines
        if told.place == HOUSE and told.product in CODES + "L" * (done.kind == "notice")
    ]
    if not lines:
        return None
    told = dice.of(lines[-12:])
    step: Step = {"of": list(told.line), "day": dice.day(LATE), "n": dice.pieces(4), "lot": told.lot}
    step["bin"] = "" if told.lot or dice.likely(6) else dice.of(SHELVES)
    return {**step, "short": dice.pieces(2)} if dice.likely(2) else step


def do_pick(shop: Shop, number: int, step: Step) -> None:
    """D-PK: into STAGING; its stock and its cost stay. What was not found is given back (短拣)."""
    source, order = shop.source(step), shop.done[step["of"][0]]
    row = {**again(source, step), "lot": step["lot"], "bin": step["bin"]}
    data = {"short_quantity": step["short"], "short_reason": "not_found"} if "short" in step else {}
    line = shop.row(row, source_line_id=shop.source_id(step), data=data)
    paper = shop.paper("pick_list", step["day"], [line], place=HOUSE, party=order.party)
    done = shop.post(number, "picked", paper, party=order.party)
    told = shop.told(done, 0, row, place=HOUSE)
    shop.takes(done, source, "picked", told.n, "picked")
    if "short" in step:
        source.taken["let go"] += Fraction(step["short"])
    here = Spot(HOUSE, lot=told.lot, bin=step["bin"])
    shop.goes(done, told, here, Spot(HOUSE, lot=told.lot, bin=STAGING), "pool")


ACTS = {
    "pick": (think_pick, do_pick, 8),
    "put": (think_put, do_put, 3),
    "leave": (think_leave, do_leave, 3),
}
