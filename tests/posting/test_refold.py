"""What is booked later for an earlier day: pools fold again and only the differences are written (C9, C15, C7)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.company.actions import reopen_period
from hengku.documents.paper import PaperLine
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.posting.errors import BeforeItsSource, NegativeStock, PeriodClosed
from tests.posting.books import accounts, balance, count, entry, hand, lines, pool, values
from tests.posting.desk import Desk, item_line
from tests.world import Book

RECOST_DAYS = "SELECT business_on FROM ledger_entry WHERE company_id = %s AND document_id = %s AND purpose = 'recost' ORDER BY 1"


class TestBackDatedReceipt:
    @pytest.mark.parametrize(("standard", "cogs"), [("small", "5401"), ("enterprise", "6401")])
    def test_ma_08_recosts_the_issues_after_it(self, database: object, standard: str, cogs: str) -> None:
        book = Book(standard=standard)
        desk = Desk(book)
        desk.opening("10", "100.00")
        first, second = desk.issue("5", day=10), desk.issue("5", day=20)
        assert pool(book) == (D(0), D("0.00"))
        before = entry(book, first.id), entry(book, second.id)
        late = desk.receive("10", "13", day=5)
        assert values(book, late.id) == [
            (5, "estimated", "10", "130.00"),
            (10, "recost", "0", "-7.50"),
            (20, "recost", "0", "-7.50"),
        ]
        assert entry(book, late.id) == lines("借 1405 130.00; 贷 220202 130.00")
        assert entry(book, late.id, "recost") == lines(f"借 {cogs} 15.00; 贷 1405 15.00")
        assert (
            entry(book, first.id),
            entry(book, second.id),
        ) == before  # what is posted stays as it was written
        assert pool(book) == (D(10), D("115.00"))
        assert balance(book, cogs) == D("115.00")

    def test_writes_a_recost_entry_for_each_month(self, book: Book) -> None:
        """P7: a difference belongs to the month of the issue it corrects."""
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.issue("5", day=20)
        desk.issue("5", day=40)
        late = desk.receive("10", "13", day=5)
        days = [on for (on,) in sql.rows(RECOST_DAYS, (book.company_id, late.id))]
        assert days == [book.day(20), book.day(40)]
        assert entry(book, late.id, "recost") == lines(
            "借 5401 7.50; 贷 1405 7.50; 借 5401 7.50; 贷 1405 7.50"
        )

    def test_of_the_same_day_comes_after_what_is_there(self, book: Book) -> None:
        """G6: it has the greater seq, so the issue of that day keeps its cost."""
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.issue("5", day=10)
        late = desk.receive("10", "13", day=10)
        assert values(book, late.id) == [(10, "estimated", "10", "130.00")]
        assert entry(book, late.id, "recost") == []

    def test_at_the_same_cost_writes_no_difference(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.issue("5", day=10)
        late = desk.receive("10", "10", day=5)
        assert values(book, late.id) == [(5, "estimated", "10", "100.00")]
        assert entry(book, late.id, "recost") == []

    def test_of_another_product_leaves_this_one_alone(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.issue("5", day=10)
        late = desk.receive("10", "13", day=5, product=book.rice)
        assert values(book, late.id) == [(5, "estimated", "10", "130.00")]

    def test_into_a_closed_month_is_refused(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.issue("5", day=40)
        desk.close("stock")
        with pytest.raises(PeriodClosed):
            desk.receive("10", "13", day=31)
        desk.receive("10", "13", day=32)
        assert pool(book) == (D(15), D("172.50"))

    def test_twice_corrects_the_corrected(self, book: Book) -> None:
        """10/100, out 5 on the 10th: 50.00; +10/130 on the 5th: 57.50; +10/70 on the 6th: R2(300 x 5 / 30) = 50.00 again."""
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.issue("5", day=10)
        desk.receive("10", "13", day=5)
        second = desk.receive("10", "7", day=6)
        assert entry(book, second.id, "recost") == lines("借 5401 -7.50; 贷 1405 -7.50")
        assert (pool(book), balance(book, "5401")) == ((D(25), D("250.00")), D("50.00"))

    def test_reversed_on_its_day_takes_everything_back(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.issue("5", day=10)
        before = accounts(book), pool(book)
        late = desk.receive("10", "13", day=5)
        assert accounts(book) != before[0]
        red = desk.reverse(late, day=5)
        assert (accounts(book), pool(book)) == before
        assert entry(book, red.id, "recost") == lines("借 5401 -7.50; 贷 1405 -7.50")


class TestBackDatedIssue:
    def test_takes_the_cost_of_its_day_and_recosts_what_follows(self, book: Book) -> None:
        """10/100 on the 1st, 10/200 on the 10th, 5 out on the 20th at 15.00; 4 more out on the 5th at 10.00.

        After that 6/60 + 10/200 = 16/260, so the 5 cost R2(260 x 5 / 16) = 81.25.
        """
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.receive("10", "20", day=10)
        desk.issue("5", day=20)
        late = desk.issue("4", day=5)
        assert "借 5401 40.00" in entry(book, late.id)
        assert entry(book, late.id, "recost") == lines("借 5401 6.25; 贷 1405 6.25")
        assert pool(book) == (D(11), D("178.75"))

    def test_is_refused_when_a_later_day_would_fall_below_zero(self, book: Book) -> None:
        """Q7: today there are 20, but on the 12th only 2 were left."""
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.issue("8", day=12)
        desk.receive("18", "10", day=20)
        before = count(book, "inventory_move")
        with pytest.raises(NegativeStock) as refused:
            desk.issue("3", day=5)
        assert (refused.value.available, refused.value.on) == (D(2), book.day(12))
        assert refused.value.asked == D(3)
        assert count(book, "inventory_move") == before
        desk.issue("2", day=5)
        assert hand(book) == (D(18), D(0))

    def test_is_refused_before_the_goods_came(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "10", day=10)
        with pytest.raises(NegativeStock) as refused:
            desk.issue("1", day=9)
        assert (refused.value.available, refused.value.on) == (D(0), book.day(9))


class TestBeforeItsSource:
    """What comes or goes back at the cost of a line cannot do so before that line."""

    def test_a_sales_return_is_refused(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        issue = desk.issue("5", day=10)
        with pytest.raises(BeforeItsSource) as refused:
            desk.take_back("2", day=9, issue=issue.line)
        assert (refused.value.source_number, refused.value.source_on) == (issue.number, book.day(10))
        assert refused.value.where.field == "business_on"
        desk.take_back("2", day=10, issue=issue.line)

    def test_a_purchase_return_is_refused(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        receipt = desk.receive("5", "10", day=10)
        with pytest.raises(BeforeItsSource):
            desk.send_back("2", day=9, receipt=receipt.line)

    def test_a_reversal_is_refused(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        issue = desk.issue("5", day=10)
        with pytest.raises(BeforeItsSource):
            desk.reverse(issue, day=9)
        desk.reverse(issue, day=10)

    def test_an_invoice_may_come_before_its_goods(self, book: Book) -> None:
        """先票后货: the difference is the receipt's, on its day."""
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=10)
        desk.issue("4", day=12)
        desk.invoice_purchase("10", "110.00", "14.30", day=5, source=receipt.line)
        assert pool(book) == (D(6), D("66.00"))


class TestInvoices:
    def test_of_the_same_month_recost_across_returns_and_months(self, book: Book) -> None:
        """ES-01 with a return between: 100/1000 in, 40 out, 10 of them back; invoiced at 1050.00.

        The 40 cost 420.00, the 10 come back at 105.00, so 70 are worth 735.00; February's 20 cost 210.00.
        """
        desk = Desk(book)
        receipt = desk.receive("100", "10", day=5)
        issue = desk.issue("40", day=8)
        desk.take_back("10", day=9, issue=issue.line)
        desk.issue("20", day=33)
        desk.invoice_purchase("100", "1050.00", "136.50", day=20, source=receipt.line)
        assert pool(book) == (D(50), D("525.00"))
        assert balance(book, "5401") == D("525.00")

    @pytest.mark.parametrize(("net", "tax"), [("1050.00", "136.50"), ("950.00", "123.50")])
    def test_of_the_next_month_leave_every_month_even(self, book: Book, net: str, tax: str) -> None:
        """P2 ⑦: at the end of January stock, estimate and their accounts say what the invoice said later."""
        desk = Desk(book)
        receipt = desk.receive("100", "10", day=20)
        desk.issue("40", day=25)
        invoice = desk.invoice_purchase("100", net, tax, day=40, source=receipt.line)
        left = D(net) * 60 / 100
        assert january(book) == (left, left, D(net), D(net))
        assert (balance(book, "1405"), balance(book, "220202")) == (left, D(0))
        desk.reverse(invoice, day=41)
        assert january(book) == (D(600), D(600), D(1000), D(1000))
        assert (balance(book, "1405"), balance(book, "220202")) == (D(600), D(-1000))

    def test_of_the_next_month_are_undone_after_it_closed(self, book: Book) -> None:
        """P1: January stays as it was closed; what the reversal takes back falls into February."""
        desk = Desk(book)
        receipt = desk.receive("100", "10", day=20)
        invoice = desk.invoice_purchase("100", "1050.00", "136.50", day=40, source=receipt.line)
        desk.close("stock")
        desk.reverse(invoice, day=41)
        assert january(book) == (D(1050), D(1050), D(1050), D(1050))
        assert (balance(book, "1405"), balance(book, "220202")) == (D(1000), D(-1000))

    def test_of_a_closed_month_cost_what_left_after_their_day(self, book: Book) -> None:
        """C9, C15: all 100 are here on the day of the invoice, written late; the 50 that left since cost 550.00. Found by
        a random history: the difference stayed with the 50 that are left.
        """
        desk = Desk(book)
        receipt = desk.receive("100", "10", day=20)
        desk.close("stock")
        desk.issue("50", day=50)
        desk.invoice_purchase("100", "1100.00", "143.00", day=40, source=receipt.line)
        assert (pool(book), balance(book, "5401")) == ((D(50), D("550.00")), D("550.00"))

    def test_of_a_closed_month_undone_when_it_is_open_again(self, book: Book) -> None:
        """C15, R5: the 50.00 came on the 8th of February and go from there. Found by a random history: they were taken
        from January's receipt, which never had them.
        """
        desk = Desk(book)
        receipt = desk.receive("2", "10", day=20)
        desk.close("stock")
        invoice = desk.invoice_purchase("2", "70.00", "9.10", 39, receipt.line, is_confirmed=True)
        reopen_period(actor=book.actor, month=book.day(1), part="stock", reason="漏记")
        desk.reverse(invoice, day=50)
        desk.receive("2", "20", day=4)
        assert january(book) == (D(60), D(60), D(60), D(60))
        assert pool(book) == (D(4), D(60))

    def test_of_the_same_month_undone_in_the_next_leave_every_month_even(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.receive("100", "10", day=5)
        invoice = desk.invoice_purchase("100", "1050.00", "136.50", day=20, source=receipt.line)
        desk.reverse(invoice, day=41)
        assert january(book)[:2] == (D(1000), D(1000))
        assert january(book)[2] == january(book)[3]
        assert (balance(book, "1405"), balance(book, "220202")) == (D(1000), D(-1000))


def january(book: Book) -> tuple[Decimal, ...]:
    """At the end of January: stock by its book and by 1405, the estimate by its items and by 220202."""
    before = "company_id = %s AND business_on < '2026-02-01'"
    (stock,) = sql.rows(f"SELECT sum(amount) FROM costing_value WHERE {before}", (book.company_id,))[0]
    (owed,) = sql.rows(
        f"SELECT sum(amount) FROM settlement_item WHERE {before} AND kind = 'ap_estimated'",
        (book.company_id,),
    )[0]
    account = f"SELECT sum(debit - credit) FROM ledger_entryline WHERE {before} AND account_id = %s"
    (goods,) = sql.rows(account, (book.company_id, book.account_of("merchandise").pk))[0]
    (estimate,) = sql.rows(account, (book.company_id, book.account_of("ap_estimated").pk))[0]
    return stock, goods, owed, -estimate


class TestInputTaxOut:
    """T7 with C9: 转出额 = 成本 × 税率, and the cost is what it is in the end (MA-08: 5 of 10 at 10.00 come to 57.50)."""

    def test_follows_the_cost_of_what_was_lost(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        lost = desk.lose("5", day=10)
        assert balance(book, "22210109") == D("-6.50")
        late = desk.receive("10", "13", day=5)
        assert entry(book, late.id, "recost") == lines(
            "借 5711 7.50; 贷 1405 7.50; 借 5711 0.98; 贷 22210109 0.98"
        )
        assert (balance(book, "5711"), balance(book, "22210109")) == (D("64.98"), D("-7.48"))
        desk.reverse(lost, day=12)
        assert (balance(book, "5711"), balance(book, "22210109")) == (D(0), D(0))
        desk.receive("10", "16", day=6)
        assert (balance(book, "5711"), balance(book, "22210109")) == (D(0), D(0))

    def test_comes_back_with_all_of_the_goods(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        header = {"warehouse_id": book.w1.pk, "department_id": book.department.pk}
        used = desk.one(
            desk.paper(
                "internal_issue", 10, [item_line(book.cola, "5", data={"purpose": "welfare"})], **header
            )
        )

        def give_back(day: int, quantity: int) -> None:
            line = PaperLine(quantity=D(quantity), source_line_id=used.line, data={"purpose": "welfare"})
            desk.one(desk.paper("internal_issue_return", day, [line], **header))

        give_back(11, 2)
        desk.receive("10", "13", day=5)
        assert balance(book, "22210109") == D("-4.49")  # 7.48, and 23.00 x 13 % came back
        give_back(12, 3)
        assert (balance(book, "2211"), balance(book, "22210109")) == (D(0), D(0))

    def test_negative_control_cost_of_sales_takes_none_along(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.lose("5", day=10, stage="SELLING")
        late = desk.receive("10", "13", day=5)
        assert entry(book, late.id, "recost") == lines("借 5401 7.50; 贷 1405 7.50")


class TestWhatChangedCosts:
    """成本重算说明: every difference stands under the document that caused it."""

    def test_names_cause_document_and_difference(self, book: Book) -> None:
        from hengku.reports.run import run_report

        desk = Desk(book)
        desk.opening("10", "100.00")
        issue = desk.issue("5", day=10)
        late = desk.receive("10", "13", day=5)
        told = run_report(
            book.actor,
            "recosts",
            {"from": book.day(1).isoformat(), "to": book.day(31).isoformat()},
            today=book.day(31),
        )
        (row,) = told.rows
        assert (row["cause_number"], row["number"], row["change"]) == (late.number, issue.number, D("7.50"))
        assert row["kind_label"] == "成本重算"
        assert told.totals["change"] == balance(book, "5401") - D("50.00")
