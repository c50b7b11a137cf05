"""What a shop sells: orders, issues, returns, their invoices, allowances, gifts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from tests.costing.second_model import r2
from tests.histories.acts_buying import CUSTOMERS, ordered, part_of_order
from tests.histories.company import PIECES
from tests.histories.dice import Dice
from tests.histories.flows import Spot
from tests.histories.shop import Done, Shop, Step, Told, again, fen, measure, split


def think_sell_order(shop: Shop, dice: Dice) -> Step:
    rows = [{**row, "price": dice.money(200, 4000), "incl": True} for row in dice.rows(shop, 6)]
    if dice.likely(2):
        rows[0] |= {"product": PIECES, "n": dice.pieces(4), "lot": ""}  # which, nobody says yet
    return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(CUSTOMERS), "rows": rows}


def do_sell_order(shop: Shop, number: int, step: Step) -> None:
    ordered(shop, number, step, "sell_order", "sales_order", "INCL")


def think_issue(shop: Shop, dice: Dice) -> Step:
    follows = dice.line_of(shop, "sell_order") if dice.likely(2) else None
    if follows is not None and shop.source(follows).product == PIECES:
        row = dice.told_apart(shop, PIECES, shop.source(follows).place, comes_in=False)
        follows = row and {**follows, "n": row["n"], "pieces": row["pieces"]}
    if follows is not None:
        return follows
    rows = [{**row, "price": dice.money(200, 4000), "incl": True} for row in dice.rows(shop)]
    return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(CUSTOMERS), "rows": rows}


def do_issue(shop: Shop, number: int, step: Step) -> None:
    """借 应收 贷 收入、销项; 借 成本 贷 存货 (D-SOUT, T11)."""
    rows, source = step.get("rows"), None
    if rows is None:
        source = shop.source(step)
        order = shop.done[step["of"][0]]
        row = {**order.extra["rows"][step["of"][1]], "n": step["n"]}
        row |= {"pieces": step["pieces"]} if "pieces" in step else {}
        rows, place, party = [row], source.place, order.party
        lines = [shop.row({**row, "price": None}, source_line_id=shop.source_id(step))]
    else:
        place, party = step["place"], step["party"]
        lines = [shop.row(row, tax_code_id=shop.tax_out_id) for row in rows]
    header = {"party": party, "place": place, "price_mode": "INCL"}
    done = shop.post(number, "issue", shop.paper("sales_issue", step["day"], lines, **header), party=party)
    for n, row in enumerate(rows):
        told = shop.told(done, n, row, place=place)
        if source is not None:
            part_of_order(shop, done, source, told)
            shop.takes(done, source, "carried", told.n, "carried")
        sell(shop, done, told, Spot(place, lot=told.lot), party)


def sell(shop: Shop, done: Done, told: Told, here: Spot, party: str) -> None:
    """What a sale books; with revenue on invoice the goods lie in 发出商品 (T11)."""
    shop.goes(done, told, here, None, "pool", against=(issued_to(shop), ""))
    if shop.company.revenue == "ON_INVOICE":
        shop.note.dispatched.append((told.line, told.taken))
    else:
        earn(shop, done, told.net, told.tax, party)


def issued_to(shop: Shop) -> str:
    """The account of goods that were issued (T11)."""
    return "goods_dispatched" if shop.company.revenue == "ON_INVOICE" else "cogs"


def earn(shop: Shop, done: Done, net: Fraction, tax: Fraction, party: str, vat: str = "") -> None:
    """借 应收 贷 收入、销项; below zero taken back."""
    shop.books(done, "ar", net + tax, party)
    shop.books(done, "revenue", -net)
    shop.books(done, vat or shop.company.vat_issued, -tax)


def think_take_back(shop: Shop, dice: Dice) -> Step | None:
    if dice.likely(2):
        row = {**dice.goods(shop, 4), "price": dice.money(200, 4000), "incl": True}
        return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(CUSTOMERS), "rows": [row]}
    step = dice.line_of(shop, "issue", "sell_lent", "sent_ahead")
    if step is None:
        return None
    source = shop.source(step)
    if shop.company.revenue == "ON_INVOICE" and source.taken["invoice"]:
        return None  # 红字发票 of goods that come back is another matter there
    return {**step, "place": dice.place(shop)}


def do_take_back(shop: Shop, number: int, step: Step) -> None:
    """Everything of the issue in red, at what its goods cost in the end, by instalments (C7, T10)."""
    source = shop.source(step) if "of" in step else None
    is_ahead = source is not None and shop.done[step["of"][0]].kind == "sent_ahead"
    place = step["place"]
    if source is None:
        row, party = step["rows"][0], step["party"]
        line = shop.row(row, tax_code_id=shop.tax_out_id)
    else:
        row, party = (
            again(source, step),
            shop.done[step["of"][0]].party,
        )
        line = shop.row(row, source_line_id=shop.source_id(step))
    header: dict[str, Any] = {
        "party": party,
        "place": place,
        "price_mode": "INCL",
        "data": {"reason": "unwanted"},
    }
    done = shop.post(
        number, "take_back", shop.paper("sales_return", step["day"], [line], **header), party=party
    )
    told = shop.told(done, 0, row, place=place)
    there = Spot(place, lot=told.lot)
    if source is None:
        shop.goes(done, told, None, there, "pool", against=(issued_to(shop), ""))
    else:
        upto = source.taken["take_back"] + told.n
        told.net = r2(source.net * upto / source.n) - source.taken["net back"]
        told.tax = r2(source.tax * upto / source.n) - source.taken["tax back"]
        shop.takes(done, source, "take_back", told.n, "take_back")
        shop.takes(done, source, "net back", told.net)
        shop.takes(done, source, "tax back", told.tax)
        role = "cogs" if is_ahead else issued_to(shop)
        shop.goes(done, told, None, there, "share", source=source.line, against=(role, ""))
    if is_ahead:
        earn(shop, done, -told.net, -told.tax, party, shop.company.vat_invoiced)
    elif shop.company.revenue != "ON_INVOICE":
        earn(shop, done, -told.net, -told.tax, party)


def think_allow(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "issue")
    return step and {**step, "amount": dice.money(1, 3000)}


def do_allow(shop: Shop, number: int, step: Step) -> None:
    """仅退款不退货: revenue and tax taken back, no goods (D-SRT)."""
    source, party = shop.source(step), shop.done[step["of"][0]].party
    line = PaperLine(source_line_id=shop.source_id(step), amount_incl=D(step["amount"]))
    paper = shop.paper("sales_allowance", step["day"], [line], party=party, data={"reason": "quality"})
    done = shop.post(number, "allow", paper, party=party)
    net, tax = split(Fraction(step["amount"]), True, shop.company.rate_out)
    shop.told(done, 0, {"product": source.product, "n": "0"}, net=net, tax=tax)
    shop.takes(done, source, "allowed", net + tax)
    given = source.taken["allowed"] + source.taken["net back"] + source.taken["tax back"]
    assert given <= source.incl, f"{given} given back of {source.incl}"
    earn(shop, done, -net, -tax, party)


def think_invoice(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "issue")
    if step is None:
        return None
    net = Fraction(dice.money(1, 9000))
    return {**step, "net": fen(net), "tax": fen(r2(net * shop.company.rate_out))}


def do_invoice(shop: Shop, number: int, step: Step) -> None:
    """T11 ON_ISSUE: only what the invoice says differently from the issue is booked, and its tax is pending no more.
    ON_INVOICE: now it is sold, and its share of the goods' cost leaves 发出商品 (``Notebook.dispatched``).
    """
    source, party = shop.source(step), shop.done[step["of"][0]].party
    net, tax, n = Fraction(step["net"]), Fraction(step["tax"]), measure(step)
    done = shop.post(
        number,
        "invoice",
        shop.paper("sales_invoice", step["day"], [shop.invoiced(step)], party=party),
        party=party,
    )
    shop.told(done, 0, again(source, step), net=net, tax=tax)
    before = source.taken["invoice"] + source.taken["take_back"]
    shop.takes(done, source, "invoice", n, "invoice", "take_back")
    if shop.company.revenue == "ON_INVOICE":
        earn(shop, done, net, tax, party)
        return
    more_net, more_tax = (
        given - (r2(whole * (before + n) / source.n) - r2(whole * before / source.n))
        for given, whole in ((net, source.net), (tax, source.tax))
    )
    earn(shop, done, more_net, more_tax, party, shop.company.vat_invoiced)
    pending = tax - more_tax
    shop.books(done, shop.company.vat_issued, pending)
    shop.books(done, shop.company.vat_invoiced, -pending)


def think_red_invoice(shop: Shop, dice: Dice) -> Step:
    net = Fraction(dice.money(1, 900))
    step = {"day": dice.day(), "party": dice.of(CUSTOMERS)}
    return {**step, "net": fen(-net), "tax": fen(-r2(net * shop.company.rate_out))}


def do_red_invoice(shop: Shop, number: int, step: Step) -> None:
    """折让 by a red invoice: revenue and tax only."""
    net, tax, party = Fraction(step["net"]), Fraction(step["tax"]), step["party"]
    line = PaperLine(amount_net=D(step["net"]), amount_tax=D(step["tax"]), tax_code_id=shop.tax_out_id)
    done = shop.post(number, "red_invoice", shop.paper("sales_invoice_red", step["day"], [line], party=party))
    earn(shop, done, net, tax, party, shop.company.vat_invoiced)


def think_gift(shop: Shop, dice: Dice) -> Step:
    rows = [{**row, "price": dice.money(200, 900)} for row in dice.rows(shop, 3)]
    return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(CUSTOMERS), "rows": rows}


def do_gift(shop: Shop, number: int, step: Step) -> None:
    """D-GFT: 借 销售费用 with the cost and the tax on the fair price (T7)."""
    lines = [shop.row(row, tax_code_id=shop.tax_out_id) for row in step["rows"]]
    header: dict[str, Any] = {"party": step["party"], "place": step["place"], "price_mode": "EXCL"}
    paper = shop.paper("gift_issue", step["day"], lines, data={"purpose": "sample"}, **header)
    done = shop.post(number, "gift", paper)
    for n, row in enumerate(step["rows"]):
        told = shop.told(done, n, row, place=step["place"], is_sold=True)
        shop.goes(done, told, Spot(step["place"], lot=told.lot), None, "pool", against=("selling", ""))
        shop.books(done, "selling", told.tax)
        shop.books(done, shop.company.vat_invoiced, -told.tax)


ACTS = {
    "sell_order": (think_sell_order, do_sell_order, 5),
    "issue": (think_issue, do_issue, 14),
    "take_back": (think_take_back, do_take_back, 5),
    "allow": (think_allow, do_allow, 2),
    "invoice": (think_invoice, do_invoice, 3),
    "red_invoice": (think_red_invoice, do_red_invoice, 1),
    "gift": (think_gift, do_gift, 2),
}
