"""Random histories beside the second model; the long run is ``python -m tests.histories`` (tests/histories/__main__.py)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hengku.documents.declaration import registry
from hengku.kit.postgres import Cluster
from tests.histories import (
    acts_buying,
    acts_counter,
    acts_estimates,
    acts_lots,
    acts_making,
    acts_trading,
    model,
    shop,
)
from tests.histories.company import Company
from tests.histories.flows import Flow, Spot
from tests.histories.history import COMPANIES, again, live
from tests.histories.model import Notebook

#: Types that no act posts, and why. Whoever adds a type that moves goods or money teaches it to an act.
NOT_ACTED: dict[str, str] = {
    "receipt_ack": "of the edition without stock (tests/scenarios/test_buying.py); a history keeps stock",
}
#: Kinds of company for the short run: every method, scope, taxpayer and way of revenue is among them.
SHORT = (39, 45, 42, 34, 10, 12, 15, 18, 20, 24, 25, 28, 30)
SEEDS = tuple((COMPANIES[number], f"short-{number}") for number in SHORT)


def test_every_type_is_acted_or_it_is_said_why_not() -> None:
    source = "".join(path.read_text() for path in Path(__file__).parent.glob("acts_*.py"))
    without = {code for code in registry() if f'"{code}"' not in source and code != "cost_month"}
    assert without - set(NOT_ACTED) == set()
    assert set(NOT_ACTED) - without == set(), "acted by now, or gone"


class TestRandomHistories:
    @pytest.mark.parametrize(("company", "seed"), SEEDS, ids=str)
    def test_end_as_the_model_says(self, database: Cluster, company: Company, seed: str) -> None:
        told = live(company, seed, 30, every=5)
        assert told.wrong == [], told.text()
        assert len(told.steps) >= 12, told.refused


def _forgets_the_cost_of_returns(flow: Flow) -> Flow:
    """Returns at the cost of the day instead of what they had cost (C7)."""
    return replace(flow, how="pool", source=None) if flow.how == "share" and flow.here is None else flow


def _forgets_a_state(flow: Flow) -> Flow:
    """What is lent stays available (D-LOA)."""
    return replace(flow, there=flow.here) if flow.there is not None and flow.there.status == "lent" else flow


def _forgets_the_workshop(flow: Flow) -> Flow:
    """What is issued for an order is cost of sales (D-MIS)."""
    return replace(flow, against=("cogs", "")) if flow.against == ("wip", "") and flow.here else flow


def _forgets_the_plan(flow: Flow) -> Flow:
    """Goods that were made are worth what such goods cost so far, and not what was planned (D-FIN)."""
    return replace(flow, how="pool") if flow.against == ("wip", "") and flow.how == "given" else flow


def _forgets_the_processor(flow: Flow) -> Flow:
    """What is given to a processor stays where it was (D-OSI)."""
    return replace(flow, there=flow.here) if flow.there and flow.there.status == "outsourced" else flow


def _forgets_the_share(flow: Flow) -> Flow:
    """Material costs by its pieces, whatever part of the order came back (C18)."""
    return replace(flow, part=None)


def _forgets_the_work(flow: Flow) -> Flow:
    """What a processor is paid is not in his goods (D-OSR)."""
    return replace(flow, made=(*flow.made[:4], Fraction(0))) if flow.made else flow


def _forgets_who_pays(flow: Flow) -> Flow:
    """Material that was lost outside costs nothing (D-OSR)."""
    return replace(flow, amount=Fraction(0)) if flow.how == "agreed" else flow


def _loses_a_fen(flow: Flow) -> Flow:
    """Of what comes in."""
    return (
        replace(flow, amount=flow.amount - Fraction(1, 100)) if flow.how == "given" and flow.amount else flow
    )


def _forgets_the_work_that_was_undone(flow: Flow) -> Flow:
    """Goods go back to their work at the cost of the day, not at their own (D-FIN 红)."""
    return replace(flow, how="pool", source=None) if flow.against == ("wip", "") and flow.here and flow.source else flow


GOODS: dict[str, Any] = {"product": "A", "n": "3"}
TOLD: list[dict[str, Any]] = [
    {
        "do": "receive",
        "number": 1,
        "day": 2,
        "place": "W1",
        "party": "甲",
        "rows": [{**GOODS, "n": "10", "price": "10"}],
    },
    {
        "do": "issue",
        "number": 2,
        "day": 4,
        "place": "W1",
        "party": "乙",
        "rows": [{**GOODS, "price": "20", "incl": True}],
    },
    {"do": "lend", "number": 3, "day": 5, "place": "W1", "party": "乙", "rows": [GOODS]},
    {
        "do": "receive",
        "number": 4,
        "day": 6,
        "place": "W1",
        "party": "甲",
        "rows": [{**GOODS, "price": "31"}],
    },
    {"do": "take_back", "number": 5, "day": 7, "of": [2, 0], "n": "1", "place": "W1"},
    {"do": "bill", "number": 6, "day": 40, "of": [1, 0], "n": "4", "net": "52.34", "tax": "6.80"},
    {"do": "reverse", "number": 7, "day": 41, "of": [5, 0]},
]


MADE: list[dict[str, Any]] = [
    {**TOLD[0], "rows": [{**GOODS, "n": "30", "price": "10"}]},
    {
        "do": "plan",
        "number": 2,
        "day": 3,
        "place": "W1",
        "from": "W1",
        "made": {"product": "M", "n": "4", "unit": "25.00"},
        "parts": [GOODS | {"n": "6"}],
        "falls_off": {"product": "B", "n": "2", "unit": "1.25"},
        "backflush": True,
    },
    {"do": "take", "number": 3, "day": 4, "of": [2, 1], "n": "2", "place": "W1", "extra": False},
    {"do": "finish", "number": 4, "day": 5, "of": [2, 0], "n": "3", "place": "W1",
     "falls_off": {"at": 2, "n": "1"}},
    {"do": "bring_back", "number": 5, "day": 6, "of": [3, 0], "n": "1", "place": "W1"},
    {
        "do": "job",
        "number": 6,
        "day": 6,
        "place": "W1",
        "party": "甲",
        "made": {"product": "N", "n": "3", "price": "2.50"},
        "parts": [GOODS | {"n": "12"}],
    },
    {"do": "give", "number": 7, "day": 7, "of": [6, 1], "n": "10", "place": "W1"},
    {"do": "get", "number": 8, "day": 8, "of": [6, 0], "n": "1", "place": "W1"},
    {"do": "bill", "number": 9, "day": 9, "of": [8, 0], "n": "1", "net": "4.00", "tax": "0.52"},
    {"do": "bill", "number": 10, "day": 20, "of": [1, 0], "n": "20", "net": "260.01", "tax": "33.80"},
    {"do": "get", "number": 11, "day": 21, "of": [6, 0], "n": "1", "place": "W1",
     "used": [{"of": [7, 0], "n": "2"}, {"of": [7, 0], "n": "1", "charged": True}]},
    {"do": "reverse", "number": 12, "day": 22, "of": [8, 0]},
    {"do": "receive", "number": 16, "day": 21, "place": "W1", "party": "甲",
     "rows": [{"product": "M", "n": "2", "price": "9"}]},
    {"do": "unmake", "number": 13, "day": 22, "of": [4, 0], "n": "1", "place": "W1", "rework": False},
    {"do": "reverse", "number": 14, "day": 22, "of": [13, 0]},
    {"do": "reverse", "number": 15, "day": 22, "of": [4, 0]},
]  # fmt: skip
COUNTER: list[dict[str, Any]] = [
    TOLD[0],
    {"do": "ring", "number": 2, "day": 4, "place": "W1", "rows": [{**GOODS, "price": "3.33", "incl": True}],
     "paid": {"cash": "5.00", "credit": "4.99"}, "party": "乙"},
    {"do": "refund", "number": 3, "day": 4, "of": [2, 0], "n": "1", "paid": {"cash": "3.33"}, "party": "",
     "wasted": True},
    {"do": "close_day", "number": 4, "day": 4, "place": "W1", "counted": "1.00"},
    {"do": "bill", "number": 5, "day": 9, "of": [1, 0], "n": "10", "net": "120.00", "tax": "15.60"},
    {"do": "bill", "number": 6, "day": 9, "of": [1, 0], "n": "1", "net": "1.00", "tax": "0.13"},
    {"do": "receive", "number": 7, "day": 1, "place": "W1", "party": "甲", "rows": [{**GOODS, "price": "40"}]},
]  # fmt: skip
SUSPENDED: list[dict[str, Any]] = [
    TOLD[0],
    {"do": "run_estimate", "number": 2, "day": 32, "of": [1, 0], "run": "REVERSE"},
    {"do": "send_back", "number": 3, "day": 33, "of": [1, 0], "n": "2"},
    {"do": "bill", "number": 4, "day": 34, "of": [1, 0], "n": "3", "net": "31.00", "tax": "4.03"},
    {"do": "run_estimate", "number": 5, "day": 58, "of": [1, 0], "run": "ESTIMATE"},
]
ON_HOLD: list[dict[str, Any]] = [
    {**TOLD[0], "rows": [{"product": "B", "n": "10", "price": "10"}]},
    {"do": "look", "number": 2, "day": 3, "of": [1, 0], "n": "6", "bad": "1"},
    {"do": "send_back", "number": 3, "day": 4, "of": [1, 0], "n": "1", "status": "defect"},
]
BY_PIECE: list[dict[str, Any]] = [
    {**TOLD[0], "rows": [{"product": "S", "n": "3", "price": "33.335", "pieces": ["S1", "S2", "S3"]}]},
    {"do": "receive", "number": 2, "day": 3, "place": "W1", "party": "甲",
     "rows": [{"product": "S", "n": "1", "price": "90", "pieces": ["S4"]}]},
    {"do": "issue", "number": 3, "day": 4, "place": "W1", "party": "乙",
     "rows": [{"product": "S", "n": "2", "price": "200", "incl": True, "pieces": ["S2", "S4"]}]},
    {"do": "bill", "number": 4, "day": 9, "of": [1, 0], "n": "3", "net": "100.00", "tax": "13.00"},
    {"do": "take_back", "number": 5, "day": 10, "of": [3, 0], "n": "1", "pieces": ["S4"], "place": "W1"},
]  # fmt: skip
PICKED: list[dict[str, Any]] = [
    TOLD[0],
    {"do": "sell_order", "number": 2, "day": 3, "place": "W1", "party": "乙",
     "rows": [{**GOODS, "price": "20", "incl": True}]},
    {"do": "pick", "number": 3, "day": 46, "of": [2, 0], "n": "3", "lot": "", "bin": ""},
    {"do": "issue", "number": 4, "day": 47, "of": [2, 0], "n": "2"},
]  # fmt: skip
TRADED: list[dict[str, Any]] = [
    TOLD[0],
    {"do": "trade", "number": 2, "day": 4, "place": "W1", "to": "W2", "markup": "0.075", "invoices": True,
     "rows": [{**GOODS, "price": "1"}]},
    {"do": "receive", "number": 3, "at": 1, "day": 5, "place": "W2", "party": "甲", "rows": [{**GOODS, "price": "31"}]},
    {"do": "issue", "number": 4, "at": 1, "day": 6, "place": "W2", "party": "乙",
     "rows": [{**GOODS, "n": "2", "price": "20", "incl": True}]},
    {"do": "untrade", "number": 5, "at": 1, "of": [2, 0], "day": 7},
]  # fmt: skip
RECALLED: list[dict[str, Any]] = [
    {**TOLD[0], "rows": [{"product": "L", "n": "5", "lot": "L1", "price": "10"}]},
    {"do": "recall", "number": 2, "day": 46, "product": "L", "lot": "L1"},
]
ANEW: list[dict[str, Any]] = [
    TOLD[0],
    {"do": "restandard", "number": 2, "day": 20, "product": "A", "cost": "12.34"},
    {"do": "restandard", "number": 3, "day": 20, "product": "B", "cost": "7"},
    {**TOLD[0], "number": 4, "rows": [{"product": "B", "n": "3", "price": "9"}]},
]
#: Histories of companies that do something more; rules that are forgotten, and where that is seen.
MORE: dict[str, tuple[Company, list[dict[str, Any]], tuple[tuple[Any, str, Any, str], ...]]] = {
    "at a counter": (
        Company(counter=True),
        COUNTER,
        (
            (Notebook, "_invoice", lambda *_: None, "account 1406"),
            (acts_counter, "split", lambda amount, *_: (amount, Fraction(0)), "account 22210107"),
        ),
    ),
    "estimates reversed": (
        Company(suspends=True),
        SUSPENDED,
        ((acts_estimates, "follow", lambda *_: None, "account 1405"),),
    ),
    "on hold": (
        Company(holds=True),
        ON_HOLD,
        ((acts_buying, "landed", lambda _, told, place: Spot(place), "on hand B W1"),),
    ),
    "piece by piece": (
        Company("SPECIFIC"),
        BY_PIECE,
        ((model, "by_piece", lambda flow: [flow], "pool S"),),
    ),
    "picked": (
        Company(bins=True),
        PICKED,
        ((shop, "where_it_lies", lambda *given: given[3], "on hand A W1"),),
    ),
    "called back": (
        Company(),
        RECALLED,
        ((acts_lots, "Spot", lambda place, _, *rest: Spot(place, "available", *rest), "on hand L W1"),),
    ),
    "by another standard": (
        Company("STANDARD"),
        ANEW,
        ((Notebook, "_restandard", lambda *_: None, "pool A"),),
    ),
    "in a group": (
        Company(group="sells"),
        TRADED,
        (
            (acts_trading, "undo", lambda *_: None, "on hand A W1"),
        ),
    ),
}


class TestTheModel:
    def test_negative_control_a_wrong_rule_of_making_is_found(
        self, database: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert again(Company(), MADE, with_audit=True) == []
        goes = Notebook.goes
        for wrong, word in (
            (_forgets_the_workshop, "account 4001"),
            (_forgets_the_plan, "pool M"),
            (_forgets_the_processor, "on hand A outsourced"),
            (_forgets_the_share, "pool A outsourced"),
            (_forgets_the_work, "pool N"),
            (_forgets_who_pays, "pool N"),
            (_forgets_the_work_that_was_undone, "pool M"),
        ):
            with monkeypatch.context() as patch:
                patch.setattr(Notebook, "goes", lambda self, flow, wrong=wrong: goes(self, wrong(flow)))
                found = again(Company(), MADE)
            assert any(one.startswith(word) for one in found), (wrong.__name__, found)
        with monkeypatch.context() as patch:
            patch.setattr(acts_making, "_taken_along", lambda *_: [])
            assert any(one.startswith("on hand A W1") for one in again(Company(), MADE))

    def test_negative_control_a_wrong_rule_is_found(
        self, database: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert again(Company(), TOLD, with_audit=True) == []
        goes = Notebook.goes
        for wrong, word in (
            (_forgets_the_cost_of_returns, "pool A"),
            (_forgets_a_state, "on hand A W1/lent"),
            (_loses_a_fen, "owed ap_estimated"),
        ):
            with monkeypatch.context() as patch:
                patch.setattr(Notebook, "goes", lambda self, flow, wrong=wrong: goes(self, wrong(flow)))
                found = again(Company(), TOLD)
            assert any(one.startswith(word) for one in found), (wrong.__name__, found)

    @pytest.mark.parametrize("what", MORE)
    def test_negative_control_each_rule_that_some_companies_have_counts(
        self, database: Cluster, what: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        company, told, wrongs = MORE[what]
        assert again(company, told, with_audit=True) == []
        for place, name, wrong, word in wrongs:
            with monkeypatch.context() as patch:
                patch.setattr(place, name, wrong)
                found = again(company, told)
            assert any(one.startswith(word) for one in found), (name, found)

    def test_negative_control_a_wrong_rule_of_the_engine_is_found(
        self, database: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An invoice that does not reach the goods it is for (C15)."""
        from hengku.posting import refold

        monkeypatch.setattr(refold, "_since", lambda *_: {})
        assert again(Company(), TOLD) != []
