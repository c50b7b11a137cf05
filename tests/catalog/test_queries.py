"""Finding a product by whatever somebody knows of it, closest first."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hengku.catalog import actions, errors, queries
from hengku.catalog.records import BarcodeRecord, ProductRecord
from hengku.identity.actor import MissingPermission
from tests.world import Book


@pytest.fixture
def shelf(book: Book) -> Book:
    """Drinks with names, codes and initials that touch one another."""
    rows = [
        ("KL", "快乐水", "个"),
        ("KL-2", "开朗汽水", "个"),
        ("A1", "可口可乐", "瓶"),
        ("A2", "百事可乐 无糖", "瓶"),
        ("A3", "Coca Cola 原味", "罐"),
        ("KELE", "酷了", "个"),
    ]
    actions.create_products(
        actor=book.actor,
        records=[ProductRecord(code=code, name=name, base_unit=unit) for code, name, unit in rows],
    )
    return book


def found(book: Book, text: str, **more: object) -> list[str]:
    return [hit.code for hit in queries.search_products(actor=book.actor, text=text, **more)]


class TestSearchProducts:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("A1", ["A1"]),  # code
            ("可乐", ["A1", "A2", "COLA"]),  # two characters inside the name
            ("口可", ["A1"]),
            ("kkkl", ["A1"]),  # initials
            ("KKKL", ["A1"]),
            ("bskl", ["A2"]),
            ("coca", ["A3"]),  # case
            ("ｃｏｃａ", ["A3"]),  # full width, as an input method leaves it
            ("百事可乐  无糖", ["A2"]),
            ("6901234567892", ["COLA"]),  # barcode
            ("06901234567892", ["COLA"]),
            ("没有这个", []),
            ("%", []),  # no wildcard
            ("_", []),
            ("'; DROP TABLE catalog_product; --", []),
        ],
    )
    def test_finds(self, shelf, text, codes):
        assert found(shelf, text) == codes

    def test_puts_the_exact_code_first_then_what_begins_so_then_what_contains_it(self, shelf):
        # KL is a code, KL-2 begins so, as do the initials of 可乐 and 酷了; 可口可乐 and 百事可乐 have kl inside
        codes = found(shelf, "KL")
        assert codes[0] == "KL"
        assert set(codes[1:4]) == {"KL-2", "COLA", "KELE"}
        assert codes[4:] == ["A1", "A2"]

    def test_a_scanned_barcode_says_which_unit_it_stands_on(self, book):
        (hit,) = queries.search_products(actor=book.actor, text="16901234567899")
        assert (hit.code, hit.unit) == ("COLA", "箱")
        (hit,) = queries.search_products(actor=book.actor, text="6901234567892")
        assert (hit.code, hit.unit) == ("COLA", "瓶")

    def test_a_scan_takes_two_statements(self, book):
        with CaptureQueriesContext(connection) as seen:
            queries.search_products(actor=book.actor, text="16901234567899")
        assert len(seen) == 2

    def test_empty_text_gives_the_first_by_code(self, shelf):
        assert found(shelf, " ", limit=3) == ["A1", "A2", "A3"]

    def test_limit_is_kept(self, shelf):
        assert len(found(shelf, "可乐", limit=2)) == 2

    def test_what_is_off_is_hidden_unless_asked_for(self, shelf):
        actions.set_products_active(actor=shelf.actor, product_ids=[shelf.cola.pk], is_active=False)
        assert found(shelf, "6901234567892") == []
        assert found(shelf, "6901234567892", is_active=None) == ["COLA"]
        assert found(shelf, "可乐", is_active=False) == ["COLA"]

    def test_other_companies_are_not_searched(self, shelf):
        other = Book()
        other.add_product("X9", "可口可乐", barcodes=(BarcodeRecord("X-9"),))
        assert found(shelf, "X-9") == []
        assert found(shelf, "X9") == []
        assert "X9" in found(other, "可口")

    def test_needs_the_right(self, book):
        with pytest.raises(MissingPermission):
            queries.search_products(actor=book.actor_who_may(), text="可乐")


class TestProduct:
    def test_with_everything_about_it(self, book):
        detail = queries.product(actor=book.actor, product_id=book.cola.pk)
        assert [(row.unit.name, row.numerator) for row in detail.units] == [("箱", 12)]
        assert [row.code for row in detail.barcodes] == ["06901234567892", "16901234567899"]

    def test_of_another_company_is_not_found(self, book):
        with pytest.raises(errors.ProductNotFound):
            queries.product(actor=book.actor, product_id=Book().cola.pk)
