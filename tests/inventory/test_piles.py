"""Goods of one product that lie in several lots or bins of a warehouse (Q7, Q8)."""

from __future__ import annotations

from datetime import date

from hengku.inventory.rules import Flow, Hand, Key, shortages_of_pile, spread
from hengku.kit.numbers import D

A, B = Key(1, 10, 7), Key(1, 10, 8)
DAY = date(2026, 1, 5)


def hands(a: str, b: str, held_a: str = "0", held_b: str = "0") -> dict[Key, Hand]:
    return {A: Hand(1, D(a), D(held_a), False, None), B: Hand(2, D(b), D(held_b), False, None)}


def out(key: Key, quantity: str, move: int = 1) -> Flow:
    return Flow(key, -D(quantity), DAY, 0, 1, move)


class TestShortages:
    def test_a_lot_is_not_taken_below_zero_though_another_has_more(self) -> None:
        (short,) = shortages_of_pile(hands("5", "50"), [out(A, "6")], D("0"))
        assert (short.flow.key, short.on_hand) == (A, D("5"))

    def test_a_promise_may_be_kept_out_of_the_other_lot(self) -> None:
        """5 + 5 with 5 promised out of lot A: lot A may go, lot B keeps the promise."""
        assert shortages_of_pile(hands("5", "5", "5"), [out(A, "5")], D("0")) == []

    def test_but_not_both_may_go(self) -> None:
        found = shortages_of_pile(hands("5", "5", "5"), [out(A, "5"), out(B, "1", 2)], D("0"))
        assert [short.flow.key for short in found] == [B]

    def test_what_moves_inside_touches_no_promise(self) -> None:
        """All is promised, and still it may be carried to another bin."""
        inside = [out(A, "5"), Flow(B, D("5"), DAY, 0, 1, 1)]
        assert shortages_of_pile(hands("5", "0", "5"), inside, D("0")) == []


class TestSpread:
    def test_stays_where_it_was_as_far_as_it_can(self) -> None:
        assert spread({A: D("5"), B: D("5")}, {A: D("0"), B: D("4")}, D("4")) == {A: D("0"), B: D("4")}

    def test_goes_over_to_what_is_left(self) -> None:
        assert spread({A: D("1"), B: D("5")}, {A: D("4")}, D("4")) == {A: D("1"), B: D("3")}

    def test_gives_back_what_is_no_longer_held(self) -> None:
        assert spread({A: D("5"), B: D("5")}, {A: D("3"), B: D("3")}, D("2")) == {A: D("2"), B: D("0")}
