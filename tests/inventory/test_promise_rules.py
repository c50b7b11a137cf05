"""可承诺量 (Q4) and who is served first (Q8)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from hengku.inventory.promise_rules import Expected, Waiting, allot, first_day, promisable
from hengku.kit.numbers import D


def march(day: int, quantity: str = "0") -> Expected:
    return Expected(date(2026, 3, day), D(quantity))


SUPPLIES = [march(5, "50"), march(15, "30")]
DEMANDS = [march(3, "15"), march(10, "40")]


class TestPromisable:
    @pytest.mark.parametrize(("day", "quantity"), [(1, "5"), (5, "15"), (12, "15"), (20, "45")])
    def test_at_01(self, day: int, quantity: str) -> None:
        assert promisable(D(20), SUPPLIES, DEMANDS, date(2026, 3, day)) == D(quantity)

    def test_is_never_below_zero(self) -> None:
        assert promisable(D(5), [], [march(2, "9")], date(2026, 3, 1)) == 0

    def test_is_there_first_when_the_least_to_come_is_enough(self) -> None:
        since = date(2026, 3, 1)
        assert first_day(D(20), SUPPLIES, DEMANDS, D(5), since) == since
        assert first_day(D(20), SUPPLIES, DEMANDS, D(15), since) == date(2026, 3, 5)
        assert first_day(D(20), SUPPLIES, DEMANDS, D(45), since) == date(2026, 3, 15)
        assert first_day(D(20), SUPPLIES, DEMANDS, D(46), since) is None


class TestAllot:
    def test_serves_by_priority_then_date_then_approval(self) -> None:
        def line(pk: int, priority: str, due: int | None, hour: int) -> Waiting:
            on = date(2026, 3, due) if due else None
            return Waiting(pk, D(4), priority, on, datetime(2026, 3, 1, hour, tzinfo=UTC))

        waiting = [
            line(1, "low", 1, 1),
            line(2, "", 9, 1),
            line(3, "normal", 5, 9),
            line(4, "normal", 5, 8),
            line(5, "urgent", 9, 9),
        ]
        assert allot(D(10), waiting) == {5: D(4), 4: D(4), 3: D(2)}
        assert allot(D(0), waiting) == {}
