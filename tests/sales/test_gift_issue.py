"""赠品样品出库 (D-GFT): TX-17 as a document, under both standards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.kit.postgres import Cluster
from tests.posting.books import accounts, entry, lines, residuals
from tests.posting.desk import Desk, item_line
from tests.world import Book


def gift(desk: Desk, book: Book) -> int:
    """8 bottles that cost 80.00 together, at a fair price of 12.50 each without tax."""
    desk.opening("8", "80.00")
    paper = desk.paper(
        "gift_issue",
        6,
        [item_line(book.cola, "8", "12.50")],
        party_id=book.customer.pk,
        warehouse_id=book.w1.pk,
        data={"purpose": "promotion"},
    )
    return desk.one(paper).id


class TestGiftIssue:
    def test_costs_its_cost_and_the_tax_on_its_fair_price(self, book: Book) -> None:
        document = gift(Desk(book), book)
        assert entry(book, document) == lines(
            "借 5601 13.00; 贷 22210107 13.00; 借 5601 80.00; 贷 1405 80.00"
        )
        assert residuals(book) == {}

    def test_of_an_enterprise_goes_to_6601(self, database: Cluster) -> None:
        book = Book(standard="enterprise")
        gift(Desk(book), book)
        assert accounts(book)["6601"] == Decimal("93.00")

    def test_of_a_small_scale_taxpayer_owes_tax_by_the_levy_rate(self, database: Cluster) -> None:
        book = Book(taxpayer="small_scale")
        desk = Desk(book)
        gift(desk, book)
        found = accounts(book)
        assert found["222101"] < 0
        assert found["5601"] == Decimal("80.00") - found["222101"]

    @pytest.mark.parametrize("code", ["22210107", "5601"])
    def test_reversed_leaves_nothing(self, book: Book, code: str) -> None:
        desk = Desk(book)
        desk.opening("8", "80.00")
        paper = desk.paper(
            "gift_issue",
            6,
            [item_line(book.cola, "8", "12.50")],
            party_id=book.customer.pk,
            warehouse_id=book.w1.pk,
            data={"purpose": "sample"},
        )
        desk.reverse(desk.one(paper), day=7)
        assert accounts(book).get(code, Decimal(0)) == 0
