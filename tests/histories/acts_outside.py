"""Work that is given out (D-OSO, D-OSI, D-OSR, C18): material goes to a processor and stays ours, goods come back worth it
and the work; what the processor lost it pays for. Where months are costed it is not acted, as with consigned goods.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from hengku.posting.actions import close_short
from tests.costing.second_model import r2
from tests.histories.acts_buying import SUPPLIERS, part_of_order
from tests.histories.acts_making import some_parts, whole_pieces
from tests.histories.company import MADE
from tests.histories.dice import Dice
from tests.histories.flows import NONE, Line, Spot
from tests.histories.shop import Done, Shop, Step, Told
from tests.posting.desk import NOW

OUTSIDE = "outsourced"


def think_job(shop: Shop, dice: Dice) -> Step | None:
    if shop.company.waits:
        return None
    made = {"product": dice.of(MADE), "n": dice.pieces(6), "price": dice.money(0, 900)}
    step = {"day": dice.day(), "place": dice.place(shop), "party": dice.of(SUPPLIERS)}
    return {**step, "made": made, "parts": some_parts(dice, 14)}


def do_job(shop: Shop, number: int, step: Step) -> None:
    """An order books nothing: its first line is the product, at a price for the work."""
    made = {**step["made"], "price": step["made"]["price"]}
    lines = [shop.row(made, tax_code_id=shop.tax_id, data={"part": "product"})]
    lines += [shop.row(row, data={"part": "component"}) for row in step["parts"]]
    header = {"party": step["party"], "place": step["place"], "price_mode": "EXCL"}
    paper = shop.paper("outsource_order", step["day"], lines, **header)
    done = shop.post(number, "job", paper, party=step["party"])
    for n, row in enumerate([made, *step["parts"]]):
        shop.told(done, n, row, place=step["place"])


def _job(shop: Shop, dice: Dice) -> Done | None:
    found = shop.live("job")
    return dice.of(found[-5:]) if found else None


def given_for(shop: Shop, job: Done) -> list[Done]:
    """What was given to the processor for an order and still stands, in the order of posting."""
    return [one for one in shop.live("given") if one.extra["job"] == job.step]


def _lot(shop: Shop, dice: Dice, told: Told) -> Step:
    lot = dice.lot(shop, told.product)
    return {"lot": lot} if lot else {}


def think_give(shop: Shop, dice: Dice) -> Step | None:
    job = _job(shop, dice)
    if job is None:
        return None
    told = dice.of(job.lines[1:])
    place = told.place if dice.likely(8) else dice.place(shop)
    step = {"of": list(told.line), "day": dice.day(job.day), "place": place}
    return {**step, **dice.part_of(shop, told, place, 10)}


def do_give(shop: Shop, number: int, step: Step) -> None:
    """D-OSI: 借 委托加工物资 贷 存货 at the cost of the day; within what the order says."""
    source, job = shop.source(step), shop.done[step["of"][0]]
    row = {"product": source.product, "n": step["n"], "lot": step.get("lot", "")}
    line = shop.row(row, source_line_id=shop.source_id(step))
    paper = shop.paper("outsource_issue", step["day"], [line], place=step["place"], party=job.party)
    done = shop.post(number, "given", paper, party=job.party)
    assert job.is_live, "given for an order that had ended"
    told = shop.told(done, 0, row, place=step["place"])
    done.extra["job"] = job.step
    shop.takes(done, source, "given", told.n, "given")
    here = Spot(told.place, lot=told.lot)
    shop.goes(done, told, here, Spot(OUTSIDE, OUTSIDE, told.lot), "pool")


def think_fetch(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "given")
    return step and {**step, "place": dice.place(shop)}


def do_fetch(shop: Shop, number: int, step: Step) -> None:
    """Material comes back at what it was given out at, by instalments, in red."""
    source, given = shop.source(step), shop.done[step["of"][0]]
    row = {"product": source.product, "n": step["n"], "lot": source.lot}
    line = shop.row(row, source_line_id=shop.source_id(step))
    paper = shop.paper("outsource_return", step["day"], [line], place=step["place"], party=given.party)
    done = shop.post(number, "fetched", paper, party=given.party)
    told = shop.told(done, 0, row, place=step["place"])
    shop.takes(done, source, "back", told.n, "back", "used")
    there = Spot(told.place, lot=told.lot)
    shop.goes(done, told, Spot(OUTSIDE, OUTSIDE, told.lot), there, "share", source=source.line)


def think_get(shop: Shop, dice: Dice) -> Step | None:
    job = _job(shop, dice)
    if job is None:
        return None
    made, given = job.lines[0], given_for(shop, job)
    since = max([job.day, *(one.day for one in given)]) if dice.likely(9) else job.day
    step = {"of": list(made.line), "day": dice.day(since), "place": dice.place(shop), "n": dice.pieces(4)}
    step |= _lot(shop, dice, made)
    if given and dice.likely(4):
        one = dice.of(given)
        used: list[Step] = [{"of": [one.step, 0], "n": dice.pieces(6)}]
        if dice.likely(5):
            used.append({"of": [dice.of(given).step, 0], "n": dice.pieces(2), "charged": True})
        step["used"] = used
    return step


def do_get(shop: Shop, number: int, step: Step) -> None:
    """D-OSR: 借 库存商品 贷 委托加工物资 with the material by 累计收回/订单量, or as somebody says; the work is owed as an
    estimate; 借 其他应收款 贷 委托加工物资 with what was lost beyond the quota.
    """
    source, job, place = shop.source(step), shop.done[step["of"][0]], step["place"]
    row = {"product": source.product, "n": step["n"], "lot": step.get("lot", "")}
    lines = [shop.row(row, source_line_id=shop.source_id(step))]
    for one in step.get("used", ()):
        data = {"is_charged": "true"} if one.get("charged") else {}
        lines.append(PaperLine(quantity=D(one["n"]), source_line_id=shop.source_id(one), data=data))
    before = source.taken["carried"]
    header: dict[str, Any] = {"party": job.party, "place": place, "price_mode": "EXCL"}
    paper = shop.paper("outsource_receipt", step["day"], lines, **header)
    done = shop.post(number, "got", paper, party=job.party)
    told = part_of_order(shop, done, source, shop.told(done, 0, row, place=place))
    shop.takes(done, source, "carried", told.n, "carried")
    if "used" in step:
        used = [(shop.source(one).line, Fraction(one["n"]), None, one.get("charged", False)) for one in step["used"]]
        assert all(shop.done[line[0]].extra["job"] == job.step for line, *_ in used), "material of another order"
    else:
        used = [(*one, False) for one in _drawn(shop, job, before, told.n)]
    lines_in = _use_up(shop, done, used)
    fee = shop.cost(told.net, told.tax)
    whole = (lines_in, NONE, Fraction(1), Fraction(1), fee)
    there = Spot(place, lot=told.lot)
    shop.goes(done, told, None, there, "made", made=whole, worker=job.party)
    shop.books(done, "ap_estimated", -fee, job.party)


Used = tuple[Line, Fraction, tuple[Fraction, Fraction] | None, bool]


def _use_up(shop: Shop, done: Done, used: list[Used]) -> tuple[Line, ...]:
    """Material leaves the processor: first what was lost, which he owes as it stands now; gives what went into goods."""
    rows = [(number, *one) for number, one in enumerate(used, 1)]
    costs, asked, claim = shop.note.told().costs, dict[Line, tuple[Fraction, Fraction]](), NONE
    for number, line, n, _, is_charged in rows:
        if not is_charged:
            continue
        taken = costs.lines[line]  # type: ignore[index]
        upto, given = asked.get(line, (NONE, NONE))
        upto += n
        amount = r2((taken.v - taken.back_v) * upto / (taken.q - taken.back_q)) - given
        asked[line] = upto, given + amount
        claim += amount
        _leave(shop, done, number, line, n, "agreed", amount=amount)
    for number, line, n, part, is_charged in rows:
        if not is_charged:
            _leave(shop, done, number, line, n, "share", part=part)
    shop.books(done, "other_receivable", claim, done.party)
    return tuple((done.step, number) for number, *_, is_charged in rows if not is_charged)


def _leave(shop: Shop, done: Done, number: int, line: Line, n: Fraction, how: str, **more: Any) -> None:
    source = shop.done[line[0]].lines[line[1]]
    shop.takes(done, source, "used", n, "used", "back")
    told = Told((done.step, number), source.product, n, lot=source.lot)
    shop.goes(done, told, Spot(OUTSIDE, OUTSIDE, told.lot), None, how, source=line, **more)


def _drawn(
    shop: Shop, job: Done, before: Fraction, n: Fraction
) -> list[tuple[Line, Fraction, tuple[Fraction, Fraction] | None]]:
    """C18: each issue's 累计收回/订单量, in whole pieces, less what went before. Its cost by the very share where nothing
    else was taken or came back.
    """
    whole, found = job.lines[0].n, []
    for given in given_for(shop, job):
        (source,) = given.lines
        there, taken = source.n - source.taken["back"], source.taken["used"]
        due, was = whole_pieces(there * (before + n) / whole), whole_pieces(there * before / whole)
        if due <= taken:
            continue
        is_even = not source.taken["back"] and taken in (NONE, was)
        part = ((before if taken else NONE) / whole, (before + n) / whole) if is_even else None
        found.append((source.line, due - taken, part))
    return found


def think_end(shop: Shop, dice: Dice) -> Step | None:
    job = _job(shop, dice)
    return job and {"of": [job.step, 0], "day": job.day}


def do_end(shop: Shop, number: int, step: Step) -> None:
    """D-OSO: an order does not end while material is with the processor."""
    job = shop.done[step["of"][0]]
    close_short(actor=shop.book.actor, document_id=job.doc.id, reason="改由自制", now=NOW)
    job.is_live = False
    for given in given_for(shop, job):
        (source,) = given.lines
        left = source.n - source.taken["back"] - source.taken["used"]
        assert not left, f"order {job.step} ended with {left} of {given.step} outside"


ACTS = {
    "job": (think_job, do_job, 4),
    "give": (think_give, do_give, 8),
    "fetch": (think_fetch, do_fetch, 2),
    "get": (think_get, do_get, 8),
    "end_job": (think_end, do_end, 1),
}
