"""Months, the order of closing, and when the cost scope may change: as tables, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from hengku.company.rules import (
    PARTS,
    PeriodNotFound,
    PeriodState,
    Standing,
    closing_problems,
    costing_problems,
    month_end,
    months,
    months_later,
    next_month,
    reopening_problems,
)


@pytest.mark.parametrize(
    ("day", "end", "following"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)),
        (date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 1)),
        (date(2026, 2, 10), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2028, 2, 29), date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_month(day, end, following):
    assert (month_end(day), next_month(day)) == (end, following)


@pytest.mark.parametrize(
    ("count", "found"),
    [(0, date(2026, 11, 1)), (1, date(2026, 12, 1)), (2, date(2027, 1, 1)), (24, date(2028, 11, 1))],
)
def test_months_later(count, found):
    assert months_later(date(2026, 11, 21), count) == found


def test_months_from_to():
    assert months(date(2026, 11, 21), date(2027, 1, 1)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert months(date(2026, 11, 21), date(2026, 10, 31)) == []


def year(*closed: str) -> list[PeriodState]:
    """January, February, March 2026; each said by the first letters of what is closed in it: "sal", "s", ""."""
    letters = {"s": "stock", "a": "arap", "l": "ledger"}
    return [
        PeriodState(date(2026, number, 1), frozenset(letters[one] for one in said))
        for number, said in enumerate(closed, start=1)
    ]


class TestClosing:
    @pytest.mark.parametrize(
        ("periods", "month", "part", "codes"),
        [
            (year("", "", ""), 1, "stock", []),
            (year("s", "", ""), 1, "arap", []),
            (year("sa", "", ""), 1, "ledger", []),
            (year("s", "", ""), 2, "stock", []),  # stock may run ahead of the ledger
            (year("", "", ""), 2, "stock", ["EARLIER_PERIOD_OPEN"]),
            (year("s", "s", ""), 2, "arap", ["EARLIER_PERIOD_OPEN"]),
            (year("", "", ""), 1, "arap", ["EARLIER_PART_OPEN"]),
            (year("s", "", ""), 1, "ledger", ["EARLIER_PART_OPEN"]),
            (year("", "", ""), 3, "ledger", ["EARLIER_PERIOD_OPEN", "EARLIER_PART_OPEN"]),
            (year("s", "", ""), 1, "stock", ["ALREADY_CLOSED"]),
        ],
    )
    def test_goes_month_by_month_and_part_by_part(self, periods, month, part, codes):
        found = closing_problems(periods, date(2026, month, 15), part)
        assert [one.code for one in found] == codes

    def test_names_the_first_month_that_is_open(self):
        found = closing_problems(year("s", "", ""), date(2026, 3, 1), "stock")
        assert found[0].data() == {"month": "2026-03", "part": "库存", "earlier": "2026-02"}

    def test_knows_only_months_of_the_books(self):
        with pytest.raises(PeriodNotFound):
            closing_problems(year("", "", ""), date(2025, 12, 31), "stock")


class TestReopening:
    @pytest.mark.parametrize(
        ("periods", "month", "part", "codes"),
        [
            (year("sal", "", ""), 1, "ledger", []),
            (year("sa", "", ""), 1, "arap", []),
            (year("s", "", ""), 1, "stock", []),
            (year("s", "s", ""), 1, "stock", ["LATER_PART_CLOSED"]),
            (year("sal", "", ""), 1, "stock", ["LATER_PART_CLOSED"]),
            (year("sal", "s", ""), 1, "stock", ["LATER_PART_CLOSED", "LATER_PART_CLOSED"]),
            (year("", "", ""), 1, "stock", ["NOT_CLOSED"]),
        ],
    )
    def test_goes_back_the_way_it_came(self, periods, month, part, codes):
        found = reopening_problems(periods, date(2026, month, 1), part)
        assert [one.code for one in found] == codes

    def test_undoes_any_way_of_closing(self):
        """Whatever was closed in order can be reopened in the other order, and only so."""
        order = [(month, part) for month in (1, 2, 3) for part in PARTS]
        closed: dict[int, set[str]] = {1: set(), 2: set(), 3: set()}

        def states() -> list[PeriodState]:
            return [PeriodState(date(2026, month, 1), frozenset(parts)) for month, parts in closed.items()]

        for month, part in order:
            assert closing_problems(states(), date(2026, month, 1), part) == []
            closed[month].add(part)
        for month, part in reversed(order):
            assert reopening_problems(states(), date(2026, month, 1), part) == []
            closed[month].remove(part)


class TestCostScope:
    FULL = Standing(has_moves=True, has_moves_since=False, has_pool_balance=False)

    @pytest.mark.parametrize(
        ("effective_on", "periods", "standing", "reasons"),
        [
            # nothing moved yet: any day
            (date(2026, 2, 15), year("", "", ""), Standing(False, False, False), 0),
            # C2: a year begins and everything before it is closed
            (date(2026, 1, 1), year("", "", ""), FULL, 0),
            (date(2027, 1, 1), year("sal", "sal", "sal"), FULL, 0),
            (date(2027, 1, 1), year("sal", "sal", "sa"), FULL, 1),
            (date(2026, 2, 1), year("sal", "", ""), FULL, 1),
            (date(2026, 2, 1), year("", "", ""), Standing(True, True, True), 4),
            (date(2027, 1, 1), year("sal", "sal", "sal"), Standing(True, True, False), 1),
            (date(2027, 1, 1), year("sal", "sal", "sal"), Standing(True, False, True), 1),
        ],
    )
    def test_changes_only_where_nothing_is_recast(self, effective_on, periods, standing, reasons):
        assert len(costing_problems("成本口径", effective_on, periods, standing)) == reasons
