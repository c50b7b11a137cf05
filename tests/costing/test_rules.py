"""Moving weighted average, by the numbers of the rulebook (C2-C10, C15): each table is one of its worked examples."""

from __future__ import annotations

from datetime import date

import pytest

from hengku.costing.events import Month
from hengku.costing.month_end import plan_month
from hengku.costing.rules import (
    CostUnknown,
    Event,
    LineCost,
    PoolBelowZero,
    PoolState,
    fold,
    split_difference,
)
from hengku.kit.numbers import D
from tests.costing.worksheet import ONE_POOL, check, sheet


class TestReceiptsAndIssues:
    """C3, C4, C8."""

    def test_ma_01_the_last_issue_empties_the_pool(self) -> None:
        table = """
            in 50 = 600.00  |  600.00 | 150 1600.00
            out 60          |  640.00 |  90  960.00
            in 30 = 405.00  |  405.00 | 120 1365.00
            out 120         | 1365.00 |   0    0.00
        """
        check(table, sheet("100 1000.00"))

    def test_ma_02_a_fen_that_cannot_be_divided_goes_with_the_last(self) -> None:
        table = """
            out 1 | 3.33 | 2 6.67
            out 1 | 3.34 | 1 3.33
            out 1 | 3.33 | 0 0.00
        """
        check(table, sheet("3 10.00"))

    @pytest.mark.parametrize(
        ("held", "issued", "cost"),
        [
            # R2 is half away from zero (G2): 0.005 → 0.01, 0.015 → 0.02, 0.025 → 0.03, never to the even one
            ("2 0.01", "1", "0.01"),
            ("2 0.03", "1", "0.02"),
            ("2 0.05", "1", "0.03"),
            ("200 1.00", "1", "0.01"),
            ("201 1.00", "1", "0.00"),
            # multiplied before it is divided: by a rounded unit cost of 0.33333333 it would be 999999.66
            ("3000000 1000000.00", "2999999", "999999.67"),
            ("0.000003 0.01", "0.000001", "0.00"),
        ],
    )
    def test_rounds_once(self, held: str, issued: str, cost: str) -> None:
        _, valued = sheet(held).play(f"out {issued}")
        assert valued.amount == D(cost)

    def test_stock_without_value_costs_nothing(self) -> None:
        table = """
            in 5 = 0.00  |  0.00 |  5  0.00
            in 5 = 10.00 | 10.00 | 10 10.00
            out 4        |  4.00 |  6  6.00
        """
        check(table, sheet())

    def test_only_a_quantity_is_corrected(self) -> None:
        """Reasons 05 and 10 keep the amount: what is left costs more, what is added costs nothing (§1.8)."""
        table = """
            out 1 = 0.00 | 0.00 |  9 100.00
            in 3 = 0.00  | 0.00 | 12 100.00
        """
        check(table, sheet("10 100.00"))

    def test_taking_the_last_piece_without_its_value_costs_the_value(self) -> None:
        check("out 2 = 0.00 | 0.00 | 0 0.00 residual 7.00", sheet("2 7.00"))


class TestReturns:
    """C6, C7."""

    def test_ma_03_comes_back_at_what_it_cost(self) -> None:
        table = """
            in 10 = 100.00 | 100.00 | 10 100.00
            out 4          |  40.00 |  6  60.00
            in 6 = 120.00  | 120.00 | 12 180.00
            back 2 of 2    |  20.00 | 14 200.00
            out 14         | 200.00 |  0   0.00
        """
        check(table, sheet())

    def test_ma_04_what_a_return_leaves_behind_is_cost_of_sales(self) -> None:
        table = """
            in 10 = 100.00 | 100.00 | 10 100.00
            in 10 = 120.00 | 120.00 | 20 220.00
            out 10         | 110.00 | 10 110.00
            off 10 of 2    | 120.00 |  0   0.00 residual -10.00
        """
        check(table, sheet())

    def test_a_return_that_takes_more_than_there_is_leaves_no_negative_value(self) -> None:
        """C8, the second case: goods are left, and less than nothing as their value."""
        table = """
            in 10 = 300.00 | 300.00 | 10 300.00
            in 10 = 100.00 | 100.00 | 20 400.00
            out 15         | 300.00 |  5 100.00
            off 4 of 1     | 120.00 |  1   0.00 residual -20.00
        """
        check(table, sheet())

    def test_ma_11_without_source_and_stock_at_the_last_cost(self) -> None:
        table = """
            out 4 | 50.00 | 0  0.00
            in 1  | 12.50 | 1 12.50
        """
        check(table, sheet("4 50.00"))

    @pytest.mark.parametrize(
        ("opening", "reference_cost", "cost"),
        [
            ("4 50.00", "9", "25.00"),  # the pool's own cost comes first
            ("", "9", "18.00"),  # nothing was ever there: the reference cost
            ("", "0.3333", "0.67"),
        ],
    )
    def test_without_source_take(self, opening: str, reference_cost: str, cost: str) -> None:
        _, valued = sheet(opening, reference_cost).play("in 2")
        assert valued.amount == D(cost)

    def test_without_source_stock_or_reference_are_refused(self) -> None:
        with pytest.raises(CostUnknown) as refused:
            sheet().play("in 2")
        assert refused.value.product == "可乐"
        assert "参考成本" in refused.value.message()

    def test_in_instalments_add_up_to_what_it_cost(self) -> None:
        """C1: 10.00 in three is 3.33, 3.34, 3.33; rounding each by itself would give 9.99."""
        table = """
            in 3 = 10.00 | 10.00 | 3 10.00
            out 3        | 10.00 | 0  0.00
            back 1 of 2  |  3.33 | 1  3.33
            back 1 of 2  |  3.34 | 2  6.67
            back 1 of 2  |  3.33 | 3 10.00
        """
        check(table, sheet())

    def test_fill_up_negative_stock_first(self) -> None:
        """C7 goes in by C3, and by C5 ③ where the pool is below zero."""
        table = """
            out 2       | 20.00 | 8  80.00
            out 10      | 100.00 | -2 -20.00
            in 1 = 13.00 | 13.00 | -1 -10.00 true_up 3.00
            back 2 of 1 | 20.00 | 1 10.00
        """
        check(table, sheet("10 100.00"))


class TestNegativeStock:
    """C5: only where it is allowed; the posting refuses it elsewhere."""

    def test_ma_05_one_issue_across_zero(self) -> None:
        table = """
            out 8           |  80.00 | -3 -30.00
            in 10 = 120.00  | 120.00 |  7  84.00 true_up 6.00
            out 7           |  84.00 |  0   0.00
        """
        check(table, sheet("5 50.00"))

    @pytest.mark.parametrize(
        ("opening", "reference_cost", "cost"),
        [
            ("3 10.00", None, "16.67"),  # what is there wholly, the two missing at 10.00 / 3 = 6.67
            ("", "7.5", "37.50"),  # nothing known: the reference cost
            ("", None, "0.00"),  # not even that: 0 until goods come in
        ],
    )
    def test_what_is_missing_costs(self, opening: str, reference_cost: str | None, cost: str) -> None:
        on = sheet(opening, reference_cost)
        _, valued = on.play("out 5")
        assert valued.amount == D(cost)

    def test_after_an_empty_pool_at_the_last_cost(self) -> None:
        """C5 ①, not the reference cost."""
        table = """
            out 4        | 50.00 |  0   0.00
            out 2        | 25.00 | -2 -25.00
            out 2        | 25.00 | -4 -50.00
            in 1 = 20.00 | 20.00 | -3 -37.50 true_up 7.50
            in 3 = 30.00 | 30.00 |  0   0.00 true_up -7.50
        """
        check(table, sheet("4 50.00", "99"))

    def test_goods_that_are_missing_are_never_worth_something(self) -> None:
        """More goes back to the supplier than is there, for less than the rest is worth: what is left over is cost."""
        table = """
            in 10 = 100.00 | 100.00 | 10 100.00
            in 2 = 200.00  | 200.00 | 12 300.00
            out 7          | 175.00 |  5 125.00
            off 8 of 1     |  80.00 | -3   0.00 residual 45.00
            out 2          |   0.00 | -5   0.00
            in 6 = 60.00   |  60.00 |  1  10.00 true_up 50.00
        """
        check(table, sheet())

    def test_a_receipt_that_fills_it_exactly(self) -> None:
        table = """
            out 8        | 80.00 | -3 -30.00
            in 3 = 36.00 | 36.00 |  0   0.00 true_up 6.00
        """
        check(table, sheet("5 50.00"))

    def test_a_receipt_at_the_provisional_cost_trues_up_nothing(self) -> None:
        table = """
            out 8         |  80.00 | -3 -30.00
            in 10 = 100.00 | 100.00 | 7  70.00
        """
        check(table, sheet("5 50.00"))


class TestTransfers:
    """C2."""

    def test_ma_10a_carry_their_cost_between_pools_of_warehouses(self) -> None:
        table = """
            move 5 W1 W2 | 50.00 |  5  50.00 15 250.00
            out 3 W2     | 50.00 | 12 200.00
        """
        check(table, sheet("W1 10 100.00, W2 10 200.00"))

    def test_ma_10b_in_one_pool_only_the_issue_counts(self) -> None:
        """The posting brings no event for a transfer inside one pool; the two openings are one pool of 20 / 300.00."""
        check("out 3 | 45.00 | 17 255.00", sheet("20 300.00"))

    def test_of_everything_leave_nothing_behind(self) -> None:
        check("move 3 W1 W2 | 10.00 | 0 0.00 3 10.00", sheet("W1 3 10.00"))

    def test_into_negative_stock_true_it_up_there(self) -> None:
        on = sheet("W1 10 120.00, W2 5 50.00")
        check("out 8 W2 | 80.00 | -3 -30.00", on)
        _, valued = on.play("move 10 W1 W2")
        assert [(one.pool, one.kind, one.cogs_delta) for one in valued.adjustments] == [
            ("W2", "true_up", D("6.00"))
        ]
        assert (on.pools["W2"].quantity, on.pools["W2"].amount) == (D(7), D("84.00"))


class TestCostAdjustments:
    """C10."""

    def test_ma_13_into_stock_or_into_cost_of_sales(self) -> None:
        table = """
            value 5.00  |   5.00 | 10 105.00
            out 10      | 105.00 |  0   0.00
            value -3.00 |  -3.00 |  0   0.00 value_only -3.00
        """
        check(table, sheet("10 100.00"))

    def test_below_zero_are_refused(self) -> None:
        on = sheet("10 100.00")
        with pytest.raises(PoolBelowZero) as refused:
            on.play("value -100.01")
        assert refused.value.amount == D("-100.01")
        check("value -100.00 | -100.00 | 10 0.00", sheet("10 100.00"))

    def test_on_negative_stock_are_cost_of_sales(self) -> None:
        on = sheet("5 50.00")
        on.play("out 8")
        check("value 4.00 | 4.00 | -3 -30.00 value_only 4.00", on)


class TestDifferencesAfterTheClose:
    """C15, the receipt's period closed."""

    def test_es_02_stock_takes_its_share(self) -> None:
        check("late 60.00 for 100 | 60.00 | 30 318.00 value_only 42.00", sheet("30 300.00"))

    def test_stays_where_the_month_is_costed_at_its_end(self) -> None:
        """C15 全月一次: all of it while there are goods, none without, and stock never falls below nothing."""

        def split(difference: str, held: str, amount: str) -> tuple[str, str]:
            pool = PoolState(D(held), D(amount), method="MONTHLY_AVERAGE")
            inventory, cogs = split_difference(D(difference), D("100"), pool)
            return str(inventory), str(cogs)

        assert split("60.00", "30", "300.00") == ("60.00", "0.00")
        assert split("60.00", "0", "0.00") == ("0.00", "60.00")
        assert split("-400.00", "30", "300.00") == ("-300.00", "-100.00")

    def test_without_goods_costs_sales_whatever_the_month_brings(self) -> None:
        """C15 全月一次, 池现存=0: what comes in later in the month does not bear it."""
        late = Event("difference", "P", "goods", D("10"), 1, amount=D("5.00"), seq=1)
        bought = Event("in_given", "P", "goods", D("10"), 2, amount=D("100.00"), seq=2)
        month, pool = Month(date(2026, 2, 1)), PoolState(method="MONTHLY_AVERAGE")
        plan_month(month, "P", [(late, D("0.00")), (bought, D("0.00"))])
        pool.month = month
        first, _ = fold([late, bought], {"P": pool}, {})
        assert [(one.kind, one.cogs_delta) for one in first.adjustments] == [("value_only", D("5.00"))]
        assert (pool.quantity, pool.amount) == (D("10"), D("100.00"))

    @pytest.mark.parametrize(
        ("difference", "invoiced", "held", "expected"),
        [
            ("60.00", "100", "30 300.00", ("18.00", "42.00")),  # ES-02
            ("60.00", "100", "100 1000.00", ("60.00", "0.00")),  # all of it still there
            (
                "60.00",
                "100",
                "250 2500.00",
                ("60.00", "0.00"),
            ),  # more there than was invoiced: not more than the difference
            ("60.00", "100", "0 0.00", ("0.00", "60.00")),  # all gone
            ("60.00", "100", "-5 -50.00", ("0.00", "60.00")),
            ("-60.00", "100", "30 300.00", ("-18.00", "-42.00")),
            ("-1100.00", "100", "30 300.00", ("-300.00", "-800.00")),  # stock never falls below nothing
            ("0.05", "3", "1 10.00", ("0.02", "0.03")),
        ],
    )
    def test_is_split(self, difference: str, invoiced: str, held: str, expected: tuple[str, str]) -> None:
        quantity, amount = (D(part) for part in held.split())
        parts = split_difference(D(difference), D(invoiced), PoolState(quantity, amount))
        assert parts == (D(expected[0]), D(expected[1]))


class TestUndoing:
    """A reversed return gives back what it had taken from its source, so that the next one may take it (R5)."""

    def test_a_return_reversed_and_made_again_costs_the_same(self) -> None:
        pools = {ONE_POOL: PoolState(D(0), D("0.00"))}
        lines: dict[int, LineCost] = {}

        def event(
            kind: str, line_id: int, quantity: str, amount: str = "0.00", source: int = 0, undoes: int = 0
        ) -> Event:
            return Event(kind, ONE_POOL, "可乐", D(quantity), line_id, D(amount), source, undoes)

        history = [
            event("in_given", 1, "3", "10.00"),
            event("out", 2, "3"),
            event("in_source", 3, "1", source=2),  # 3.33 comes back
            event("in_source", 4, "1", source=2),  # 3.34
            event("out_source", 5, "1", source=3, undoes=2),  # the first return was wrong: 3.33 goes again
            event("in_source", 6, "1", source=2),  # R2(10.00 x 2/3) - 3.34
            event("in_source", 7, "1", source=2),  # the last one brings it to 10.00
        ]
        valued = [one.amount for one in fold(history, pools, lines)]
        assert valued[2:] == [D("3.33"), D("3.34"), D("3.33"), D("3.33"), D("3.33")]
        assert (pools[ONE_POOL].quantity, pools[ONE_POOL].amount) == (D(3), D("10.00"))
        assert (lines[2].back_quantity, lines[2].back_amount) == (D(3), D("10.00"))

    def test_an_unknown_event_is_a_mistake_of_ours(self) -> None:
        with pytest.raises(ValueError, match="no such event"):
            fold([Event("gift", ONE_POOL, "可乐", D(1), 1)], {ONE_POOL: PoolState()}, {})
