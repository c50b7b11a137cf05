"""Vouchers by hand: what was written and nothing else; what other documents own is refused (D-JV, R3, I16)."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.documents.paper import Paper, PaperLine
from hengku.kit.errors import Problem, Problems
from hengku.ledger.models import Account
from hengku.posting.errors import AccountNotUsable, ControlledAccount, NotInBalance
from tests.posting.books import accounts, entry, lines, written
from tests.posting.desk import Desk
from tests.world import Book


def voucher(book: Book, *rows: tuple[str, str, str], day: int = 5) -> Paper:
    """Rows of (account code, side, amount)."""
    found = [PaperLine(data={"account": book.account(code).pk, side: amount}) for code, side, amount in rows]
    return Paper("voucher", book.day(day), found, remark="计提房租")


def refusals(book: Book, paper: Paper) -> list[Problem]:
    """Everything that is wrong; nothing was written."""
    before = written(book)
    with pytest.raises(Problem) as refused:
        Desk(book).one(paper)
    assert written(book) == before
    return list(refused.value.problems) if isinstance(refused.value, Problems) else [refused.value]


class TestVoucher:
    def test_books_exactly_what_was_written(self, book: Book) -> None:
        rows = (("5602", "debit", "80.00"), ("5601", "debit", "20.00"), ("1002", "credit", "100.00"))
        done = Desk(book).one(voucher(book, *rows))
        assert entry(book, done.id) == lines("借 5602 80.00; 借 5601 20.00; 贷 1002 100.00")

    def test_red_is_negative_on_the_same_side(self, book: Book) -> None:
        """G9."""
        done = Desk(book).one(voucher(book, ("5602", "debit", "-80.00"), ("1002", "credit", "-80.00")))
        assert entry(book, done.id) == lines("借 5602 -80.00; 贷 1002 -80.00")

    def test_reversed_takes_back_what_it_booked(self, book: Book) -> None:
        desk = Desk(book)
        done = desk.one(voucher(book, ("5602", "debit", "80.00"), ("1002", "credit", "80.00")))
        red = desk.reverse(done, day=6)
        assert entry(book, red.id) == lines("借 5602 -80.00; 贷 1002 -80.00")
        assert accounts(book) == {}

    def test_out_of_balance_is_refused(self, book: Book) -> None:
        found = refusals(book, voucher(book, ("5602", "debit", "80.00"), ("1002", "credit", "79.99")))
        assert [type(one) for one in found] == [NotInBalance]
        assert "80.00" in found[0].message()
        assert "79.99" in found[0].message()

    @pytest.mark.parametrize("rows", [{"debit": "1.00", "credit": "1.00"}, {}, {"debit": "0"}])
    def test_a_line_with_both_sides_or_none_is_refused(self, book: Book, rows: dict[str, Any]) -> None:
        paper = voucher(book, ("5602", "debit", "80.00"), ("1002", "credit", "80.00"))
        paper.lines.append(PaperLine(data={"account": book.account("5601").pk, **rows}))
        found = refusals(book, paper)
        assert [(type(one), one.where.line_no) for one in found] == [(NotInBalance, 3)]


class TestAccounts:
    def test_that_a_sub_ledger_controls_are_refused(self, book: Book) -> None:
        """I16: every account with a control, each with its own word and line."""
        controlled = list(Account.objects.visible_to(book.actor).exclude(control="").filter(is_leaf=True))
        assert {one.code for one in controlled} >= {"1405", "1122", "220201", "220202", "1123", "2203"}
        for account in controlled:
            found = refusals(book, voucher(book, (account.code, "debit", "1.00"), ("1002", "credit", "1.00")))
            assert [(type(one), one.where.line_no) for one in found] == [(ControlledAccount, 1)], account.code
            assert account.code in found[0].message()

    def test_that_have_others_below_are_refused(self, book: Book) -> None:
        found = refusals(book, voucher(book, ("2221", "debit", "1.00"), ("1002", "credit", "1.00")))
        assert [(type(one), one.where.line_no) for one in found] == [(AccountNotUsable, 1)]

    def test_that_are_switched_off_are_refused(self, book: Book) -> None:
        Account.objects.visible_to(book.actor).filter(code="5601").update(is_active=False)
        found = refusals(book, voucher(book, ("5601", "debit", "1.00"), ("1002", "credit", "1.00")))
        assert [type(one) for one in found] == [AccountNotUsable]

    def test_all_problems_come_at_once(self, book: Book) -> None:
        rows = (("1405", "debit", "1.00"), ("2221", "debit", "1.00"), ("1002", "credit", "3.00"))
        found = refusals(book, voucher(book, *rows))
        assert [(type(one), one.where.line_no) for one in found] == [
            (ControlledAccount, 1),
            (AccountNotUsable, 2),
            (NotInBalance, None),
        ]

    def test_of_input_tax_does_not_exist_for_a_small_scale_taxpayer(self, database: object) -> None:
        """§3.1: 222101 is used as it is, without columns; what is not in the chart no voucher can name."""
        book = Book(taxpayer="small_scale")
        below = Account.objects.visible_to(book.actor).filter(code__startswith="222101")
        assert list(below.values_list("code", "is_leaf")) == [("222101", True)]
