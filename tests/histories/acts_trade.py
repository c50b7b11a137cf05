"""What a shop buys and sells: receipts, issues, returns, their invoices, allowances, gifts, fees."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from tests.costing.second_model import r2
from tests.histories.model import NONE, Spot
from tests.histories.shop import RATE, Dice, Done, Shop, Step, Told, fen, split

SUPPLIERS, CUSTOMERS = ("甲", "丙"), ("乙", "丙")


def think_order(shop: Shop, dice: Dice) -> Step:
    rows = [{**row, "price": dice.money(100, 2000)} for row in dice.rows(shop, 12)]
    return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(SUPPLIERS), "rows": rows}


def do_order(shop: Shop, number: int, step: Step) -> None:
    lines = [shop.row(row, tax_code_id=shop.tax_id) for row in step["rows"]]
    for line in lines:
        line.data.pop("lot_no", None)
    header = {"party": step["party"], "place": step["place"], "price_mode": "EXCL"}
    done = shop.post(
        number, "order", shop.paper("purchase_order", step["day"], lines, **header), party=step["party"]
    )
    done.extra["rows"] = step["rows"]
    for n, row in enumerate(step["rows"]):
        shop.told(done, n, row, place=step["place"])


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
        there = Spot(step["place"], lot=told.lot)
        shop.goes(done, told, None, there, "given", amount=told.net, against=("ap_estimated", step["party"]))


def think_receive_order(shop: Shop, dice: Dice) -> Step | None:
    return dice.line_of(shop, "order")


def do_receive_order(shop: Shop, number: int, step: Step) -> None:
    source = shop.source(step)
    order = shop.done[step["of"][0]]
    row = {"product": source.product, "n": step["n"], "lot": source.lot}
    lines = [shop.row(row, source_line_id=shop.source_id(step))]
    header = {"party": order.party, "place": source.place, "price_mode": "EXCL"}
    done = shop.post(
        number, "receive", shop.paper("purchase_receipt", step["day"], lines, **header), party=order.party
    )
    told = part_of_order(shop, done, source, shop.told(done, 0, row, place=source.place))
    there = Spot(source.place, lot=told.lot)
    shop.goes(done, told, None, there, "given", amount=told.net, against=("ap_estimated", order.party))


def part_of_order(shop: Shop, done: Done, order: Told, told: Told) -> Told:
    """What an order is carried out by takes its net and its tax by instalments (G10, C1)."""
    upto = order.taken["carried"] + told.n
    told.net = r2(order.net * upto / order.n) - order.taken["net"]
    told.tax = r2(order.tax * upto / order.n) - order.taken["tax"]
    shop.takes(done, order, "carried", told.n, "carried")
    shop.takes(done, order, "net", told.net)
    shop.takes(done, order, "tax", told.tax)
    return told


def think_send_back(shop: Shop, dice: Dice) -> Step | None:
    if dice.likely(2):
        row = {**dice.goods(shop, 4), "price": "5.00"}
        return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(SUPPLIERS), "rows": [row]}
    return dice.line_of(shop, "receive")


def any_state(shop: Shop, told: Told, place: str) -> Spot:
    """Goods of a lot that go whatever state they are in (sent back, lost): the sound ones, else those of which there is
    most; what is lent is not here.
    """
    if not told.lot:
        return Spot(place)
    held = shop.note.told().hands
    spots = [Spot(place, state, told.lot) for state in ("available", "frozen", "defect")]
    if held.get((told.product, spots[0]), NONE) >= told.n:
        return spots[0]
    return max(
        spots,
        key=lambda one: (held.get((told.product, one), NONE) >= told.n, held.get((told.product, one), NONE)),
    )


def do_send_back(shop: Shop, number: int, step: Step) -> None:
    """借 存货 红字 贷 暂估应付 红字, at what the receipt cost by instalments, or without one at the cost of the day (C6)."""
    source = shop.source(step) if "of" in step else None
    if source is None:
        row, place, party = step["rows"][0], step["place"], step["party"]
    else:
        row = {"product": source.product, "n": step["n"], "lot": source.lot}
        place, party = source.place, shop.done[step["of"][0]].party
    line = shop.row(row, source_line_id=shop.source_id(step) if source else None)
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
    here, against = any_state(shop, told, place), ("ap_estimated", party)
    if source is None:
        flow = shop.goes(done, told, here, None, "pool", against=against)
        flow.owed = shop.note.told().worth[told.line]
        return
    receipt = shop.note.flow_of(source.line)
    fees = source.taken["fees"]
    whole, before = receipt.amount + receipt.more - fees, source.taken["send_back"]
    amount = r2(whole * (before + told.n) / source.n) - source.taken["sent back for"]
    shop.takes(done, source, "send_back", told.n, "send_back")
    shop.takes(done, source, "sent back for", amount)
    told.net = amount
    shop.goes(done, told, here, None, "agreed", amount=amount, source=source.line, against=against)


def think_bill(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "receive", "buyout")
    if step is None:
        return None
    net = Fraction(dice.money(0, 6000))
    return {**step, "net": fen(net), "tax": fen(r2(net * RATE))}


def do_bill(shop: Shop, number: int, step: Step) -> None:
    """借 存货 红字 贷 暂估 红字, 借 存货 借 进项 贷 应付; the goods cost from the beginning what the invoice says (C15)."""
    source = shop.source(step)
    receipt = shop.done[step["of"][0]]
    net, tax, n = Fraction(step["net"]), Fraction(step["tax"]), Fraction(step["n"])
    line = PaperLine(
        quantity=D(step["n"]),
        amount_net=D(step["net"]),
        amount_tax=D(step["tax"]),
        source_line_id=shop.source_id(step),
    )
    data = {"is_tolerance_confirmed": "true"}
    paper = shop.paper("purchase_invoice", step["day"], [line], party=receipt.party, data=data)
    done = shop.post(number, "bill", paper, party=receipt.party)
    shop.told(done, 0, {"product": source.product, "n": step["n"]}, net=net, tax=tax)
    gone = source.taken["bill"] + source.taken["send_back"]
    lifted = r2(source.net * (gone + n) / source.n) - source.taken["lifted"] - source.taken["sent back for"]
    shop.takes(done, source, "bill", n, "send_back", "bill")
    shop.takes(done, source, "lifted", lifted)
    change_cost(shop, done, source, net - lifted, receipt.party)
    shop.books(done, "ap_estimated", net, receipt.party)
    shop.books(done, "vat_input", tax)
    shop.books(done, "ap", -net - tax, receipt.party)


def change_cost(shop: Shop, done: Done, source: Told, change: Fraction, party: str) -> None:
    """The goods of a receipt cost more or less from the beginning; the other side stands with the estimate there."""
    flow = shop.note.flow_of(source.line)
    flow.more += change
    done.changes.append((flow, change))
    shop.books(done, "ap_estimated", -change, party, on=flow.on)


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
    net, tax, n = Fraction(step["net"]), Fraction(step["tax"]), Fraction(step["n"])
    line = PaperLine(
        quantity=-D(step["n"]),
        amount_net=D(step["net"]),
        amount_tax=D(step["tax"]),
        source_line_id=shop.source_id(step),
    )
    data = {"is_tolerance_confirmed": "true"}
    paper = shop.paper("purchase_invoice_red", step["day"], [line], party=back.party, data=data)
    done = shop.post(number, "red_bill", paper, party=back.party)
    shop.told(done, 0, {"product": source.product, "n": step["n"]}, net=net, tax=tax)
    whole = shop.note.told().worth[source.line] if not back.flows[0].owed else back.flows[0].owed
    whole = back.flows[0].amount if back.flows[0].how == "agreed" else whole
    lifted = r2(whole * (source.taken["red_bill"] + n) / source.n) - source.taken["lifted"]
    shop.takes(done, source, "red_bill", n, "red_bill")
    shop.takes(done, source, "lifted", lifted)
    shop.books(done, "ap_estimated", -lifted, back.party)
    shop.books(done, "cogs", net + lifted)
    shop.books(done, "vat_input", tax)
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
        PaperLine(quantity=D(str(told.n)), source_line_id=receipt.doc.lines[n])
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
        part = r2(net * upto / whole) - given
        given += part
        if step["treatment"] == "CAPITALIZE":
            shop.takes(done, told, "fees", part)
            change_cost(shop, done, told, part, step["party"])
            shop.books(done, "ap_estimated", part, step["party"])
        else:
            shop.books(done, "selling", part)
    shop.books(done, "vat_input", tax)
    shop.books(done, "ap", -net - tax, step["party"])


def think_sell_order(shop: Shop, dice: Dice) -> Step:
    rows = [{**row, "price": dice.money(200, 4000), "incl": True} for row in dice.rows(shop, 6)]
    return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(CUSTOMERS), "rows": rows}


def do_sell_order(shop: Shop, number: int, step: Step) -> None:
    lines = [shop.row({**row, "lot": ""}, tax_code_id=shop.tax_id) for row in step["rows"]]
    header = {"party": step["party"], "place": step["place"], "price_mode": "INCL"}
    done = shop.post(
        number, "sell_order", shop.paper("sales_order", step["day"], lines, **header), party=step["party"]
    )
    done.extra["rows"] = step["rows"]
    for n, row in enumerate(step["rows"]):
        shop.told(done, n, row, place=step["place"])


def think_issue(shop: Shop, dice: Dice) -> Step:
    follows = dice.line_of(shop, "sell_order") if dice.likely(2) else None
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
        rows, place, party = [row], source.place, order.party
        lines = [shop.row({**row, "price": None}, source_line_id=shop.source_id(step))]
    else:
        place, party = step["place"], step["party"]
        lines = [shop.row(row, tax_code_id=shop.tax_id) for row in rows]
    header = {"party": party, "place": place, "price_mode": "INCL"}
    done = shop.post(number, "issue", shop.paper("sales_issue", step["day"], lines, **header), party=party)
    for n, row in enumerate(rows):
        told = shop.told(done, n, row, place=place)
        if source is not None:
            part_of_order(shop, done, source, told)
        sell(shop, done, told, Spot(place, lot=told.lot), party)


def sell(shop: Shop, done: Done, told: Told, here: Spot, party: str) -> None:
    """What a sale books."""
    shop.goes(done, told, here, None, "pool", against=("cogs", ""))
    shop.books(done, "ar", told.incl, party)
    shop.books(done, "revenue", -told.net)
    shop.books(done, "vat_output", -told.tax)


def think_take_back(shop: Shop, dice: Dice) -> Step | None:
    if dice.likely(2):
        row = {**dice.goods(shop, 4), "price": dice.money(200, 4000), "incl": True}
        return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(CUSTOMERS), "rows": [row]}
    step = dice.line_of(shop, "issue", "sell_lent")
    return step and {**step, "place": dice.place(shop)}


def do_take_back(shop: Shop, number: int, step: Step) -> None:
    """Everything of the issue in red, at what its goods cost in the end, by instalments (C7, T10)."""
    source = shop.source(step) if "of" in step else None
    place = step["place"]
    if source is None:
        row, party = step["rows"][0], step["party"]
        line = shop.row(row, tax_code_id=shop.tax_id)
    else:
        row, party = (
            {"product": source.product, "n": step["n"], "lot": source.lot},
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
        shop.goes(done, told, None, there, "pool", against=("cogs", ""))
    else:
        upto = source.taken["take_back"] + told.n
        told.net = r2(source.net * upto / source.n) - source.taken["net back"]
        told.tax = r2(source.tax * upto / source.n) - source.taken["tax back"]
        shop.takes(done, source, "take_back", told.n, "take_back")
        shop.takes(done, source, "net back", told.net)
        shop.takes(done, source, "tax back", told.tax)
        shop.goes(done, told, None, there, "share", source=source.line, against=("cogs", ""))
    shop.books(done, "ar", -told.incl, party)
    shop.books(done, "revenue", told.net)
    shop.books(done, "vat_output", told.tax)


def think_allow(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "issue")
    return step and {**step, "amount": dice.money(1, 3000)}


def do_allow(shop: Shop, number: int, step: Step) -> None:
    """仅退款不退货: revenue and tax taken back, no goods (D-SRT)."""
    source, party = shop.source(step), shop.done[step["of"][0]].party
    line = PaperLine(source_line_id=shop.source_id(step), amount_incl=D(step["amount"]))
    paper = shop.paper("sales_allowance", step["day"], [line], party=party, data={"reason": "quality"})
    done = shop.post(number, "allow", paper, party=party)
    net, tax = split(Fraction(step["amount"]), True)
    shop.told(done, 0, {"product": source.product, "n": "0"}, net=net, tax=tax)
    shop.takes(done, source, "allowed", net + tax)
    given = source.taken["allowed"] + source.taken["net back"] + source.taken["tax back"]
    assert given <= source.incl, f"{given} given back of {source.incl}"
    shop.books(done, "ar", -net - tax, party)
    shop.books(done, "revenue", net)
    shop.books(done, "vat_output", tax)


def think_invoice(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "issue")
    if step is None:
        return None
    net = Fraction(dice.money(1, 9000))
    return {**step, "net": fen(net), "tax": fen(r2(net * RATE))}


def do_invoice(shop: Shop, number: int, step: Step) -> None:
    """T11 ON_ISSUE: only what the invoice says differently from the issue is booked."""
    source, party = shop.source(step), shop.done[step["of"][0]].party
    net, tax, n = Fraction(step["net"]), Fraction(step["tax"]), Fraction(step["n"])
    line = PaperLine(
        quantity=D(step["n"]),
        amount_net=D(step["net"]),
        amount_tax=D(step["tax"]),
        source_line_id=shop.source_id(step),
    )
    done = shop.post(
        number, "invoice", shop.paper("sales_invoice", step["day"], [line], party=party), party=party
    )
    shop.told(done, 0, {"product": source.product, "n": step["n"]}, net=net, tax=tax)
    before = source.taken["invoice"] + source.taken["take_back"]
    shop.takes(done, source, "invoice", n, "invoice", "take_back")
    more_net, more_tax = (
        given - (r2(whole * (before + n) / source.n) - r2(whole * before / source.n))
        for given, whole in ((net, source.net), (tax, source.tax))
    )
    shop.books(done, "ar", more_net + more_tax, party)
    shop.books(done, "revenue", -more_net)
    shop.books(done, "vat_output", -more_tax)


def think_red_invoice(shop: Shop, dice: Dice) -> Step:
    net = Fraction(dice.money(1, 900))
    step = {"day": dice.day(), "party": dice.of(CUSTOMERS)}
    return {**step, "net": fen(-net), "tax": fen(-r2(net * RATE))}


def do_red_invoice(shop: Shop, number: int, step: Step) -> None:
    """折让 by a red invoice: revenue and tax only."""
    net, tax, party = Fraction(step["net"]), Fraction(step["tax"]), step["party"]
    line = PaperLine(amount_net=D(step["net"]), amount_tax=D(step["tax"]), tax_code_id=shop.tax_id)
    done = shop.post(number, "red_invoice", shop.paper("sales_invoice_red", step["day"], [line], party=party))
    shop.books(done, "ar", net + tax, party)
    shop.books(done, "revenue", -net)
    shop.books(done, "vat_output", -tax)


def think_gift(shop: Shop, dice: Dice) -> Step:
    rows = [{**row, "price": dice.money(200, 900)} for row in dice.rows(shop, 3)]
    return {"day": dice.day(), "place": dice.place(shop), "party": dice.of(CUSTOMERS), "rows": rows}


def do_gift(shop: Shop, number: int, step: Step) -> None:
    """D-GFT: 借 销售费用 with the cost and the tax on the fair price (T7)."""
    lines = [shop.row(row, tax_code_id=shop.tax_id) for row in step["rows"]]
    header: dict[str, Any] = {"party": step["party"], "place": step["place"], "price_mode": "EXCL"}
    paper = shop.paper("gift_issue", step["day"], lines, data={"purpose": "sample"}, **header)
    done = shop.post(number, "gift", paper)
    for n, row in enumerate(step["rows"]):
        told = shop.told(done, n, row, place=step["place"])
        shop.goes(done, told, Spot(step["place"], lot=told.lot), None, "pool", against=("selling", ""))
        shop.books(done, "selling", told.tax)
        shop.books(done, "vat_output", -told.tax)


ACTS = {
    "order": (think_order, do_order, 2),
    "receive": (think_receive, do_receive, 12),
    "receive_order": (think_receive_order, do_receive_order, 2),
    "send_back": (think_send_back, do_send_back, 5),
    "bill": (think_bill, do_bill, 7),
    "red_bill": (think_red_bill, do_red_bill, 3),
    "fee": (think_fee, do_fee, 3),
    "sell_order": (think_sell_order, do_sell_order, 2),
    "issue": (think_issue, do_issue, 14),
    "take_back": (think_take_back, do_take_back, 5),
    "allow": (think_allow, do_allow, 2),
    "invoice": (think_invoice, do_invoice, 3),
    "red_invoice": (think_red_invoice, do_red_invoice, 1),
    "gift": (think_gift, do_gift, 2),
}
