"""What happens in the warehouse: transfers, counts, losses, own use, making, states."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.kit.numbers import D
from tests.costing.second_model import r2
from tests.histories.acts_buying import any_state
from tests.histories.company import RATE, REFERENCES
from tests.histories.dice import Dice
from tests.histories.flows import NONE, Spot
from tests.histories.shop import Done, Shop, Step, Told, again

TRANSIT = "transit"


def think_move(shop: Shop, dice: Dice) -> Step:
    places = list(shop.warehouses)
    if dice.likely(5):
        places.reverse()
    return {"day": dice.day(), "place": places[0], "to": places[1], "rows": dice.rows(shop, 5)}


def _moved(shop: Shop, number: int, step: Step, kind: str, code: str) -> Done:
    lines = [shop.row(row) for row in step["rows"]]
    paper = shop.paper(code, step["day"], lines, place=step["place"], to=step["to"])
    done = shop.post(number, kind, paper)
    for n, row in enumerate(step["rows"]):
        shop.told(done, n, row, place=step["place"], to=step["to"])
    return done


def do_transfer(shop: Shop, number: int, step: Step) -> None:
    """D-TR1: nothing in one pool, between pools with its cost (C2)."""
    done = _moved(shop, number, step, "transfer", "transfer_direct")
    for told in done.lines:
        shop.goes(done, told, Spot(told.place, lot=told.lot), Spot(told.to, lot=told.lot), "pool")


def do_send(shop: Shop, number: int, step: Step) -> None:
    """D-TRO: what is on its way holds its cost."""
    done = _moved(shop, number, step, "send", "transfer_out")
    for told in done.lines:
        shop.goes(done, told, Spot(told.place, lot=told.lot), Spot(TRANSIT, lot=told.lot), "pool")


def think_arrive(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "send")
    return step and {**step, "outcome": dice.of(("received", "received", "received", "lost", "returned")),
                     "answers": dice.of(("company", "party"))}  # fmt: skip


def do_arrive(shop: Shop, number: int, step: Step) -> None:
    """D-TRI: arrives, comes back, or is lost to the company or to who carried it (§1.8 05)."""
    source, outcome = shop.source(step), step["outcome"]
    data = {"outcome": outcome, "answers": step["answers"], "responsible": "李四"}
    row = again(source, step)
    line = shop.row(row, source_line_id=shop.source_id(step), data=data)
    paper = shop.paper(
        "transfer_in", step["day"], [line], place=source.place, to=source.to, data={"rest_stays": "true"}
    )
    done = shop.post(number, "arrive", paper)
    told = shop.told(done, 0, row, place=source.to)
    shop.takes(done, source, "arrive", told.n, "arrive")
    asked = shop.done[step["of"][0]].extra.get("asked")
    if asked is not None and outcome == "returned":  # D-SREQ: what came back on its way is waited for again
        shop.takes(done, asked, "asked", -told.n)
    loss = "other_receivable" if step["answers"] == "party" else where(shop, "nonop_expense", "admin")
    there = {
        "received": Spot(source.to, lot=told.lot),
        "returned": Spot(source.place, lot=told.lot),
        "lost": None,
    }[outcome]
    by_source = shop.company.scope == "WAREHOUSE" and shop.company.method == "MOVING_AVERAGE"
    more: dict[str, Any] = {"source": source.line} if by_source else {}
    how = "share" if by_source else "pool"
    shop.goes(done, told, Spot(TRANSIT, lot=told.lot), there, how, against=(loss, ""), **more)


def where(shop: Shop, small: str, enterprise: str) -> str:
    """The account role of either standard (§1.5)."""
    return small if shop.company.standard == "small" else enterprise


#: Reasons of §1.8: does it pass T7 (input tax out), the account of either standard.
LOSSES = {
    "SPOILAGE": (True, "nonop_expense", "admin"),
    "DAMAGE": (True, "nonop_expense", "admin"),
    "THEFT_LOST": (True, "nonop_expense", "admin"),
    "NATURAL_LOSS": (False, "cogs", "cogs"),
    "DISASTER": (False, "nonop_expense", "nonop_expense"),
    "COUNT_LOSS": (False, "nonop_expense", "admin"),
    "RECEIPT_VARIANCE": (False, "nonop_expense", "admin"),
    "OPENING_FIX": (False, "suspense", "suspense"),
}


def _lost(shop: Shop, done: Done, told: Told, role: str, is_taxed: bool) -> None:
    """Out at cost; the input tax goes out with it, and follows where its cost is recast (T7, C9)."""
    here = (
        any_state(shop, told, told.place) if done.kind in ("lose", "fix") else Spot(told.place, lot=told.lot)
    )
    tax = (RATE, NONE, 1) if is_taxed and shop.company.deducts else None
    shop.goes(done, told, here, None, "pool", against=(role, ""), tax=tax)


def think_lose(shop: Shop, dice: Dice) -> Step:
    step = {"day": dice.day(), "place": dice.place(shop), "rows": dice.rows(shop, 3)}
    step["stage"] = dice.of(("STORAGE", "RECEIVING", "SELLING", "PROCESSING"))
    return {**step, "reason": dice.of(("SPOILAGE", "DAMAGE", "NATURAL_LOSS", "DISASTER"))}


def do_lose(shop: Shop, number: int, step: Step) -> None:
    """§1.9: 加工、售卖损耗 are cost of sales, the others go where their reason says."""
    data = {"stage": step["stage"], "reason": step["reason"], "responsible": "张三", "shift": "morning"}
    lines = [shop.row(row, data=data) for row in step["rows"]]
    done = shop.post(number, "lose", shop.paper("loss_report", step["day"], lines, place=step["place"]))
    is_cost = step["stage"] in ("SELLING", "PROCESSING")
    is_taxed, small, enterprise = LOSSES[step["reason"]]
    role = "cogs" if is_cost else where(shop, small, enterprise)
    for n, row in enumerate(step["rows"]):
        _lost(shop, done, shop.told(done, n, row, place=step["place"]), role, is_taxed and not is_cost)


def think_count(shop: Shop, dice: Dice) -> Step:
    step = {"day": dice.day(), "place": dice.place(shop), "rows": [dice.goods(shop, 3)]}
    if dice.likely(5):
        return {**step, "found": True, "amount": dice.money(1, 900) if dice.likely(3) else ""}
    cause = dice.of(("COUNT_LOSS", "THEFT_LOST", "DAMAGE", "SPOILAGE", "DISASTER"))
    return {**step, "found": False, "cause": cause, "made_good": dice.money(0, 500) if dice.likely(3) else ""}


def do_count(shop: Shop, number: int, step: Step) -> None:
    """盘盈、盘亏 (C3, C19, §1.5): what a count makes."""
    row, found = step["rows"][0], step["found"]
    lot = shop.lot_id(row)
    data = {"lot_id": str(lot)} if lot else {}
    amount = step.get("amount") or ""
    line = shop.row({**row, "lot": ""}, data=data, amount_net=D(amount) if amount else None)
    if not found:
        line.data.update(cause=step["cause"], compensation=step["made_good"] or None)
    code = "count_gain" if found else "count_loss"
    paper = shop.paper(code, step["day"], [line], place=step["place"], made_by="stock_count")
    done = shop.post(number, "count", paper)
    told = shop.told(done, 0, row, place=step["place"])
    if found:
        role, there = where(shop, "nonop_income", "admin"), Spot(told.place, lot=told.lot)
        if amount and Fraction(amount):
            shop.goes(done, told, None, there, "given", amount=Fraction(amount), against=(role, ""))
        else:
            shop.goes(done, told, None, there, "pool", against=(role, ""))
        return
    is_taxed, small, enterprise = LOSSES[step["cause"]]
    role = where(shop, small, enterprise)
    _lost(shop, done, told, role, is_taxed)
    good = Fraction(step["made_good"] or 0)
    shop.books(done, "other_receivable", good)
    shop.books(done, role, -good)


def think_fix(shop: Shop, dice: Dice) -> Step:
    step = {"day": dice.day(), "place": dice.place(shop), "rows": [dice.goods(shop, 3)]}
    reason = dice.of(("RECEIPT_VARIANCE", "UOM_MEASURE", "THEFT_LOST", "OPENING_FIX"))
    comes_in = reason != "THEFT_LOST" and dice.likely(5)
    amount = dice.money(1, 900) if comes_in and dice.likely(4) else ""
    is_reasonable = reason == "RECEIPT_VARIANCE" and dice.likely(3)
    return {**step, "reason": reason, "in": comes_in, "amount": amount, "is_reasonable": is_reasonable}


def do_fix(shop: Shop, number: int, step: Step) -> None:
    """库存调整 (§1.8)."""
    row, comes_in, reason = step["rows"][0], step["in"], step["reason"]
    amount = D(step["amount"]) if step["amount"] else None
    data = {
        "direction": "in" if comes_in else "out",
        "is_reasonable": "true" if step["is_reasonable"] else "",
    }
    header = {"reason": reason, "explanation": "盘点前发现帐实不符,经查属实"}
    line = shop.row(row, amount_net=amount, data=data)
    done = shop.post(
        number, "fix", shop.paper("stock_adjustment", step["day"], [line], place=step["place"], data=header)
    )
    told = shop.told(done, 0, row, place=step["place"])
    spot = Spot(told.place, lot=told.lot) if comes_in else any_state(shop, told, told.place)
    is_taxed, small, enterprise = LOSSES.get(reason, (False, "cogs", "cogs"))
    against = (where(shop, small, enterprise), "")
    if reason == "UOM_MEASURE" or step["is_reasonable"]:
        shop.goes(done, told, *((None, spot) if comes_in else (spot, None)), "none", against=against)
    elif comes_in and amount:
        shop.goes(done, told, None, spot, "given", amount=Fraction(step["amount"]), against=against)
    elif comes_in:
        shop.goes(done, told, None, spot, "pool", against=against)
    else:
        _lost(shop, done, told, against[0], is_taxed)


IN_PURPOSES = {"donated": "nonop_income", "variance": "cogs", "invested": "capital", "returned": "admin"}
OUT_PURPOSES = {
    "research": "rnd",
    "donation": "nonop_expense",
    "inspection": "admin",
    "other_business": "other_cost",
}


def think_other(shop: Shop, dice: Dice) -> Step:
    step = {"day": dice.day(), "place": dice.place(shop), "rows": dice.rows(shop, 4)}
    if dice.likely(5):
        return {
            **step,
            "in": True,
            "purpose": dice.of(IN_PURPOSES),
            "amount": dice.money(1, 3000) if dice.likely(6) else "",
        }
    return {**step, "in": False, "purpose": dice.of(OUT_PURPOSES), "fair": dice.money(100, 900)}


def do_other(shop: Shop, number: int, step: Step) -> None:
    """D-OIN, D-OOUT: the purpose names the account; a donation is taxed as if sold (T7)."""
    comes_in, purpose, amount = step["in"], step["purpose"], step.get("amount")
    if comes_in:
        lines = [shop.row(row, amount_net=D(amount) if amount else None) for row in step["rows"]]
    else:
        lines = [
            shop.row(row, tax_code_id=shop.tax_out_id, data={"fair_price": step["fair"]})
            for row in step["rows"]
        ]
    code, data = ("other_in" if comes_in else "other_out"), {"purpose": purpose}
    done = shop.post(number, "other", shop.paper(code, step["day"], lines, place=step["place"], data=data))
    for n, row in enumerate(step["rows"]):
        told = shop.told(done, n, row, place=step["place"])
        spot = Spot(told.place, lot=told.lot)
        if comes_in and amount:
            against = (IN_PURPOSES[purpose], "")
            shop.goes(done, told, None, spot, "given", amount=Fraction(amount), against=against)
        elif comes_in:
            shop.goes(done, told, None, spot, "pool", against=(IN_PURPOSES[purpose], ""))
        else:
            shop.goes(done, told, spot, None, "pool", against=(OUT_PURPOSES[purpose], ""))
            if purpose == "donation":
                tax = r2(r2(told.n * Fraction(step["fair"])) * shop.company.rate_out)
                shop.books(done, "nonop_expense", tax)
                shop.books(done, shop.company.vat_invoiced, -tax)


USES = {
    "office": "admin",
    "selling": "selling",
    "workshop": "overhead",
    "research": "rnd",
    "welfare": "payroll",
}


def think_use(shop: Shop, dice: Dice) -> Step:
    return {
        "day": dice.day(),
        "place": dice.place(shop),
        "rows": dice.rows(shop, 3),
        "purpose": dice.of(USES),
    }


def do_use(shop: Shop, number: int, step: Step) -> None:
    """D-REQ: an expense of whoever uses it; welfare with its input tax (T7)."""
    lines = [shop.row(row, data={"purpose": step["purpose"]}) for row in step["rows"]]
    header: dict[str, Any] = {"place": step["place"], "department_id": shop.book.department.pk}
    done = shop.post(number, "use", shop.paper("internal_issue", step["day"], lines, **header))
    done.extra["purpose"] = step["purpose"]
    for n, row in enumerate(step["rows"]):
        _lost(
            shop,
            done,
            shop.told(done, n, row, place=step["place"]),
            USES[step["purpose"]],
            step["purpose"] == "welfare",
        )


def think_unuse(shop: Shop, dice: Dice) -> Step | None:
    return dice.line_of(shop, "use")


def do_unuse(shop: Shop, number: int, step: Step) -> None:
    """D-REQR: the same entry in red, at what the goods had cost."""
    source, purpose = shop.source(step), shop.done[step["of"][0]].extra["purpose"]
    row = again(source, step)
    line = shop.row(row, source_line_id=shop.source_id(step), data={"purpose": purpose})
    header: dict[str, Any] = {"place": source.place, "department_id": shop.book.department.pk}
    out = shop.note.told().costs.lines[source.line]
    done = shop.post(number, "unuse", shop.paper("internal_issue_return", step["day"], [line], **header))
    told = shop.told(done, 0, row, place=source.place)
    shop.takes(done, source, "unuse", told.n, "unuse")
    there = Spot(source.place, lot=told.lot)
    flow = shop.goes(done, told, None, there, "share", source=source.line, against=(USES[purpose], ""))
    if purpose == "welfare" and shop.company.deducts:
        cost, n = out.v - out.back_v, out.q - out.back_q
        tax = r2(cost * RATE) - r2(r2(cost * (n - told.n) / n) * RATE)
        flow.tax = (RATE, tax - r2(shop.note.told().worth[told.line] * RATE), -1)


def think_make(shop: Shop, dice: Dice) -> Step:
    used, made = dice.rows(shop, 3, "ABC"), dice.goods(shop, 3, "MN")
    step = {"day": dice.day(), "place": dice.place(shop), "fee": dice.money(0, 900) if dice.likely(4) else ""}
    if dice.likely(6):
        return {**step, "code": "assembly", "out": used, "in": [made]}
    return {**step, "code": "disassembly", "out": [made], "in": used}


def do_make(shop: Shop, number: int, step: Step) -> None:
    """C17: what comes out is worth what went in and the fee, by quantity × reference cost where it is several."""
    sides = [(row, side) for side in ("out", "in") for row in step[side]]
    lines = [shop.row(row, data={"direction": side}) for row, side in sides]
    data = {"fee": step["fee"], "fee_to": "payroll"} if step["fee"] else {}
    done = shop.post(
        number, "make", shop.paper(step["code"], step["day"], lines, place=step["place"], data=data)
    )
    fee, place = Fraction(step["fee"] or 0), step["place"]
    told = [(shop.told(done, n, row, place=step["place"]), side) for n, (row, side) in enumerate(sides)]
    used = tuple(one.line for one, side in told if side == "out")
    for one, side in told:
        if side == "out":
            shop.goes(done, one, Spot(place, lot=one.lot), None, "pool")
    made = [one for one, side in told if side == "in"]
    weights = [one.n * Fraction(REFERENCES[one.product] or 0) for one in made]
    if not any(weights):
        weights = [one.n for one in made]
    upto = NONE
    for one, weight in zip(made, weights, strict=True):
        before, upto = upto, upto + weight
        there = Spot(place, lot=one.lot)
        shop.goes(done, one, None, there, "made", made=(used, before, upto, sum(weights, NONE), fee))
    shop.books(done, "payroll", -fee)


def think_state(shop: Shop, dice: Dice) -> Step:
    step = {"day": dice.day(), "place": dice.place(shop), "rows": [dice.goods(shop, 4)]}
    before = dice.of(("available", "available", "frozen", "defect"))
    return {**step, "before": before, "after": dice.of(("available", "frozen", "defect"))}


def do_state(shop: Shop, number: int, step: Step) -> None:
    """D-STS: nothing but the state changes."""
    row = step["rows"][0]
    line = shop.row(row, data={"status": step["before"], "status_to": step["after"]})
    paper = shop.paper(
        "stock_status_change", step["day"], [line], place=step["place"], data={"reason": "quality"}
    )
    done = shop.post(number, "state", paper)
    told = shop.told(done, 0, row, place=step["place"])
    ends = (Spot(told.place, one, told.lot) for one in (step["before"], step["after"]))
    shop.goes(done, told, *ends, "pool")


ACTS = {
    "transfer": (think_move, do_transfer, 4),
    "send": (think_move, do_send, 3),
    "arrive": (think_arrive, do_arrive, 4),
    "lose": (think_lose, do_lose, 3),
    "count": (think_count, do_count, 4),
    "fix": (think_fix, do_fix, 4),
    "other": (think_other, do_other, 4),
    "use": (think_use, do_use, 3),
    "unuse": (think_unuse, do_unuse, 2),
    "make": (think_make, do_make, 5),
    "state": (think_state, do_state, 3),
}
