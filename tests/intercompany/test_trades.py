"""Two companies of a group trade: both books or none, to and back, and nobody waits in a circle (D-ICT)."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.documents.models import Document
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actions import grant_role
from hengku.identity.rules import ALL_ROUNDER
from hengku.intercompany import actions, errors
from hengku.intercompany.actions import (
    TradeLine,
    TradePosted,
    post_trade,
    preview_trade,
)
from hengku.intercompany.actions_links import NewLink, save_link
from hengku.intercompany.models import Trade
from hengku.intercompany.queries import elimination, links_of, trades_of
from hengku.kit import sql
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.posting import pairs
from hengku.posting.actions import post
from hengku.posting.errors import CannotReverse, KeyReused, NegativeStock, OneSideAlone, PeriodClosed
from hengku.warehousing.queries_distribution import progress
from tests.conftest import assert_books_agree
from tests.intercompany.group import Group, four_hams, group_of, hams
from tests.posting.books import balance, entry, hand, lines, pool, residuals, snapshot, weighed
from tests.posting.crowd import at_once, of_kind
from tests.posting.desk import NOW, Desk, new_key
from tests.world import Book


class TestATrade:
    def test_stands_in_both_books(self, group: Group) -> None:
        """40 at 80.00, plus 10 %: 88.00 and 11.44 tax. Revenue here, stock and 应付 there, under one number."""
        seller, buyer = group.seller, group.buyer
        done = group.trade(with_invoices=True)
        (issue, invoice), (receipt, bill) = done.posted.sides
        assert [one.type_code for one in (issue, invoice, receipt, bill)] == [
            "sales_issue", "sales_invoice", "purchase_receipt", "purchase_invoice"
        ]  # fmt: skip
        assert entry(seller, issue.id) == lines(
            "借 1122 99.44; 贷 5001 88.00; 贷 22210107 11.44; 借 5401 80.00; 贷 1405 80.00"
        )
        assert entry(seller, invoice.id) == []
        assert entry(buyer, receipt.id) == lines("借 1405 88.00; 贷 220202 88.00")
        assert balance(buyer, "220202") == D("0.00")
        assert balance(buyer, "220201") == D("-99.44")
        assert (hand(seller)[0], hand(buyer)[0]) == (D(60), D(40))
        assert (pool(seller), pool(buyer)) == ((D(60), D("120.00")), (D(40), D("88.00")))
        numbers = sql.rows(
            "SELECT source_number FROM documents_document WHERE source_system = 'intercompany' AND id = ANY(%s)",
            ([issue.id, invoice.id, receipt.id, bill.id],),
        )
        assert {one for (one,) in numbers} == {str(done.ict_id)}
        sides = Trade.objects.filter(ict_id=done.ict_id).order_by("side").values_list("company_id", "side")
        assert list(sides) == [(buyer.company_id, "buyer"), (seller.company_id, "seller")]
        (told,) = trades_of(seller.actor, seller.day(1), seller.day(31))
        assert (told["number"], told["other_number"]) == (issue.number, receipt.number)

    def test_is_told_before_as_it_is_done(self, group: Group) -> None:
        before = group.state
        told = preview_trade(actor=group.seller.actor, order=group.order(with_invoices=True), now=NOW)
        assert group.state == before
        done = group.trade(with_invoices=True)
        assert told.type_codes == tuple(side[0].type_code for side in done.posted.sides)
        assert [side.totals["amount_incl"] for side in told.sides] == [D("99.44"), D("99.44")]
        ours, theirs = ([(one.before, one.after) for one in side.stock] for side in told.sides)
        assert (ours, theirs) == ([(D(100), D(60))], [(D(0), D(40))])

    def test_leaves_profit_in_stock_until_it_is_sold(self, group: Group) -> None:
        """买方结存×卖方毛利率: 30 of 40 lie at 66.00, margin 8/88: 6.00."""
        group.trade()
        Desk(group.buyer).issue("10", day=12)
        on = group.seller.day(31)
        (one,) = elimination(group.seller.actor, on)
        assert (one["sold"], one["cost"], one["balance"]) == (D("88.00"), D("80.00"), D("66.00"))
        assert (one["margin_rate"], one["unrealised"]) == (D("0.090909"), D("6.00"))
        Desk(group.buyer).receive("40", "2.20", day=13)  # half of what came in now comes from outside
        (one,) = elimination(group.seller.actor, on)
        assert (one["balance"], one["unrealised"]) == (D("154.00"), D("7.00"))
        assert elimination(group.buyer.actor, group.seller.day(9)) == []
        stranger = group.buyer.actor_with("accountant")
        assert elimination(stranger, on) == []  # what the seller's goods cost is not theirs to see

    def test_at_an_agreed_price(self, group: Group) -> None:
        done = group.trade("10", pricing="AGREED", line={"price": D("3.5")})
        assert entry(group.buyer, done.posted.sides[1][0].id) == lines("借 1405 35.00; 贷 220202 35.00")
        with pytest.raises(errors.PriceOrMarkup):
            group.trade("10", pricing="AGREED")

    @pytest.mark.parametrize("inside", [False, True], ids=["sold", "at cost"])
    def test_brings_what_a_store_of_the_buyer_asked_for(self, group: Group, inside: bool) -> None:
        """D-SREQ: the store's requisition in the buyer's books follows what the seller sends, and what is taken back."""
        buyer = group.buyer
        if inside:
            group.relink(is_same_entity=True)
        paper = Paper("store_requisition", buyer.day(9), [PaperLine(buyer.cola.pk, D("50"))],
                      warehouse_id=buyer.w1.pk, due_on=buyer.day(10), data={"wave": "first"})  # fmt: skip
        wish = Desk(buyer).one(paper)
        line = {"line": {"wish_line_id": wish.line}}

        def state() -> str:
            return str(Document.objects.visible_to(buyer.actor).get(pk=wish.id).state)

        done = group.trade("40", **line)
        (told,) = progress(buyer.actor, wish.id)
        assert (state(), told.sent, told.received, told.short) == ("partial", D("40"), D("40"), D("10"))
        for wrong in ({"quantity": "11"}, {"quantity": "1", "buyer_warehouse_id": buyer.w2.pk}):
            before = group.state
            with pytest.raises(Problem):
                group.trade(**{**line, **wrong})
            assert group.state == before
        group.trade("10", **line)
        assert state() == "done"
        group.undo(done)
        assert (state(), progress(buyer.actor, wish.id)[0].received) == ("partial", D("10"))

    def test_is_done_once(self, group: Group) -> None:
        """The same command posts once and answers the same; another body under its key is refused."""
        key = new_key()
        first = group.trade(key=key)
        before = group.state
        again = group.trade(key=key)
        assert again.posted.repeated
        assert (again.ict_id, again.posted.sides) == (first.ict_id, first.posted.sides)
        with pytest.raises(KeyReused):
            group.trade("41", key=key)
        assert group.state == before

    def test_goes_back_on_both_sides_or_on_none(self, group: Group) -> None:
        before = snapshot(group.seller), snapshot(group.buyer)
        done = group.trade(with_invoices=True)
        (issue, _), (receipt, bill) = done.posted.sides
        for desk, one in (
            (Desk(group.seller), issue),
            (Desk(group.buyer), receipt),
            (Desk(group.buyer), bill),
        ):
            with pytest.raises(CannotReverse, match="成对红冲"):
                desk.reverse(one)  # type: ignore[arg-type]
        ((line,),) = sql.rows("SELECT id FROM documents_line WHERE document_id = %s", (issue.id,))
        with pytest.raises(Problem, match="成对红冲"):
            Desk(group.seller).take_back("1", 12, issue=line)
        sold = Desk(group.buyer).issue("1", day=11)
        stood = group.state
        with pytest.raises(Problem):
            group.undo(done)  # one of the 40 is gone: the buyer cannot give them back, so the sale stays
        assert group.state == stood
        Desk(group.buyer).reverse(sold, day=11)
        undone = group.undo(done, business_on=group.seller.day(12))
        assert [len(side) for side in undone.sides] == [2, 2]
        assert (snapshot(group.seller), snapshot(group.buyer))[0]["accounts"] == before[0]["accounts"]
        assert hand(group.seller)[0] == D(100)
        assert (hand(group.buyer)[0], pool(group.buyer)) == (D(0), (D(0), D("0.00")))
        assert set(residuals(group.buyer).values()) <= {D("0.00")}
        with pytest.raises(Problems) as twice:
            group.undo(done)
        assert [type(one) for one in twice.value.problems] == [CannotReverse, CannotReverse]


class TestRefusals:
    def test_of_either_side_leave_nothing_in_both(self, group: Group) -> None:
        before = group.state
        with pytest.raises(NegativeStock):
            group.trade("101")
        assert group.state == before
        Desk(group.buyer).close("stock")
        before = group.state
        with pytest.raises(PeriodClosed) as closed:
            group.trade()
        assert closed.value.where.document == 1  # the buyer's
        with pytest.raises(PeriodClosed) as told:
            preview_trade(actor=group.seller.actor, order=group.order(), now=NOW)
        assert told.value.where.document == 1
        assert group.state == before

    def test_of_who_is_not_known_there(self, group: Group) -> None:
        before = group.state
        keeper = group.seller.actor_with("wh_manager")
        with pytest.raises(Problem):
            post_trade(actor=keeper, order=group.order(), key=new_key(), now=NOW)
        grant_role(actor=group.buyer.actor, user_id=keeper.user_id, role_code="sales")
        with pytest.raises(Problem):  # known, but may not take goods in there
            post_trade(actor=keeper, order=group.order(), key=new_key(), now=NOW)
        with pytest.raises(Problem):
            preview_trade(actor=keeper, order=group.order(), now=NOW)
        assert group.state == before

    def test_of_products_that_are_not_the_same(self, group: Group) -> None:
        group.seller.add_product("ONLY", "独有")
        other = group.seller.add_product("PEAR", "梨", "个")
        group.buyer.add_product("PEAR", "梨", "箱")
        asked = (TradeLine(group.seller.product("ONLY").pk, D(1)), TradeLine(other.pk, D(1)))
        with pytest.raises(Problems) as refused:
            post_trade(actor=group.seller.actor, order=group.order(lines=asked), key=new_key(), now=NOW)
        assert [type(one) for one in refused.value.problems] == [errors.ProductNotThere, errors.OtherUnit]

    def test_of_one_side_posted_alone(self, group: Group) -> None:
        paper = Desk(group.seller).issue_paper("1", day=6)
        paper.source_system, paper.source_number = "intercompany", "1"
        with pytest.raises(OneSideAlone):
            post(actor=group.seller.actor, documents=[paper], key=new_key(), now=NOW)

    def test_without_a_link_in_both(self, book: Book) -> None:
        lone = Group(book, Book())
        grant_role(actor=lone.buyer.actor, user_id=book.boss_user.pk, role_code=ALL_ROUNDER)
        with pytest.raises(errors.NotLinked):
            lone.trade()
        lone.link()
        (told,) = links_of(book.actor)
        assert (told.is_mutual, told.other_party) == (True, "集团伙伴")
        one_sided = book.add_party("X", "只是客户", is_supplier=False)
        link = NewLink(lone.buyer.company_id, one_sided.pk, told.other_party_id)
        with pytest.raises(errors.LinkPartyWrong):
            save_link(actor=book.actor, link=link)


class TestOneLegalPerson:
    def test_transfers_at_cost(self, book: Book) -> None:
        """同法人: no revenue, no tax; what leaves there at 80.00 comes in here at 80.00, and back."""
        group = group_of(book, is_same_entity=True)
        Desk(book).receive("100", "2.00", day=2)
        with pytest.raises(errors.NoInvoiceInside):
            group.trade(with_invoices=True)
        done = group.trade()
        (out,), (came,) = done.posted.sides
        assert entry(book, out.id) == lines("借 1221 80.00; 贷 1405 80.00")
        assert entry(group.buyer, came.id) == lines("借 1405 80.00; 贷 2241 80.00")
        assert elimination(book.actor, book.day(31)) == []
        group.undo(done)
        hams(group)
        went = group.trade(lines=four_hams(group, "20.5"))
        assert entry(group.buyer, went.posted.sides[1][0].id) == lines("借 1405 410.00; 贷 2241 410.00")
        assert weighed(group.buyer, group.buyer.product("HAM"), group.buyer.w1) == (D(4), D("20.5"))
        group.undo(went)
        assert (balance(book, "1221"), balance(group.buyer, "2241")) == (D("0.00"), D("0.00"))
        assert_books_agree(group.buyer.company_id)


class TestTheMiddle:
    def test_a_crash_leaves_neither(self, group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
        """The first company's books are written, then everything ends: nothing stands in either."""
        before = group.state
        whole = pairs._post_side
        seen = []

        def cut(side: pairs.Side, *rest: Any) -> Any:
            if seen:
                raise KeyboardInterrupt
            seen.append(side.actor.company_id)
            return whole(side, *rest)

        monkeypatch.setattr(pairs, "_post_side", cut)
        with pytest.raises(KeyboardInterrupt):
            group.trade()
        assert seen == [min(group.seller.company_id, group.buyer.company_id)]
        assert group.state == before

    def test_prices_what_the_goods_cost_when_they_go(
        self, group: Group, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Somebody receives dearer goods between asking and locking: all is asked again, 60/20 at the new average."""
        asked = actions.worth_of
        late = []

        def slow(*given: Any) -> Any:
            found = asked(*given)
            if not late:
                late.append(at_once([lambda: Desk(group.seller).receive("100", "4.00", day=3)]))
            return found

        monkeypatch.setattr(actions, "worth_of", slow)
        done = group.trade()
        assert entry(group.buyer, done.posted.sides[1][0].id) == lines("借 1405 132.00; 贷 220202 132.00")


class TestAtOnce:
    def rounds(self, group: Group) -> list[Any]:
        Desk(group.buyer).receive("100", "2.00", day=2)

        def sell(which: Group) -> Any:
            def act() -> list[Any]:
                found: list[Any] = []
                for _ in range(6):
                    try:
                        found.append(which.trade("1"))
                    except Exception as raised:  # noqa: BLE001 - looked at below
                        found.append(raised)
                return found

            return act

        return [one for all_of_one in at_once([sell(group), sell(group.backwards)]) for one in all_of_one]

    def test_opposite_directions_do_not_wait_in_a_circle(
        self, group: Group, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pairs, "ATTEMPTS", 1)  # a deadlock would be tried again, and not be seen
        found = self.rounds(group)
        meant = [one for one in found if not isinstance(one, TradePosted)]
        # a price that moved meanwhile asks for another try; a deadlock never happens
        assert not [one for one in meant if "deadlock" in str(one.__cause__ or one)], meant

    @pytest.mark.books_may_break
    def test_negative_control_each_side_in_its_own_order(
        self, group: Group, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pairs, "ATTEMPTS", 1)
        monkeypatch.setattr(pairs, "in_lock_order", lambda sides: list(range(len(sides))))
        for _ in range(5):
            found = self.rounds(group)
            if [one for one in of_kind(found, Exception) if "deadlock" in str(one.__cause__ or one)]:
                return
        raise AssertionError("sellers first in both directions, and nobody waited in a circle")
