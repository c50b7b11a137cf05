"""The stage on which builders play: a book with products, and a day that only goes forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from hengku.catalog.actions import create_products
from hengku.catalog.models import Product
from hengku.catalog.records import ProductRecord
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from tests.posting.desk import Desk, Doc
from tests.world import Book


@dataclass
class Stage:
    """A book with as many products as papers have lines, and a day that only goes forward."""

    book: Book
    desk: Desk = field(init=False)
    today: int = 1
    more: list[Product] = field(default_factory=list)
    _codes: Iterator[int] = field(default_factory=lambda: count(1))
    _needs: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.desk = Desk(self.book)

    def day(self) -> date:
        """The next day."""
        self.today += 1
        return self.book.day(self.today)

    def stay_in_month(self, days: int = 10) -> None:
        """Go on in the next month where this one has fewer days left: what is of two months takes other statements."""
        here = self.book.day(self.today + 1)
        there = self.book.day(self.today + days)
        if (here.year, here.month) != (there.year, there.month):
            self.today += (there.replace(day=1) - here).days

    def needed(self) -> date:
        """A day far from today that nobody needed anything for yet."""
        return self.book.day(4_000 + next(self._needs))

    def products(self, number: int) -> list[Product]:
        """The same first products every time, made when they are first needed; the first is cola."""
        missing = number - 1 - len(self.more)
        if missing > 0:
            self.more += self.new_products(missing)
        return [self.book.cola, *self.more[: number - 1]]

    def new_products(self, number: int) -> list[Product]:
        """Products that no document has seen."""
        records = [
            ProductRecord(code=f"P{n}", name=f"商品{n}", base_unit="个")
            for n in (next(self._codes) for _ in range(number))
        ]
        return list(create_products(actor=self.book.actor, records=records))

    def goods(self, number: int, quantity: str, price: str | None = None, **more: object) -> list[PaperLine]:
        """One line per product."""
        return [
            PaperLine(
                product_id=product.pk,
                unit_id=product.base_unit_id,
                quantity=D(quantity),
                price=None if price is None else D(price),
                **dict(more),  # type: ignore[arg-type]
            )
            for product in self.products(number)
        ]

    def priced(self, number: int, quantity: str, price: str) -> list[PaperLine]:
        """Lines with a price and a tax code."""
        tax_code = self.book.tax_code("VAT13").pk
        return self.goods(number, quantity, price, tax_code_id=tax_code)

    def stock(self, documents: int, lines: int, quantity: str = "10") -> None:
        """Put ``quantity`` for each document and line into W1, at 10.00 a piece."""
        whole = D(quantity) * documents
        self.desk.one(self.bought("purchase_receipt", self.priced(lines, str(whole), "10"), self.day()))

    def bought(self, type_code: str, lines: list[PaperLine], on: date) -> Paper:
        """A paper of the supplier for W1."""
        header = {"party_id": self.book.supplier.pk, "warehouse_id": self.book.w1.pk}
        return Paper(type_code, on, lines, price_mode="EXCL", **header)

    def sold(self, type_code: str, lines: list[PaperLine], on: date) -> Paper:
        """A paper of the customer for W1."""
        return Paper(type_code, on, lines, party_id=self.book.customer.pk, warehouse_id=self.book.w1.pk)


def follow(source: Doc, quantity: str, **more: object) -> list[PaperLine]:
    """A line for each line of the source."""
    return [PaperLine(quantity=D(quantity), source_line_id=line, **dict(more)) for line in source.lines]  # type: ignore[arg-type]
