"""Payments, receipts and settlements: what they book, what they settle, what they refuse (D-PAY, D-RCV, D-WOF)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.documents.models import Document
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting.errors import CannotReverse, ItemNotFound, ItemNotOpen
from hengku.settlement.models import Item
from hengku.treasury.money import BankDetailsMissing
from hengku.treasury.types.settlement import CannotSettle
from tests.documents.builders.money import items_of, owed
from tests.documents.builders.stage import Stage
from tests.posting.books import accounts, balance, entry, lines, residuals, snapshot
from tests.posting.desk import Desk, Doc, money_line
from tests.world import Book


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def owing(
    desk: Desk, kinds: list[str], amount: str = "100.00", party: int | None = None, day: int = 2
) -> Doc:
    """What was open before the books: items of these kinds of 100.00 each."""
    stage = Stage(desk.book)
    return desk.one(owed(stage, desk.book.day(day), party or desk.book.customer.pk, kinds, amount))


def left(item: int) -> Decimal:
    return Item.objects.get(pk=item).residual


class TestReceipt:
    def test_settles_the_item_it_names(self, book: Book, desk: Desk) -> None:
        (item,) = items_of(owing(desk, ["ar"]), "ar")
        done = desk.get_paid("60.00", day=3, item=item)
        assert entry(book, done.id) == lines("借 1001 60.00; 贷 1122 60.00")
        assert (left(item), residuals(book)) == (D("40.00"), {("ar", book.customer.pk): D("40.00")})

    def test_without_an_item_stays_open_against_the_customer(self, book: Book, desk: Desk) -> None:
        (item,) = items_of(owing(desk, ["ar"]), "ar")
        done = desk.get_paid("60.00", day=3)
        assert left(item) == D("100.00")
        (own,) = items_of(done, "ar")
        assert left(own) == D("-60.00")
        assert residuals(book) == {("ar", book.customer.pk): D("40.00")}

    def test_before_delivery_is_an_advance(self, book: Book, desk: Desk) -> None:
        """T11 先收款: no revenue, no output tax."""
        done = desk.get_paid("60.00", day=3, purpose="before")
        assert entry(book, done.id) == lines("借 1001 60.00; 贷 2203 60.00")
        assert residuals(book) == {("advance_received", book.customer.pk): D("60.00")}

    @pytest.mark.parametrize(("standard", "fee_account"), [("small", "5603"), ("enterprise", "6603")])
    def test_with_a_fee_brings_less(self, database: object, standard: str, fee_account: str) -> None:
        book = Book(standard=standard)
        desk = Desk(book)
        paper = desk.paper("receipt", 3, [money_line("100.00")], data={"fee": "0.60"})
        paper.party_id, paper.fund_account_id = book.customer.pk, book.bank.pk
        done = desk.one(paper)
        assert entry(book, done.id) == lines(f"借 1002 99.40; 借 {fee_account} 0.60; 贷 1122 100.00")

    @pytest.mark.parametrize("fee", ["-0.01", "100.01", "0.005"])
    def test_with_a_fee_that_cannot_be_is_refused(self, book: Book, desk: Desk, fee: str) -> None:
        paper = desk.paper("receipt", 3, [money_line("100.00")], data={"fee": fee})
        paper.party_id, paper.fund_account_id = book.customer.pk, book.cash.pk
        before = snapshot(book)
        with pytest.raises(Problem) as refused:
            desk.one(paper)
        assert refused.value.where.field == "fee"
        assert snapshot(book) == before

    def test_of_more_than_is_open_is_refused(self, book: Book, desk: Desk) -> None:
        (item,) = items_of(owing(desk, ["ar"]), "ar")
        desk.get_paid("60.00", day=3, item=item)
        before = snapshot(book)
        with pytest.raises(ItemNotOpen) as refused:
            desk.get_paid("40.01", day=4, item=item)
        assert (refused.value.left, refused.value.where.line_no) == (D("40.00"), 1)
        assert snapshot(book) == before

    def test_of_two_lines_on_one_item_counts_both(self, book: Book, desk: Desk) -> None:
        (item,) = items_of(owing(desk, ["ar"]), "ar")
        paper = desk.paper("receipt", 3, [money_line("60.00", item=item), money_line("41.00", item=item)])
        paper.party_id, paper.fund_account_id = book.customer.pk, book.cash.pk
        with pytest.raises(ItemNotOpen) as refused:
            desk.one(paper)
        assert refused.value.where.line_no == 2

    def test_does_not_settle_another_customers_item(self, book: Book, desk: Desk) -> None:
        other = book.add_party("C02", "丙")
        (item,) = items_of(owing(desk, ["ar"], party=other.pk), "ar")
        with pytest.raises(ItemNotFound):
            desk.get_paid("60.00", day=3, item=item)

    def test_does_not_settle_an_advance(self, book: Book, desk: Desk) -> None:
        (item,) = items_of(owing(desk, ["advance_received"]), "advance_received")
        with pytest.raises(ItemNotOpen):
            desk.get_paid("60.00", day=3, item=item)

    def test_reversed_restores_what_was_owed(self, book: Book, desk: Desk) -> None:
        (item,) = items_of(owing(desk, ["ar"]), "ar")
        before = snapshot(book)
        done = desk.get_paid("60.00", day=3, item=item)
        desk.reverse(done, day=4)
        assert (snapshot(book), left(item)) == (before, D("100.00"))
        desk.get_paid("100.00", day=5, item=item)
        assert left(item) == 0

    def test_stands_in_the_way_of_reversing_what_it_settled(self, book: Book, desk: Desk) -> None:
        """R1 ⑤ 未核销."""
        desk.receive("10", "10", day=2)
        issue = desk.issue("5", day=3)
        (item,) = items_of(issue, "ar")
        paid = desk.get_paid("10.00", day=4, item=item)
        with pytest.raises(CannotReverse) as refused:
            desk.reverse(issue, day=5)
        assert [one["number"] for one in refused.value.blocking] == [paid.number]
        desk.reverse(paid, day=5)
        desk.reverse(issue, day=5)
        assert residuals(book).get(("ar", book.customer.pk)) is None


class TestPayment:
    def test_pays_what_is_owed_or_in_advance(self, book: Book, desk: Desk) -> None:
        (item,) = items_of(owing(desk, ["ap"], party=book.supplier.pk), "ap")
        paper = desk.paper(
            "payment", 3, [money_line("80.00", item=item), money_line("20.00", purpose="before")]
        )
        paper.party_id, paper.fund_account_id, paper.data = book.supplier.pk, book.cash.pk, {"fee": "1.00"}
        done = desk.one(paper)
        assert entry(book, done.id) == lines("借 220201 80.00; 借 1123 20.00; 借 5603 1.00; 贷 1001 101.00")
        assert residuals(book) == {
            ("ap", book.supplier.pk): D("20.00"),
            ("prepay", book.supplier.pk): D("20.00"),
        }

    def test_through_a_bank_needs_the_suppliers_bank(self, book: Book, desk: Desk) -> None:
        """D-PAY: no bank details do not stop a payable, only a transfer."""
        paper = desk.paper("payment", 3, [money_line("80.00")])
        paper.party_id, paper.fund_account_id = book.supplier.pk, book.bank.pk
        with pytest.raises(BankDetailsMissing) as refused:
            desk.one(paper)
        assert (refused.value.party, refused.value.where.field) == ("甲", "party")
        known = book.add_party("S02", "丁", bank_name="工商银行", bank_account="6222000011112222")
        paper = desk.paper("payment", 3, [money_line("80.00")])
        paper.party_id, paper.fund_account_id = known.pk, book.bank.pk
        assert entry(book, desk.one(paper).id) == lines("借 220201 80.00; 贷 1002 80.00")

    def test_does_not_pay_an_estimate(self, book: Book, desk: Desk) -> None:
        """What is only estimated is paid when its invoice is there."""
        (item,) = items_of(desk.receive("10", "10"), "ap_estimated")
        with pytest.raises(ItemNotOpen):
            desk.pay("50.00", day=6, item=item)

    def test_reversed_restores_what_was_owed(self, book: Book, desk: Desk) -> None:
        (item,) = items_of(owing(desk, ["ap"], party=book.supplier.pk), "ap")
        before = snapshot(book)
        desk.reverse(desk.pay("80.00", day=3, item=item), day=4)
        assert (snapshot(book), left(item)) == (before, D("100.00"))


class TestSettlement:
    def test_an_advance_becomes_payment_of_what_is_owed(self, book: Book, desk: Desk) -> None:
        """预收冲应收: 借 2203 贷 1122."""
        advance = desk.get_paid("60.00", day=2, purpose="before")
        desk.receive("10", "10", day=2)
        issue = desk.issue("10", day=3)
        (a,), (b,) = items_of(advance, "advance_received"), items_of(issue, "ar")
        before = snapshot(book)
        done = desk.settle("60.00", day=4, item=a, against=b)
        assert entry(book, done.id) == lines("借 2203 60.00; 贷 1122 60.00")
        assert (left(a), left(b)) == (D("0.00"), D("53.00"))
        with pytest.raises(CannotReverse) as refused:
            desk.reverse(advance, day=5)
        assert done.number in refused.value.message()
        desk.reverse(done, day=5)
        assert snapshot(book) == before
        desk.reverse(advance, day=6)

    def test_a_prepayment_becomes_payment_of_what_we_owe(self, book: Book, desk: Desk) -> None:
        """预付冲应付: 借 220201 贷 1123; the order of the two items does not matter."""
        opened = owing(desk, ["prepay", "ap"], party=book.supplier.pk)
        (a,), (b,) = items_of(opened, "prepay"), items_of(opened, "ap")
        done = desk.settle("70.00", day=4, item=b, against=a, party=book.supplier.pk)
        assert entry(book, done.id) == lines("借 220201 70.00; 贷 1123 70.00")
        assert (left(a), left(b)) == (D("30.00"), D("30.00"))

    def test_what_a_party_owes_meets_what_it_is_owed(self, book: Book, desk: Desk) -> None:
        """应收冲应付: 借 220201 贷 1122."""
        both = book.add_party("B01", "戊")
        opened = owing(desk, ["ar", "ap"], party=both.pk)
        (a,), (b,) = items_of(opened, "ar"), items_of(opened, "ap")
        done = desk.settle("100.00", day=4, item=a, against=b, party=both.pk)
        assert entry(book, done.id) == lines("借 220201 100.00; 贷 1122 100.00")
        assert residuals(book) == {}

    def test_red_meets_blue_without_an_entry(self, book: Book, desk: Desk) -> None:
        (a,) = items_of(owing(desk, ["ar"]), "ar")
        (b,) = items_of(desk.get_paid("60.00", day=3), "ar")
        done = desk.settle("50.00", day=4, item=a, against=b)
        assert entry(book, done.id) == []
        assert (left(a), left(b)) == (D("50.00"), D("-10.00"))
        desk.reverse(done, day=5)
        assert (left(a), left(b)) == (D("100.00"), D("-60.00"))

    @pytest.mark.parametrize(
        "kinds", [("ar", "ar"), ("ar", "prepay"), ("advance_received", "ap"), ("advance_received", "prepay")]
    )
    def test_of_what_does_not_fit_is_refused(self, book: Book, desk: Desk, kinds: tuple[str, str]) -> None:
        both = book.add_party("B01", "戊")
        first, second = (owing(desk, [kind], party=both.pk) for kind in kinds)
        (a,), (b,) = items_of(first, kinds[0]), items_of(second, kinds[1])
        before = snapshot(book)
        with pytest.raises(CannotSettle) as refused:
            desk.settle("10.00", day=4, item=a, against=b, party=both.pk)
        assert refused.value.where.line_no == 1
        assert snapshot(book) == before

    def test_of_an_item_with_itself_is_refused(self, book: Book, desk: Desk) -> None:
        (a,) = items_of(owing(desk, ["ar"]), "ar")
        with pytest.raises(CannotSettle):
            desk.settle("10.00", day=4, item=a, against=a)

    @pytest.mark.parametrize("amount", ["60.01", "100.00"])
    def test_of_more_than_the_smaller_is_refused(self, book: Book, desk: Desk, amount: str) -> None:
        advance = desk.get_paid("60.00", day=2, purpose="before")
        opened = owing(desk, ["ar"])
        (a,), (b,) = items_of(advance, "advance_received"), items_of(opened, "ar")
        with pytest.raises(ItemNotOpen) as refused:
            desk.settle(amount, day=4, item=a, against=b)
        assert refused.value.left == D("60.00")

    def test_in_two_lines_counts_both(self, book: Book, desk: Desk) -> None:
        advance = desk.get_paid("60.00", day=2, purpose="before")
        (a,), (b, c) = items_of(advance, "advance_received"), items_of(owing(desk, ["ar", "ar"]), "ar")
        rows = [money_line("40.00", item=a, against_item=b), money_line("30.00", item=a, against_item=c)]
        with pytest.raises(ItemNotOpen):
            desk.one(desk.paper("settlement", 4, rows, party_id=book.customer.pk))


class TestWhole:
    def test_a_sale_from_advance_to_the_last_fen(self, book: Book, desk: Desk) -> None:
        """预收 50, 出库 113, 核销 50, 收款 63: nothing is open and the money is there."""
        advance = desk.get_paid("50.00", day=2, purpose="before")
        desk.opening("10", "70.00")
        issue = desk.issue("10", day=3)
        (a,), (b,) = items_of(advance, "advance_received"), items_of(issue, "ar")
        desk.settle("50.00", day=3, item=a, against=b)
        paid = desk.get_paid("63.00", day=4, item=b)
        assert residuals(book) == {}
        assert accounts(book) == {
            "1001": D("113.00"),
            "5001": D("-100.00"),
            "22210107": D("-13.00"),
            "5401": D("70.00"),
            "3104": D("-70.00"),
        }
        assert Document.objects.visible_to(book.actor).get(pk=paid.id).amount_incl == D("63.00")
        assert balance(book, "1122") == 0
