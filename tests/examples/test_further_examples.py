"""Further cases of every kind, as somebody writes them who knows only the rulebook and its worked examples.

Their shapes differ from those examples: several products, pools and kits, other names of one thing, nothing, numbers
without quotes, what comes back before and after, borders of months. What must come of each was worked out by hand.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.ledger.rules import Standard
from replays.worked_examples import read_cases
from replays.worked_kinds import KINDS, Rules, run_cases
from tests.examples.test_worked_examples import changed, leaves

CASES = read_cases(Path(__file__).with_name("further.json"))
OF_RULES = [one for one in CASES if isinstance(KINDS[one["kind"]], Rules)]
OF_DOCUMENTS = [one for one in CASES if not isinstance(KINDS[one["kind"]], Rules)]
#: What is named of a line of the case itself, and tells nothing.
NAMES = {"id", "layer", "batch", "sbe", "asbe", "date", "sku"}


def standards(one: dict[str, Any]) -> tuple[Standard, ...]:
    """Both, where accounts are asked for: they are all that differs."""
    return tuple(Standard) if "entries" in json.dumps(one["expected"]) else (Standard.SMALL_BUSINESS,)


def test_every_kind_has_some() -> None:
    assert {one["kind"] for one in CASES} == KINDS.keys()
    assert len({one["id"] for one in CASES}) == len(CASES)


def test_rules_answer_them() -> None:
    answers = run_cases(OF_RULES)
    assert [(one.id, one.reason, one.problems) for one in answers if one.status != "passed"] == []


@pytest.mark.parametrize("one", OF_DOCUMENTS, ids=[one["id"] for one in OF_DOCUMENTS])
def test_documents_answer_them(database: Cluster, one: dict[str, Any]) -> None:
    (answer,) = run_cases([one], standards(one))
    assert (answer.status, answer.reason, answer.problems) == ("passed", "", ())


def test_another_number_is_found() -> None:
    """Negative control: of any number that a rule answers, one that is a fen more is no answer."""
    wrong = [
        changed(one, path) for one in OF_RULES for path in leaves(one["expected"]) if path[-1] not in NAMES
    ]
    answers = run_cases(wrong)
    assert len(wrong) > 300
    assert [one.id for one in answers if one.status == "passed"] == []


class TestForms:
    """One answer may be written in several ways, and nothing else is one."""

    def expecting(self, name: str, key: str, value: Any) -> dict[str, Any]:
        one = copy.deepcopy(next(one for one in CASES if one["id"] == name))
        one["expected"] = {key: value}
        return one

    @pytest.mark.parametrize(
        ("value", "status"),
        [
            ({"A": {"qty": "0", "amount": "0.00"}, "B": {"qty": "5", "amount": "71.43"}}, "passed"),
            ({"B/ORG": {"qty": "5", "amount": "71.43"}}, "passed"),
            ({"ORG": {"B": {"qty": "5", "amount": "71.43"}}}, "passed"),
            ({"qty": "5", "amount": "71.43"}, "passed"),
            ({"A": {"qty": "5", "amount": "71.43"}}, "failed"),
            ({"B": {"qty": "5", "amount": "71.42"}}, "failed"),
            ({"A": {"qty": "0", "amount": "0.00"}}, "failed"),
            ({"qty": "5", "amount": "71.42"}, "failed"),
        ],
    )
    def test_of_what_is_left(self, database: Cluster, value: Any, status: str) -> None:
        two_products = self.expecting("FUR-CL-01", "closing", value)
        (answer,) = run_cases([two_products], (Standard.SMALL_BUSINESS,))
        assert answer.status == status

    @pytest.mark.parametrize("diff", ["0.06", "-0.06", "-0.060"])
    def test_of_a_difference_with_its_sign_or_without(self, diff: str) -> None:
        lines = [{"diff": diff}, {"diff": "0.06"}, {"diff": "0.07"}]
        (answer,) = run_cases([self.expecting("FUR-IC-01", "lines", lines)])
        assert answer.status == "passed"
        lines[1]["diff"] = str(D("-0.06"))  # more tax than there should be is no lack
        (answer,) = run_cases([self.expecting("FUR-IC-01", "lines", lines)])
        assert answer.status == "failed"
