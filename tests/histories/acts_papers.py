"""Papers before orders (D-PR, D-RFQ, D-QT): they ask, compare and offer, and book nothing; an order takes of them."""

from __future__ import annotations

from typing import Any

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from tests.histories.acts_buying import CUSTOMERS, SUPPLIERS, ordered
from tests.histories.dice import Dice
from tests.histories.shop import Shop, Step

KINDS = {"wish": "purchase_requisition", "offers": "purchase_rfq", "quote": "quotation"}


def think_paper(shop: Shop, dice: Dice) -> Step:
    kind = dice.of(KINDS)
    party = dice.of(CUSTOMERS if kind == "quote" else SUPPLIERS)
    rows = [{**row, "lot": "", "price": dice.money(200, 4000), "incl": kind == "quote"} for row in dice.rows(shop, 9)]
    return {"kind": kind, "day": dice.day(), "place": dice.place(shop), "party": party, "rows": rows}


def do_paper(shop: Shop, number: int, step: Step) -> None:
    """Nothing is booked by any of them."""
    kind, later = step["kind"], shop.book.day(90)
    header: dict[str, Any] = {}
    if kind == "wish":
        header = {"department_id": shop.book.department.pk, "due_on": later}
        lines = [PaperLine(product_id=shop.products[row["product"]].pk, quantity=D(row["n"])) for row in step["rows"]]
    elif kind == "offers":
        header = {"place": step["place"], "price_mode": "EXCL"}
        supplier = {"supplier": str(shop.parties[step["party"]].pk)}
        lines = [shop.row(row, tax_code_id=shop.tax_id, data=supplier) for row in step["rows"]]
    else:
        header = {"party": step["party"], "price_mode": "INCL", "data": {"valid_until": str(later)}}
        lines = [shop.row(row, tax_code_id=shop.tax_out_id) for row in step["rows"]]
    done = shop.post(number, kind, shop.paper(KINDS[kind], step["day"], lines, **header), party=step["party"])
    done.extra["rows"] = step["rows"]
    for n, row in enumerate(step["rows"]):
        shop.told(done, n, row, place=step["place"])


def think_follow(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, *KINDS)
    if step is None:
        return None
    paper = shop.done[step["of"][0]]
    row = {**paper.extra["rows"][step["of"][1]], "n": step["n"]}
    return {"of": step["of"], "day": step["day"], "place": dice.place(shop), "party": paper.party, "rows": [row]}


def do_follow(shop: Shop, number: int, step: Step) -> None:
    """An order of what was asked for or offered, and no more of a wish or a quotation than there is (1.1.4)."""
    source, paper = shop.source(step), shop.done[step["of"][0]]
    kind, code, mode = ("sell_order", "sales_order", "INCL") if paper.kind == "quote" else ("order", "purchase_order", "EXCL")
    ordered(shop, number, step, kind, code, mode, source_id=shop.source_id(step))
    if paper.kind != "offers":
        shop.takes(shop.done[number], source, "ordered", shop.done[number].lines[0].n, "ordered")


ACTS = {
    "paper": (think_paper, do_paper, 2),
    "follow": (think_follow, do_follow, 3),
}
