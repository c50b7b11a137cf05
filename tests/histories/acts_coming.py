"""How goods come that were ordered (D-ARR, D-IQC): they arrive, are inspected, and are received as far as they are sound.

An arrival and an inspection before the receipt book nothing; what must be inspected is not received without.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.histories.acts_buying import part_of_order
from tests.histories.dice import Dice
from tests.histories.flows import Spot
from tests.histories.shop import Shop, Step, Told, again, landed, must_be_sound


def think_come(shop: Shop, dice: Dice) -> Step | None:
    return dice.line_of(shop, "order")


def do_come(shop: Shop, number: int, step: Step) -> None:
    """D-ARR: at the door, and nothing more; no more of it than was ordered."""
    source, order = shop.source(step), shop.done[step["of"][0]]
    row = {"product": source.product, "n": step["n"]}
    line = shop.row(row, source_line_id=shop.source_id(step))
    header = {"party": order.party, "place": source.place}
    paper = shop.paper("goods_arrival", step["day"], [line], **header)
    done = shop.post(number, "came", paper, party=order.party)
    told = shop.told(done, 0, row, place=source.place)
    shop.takes(done, source, "arrived", told.n, "arrived")
    done.extra["order"] = source


def think_inspect(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "came")
    return step and {**step, "bad": dice.of(("0", "0", "1", "2"))}


def do_inspect(shop: Shop, number: int, step: Step) -> None:
    """D-IQC 先检后入: says how much of an arrival is sound."""
    source, came = shop.source(step), shop.done[step["of"][0]]
    row = {"product": source.product, "n": step["n"]}
    data = {"rejected": step["bad"], "defect": "appearance"} if int(step["bad"]) else {}
    line = shop.row(row, source_line_id=shop.source_id(step), data=data)
    header = {"party": came.party, "place": source.place}
    paper = shop.paper("incoming_inspection", step["day"], [line], **header)
    done = shop.post(number, "inspected", paper, party=came.party)
    told = shop.told(done, 0, row, place=source.place)
    shop.takes(done, source, "inspected", told.n, "inspected")
    assert int(step["bad"]) <= told.n, "more was bad than was looked at"
    told.n -= int(step["bad"])
    done.extra["order"] = came.extra["order"]


def think_take_in(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "came", "inspected", "inspected")
    if step is None:
        return None
    lot = dice.lot(shop, shop.source(step).product)
    return {**step, **({"lot": lot} if lot else {})}


def do_take_in(shop: Shop, number: int, step: Step) -> None:
    """D-PIN of an arrival, or of what an inspection found sound: the order is carried out by it, at its price."""
    source, before = shop.source(step), shop.done[step["of"][0]]
    order: Told = before.extra["order"]
    row = again(source, step) | {"lot": step.get("lot", "")}
    line = shop.row(row, source_line_id=shop.source_id(step))
    header: dict[str, Any] = {"party": before.party, "place": source.place, "price_mode": "EXCL"}
    paper = shop.paper("purchase_receipt", step["day"], [line], **header)
    done = shop.post(number, "receive", paper, party=before.party)
    told = part_of_order(shop, done, order, shop.told(done, 0, row, place=source.place))
    shop.takes(done, source, "received", told.n, "received")
    shop.takes(done, order, "carried", told.n, "carried", "anew")
    must_be_sound(shop, told, before)
    cost, against = shop.cost(told.net, told.tax), ("ap_estimated", before.party)
    there = landed(shop, told, told.place, before)
    shop.goes(done, told, None, there, "given", amount=cost, against=against)


def think_look(shop: Shop, dice: Dice) -> Step | None:
    if not shop.company.holds:
        return None
    on_hold = [
        (done, told)
        for done in shop.live("receive")
        for told, flow in zip(done.lines, done.flows, strict=True)
        if flow.there is not None and flow.there.status == "qc_hold"
    ]
    if not on_hold:
        return None
    done, told = dice.of(on_hold[-12:])
    bad = dice.of(("0", "0", "1", "2"))
    return {"of": list(told.line), "day": dice.day(done.day), "n": dice.pieces(12), "bad": bad}


def do_look(shop: Shop, number: int, step: Step) -> None:
    """D-IQC 先入后检: goods on hold are sound, or defective; they cost what they cost."""
    source, receipt = shop.source(step), shop.done[step["of"][0]]
    row, bad = again(source, step), int(step["bad"])
    data = {"rejected": step["bad"], "defect": "appearance"} if bad else {}
    line = shop.row(row, source_line_id=shop.source_id(step), data=data)
    header = {"party": receipt.party, "place": source.place}
    paper = shop.paper("incoming_inspection", step["day"], [line], **header)
    done = shop.post(number, "looked", paper, party=receipt.party)
    whole = Fraction(step["n"])
    assert bad <= whole, "more was bad than was looked at"
    shop.takes(done, source, "looked at", whole, "looked at", "send_back")
    shop.takes(done, source, "accepted", whole - bad)
    held = Spot(source.place, "qc_hold", source.lot)
    for n, status in ((whole - bad, "available"), (Fraction(bad), "defect")):
        if n:
            told = shop.told(done, 0, {**row, "n": str(n)}, place=source.place)
            shop.goes(done, told, held, Spot(source.place, status, source.lot), "pool")


ACTS = {
    "come": (think_come, do_come, 3),
    "inspect": (think_inspect, do_inspect, 3),
    "take_in": (think_take_in, do_take_in, 4),
    "look": (think_look, do_look, 5),
}
