"""What lies with others, or is theirs: loans, goods in custody, consignment."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.histories.acts_buying import CUSTOMERS, SUPPLIERS, any_state
from tests.histories.acts_selling import sell
from tests.histories.dice import Dice
from tests.histories.flows import Spot
from tests.histories.shop import Shop, Step, again

CONSIGNED = "consigned"


def think_lend(shop: Shop, dice: Dice) -> Step:
    return {
        "day": dice.day(),
        "place": dice.place(shop),
        "party": dice.of(CUSTOMERS),
        "rows": [dice.goods(shop, 4)],
    }


def do_lend(shop: Shop, number: int, step: Step) -> None:
    """D-LOA: on hand stays, its state is LENT."""
    lines = [shop.row(row) for row in step["rows"]]
    paper = shop.paper("loan_out", step["day"], lines, place=step["place"], party=step["party"])
    done = shop.post(number, "lend", paper, party=step["party"])
    for n, row in enumerate(step["rows"]):
        told = shop.told(done, n, row, place=step["place"])
        shop.goes(done, told, Spot(told.place, lot=told.lot), Spot(told.place, "lent", told.lot), "pool")


def think_after_loan(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "lend")
    return step and {**step, "sold": dice.likely(4), "price": dice.money(200, 3000)}


def do_after_loan(shop: Shop, number: int, step: Step) -> None:
    """D-LOR, 借转售: what was lent comes back, or is sold."""
    source, loan = shop.source(step), shop.done[step["of"][0]]
    row = again(source, step)
    if step["sold"]:
        row |= {"price": step["price"], "incl": True}
    line = shop.row(
        row, source_line_id=shop.source_id(step), tax_code_id=shop.tax_out_id if step["sold"] else None
    )
    header = {"place": source.place, "party": loan.party, "price_mode": "INCL" if step["sold"] else ""}
    code, kind = ("sales_issue", "sell_lent") if step["sold"] else ("loan_return", "lent_back")
    done = shop.post(number, kind, shop.paper(code, step["day"], [line], **header), party=loan.party)
    told = shop.told(done, 0, row, place=source.place)
    shop.takes(done, source, "over", told.n, "over")
    here = Spot(told.place, "lent", told.lot)
    if step["sold"]:
        sell(shop, done, told, here, loan.party)
    else:
        shop.goes(done, told, here, Spot(told.place, lot=told.lot), "pool")


def think_custody(shop: Shop, dice: Dice) -> Step:
    row = dice.goods(shop)
    step = {"day": dice.day(), "place": dice.place(shop), "party": dice.of(SUPPLIERS), "rows": [row]}
    return {**step, "code": dice.of(("borrow_in", "consign_in"))}


def do_custody(shop: Shop, number: int, step: Step) -> None:
    """D-BOR, D-CIN: goods of others, without cost."""
    lines = [shop.row(row) for row in step["rows"]]
    paper = shop.paper(step["code"], step["day"], lines, place=step["place"], party=step["party"])
    done = shop.post(number, step["code"], paper, party=step["party"])
    for n, row in enumerate(step["rows"]):
        told = shop.told(done, n, row, place=step["place"])
        shop.goes(done, told, None, Spot(told.place, lot=told.lot, owner=step["party"]), "pool")


def think_custody_ends(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "borrow_in", "consign_in")
    if step is None:
        return None
    ways = ("BUYOUT", "COMMISSION", "back")
    place = shop.source(step).place if dice.likely(8) else dice.place(shop)
    return {
        **step,
        "place": place,
        "way": dice.of(ways),
        "price": dice.money(100, 2000),
        "fee": dice.money(1, 100),
    }


def do_custody_ends(shop: Shop, number: int, step: Step) -> None:
    """D-BRR, D-CIR, D-CIS: given back, bought when sold, or sold for a fee; from wherever they lie by now."""
    source, taken = shop.source(step), shop.done[step["of"][0]]
    way, party = step["way"], taken.party
    row, place = again(source, step), step.get("place", source.place)
    header: dict[str, Any] = {"place": place, "party": party}
    if way == "back":
        code = "consign_in_return" if taken.kind == "consign_in" else "borrow_return"
        line = shop.row(row, source_line_id=shop.source_id(step))
        done = shop.post(
            number, "given_back", shop.paper(code, step["day"], [line], **header), party=party
        )
        told = shop.told(done, 0, row, place=place)
        shop.goes(done, told, any_state(shop, told, told.place, party), None, "pool")
        shop.takes(done, source, "over", told.n, "over")
        return
    row["price"] = step["price"]
    is_sold = way == "COMMISSION"
    tax_code = shop.tax_out_id if is_sold else shop.tax_id
    line = shop.row(row, source_line_id=shop.source_id(step), tax_code_id=tax_code)
    data = {"way": way, **({"fee": step["fee"]} if way == "COMMISSION" else {})}
    header |= {"price_mode": "EXCL", "data": data}
    if way == "COMMISSION":
        header["fund_account_id"] = shop.book.cash.pk
    kind = "buyout" if way == "BUYOUT" else "commission"
    done = shop.post(
        number, kind, shop.paper("consign_in_settle", step["day"], [line], **header), party=party
    )
    told = shop.told(done, 0, row, place=place, is_sold=is_sold)
    shop.takes(done, source, "over", told.n, "over")
    here = Spot(told.place, lot=told.lot, owner=party)
    if way == "BUYOUT":
        there, against = Spot(told.place, lot=told.lot), ("ap_estimated", party)
        shop.goes(done, told, here, there, "given", amount=shop.cost(told.net, told.tax), against=against)
        return
    fee = Fraction(step["fee"])
    shop.goes(done, told, here, None, "pool")
    shop.books(done, "cash", told.incl)
    shop.books(done, "ap", fee - told.net, party)
    shop.books(done, shop.company.vat_invoiced, -told.tax)
    shop.books(done, "other_revenue", -fee)


def do_consign(shop: Shop, number: int, step: Step) -> None:
    """D-CSO: 借 委托代销商品 贷 库存商品."""
    lines = [shop.row(row) for row in step["rows"]]
    paper = shop.paper("consign_out", step["day"], lines, place=step["place"], party=step["party"])
    done = shop.post(number, "consign", paper, party=step["party"])
    for n, row in enumerate(step["rows"]):
        told = shop.told(done, n, row, place=step["place"])
        shop.goes(done, told, Spot(told.place, lot=told.lot), Spot(CONSIGNED, "consigned", told.lot), "pool")


def think_consign_ends(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "consign")
    if step is None:
        return None
    return {**step, "sold": dice.likely(6), "price": dice.money(500, 3000), "fee": dice.money(0, 100)}


def do_consign_ends(shop: Shop, number: int, step: Step) -> None:
    """D-CSS, D-CSR: the agent's list makes the sale, at what that dispatch cost; or the goods come back."""
    source, sent = shop.source(step), shop.done[step["of"][0]]
    row = again(source, step)
    here = Spot(CONSIGNED, "consigned", source.lot)
    header: dict[str, Any] = {"party": sent.party}
    if not step["sold"]:
        line = shop.row(row, source_line_id=shop.source_id(step))
        header["place"] = source.place
        done = shop.post(number, "consign_back", shop.paper("consign_return", step["day"], [line], **header))
        told = shop.told(done, 0, row, place=source.place)
        shop.takes(done, source, "over", told.n, "over")
        shop.goes(done, told, here, Spot(source.place, lot=told.lot), "share", source=source.line)
        return
    row |= {"price": step["price"], "incl": True}
    fee = Fraction(step["fee"])
    line = shop.row(row, source_line_id=shop.source_id(step), tax_code_id=shop.tax_out_id)
    header |= {"price_mode": "INCL", "data": {"fee_net": step["fee"], "fee_tax": "0.06"}}
    done = shop.post(number, "consign_sold", shop.paper("consign_settle", step["day"], [line], **header))
    told = shop.told(done, 0, row, place=source.place)
    shop.takes(done, source, "over", told.n, "over")
    shop.goes(done, told, here, None, "share", source=source.line, against=("cogs", ""))
    tax = Fraction(6, 100)
    shop.books(done, "ar", told.incl - fee - tax, sent.party)
    shop.books(done, "revenue", -told.net)
    shop.books(done, shop.company.vat_invoiced, -told.tax)
    shop.books(done, "selling", shop.cost(fee, tax))
    shop.books(done, "vat_input", shop.input_tax(tax))


ACTS = {
    "lend": (think_lend, do_lend, 2),
    "after_loan": (think_after_loan, do_after_loan, 3),
    "custody": (think_custody, do_custody, 2),
    "custody_ends": (think_custody_ends, do_custody_ends, 4),
    "consign": (think_lend, do_consign, 2),
    "consign_ends": (think_consign_ends, do_consign_ends, 4),
}
