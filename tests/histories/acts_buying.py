"""What a shop buys: orders, receipts, returns, their invoices, fees."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from tests.costing.second_model import r2
from tests.histories.company import RATE
from tests.histories.dice import Dice
from tests.histories.flows import NONE, Flow, Spot, share_of
from tests.histories.shop import LAST_DAY, Done, Shop, Step, Told, again, fen, landed, measure, must_be_sound

SUPPLIERS, CUSTOMERS = ("甲", "丙"), ("乙", "丙")


def think_order(shop: Shop, dice: Dice) -> Step:
    rows = [{**row, "price": dice.money(100, 2000)} for row in dice.rows(shop, 12)]
    return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(SUPPLIERS), "rows": rows}


def ordered(
    shop: Shop, number: int, step: Step, kind: str, code: str, price_mode: str, source_id: int | None = None
) -> None:
    """An order of either side: nothing moves, its rows are there to be followed."""
    tax_code = shop.tax_out_id if price_mode == "INCL" else shop.tax_id
    lines = [
        shop.row({**row, "lot": ""}, tax_code_id=tax_code, source_line_id=source_id) for row in step["rows"]
    ]
    header = {"party": step["party"], "place": step["place"], "price_mode": price_mode}
    done = shop.post(number, kind, shop.paper(code, step["day"], lines, **header), party=step["party"])
    done.extra["rows"] = step["rows"]
    for n, row in enumerate(step["rows"]):
        shop.told(done, n, row, place=step["place"])


def do_order(shop: Shop, number: int, step: Step) -> None:
    ordered(shop, number, step, "order", "purchase_order", "EXCL")


def think_receive(shop: Shop, dice: Dice) -> Step:
    rows = [{**row, "price": dice.money(1, 3000)} for row in dice.rows(shop, 20)]
    if dice.likely(1):
        rows[0]["price"] = "0"
    return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(SUPPLIERS), "rows": rows}


def do_receive(shop: Shop, number: int, step: Step) -> None:
    """借 存货 贷 暂估应付, net of tax (D-PIN, C3)."""
    lines = [shop.row(row, tax_code_id=shop.tax_id) for row in step["rows"]]
    header = {"party": step["party"], "place": step["place"], "price_mode": "EXCL"}
    done = shop.post(
        number, "receive", shop.paper("purchase_receipt", step["day"], lines, **header), party=step["party"]
    )
    for n, row in enumerate(step["rows"]):
        told = shop.told(done, n, row, place=step["place"])
        must_be_sound(shop, told)
        there = landed(shop, told, step["place"])
        cost, against = shop.cost(told.net, told.tax), ("ap_estimated", step["party"])
        shop.goes(done, told, None, there, "given", amount=cost, against=against)


def think_receive_order(shop: Shop, dice: Dice) -> Step | None:
    return dice.line_of(shop, "order")


def do_receive_order(shop: Shop, number: int, step: Step) -> None:
    source = shop.source(step)
    order = shop.done[step["of"][0]]
    row = again(source, step)
    lines = [shop.row(row, source_line_id=shop.source_id(step))]
    header = {"party": order.party, "place": source.place, "price_mode": "EXCL"}
    done = shop.post(
        number, "receive", shop.paper("purchase_receipt", step["day"], lines, **header), party=order.party
    )
    told = part_of_order(shop, done, source, shop.told(done, 0, row, place=source.place))
    must_be_sound(shop, told)
    shop.takes(done, source, "carried", told.n, "carried", "anew")
    there = landed(shop, told, source.place)
    cost, against = shop.cost(told.net, told.tax), ("ap_estimated", order.party)
    shop.goes(done, told, None, there, "given", amount=cost, against=against)


def part_of_order(shop: Shop, done: Done, order: Told, told: Told) -> Told:
    """What an order is carried out by takes its net and its tax by instalments (G10, C1); of an order that was invoiced
    ahead, at other amounts may be, those of its place in the order (T11).
    """
    before = order.taken["parted"]
    is_placed = "ahead" in order.taken
    shares = [r2(whole * (before + told.n) / order.n) for whole in (order.net, order.tax)]
    firsts = [r2(whole * before / order.n) for whole in (order.net, order.tax)]
    given = firsts if is_placed else [order.taken["net"], order.taken["tax"]]
    told.net, told.tax = shares[0] - given[0], shares[1] - given[1]
    shop.takes(done, order, "parted", told.n)
    shop.takes(done, order, "net", told.net)
    shop.takes(done, order, "tax", told.tax)
    return told


def think_send_back(shop: Shop, dice: Dice) -> Step | None:
    if dice.likely(2):
        row = {**dice.goods(shop, 4), "price": "5.00"}
        return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(SUPPLIERS), "rows": [row]}
    step = dice.line_of(shop, "receive")
    if step is not None and shop.company.holds:
        step["status"] = dice.of(("available", "qc_hold", "defect"))
    return step


def any_state(shop: Shop, told: Told, place: str, owner: str = "") -> Spot:
    """Goods of a lot that go whatever state they are in (sent back, lost): the sound ones, else those of which there is
    most; what is lent is not here.
    """
    if not told.lot:
        return Spot(place, owner=owner)
    held, n = shop.note.told().hands, told.n if told.count is None else told.count
    spots = [Spot(place, state, told.lot, owner) for state in ("available", "frozen", "defect", "qc_hold")]
    if held.get((told.product, spots[0]), NONE) >= n:
        return spots[0]
    return max(
        spots,
        key=lambda one: (held.get((told.product, one), NONE) >= n, held.get((told.product, one), NONE)),
    )


def do_send_back(shop: Shop, number: int, step: Step) -> None:
    """借 存货 红字 贷 暂估应付 红字, at what the receipt cost by instalments, or without one at the cost of the day (C6)."""
    source = shop.source(step) if "of" in step else None
    if source is None:
        row, place, party = step["rows"][0], step["place"], step["party"]
    else:
        row = again(source, step)
        place, party = source.place, shop.done[step["of"][0]].party
    said = {"status": step["status"]} if "status" in step else {}
    line = shop.row(row, source_line_id=shop.source_id(step) if source else None, data=said)
    header: dict[str, Any] = {
        "party": party,
        "place": place,
        "price_mode": "EXCL",
        "data": {"reason": "quality"},
    }
    done = shop.post(
        number, "send_back", shop.paper("purchase_return", step["day"], [line], **header), party=party
    )
    told = shop.told(done, 0, {**row, "price": None}, place=place)
    is_said = step.get("status", "available") != "available"
    here = Spot(place, step["status"], told.lot) if is_said else any_state(shop, told, place)
    against = ("ap_estimated", party)
    if source is None:
        flow = shop.goes(done, told, here, None, "pool", against=against)
        flow.owed = shop.note.told().worth[told.line]
        return
    receipt = shop.note.flow_of(source.line)
    before = source.taken["send_back"]
    # what the supplier was told before, or what carries fees beside its price, goes by all that is known by now
    known = LAST_DAY if before or source.taken["fees"] else step["day"]
    whole = receipt.agreed_on(known)
    amount = r2(whole * (before + told.n) / source.n) - source.taken["sent back for"]
    if shop.company.by_lot and told.pieces and not before and not source.taken["fees"]:
        amount = own_cost(receipt, told.pieces, step["day"])  # C13: the very pieces'
    shop.takes(done, source, "send_back", told.n, "send_back")
    shop.takes(done, source, "sent back for", amount)
    told.net = amount
    shop.goes(done, told, here, None, "agreed", amount=amount, source=source.line, against=against)


def own_cost(receipt: Flow, pieces: tuple[str, ...], day: int) -> Fraction:
    """What these pieces of a receipt cost on a day: their parts of its price and of everything that changed it."""
    changes = [receipt.amount, *receipt.mores, *(change for on, change in receipt.later if on <= day)]
    count = len(receipt.pieces)
    places = [receipt.pieces.index(one) for one in pieces]
    return sum((share_of(change, at, count) for change in changes for at in places), NONE)


def think_bill(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "receive", "buyout", "got")
    if step is None:
        return None
    net = Fraction(dice.money(0, 6000))
    return {**step, "net": fen(net), "tax": fen(r2(net * RATE))}


def do_bill(shop: Shop, number: int, step: Step) -> None:
    """借 存货 红字 贷 暂估 红字, 借 存货 借 进项 贷 应付; the goods cost from the beginning what the invoice says (C15)."""
    source = shop.source(step)
    receipt = shop.done[step["of"][0]]
    net, tax, n = Fraction(step["net"]), Fraction(step["tax"]), measure(step)
    data = {"is_tolerance_confirmed": "true"}
    paper = shop.paper("purchase_invoice", step["day"], [shop.invoiced(step)], party=receipt.party, data=data)
    done = shop.post(number, "bill", paper, party=receipt.party)
    shop.told(done, 0, again(source, step), net=net, tax=tax)
    gone = source.taken["bill"] + source.taken["send_back"]
    whole, cost = shop.cost(source.net, source.tax), shop.cost(net, tax)
    lifted = r2(whole * (gone + n) / source.n) - source.taken["lifted"] - source.taken["sent back for"]
    shop.takes(done, source, "bill", n, "send_back", "bill")
    held = receipt.kind == "receive" and shop.note.flow_of(source.line).there == Spot(source.place, "qc_hold", source.lot)
    assert not held or source.taken["bill"] <= source.taken["accepted"], "invoiced before it was accepted"
    shop.takes(done, source, "lifted", lifted)
    shop.costs_more(done, shop.note.flow_of(source.line), cost - lifted, n)
    shop.books(done, "ap_estimated", cost, receipt.party)
    shop.books(done, "vat_input", shop.input_tax(tax))
    shop.books(done, "ap", -net - tax, receipt.party)


def think_red_bill(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "send_back")
    if step is None:
        return None
    net = Fraction(dice.money(1, 4000))
    return {**step, "net": fen(-net), "tax": fen(-r2(net * RATE))}


def do_red_bill(shop: Shop, number: int, step: Step) -> None:
    """What went back is off the estimate; what the supplier gives more or less for it is cost of sales (C6)."""
    source = shop.source(step)
    back = shop.done[step["of"][0]]
    net, tax, n = Fraction(step["net"]), Fraction(step["tax"]), measure(step)
    data = {"is_tolerance_confirmed": "true"}
    paper = shop.paper(
        "purchase_invoice_red", step["day"], [shop.invoiced(step, -1)], party=back.party, data=data
    )
    done = shop.post(number, "red_bill", paper, party=back.party)
    shop.told(done, 0, again(source, step), net=net, tax=tax)
    whole = shop.note.told().worth[source.line] if back.flows[0].owed is None else back.flows[0].owed
    whole = back.flows[0].amount if back.flows[0].how == "agreed" else whole
    lifted = r2(whole * (source.taken["red_bill"] + n) / source.n) - source.taken["lifted"]
    shop.takes(done, source, "red_bill", n, "red_bill")
    shop.takes(done, source, "lifted", lifted)
    shop.books(done, "ap_estimated", -lifted, back.party)
    shop.books(done, "cogs", shop.cost(net, tax) + lifted)
    shop.books(done, "vat_input", shop.input_tax(tax))
    shop.books(done, "ap", -net - tax, back.party)


def think_fee(shop: Shop, dice: Dice) -> Step | None:
    found = shop.live("receive")
    if not found:
        return None
    done = dice.of(found[-12:])
    return {
        "of": [done.step, 0],
        "day": dice.day(done.day),
        "net": dice.money(10, 4000),
        "tax": dice.money(0, 300),
        "basis": dice.of(("AMOUNT", "QUANTITY")),
        "treatment": "EXPENSE" if dice.likely(2) else "CAPITALIZE",
        "party": dice.of(SUPPLIERS),
    }


def do_fee(shop: Shop, number: int, step: Step) -> None:
    """C16: a fee shared out over the lines of a receipt (C1), into their cost or into 销售费用; 借 进项 贷 应付."""
    receipt = shop.done[step["of"][0]]
    lines = [
        PaperLine(
            quantity=D(str(told.n if told.count is None else told.count)), source_line_id=receipt.doc.lines[n]
        )
        for n, told in enumerate(receipt.lines)
    ]
    data = {"cost_type": "freight", "fee_net": step["net"], "fee_tax": step["tax"], "basis": step["basis"]}
    data["treatment"] = step["treatment"]
    paper = shop.paper("landed_cost", step["day"], lines, party=step["party"], data=data)
    done = shop.post(number, "fee", paper, party=step["party"])
    net, tax = Fraction(step["net"]), Fraction(step["tax"])
    weights = [told.net if step["basis"] == "AMOUNT" else told.n for told in receipt.lines]
    weights = weights if any(weights) else [told.n for told in receipt.lines]
    whole, upto, given = sum(weights, NONE), NONE, NONE
    for told, weight in zip(receipt.lines, weights, strict=True):
        upto += weight
        part = r2(shop.cost(net, tax) * upto / whole) - given
        given += part
        if step["treatment"] == "CAPITALIZE":
            flow = shop.note.flow_of(told.line)
            shop.costs_more(done, flow, part, told.n, is_fee=True)
            shop.takes(done, told, "fees", part)
            shop.books(done, "ap_estimated", part, flow.against[1] if flow.against else "")
        else:
            shop.books(done, "selling", part)
    shop.books(done, "vat_input", shop.input_tax(tax))
    shop.books(done, "ap", -net - tax, step["party"])


ACTS = {
    "order": (think_order, do_order, 2),
    "receive": (think_receive, do_receive, 12),
    "receive_order": (think_receive_order, do_receive_order, 2),
    "send_back": (think_send_back, do_send_back, 5),
    "bill": (think_bill, do_bill, 7),
    "red_bill": (think_red_bill, do_red_bill, 3),
    "fee": (think_fee, do_fee, 3),
}
