"""Prices inside a group and the profit in stock, without a database (D-ICT)."""

from __future__ import annotations

import pytest

from hengku.intercompany.rules import Inside, cost_plus, margin_rate, unrealised
from hengku.kit.numbers import D


@pytest.mark.parametrize(
    ("cost", "quantity", "markup", "price"),
    [
        ("80.00", "40", "0.1", "2.2000"),
        ("10.00", "3", "0.1", "3.6667"),
        ("80.00", "40", "0", "2.0000"),
        ("0", "40", "0.1", "0.0000"),
    ],
)
def test_cost_plus(cost: str, quantity: str, markup: str, price: str) -> None:
    assert str(cost_plus(D(cost), D(quantity), D(markup))) == price


def inside(sold: str, cost: str, bought: str, received: str, balance: str) -> Inside:
    return Inside(D(sold), D(cost), D(bought), D(received), D(balance))


class TestUnrealised:
    def test_is_balance_times_margin(self) -> None:
        one = inside("88.00", "80.00", "40", "40", "66.00")
        assert (margin_rate(one), unrealised(one)) == (D("0.090909"), D("6.00"))

    def test_takes_only_what_was_bought_inside(self) -> None:
        assert unrealised(inside("88.00", "80.00", "40", "80", "132.00")) == D("6.00")

    def test_is_a_loss_where_the_seller_lost(self) -> None:
        assert unrealised(inside("80.00", "88.00", "40", "40", "80.00")) == D("-8.00")

    def test_is_nothing_when_all_is_sold(self) -> None:
        assert unrealised(inside("88.00", "80.00", "40", "40", "0.00")) == D("0.00")
