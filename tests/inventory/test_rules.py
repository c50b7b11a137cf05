"""When an outflow is refused (Q7, Q8): now, and on every day since a back-dated one. Tables, no database."""

from __future__ import annotations

from datetime import date

import pytest

from hengku.inventory.rules import Day, Flow, Hand, shortages
from hengku.kit.numbers import D, exact_text

HERE = (1, 1)


def on(day: int) -> date:
    return date(2026, 1, day)


def hand(quantity: str, reserved: str = "0", later: str = "", *, may_go_negative: bool = False) -> Hand:
    """``later`` holds the days from the back-dated one on: ``8:+10`` or ``8:+2/-3`` (net / lowest point on the way)."""
    days = []
    for part in later.split():
        day, _, moved = part.partition(":")
        net, _, lowest = moved.partition("/")
        days.append(Day(on(int(day)), D(net), D(lowest or min(net, "0", key=D))))
    return Hand(1, D(quantity), D(reserved), may_go_negative, on(20), days)


def flows(text: str) -> list[Flow]:
    """``6:-5 7:+3``: signed quantities by day, in the order of posting; the line is the position from 1."""
    found = []
    for number, part in enumerate(text.split(), 1):
        day, _, quantity = part.partition(":")
        found.append(Flow(HERE, D(quantity), on(int(day)), 0, number))
    return found


def refused(hand_: Hand, asked: str, released: str = "0") -> list[tuple[int, str, int]]:
    """(line, available, day) of every refusal."""
    found = shortages(hand_, flows(asked), D(released))
    return [(one.flow.line_no, exact_text(one.available), one.on.day) for one in found]


class TestNow:
    @pytest.mark.parametrize(
        ("held", "asked", "expected"),
        [
            ("10", "21:-10", []),
            ("10", "21:-11", [(1, "10", 21)]),
            ("0", "21:-1", [(1, "0", 21)]),
            ("10", "21:-6 21:-5", [(2, "4", 21)]),
            ("10", "21:-6 21:-5 21:-4", [(2, "4", 21)]),  # what is refused is still there for the next one
            ("0", "21:+5 21:-5", []),  # what comes in first may go out
            ("0", "21:-5 21:+5", [(1, "0", 21)]),
            ("0.5", "21:-0.500001", [(1, "0.5", 21)]),
        ],
    )
    def test_no_more_goes_out_than_is_there(
        self, held: str, asked: str, expected: list[tuple[int, str, int]]
    ) -> None:
        assert refused(hand(held), asked) == expected

    @pytest.mark.parametrize(
        ("held", "reserved", "asked", "released", "expected"),
        [
            ("10", "4", "21:-6", "0", []),
            ("10", "4", "21:-7", "0", [(1, "6", 21)]),  # somebody else's reservation is not touched (Q8)
            ("10", "4", "21:-10", "4", []),  # one's own is
            ("10", "4", "21:-10", "3", [(1, "9", 21)]),
            ("10", "10", "21:-1", "0", [(1, "0", 21)]),
            ("10", "10", "21:+5", "0", []),  # coming in is never refused
        ],
    )
    def test_what_others_reserved_stays(
        self, held: str, reserved: str, asked: str, released: str, expected: list[tuple[int, str, int]]
    ) -> None:
        assert refused(hand(held, reserved), asked, released) == expected

    def test_says_what_was_there_at_that_moment(self) -> None:
        (short,) = shortages(hand("10", "3"), flows("21:-2 21:-6"), D(0))
        assert (short.flow.line_no, short.available, short.on_hand, short.reserved) == (2, D(5), D(8), D(3))

    def test_where_stock_may_be_negative_anything_goes_but_what_is_held(self) -> None:
        assert refused(hand("0", may_go_negative=True), "21:-99") == []
        assert refused(hand("10", "4", may_go_negative=True), "21:-6 21:-1") == [(2, "0", 21)]
        assert refused(hand("10", "4", may_go_negative=True), "21:-12", released="4") == []


class TestInThePast:
    """The balance may not fall below zero on any day from the business date to now, not only today."""

    @pytest.mark.parametrize(
        ("held", "later", "asked", "expected"),
        [
            # 10 since the 1st; nothing else happened
            ("10", "", "6:-10", []),
            # 10 came on the 8th: on the 6th there was nothing
            ("10", "8:+10", "6:-10", [(1, "0", 6)]),
            ("10", "8:+10", "8:-10", []),  # added to a day, it comes after what was there (G6)
            # 10 on the 1st, 10 more on the 12th; the 8 of the 10th were still there, so only 2 could be taken on the 6th
            ("12", "10:-8 12:+10", "6:-2", []),
            ("12", "10:-8 12:+10", "6:-3", [(1, "2", 10)]),
            ("12", "10:-8 12:+10", "12:-12", []),
            # the day ends even, but on its way it needs what is taken: 5 out before 5 in
            ("5", "10:0/-5", "6:-1", [(1, "0", 10)]),
            ("5", "10:0/0", "6:-1", []),  # 5 in before 5 out does not
            # what comes in back-dated may go out back-dated
            ("10", "8:+10", "5:+3 6:-3", []),
            ("10", "8:+10", "5:+3 6:-4", [(2, "3", 6)]),
            # the earlier of two takes what the later would need
            ("6", "9:-4", "6:-6 7:-1", [(2, "0", 7)]),
        ],
    )
    def test_no_day_may_fall_below_zero(
        self, held: str, later: str, asked: str, expected: list[tuple[int, str, int]]
    ) -> None:
        assert refused(hand(held, later=later), asked) == expected

    def test_a_day_that_was_enough_before_says_what_could_be_taken(self) -> None:
        """10 there, 8 go on the 10th: 2 could go on the 6th, and 10 were there when 3 were asked for."""
        (short,) = shortages(hand("12", later="10:-8 12:+10"), flows("6:-3"), D(0))
        assert (short.available, short.on, short.flow.on) == (D(2), on(10), on(6))
        assert short.on_hand == D(2)  # what would be there without this one, never a negative figure

    def test_negative_control_the_days_are_needed(self) -> None:
        """Without the days the same outflow passes: it is the walk that refuses."""
        assert refused(hand("12", later="10:-8 12:+10"), "6:-3") != []
        assert refused(hand("12"), "6:-3") == []
