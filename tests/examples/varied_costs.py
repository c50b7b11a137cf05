"""Kinds cost_ledger and recost: the second models of ``tests/costing`` tell what every movement costs (C2–C11, C13)."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.costing.second_fifo import FifoModel
from tests.costing.second_model import Model
from tests.examples.varied import Case, Chance, plain, yuan
from tests.histories.costs import Queue

FIRST = date(2026, 1, 1)
Row = dict[str, Any]


class Goods:
    """One product: its model, what is known of each movement, and what is said of it."""

    def __init__(self, method: str, scope: str) -> None:
        self.method, self.scope, self.may_be_short = method, scope, False
        self.model: Model = Queue() if method == "FIFO" else Model()

    def pool(self, row: Row) -> str:
        """C2, C13."""
        return row["batch"] if self.method == "SPECIFIC" else row["warehouse"] if self.scope == "WAREHOUSE" else "ORG"

    def open(self, row: Row) -> None:
        self.model.receive(self.pool(row), row.get("layer", "opening"), Fraction(row["qty"]), Fraction(row["amount"]))

    def play(self, row: Row) -> Row:
        """What is expected of a movement."""
        model, key, name = self.model, self.pool(row), row["id"]
        n, before = Fraction(row.get("qty", 0)), model.cogs
        kind, source, reason = row["type"], row.get("ref"), "RESIDUAL"
        to = ""
        if kind == "PURCHASE_RECEIPT":
            amount, reason = model.receive(key, name, n, Fraction(row["amount"])), "NEGATIVE_TRUE_UP"
        elif kind == "SALES_RETURN":
            amount, reason = model.come_back(key, name, n, source), "NEGATIVE_TRUE_UP"
        elif kind == "PURCHASE_RETURN":
            amount = model.go_back(key, name, n, source)
            reason = "PURCHASE_RETURN_DIFF" if self.method == "FIFO" else "RESIDUAL"
        elif kind == "COST_ADJUST":
            amount, reason = Fraction(row["amount"]), "VALUE_ONLY_NO_STOCK"
            model.adjust(key, amount)
        elif kind == "TRANSFER":
            to = row["to_warehouse"]
            amount = model.transfer(key, to, name, n)
        else:
            amount = model.issue(key, name, n)
        pool, sold = model.pools[key], model.cogs - before
        told = {"id": name, "amount": yuan(amount), "pool_qty": plain(pool.q), "pool_amount": yuan(pool.v)}
        told["cost_adjustments"] = [{"reason": reason, "cogs_delta": yuan(sold)}] if sold else []
        if to:
            told |= {"to_pool_qty": plain(model.pools[to].q), "to_pool_amount": yuan(model.pools[to].v)}
        return told


def _movement(chance: Chance, goods: Goods, done: list[Row], number: int, day: date, warehouses: list[str]) -> Row:
    """A movement that the goods there are allow."""
    row: Row = {"id": f"m{number}", "seq": number, "biz_date": day.isoformat()}
    row["warehouse"] = chance.choice(warehouses)
    if goods.method == "SPECIFIC":
        row["batch"] = chance.choice(("B1", "B2"))
    held = goods.model.pools[goods.pool(row)].q
    kinds = ["PURCHASE_RECEIPT", "ISSUE", "ISSUE", "ISSUE", "SALES_RETURN", "PURCHASE_RETURN"]
    if goods.method != "SPECIFIC":
        kinds.append("COST_ADJUST")
    if len(warehouses) > 1:
        kinds.append("TRANSFER")
    kind = chance.choice(kinds)
    if kind in ("SALES_RETURN", "PURCHASE_RETURN"):
        wanted = "ISSUE" if kind == "SALES_RETURN" else "PURCHASE_RECEIPT"
        sources = [one for one in done if one["type"] == wanted and _left(goods, one) > 0]
        if sources:
            source = chance.choice(sources)
            row |= {key: source[key] for key in ("warehouse", "batch") if key in source}
            most = _left(goods, source)
            here = goods.model.pools[goods.pool(row)].q
            most = most if kind == "SALES_RETURN" else min(most, here)
            if most >= 1:
                return {**row, "type": kind, "qty": plain(_part(chance, most)), "ref": source["id"]}
        kind = "PURCHASE_RECEIPT"
    if kind == "COST_ADJUST":
        return {**row, "type": kind, "amount": yuan(chance.fen(1, 5000))}
    if kind == "ISSUE" and goods.may_be_short and chance.random() < 0.5:
        return {**row, "type": kind, "qty": plain(chance.pieces(20))}
    if kind in ("ISSUE", "TRANSFER") and held >= 1:
        row |= {"type": kind, "qty": plain(_part(chance, held))}
        if kind == "TRANSFER":
            row["to_warehouse"] = next(one for one in warehouses if one != row["warehouse"])
        return row
    return {**row, "type": "PURCHASE_RECEIPT", "qty": plain(chance.pieces(30)), "amount": yuan(chance.fen(0, 50000))}


def _part(chance: Chance, most: Fraction) -> Fraction:
    return most if chance.random() < 0.2 else Fraction(chance.randint(1, int(most)))


def _left(goods: Goods, source: Row) -> Fraction:
    taken = goods.model.lines[source["id"]]
    return taken.q - taken.back_q


def _start(chance: Chance) -> tuple[Case, Goods, list[str]]:
    method = chance.choice(("MOVING_AVERAGE", "MOVING_AVERAGE", "FIFO", "SPECIFIC"))
    scope = chance.choice(("ORG", "WAREHOUSE")) if method == "MOVING_AVERAGE" else "ORG"
    warehouses = ["W1", "W2"] if scope == "WAREHOUSE" else ["W1"]
    goods = Goods(method, scope)
    given: Case = {"method": method}
    if scope == "WAREHOUSE" or chance.random() < 0.2:
        given["settings"] = {"cost_scope": scope}
    if method != "SPECIFIC" and chance.random() < 0.3:
        goods.may_be_short = True
        settings = given.setdefault("settings", {})
        settings["allow_negative"] = True
        if chance.random() < 0.5:
            goods.model.reference_cost = chance.number(2, 30)
            settings["ref_cost"] = plain(goods.model.reference_cost)
    if method == "SPECIFIC" and chance.random() < 0.5:
        row = {"qty": plain(chance.pieces(30)), "amount": yuan(chance.fen(0, 50000)), "batch": "B1"}
        given["opening"] = [row]
        goods.open(row)
    elif method != "SPECIFIC":
        given["opening"] = []
        if chance.random() < 0.7:
            row = {"warehouse": "W1", "qty": plain(chance.pieces(30)), "amount": yuan(chance.fen(0, 50000))}
            row |= {"layer": "L0"} if method == "FIFO" else {}
            given["opening"].append(row)
            goods.open(row)
    return given, goods, warehouses


def _shown(row: Row, goods: Goods, warehouses: list[str]) -> Row:
    """As a file has it: without the warehouse where there is one only."""
    return row if len(warehouses) > 1 else {key: value for key, value in row.items() if key != "warehouse"}


def cost_ledger(chance: Chance) -> tuple[Case, Case]:
    """Receipts, issues, returns of both, transfers and corrections, one after the other."""
    given, goods, warehouses = _start(chance)
    done, told, day = [], [], FIRST
    for number in range(1, chance.randint(3, 9)):
        day += timedelta(chance.randint(0, 3))
        row = _movement(chance, goods, done, number, day, warehouses)
        done.append(row)
        told.append(goods.play(row))
    given["movements"] = [_shown(row, goods, warehouses) for row in done]
    return given, {"movements": told, **_end(goods)}


def _end(goods: Goods) -> Case:
    pools = {str(key): {"qty": plain(one.q), "amount": yuan(one.v)} for key, one in goods.model.pools.items()}
    if not isinstance(goods.model, FifoModel):
        return {"closing": pools}
    layers = [
        {"layer": str(line), "qty": plain(q), "amount": yuan(v)} for line, q, v in goods.model.queues().get("ORG", [])
    ]
    return {"closing": pools["ORG"], "closing_layers": layers}


def recost(chance: Chance) -> tuple[Case, Case]:
    """The same, and a receipt of an earlier day comes in late: everything is folded again by (date, seq)."""
    given, goods, warehouses = _start(chance)
    while goods.method == "SPECIFIC":
        given, goods, warehouses = _start(chance)
    empty = deepcopy(goods)
    done: list[Row] = []
    before: list[Row] = []
    day = FIRST + timedelta(2)
    for number in range(1, chance.randint(3, 8)):
        day += timedelta(chance.randint(0, 3))
        row = _movement(chance, goods, done, number, day, warehouses)
        done.append(row)
        before.append(goods.play(row))
    late: Row = {"id": "late", "seq": len(done) + 1, "type": "PURCHASE_RECEIPT", "warehouse": "W1"}
    late["biz_date"] = (FIRST + timedelta(chance.randint(0, (day - FIRST).days))).isoformat()
    late |= {"qty": plain(chance.pieces(20)), "amount": yuan(chance.fen(0, 50000))}
    first = {"movements": before, **_end(goods)}
    after = [empty.play(row) for row in sorted([*done, late], key=lambda one: (one["biz_date"], one["seq"]))]
    new = {row["id"]: row["amount"] for row in after}
    deltas = [
        {"id": row["id"], "old": row["amount"], "new": new[row["id"]],
         "delta": yuan(Fraction(new[row["id"]]) - Fraction(row["amount"]))}
        for row in before if row["amount"] != new[row["id"]]
    ]  # fmt: skip
    given["movements"] = [_shown(row, goods, warehouses) for row in done]
    given["backdated"] = [_shown(late, goods, warehouses)]
    return given, {"before": first, "after": {"movements": after, **_end(empty)}, "deltas": deltas}
