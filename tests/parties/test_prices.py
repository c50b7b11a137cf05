"""价目表: which agreed price holds, who may agree, and what the entry page is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hengku.catalog.models import Product
from hengku.desk.queries_checks import Asked, live_checks
from hengku.documents.declaration import document_type
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.parties.actions_prices import PriceRecord, save_price
from hengku.parties.models import AgreedPrice, Party
from hengku.parties.price_rules import Agreed, breaks, choose
from hengku.posting.floor_prices import BelowFloorPrice
from tests.posting.desk import Desk, item_line
from tests.world import Book

DAY = date(2026, 3, 10)


def price(pk: int, amount: str, minimum: str = "0", party: int = 0, level: str = "", **days: date) -> Agreed:
    return Agreed(pk, 1, party, level, D(minimum), D(amount), is_with_tax=True, **days)


class TestChoosing:
    """Customer before level before everybody; then the largest quantity reached; then the latest."""

    PRICES = (
        price(1, "10"),
        price(2, "9", "100"),
        price(3, "8.5", level="A"),
        price(4, "8", "50", level="A"),
        price(5, "7.9", party=7),
        price(6, "6", party=7, valid_from=date(2026, 4, 1)),
        price(7, "5", valid_to=date(2026, 3, 9)),
    )

    @pytest.mark.parametrize(
        ("party", "level", "quantity", "wanted"),
        [
            (9, "", "1", "10"),
            (9, "", "100", "9"),
            (9, "A", "1", "8.5"),
            (9, "A", "50", "8"),
            (9, "A", "500", "8"),
            (7, "A", "500", "7.9"),
        ],
    )
    def test_takes_the_closest(self, party: int, level: str, quantity: str, wanted: str) -> None:
        found = choose(self.PRICES, party, level, D(quantity), DAY)
        assert found is not None
        assert found.price == D(wanted)

    def test_by_day_and_without_any(self) -> None:
        found = choose(self.PRICES, 7, "", D(1), date(2026, 4, 2))
        assert found is not None
        assert found.price == D(6)
        assert choose((), 7, "", D(1), DAY) is None

    def test_tells_the_steps(self) -> None:
        assert [one.id for one in breaks(self.PRICES, 9, "", DAY)] == [1, 2]
        assert [one.id for one in breaks(self.PRICES, 9, "A", DAY)] == [3, 4]
        assert [one.id for one in breaks(self.PRICES, 7, "A", DAY)] == [5]


class TestAgreeing:
    def test_is_told_beside_the_lines(self, book: Book) -> None:
        Party.objects.filter(pk=book.customer.pk).update(level="批发")
        for record in (
            PriceRecord(book.cola.pk, D("3.2")),
            PriceRecord(book.cola.pk, D("3"), level="批发"),
            PriceRecord(book.cola.pk, D("2.8"), level="批发", minimum=D(24)),
            PriceRecord(book.cola.pk, D("1"), level="重点客户"),
        ):
            save_price(actor=book.actor, price_id=None, record=record)
        asked = Asked(
            kind=document_type("sales_order"),
            on=book.day(4),
            party_id=book.customer.pk,
            product_ids=[book.cola.pk],
        )
        (product,) = live_checks(book.actor, asked)["products"]
        found = [(one["minimum"], one["price"], one["of"]) for one in product["agreed"]]
        assert found == [(D(0), "3", "level"), (D(24), "2.8", "level")]

    def test_another_currency_is_not_offered(self, book: Book) -> None:
        foreign = PriceRecord(book.cola.pk, D("0.4"), currency="USD", floor_price=D("99"), is_with_tax=False)
        save_price(actor=book.actor, price_id=None, record=foreign)
        asked = Asked(document_type("sales_order"), book.day(4), product_ids=[book.cola.pk])
        assert live_checks(book.actor, asked)["products"][0]["agreed"] == []
        order_at(book, "0.01")  # nor is its floor one
        for wrong, field in ((replace(foreign, currency="dollar"), "currency"),
                             (PriceRecord(book.cola.pk, D(3), floor_price=D("3.01")), "floor_price")):  # fmt: skip
            with pytest.raises(Problem) as refused:
                save_price(actor=book.actor, price_id=None, record=wrong)
            assert refused.value.where.field == field

    def test_its_floor_goes_before_that_of_the_product(self, book: Book) -> None:
        """The closest price that states a floor, by customer, quantity and day; else the product's own."""
        Product.objects.filter(pk=book.cola.pk).update(floor_price=D(10))
        Party.objects.filter(pk=book.customer.pk).update(level="批发")
        for record in (
            PriceRecord(book.cola.pk, D(12), floor_price=D(11)),
            PriceRecord(book.cola.pk, D(10), level="批发", floor_price=D(9)),
            PriceRecord(book.cola.pk, D(9), level="批发", minimum=D(24), floor_price=D(8)),
            PriceRecord(
                book.cola.pk, D(5), party_id=book.customer.pk, valid_to=book.day(3), floor_price=D(4)
            ),
            PriceRecord(book.cola.pk, D(5), level="重点客户", floor_price=D(1)),
            PriceRecord(book.cola.pk, D(5), party_id=book.customer.pk),
        ):
            made = save_price(actor=book.actor, price_id=None, record=record)
            assert made.floor_price == record.floor_price
        refused_at(book, "8.99", "9", "10")
        refused_at(book, "7.99", "8", "24")
        order_at(book, "9")
        order_at(book, "8", "24")
        Party.objects.filter(pk=book.customer.pk).update(level="")
        refused_at(book, "10.5", "11", "10")
        AgreedPrice.objects.filter(product_id=book.cola.pk).update(is_active=False)
        refused_at(book, "9.99", "10", "10")
        order_at(book, "10")

    def test_needs_the_right_and_makes_sense(self, book: Book) -> None:
        record = PriceRecord(book.cola.pk, D("3"))
        with pytest.raises(MissingPermission):
            save_price(actor=book.seller, price_id=None, record=record)
        made = save_price(actor=book.actor, price_id=None, record=record)
        wrong = PriceRecord(
            book.cola.pk,
            D("-1"),
            party_id=book.customer.pk,
            level="A",
            valid_from=book.day(9),
            valid_to=book.day(8),
        )
        with pytest.raises(Problem):
            save_price(actor=book.actor, price_id=made.pk, record=wrong)
        with pytest.raises(Problem):
            save_price(actor=Book().actor, price_id=made.pk, record=record)
        assert AgreedPrice.objects.get(pk=made.pk).price == D(3)


def order_at(book: Book, price: str, quantity: str = "10") -> None:
    desk = Desk(book)
    header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
    desk.one(desk.paper("sales_order", 4, [item_line(book.cola, quantity, price)], **header))


def refused_at(book: Book, price: str, floor: str, quantity: str) -> None:
    with pytest.raises(BelowFloorPrice) as refused:
        order_at(book, price, quantity)
    assert refused.value.floor == D(floor)
