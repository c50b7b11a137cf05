"""Reading a filter: every kind of field, every problem at once, and what a saved view may have wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hengku.documents.filter_rules import (
    PERIODS,
    FilterField,
    FilterValueInvalid,
    NotAFilter,
    TooManyConditions,
    UnknownFilterField,
    UnknownFilterOperator,
    by_key,
    period_days,
    read_filter,
    read_leniently,
)
from hengku.kit.errors import Problems

FIELDS = by_key(
    [
        FilterField("number", "单号", "Number", "text"),
        FilterField("state", "状态", "State", "choice", choices=("draft", "posted")),
        FilterField("party", "往来单位", "Party", "reference", nullable=True),
        FilterField("business_on", "业务日期", "Date", "date"),
        FilterField("amount_incl", "价税合计", "Total", "amount"),
        FilterField("is_red", "红字", "Red", "flag"),
    ]
)


def asked(*conditions: tuple[Any, ...], match: str = "all") -> dict[str, Any]:
    return {
        "match": match,
        "conditions": [{"field": name, "op": op, "value": list(value)} for name, op, *value in conditions],
    }


class TestReadFilter:
    @pytest.mark.parametrize(
        ("condition", "values"),
        [
            (("number", "contains", " PIN "), ("PIN",)),
            (("state", "in", "draft", "posted"), ("draft", "posted")),
            (("party", "not_in", "12"), (12,)),
            (("party", "empty"), ()),
            (("business_on", "within", "last_month"), ("last_month",)),
            (("business_on", "between", "2026-01-01", ""), (date(2026, 1, 1), None)),
            (("amount_incl", "between", "1.5", "2"), (Decimal("1.5"), Decimal(2))),
            (("is_red", "is", "true"), (True,)),
        ],
    )
    def test_reads_values_as_their_kind(self, condition: tuple[Any, ...], values: tuple[Any, ...]) -> None:
        (read,) = read_filter(asked(condition), FIELDS).conditions
        assert read.values == values

    @pytest.mark.parametrize(
        ("given", "kind"),
        [
            ("x", NotAFilter),
            ({"match": "some"}, NotAFilter),
            ({"conditions": "x"}, NotAFilter),
            ({"conditions": ["x"]}, NotAFilter),
            ({"conditions": [], "limit": 3}, NotAFilter),
            (asked(("colour", "is", "red")), UnknownFilterField),
            (asked(("number", "between", "1", "2")), UnknownFilterOperator),
            (asked(("number", "empty")), UnknownFilterOperator),  # a number is never empty
            (asked(("state", "in", "lost")), FilterValueInvalid),
            (asked(("state", "in")), FilterValueInvalid),
            (asked(("party", "in", "1 or 1=1")), FilterValueInvalid),
            (asked(("party", "in", "9" * 30)), FilterValueInvalid),
            (asked(("business_on", "is", "2026-02-30")), FilterValueInvalid),
            (asked(("business_on", "within", "next_year")), FilterValueInvalid),
            (asked(("amount_incl", "is", "NaN")), FilterValueInvalid),
            (asked(("amount_incl", "is", "1e99")), FilterValueInvalid),
            (asked(("amount_incl", "between", "2", "1")), FilterValueInvalid),
            (asked(("amount_incl", "between", "", "")), FilterValueInvalid),
            (asked(("amount_incl", "between", "1")), FilterValueInvalid),
            (asked(("number", "contains", "x" * 201)), FilterValueInvalid),
            (asked(("number", "contains", "\0")), FilterValueInvalid),
            (asked(*[("number", "is", "x")] * 31), TooManyConditions),
            ({"conditions": [{"field": "number", "op": "is", "value": "x"}]}, FilterValueInvalid),
            ({"conditions": [{"field": ["number"], "op": "is", "value": ["x"]}]}, UnknownFilterField),
        ],
    )
    def test_refuses_what_cannot_be_asked(self, given: Any, kind: type[Exception]) -> None:
        with pytest.raises(kind):
            read_filter(given, FIELDS)

    def test_says_everything_at_once_by_number_of_the_condition(self) -> None:
        given = asked(("colour", "is", "red"), ("number", "is", "x"), ("amount_incl", "is", "ten"))
        with pytest.raises(Problems) as refused:
            read_filter(given, FIELDS)
        assert [one.where.line_no for one in refused.value.problems] == [1, 3]


class TestReadLeniently:
    def test_leaves_out_what_is_missing_and_tells(self) -> None:
        read = read_leniently(asked(("colour", "is", "red"), ("number", "is", "x")), FIELDS)
        assert [one.field for one in read.filter.conditions] == ["number"]
        assert [one["field"] for one in read.kept["conditions"]] == ["number"]
        assert read.ignored == ("colour",)

    def test_where_any_is_enough_shows_every_row(self) -> None:
        """Of “a or b”, without b, what only b let through would be hidden: so nothing is."""
        read = read_leniently(asked(("colour", "is", "red"), ("number", "is", "x"), match="any"), FIELDS)
        assert (read.filter.conditions, read.kept["conditions"], read.ignored) == ((), [], ("colour",))

    def test_of_nonsense_shows_every_row(self) -> None:
        assert read_leniently("x", FIELDS).filter.conditions == ()
        assert read_leniently({"conditions": [7]}, FIELDS).ignored == ("?",)


@pytest.mark.parametrize("name", PERIODS)
def test_periods_are_in_order(name: str) -> None:
    for today in (date(2026, 3, 1), date(2024, 2, 29), date(2026, 12, 31), date(2026, 1, 1)):
        first, last = period_days(name, today)
        assert first <= last


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("last_7_days", (date(2026, 2, 23), date(2026, 3, 1))),
        ("this_week", (date(2026, 2, 23), date(2026, 3, 1))),
        ("this_month", (date(2026, 3, 1), date(2026, 3, 31))),
        ("last_month", (date(2026, 2, 1), date(2026, 2, 28))),
        ("last_year", (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_periods_seen_from_the_first_of_march(name: str, days: tuple[date, date]) -> None:
    assert period_days(name, date(2026, 3, 1)) == days
