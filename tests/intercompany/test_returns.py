"""A part of what was bought inside a group goes back: both books or none, at the price and cost it went at (D-ICT)."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.documents.errors import CarriesTooMuch
from hengku.intercompany import errors
from hengku.intercompany.actions import TradeLine, TradePosted, reverse_trade
from hengku.intercompany.actions_return import ReturnLine, TradeReturn, return_trade
from hengku.intercompany.queries import elimination, trades_of
from hengku.intercompany.queries_return import lines_left
from hengku.inventory.models import Lot, Serial
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.posting.errors import CannotReverse, KeyReused
from tests.conftest import assert_books_agree
from tests.intercompany.group import Group, four_hams, group_of, hams
from tests.posting.books import balance, entry, hand, lines, pool, residuals, weighed
from tests.posting.desk import NOW, Desk, new_key
from tests.world import Book


def back(group: Group, done: TradePosted, quantity: str, key: str = "", **more: Any) -> TradePosted:
    """So many of the first line go back, asked for by the buyer."""
    line = ReturnLine(1, D(quantity), more.pop("data", {}))
    given = TradeReturn(done.ict_id, group.seller.day(12), (line,), **more)
    return return_trade(actor=group.buyer.actor, given=given, key=key or new_key(), now=NOW)


class TestAPartGoesBack:
    def test_at_the_price_and_the_cost_it_went_at(self, group: Group) -> None:
        """40 at 80.00 sold for 88.00 and 11.44; 100 at 4.00 come since: 10 go back for 22.00 and 2.86, at 20.00."""
        seller, buyer = group.seller, group.buyer
        done = group.trade()
        Desk(seller).receive("60", "4.00", day=11)
        Desk(buyer).receive("10", "5.00", day=11)
        gone = back(group, done, "10")
        (taken,), (given,) = gone.posted.sides
        assert (taken.type_code, given.type_code) == ("sales_return", "purchase_return")
        assert entry(seller, taken.id) == lines(
            "借 1122 -24.86; 贷 5001 -22.00; 贷 22210107 -2.86; 借 5401 -20.00; 贷 1405 -20.00"
        )
        assert entry(buyer, given.id) == lines("借 1405 -22.00; 贷 220202 -22.00")
        assert (hand(seller)[0], hand(buyer)[0]) == (D(130), D(40))
        assert (pool(seller), pool(buyer)) == ((D(130), D("380.00")), (D(40), D("116.00")))
        assert residuals(seller)["ar", done_party(seller)] == D("74.58")
        first, _ = trades_of(seller.actor, seller.day(1), seller.day(31))
        assert (first["returns_ict_id"], first["number"]) == (done.ict_id, taken.number)

    def test_leaves_the_profit_of_the_rest(self, group: Group) -> None:
        """10 of 40 went back: 30 lie at 66.00 of which 6.00 are not earned; then 10 of these are sold: 4.00."""
        on = group.seller.day(31)
        done = group.trade()
        gone = back(group, done, "10")
        (one,) = elimination(group.seller.actor, on)
        assert (one["bought"], one["sold"], one["cost"], one["share"]) == (D(30), D("66.00"), D("60.00"), D(1))
        assert (one["balance"], one["unrealised"]) == (D("66.00"), D("6.00"))
        Desk(group.buyer).issue("10", day=13)
        assert elimination(group.seller.actor, on)[0]["unrealised"] == D("4.00")
        undo(group, gone)
        (one,) = elimination(group.seller.actor, on)
        assert (one["bought"], one["unrealised"]) == (D(40), D("6.00"))

    def test_no_more_than_is_left(self, group: Group) -> None:
        done = group.trade()
        Desk(group.buyer).issue("25", day=11)
        stood = group.state
        with pytest.raises(Problem):  # the buyer has 15
            back(group, done, "16")
        assert group.state == stood
        back(group, done, "15")
        Desk(group.buyer).receive("50", "2.00", day=12)
        with pytest.raises(Problems) as refused:  # 25 of the trade are left, on both sides
            back(group, done, "26")
        assert [type(one) for one in refused.value.problems] == [CarriesTooMuch, CarriesTooMuch]
        assert [one.left for one in lines_left(group.seller.actor, done.ict_id)] == [D(25)]
        with pytest.raises(errors.LineNotOfTrade):
            return_trade(
                actor=group.buyer.actor,
                given=TradeReturn(done.ict_id, group.seller.day(12), (ReturnLine(2, D(1)),)),
                key=new_key(),
                now=NOW,
            )

    def test_is_done_once_and_taken_back_on_both_sides(self, group: Group) -> None:
        done, key = group.trade(), new_key()
        before = group.state
        gone = back(group, done, "10", key)
        again = back(group, done, "10", key)
        assert (again.posted.repeated, again.ict_id) == (True, gone.ict_id)
        with pytest.raises(KeyReused):
            back(group, done, "11", key)
        with pytest.raises(errors.ReturnOfReturn):
            back(group, gone, "1")
        with pytest.raises(Problem):  # what went back stands in the way
            group.undo(done)
        with pytest.raises(CannotReverse, match="成对红冲"):
            Desk(group.buyer).reverse(gone.posted.sides[1][0])  # type: ignore[arg-type]
        undo(group, gone)
        assert [state[1]["accounts"] for state in group.state] == [state[1]["accounts"] for state in before]
        group.undo(done, business_on=group.seller.day(12))
        assert (hand(group.seller)[0], hand(group.buyer)[0]) == (D(100), D(0))

    def test_goods_keep_their_lot_and_number(self, group: Group) -> None:
        for one in (group.seller, group.buyer):
            one.add_product("MILK", "鲜奶", "瓶", tracking="lot")
            one.add_product("PHONE", "手机", "台", tracking="serial")
        seller, buyer = group.seller, group.buyer
        milk, phone = seller.product("MILK"), seller.product("PHONE")
        Desk(seller).receive("9", "2.00", day=2, product=milk, data={"lot_no": "M1"})
        Desk(seller).receive("2", "50.00", day=2, product=phone, data={"serials": "P1 P2"})
        given = (
            TradeLine(milk.pk, D(5), data={"lot_no": "M1"}),
            TradeLine(phone.pk, D(2), data={"serials": "P1 P2"}),
        )
        done = group.trade(lines=given)
        rows = (ReturnLine(1, D(3)), ReturnLine(2, D(1), {"serials": "P2"}))
        asked = TradeReturn(done.ict_id, seller.day(12), rows)
        return_trade(actor=seller.actor, given=asked, key=new_key(), now=NOW)  # the seller may ask as well
        assert Lot.objects.visible_to(seller.actor).count() == 1
        assert (hand(seller, milk)[0], hand(buyer, buyer.product("MILK"))[0]) == (D(7), D(2))
        states = [
            dict(Serial.objects.visible_to(one.actor).values_list("serial_no", "state")) for one in (seller, buyer)
        ]
        assert states == [{"P1": "sold", "P2": "returned"}, {"P1": "in_stock", "P2": "sent_back"}]

    def test_weighed_goods_by_the_kilogram(self, group: Group) -> None:
        """4 hams of 20.5 kg for 451.00: 1 of 5 kg goes back for 110.00, at 100.00."""
        hams(group)
        seller, buyer = group.seller, group.buyer
        done = group.trade(lines=four_hams(group, "20.5"))
        gone = back(group, done, "1", data={"aux_quantity": "5"})
        assert entry(buyer, gone.posted.sides[1][0].id) == lines("借 1405 -110.00; 贷 220202 -110.00")
        assert set(entry(seller, gone.posted.sides[0][0].id)) >= set(lines("贷 5001 -110.00; 贷 1405 -100.00"))
        assert weighed(seller, seller.product("HAM"), seller.w1) == (D(7), D("36.5"))


def test_inside_one_legal_person_at_what_they_came_for(book: Book) -> None:
    """40 at 2.00 came in; 10 lie beside them at 5.00: 10 go back at 20.00, red on both sides."""
    group = group_of(book, is_same_entity=True)
    Desk(book).receive("100", "2.00", day=2)
    done = group.trade()
    Desk(group.buyer).receive("10", "5.00", day=11)
    gone = back(group, done, "10")
    (came,), (went,) = gone.posted.sides
    assert (came.type_code, went.type_code) == ("branch_in", "branch_out")
    assert entry(group.buyer, went.id) == lines("借 1405 -20.00; 贷 2241 -20.00")
    assert entry(book, came.id) == lines("借 1221 -20.00; 贷 1405 -20.00")
    assert (balance(book, "1221"), balance(group.buyer, "2241")) == (D("60.00"), D("-60.00"))
    assert (hand(book)[0], hand(group.buyer)[0]) == (D(70), D(40))
    undo(group, gone)
    assert (balance(book, "1221"), balance(group.buyer, "2241")) == (D("80.00"), D("-80.00"))
    assert_books_agree(group.buyer.company_id)


def undo(group: Group, gone: TradePosted) -> None:
    """Take the return back on both sides."""
    asked = {"ict_id": gone.ict_id, "business_on": None, "reason": "录错", "key": new_key(), "now": NOW}
    reverse_trade(actor=group.seller.actor, **asked)  # type: ignore[arg-type]


def done_party(book: Book) -> int:
    """The other company, as this one's books know it."""
    return next(party for kind, party in residuals(book) if kind == "ar")
