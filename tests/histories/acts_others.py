"""Goods of others that lie with us (D-BOR, D-CIN): they go where ours go, in whatever state, and never cost us anything.

What of them is lost costs what their owner is to get for it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.kit.numbers import D
from tests.histories.acts_stock import LOSSES, TRANSIT, where
from tests.histories.dice import Dice
from tests.histories.flows import Spot
from tests.histories.shop import Done, Shop, Step, Told, again


def _some(shop: Shop, dice: Dice) -> Step | None:
    """Goods that somebody gave us: whose, what, how many."""
    found = shop.live("borrow_in", "consign_in")
    if not found:
        return None
    done = dice.of(found[-12:])
    source = dice.of(done.lines)
    row = {"product": source.product, **dice.part(source)}
    row |= {"lot": source.lot} if source.lot else {}
    place = source.place if dice.likely(7) else dice.place(shop)
    return {"day": dice.day(done.day), "place": place, "party": done.party, "rows": [row]}


def think_move(shop: Shop, dice: Dice) -> Step | None:
    step = _some(shop, dice)
    if step is None:
        return None
    to = next(one for one in shop.warehouses if one != step["place"])
    return {**step, "to": to, "steps": dice.of((1, 2, 2))}


def do_move(shop: Shop, number: int, step: Step) -> None:
    """一步调拨, 调拨出库 with 货主: whose they are goes with them."""
    code, kind = (("transfer_direct", "move_others"), ("transfer_out", "send_others"))[step["steps"] - 1]
    paper = shop.paper(
        code,
        step["day"],
        [shop.row(step["rows"][0])],
        place=step["place"],
        to=step["to"],
        party=step["party"],
    )
    done = shop.post(number, kind, paper, party=step["party"])
    told = shop.told(done, 0, step["rows"][0], place=step["place"], to=step["to"])
    there = told.to if step["steps"] == 1 else TRANSIT
    shop.goes(done, told, _lies(told, told.place, done), _lies(told, there, done), "pool")


def _lies(told: Told, place: str, done: Done, state: str = "available") -> Spot:
    return Spot(place, state, told.lot, done.party)


def think_arrive(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "send_others")
    return step and {
        **step,
        "outcome": dice.of(("received", "received", "lost", "returned")),
        "answers": dice.of(("company", "party")),
        "claim": dice.money(0, 900),
    }


def do_arrive(shop: Shop, number: int, step: Step) -> None:
    """调拨入库 with 货主: lost ones, 借 the loss or 1221, 贷 2241 what their owner gets."""
    source, sent, outcome = shop.source(step), shop.done[step["of"][0]], step["outcome"]
    data = {"outcome": outcome, "answers": step["answers"], "responsible": "李四"}
    if outcome == "lost":
        data["owner_claim"] = step["claim"]
    row = again(source, step)
    line = shop.row(row, source_line_id=shop.source_id(step), data=data)
    header = {"place": source.place, "to": source.to, "data": {"rest_stays": "true"}, "party": sent.party}
    done = shop.post(
        number, "arrive_others", shop.paper("transfer_in", step["day"], [line], **header), party=sent.party
    )
    told = shop.told(done, 0, row, place=source.to)
    shop.takes(done, source, "arrive", told.n, "arrive")
    there = {"received": source.to, "returned": source.place, "lost": ""}[outcome]
    shop.goes(done, told, _lies(told, TRANSIT, done), _lies(told, there, done) if there else None, "pool")
    if outcome == "lost":
        role = "other_receivable" if step["answers"] == "party" else where(shop, "nonop_expense", "admin")
        _owed(shop, done, role, Fraction(step["claim"]))


def _owed(shop: Shop, done: Done, role: str, claim: Fraction) -> None:
    shop.books(done, role, claim)
    shop.books(done, "other_payable", -claim, done.party)


def think_state(shop: Shop, dice: Dice) -> Step | None:
    step = _some(shop, dice)
    states = {
        "before": dice.of(("available", "available", "frozen")),
        "after": dice.of(("available", "frozen")),
    }
    return step and {**step, **states}


def do_state(shop: Shop, number: int, step: Step) -> None:
    """D-STS with 货主."""
    line = shop.row(step["rows"][0], data={"status": step["before"], "status_to": step["after"]})
    header: dict[str, Any] = {"place": step["place"], "party": step["party"], "data": {"reason": "quality"}}
    paper = shop.paper("stock_status_change", step["day"], [line], **header)
    done = shop.post(number, "state_others", paper, party=step["party"])
    told = shop.told(done, 0, step["rows"][0], place=step["place"])
    ends = (_lies(told, told.place, done, one) for one in (step["before"], step["after"]))
    shop.goes(done, told, *ends, "pool")


def think_count(shop: Shop, dice: Dice) -> Step | None:
    step = _some(shop, dice)
    cause = dice.of(("COUNT_LOSS", "THEFT_LOST", "DISASTER"))
    return step and {**step, "found": dice.likely(4), "cause": cause, "claim": dice.money(0, 500)}


def do_count(shop: Shop, number: int, step: Step) -> None:
    """盘盈、盘亏 by owner: only noted, but what its owner gets for what is missing, by way of 1901 (C19)."""
    row, found = step["rows"][0], step["found"]
    lot = shop.lot_id(row)
    line = shop.row({**row, "lot": ""}, data={"lot_id": str(lot)} if lot else {})
    if not found:
        line.data.update(cause=step["cause"], owner_claim=step["claim"])
    code = "count_gain" if found else "count_loss"
    header: dict[str, Any] = {"place": step["place"], "party": step["party"], "made_by": "stock_count"}
    done = shop.post(
        number, "count_others", shop.paper(code, step["day"], [line], **header), party=step["party"]
    )
    told = shop.told(done, 0, row, place=step["place"])
    spot = _lies(told, told.place, done)
    shop.goes(done, told, *((None, spot) if found else (spot, None)), "pool")
    if not found:
        _, small, enterprise = LOSSES[step["cause"]]
        claim = Fraction(D(step["claim"]))
        _owed(shop, done, where(shop, small, enterprise), claim)


ACTS = {
    "move_others": (think_move, do_move, 3),
    "arrive_others": (think_arrive, do_arrive, 3),
    "state_others": (think_state, do_state, 2),
    "count_others": (think_count, do_count, 2),
}
