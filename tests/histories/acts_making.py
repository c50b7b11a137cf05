"""What a workshop makes (D-MO, D-MIS, D-MSC, D-MRT, D-FIN, C18): an order, what is issued for it and comes back, and the
goods that come of it and may go back to their work, with what they take along (倒冲) and what falls off (副产品).

What an order took and gave stands in 生产成本 until the month is settled (D-CST), so cost goes into it as goods are
issued, and out of it at what is planned, whatever it really was.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.posting.actions import close_short
from tests.costing.second_model import r2
from tests.histories.company import MADE, REFERENCES
from tests.histories.dice import Dice
from tests.histories.flows import Spot
from tests.histories.shop import Done, Shop, Step, Told
from tests.posting.desk import NOW

WIP = ("wip", "")


def some_parts(dice: Dice, most: int) -> list[Step]:
    """Components of an order: each product once, nobody says yet of which lot."""
    codes = dice.chance.sample("ABCL", dice.of((1, 1, 2)))
    return [{"product": code, "n": dice.pieces(most)} for code in codes]


def think_plan(shop: Shop, dice: Dice) -> Step:
    parts, made = some_parts(dice, 14), dice.of(MADE)
    others = [code for code in "BC" if code not in [row["product"] for row in parts]]
    falls_off = {"product": dice.of(others), "n": dice.pieces(4)} if others and dice.likely(3) else None
    knows = dice.likely(6) or (shop.company.waits and REFERENCES[made] is None)
    return {
        "day": dice.day(),
        "place": dice.place(shop),
        "from": dice.place(shop),
        "made": {"product": made, "n": dice.pieces(6), "unit": dice.money(100, 4000) if knows else ""},
        "parts": parts,
        "falls_off": falls_off and {**falls_off, "unit": dice.money(0, 500)},
        "backflush": dice.likely(5),
    }


def do_plan(shop: Shop, number: int, step: Step) -> None:
    """An order books nothing; its lines are the product, its components, what falls off."""
    rows = [(step["made"], "product"), *((row, "component") for row in step["parts"])]
    rows += [(step["falls_off"], "byproduct")] if step["falls_off"] else []
    lines = []
    for row, part in rows:
        data = {"part": part, **({"unit_cost": row["unit"]} if row.get("unit") else {})}
        lines.append(shop.row(row, data=data))
    header: dict[str, Any] = {"place": step["place"], "to": step["from"]}
    header["data"] = {"backflush": "true"} if step["backflush"] else {}
    done = shop.post(number, "plan", shop.paper("production_order", step["day"], lines, **header))
    for n, (row, _) in enumerate(rows):
        shop.told(done, n, row, place=step["place"])
    done.extra.update(step=step, parts=range(1, 1 + len(step["parts"])))


def _plan(shop: Shop, dice: Dice) -> Done | None:
    found = shop.live("plan")
    return dice.of(found[-6:]) if found else None


def _of_lot(shop: Shop, dice: Dice, told: Told) -> Step:
    lot = dice.lot(shop, told.product)
    return {"lot": lot} if lot else {}


def think_take(shop: Shop, dice: Dice) -> Step | None:
    plan = _plan(shop, dice)
    if plan is None:
        return None
    told = plan.lines[dice.of(plan.extra["parts"])]
    place = plan.extra["step"]["from"] if dice.likely(8) else dice.place(shop)
    step = {"of": list(told.line), "day": dice.day(plan.day), "place": place, "extra": dice.likely(2)}
    return {**step, **dice.part_of(shop, told, place, 10)}


def do_take(shop: Shop, number: int, step: Step) -> None:
    """D-MIS, D-MSC: 借 生产成本 贷 存货; within the quota, but what is issued extra, which says why."""
    source, place = shop.source(step), step["place"]
    row = {"product": source.product, "n": step["n"], "lot": step.get("lot", "")}
    code, data = ("material_extra", {"extra_reason": "scrap"}) if step["extra"] else ("material_issue", {})
    line = shop.row(row, source_line_id=shop.source_id(step), data=data)
    done = shop.post(number, "taken", shop.paper(code, step["day"], [line], place=place))
    told = shop.told(done, 0, row, place=place)
    assert shop.done[step["of"][0]].is_live or step["extra"], "issued for an order that had ended"
    if not step["extra"]:
        shop.takes(done, source, "issued", told.n, "issued")
    shop.takes(done, source, "out", told.n)
    done.extra["order"] = source
    shop.goes(done, told, Spot(place, lot=told.lot), None, "pool", against=WIP)


def think_bring_back(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "taken")
    return step and {**step, "place": dice.place(shop)}


def do_bring_back(shop: Shop, number: int, step: Step) -> None:
    """D-MRT: the issue in red, at what it had cost; the quota is used up all the same."""
    source, place = shop.source(step), step["place"]
    row = {"product": source.product, "n": step["n"], "lot": source.lot}
    line = shop.row(row, source_line_id=shop.source_id(step))
    done = shop.post(
        number, "brought_back", shop.paper("material_return", step["day"], [line], place=place)
    )
    told = shop.told(done, 0, row, place=place)
    shop.takes(done, source, "back", told.n, "back")
    shop.takes(done, shop.done[step["of"][0]].extra["order"], "out", -told.n)
    there = Spot(place, lot=told.lot)
    shop.goes(done, told, None, there, "share", source=source.line, against=WIP)


def think_finish(shop: Shop, dice: Dice) -> Step | None:
    plan = _plan(shop, dice)
    if plan is None:
        return None
    said, made = plan.extra["step"], plan.lines[0]
    place = said["place"] if dice.likely(8) else dice.place(shop)
    step = {"of": list(made.line), "day": dice.day(plan.day), "place": place, "n": dice.pieces(4)}
    step |= _of_lot(shop, dice, made)
    if dice.likely(2):
        step["unit"] = dice.money(100, 4000)
    if said["falls_off"] and dice.likely(5):
        told = plan.lines[-1]
        step["falls_off"] = {"at": told.line[1], "n": dice.pieces(2), **_of_lot(shop, dice, told)}
    if said["backflush"] and (dice.likely(3) or shop.company.by_lot):
        told = plan.lines[dice.of(plan.extra["parts"])]
        step["named"] = {"at": told.line[1], "n": dice.pieces(6), **_of_lot(shop, dice, told)}
    return step


def do_finish(shop: Shop, number: int, step: Step) -> None:
    """D-FIN: 借 存货 贷 生产成本 at what is planned, else the reference, else the latest; what falls off at its fixed
    price (C18). Before that goes what it takes along: said by hand, or by the share of the plan that is made by now.
    """
    plan, place = shop.done[step["of"][0]], step["place"]
    said = plan.extra["step"]
    rows: list[Step] = [{"at": 0, "n": step["n"], "lot": step.get("lot", ""), "unit": step.get("unit", "")}]
    rows += [step[key] for key in ("falls_off", "named") if step.get(key)]
    lines = []
    for row in rows:
        of = plan.lines[row["at"]]
        data = {"unit_cost": row["unit"]} if row.get("unit") else {}
        goods = {"product": of.product, "n": row["n"], "lot": row.get("lot", "")}
        lines.append(shop.row(goods, source_line_id=plan.doc.lines[row["at"]], data=data))
    paper = shop.paper("production_receipt", step["day"], lines, place=place)
    done = shop.post(number, "finish", paper)
    assert plan.is_live, "made for an order that had ended"
    shop.takes(done, plan.lines[0], "carried", Fraction(step["n"]), "carried")
    rows += _taken_along(plan, [row["at"] for row in rows]) if said["backflush"] else []
    taken = [(number, row) for number, row in enumerate(rows) if row["at"] in plan.extra["parts"]]
    made = [(number, row) for number, row in enumerate(rows) if row["at"] not in plan.extra["parts"]]
    done.extra.update(plan=plan.step, parts=[])
    for n, row in taken:
        of = plan.lines[row["at"]]
        goods = {"product": of.product, "n": row["n"], "lot": row.get("lot", "")}
        told = shop.told(done, n, goods, place=said["from"])
        shop.takes(done, of, "issued", told.n, "issued")
        shop.goes(done, told, Spot(told.place, lot=told.lot), None, "pool", against=WIP)
        done.extra["parts"].append((told, row["at"]))
    for n, row in made:
        of = plan.lines[row["at"]]
        told = shop.told(done, n, {"product": of.product, "n": row["n"], "lot": row.get("lot", "")}, place=place)
        if n:
            shop.takes(done, of, "carried", told.n, "carried")
        planned = (said["falls_off"] if n else said["made"])["unit"]
        unit, there = row.get("unit") or planned or REFERENCES[of.product], Spot(place, lot=told.lot)
        if unit is None:
            shop.goes(done, told, None, there, "pool", against=WIP)
        else:
            shop.goes(done, told, None, there, "given", amount=r2(told.n * Fraction(unit)), against=WIP)


    done.lines.sort(key=lambda told: told.line)


def _taken_along(plan: Done, named: list[int]) -> list[Step]:
    """倒冲: 定额 × 累计完工 ÷ 计划, to whole pieces, less what was issued before."""
    product, rows = plan.lines[0], []
    for at in plan.extra["parts"]:
        of = plan.lines[at]
        due = whole_pieces(of.n * product.taken["carried"] / product.n)
        if at not in named and due > of.taken["issued"]:
            rows.append({"at": at, "n": str(due - of.taken["issued"])})
    return rows


def whole_pieces(n: Fraction) -> Fraction:
    """G2: half a piece is one."""
    return Fraction(int(n + Fraction(1, 2)))


def think_unmake(shop: Shop, dice: Dice) -> Step | None:
    found = shop.live("finish")
    if not found:
        return None
    done = dice.of(found[-8:])
    place = done.lines[0].place if dice.likely(9) else dice.place(shop)
    step = {"of": [done.step, 0], "day": dice.day(done.day), "place": place, "n": dice.pieces(3)}
    return {**step, "rework": dice.likely(4)}


def do_unmake(shop: Shop, number: int, step: Step) -> None:
    """D-FIN 红: goods go back to their work at what they cost, and are waited for again; what was taken with the receipt
    comes back by the share of it that is back by now, but for what stays in goods that are reworked.
    """
    source, finish, place = shop.source(step), shop.done[step["of"][0]], step["place"]
    plan = shop.done[finish.extra["plan"]]
    data = {"reason": "quality", **({"rework": "true"} if step["rework"] else {})}
    row = {"product": source.product, "n": step["n"], "lot": source.lot}
    line = shop.row(row, source_line_id=shop.source_id(step))
    paper = shop.paper("production_return", step["day"], [line], place=place, data=data)
    done = shop.post(number, "unmade", paper)
    told = shop.told(done, 0, row, place=place)
    shop.takes(done, source, "unmade", told.n, "unmade")
    shop.takes(done, plan.lines[0], "carried", -told.n)
    shop.goes(done, told, Spot(place, lot=told.lot), None, "share", source=source.line, against=WIP)
    if step["rework"]:
        return
    for part, at in finish.extra["parts"]:
        due = whole_pieces(part.n * source.taken["unmade"] / source.n) - part.taken["unmade"]
        if due <= 0:
            continue
        goods = {"product": part.product, "n": str(due), "lot": part.lot}
        back = shop.told(done, len(done.lines), goods, place=part.place)
        shop.takes(done, part, "unmade", due, "unmade")
        shop.takes(done, plan.lines[at], "issued", -due)
        shop.goes(done, back, None, Spot(back.place, lot=back.lot), "share", source=part.line, against=WIP)


def think_end(shop: Shop, dice: Dice) -> Step | None:
    plan = _plan(shop, dice)
    return plan and {"of": [plan.step, 0], "day": plan.day}


def do_end(shop: Shop, number: int, step: Step) -> None:
    """D-MO 红: an order nothing came of ends when all that was issued is back."""
    plan = shop.done[step["of"][0]]
    close_short(actor=shop.book.actor, document_id=plan.doc.id, reason="客户取消", now=NOW)
    plan.is_live = False
    out = sum(plan.lines[at].taken["out"] for at in plan.extra["parts"])
    assert not out or plan.lines[0].taken["carried"], f"order {plan.step} ended while {out} of its material was out"


ACTS = {
    "plan": (think_plan, do_plan, 4),
    "take": (think_take, do_take, 7),
    "bring_back": (think_bring_back, do_bring_back, 3),
    "finish": (think_finish, do_finish, 7),
    "unmake": (think_unmake, do_unmake, 4),
    "end_plan": (think_end, do_end, 1),
}
