"""What is being typed is kept for its person, and a stale copy never silently replaces a newer one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hengku.desk import errors
from hengku.desk.actions import Form, drop_unfinished, keep_unfinished
from hengku.desk.queries import unfinished, unfinished_form
from hengku.identity.actor import Actor, MissingPermission
from tests.posting.desk import Desk
from tests.world import Book

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
FORM = Form("abc", "sales_issue", "key-1", "window-1", {"lines": [{"product": None, "quantity": "1x"}]})


def keep(actor: Actor, version: int = 0, is_forced: bool = False, **changes: object) -> int:
    kept = replace(FORM, **changes)  # type: ignore[arg-type]
    return keep_unfinished(actor=actor, kept=kept, version=version, is_forced=is_forced, now=NOW)


class TestKeeping:
    def test_keeps_what_makes_no_sense_yet(self, book: Book) -> None:
        assert keep(book.actor) == 1
        assert keep(book.actor, 1, form={"lines": []}, party_name="乙") == 2
        (row,) = unfinished(book.actor)
        assert (row["local"], row["version"], row["party_name"]) == ("abc", 2, "乙")
        assert unfinished_form(book.actor, "abc")["form"] == {"lines": []}

    def test_refuses_a_stale_copy_of_another_window(self, book: Book) -> None:
        keep(book.actor)
        keep(book.actor, 1, writer="window-2")
        with pytest.raises(errors.UnfinishedChanged) as refused:
            keep(book.actor, 1)
        assert refused.value.version == 2
        assert keep(book.actor, 1, is_forced=True) == 3

    def test_takes_a_window_whose_own_answer_was_lost(self, book: Book) -> None:
        keep(book.actor)
        keep(book.actor, 1)
        assert keep(book.actor, 1) == 3

    def test_is_for_who_may_make_the_type(self, book: Book) -> None:
        with pytest.raises(MissingPermission):
            keep(book.actor_who_may("sales_issue.view"))

    def test_keeps_no_more_than_a_document_could_hold(self, book: Book) -> None:
        with pytest.raises(errors.FormTooLarge):
            keep(book.actor, form={"text": "x" * 4_000_000})


class TestReading:
    def test_nobody_reads_the_forms_of_others(self, book: Book) -> None:
        keep(book.actor)
        assert unfinished(book.keeper) == []
        with pytest.raises(errors.UnfinishedNotFound):
            unfinished_form(book.keeper, "abc")

    def test_of_what_was_posted_nothing_is_left(self, book: Book) -> None:
        """The browser died after posting and before it could forget the form."""
        keep(book.actor)
        desk = Desk(book)
        desk.receive("5", "2")
        assert len(unfinished(book.actor)) == 1
        desk.post(desk.issue_paper("1"), key="key-1")
        assert unfinished(book.actor) == []
        with pytest.raises(errors.UnfinishedNotFound):
            unfinished_form(book.actor, "abc")

    def test_forgets_what_is_given_up(self, book: Book) -> None:
        keep(book.actor)
        drop_unfinished(actor=book.actor, local="abc")
        drop_unfinished(actor=book.actor, local="abc")
        assert unfinished(book.actor) == []
