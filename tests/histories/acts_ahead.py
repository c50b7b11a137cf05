"""What lies between an order and its goods: an invoice given ahead of them (T11), a notice that holds a lot (D-DN, Q3d)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from hengku.posting.actions import close_short
from tests.costing.second_model import r2
from tests.histories.acts_buying import part_of_order
from tests.histories.acts_selling import sell
from tests.histories.company import LOTS, PIECES
from tests.histories.dice import Dice
from tests.histories.flows import NONE, Spot
from tests.histories.shop import Done, Shop, Step, Told, again, fen
from tests.posting.desk import NOW


def think_ahead(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "sell_order")
    if step is None or dice.likely(5):
        return step
    net = Fraction(dice.money(1, 9000))
    return {**step, "net": fen(net), "tax": fen(r2(net * shop.company.rate_out))}


def do_ahead(shop: Shop, number: int, step: Step) -> None:
    """借 应收 贷 预收(净额)、销项: its tax is due, its revenue comes with the goods; at its part of the order, or as typed."""
    source, order = shop.source(step), shop.done[step["of"][0]]
    amounts = {"amount_net": D(step["net"]), "amount_tax": D(step["tax"])} if "net" in step else {}
    line = PaperLine(quantity=D(step["n"]), source_line_id=shop.source_id(step), **amounts)
    paper = shop.paper("sales_invoice", step["day"], [line], party=order.party)
    done = shop.post(number, "ahead", paper, party=order.party)
    row = again(source, step) | {"lot": order.extra["rows"][step["of"][1]].get("lot", "")}
    told = part_of_order(shop, done, source, shop.told(done, 0, row, place=source.place))
    shop.takes(done, source, "carried", told.n, "carried")
    shop.takes(done, source, "ahead", told.n)
    if "net" in step:
        told.net, told.tax = Fraction(step["net"]), Fraction(step["tax"])
    done.extra["order"] = source
    _waits(shop, done, told.net, told.tax)


def _waits(shop: Shop, done: Done, net: Fraction, tax: Fraction) -> None:
    shop.books(done, "ar", net + tax, done.party)
    shop.books(done, "invoiced_ahead", -net, done.party)
    shop.books(done, shop.company.vat_invoiced, -tax)


def _share(shop: Shop, done: Done, invoice: Told, told: Told) -> None:
    """Goods that go, and red invoices, take the invoice's amounts by instalments (C1)."""
    upto = invoice.taken["sent"] + told.n
    told.net = r2(invoice.net * upto / invoice.n) - invoice.taken["sent net"]
    told.tax = r2(invoice.tax * upto / invoice.n) - invoice.taken["sent tax"]
    shop.takes(done, invoice, "sent", told.n, "sent", "noticed")
    shop.takes(done, invoice, "sent net", told.net)
    shop.takes(done, invoice, "sent tax", told.tax)


def think_after_ahead(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "ahead")
    return step and {**step, "red": dice.likely(3)}


def do_after_ahead(shop: Shop, number: int, step: Step) -> None:
    """The goods go, 借 预收 贷 收入 and their cost, whenever revenue is otherwise; or a red invoice for what does not go."""
    source, invoice = shop.source(step), shop.done[step["of"][0]]
    party = invoice.party
    if step["red"]:
        line = PaperLine(quantity=-D(step["n"]), source_line_id=shop.source_id(step))
        paper = shop.paper("sales_invoice_red", step["day"], [line], party=party)
        done = shop.post(number, "red_ahead", paper, party=party)
        told = shop.told(done, 0, again(source, step))
        _share(shop, done, source, told)
        for kind in ("carried", "parted"):
            shop.takes(done, invoice.extra["order"], kind, -told.n)
        _waits(shop, done, -told.net, -told.tax)
        return
    row = again(source, step)
    line = shop.row(row, source_line_id=shop.source_id(step))
    header = {"party": party, "place": source.place, "price_mode": "INCL"}
    done = shop.post(
        number, "sent_ahead", shop.paper("sales_issue", step["day"], [line], **header), party=party
    )
    _go_ahead(shop, done, source, shop.told(done, 0, row, place=source.place))


def _go_ahead(shop: Shop, done: Done, invoice: Told, told: Told) -> None:
    _share(shop, done, invoice, told)
    shop.goes(done, told, Spot(told.place, lot=told.lot), None, "pool", against=("cogs", ""))
    shop.books(done, "invoiced_ahead", told.net, done.party)
    shop.books(done, "revenue", -told.net)


def think_notice(shop: Shop, dice: Dice) -> Step | None:
    """Of an order, or of what was invoiced ahead of its goods: a lot, or the very pieces."""
    orders = [
        (done, told)
        for done in [*shop.live("sell_order")[-12:], *shop.live("ahead")[-4:]]
        for told in done.lines
        if told.product in ("L", PIECES)
    ]
    if not orders:
        return None
    done, told = dice.of(orders)
    if told.product == PIECES:
        row = dice.told_apart(shop, PIECES, told.place, comes_in=False)
        return row and {**row, "of": list(told.line), "day": dice.day(done.day)}
    held = shop.note.told().hands
    lots = {lot: held.get(("L", Spot(told.place, lot=lot)), NONE) for lot in LOTS}
    lot = max(LOTS, key=lambda one: lots[one]) if dice.likely(8) else dice.of(LOTS)
    return {"of": list(told.line), "day": dice.day(done.day), "n": dice.pieces(4), "lot": lot}


def do_notice(shop: Shop, number: int, step: Step) -> None:
    """All of it must be there, and nobody else gets it. What was invoiced ahead stays so on its order until it goes."""
    source, order = shop.source(step), shop.done[step["of"][0]]
    row = again(source, step) | {"lot": step.get("lot", "")}
    line = shop.row(row, source_line_id=shop.source_id(step))
    header = {"party": order.party, "place": source.place}
    done = shop.post(
        number, "notice", shop.paper("delivery_notice", step["day"], [line], **header), party=order.party
    )
    told = shop.told(done, 0, row, place=source.place)
    if order.kind == "ahead":
        shop.takes(done, source, "noticed", told.n, "noticed", "sent")
        done.extra["invoice"] = source
    else:
        shop.takes(done, source, "carried", told.n, "carried")
    done.extra["order"] = source


def think_after_notice(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "notice")
    return step and {**step, "ends": dice.likely(3)}


def do_after_notice(shop: Shop, number: int, step: Step) -> None:
    """What it holds goes, at its part of the order's amounts; or it is closed, and the order waits for the rest again."""
    source, notice = shop.source(step), shop.done[step["of"][0]]
    order: Told = notice.extra["order"]
    if step["ends"]:
        close_short(actor=shop.book.actor, document_id=notice.doc.id, reason="改期", now=NOW)
        notice.is_live = False
        order.taken["noticed" if "invoice" in notice.extra else "carried"] -= source.n - source.taken["sent"]
        return
    row = again(source, step)
    line = shop.row(row, source_line_id=shop.source_id(step))
    header: dict[str, Any] = {"party": notice.party, "place": source.place, "price_mode": "INCL"}
    paper = shop.paper("sales_issue", step["day"], [line], **header)
    if "invoice" in notice.extra:
        done = shop.post(number, "sent_ahead", paper, party=notice.party)
        told = shop.told(done, 0, row, place=source.place)
        shop.takes(done, order, "noticed", -told.n)
        shop.takes(done, source, "sent", told.n, "sent")
        done.extra[source.line] = told.pieces
        _go_ahead(shop, done, order, told)
        return
    done = shop.post(number, "issue", paper, party=notice.party)
    told = part_of_order(shop, done, order, shop.told(done, 0, row, place=source.place))
    shop.takes(done, source, "sent", told.n, "sent")
    done.extra[source.line] = told.pieces
    sell(shop, done, told, Spot(source.place, lot=told.lot), notice.party)


ACTS = {
    "ahead": (think_ahead, do_ahead, 4),
    "after_ahead": (think_after_ahead, do_after_ahead, 6),
    "notice": (think_notice, do_notice, 4),
    "after_notice": (think_after_notice, do_after_notice, 6),
}
