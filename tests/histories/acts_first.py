"""What comes before anything moves, and what a store asks for: 库存期初 (D-OPNS), 门店要货 (D-SREQ) and what is sent for it."""

from __future__ import annotations

from fractions import Fraction

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from tests.histories.acts_stock import TRANSIT
from tests.histories.dice import Dice
from tests.histories.flows import Spot
from tests.histories.shop import FIRST_MONTH, Shop, Step


def think_open_stock(shop: Shop, dice: Dice) -> Step | None:
    """Of goods that nothing has moved; now and then of others, which is refused."""
    moved = {flow.product for flow in shop.note.flows}
    fresh = [code for code in "ABCLMN" if code not in moved]
    if not fresh and dice.likely(8):
        return None
    rows = dice.rows(shop, 20, "".join(fresh) or "ABC")
    for row in rows:
        row["amount"] = dice.money(0, 20000)
    return {"day": dice.chance.randint(1, FIRST_MONTH), "place": dice.place(shop), "rows": rows}


def do_open_stock(shop: Shop, number: int, step: Step) -> None:
    """借 存货 贷 期初; before anything else has moved the goods."""
    lines = [shop.row(row, amount_net=D(row["amount"])) for row in step["rows"]]
    moved = {
        flow.product
        for done in shop.done.values()
        for flow in done.flows
        if not (done.extra.get("opens") or done.extra.get("undoes_opening"))
    }
    done = shop.post(
        number, "open_stock", shop.paper("opening_stock", step["day"], lines, place=step["place"])
    )
    assert not moved & {row["product"] for row in step["rows"]}, f"{moved} had moved before"
    done.extra["opens"] = True
    for n, row in enumerate(step["rows"]):
        told = shop.told(done, n, row, place=step["place"])
        there, against = Spot(told.place, lot=told.lot), ("opening_equity", "")
        shop.goes(done, told, None, there, "given", amount=Fraction(row["amount"]), against=against)


def think_ask(shop: Shop, dice: Dice) -> Step:
    return {"day": dice.day(), "place": dice.place(shop), "rows": dice.rows(shop, 6), "later": dice.of((0, 1, 2))}


def do_ask(shop: Shop, number: int, step: Step) -> None:
    """A store's wish books nothing; there is one for a store, a day it needs the goods and a wave."""
    day = step["day"]
    lines = [
        PaperLine(product_id=shop.products[row["product"]].pk, quantity=D(row["n"])) for row in step["rows"]
    ]
    needed = day + step["later"]
    header = {"place": step["place"], "due_on": shop.book.day(needed), "data": {"wave": "first"}}
    others = [one.extra["for"] for one in shop.live("ask")]
    done = shop.post(number, "ask", shop.paper("store_requisition", day, lines, **header))
    assert (step["place"], needed) not in others, "asked for twice"
    done.extra["for"] = step["place"], needed
    for n, row in enumerate(step["rows"]):
        shop.told(done, n, row, place=step["place"])


def think_send(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "ask")
    if step is None:
        return None
    source = shop.source(step)
    lot = dice.lot(shop, source.product)
    to = source.place if dice.likely(9) else dice.place(shop)
    place = next(one for one in shop.warehouses if one != to)
    return {**step, "place": place, "to": to, **({"lot": lot} if lot else {})}


def do_send(shop: Shop, number: int, step: Step) -> None:
    """调拨出库 of what was asked for, to the store that asked, and no more of it (1.1.4)."""
    source = shop.source(step)
    row = {"product": source.product, "n": step["n"], "lot": step.get("lot", "")}
    line = shop.row(row, source_line_id=shop.source_id(step))
    paper = shop.paper("transfer_out", step["day"], [line], place=step["place"], to=step["to"])
    done = shop.post(number, "send", paper)
    assert step["to"] == source.place, "sent to another store than asked"
    told = shop.told(done, 0, row, place=step["place"], to=step["to"])
    done.extra["asked"] = source
    shop.takes(done, source, "asked", told.n, "asked")
    shop.goes(done, told, Spot(told.place, lot=told.lot), Spot(TRANSIT, lot=told.lot), "pool")


ACTS = {
    "open_stock": (think_open_stock, do_open_stock, 1),
    "ask": (think_ask, do_ask, 2),
    "send_asked": (think_send, do_send, 3),
}
