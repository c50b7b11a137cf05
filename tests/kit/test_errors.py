"""Errors: fields as data, a sentence from them, the place, and many at once."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from hengku.kit.errors import (
    NOWHERE,
    Busy,
    Forbidden,
    Invalid,
    NotFound,
    Problem,
    Problems,
    Refused,
    Where,
    raise_all,
)


@dataclass(eq=False)
class AppliesTooMuch(Refused):
    item_id: int
    amount: Decimal
    amount_open: Decimal
    text = "核销 {amount} 超过未结 {amount_open},请改小金额"


@dataclass(eq=False)
class NoPrice(Invalid):
    product: str
    text = "商品 {product} 没有单价"


class Colour(StrEnum):
    RED = "red"


def too_much() -> AppliesTooMuch:
    return AppliesTooMuch(item_id=7, amount=Decimal("100.01"), amount_open=Decimal("100.00"))


class TestProblem:
    def test_says_its_fields(self) -> None:
        assert too_much().message() == "核销 100.01 超过未结 100.00,请改小金额"
        assert str(too_much()) == "核销 100.01 超过未结 100.00,请改小金额"
        assert too_much().data() == {"item_id": 7, "amount": "100.01", "amount_open": "100.00"}

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("AppliesTooMuch", "APPLIES_TOO_MUCH"),
            ("NotANumber", "NOT_A_NUMBER"),
            ("HTTPGone", "HTTP_GONE"),
            ("Gs1Invalid", "GS1_INVALID"),
        ],
    )
    def test_code_is_its_name(self, name: str, code: str) -> None:
        assert type(name, (Refused,), {}).code == code

    def test_code_may_be_given_and_is_not_inherited(self) -> None:
        class Kept(Refused):
            code = "OLD_NAME"

        class Below(Kept):
            pass

        assert Kept.code == "OLD_NAME"
        assert Below.code == "BELOW"

    def test_template_naming_no_field_fails_when_the_class_is_made(self) -> None:
        with pytest.raises(TypeError, match="amout"):
            type("Misspelt", (Refused,), {"__annotations__": {"amount": Decimal}, "text": "{amout}"})

    @pytest.mark.parametrize("name", ["code", "text", "where"])
    def test_field_cannot_hide_what_every_problem_has(self, name: str) -> None:
        with pytest.raises(TypeError, match=name):
            type("Hiding", (Refused,), {"__annotations__": {name: str}})

    def test_hashes_and_takes_a_traceback(self) -> None:
        # a frozen dataclass would refuse the traceback, one with eq would not hash
        problem = too_much()
        with pytest.raises(AppliesTooMuch) as caught:
            raise problem
        assert caught.value is problem
        assert {problem: 1}[problem] == 1
        assert problem != too_much()

    def test_kinds_are_told_apart(self) -> None:
        kinds = (Refused, Invalid, Forbidden, NotFound, Busy)
        for kind in kinds:
            assert [other for other in kinds if issubclass(kind, other)] == [kind]
            assert issubclass(kind, Problem)
            assert kind().message()


class TestData:
    @pytest.mark.parametrize(
        ("value", "in_json", "in_text"),
        [
            (Decimal("100.00"), "100.00", "100.00"),  # money keeps its fen
            (Decimal("5.000000"), "5", "5"),  # a quantity from the database does not
            (Decimal("1E+3"), "1000", "1000"),
            (date(2026, 1, 31), "2026-01-31", "2026-01-31"),
            (datetime(2026, 1, 31, 8, 5, tzinfo=UTC), "2026-01-31T08:05:00+00:00", "2026-01-31 08:05:00"),
            (Colour.RED, "red", "red"),
            (UUID(int=1), str(UUID(int=1)), str(UUID(int=1))),
            (("a", Decimal("1.50")), ["a", "1.50"], "a、1.50"),
            ({"b", "a"}, ["a", "b"], "a、b"),
            ({"k": Decimal("1.0")}, {"k": "1"}, None),
            (None, None, "(空)"),
            (True, True, "True"),
            (Where(line_no=2), {"document": None, "line_no": 2, "field": None}, "第2行"),
            ("{amount}", "{amount}", "{amount}"),  # braces in a value are only text
        ],
    )
    def test_value(self, value: Any, in_json: Any, in_text: str | None) -> None:
        @dataclass(eq=False)
        class Says(Invalid):
            value: Any
            text = "{value}"

        problem = Says(value)
        assert problem.data() == {"value": in_json}
        assert json.loads(json.dumps(problem.as_data()))["data"] == {"value": in_json}
        if in_text is not None:
            assert problem.message() == in_text

    def test_refuses_what_json_cannot_say(self) -> None:
        @dataclass(eq=False)
        class Carries(Invalid):
            value: Any

        with pytest.raises(TypeError):
            Carries(object()).data()


class TestWhere:
    def test_is_nowhere_at_first(self) -> None:
        assert too_much().where == NOWHERE
        assert too_much().as_data()["where"] == {}

    def test_is_added_to_and_what_is_known_stays(self) -> None:
        problem = too_much().at(line_no=3, field="quantity").at(document=0, line_no=9)
        assert problem.where == Where(document=0, line_no=3, field="quantity")
        assert problem.as_data() == {
            "code": "APPLIES_TOO_MUCH",
            "message": "核销 100.01 超过未结 100.00,请改小金额",
            "data": {"item_id": 7, "amount": "100.01", "amount_open": "100.00"},
            "where": {"document": 0, "line_no": 3, "field": "quantity"},
        }
        assert str(problem) == "第1张单据 第3行 quantity:核销 100.01 超过未结 100.00,请改小金额"

    def test_is_not_shared_between_problems(self) -> None:
        too_much().at(line_no=1)
        assert too_much().where == NOWHERE


class TestProblems:
    def test_carries_every_problem_with_its_place(self) -> None:
        problems = Problems(problems=[too_much().at(document=0, line_no=1), NoPrice("茶").at(document=1)])
        assert problems.code == "PROBLEMS"
        assert problems.data() == {"problems": [one.as_data() for one in problems.problems]}
        assert problems.data()["problems"][1]["where"] == {"document": 1}
        assert problems.message() == (
            "共 2 处问题:\n第1张单据 第1行:核销 100.01 超过未结 100.00,请改小金额\n第2张单据:商品 茶 没有单价"
        )
        json.dumps(problems.as_data())

    def test_says_which_kinds_occur_gravest_first(self) -> None:
        assert Problems([NoPrice("茶"), too_much()]).kinds == (Refused, Invalid)
        assert Problems([Busy(), Forbidden()]).kinds == (Forbidden, Busy)

    def test_raise_all_raises_nothing_one_or_all(self) -> None:
        raise_all([])
        one = too_much()
        with pytest.raises(AppliesTooMuch) as caught:
            raise_all([one])
        assert caught.value is one
        with pytest.raises(Problems) as both:
            raise_all([one, NoPrice("茶")])
        assert [problem.code for problem in both.value.problems] == ["APPLIES_TOO_MUCH", "NO_PRICE"]
