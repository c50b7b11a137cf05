"""The list before closing (4.3): one company with something of everything that is left open, and how each is settled."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hengku.catalog.models import Category
from hengku.company.actions import reopen_period
from hengku.diagnosis.closing import CashBelowZero, Check, SuspenseOpen, close_month, closing_checks
from hengku.diagnosis.closing_began import OpeningDisagrees
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.reports.run import run_report
from hengku.settlement.models import Item
from tests.posting.books import disagreements
from tests.posting.desk import NOW, Desk, Doc, item_line, money_line
from tests.world import Book

DECEMBER, JANUARY, JULY = 1, 32, 230


@pytest.fixture
def desk(database: Cluster) -> Desk:
    """Books that begin with the last month of a year."""
    return Desk(Book(started_on=date(2025, 12, 1)))


def checks(desk: Desk, part: str, day: int = DECEMBER) -> dict[str, Check]:
    """The list of the month of that day."""
    month = desk.book.day(day).replace(day=1)
    return {one.key: one for one in closing_checks(desk.book.actor, month=month, part=part)}


def told(desk: Desk, part: str, *keys: str, day: int = DECEMBER) -> dict[str, tuple[str, int]]:
    """Level and count of these checks."""
    found = checks(desk, part, day)
    return {key: (found[key].level, found[key].count) for key in keys}


def led_to(desk: Desk, check: Check, today: int) -> list[dict[str, Any]]:
    """The rows of the report that a check leads to."""
    assert check.link is not None
    name = check.link["path"].removeprefix("/report/")
    return run_report(desk.book.actor, name, check.link["query"], today=desk.book.day(today)).rows


def moved(desk: Desk, type_code: str, day: int, line: PaperLine, **header: Any) -> Doc:
    """A document of one line in W1."""
    return desk.one(desk.paper(type_code, day, [line], warehouse_id=desk.book.w1.pk, **header))


def by_hand(desk: Desk, day: int, code: str, amount: str) -> Doc:
    """A voucher: 借 that account 贷 5602."""
    debit = {"account": desk.book.account(code).pk, "debit": amount}
    credit = {"account": desk.book.account("5602").pk, "credit": amount}
    return desk.one(desk.paper("voucher", day, [PaperLine(data=debit), PaperLine(data=credit)]))


def refused(desk: Desk, part: str) -> list[type[Problem]]:
    """Why December cannot be closed."""
    with pytest.raises(Problem) as caught:
        close_month(actor=desk.book.actor, month=desk.book.day(DECEMBER), part=part, now=NOW)
    found = caught.value.problems if isinstance(caught.value, Problems) else [caught.value]
    return [type(one) for one in found]


@pytest.mark.books_may_break
def test_the_first_month_closes_when_the_books_began_right(desk: Desk) -> None:
    """B: 100 at 2.00 began as merchandise, and are raw material behind the books' back; put back, the month closes. The
    next month does not ask: nothing could be put right any more.
    """
    desk.opening("100", "200", day=DECEMBER)
    category = Category.objects.visible_to(desk.book.actor).filter(pk=desk.book.cola.category_id)
    assert told(desk, "stock", "opening") == {"opening": ("block", 0)}
    category.update(inventory_role="raw_material")
    assert told(desk, "stock", "opening") == {"opening": ("block", 2)}
    assert OpeningDisagrees in refused(desk, "stock")
    assert "opening" not in checks(desk, "stock", JANUARY)
    category.update(inventory_role="merchandise")
    close_month(actor=desk.book.actor, month=desk.book.day(DECEMBER), part="stock", now=NOW)


def test_goods_that_wait_are_told_with_the_way_there(desk: Desk) -> None:
    """Checks 12, 14, 19, 26: each counts 1, leads to its row, and is fine once dealt with."""
    book = desk.book
    keys = ("transfers", "loans", "old_estimates", "not_billed", "expired", "near_expiry")
    assert set(told(desk, "stock", *keys).values()) == {("warn", 0)}
    milk = book.add_product("MILK", "鲜奶", "瓶", tracking="lot", shelf_life=30)
    for lot_no, made in (("OLD", -4), ("NEAR", 6), ("GOOD", 25)):
        said = {"lot_no": lot_no, "produced_on": book.day(made).isoformat()}
        desk.opening("5", "25.00", product=milk, data=said, day=max(made, 1))
    desk.receive("20", "2.00", day=2)
    sold = desk.issue("3", day=3)
    way = {"warehouse_to_id": book.w2.pk}
    sent = moved(desk, "transfer_out", 4, item_line(book.cola, 6), **way)
    moved(desk, "transfer_out", 30, item_line(book.cola, 1), **way)  # not late yet
    owed_back = {"party_id": book.customer.pk, "due_on": book.day(20)}
    lent = moved(desk, "loan_out", 5, item_line(book.cola, 2), **owed_back)
    moved(desk, "loan_out", 5, item_line(book.cola, 1), party_id=book.customer.pk, due_on=book.day(60))
    found = checks(desk, "stock")
    assert {key: (found[key].level, found[key].count) for key in keys} == dict.fromkeys(keys, ("warn", 1)) | {
        "old_estimates": ("warn", 0)
    }
    assert found["transfers"].link == {"path": "/report/transfers_on_the_way", "query": {}}
    assert sent.number in [row["number"] for row in led_to(desk, found["transfers"], 31)]
    assert [row["number"] for row in led_to(desk, found["loans"], 31)] == [lent.number]
    assert [row["number"] for row in led_to(desk, found["not_billed"], 31)] == [sold.number]
    assert [row["lot_no"] for row in led_to(desk, found["expired"], 31)] == ["OLD", "NEAR"]
    assert told(desk, "stock", "old_estimates", day=JULY) == {"old_estimates": ("warn", 1)}  # 180 days later
    assert len(led_to(desk, checks(desk, "stock", JULY)["old_estimates"], JULY)) == 1

    arrived = PaperLine(quantity=D(6), source_line_id=sent.line, data={"outcome": "received"})
    moved(desk, "transfer_in", 12, arrived, **way)
    back = PaperLine(quantity=D(2), source_line_id=lent.line)
    moved(desk, "loan_return", 21, back, party_id=book.customer.pk)
    desk.invoice_sale("3", "30.00", "3.90", 22, sold.line)
    assert told(desk, "stock", "transfers", "loans", "not_billed") == {
        "transfers": ("warn", 0),
        "loans": ("warn", 0),
        "not_billed": ("warn", 0),
    }
    desk.decide("transit_days", "0", day=31)
    assert told(desk, "stock", "transfers") == {"transfers": ("warn", 1)}
    assert disagreements(book.company_id) == []


def test_money_that_waits_is_told_with_the_way_there(desk: Desk) -> None:
    """Check 15: money that was not set against anything, and money in advance beside what is owed."""
    book = desk.book
    assert set(told(desk, "arap", "unapplied", "both_sides").values()) == {("warn", 0)}
    desk.receive("20", "2.00", day=2)
    sold = desk.issue("10", day=3)  # 113.00
    paid = desk.get_paid("13.00", 4)
    before = desk.one(
        desk.paper(
            "receipt",
            5,
            [money_line("50.00", purpose="before")],
            party_id=book.customer.pk,
            fund_account_id=book.cash.pk,
        )
    )
    found = checks(desk, "arap")
    assert {key: (found[key].level, found[key].count) for key in ("unapplied", "both_sides")} == {
        "unapplied": ("warn", 1),
        "both_sides": ("warn", 1),
    }
    assert [row["number"] for row in led_to(desk, found["unapplied"], 31)] == [paid.number]
    rows = led_to(desk, found["both_sides"], 31)
    assert {row["number"] for row in rows} == {sold.number, paid.number, before.number}

    items = {one.document_id: one.pk for one in Item.objects.visible_to(book.actor)}
    desk.settle("13.00", 6, items[sold.id], items[paid.id])
    desk.settle("50.00", 6, items[sold.id], items[before.id])
    assert set(told(desk, "arap", "unapplied", "both_sides").values()) == {("warn", 0)}


def test_accounts_that_should_be_even_are_told_and_stop_the_year(desk: Desk) -> None:
    """Checks 10, 16, 17, 18: 1901 warns in any month and stops December; cash is never below zero."""
    book = desk.book
    keys = ("cash", "suspense", "overhead", "vat_unverified")
    assert told(desk, "ledger", *keys) == {
        "cash": ("block", 0),
        "suspense": ("block", 0),
        "overhead": ("warn", 0),
        "vat_unverified": ("warn", 0),
    }
    made = [by_hand(desk, 5, code, amount) for code, amount in (("1901", "30"), ("4101", "8"), ("222105", "1.3"))]
    spent = desk.pay("5.00", 6)
    found = checks(desk, "ledger")
    assert [(found[key].level, found[key].count) for key in keys] == [
        ("block", 1),
        ("block", 1),
        ("warn", 1),
        ("warn", 1),
    ]
    assert {key: len(led_to(desk, found[key], 31)) > 0 for key in keys} == dict.fromkeys(keys, True)
    assert told(desk, "ledger", "suspense", day=JANUARY) == {"suspense": ("warn", 1)}
    close_month(actor=book.actor, month=book.day(DECEMBER), part="stock", now=NOW)
    close_month(actor=book.actor, month=book.day(DECEMBER), part="arap", now=NOW)
    assert refused(desk, "ledger") == [CashBelowZero, SuspenseOpen]
    reopen_period(actor=book.actor, month=book.day(DECEMBER), part="arap", reason="漏记收款")
    for one in (*made, spent):
        desk.reverse(one, day=8)
    assert [count for _, count in told(desk, "ledger", *keys).values()] == [0, 0, 0, 0]
    for part in ("arap", "ledger"):
        close_month(actor=book.actor, month=book.day(DECEMBER), part=part, now=NOW)
