"""A counter that sells while its day is closed, and tickets that want the last of a lot (D-POSD, B4): none is lost, none is
counted twice. Threads wait for each other, never for the clock; each guarantee has its negative control.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Event
from typing import Any

import pytest

from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting import decide, first_out
from hengku.posting.counter_days import DayClosed, open_lines
from hengku.posting.errors import NegativeStock
from tests.posting.books import disagreements
from tests.posting.crowd import at_once
from tests.posting.desk import Doc
from tests.scenarios.any_paper import paper_of
from tests.scenarios.story import Story
from tests.world import Book

WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND classid = %s::bigint"
DAY_GATE = 0x484B4459


def selling(story: Story, number: int, goods: str = "COLA 1 @ 11.30") -> Callable[[], Any]:
    """A ticket, ready to be posted."""
    words = f"W2 terminal=01 local_seq={number} paid_cash=11.30 : {goods}"
    paper = paper_of(story.book, story.known, "pos_ticket", 5, tuple(words.split()))
    return lambda: story.desk.one(paper)


def closing(story: Story) -> Callable[[], Any]:
    paper = paper_of(story.book, story.known, "pos_daily_close", 5, ("W2", "cash", ":", "t1", "1"))
    return lambda: story.desk.one(paper)


@pytest.fixture
def story(book: Book) -> Story:
    told = Story(book)
    told.tell("opening 01-01 W2 COLA 100 = 200.00")
    told.known["t1"] = selling(told, 1)()
    return told


def close_beside(story: Story, monkeypatch: pytest.MonkeyPatch, until: Callable[[Event], None]) -> list[Any]:
    """The close has counted its tickets and stands still, until ``until`` says that it may go on; meanwhile a ticket is
    posted. What became of both.
    """
    counted, done = Event(), Event()
    check = decide.check_days

    def check_and_wait(batch: Any) -> None:
        check(batch)
        if batch.jobs[0].kind.code == "pos_daily_close":
            counted.set()
            until(done)

    monkeypatch.setattr(decide, "check_days", check_and_wait)

    def sell() -> Any:
        assert counted.wait(timeout=60)
        try:
            return ticket()
        finally:
            done.set()

    ticket = selling(story, 2)
    return at_once([closing(story), sell])


def left_out(story: Story) -> int:
    book = story.book
    return len(open_lines(book.company_id, "pos_daily_close", [(book.w2.pk, book.day(5))]))


class TestATicketBesideTheClose:
    def test_waits_for_it_and_is_refused(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        def until_it_waits(done: Event) -> None:
            while not done.wait(timeout=0.01):
                if sql.rows(WAITS, (DAY_GATE,))[0][0]:
                    return

        closed, refused = close_beside(story, monkeypatch, until_it_waits)
        assert isinstance(closed, Doc)
        assert isinstance(refused, DayClosed), refused
        assert left_out(story) == 0
        story.tell("month 01 5001 -10.00")
        assert disagreements(story.book.company_id) == []

    def test_negative_control_without_the_lock_it_is_lost(
        self, story: Story, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(decide, "lock_days", lambda _batch: None)
        closed, sold = close_beside(story, monkeypatch, lambda done: assert_done(done))
        assert isinstance(closed, Doc)
        assert isinstance(sold, Doc)
        assert left_out(story) == 1, "a ticket of a closed day that no close has"


def assert_done(done: Event) -> None:
    """The other is through before this goes on."""
    assert done.wait(timeout=60)


SOLD = 6


class TestTheLastOfALot:
    @pytest.fixture
    def hams(self, story: Story) -> list[Callable[[], Any]]:
        """Three of a lot that goes first, three of the next, and six tickets that want one each."""
        story.book.add_product("HAM", "火腿", tracking="lot")
        story.tell("""
            post purchase_receipt 01-02 甲 W2 : HAM 3 @ 5.00 lot_no=SOON expires_on=2026-02-01
            post purchase_receipt 01-02 甲 W2 : HAM 3 @ 5.00 lot_no=LATE expires_on=2026-06-01
        """)
        return [selling(story, 10 + number, "HAM 1 @ 11.30") for number in range(SOLD)]

    def test_everybody_gets_one(self, story: Story, hams: list[Callable[[], Any]]) -> None:
        found = at_once(hams)
        assert Counter(type(one) for one in found) == {Doc: SOLD}, found
        story.tell("hand HAM W2 0")

    def test_negative_control_without_taking_turns_all_pick_the_first(
        self, story: Story, hams: list[Callable[[], Any]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        together = Barrier(SOLD)
        load = first_out.load_stock

        def load_and_wait(*asked: Any) -> Any:
            found = load(*asked)
            together.wait(timeout=60)
            return found

        monkeypatch.setattr(first_out, "LOCK", "SELECT %s, %s::bigint, %s::bigint[]")
        monkeypatch.setattr(first_out, "load_stock", load_and_wait)
        found = at_once(hams)
        assert Counter(type(one) for one in found) == {Doc: 3, NegativeStock: 3}, found
        assert all(isinstance(one, Problem | Doc) for one in found)
        assert D(3) == sql.rows("SELECT sum(quantity) FROM inventory_onhand WHERE lot_id > 0 AND company_id = %s"
                                " AND place_id = %s", (story.book.company_id, story.book.place(story.book.w2).pk))[0][0]  # fmt: skip
