"""其他出入库、领用 (D-OIN, D-OOUT, D-REQ, D-REQR): what each purpose books, to the fen."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.documents.errors import FieldRequired
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from tests.posting.books import balance, entry, hand, lines, pool
from tests.posting.desk import Desk, Doc, item_line
from tests.world import Book


@pytest.fixture
def desk(book: Book) -> Desk:
    """10 cola at 8.00 on the first day."""
    made = Desk(book)
    made.opening("10", "80.00")
    return made


def do(desk: Desk, code: str, line: PaperLine, day: int = 5, **header: Any) -> Doc:
    paper = desk.paper(code, day, [line], data=header)
    paper.warehouse_id, paper.department_id = desk.book.w1.pk, desk.book.department.pk
    return desk.one(paper)


class TestOtherIn:
    @pytest.mark.parametrize(
        ("purpose", "account"),
        [("donated", "5301"), ("returned", "5602"), ("variance", "5401"), ("invested", "3001"), ("other_business", "5402")],
    )  # fmt: skip
    def test_books_what_was_typed_against_its_purpose(
        self, book: Book, desk: Desk, purpose: str, account: str
    ) -> None:
        done = do(desk, "other_in", item_line(book.cola, "2", amount_net=D("30.00")), purpose=purpose)
        assert entry(book, done.id) == lines(f"借 1405 30.00; 贷 {account} 30.00")
        assert pool(book) == (D(12), D("110.00"))

    def test_without_amount_comes_in_at_the_pools_cost(self, book: Book, desk: Desk) -> None:
        done = do(desk, "other_in", item_line(book.cola, "2"), purpose="donated")
        assert entry(book, done.id) == lines("借 1405 16.00; 贷 5301 16.00")


class TestOtherOut:
    @pytest.mark.parametrize(
        ("purpose", "account"), [("research", "4301"), ("inspection", "5602"), ("other_business", "5402")]
    )
    def test_books_cost_to_its_purpose(self, book: Book, desk: Desk, purpose: str, account: str) -> None:
        done = do(desk, "other_out", item_line(book.cola, "2"), purpose=purpose)
        assert entry(book, done.id) == lines(f"借 {account} 16.00; 贷 1405 16.00")

    def test_a_donation_is_taxed_as_a_sale(self, book: Book, desk: Desk) -> None:
        """T7: cost 16.00, fair price 10.00 a piece at 13 %."""
        line = item_line(book.cola, "2", tax_code_id=book.tax_code("VAT13").pk, data={"fair_price": "10.00"})
        done = do(desk, "other_out", line, purpose="donation")
        assert balance(book, "5711") == D("18.60")
        assert balance(book, "22210107") == D("-2.60")
        desk.reverse(done, day=6)
        assert (balance(book, "5711"), balance(book, "22210107"), pool(book)) == (
            D(0),
            D(0),
            (D(10), D("80.00")),
        )

    def test_a_donation_without_a_fair_price_is_refused(self, book: Book, desk: Desk) -> None:
        with pytest.raises(FieldRequired) as refused:
            do(desk, "other_out", item_line(book.cola, "2"), purpose="donation")
        assert (refused.value.where.line_no, refused.value.where.field) == (1, "fair_price")
        assert hand(book) == (D(10), D(0))


class TestInternalIssue:
    @pytest.mark.parametrize(
        ("purpose", "account"),
        [
            ("office", "5602"),
            ("selling", "5601"),
            ("workshop", "4101"),
            ("research", "4301"),
            ("construction", "1604"),
        ],
    )
    def test_is_an_expense_of_who_uses_it(self, book: Book, desk: Desk, purpose: str, account: str) -> None:
        done = do(desk, "internal_issue", item_line(book.cola, "2", data={"purpose": purpose}))
        assert entry(book, done.id) == lines(f"借 {account} 16.00; 贷 1405 16.00")

    def test_for_welfare_gives_its_input_tax_back(self, book: Book, desk: Desk) -> None:
        do(desk, "internal_issue", item_line(book.cola, "2", data={"purpose": "welfare"}))
        assert (balance(book, "2211"), balance(book, "22210109")) == (D("18.08"), D("-2.08"))

    def test_for_welfare_comes_back_with_its_input_tax(self, book: Book, desk: Desk) -> None:
        """D-REQR: 同分录红字. 3 at 8.00 took 3.12 out; in two parts all of it comes back."""
        issue = do(desk, "internal_issue", item_line(book.cola, "3", data={"purpose": "welfare"}))
        assert (balance(book, "2211"), balance(book, "22210109")) == (D("27.12"), D("-3.12"))
        for day, quantity, left in ((6, 1, "-2.08"), (7, 2, "0")):
            line = PaperLine(quantity=D(quantity), source_line_id=issue.line, data={"purpose": "welfare"})
            back = do(desk, "internal_issue_return", line, day=day)
            assert balance(book, "22210109") == D(left)
        told = "借 2211 -16.00; 贷 1405 -16.00; 借 2211 -2.08; 贷 22210109 -2.08"
        assert entry(book, back.id) == lines(told)
        assert (balance(book, "2211"), pool(book)) == (D(0), (D(10), D("80.00")))

    def test_comes_back_at_what_it_cost(self, book: Book, desk: Desk) -> None:
        issue = do(desk, "internal_issue", item_line(book.cola, "4", data={"purpose": "selling"}))
        desk.receive("10", "20", day=6)
        line = PaperLine(quantity=D(1), source_line_id=issue.line, data={"purpose": "office"})
        back = do(desk, "internal_issue_return", line, day=7)
        assert entry(book, back.id) == lines("借 5601 -8.00; 贷 1405 -8.00")
        assert balance(book, "5601") == D("24.00")
