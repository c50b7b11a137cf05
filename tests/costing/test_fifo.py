"""First in, first out (C11), by tables: what every event takes from and puts into the queue. No database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hengku.costing.rules import CostUnknown, Event, LineCost, PoolBelowZero, PoolState, Valued, fold
from hengku.kit.numbers import D

ON = date(2026, 1, 5)
PLACE, OTHER = "仓一", "仓二"


class Queue:
    """A pool of a product, and what happened to it, one line id after another."""

    def __init__(self, reference_cost: str | None = None) -> None:
        self.pools: dict[Any, PoolState] = {PLACE: PoolState(layers=[]), OTHER: PoolState(layers=[])}
        self.lines: dict[int, LineCost] = {}
        self.reference_cost = None if reference_cost is None else D(reference_cost)

    def do(self, kind: str, line: int, quantity: str = "0", amount: str = "0", **more: Any) -> Valued:
        known = {"seq": line, "on": ON, "reference_cost": self.reference_cost}
        event = Event(kind, PLACE, "商品", D(quantity), line, D(amount), **known, **more)  # type: ignore[arg-type]
        (valued,) = fold([event], self.pools, self.lines)
        return valued

    def holds(self, place: str = PLACE) -> list[tuple[int, str, str]]:
        """(line, quantity, amount) of each layer; the pool must be their sum."""
        pool = self.pools[place]
        layers = pool.layers or []
        assert pool.quantity == sum((one.quantity for one in layers), Decimal(0))
        assert pool.amount == sum((one.amount for one in layers), Decimal(0))
        return [(one.line_id, f"{one.quantity.normalize():f}", str(one.amount)) for one in layers]


def set_off(valued: Valued) -> list[tuple[str, str]]:
    return [(one.kind, str(one.cogs_delta)) for one in valued.adjustments]


@pytest.fixture
def queue() -> Queue:
    """10 at 10.00 (line 1), 10 at 12.00 (line 2)."""
    made = Queue()
    made.do("in_given", 1, "10", "100.00")
    made.do("in_given", 2, "10", "120.00")
    return made


class TestGoingOut:
    @pytest.mark.parametrize(
        ("quantity", "amount", "left"),
        [
            ("4", "40.00", [(1, "6", "60.00"), (2, "10", "120.00")]),
            ("10", "100.00", [(2, "10", "120.00")]),
            ("15", "160.00", [(2, "5", "60.00")]),
            ("20", "220.00", []),
        ],
    )
    def test_takes_the_oldest_first(self, queue: Queue, quantity: str, amount: str, left: list[Any]) -> None:
        assert queue.do("out", 3, quantity).amount == D(amount)
        assert queue.holds() == left

    def test_leaves_no_fen_behind(self) -> None:
        """FI-02: 3 for 10.00 go as 3.33, 3.34, 3.33."""
        queue = Queue()
        queue.do("in_given", 1, "3", "10.00")
        assert [str(queue.do("out", line, "1").amount) for line in (2, 3, 4)] == ["3.33", "3.34", "3.33"]
        assert queue.holds() == []

    def test_says_which_layers_it_took(self, queue: Queue) -> None:
        taken = queue.do("out", 3, "15").draws
        assert [(one.layer.line_id, one.quantity, one.amount) for one in taken] == [
            (1, D(-10), D("-100.00")),
            (2, D(-5), D("-60.00")),
        ]

    def test_between_pools_makes_one_layer_there(self, queue: Queue) -> None:
        assert queue.do("transfer", 3, "15", pool_to=OTHER).amount == D("160.00")
        assert (queue.holds(), queue.holds(OTHER)) == ([(2, "5", "60.00")], [(3, "15", "160.00")])


class TestComingBack:
    def test_of_a_sale_stands_at_the_end_of_the_queue(self, queue: Queue) -> None:
        """FI-03: at the average of what the sale took."""
        queue.do("out", 3, "15")
        assert queue.do("in_source", 4, "3", source_line_id=3).amount == D("32.00")
        assert queue.holds() == [(2, "5", "60.00"), (4, "3", "32.00")]

    def test_to_the_supplier_takes_its_own_layer_first(self, queue: Queue) -> None:
        back = queue.do("out_source", 3, "4", source_line_id=2)
        assert (back.amount, set_off(back)) == (D("48.00"), [])
        assert queue.holds() == [(1, "10", "100.00"), (2, "6", "72.00")]

    def test_to_the_supplier_of_what_is_sold_takes_the_oldest_and_tells_the_difference(
        self, queue: Queue
    ) -> None:
        """C8: agreed 40.00 for four of the first receipt; what leaves is worth 48.00."""
        queue.do("out", 3, "10")
        back = queue.do("out_source", 4, "4", source_line_id=1)
        assert (back.amount, set_off(back)) == (D("40.00"), [("return_difference", "8.00")])
        assert queue.holds() == [(2, "6", "72.00")]


class TestMissingGoods:
    def test_cost_what_the_last_layer_cost_and_are_filled_first(self, queue: Queue) -> None:
        assert queue.do("out", 3, "25").amount == D("280.00")
        assert queue.holds() == [(3, "-5", "-60.00")]
        filled = queue.do("in_given", 4, "8", "104.00")
        assert set_off(filled) == [("true_up", "5.00")]
        assert queue.holds() == [(4, "3", "39.00")]

    def test_are_filled_in_their_order(self, queue: Queue) -> None:
        queue.do("out", 3, "22")
        queue.do("out", 4, "3")
        filled = queue.do("in_given", 5, "4", "40.00")
        assert set_off(filled) == [("true_up", "-8.00")]
        assert queue.holds() == [(4, "-1", "-12.00")]

    @pytest.mark.parametrize(("reference_cost", "amount"), [("7.5", "15.00"), (None, "0.00")])
    def test_without_a_past_cost_the_reference(self, reference_cost: str | None, amount: str) -> None:
        assert Queue(reference_cost).do("out", 1, "2").amount == D(amount)

    def test_found_without_any_cost_are_refused(self) -> None:
        with pytest.raises(CostUnknown):
            Queue().do("in_pool", 1, "2")


class TestMoneyAlone:
    def test_goes_over_all_layers_to_the_fen(self, queue: Queue) -> None:
        assert set_off(queue.do("value", 3, amount="10.00")) == []
        assert queue.holds() == [(1, "10", "104.55"), (2, "10", "125.45")]

    def test_may_not_make_stock_worth_less_than_nothing(self, queue: Queue) -> None:
        with pytest.raises(PoolBelowZero):
            queue.do("value", 3, amount="-220.01")

    def test_without_stock_is_cost_of_sales(self) -> None:
        assert set_off(Queue().do("value", 1, amount="5.00")) == [("value_only", "5.00")]

    @pytest.mark.parametrize(
        ("sold", "there", "cogs"),
        [
            ("0", "110.00", []),
            ("4", "66.00", [("value_only", "4.00")]),
            ("10", "", [("value_only", "10.00")]),
        ],
    )
    def test_of_an_invoice_stays_with_what_its_layer_still_holds(
        self, queue: Queue, sold: str, there: str, cogs: list[Any]
    ) -> None:
        """C15, closed: 100.00 became 110.00; what of it is sold costs the present month."""
        if sold != "0":
            queue.do("out", 3, sold)
        told = queue.do("difference", 1, "10", "10.00")
        assert set_off(told) == cogs
        assert {line: amount for line, _, amount in queue.holds()}.get(1, "") == there

    def test_a_quantity_corrected_at_no_value_leaves_its_money_to_the_rest(self, queue: Queue) -> None:
        assert set_off(queue.do("out_at", 3, "10", "0")) == []
        assert queue.holds() == [(2, "10", "220.00")]
        assert set_off(queue.do("out_at", 4, "10", "0")) == [("residual", "220.00")]
