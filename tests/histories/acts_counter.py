"""The counter of a store (D-POS, D-POSD): tickets, refunds, the close of a store's day, which takes all of them at once.

Goods leave with the ticket and lie in 发出商品; the close makes their cost cost of sales, whatever it turns out to be, and
takes the tax out of the day's sum at each rate, sales and refunds apart (T3).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from tests.costing.second_model import r2
from tests.histories.acts_buying import CUSTOMERS
from tests.histories.acts_stock import where
from tests.histories.company import Company
from tests.histories.dice import Dice
from tests.histories.flows import NONE, Spot
from tests.histories.shop import Done, Shop, Step, again, fen, split

#: Ways to pay, and what the money is on the day the tickets are closed; the rest is owed by somebody.
MONEY, OWED = {"cash": "cash", "card": "bank"}, {"credit": "ar", "platform": "other_receivable"}
DAYS = (6, 20, 33, 34, 48, 57)  # few, so that a day has several tickets


def suits(company: Company) -> bool:
    """Whether the company has a counter."""
    return company.counter


def _paid(shop: Shop, dice: Dice, whole: Fraction) -> Step:
    """In one way, or in two; whoever owes some of it is named."""
    ways = [*dict.fromkeys(dice.chance.sample([*MONEY, "cash", *OWED], dice.of((1, 1, 2))))]
    first = r2(whole * dice.of((Fraction(1, 3), Fraction(1, 2))))
    parts = [first, whole - first] if len(ways) > 1 else [whole]
    paid = {way: fen(part) for way, part in zip(ways, parts, strict=True)}
    party = dice.of(CUSTOMERS) if any(way in OWED for way in paid) else ""
    return {"paid": paid, "party": party}


def think_ring(shop: Shop, dice: Dice) -> Step:
    rows = [{**row, "price": dice.money(200, 4000), "incl": True} for row in dice.rows(shop, 4)]
    whole = sum((r2(Fraction(row["n"]) * Fraction(row["price"])) for row in rows), NONE)
    return {"day": dice.of(DAYS), "place": dice.place(shop), "rows": rows, **_paid(shop, dice, whole)}


def _header(step: Step, number: int) -> dict[str, Any]:
    paid = {f"paid_{way}": amount for way, amount in step["paid"].items()}
    return {"terminal": "01", "local_seq": str(number), **paid}


def _closed(shop: Shop, place: str, day: int) -> bool:
    return any(one.extra["of"] == (place, day) for one in shop.live("day"))


def do_ring(shop: Shop, number: int, step: Step) -> None:
    """借 发出商品 贷 存货, and nothing else; never on a day that is closed."""
    place, day = step["place"], step["day"]
    lines = [shop.row(row, tax_code_id=shop.tax_out_id) for row in step["rows"]]
    paper = shop.paper("pos_ticket", day, lines, place=place, party=step["party"], data=_header(step, number))
    is_closed = _closed(shop, place, day)
    done = shop.post(number, "rung", paper, party=step["party"])
    assert not is_closed, f"a ticket of day {day} at {place}, which is closed"
    done.extra.update(of=(place, day), paid=step["paid"])
    for n, row in enumerate(step["rows"]):
        told = shop.told(done, n, row, place=place)
        told.net, told.tax = told.incl, NONE  # which part is tax, only the day says
        shop.goes(done, told, Spot(place, lot=told.lot), None, "pool", against=("goods_dispatched", ""))
        shop.note.rung.append((told.line, told.taken, 1))


def think_refund(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "rung")
    if step is None:
        return None
    ticket, source = shop.done[step["of"][0]], shop.source(step)
    back = _back(source, Fraction(step["n"]))
    day = dice.of([day for day in DAYS if day >= ticket.day])
    return {**step, "day": day, **_paid(shop, dice, max(back, NONE)), "wasted": dice.likely(3)}


def _back(source: Any, n: Fraction) -> Fraction:
    """What is paid back for so many, by instalments (C1)."""
    return r2(source.net * (source.taken["rung back"] + n) / source.n) - source.taken["paid back"]


def do_refund(shop: Shop, number: int, step: Step) -> None:
    """The ticket in red at what the goods cost; what is thrown away leaves again, at the day's cost, for 销售费用."""
    source, ticket, day = shop.source(step), shop.done[step["of"][0]], step["day"]
    row, (place, _) = again(source, step), ticket.extra["of"]
    line = shop.row(row, source_line_id=shop.source_id(step))
    if step["wasted"]:
        line.data["wasted"] = "true"
    data = {**_header(step, number), "reason": "quality"}
    paper = shop.paper("pos_refund", day, [line], place=place, party=step["party"], data=data)
    is_closed = _closed(shop, place, day)
    done = shop.post(number, "rung_back", paper, party=step["party"])
    assert not is_closed, f"a refund of day {day} at {place}, which is closed"
    done.extra.update(of=(place, day), paid=step["paid"])
    told = shop.told(done, 0, row, place=place)
    told.net, told.tax = _back(source, told.n), NONE
    shop.takes(done, source, "rung back", told.n, "rung back")
    shop.takes(done, source, "paid back", told.net)
    here = Spot(place, lot=told.lot)
    against = ("goods_dispatched", "")
    shop.goes(done, told, None, here, "share", source=source.line, against=against)
    shop.note.rung.append((told.line, told.taken, -1))
    if step["wasted"]:
        gone = shop.told(done, 1, row, place=place)
        shop.goes(done, gone, here, None, "pool", against=("selling", ""))


def _of_day(shop: Shop, place: str, day: int) -> list[Done]:
    return [one for one in shop.live("rung", "rung_back") if one.extra["of"] == (place, day)]


def think_close_day(shop: Shop, dice: Dice) -> Step | None:
    open_days = {one.extra["of"] for one in shop.live("rung", "rung_back")}
    open_days -= {one.extra["of"] for one in shop.live("day")}
    if not open_days or dice.likely(4):
        return None
    place, day = dice.of(sorted(open_days))
    step: Step = {"day": day, "place": place}
    return {**step, "counted": dice.money(0, 9000)} if dice.likely(3) else step


def do_close_day(shop: Shop, number: int, step: Step) -> None:
    """借 资金、应收、平台应收 贷 收入、销项, the cost by ``Notebook.rung``; what is short or over at once (D-POSD ①)."""
    place, day = step["place"], step["day"]
    tickets = _of_day(shop, place, day)
    if not tickets:
        raise KeyError(day)
    lines = [
        PaperLine(quantity=D(str(told.n if told.count is None else told.count)), source_line_id=one.doc.lines[at])
        for one in tickets
        for at, told in enumerate(one.lines[:1] if one.kind == "rung_back" else one.lines)
    ]
    data: dict[str, Any] = {"fund_account_card": shop.book.bank.pk}
    if "counted" in step:
        data["counted_cash"] = step["counted"]
    header = {"place": place, "fund_account_id": shop.book.cash.pk, "data": data}
    done = shop.post(number, "day", shop.paper("pos_daily_close", day, lines, **header))
    done.extra["of"] = place, day
    sums, due = {1: NONE, -1: NONE}, dict.fromkeys((*MONEY, *OWED), NONE)
    for one in tickets:
        sign = -1 if one.kind == "rung_back" else 1
        for told in one.lines[:1] if sign < 0 else one.lines:
            sums[sign] += told.net
            shop.takes(done, told, "closed", told.n, "closed")
        for way, amount in one.extra["paid"].items():
            due[way] += sign * Fraction(amount)
            if way in OWED:
                shop.books(done, OWED[way], sign * Fraction(amount), one.party)
    for sign, whole in sums.items():
        net, tax = split(whole, True, shop.company.rate_out)
        shop.books(done, "revenue", -sign * net)
        shop.books(done, shop.company.vat_invoiced, -sign * tax)
    found = Fraction(step["counted"]) if "counted" in step else due["cash"]
    shop.books(done, "cash", found)
    shop.books(done, "bank", due["card"])
    short = due["cash"] - found
    shop.books(done, where(shop, "nonop_expense", "admin") if short > 0 else "nonop_income", short)


ACTS = {
    "ring": (think_ring, do_ring, 16),
    "refund": (think_refund, do_refund, 5),
    "close_day": (think_close_day, do_close_day, 8),
}
