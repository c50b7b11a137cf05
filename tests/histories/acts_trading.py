"""Two companies of a group trade (D-ICT): what one sells the other receives, in one transaction, and back the same way.

A group has two shops, each with its own books and its own model; they know each other as ``Shop.partner``.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from hengku.identity.actions import grant_role
from hengku.identity.rules import ALL_ROUNDER
from hengku.intercompany.actions import TradeLine, TradeOrder, post_trade, reverse_trade
from hengku.intercompany.actions_links import NewLink, save_link
from hengku.kit.numbers import D
from hengku.posting.pairs import PairPosted
from tests.histories.acts_money import undo
from tests.histories.acts_selling import earn, sell
from tests.histories.company import RATE, Company
from tests.histories.dice import Dice
from tests.histories.flows import Spot
from tests.histories.shop import Done, Shop, Step, Told, landed, split
from tests.posting.desk import NOW, Doc, new_key

PARTNER = "伴"
#: What is posted on either side.
KINDS = {"sells": ("sales_issue", "purchase_receipt"), "inside": ("branch_out", "branch_in")}


def suits(company: Company) -> bool:
    """Whether the company is one of a group."""
    return bool(company.group)


def shops_of(company: Company) -> list[Shop]:
    """The shop of a company; of a group both, which know each other."""
    shops = [Shop(company) for _ in range(2 if company.group else 1)]
    if company.group:
        first, second = shops
        first.partner, second.partner = second, first
        for one in shops:
            one.parties[PARTNER] = one.book.add_party("ICT", "伴")
            user = one.partner.book.boss_user.pk  # type: ignore[union-attr]
            for code in ("owner", ALL_ROUNDER):
                grant_role(actor=one.book.actor, user_id=user, role_code=code)
        ends = (one.parties[PARTNER].pk for one in shops)
        link = NewLink(second.book.company_id, *ends, is_same_entity=company.group == "inside")
        save_link(actor=first.book.actor, link=link)
    return shops


def think_trade(shop: Shop, dice: Dice) -> Step:
    rows = [{**row, "price": dice.money(200, 3000)} for row in dice.rows(shop, 5)]
    ways = {"place": dice.place(shop), "to": dice.place(shop), "markup": dice.of(("", "0", "0.1", "0.075"))}
    return {"day": dice.day(), "rows": rows, **ways, "invoices": shop.company.group == "sells" and dice.likely(4)}


def do_trade(shop: Shop, number: int, step: Step) -> None:
    """销售出库 here and 采购入库 there, at cost and more, or at a price; of one legal person at cost, by 内部往来."""
    there = shop.partner
    assert there is not None
    lines = tuple(
        TradeLine(
            shop.products[row["product"]].pk,
            D(row["n"]),
            D(row["price"]),
            {"lot_no": row["lot"]} if row.get("lot") else {},
        )
        for row in step["rows"]
    )
    order = TradeOrder(
        buyer_company_id=there.book.company_id,
        business_on=shop.book.day(step["day"]),
        warehouse_id=shop.warehouses[step["place"]].pk,
        buyer_warehouse_id=there.warehouses[step["to"]].pk,
        lines=lines,
        pricing="COST_PLUS" if step["markup"] else "AGREED",
        markup=D(step["markup"] or "0"),
        with_invoices=step["invoices"],
    )
    done = post_trade(actor=shop.book.actor, order=order, key=new_key(), now=NOW)
    kinds = tuple(side[0].type_code for side in done.posted.sides)
    assert kinds == KINDS[shop.company.group], f"posted {kinds}"
    ours, theirs = _begun(shop, there, number, step["day"], done.posted)
    ours.extra["trade"] = theirs.extra["trade"] = done.ict_id
    for n, row in enumerate(step["rows"]):
        bare = {key: row[key] for key in ("product", "n", "lot") if key in row}
        sold = shop.told(ours, n, bare, place=step["place"])
        bought = there.told(theirs, n, bare, place=step["to"])
        here = Spot(step["place"], lot=sold.lot)
        if shop.company.group == "inside":
            shop.goes(ours, sold, here, None, "pool", against=("owed_inside", ""))
            cost = shop.note.told().worth[sold.line]
        else:
            cost = _sold(shop, ours, sold, row, step, here)
            bought.net, bought.tax = sold.net, sold.tax
        kind = ("owing_inside", "") if shop.company.group == "inside" else ("ap_estimated", PARTNER)
        there.goes(theirs, bought, None, landed(there, bought, step["to"]), "given", amount=cost, against=kind)
        if step["invoices"]:
            there.books(theirs, "ap_estimated", bought.net, PARTNER)
            there.books(theirs, "vat_input", bought.tax)
            there.books(theirs, "ap", -bought.net - bought.tax, PARTNER)


def _sold(shop: Shop, done: Done, told: Told, row: Step, step: Step, here: Spot) -> Fraction:
    """Its cost first, of which the price is made; gives the net."""
    sell(shop, done, told, here, PARTNER)  # its price is not known yet
    price = Fraction(row["price"])
    if step["markup"]:
        price = _to_4(shop.note.told().worth[told.line] * (1 + Fraction(step["markup"])) / told.n)
    told.net, told.tax = split(told.n * price, False, RATE)
    earn(shop, done, told.net, told.tax, PARTNER)
    return told.net


def _to_4(price: Fraction) -> Fraction:
    """Unit prices have four places, half away from zero (G2, G3)."""
    return Fraction(floor(price * 10_000 + Fraction(1, 2)), 10_000)


def _begun(shop: Shop, there: Shop, number: int, day: int, posted: PairPosted) -> tuple[Done, Done]:
    found = []
    for one, side, kind in zip((shop, there), posted.sides, ("traded_out", "traded_in"), strict=True):
        first = side[0]
        done = Done(number, kind, day, Doc(first.id, first.number, first.state, ()), PARTNER)
        one.done[number] = done
        found.append(done)
    return found[0], found[1]


def think_untrade(shop: Shop, dice: Dice) -> Step | None:
    found = shop.live("traded_out", "traded_in")
    if not found:
        return None
    done = dice.of(found[-8:])
    return {"of": [done.step, 0], "day": dice.day(done.day)}


def do_untrade(shop: Shop, number: int, step: Step) -> None:
    """成对红冲: both sides, or none."""
    there, old = shop.partner, shop.done[step["of"][0]]
    assert there is not None
    day = shop.book.day(step["day"])
    asked = {"ict_id": old.extra["trade"], "business_on": day, "reason": "录错", "key": new_key()}
    posted = reverse_trade(actor=shop.book.actor, now=NOW, **asked)
    documents = {document.id for side in posted.sides for document in side}
    assert len(documents) >= 2, "one side alone"
    for one in (shop, there):
        undo(one, one.done[step["of"][0]], Doc(0, "", "", ()), number, step["day"])


ACTS = {
    "trade": (think_trade, do_trade, 30),
    "untrade": (think_untrade, do_untrade, 8),
}
