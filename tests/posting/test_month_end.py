"""Cost that is found at the end of a month: MW-01 to MW-03 and ST-01, ST-02 of the rulebook, through documents."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.diagnosis.closing import close_month, closing_checks
from hengku.documents.paper import PaperLine
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting.month_costs import cost_month
from hengku.reports.run import run_report
from tests.posting.books import balance, pool, snapshot
from tests.posting.desk import NOW, Desk, Doc, item_line
from tests.world import Book

COST = """
SELECT sum(amount) FROM costing_value WHERE company_id = %s AND line_id = %s
 AND kind NOT IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance')
"""


def cost(book: Book, document: Doc) -> Decimal:
    """What the document's goods cost today; > 0 came in."""
    return Decimal(sql.rows(COST, (book.company_id, document.line))[0][0])


@pytest.fixture
def desk(book: Book) -> Desk:
    """Goods costed once a month."""
    made = Desk(book)
    made.decide("costing_method", "MONTHLY_AVERAGE")
    return made


@pytest.fixture
def standard(book: Book) -> Desk:
    """Goods at standard cost, 10 a piece."""
    made = Desk(book)
    made.decide("costing_method", "STANDARD")
    made.set_standard("10.00", day=1)
    return made


class TestMonthlyAverage:
    """C12."""

    def test_mw_01(self, book: Book, desk: Desk) -> None:
        desk.opening("200", "2000.00")
        desk.receive("300", "11", day=5)
        first = desk.issue("250", day=6)
        desk.receive("100", "11.5", day=10)
        second = desk.issue("200", day=12)
        assert cost(book, first) != D("-2687.50")
        run = desk.cost_month(31)
        assert (cost(book, first), cost(book, second)) == (D("-2687.50"), D("-2150.00"))
        assert pool(book) == (D("150"), D("1612.50"))
        assert balance(book, "5401") == D("4837.50")
        assert run.number.startswith("CMC-")

    def test_mw_02_the_last_takes_what_is_left(self, book: Book, desk: Desk) -> None:
        desk.opening("3", "10.00")
        desk.receive("4", None, day=5, amount_net=D("10.01"))
        issues = [desk.issue(n, day=day) for n, day in (("2", 6), ("2", 7), ("3", 8))]
        desk.cost_month(31)
        assert [cost(book, one) for one in issues] == [D("-5.72"), D("-5.72"), D("-8.57")]
        assert pool(book) == (D("0"), D("0.00"))

    def test_mw_03_returns(self, book: Book, desk: Desk) -> None:
        desk.opening("100", "1000.00")
        receipt = desk.receive("100", "12", day=3)
        first = desk.issue("80", day=4)
        back = desk.take_back("5", day=5, issue=first.line)
        desk.send_back("10", day=6, receipt=receipt.line)
        last = desk.issue("60", day=7)
        desk.cost_month(31)
        assert [cost(book, one) for one in (first, back, last)] == [D("-875.79"), D("54.74"), D("-656.84")]
        assert pool(book) == (D("55"), D("602.11"))

    def test_again_after_a_late_issue_of_a_dear_month(self, book: Book, desk: Desk) -> None:
        """C12: 10 at 1.00 and, late in the month, 10 at 19.00: U is 10.00. Found by a random history: costed once, a late
        issue fell where the stock was worth less than nothing, and what it cost was never put right.
        """
        desk.receive("10", "1", day=5)
        first = desk.issue("3", day=6)
        desk.receive("10", "19", day=20)
        desk.cost_month(31)
        late = desk.issue("2", day=10)
        desk.cost_month(31)
        assert (cost(book, first), cost(book, late)) == (D("-30.00"), D("-20.00"))
        assert (pool(book), balance(book, "5401")) == ((D("15"), D("150.00")), D("50.00"))

    def test_input_tax_of_a_loss_is_that_of_its_cost(self, book: Book, desk: Desk) -> None:
        """T7: 5 lost at a provisional 50.00 cost 57.50 at the end of the month."""
        desk.opening("10", "100.00")
        lost = desk.lose("5", day=6)
        desk.receive("10", "13", day=20)
        desk.cost_month(31)
        assert (cost(book, lost), balance(book, "22210109")) == (D("-57.50"), D("-7.48"))

    def test_run_again_books_only_what_differs(self, book: Book, desk: Desk) -> None:
        desk.opening("10", "100.00")
        issue = desk.issue("5", day=6)
        desk.receive("10", "13", day=20)
        desk.cost_month(31)
        assert cost(book, issue) == D("-57.50")
        before = balance(book, "5401")
        desk.cost_month(31)
        assert balance(book, "5401") == before
        desk.receive("10", "16", day=25)
        desk.cost_month(31)
        assert cost(book, issue) == D("-65.00")

    def test_what_was_made_and_unmade_in_the_month_leaves_nothing(self, book: Book, desk: Desk) -> None:
        """C12, C17: 3 of 20 pieces worth 230.00 went into one and came out again, at 34.50 both ways. Found by a random
        history: what was unmade kept its provisional cost, and the month could not be costed.
        """
        made = book.add_product("SET", "礼盒", "盒")
        desk.opening("10", "100.00")
        rows = ((book.cola, "3", "out"), (made, "1", "in"))
        sides = [item_line(product, n, data={"direction": side}) for product, n, side in rows]
        done = desk.one(desk.paper("assembly", 6, sides, warehouse_id=book.w1.pk))
        desk.receive("10", "13", day=8)
        undone = desk.reverse(done, day=10)
        assert cost_month(actor=book.actor, month=book.day(1), key="made", now=NOW).documents
        assert (cost(book, done), cost(book, undone)) == (D("-34.50"), D("34.50"))
        assert pool(book) == (D("20"), D("230.00"))
        assert pool(book, product=made) == (D("0"), D("0.00"))

    def test_money_without_stock_is_cost_of_sales(self, book: Book, desk: Desk) -> None:
        """C10 before C12: 5.00 come while nothing is here; the 10 received after it cost 100.00."""
        desk.adjust_cost("5.00", day=3, other_side="admin")
        desk.receive("10", "10", day=5)
        issue = desk.issue("4", day=6)
        desk.cost_month(31)
        assert (cost(book, issue), balance(book, "5401")) == (D("-40.00"), D("45.00"))

    def test_a_return_of_an_earlier_month_comes_at_its_cost(self, book: Book, desk: Desk) -> None:
        desk.opening("10", "100.00")
        issue = desk.issue("4", day=6)
        desk.receive("10", "13", day=20)
        desk.cost_month(31)
        assert cost(book, issue) == D("-46.00")
        back = desk.take_back("2", day=40, issue=issue.line)
        later = desk.issue("9", day=41)
        desk.cost_month(45)
        assert cost(book, back) == D("23.00")
        assert pool(book)[0] == D("9")
        assert cost(book, later) == D("-103.50")

    def test_negative_control_goods_costed_otherwise_are_refused(self, book: Book) -> None:
        made = Desk(book)
        made.opening("10", "100.00")
        with pytest.raises(Problem, match="不需要月末成本计算"):
            made.cost_month(31)


class TestClosing:
    """P2: a month does not close before its goods are costed."""

    def test_waits_for_the_costing_of_the_month(self, book: Book, desk: Desk) -> None:
        desk.opening("10", "100.00")
        issue = desk.issue("5", day=6)
        desk.receive("10", "13", day=20)
        month = book.day(1)
        waiting = {one.key: one.count for one in closing_checks(book.actor, month=month, part="stock")}
        assert waiting["month_costs"] == 1
        with pytest.raises(Problem, match="月末成本计算"):
            close_month(actor=book.actor, month=month, part="stock", now=NOW)
        done = cost_month(actor=book.actor, month=month, key="close-1", now=NOW)
        assert len(done.documents) == 1
        assert cost(book, issue) == D("-57.50")
        assert cost_month(actor=book.actor, month=month, key="close-2", now=NOW).documents == []
        close_month(actor=book.actor, month=month, part="stock", now=NOW)

    def test_negative_control_goods_costed_at_once_do_not_wait(self, book: Book) -> None:
        made = Desk(book)
        made.opening("10", "100.00")
        made.issue("5", day=6)
        made.receive("10", "13", day=20)
        close_month(actor=book.actor, month=book.day(1), part="stock", now=NOW)


class TestWithoutCost:
    """C5, 4.3 check 4: what left at no known cost is seen, and the month waits until something tells it."""

    def test_is_marked_and_keeps_the_month_open(self, book: Book) -> None:
        made = Desk(book)
        warehouse = made.negative_warehouse()
        made.issue("5", day=6, warehouse=warehouse, product=book.rice)
        asked = {"product": str(book.rice.pk), "from": book.day(1), "to": book.day(31)}
        ledger = run_report(book.actor, "stock_ledger", asked, today=book.day(31)).rows
        assert ledger[-1]["summary"].endswith("(无成本)")
        waiting = {one.key: one.count for one in closing_checks(book.actor, month=book.day(1), part="stock")}
        assert waiting["no_cost"] == 1
        with pytest.raises(Problem, match="无成本出库"):
            close_month(actor=book.actor, month=book.day(1), part="stock", now=NOW)
        made.receive("10", "13", day=20, warehouse=warehouse, product=book.rice)
        close_month(actor=book.actor, month=book.day(1), part="stock", now=NOW)

    def test_negative_control_what_was_here_before_tells_the_cost(self, book: Book) -> None:
        made = Desk(book)
        warehouse = made.negative_warehouse()
        made.receive("2", "13", day=2, warehouse=warehouse, product=book.rice)
        made.issue("5", day=6, warehouse=warehouse, product=book.rice)
        asked = {"product": str(book.rice.pk), "from": book.day(1), "to": book.day(31)}
        ledger = run_report(book.actor, "stock_ledger", asked, today=book.day(31)).rows
        assert "无成本" not in ledger[-1]["summary"]
        close_month(actor=book.actor, month=book.day(1), part="stock", now=NOW)


class TestStandard:
    """C14."""

    def test_st_01(self, book: Book, standard: Desk) -> None:
        standard.opening("100", "1020.00")
        standard.receive("200", None, day=5, amount_net=D("2100.00"))
        assert pool(book) == (D("300"), D("3000.00"))
        assert balance(book, "1404") == D("120.00")
        first = standard.issue("150", day=6)
        second = standard.issue("50", day=7)
        assert cost(book, first) == D("-1500.00")
        standard.cost_month(31)
        assert (cost(book, first), cost(book, second)) == (D("-1560.00"), D("-520.00"))
        assert pool(book) == (D("100"), D("1000.00"))
        assert balance(book, "1404") == D("40.00")

    def test_st_02(self, book: Book, standard: Desk) -> None:
        standard.opening("100", "1040.00")
        standard.set_standard("10.50", day=32)
        assert pool(book) == (D("100"), D("1050.00"))
        assert balance(book, "1404") == D("-10.00")
        standard.receive("100", None, day=35, amount_net=D("1066.66"))
        issue = standard.issue("120", day=36)
        standard.cost_month(45)
        assert cost(book, issue) == D("-1264.00")
        assert pool(book) == (D("80"), D("840.00"))
        assert balance(book, "1404") == D("2.66")

    def test_an_adjustment_taken_back_is_no_variance_of_the_month(self, book: Book, standard: Desk) -> None:
        """C14: 20.00 over the standard of 100 pieces is 0.20 each. Found by a random history: what was taken back did not
        count, and the issue bore the adjustment's share.
        """
        standard.opening("100", "1020.00")
        adjusted = standard.adjust_cost("-8.00", day=5)
        standard.reverse(adjusted, day=8)
        issue = standard.issue("50", day=6)
        standard.cost_month(31)
        assert cost(book, issue) == D("-510.00")
        assert balance(book, "1404") == D("10.00")

    def test_a_standard_set_late_revalues_what_came_since(self, book: Book, standard: Desk) -> None:
        standard.opening("100", "1000.00")
        issue = standard.issue("20", day=6)
        standard.set_standard("11", day=5)
        assert cost(book, issue) == D("-220.00")
        assert pool(book) == (D("80"), D("880.00"))
        assert balance(book, "1404") == D("-100.00")

    @pytest.mark.parametrize("first", [True, False], ids=["the first of their pool", "others came after"])
    def test_goods_dated_before_a_standard_meet_it(self, book: Book, standard: Desk, first: bool) -> None:
        """4 at 10.00 on the 2nd are worth 12.00 each from the 18th on. Found by a random history: there was no pool
        when the standard was set, so they kept the old one.
        """
        standard.set_standard("12", day=18)
        if not first:
            standard.receive("1", "12", day=20)
        standard.receive("4", "11", day=2)
        assert pool(book) == ((D("4"), D("48.00")) if first else (D("5"), D("60.00")))
        assert balance(book, "1404") == D("-4.00")
        standard.issue("4", day=21)
        assert balance(book, "5401") == D("48.00")

    @pytest.mark.parametrize("held", ["0", "10"])
    def test_a_cost_adjustment_taken_back_leaves_the_variance_as_it_was(
        self, book: Book, standard: Desk, held: str
    ) -> None:
        """C10, C14: it went to 1404 and comes from there. Found by a random history: it had come from cost of sales."""
        if held != "0":
            standard.opening(held, "103.00")
        before = snapshot(book)
        standard.reverse(standard.adjust_cost("4.61", 6, "selling"), day=7)
        assert snapshot(book) == before

    def test_returns_give_their_variance_back(self, book: Book, standard: Desk) -> None:
        receipt = standard.receive("10", "12", day=5)
        assert balance(book, "1404") == D("20.00")
        standard.send_back("4", day=6, receipt=receipt.line)
        assert (pool(book), balance(book, "1404")) == ((D("6"), D("60.00")), D("12.00"))
        standard.reverse(standard.receive("5", "9", day=7))
        assert (pool(book), balance(book, "1404")) == ((D("6"), D("60.00")), D("12.00"))

    def test_an_invoice_of_another_price_is_a_variance(self, book: Book, standard: Desk) -> None:
        receipt = standard.receive("10", "12", day=5)
        standard.issue("3", day=6)
        standard.invoice_purchase("10", "130.00", "16.90", 10, receipt.line)
        assert (pool(book), balance(book, "1404")) == ((D("7"), D("70.00")), D("30.00"))

    def test_without_a_standard_nothing_comes_in(self, book: Book) -> None:
        made = Desk(book)
        made.decide("costing_method", "STANDARD")
        with pytest.raises(Problem, match="还没有标准成本"):
            made.receive("10", "12", day=5)


class TestAdjustments:
    """C10, D-CADJ."""

    def test_ma_13(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.adjust_cost("5.00", day=5)
        assert pool(book) == (D("10"), D("105.00"))
        issue = desk.issue("10", day=6)
        assert cost(book, issue) == D("-105.00")
        desk.adjust_cost("-3.00", day=7, other_side="nonop_income")
        assert pool(book) == (D("0"), D("0.00"))
        assert balance(book, "5401") == D("97.00")
        assert balance(book, "5301") == D("3.00")

    def test_a_late_one_costs_what_left_since(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        issue = desk.issue("4", day=10)
        desk.adjust_cost("10.00", day=5, other_side="ap_estimated", party_id=book.supplier.pk)
        assert cost(book, issue) == D("-44.00")
        assert pool(book) == (D("6"), D("66.00"))
        assert balance(book, "220202") == D("-10.00")

    @pytest.mark.parametrize("stays", [True, False])
    def test_reversed_it_leaves_nothing(self, book: Book, stays: bool) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        if not stays:
            desk.issue("10", day=4)
        made = desk.adjust_cost("5.00", day=5, other_side="admin")
        before = balance(book, "5401")
        assert pool(book)[1] == D("105.00" if stays else "0.00")
        desk.reverse(made, day=6)
        assert pool(book)[1] == D("100.00" if stays else "0.00")
        assert balance(book, "5602") == D("0")
        assert balance(book, "5401") == before - (0 if stays else 5)

    def test_below_zero_is_refused(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        with pytest.raises(Problem, match="小于 0"):
            desk.adjust_cost("-100.01", day=5)

    @pytest.mark.parametrize(
        ("change", "side", "said"), [("0", "cogs", "不能为 0"), ("1", "ap_estimated", "供应商")]
    )
    def test_says_what_is_missing(self, book: Book, change: str, side: str, said: str) -> None:
        with pytest.raises(Problem, match=said):
            Desk(book).adjust_cost(change, day=5, other_side=side)

    def test_asks_for_the_warehouse_where_each_has_its_own_cost(self, book: Book) -> None:
        desk = Desk(book)
        desk.decide("cost_scope", "WAREHOUSE")
        desk.opening("10", "100.00")
        paper = desk.paper(
            "cost_adjustment",
            5,
            [PaperLine(product_id=book.cola.pk, data={"change": "5"})],
            data={"other_side": "cogs", "reason": "x"},
        )
        with pytest.raises(Problem, match="仓库"):
            desk.one(paper)
        desk.adjust_cost("5", day=5)
        assert pool(book, warehouse=book.w1) == (D("10"), D("105.00"))
