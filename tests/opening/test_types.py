"""Opening balances are documents like all others: stock builds its pools, debts their items (D-OPNS, D-OPNA)."""

from __future__ import annotations

import pytest

from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.settlement.models import Item
from tests.documents.builders.money import items_of, owed
from tests.documents.builders.stage import Stage
from tests.posting.books import accounts, entry, hand, lines, pool, residuals
from tests.posting.desk import Desk, item_line
from tests.world import Book


@pytest.mark.parametrize(("standard", "equity"), [("small", "3104"), ("enterprise", "4104")])
class TestOpeningStock:
    def test_builds_the_pool_against_equity(self, database: object, standard: str, equity: str) -> None:
        book = Book(standard=standard)
        done = Desk(book).opening("3", "10.00")
        assert entry(book, done.id) == lines(f"借 1405 10.00; 贷 {equity} 10.00")
        assert (hand(book), pool(book)) == ((D(3), D(0)), (D(3), D("10.00")))

    def test_of_raw_material_is_on_its_own_account(
        self, database: object, standard: str, equity: str
    ) -> None:
        book = Book(standard=standard)
        flour = book.add_product("FLOUR", "面粉", base_unit="千克", category="02")
        done = Desk(book).opening("2.5", "12.34", product=flour)
        assert entry(book, done.id) == lines(f"借 1403 12.34; 贷 {equity} 12.34")


class TestOpeningStockRefused:
    @pytest.mark.parametrize("amount", [None, "-0.01"])
    def test_without_an_amount_or_below_zero(self, book: Book, amount: str | None) -> None:
        desk = Desk(book)
        net = None if amount is None else D(amount)
        paper = desk.paper(
            "opening_stock", 1, [item_line(book.cola, "3", amount_net=net)], warehouse_id=book.w1.pk
        )
        with pytest.raises(Problem) as refused:
            desk.one(paper)
        assert refused.value.where.field == "amount_net"
        assert (hand(book), accounts(book)) == ((D(0), D(0)), {})


@pytest.mark.parametrize(("standard", "equity"), [("small", "3104"), ("enterprise", "4104")])
class TestOpeningDebts:
    def test_are_items_with_their_due_date(self, database: object, standard: str, equity: str) -> None:
        book = Book(standard=standard)
        stage = Stage(book)
        both = book.add_party("B01", "戊")
        kinds = ["ar", "ap", "advance_received", "prepay"]
        paper = owed(stage, book.day(1), both.pk, kinds)
        paper.due_on = book.day(20)
        done = stage.desk.one(paper)
        # 应收 and 预付 are debits, 应付 and 预收 credits; equity meets each
        assert entry(book, done.id) == lines(
            f"借 1122 100.00; 借 1123 100.00; 贷 220201 100.00; 贷 2203 100.00; 借 {equity} 200.00; 贷 {equity} 200.00"
        )
        assert residuals(book) == {(kind, both.pk): D("100.00") for kind in kinds}
        assert {Item.objects.get(pk=items_of(done, kind)[0]).due_on for kind in kinds} == {book.day(20)}
