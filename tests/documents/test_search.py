"""The search box finds documents by what people have in hand, and only those they may see."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.documents.models import Document
from hengku.documents.queries_search import search_documents
from hengku.posting.actions import post
from tests.api.caller import Caller, signed_in
from tests.documents.builders import BUILDERS
from tests.documents.builders.stage import Stage
from tests.posting.desk import NOW, new_key
from tests.world import Book


@pytest.fixture(scope="module")
def shop(database: Any) -> Book:
    """A book with a receipt, an order of which 甲 wrote the number, and an issue."""
    book = Book()
    stage = Stage(book)
    for code in ("purchase_receipt", "purchase_order", "sales_issue"):
        (paper,) = BUILDERS[code](stage, 1, 1)
        if code == "purchase_order":
            paper.source_system, paper.source_number = "shop", "TB-8877"
        post(actor=book.actor, documents=[paper], key=new_key(), now=NOW)
    return book


def number_of(book: Book, code: str) -> str:
    return str(
        Document.objects.visible_to(book.actor)
        .filter(type_code=code)
        .order_by("-id")
        .values_list("number", flat=True)[0]
    )


def found(book: Book, text: str, **more: Any) -> list[str]:
    return [row["number"] for row in search_documents(more.pop("actor", book.actor), text, **more)]


def test_by_the_whole_number_and_nothing_else(shop: Book):
    number = number_of(shop, "sales_issue")
    assert found(shop, number) == [number]
    assert found(shop, f" {number.lower()} ") == [number]


def test_by_how_the_number_begins_the_latest_first(shop: Book):
    numbers = found(shop, "PO-")
    assert numbers
    assert numbers == sorted(numbers, reverse=True)
    assert all(number.startswith("PO-") for number in numbers)


def test_by_how_the_number_ends(shop: Book):
    number = number_of(shop, "purchase_receipt")
    assert number in found(shop, number[-8:])
    assert found(shop, "98765") == []


def test_by_the_number_on_the_paper_of_somebody_else(shop: Book):
    assert found(shop, "TB-88") == [number_of(shop, "purchase_order")]


def test_by_the_party_when_it_was_named(shop: Book):
    assert found(shop, "甲", party_ids=(shop.supplier.pk,))
    assert found(shop, "甲") == []


def test_only_types_the_actor_may_see(shop: Book):
    number = number_of(shop, "purchase_order")
    assert found(shop, number, actor=shop.seller) == []
    assert found(shop, "PO-", actor=shop.seller) == []


def test_nothing_of_another_company(shop: Book):
    other = Book()
    assert found(shop, number_of(shop, "sales_issue"), actor=other.actor) == []
    assert found(shop, "SOUT", actor=other.actor) == []


@pytest.fixture(scope="module")
def boss(shop: Book) -> Caller:
    return signed_in(shop)


class TestTheBox:
    @pytest.mark.parametrize(
        ("text", "kind", "label", "is_exact"),
        [
            ("COLA", "product", "可乐", True),  # code
            ("6901234567892", "product", "可乐", True),  # barcode
            ("7892", "product", "可乐", False),  # end of a barcode
            ("kl", "product", "可乐", False),  # initials
            ("kele", "product", "可乐", False),  # full pinyin
            ("可乐 300", "product", "可乐", False),  # words
            ("甲", "party", "甲", True),
        ],
    )
    def test_finds(self, boss: Caller, text: str, kind: str, label: str, is_exact: bool):
        status, answer = boss.get("/search", q=text)
        assert status == 200
        hit = next(one for one in answer["hits"] if one["kind"] == kind)
        assert (hit["label"], hit["is_exact"]) == (label, is_exact)
        assert not is_exact or answer["hits"][0] == hit

    def test_gives_a_keeper_no_purchase_amounts(self, shop: Book, boss: Caller):
        number = number_of(shop, "purchase_receipt")
        keeper = signed_in(shop, shop.keeper.user_id)
        told = {
            who: caller.get("/search", q=number)[1]["hits"][0]["detail"]
            for who, caller in (("boss", boss), ("keeper", keeper))
        }
        amount = Document.objects.visible_to(shop.actor).get(number=number).amount_incl
        assert f"{amount}" in told["boss"]
        assert f"{amount}" not in told["keeper"]

    def test_says_by_what_labels_can_be_typed(self, boss: Caller):
        answer = boss.post("/search/keys", {"labels": ["采购入库单", "Stock"]})
        assert answer == (
            200,
            [{"initials": "cgrkd", "pinyin": "caigourukudan"}, {"initials": "stock", "pinyin": "stock"}],
        )

    @pytest.mark.parametrize("text", ["%", "_", "'", "\\", "x" * 900])
    def test_takes_no_wildcards_and_no_novels(self, boss: Caller, text: str):
        assert boss.get("/search", q=text) == (200, {"hits": []})
