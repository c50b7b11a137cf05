"""Goods that are weighed go from one company of a group to the other by the kilogram (B2, D-ICT)."""

from __future__ import annotations

import pytest

from hengku.intercompany import errors
from hengku.intercompany.actions import preview_trade
from hengku.intercompany.queries import elimination
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from tests.intercompany.group import Group, four_hams, hams
from tests.posting.books import balance, entry, lines, pool, snapshot, weighed
from tests.posting.desk import NOW, Desk


class TestGoodsThatAreWeighed:
    """B2: both sides book the weight the seller wrote; the price is of a kilogram, as the cost is."""

    def test_go_at_cost_and_a_part_by_the_kilogram(self, group: Group) -> None:
        """4 hams of 20.5 kg at 20.00, plus 10 %: 22.00 a kilogram, 451.00; 10 kg sold on leave 231.00 of 41.00 gain."""
        hams(group)
        seller, buyer = group.seller, group.buyer
        asked = {"lines": four_hams(group, "20.5")}
        told = preview_trade(actor=seller.actor, order=group.order(**asked), now=NOW)
        done = group.trade(with_invoices=True, **asked)
        issue, receipt = (side[0] for side in done.posted.sides)
        assert set(entry(seller, issue.id)) >= set(lines("贷 5001 451.00; 借 5401 410.00; 贷 1405 410.00"))
        assert entry(buyer, receipt.id) == lines("借 1405 451.00; 贷 220202 451.00")
        assert [one.totals["amount_incl"] for one in told.sides] == [D("509.63"), D("509.63")]
        assert (balance(buyer, "220202"), balance(buyer, "220201")) == (D("0.00"), D("-509.63"))
        assert weighed(seller, seller.product("HAM"), seller.w1) == (D(6), D("31.5"))
        assert weighed(buyer, buyer.product("HAM"), buyer.w1) == (D(4), D("20.5"))
        assert pool(buyer, buyer.product("HAM")) == (D("20.5"), D("451.00"))
        Desk(buyer).issue("2", day=12, product=buyer.product("HAM"), data={"aux_quantity": "10"})
        (one,) = elimination(seller.actor, seller.day(31))
        assert (one["unit"], one["bought"], one["balance_quantity"]) == ("千克", D("20.5"), D("10.5"))
        assert (one["balance"], one["unrealised"]) == (D("231.00"), D("21.00"))

    def test_go_back_as_they_came(self, group: Group) -> None:
        hams(group)
        before = snapshot(group.seller)["accounts"], snapshot(group.buyer)["accounts"]
        lines_of = four_hams(group, "20.5", price=D("30"))
        done = group.trade(lines=lines_of, pricing="AGREED")
        assert pool(group.buyer, group.buyer.product("HAM")) == (D("20.5"), D("615.00"))
        group.undo(done, business_on=group.seller.day(12))
        assert (snapshot(group.seller)["accounts"], snapshot(group.buyer)["accounts"]) == before
        assert weighed(group.seller, group.seller.product("HAM"), group.seller.w1) == (D(10), D("52"))
        assert weighed(group.buyer, group.buyer.product("HAM"), group.buyer.w1) == (D(0), D(0))

    @pytest.mark.parametrize(("kilograms", "code"), [("", "WEIGHT_MISSING"), ("30", "WEIGHT_DOUBTFUL")])
    def test_are_weighed_before_they_go(self, group: Group, kilograms: str, code: str) -> None:
        hams(group)
        before = group.state
        with pytest.raises(Problem) as refused:
            group.trade(lines=four_hams(group, kilograms))
        assert refused.value.code == code
        assert group.state == before

    def test_are_weighed_on_both_sides_or_on_none(self, group: Group) -> None:
        group.seller.add_product("HAM", "火腿", "条", aux_unit="千克")
        group.buyer.add_product("HAM", "火腿", "条")
        with pytest.raises(errors.WeighedOtherwise):
            group.trade(lines=four_hams(group, "20.5"))
