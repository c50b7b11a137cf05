"""Assembly and disassembly through the fold (C17), what can be promised (Q4), goods found in a count (C19)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.costing.events import Making
from hengku.costing.rules import Event, LineCost, LineKey, PoolState, fold
from hengku.inventory.promise_rules import Expected, promisable
from hengku.kit.numbers import ZERO, ZERO_FEN, exact_text, price_from_amount
from hengku.ledger.rules import credit, debit, lines_of
from hengku.warehousing.making_rules import part_weights, shares
from replays.worked_compare import entries_of_roles
from replays.worked_reading import Fields, count, money

PRODUCT = "product"
#: What a case may call the part of the cost a component takes.
SHARES = ("pct", "percent", "ratio", "share", "fixed_ratio", "fixed_pct", "cost_ratio")


def put_together(fields: Fields) -> dict[str, Any]:
    """kind assembly: components leave their pools at cost; the product is worth them and the fee."""
    fields.text("type", "ASSEMBLY")
    rows = fields.rows("components")
    names, quantities = [row.text("sku") for row in rows], [row.quantity("qty") for row in rows]
    pools: dict[Any, PoolState] = {PRODUCT: PoolState()}
    for name, row in zip(names, rows, strict=True):
        held = row.inner("pool")
        pools[name] = PoolState(held.quantity("qty"), held.amount("amount"))
    output, fee = fields.quantity("output_qty"), fields.amount("fee", ZERO_FEN)
    lines = tuple(range(1, len(rows) + 1))
    events = [
        Event("out", name, name, quantity, line)
        for name, quantity, line in zip(names, quantities, lines, strict=True)
    ]
    made = Making(lines, Decimal(1), ZERO, Decimal(1), fee)
    events.append(Event("in_given", PRODUCT, PRODUCT, output, 0, making=made))
    *parts, whole = (one.amount for one in fold(events, pools, {}))
    return {
        "components": [{"sku": name, "amount": money(one)} for name, one in zip(names, parts, strict=True)],
        "output_amount": money(whole),
        "output_unit_cost": exact_text(price_from_amount(whole, output), 8),
    }


def take_apart(fields: Fields) -> dict[str, Any]:
    """kind disassembly: the cost of what was taken apart and the fee, shared out over the parts."""
    fields.text("type", "DISASSEMBLY")
    rows = fields.rows("components")
    names, quantities = [row.text("sku") for row in rows], [row.quantity("qty") for row in rows]
    costs = [row.number("ref_cost", None) for row in rows]
    percents = percents_of(fields, rows)
    fee = fields.amount("fee", ZERO_FEN)
    parent: dict[LineKey, LineCost] = {1: LineCost(Decimal(1), parent_amount(fields))}
    events = [
        Event(
            "in_given",
            name,
            name,
            quantity,
            number,
            making=Making((1,), share.weight, share.before, share.whole, share.fee),
        )
        for number, (name, quantity, share) in enumerate(
            zip(names, quantities, shares(part_weights(quantities, costs, percents), fee), strict=True), 2
        )
    ]
    found = fold(events, {name: PoolState() for name in names}, parent)
    return {
        "components": [
            {"sku": name, "amount": money(one.amount)} for name, one in zip(names, found, strict=True)
        ]
    }


def percents_of(fields: Fields, rows: Sequence[Fields]) -> list[Decimal | None]:
    """C17: 固定比例, in parts of a hundred or of one; together they are the whole."""
    found = [row.number(row.called(*SHARES), None) for row in rows]
    given = [one for one in found if one is not None]
    if not given:
        return found
    whole = sum(given, ZERO)
    if len(given) != len(found) or whole not in (1, 100):
        raise fields.malformed("components", f"固定比例合计 {whole},应为 100%,且每行都要有")
    return [one * 100 / whole for one in given]


def parent_amount(fields: Fields) -> Decimal:
    """What the whole costs: as the case says, or what its pool gives for it (C4)."""
    if "parent" not in fields:
        return fields.amount("parent_amount")
    parent = fields.inner("parent")
    parent.text("sku", "")
    pool = parent.inner("pool")
    held, quantity = PoolState(pool.quantity("qty"), pool.amount("amount")), parent.quantity("qty", Decimal(1))
    return fold([Event("out", PRODUCT, PRODUCT, quantity, 0)], {PRODUCT: held}, {})[0].amount


def play_atp(fields: Fields) -> dict[str, Any]:
    """kind atp: the least that is left on a day or after it."""
    available = fields.number(fields.called("available_now", "available"), None)
    if available is None:  # Q2
        available = fields.number("on_hand") - fields.number("reserved", ZERO)
    fields.day("today", date.min)  # what was due before is due now
    # Q4: what comes on a day nobody knows is not counted, what is wanted then is wanted today
    supplies, demands = (
        [Expected(row.day("date", date.min), row.stock("qty")) for row in fields.rows(key)]
        for key in ("supplies", "demands")
    )
    supplies = [one for one in supplies if one.on > date.min]
    days = [_day(fields, one) for one in fields.given("query_dates") or ()]
    return {"atp": {day.isoformat(): count(promisable(available, supplies, demands, day)) for day in days}}


def _day(fields: Fields, text: Any) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise fields.malformed("query_dates", f"{text} 不是日期") from None


def play_stock_gain(fields: Fields) -> dict[str, Any]:
    """kind stock_gain: goods found, first against 待处理财产损溢, then where the standard says."""
    cost = fields.amount("gain_cost")
    return {
        "entries_discovery": entries_of_roles(lines_of(debit("merchandise", cost), credit("suspense", cost))),
        "entries_approval": entries_of_roles(lines_of(debit("suspense", cost), credit("count_gain", cost))),
    }
