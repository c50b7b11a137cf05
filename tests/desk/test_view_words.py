"""Saved views hold words of the data dictionary by name: a renamed level or term is renamed there too."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.desk.errors import ViewChanged
from hengku.desk.models import View
from tests.api.caller import signed_in
from tests.desk.test_views import change, condition, content, create
from tests.world import Book

PARTIES = "records:parties"


def conditions(view: Any) -> list[tuple[str, list[str]]]:
    kept = View.objects.get(pk=view["id"])
    return [(one["field"], one["value"]) for one in kept.content["filter"]["conditions"]]


def rename(book: Book, list_code: str, code: str, **given: Any) -> None:
    status, told = signed_in(book).put(f"/dictionary/words/{list_code}/{code}", given)
    assert status == 200, told


class TestRenamed:
    def test_a_view_of_everybody_asks_for_the_new_name(self, book: Book) -> None:
        asks = content(condition("level", "is", "批发"), condition("name", "contains", "批发"))
        made = create(book.actor, list_key=PARTIES, content=asks)
        theirs = create(book.boss, "现结的", list_key=PARTIES, content=content(condition("settlement_term", "is", "现结")))
        rename(book, "customer_level", "wholesale", name="经销")
        assert conditions(made) == [("level", ["经销"]), ("name", ["批发"])]  # a name of a party is no level
        rename(book, "settlement_term", "cash", name="钱货两清")
        assert conditions(theirs) == [("settlement_term", ["钱货两清"])]
        with pytest.raises(ViewChanged):  # who has it open would write the old name back
            change(book.actor, made)

    def test_what_names_another_word_or_company_stays(self, book: Book) -> None:
        part = create(book.actor, list_key=PARTIES, content=content(condition("level", "contains", "批")))
        other = create(book.actor, "零售", list_key=PARTIES, content=content(condition("level", "is", "零售")))
        elsewhere = Book()
        away = create(elsewhere.actor, list_key=PARTIES, content=content(condition("level", "is", "批发")))
        rename(book, "customer_level", "wholesale", name="经销")
        rename(book, "customer_level", "wholesale", name="经销", is_active=False)  # stopped is not renamed
        assert [conditions(one)[0][1] for one in (part, other, away)] == [["批"], ["零售"], ["批发"]]
