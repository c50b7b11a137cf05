"""The cost tables of the rulebook as text: one movement a line, what it costs, and how the pool stands after it.

    in 50 = 600.00            | 600.00 | 150 1600.00            purchase, opening (C3)
    out 60                    | 640.00 |  90  960.00            issue (C4, C5)
    back 2 of 2               |  20.00 |  14  200.00            comes back from movement 2 (C7)
    off 10 of 2               | 120.00 |   0    0.00  residual -10.00      goes back to the supplier (C6)
    in 1                      |  12.50 |   1   12.50            in at the pool's own cost (C7 without source)
    out 5 = 0.00              |   0.00 | …                      only the quantity changes
    value 5.00                |   5.00 |  10  105.00            cost adjustment (C10)
    late 60.00 for 100        |  60.00 |  30  318.00  value_only 42.00     invoice after the close (C15)
    move 5 W1 W2              |  50.00 |   5   50.00 15 250.00  transfer, both pools (C2)

A warehouse after the figures names another pool than the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hengku.costing.rules import Event, LineCost, PoolState, Valued, fold
from hengku.kit.numbers import D

ONE_POOL = "-"


@dataclass
class Sheet:
    """Pools and lines while a table is played; movement numbers are line ids."""

    pools: dict[str, PoolState]
    lines: dict[int, LineCost]
    number: int = 0
    reference_cost: Decimal | None = None

    def play(self, movement: str) -> tuple[Event, Valued]:
        """Fold one movement."""
        self.number += 1
        event = parse(movement, self.number, self.reference_cost)
        return event, fold([event], self.pools, self.lines)[0]


def sheet(opening: str = "", reference_cost: str | None = None) -> Sheet:
    """``opening`` is ``100 1000.00`` or, with pools per warehouse, ``W1 10 100.00, W2 10 200.00``."""
    pools = {name: PoolState() for name in (ONE_POOL, "W1", "W2")}
    for part in filter(None, opening.split(",")):
        words = part.split()
        name = words.pop(0) if len(words) == 3 else ONE_POOL
        quantity, amount = D(words[0]), D(words[1])
        pools[name] = PoolState(quantity, amount, quantity, amount)
    return Sheet(pools, {}, 0, None if reference_cost is None else D(reference_cost))


def parse(movement: str, number: int, reference_cost: Decimal | None = None) -> Event:
    """One movement as an event of the fold."""
    words = movement.split()
    pool = words.pop() if words[-1].startswith("W") and words[0] != "move" else ONE_POOL
    kind, rest = words[0], words[1:]
    common = {"product": "可乐", "line_id": number, "reference_cost": reference_cost}
    if kind == "move":
        return Event("transfer", rest[1], quantity=D(rest[0]), pool_to=rest[2], **common)
    if kind == "value":
        return Event("value", pool, quantity=D(0), amount=D(rest[0]), **common)
    if kind == "late":
        return Event("difference", pool, quantity=D(rest[2]), amount=D(rest[0]), **common)
    quantity = D(rest[0])
    if kind in ("back", "off"):
        name = "in_source" if kind == "back" else "out_source"
        return Event(name, pool, quantity=quantity, source_line_id=int(rest[2]), **common)
    if len(rest) > 1:
        return Event(
            "in_given" if kind == "in" else "out_at", pool, quantity=quantity, amount=D(rest[2]), **common
        )
    return Event("in_pool" if kind == "in" else "out", pool, quantity=quantity, **common)


def check(table: str, on: Sheet) -> None:
    """Play a table and compare every figure in it, to the fen."""
    for row in filter(None, (line.strip() for line in table.splitlines())):
        movement, amount, after = (part.strip() for part in row.split("|"))
        event, valued = on.play(movement)
        words = after.split()
        pools = [event.pool, event.pool_to] if event.kind == "transfer" else [event.pool]
        for name in pools:
            state = on.pools[str(name)]
            assert (state.quantity, state.amount) == (D(words[0]), D(words[1])), row
            words = words[2:]
        assert valued.amount == D(amount), row
        said = [f"{one.kind} {one.cogs_delta}" for one in valued.adjustments]
        assert said == ([" ".join(words)] if words else []), row
