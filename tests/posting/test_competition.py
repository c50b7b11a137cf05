"""Twenty people want the last ten pieces: some sell them, some send them elsewhere, some make goods of them (Q9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting import actions, load
from hengku.posting.errors import NegativeStock
from tests.posting.books import disagreements, hand
from tests.posting.crowd import at_once, of_kind
from tests.posting.desk import Desk, Doc
from tests.world import Book

SELLERS, SENDERS, MAKERS, THERE = 7, 7, 6, 10
Act = Callable[[], Doc]


def orders_without_goods(desk: Desk) -> list[Doc]:
    """One order a maker, released before there is anything to hold: they all want what the others want."""
    book = desk.book
    lamp = book.add_product("LAMP", "台灯")
    save_bill(
        actor=book.actor,
        bill_id=None,
        record=BillRecord(lamp.pk, "assembly", (BillLineRecord(book.cola.pk, D(1)),)),
    )
    places = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w1.pk}

    def lines() -> list[PaperLine]:
        parts = (("product", lamp.pk), ("component", book.cola.pk))
        return [PaperLine(product_id=pk, quantity=D(1), data={"part": part}) for part, pk in parts]

    papers = [Paper("production_order", book.day(1), lines(), **places) for _ in range(MAKERS)]
    return desk.post(*papers)


def twenty(desk: Desk, orders: list[Doc]) -> list[Any]:
    """What became of each: sellers, then senders, then makers."""
    book = desk.book

    def maker(order: Doc) -> Act:
        line = PaperLine(quantity=D(1), source_line_id=order.lines[1])
        paper = Paper("material_issue", book.day(6), [line], warehouse_id=book.w1.pk)
        return lambda: desk.one(paper)

    sellers: list[Act] = [lambda: desk.issue("1", day=6)] * SELLERS
    senders: list[Act] = [lambda: desk.transfer("1", 6, to=book.w2)] * SENDERS
    return at_once([*sellers, *senders, *(maker(order) for order in orders)])


def test_exactly_ten_get_one(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    tried_again: list[Exception] = []
    asked = actions.may_retry

    def may_retry(failed: Exception) -> bool:
        tried_again.append(failed)
        return asked(failed)

    monkeypatch.setattr(actions, "may_retry", may_retry)
    desk = Desk(book)
    orders = orders_without_goods(desk)
    desk.receive(str(THERE), "10", day=2)
    found = twenty(desk, orders)
    assert Counter(type(one) for one in found) == {Doc: THERE, NegativeStock: 20 - THERE}
    sent = len(of_kind(found[SELLERS : SELLERS + SENDERS], Doc))
    assert (hand(book), hand(book, warehouse=book.w2)) == ((D(0), D(0)), (D(sent), D(0)))
    assert tried_again == [], "nobody met a deadlock"


@pytest.mark.books_may_break
def test_negative_control_without_the_locks(database: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """On-hand and pools only read: sooner or later somebody meets a constraint, or the books disagree."""
    monkeypatch.setattr(load, "LOCK_HANDS", load.READ_HANDS)
    monkeypatch.setattr(load, "LOCK_POOLS", load.READ_POOLS)
    for _ in range(30):  # it needs two who meet: not every crowd does, least on a busy machine
        book = Book()
        desk = Desk(book)
        orders = orders_without_goods(desk)
        desk.receive(str(THERE), "10", day=2)
        found = twenty(desk, orders)
        if Counter(type(one) for one in found) != {Doc: THERE, NegativeStock: 20 - THERE}:
            return
        if disagreements(book.company_id):
            return
    pytest.fail("without the locks nobody was hurt: the test above proves nothing")
