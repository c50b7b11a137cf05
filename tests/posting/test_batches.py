"""Many documents in one call are as the same documents one after the other: same books, or the same refusal."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import psycopg
import pytest

from hengku.documents.errors import CarriesTooMuch, SourceTwice
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting import actions, batches
from hengku.posting.actions import post
from hengku.posting.errors import ItemNotOpen, NothingToPost
from tests.documents.builders.money import items_of
from tests.posting.books import balance, disagreements, entry, pool, residuals, snapshot, written
from tests.posting.desk import NOW, Desk, item_line, money_line, new_key
from tests.world import Book


def invoice(book: Book, day: int, source: int, quantity: str, net: str, tax: str, code: str) -> Paper:
    party = book.supplier if code == "purchase_invoice" else book.customer
    line = PaperLine(quantity=D(quantity), amount_net=D(net), amount_tax=D(tax), source_line_id=source)
    return Paper(code, book.day(day), [line], party_id=party.pk)


def receipts_of_one_order(desk: Desk) -> list[Paper]:
    order = desk.order_purchase("10")
    lines = [item_line(desk.book.cola, quantity, None, source_line_id=order.line) for quantity in ("4", "6")]
    header = {"party_id": desk.book.supplier.pk, "warehouse_id": desk.book.w1.pk}
    return [desk.paper("purchase_receipt", 5, [line], **header) for line in lines]


def purchase_invoices_of_one_receipt(desk: Desk) -> list[Paper]:
    receipt = desk.receive("10", "10", day=2)
    desk.issue("5", day=3)
    parts = (("4", "44.00", "5.72"), ("6", "63.00", "8.19"))
    return [invoice(desk.book, 8, receipt.line, *part, "purchase_invoice") for part in parts]


def sales_invoices_of_one_issue(desk: Desk) -> list[Paper]:
    desk.decide("revenue_mode", "ON_INVOICE")
    desk.receive("10", "3.333333", day=2)
    issue = desk.issue("3", day=3)
    parts = (("1", "10.00", "1.30"), ("2", "20.00", "2.60"))
    return [invoice(desk.book, 8, issue.line, *part, "sales_invoice") for part in parts]


def returns_of_one_issue(desk: Desk) -> list[Paper]:
    desk.receive("3", "3.333333", day=2)
    issue = desk.issue("3", day=3, price="33.333333")
    header = {"party_id": desk.book.customer.pk, "warehouse_id": desk.book.w1.pk}
    lines = [PaperLine(quantity=D(quantity), source_line_id=issue.line) for quantity in ("1", "2")]
    return [desk.paper("sales_return", 8, [one], data={"reason": "unwanted"}, **header) for one in lines]


def receipts_that_settle_one_item(desk: Desk) -> list[Paper]:
    desk.receive("10", "10", day=2)
    (item,) = items_of(desk.issue("10", day=3), "ar")
    header = {"party_id": desk.book.customer.pk, "fund_account_id": desk.book.cash.pk}
    return [desk.paper("receipt", 8, [money_line(part, item=item)], **header) for part in ("50.00", "63.00")]


def days_out_of_order(desk: Desk) -> list[Paper]:
    """Sold on the 9th, received dearer on the 5th, sold on the 7th: by date, whatever the order of the call."""
    desk.opening("10", "100.00")
    late = desk.paper("purchase_receipt", 5, [item_line(desk.book.cola, "10", "13")], price_mode="EXCL")
    late.party_id, late.warehouse_id = desk.book.supplier.pk, desk.book.w1.pk
    return [late, desk.issue_paper("5", 7), desk.issue_paper("5", 9)]


CASES: list[Callable[[Desk], list[Paper]]] = [
    receipts_of_one_order,
    purchase_invoices_of_one_receipt,
    sales_invoices_of_one_issue,
    returns_of_one_issue,
    receipts_that_settle_one_item,
    days_out_of_order,
]


def books(book: Book) -> dict[str, Any]:
    """The balances without the ids that differ between two companies."""
    found = snapshot(book)
    products = {book.cola.pk: "cola"}
    parties = {book.supplier.pk: "supplier", book.customer.pk: "customer"}
    return {
        "accounts": found["accounts"],
        "pools": {products[key[0]]: amounts for key, amounts in found["pools"].items()},
        "items": {(kind, parties[party]): left for (kind, party), left in found["items"].items()},
    }


class TestOneCall:
    @pytest.mark.parametrize("case", CASES)
    def test_is_as_one_after_another(self, database: object, case: Callable[[Desk], list[Paper]]) -> None:
        together, one_by_one = Desk(Book()), Desk(Book())
        together.post(*case(together))
        for paper in case(one_by_one):
            one_by_one.one(paper)
        assert books(together.book) == books(one_by_one.book)
        for desk in (together, one_by_one):
            assert disagreements(desk.book.company_id) == []

    def test_given_backwards_is_the_same(self, book: Book) -> None:
        """G6: by business date, then as given."""
        desk = Desk(book)
        papers = days_out_of_order(desk)
        done = desk.post(*reversed(papers))
        assert [entry(book, one.id)[1] for one in done] == [
            "借 5401 57.50",
            "借 5401 57.50",
            "贷 220202 130.00",
        ]
        assert pool(book) == (D(10), D("115.00"))

    def test_is_refused_when_together_they_carry_too_much(self, book: Book) -> None:
        desk = Desk(book)
        first, second = receipts_of_one_order(desk)
        second.lines[0].quantity = D(7)
        before = written(book)
        with pytest.raises(CarriesTooMuch) as refused:
            desk.post(first, second)
        assert (refused.value.where.document, refused.value.left) == (1, D(6))
        assert written(book) == before

    def test_is_refused_when_together_they_settle_too_much(self, book: Book) -> None:
        desk = Desk(book)
        first, second = receipts_that_settle_one_item(desk)
        second.lines[0].amount_incl = D("63.01")
        before = written(book)
        with pytest.raises(ItemNotOpen) as refused:
            desk.post(first, second)
        assert (refused.value.where.document, refused.value.left) == (1, D("63.00"))
        assert written(book) == before

    def test_of_nothing_is_refused(self, book: Book) -> None:
        with pytest.raises(NothingToPost):
            post(actor=book.actor, documents=[], key=new_key(), now=NOW)

    def test_of_several_types_numbers_each_type_and_day(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.paper("purchase_receipt", 5, [item_line(book.cola, "30", "10")])
        receipt.party_id, receipt.warehouse_id = book.supplier.pk, book.w1.pk
        done = desk.post(
            receipt,
            desk.issue_paper("1", 6),
            desk.issue_paper("1", 5),
            desk.issue_paper("1", 6),
            deepcopy(receipt),
        )
        assert [one.number for one in done] == [
            "PIN-20260105-0001",
            "SOUT-20260106-0001",
            "SOUT-20260105-0001",
            "SOUT-20260106-0002",
            "PIN-20260105-0002",
        ]


class TestTryingAgain:
    """A deadlock ends one of two postings; it is tried again, from the paper as it was written."""

    def test_takes_the_share_that_is_left_then(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        """1 of 3 at 100.00 comes back; while it waits to be tried again, another 1 comes back: the shares move on."""
        desk = Desk(book)
        desk.receive("3", "3.333333", day=2)
        issue = desk.issue("3", day=3, price="33.333333")
        line = PaperLine(quantity=D(1), source_line_id=issue.line)
        header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk, "data": {"reason": "unwanted"}}
        paper = desk.paper("sales_return", 8, [line], **header)
        whole, calls = batches.write_documents, []

        def fails_once(*positional: Any, **named: Any) -> None:
            calls.append(1)
            if len(calls) == 1:
                raise psycopg.errors.DeadlockDetected
            whole(*positional, **named)

        once = actions._once

        def between(*positional: Any, **named: Any) -> Any:
            if len(calls) == 1:
                monkeypatch.setattr(actions, "_once", once)
                desk.take_back("1", day=7, issue=issue.line)
            return once(*positional, **named)

        monkeypatch.setattr(batches, "write_documents", fails_once)
        monkeypatch.setattr(actions, "_once", between)
        done = desk.one(paper)
        assert len(calls) == 3
        # 88.50 net in three: 29.50 each; 11.50 tax: 3.83, 3.84, 3.83
        assert "贷 22210107 -3.84" in entry(book, done.id)
        last = desk.take_back("1", day=9, issue=issue.line)
        assert "贷 22210107 -3.83" in entry(book, last.id)
        assert ("ar", book.customer.pk) not in residuals(book)
        assert balance(book, "22210107") == 0

    def test_gives_up_as_busy_and_writes_nothing(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        desk = Desk(book)
        calls = []

        def fails(*positional: Any, **named: Any) -> None:
            calls.append(1)
            raise psycopg.errors.DeadlockDetected

        monkeypatch.setattr(batches, "write_documents", fails)
        before = written(book), snapshot(book)
        with pytest.raises(Problem) as refused:
            desk.receive("3", "10")
        assert refused.value.code == "BUSY"
        assert len(calls) == actions.ATTEMPTS
        assert (written(book), snapshot(book)) == before


class TestAReturnBeforeAnInvoice:
    """What an invoice releases depends on what the return took, which only the fold knows: not in one call."""

    def test_of_one_receipt_is_refused_and_posts_in_two_calls(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.receive("10", "10", day=2)
        back = desk.paper("purchase_return", 5, [PaperLine(quantity=D(4), source_line_id=receipt.line)])
        back.party_id, back.warehouse_id, back.data = book.supplier.pk, book.w1.pk, {"reason": "quality"}
        paid = invoice(book, 8, receipt.line, "6", "63.00", "8.19", "purchase_invoice")
        before = written(book)
        with pytest.raises(SourceTwice):
            desk.post(deepcopy(back), deepcopy(paid))
        assert written(book) == before
        desk.one(back)
        desk.one(paid)
        assert balance(book, "220202") == 0

    def test_the_other_way_round_is_as_one_after_another(self, database: object) -> None:
        """The return takes its share of what the invoice made the receipt cost."""
        found = []
        for in_one_call in (True, False):
            desk = Desk(Book())
            receipt = desk.receive("10", "10", day=2)
            paid = invoice(desk.book, 5, receipt.line, "6", "66.00", "8.58", "purchase_invoice")
            back = desk.paper("purchase_return", 8, [PaperLine(quantity=D(4), source_line_id=receipt.line)])
            back.party_id, back.warehouse_id = desk.book.supplier.pk, desk.book.w1.pk
            back.data = {"reason": "quality"}
            for call in ([paid, back],) if in_one_call else ([paid], [back]):
                desk.post(*call)
            found.append(books(desk.book))
            assert disagreements(desk.book.company_id) == []
        assert found[0] == found[1]
