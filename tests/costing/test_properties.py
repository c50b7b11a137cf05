"""Random histories: the fold and the second model agree on every movement, and nothing is made or lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengku.costing import rules
from hengku.costing.rules import Event, LineCost, PoolState, fold
from hengku.kit.numbers import ratio
from tests.costing.second_model import Model

PLACES = ("W1", "W2")
KINDS = ("in", "in", "in", "out", "out", "out", "back", "back", "off", "off", "own", "move", "value", "free")
#: (what, thousandths of a quantity, fen, which earlier line or place)
#: Mostly a few whole pieces, so that pools are emptied and crossed often.
pieces = st.one_of(st.sampled_from([1000, 2000, 3000, 7000]), st.integers(1, 20_000))
fens = st.one_of(st.sampled_from([0, 1, 100, 1000, 3000, 100_000]), st.integers(0, 500_000))
step = st.tuples(st.sampled_from(KINDS), pieces, fens, st.integers(0, 1_000))


@dataclass
class History:
    """Turns random steps into events that make sense, and asks the second model about each."""

    may_go_negative: bool
    model: Model
    events: list[Event] = field(default_factory=list)
    amounts: list[Fraction] = field(default_factory=list)
    issued: list[tuple[int, str]] = field(default_factory=list)
    received: list[tuple[int, str]] = field(default_factory=list)

    def add(self, kind: str, thousandths: int, fen: int, which: int) -> None:
        """One step; steps that nobody could take (nothing to give back, nothing there) are left out."""
        place, line = PLACES[which % 2], len(self.events) + 1
        n, amount = Fraction(thousandths, 1000), Fraction(fen, 100)
        if kind in ("back", "off"):
            self._give_back(kind, line, n, which)
        elif kind == "in":
            self._note("in_given", place, line, n, self.model.receive(place, line, n, amount), amount=amount)
            self.received.append((line, place))
        elif kind == "own":
            own = self.model.receive_at_own_cost(place, line, n)
            if own is not None:
                self._note("in_pool", place, line, n, own)
        elif kind == "value":
            signed = amount if which % 3 else -amount
            pool = self.model.pools[place]
            if pool.q <= 0 or pool.v + signed >= 0:
                self.model.adjust(place, signed)
                self._note("value", place, line, Fraction(0), signed, amount=signed)
        else:
            self._take_out(kind, place, line, n, thousandths % 7 == 0)

    def _take_out(self, kind: str, place: str, line: int, n: Fraction, everything: bool) -> None:
        there = self.model.pools[place].q
        if not self.may_go_negative:
            n = there if everything else min(n, there)
        if n <= 0:
            return
        if kind == "move":
            other = PLACES[1 - PLACES.index(place)]
            self._note("transfer", place, line, n, self.model.transfer(place, other, line, n), pool_to=other)
        elif kind == "free":
            self._note("out_at", place, line, n, self.model.issue_at(place, line, n, Fraction(0)))
        else:
            self._note("out", place, line, n, self.model.issue(place, line, n))
            self.issued.append((line, place))

    def _give_back(self, kind: str, line: int, n: Fraction, which: int) -> None:
        sources = self.issued if kind == "back" else self.received
        if not sources:
            return
        source, place = sources[which % len(sources)]
        taken = self.model.lines[source]
        n = min(n, taken.q - taken.back_q)
        if kind == "off" and not self.may_go_negative:
            n = min(n, self.model.pools[place].q)
        if n <= 0:
            return
        act = self.model.come_back if kind == "back" else self.model.go_back
        name = "in_source" if kind == "back" else "out_source"
        self._note(name, place, line, n, act(place, line, n, source), source_line_id=source)

    def _note(self, kind: str, pool: str, line: int, n: Fraction, worth: Fraction, **more: object) -> None:
        given_amount = more.pop("amount", Fraction(0))
        event = Event(kind, pool, "可乐", decimal(n), line, decimal(given_amount), **more)  # type: ignore[arg-type]
        event.reference_cost = (
            None if self.model.reference_cost is None else decimal(self.model.reference_cost)
        )
        self.events.append(event)
        self.amounts.append(worth)


def decimal(number: object) -> Decimal:
    """A fraction with a finite decimal, exactly."""
    assert isinstance(number, Fraction)
    return Decimal(number.numerator) / Decimal(number.denominator)


def history(steps: list[tuple[str, int, int, int]], may_go_negative: bool, reference: int | None) -> History:
    made = History(may_go_negative, Model(None if reference is None else Fraction(reference, 10_000)))
    for one in steps:
        made.add(*one)
    return made


def check(made: History) -> None:
    """Fold the events and compare with the model: every amount, every pool, all that went to cost of sales."""
    pools, lines = {place: PoolState() for place in PLACES}, dict[int, LineCost]()
    before, cogs = Fraction(0), Fraction(0)
    for event, expected in zip(made.events, made.amounts, strict=True):
        (valued,) = fold([event], pools, lines)
        assert Fraction(valued.amount) == expected, event
        whole = sum((Fraction(pool.amount) for pool in pools.values()), Fraction(0))
        set_off = sum((Fraction(one.cogs_delta) for one in valued.adjustments), Fraction(0))
        sign = {"out": -1, "out_at": -1, "out_source": -1, "transfer": 0}.get(event.kind, 1)
        assert whole - before == sign * expected - set_off, f"money made or lost by {event}"
        before, cogs = whole, cogs + set_off
        for pool in pools.values():
            assert pool.quantity != 0 or pool.amount == 0  # C8
            assert pool.quantity <= 0 or pool.amount >= 0
            assert pool.quantity >= 0 or pool.amount <= 0
    assert cogs == made.model.cogs
    for place in PLACES:
        model = made.model.pools[place]
        assert (Fraction(pools[place].quantity), Fraction(pools[place].amount)) == (model.q, model.v)
    for line, cost in lines.items():
        taken = made.model.lines[line]
        assert (Fraction(cost.amount), Fraction(cost.back_amount)) == (taken.v, taken.back_v)


class TestRandomHistories:
    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(step, min_size=20, max_size=40), st.booleans(), st.one_of(st.none(), st.integers(0, 200_000))
    )
    def test_are_valued_as_the_second_model_does(
        self, steps: list[tuple[str, int, int, int]], may_go_negative: bool, reference: int | None
    ) -> None:
        check(history(steps, may_go_negative, reference))

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.integers(1, 5_000), min_size=1, max_size=12), st.integers(0, 1_000_000))
    def test_what_comes_back_in_parts_is_what_went(self, parts: list[int], fen: int) -> None:
        """C1: whatever the steps, they add up to the fen."""
        whole = Fraction(sum(parts), 1000)
        made = History(False, Model())
        made._note(
            "in_given",
            "W1",
            1,
            whole,
            made.model.receive("W1", 1, whole, Fraction(fen, 100)),
            amount=Fraction(fen, 100),
        )
        made._note("out", "W1", 2, whole, made.model.issue("W1", 2, whole))
        for number, part in enumerate(parts, 3):
            n = Fraction(part, 1000)
            made._note(
                "in_source", "W1", number, n, made.model.come_back("W1", number, n, 2), source_line_id=2
            )
        check(made)
        assert made.model.lines[2].back_v == Fraction(fen, 100)

    def test_negative_control_a_rounded_unit_cost_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The mistake G3 forbids: amounts from a unit cost rounded to 8 places."""

        def from_unit_cost(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
            unit = ratio(amount * 10**6, Decimal(1), whole) / 10**6
            return ratio(unit * 10**8, part, Decimal(10**8))

        monkeypatch.setattr(rules, "ratio", from_unit_cost)
        with pytest.raises(AssertionError):
            check(history([("in", 3_000_000_000, 100_000_000, 0), ("out", 2_999_999_000, 0, 0)], False, None))

    def test_negative_control_bankers_rounding_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def half_even(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
            return round(amount * part / whole, 2)

        monkeypatch.setattr(rules, "ratio", half_even)
        with pytest.raises(AssertionError):
            check(history([("in", 2_000, 5, 0), ("out", 1_000, 0, 0)], False, None))
