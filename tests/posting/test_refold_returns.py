"""Returns to suppliers and from customers when what they returned was recosted (C1, C6, C7)."""

from __future__ import annotations

from hengku.kit.numbers import D
from tests.posting.books import balance, entry, lines, pool, values
from tests.posting.desk import Desk
from tests.world import Book


class TestReturns:
    def test_a_linked_sales_return_takes_the_final_cost(self, book: Book) -> None:
        """C7: 5 sold at 50.00, recast to 57.50 by a late receipt: 2 come back at 23.00."""
        desk = Desk(book)
        desk.opening("10", "100.00")
        issue = desk.issue("5", day=10)
        desk.receive("10", "13", day=5)
        back = desk.take_back("2", day=20, issue=issue.line)
        assert "借 5401 -23.00" in entry(book, back.id)
        assert pool(book) == (D(17), D("195.50"))

    def test_a_return_follows_when_its_issue_is_recast_after_it(self, book: Book) -> None:
        """2 of 5 came back at 20.00; then the 5 cost 57.50, so the 2 cost 23.00: 7.50 more out, 3.00 more back in."""
        desk = Desk(book)
        desk.opening("10", "100.00")
        issue = desk.issue("5", day=10)
        back = desk.take_back("2", day=20, issue=issue.line)
        assert "借 5401 -20.00" in entry(book, back.id)
        late = desk.receive("10", "13", day=5)
        assert values(book, late.id)[1:] == [(10, "recost", "0", "-7.50"), (20, "recost", "0", "3.00")]
        assert entry(book, late.id, "recost") == lines(
            "借 5401 7.50; 贷 1405 7.50; 借 5401 -3.00; 贷 1405 -3.00"
        )
        assert pool(book) == (D(17), D("195.50"))

    def test_an_instalment_follows_one_before_it_in_another_warehouse(self, book: Book) -> None:
        """C1, C9 with a pool for each warehouse: 6 cost 10.00; one comes back to W1 at 1.67, then one to W2 at 1.66. The
        first is taken back in between, so the other is the first: 1.67. Found by a random history: it stayed at 1.66.
        """
        desk = Desk(book)
        desk.decide("cost_scope", "WAREHOUSE")
        desk.opening("6", "10.00")
        issue = desk.issue("6", day=5)
        first = desk.take_back("1", day=6, issue=issue.line)
        desk.take_back("1", day=10, issue=issue.line, warehouse=book.w2)
        assert pool(book, warehouse=book.w2) == (D(1), D("1.66"))
        desk.reverse(first, day=7)
        assert pool(book, warehouse=book.w2) == (D(1), D("1.67"))
        assert balance(book, "5401") == D("8.33")

    def test_what_was_agreed_with_the_supplier_is_not_recast(self, book: Book) -> None:
        """C6: the return went at the receipt's cost of that day; a later invoice of the rest leaves it."""
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=5)
        back = desk.send_back("4", day=6, receipt=receipt.line)
        assert entry(book, back.id) == lines("借 1405 -40.00; 贷 220202 -40.00")
        invoice = desk.invoice_purchase("6", "66.00", "8.58", day=8, source=receipt.line)
        assert entry(book, invoice.id, "recost") == []
        assert pool(book) == (D(6), D("66.00"))

    def test_a_return_that_was_worth_nothing_was_one(self, book: Book) -> None:
        """C1, C6: 4 of 10 go back for nothing, the rest is invoiced at 60.00; 2 more take 60.00 x 6/10 - 0, whatever day
        they are dated. Found by a random history: dated before the first, they took 60.00 x 2/10.
        """
        desk = Desk(book)
        receipt = desk.receive("10", "0", day=5)
        desk.send_back("4", day=20, receipt=receipt.line)
        desk.invoice_purchase("6", "60.00", "7.80", 22, receipt.line, is_confirmed=True)
        again = desk.send_back("2", day=18, receipt=receipt.line)
        assert pool(book) == (D(4), D("24.00"))
        desk.reverse(again, day=19)

    def test_a_free_receipt_gives_back_what_was_agreed_once(self, book: Book) -> None:
        """C1, C15: of 18 for nothing 1 is invoiced at 2.70, 4 go back at 0.60; the estimate the next invoice lifts is
        -0.60, and the one after it lifts nothing. Found by a random history: it lifted -0.60 again.
        """
        desk = Desk(book)
        receipt = desk.receive("18", "0", day=5)
        desk.invoice_purchase("1", "2.70", "0", 6, receipt.line, is_confirmed=True)
        desk.send_back("4", day=7, receipt=receipt.line)
        desk.invoice_purchase("5", "18.00", "0", 8, receipt.line, is_confirmed=True)
        desk.invoice_purchase("3", "45.00", "0", 9, receipt.line, is_confirmed=True)
        assert (pool(book), balance(book, "220202")) == ((D(14), D("65.70")), D(0))

    def test_a_share_below_zero_stays_so(self, book: Book) -> None:
        """C1, C6: 4 of 15 went back at 86.92; an invoice makes all 15 cost 235.95, so a fifth one is worth 235.95 x 5/15
        - 86.92 = -8.27. Found by a random history: folded again it was worth 8.27.
        """
        desk = Desk(book)
        receipt = desk.receive("15", "21.73", day=5)
        desk.send_back("4", day=9, receipt=receipt.line)
        desk.invoice_purchase("5", "18.65", "2.42", day=10, source=receipt.line)
        desk.send_back("1", day=11, receipt=receipt.line)
        assert pool(book) == (D(10), D("157.30"))
        desk.receive("10", "10", day=6)
        assert pool(book) == (D(20), D("257.30"))

    def test_a_return_that_was_taken_back_is_none(self, book: Book) -> None:
        """C1, C6: the 3 that went back for nothing on the 8th came again on the 25th, so 1 of 19 takes 22.61 / 19, also
        on a day between. Found by a random history.
        """
        desk = Desk(book)
        receipt = desk.receive("19", "0", day=5)
        desk.reverse(desk.send_back("3", day=8, receipt=receipt.line), day=25)
        desk.invoice_purchase("4", "22.61", "2.94", 7, receipt.line, is_confirmed=True)
        back = desk.send_back("1", day=20, receipt=receipt.line)
        assert entry(book, back.id) == lines("借 1405 -1.19; 贷 220202 -1.19")

    def test_a_reversed_issue_gives_back_its_final_cost(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "100.00")
        issue = desk.issue("5", day=10)
        desk.receive("10", "13", day=5)
        desk.reverse(issue, day=25)
        assert pool(book) == (D(20), D("230.00"))
        assert balance(book, "5401") == 0

    def test_made_again_before_the_day_its_first_was_reversed_costs_the_same(self, book: Book) -> None:
        """Found by a random history: on the 8th four of three pieces are back, until the reversal on the 9th."""
        desk = Desk(book)
        desk.opening("3", "10.00")
        issue = desk.issue("3", day=5)
        first = desk.take_back("1", day=7, issue=issue.line)
        desk.reverse(first, day=9)
        desk.take_back("3", day=8, issue=issue.line)
        assert (balance(book, "5401"), pool(book)) == (D("0"), (D("3"), D("10.00")))

    def test_without_a_receipt_taken_back_after_a_recast_owes_what_was_owed(self, book: Book) -> None:
        """Found by a random history: the entry of the reversal did not balance, and it ended in an error of the program."""
        desk = Desk(book)
        desk.receive("10", "10", day=5)
        back = desk.send_back("3", day=8)
        desk.receive("10", "13", day=6)
        assert (balance(book, "5401"), balance(book, "220202")) == (D("4.50"), D("-200.00"))
        desk.reverse(back, day=9)
        assert (balance(book, "5401"), balance(book, "220202")) == (D("0"), D("-230.00"))
        assert pool(book) == (D("20"), D("230.00"))

    def test_a_red_invoice_lifts_what_was_owed_and_not_what_it_was_recast_to(self, book: Book) -> None:
        """Found by a random history: the estimate kept what the goods were recast by."""
        desk = Desk(book)
        desk.receive("10", "10", day=5)
        back = desk.send_back("3", day=8)
        desk.receive("10", "13", day=6)
        desk.invoice_purchase("-3", "-30.00", "-3.90", 9, back.line, type_code="purchase_invoice_red")
        assert (balance(book, "5401"), balance(book, "220202")) == (D("4.50"), D("-230.00"))

    def test_an_adjustment_taken_back_stays_so_when_stock_came_late(self, book: Book) -> None:
        """Found by a random history: in a pool below zero it had gone to cost of sales, and stayed there alone."""
        desk = Desk(book)
        place = desk.negative_warehouse()
        desk.opening("5", "50.00", warehouse=place)
        adjusted = desk.adjust_cost("2.00", 20)
        desk.reverse(adjusted, day=20)
        desk.issue("5", day=10, warehouse=place)
        desk.receive("5", "12", day=5, warehouse=place)
        assert (balance(book, "5401"), pool(book)) == (D("55.00"), (D("5"), D("55.00")))
