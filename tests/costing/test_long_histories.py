"""Long random histories of every costing method, step by step: money and goods stay together after each one.

No database: the fold alone. Short in the usual run, 150,000 steps with ``make stress``. What the end of a month comes to is
computed a second time from the rulebook with exact fractions.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from hengku.costing.events import Month
from hengku.costing.month_end import plan_month
from hengku.costing.rules import Event, LineCost, PoolState, Valued, fold
from hengku.kit.numbers import ZERO
from tests.costing.second_model import r2
from tests.stress.size import SEED, marks, size

pytestmark = marks
STANDARD = Decimal("7.35")
LEAVING = ("out", "out_source", "out_at", "transfer")
METHODS = ("MOVING_AVERAGE", "FIFO", "MONTHLY_AVERAGE", "STANDARD")


class History:
    """One product in two pools. What each step did is kept, so that sums can be taken again."""

    def __init__(self, method: str, seed: int, may_go_negative: bool) -> None:
        self.chance = random.Random(f"{method}{seed}")
        self.method, self.may_go_negative = method, may_go_negative
        self.pools: dict[Hashable, PoolState] = {n: self.fresh() for n in (1, 2)}
        self.lines: dict[int, LineCost] = {}
        self.goods: dict[Hashable, Decimal] = defaultdict(Decimal)
        self.money: dict[Hashable, Decimal] = defaultdict(Decimal)
        self.beside = Decimal(0)  # cost of sales and 1404 beside the goods
        self.issues: list[tuple[int, Hashable]] = []
        self.seq = 0

    def fresh(self) -> PoolState:
        return PoolState(
            layers=[] if self.method == "FIFO" else None,
            method=self.method,
            standards=[(date.min, STANDARD)],
        )

    def amount(self) -> Decimal:
        return Decimal(self.chance.randint(1, 99999)) / 100

    def next_event(self) -> Event:
        self.seq += 1
        here = self.chance.choice((1, 2))
        kind = self.chance.choices(
            ("in_given", "out", "in_source", "transfer", "value", "in_pool"), (6, 8, 3, 2, 1, 1)
        )[0]
        quantity = Decimal(self.chance.randint(1, 12))
        held = self.pools[here].quantity
        source = 0
        if kind in ("out", "transfer") and not self.may_go_negative:
            quantity = min(quantity, held)
        if kind == "in_source":
            source, here = self.chance.choice(self.issues) if self.issues else (0, here)
            left = self.lines[source].quantity - self.lines[source].back_quantity if source else ZERO
            quantity = min(quantity, left)
        if quantity <= 0 or (kind == "in_source" and not source):
            kind, source, quantity = "in_given", 0, Decimal(self.chance.randint(1, 12))
        amount = self.amount() if kind in ("in_given", "value") else Decimal("0.00")
        return Event(
            kind,
            here,
            "货",
            ZERO if kind == "value" else quantity,
            self.seq,
            amount,
            source,
            pool_to=3 - here if kind == "transfer" else None,  # type: ignore[operator]
            reference_cost=Decimal(5),
            seq=self.seq,
            on=date(2026, 1, 1),
        )

    def step(self) -> None:
        event = self.next_event()
        (worth,) = fold([event], self.pools, self.lines)
        if event.kind == "out":
            self.issues.append((event.line_id, event.pool))
            if len(self.issues) > 30:
                self.issues.pop(0)
        self.count(event, worth)

    def count(self, event: Event, worth: Valued) -> None:
        sign = -1 if event.kind in LEAVING else 1
        self.goods[event.pool] += sign * event.quantity
        self.money[event.pool] += sign * worth.amount
        if event.kind == "transfer":
            self.goods[event.pool_to] += event.quantity
            self.money[event.pool_to] += worth.amount
        for one in worth.adjustments:
            self.money[one.pool] -= one.cogs_delta
            self.beside += one.cogs_delta

    def check(self) -> None:
        for key, pool in self.pools.items():
            assert pool.quantity == self.goods[key]
            assert pool.amount == self.money[key]
            assert pool.quantity or not pool.amount
            assert pool.quantity <= 0 or pool.amount >= 0
            if pool.layers is not None:
                assert sum(one.quantity for one in pool.layers) == pool.quantity
                assert sum(one.amount for one in pool.layers) == pool.amount
        if self.method == "STANDARD":
            whole = sum((p.quantity for p in self.pools.values()), ZERO) * STANDARD
            drift = abs(sum((p.amount for p in self.pools.values()), ZERO) - whole)
            assert drift <= Decimal("0.005") * self.seq


class TestSteps:
    @pytest.mark.parametrize("method", METHODS)
    @pytest.mark.parametrize("may_go_negative", [False, True])
    def test_keep_goods_and_money_together(self, method: str, may_go_negative: bool) -> None:
        history = History(method, SEED, may_go_negative)
        for _ in range(size(600, 15_000)):
            history.step()
            history.check()

    def test_negative_control_a_lost_fen_is_found(self) -> None:
        history = History("MOVING_AVERAGE", SEED, may_go_negative=False)
        history.step()
        history.pools[1].amount += Decimal("0.01")
        history.pools[2].amount += Decimal("0.01")
        with pytest.raises(AssertionError):
            history.check()


class TestMonths:
    """C12 a second time: a month of one pool, its unit cost as a fraction."""

    def test_come_to_what_the_rulebook_says(self) -> None:
        chance = random.Random(SEED)
        for _ in range(size(60, 1_500)):
            opening = PoolState(Decimal(chance.randint(0, 20)), Decimal("0.00"), method="MONTHLY_AVERAGE")
            opening.amount = Decimal(chance.randint(1, 9999)) / 100 if opening.quantity else Decimal("0.00")
            events, held = [], opening.quantity
            for seq in range(1, chance.randint(2, 25)):
                is_receipt = held <= 0 or chance.random() < 0.4
                quantity = (
                    Decimal(chance.randint(1, 9)) if is_receipt else min(held, Decimal(chance.randint(1, 9)))
                )
                held += quantity if is_receipt else -quantity
                amount = Decimal(chance.randint(0, 9999)) / 100 if is_receipt else Decimal("0.00")
                kind = "in_given" if is_receipt else "out"
                events.append(Event(kind, 1, "货", quantity, seq, amount, seq=seq, on=date(2026, 1, 5)))
            if chance.random() < 0.5 and held:
                events.append(Event("out", 1, "货", held, 99, seq=99, on=date(2026, 1, 6)))
                held = ZERO
            self.compare(opening, events, held)

    @staticmethod
    def compare(opening: PoolState, events: list[Event], held: Decimal) -> None:
        came = [one for one in events if one.kind == "in_given"]
        whole = Fraction(opening.amount) + sum((Fraction(one.amount) for one in came), Fraction(0))
        over = Fraction(opening.quantity) + sum((Fraction(one.quantity) for one in came), Fraction(0))
        issues = [one for one in events if one.kind == "out"]
        wanted = [r2(Fraction(one.quantity) * whole / over) for one in issues]
        if not held and issues:
            wanted[-1] = whole - sum(wanted[:-1], Fraction(0))
        opening.month = Month(date(2026, 1, 1))
        plan_month(opening.month, 1, [(one, Decimal(0)) for one in events])
        valued = fold(events, {1: opening}, {})
        got = [Fraction(v.amount) for e, v in zip(events, valued, strict=True) if e.kind == "out"]
        assert got == wanted
        assert Fraction(opening.amount) == whole - sum(wanted, Fraction(0))
        assert opening.quantity == held
