"""门店日结 over the wire (D-POSD): the days that wait, what a close takes, and the close itself."""

from __future__ import annotations

import pytest

from hengku.diagnosis.closing import close_month, closing_checks
from hengku.diagnosis.closing_counter import DaysNotClosed
from hengku.kit.errors import Problem
from tests.api.caller import fresh_key, signed_in
from tests.posting.desk import NOW
from tests.scenarios.story import Story
from tests.world import Book

SOLD = """
    opening 01-01 W2 COLA 100 = 200.00
    post pos_ticket 01-05 W2 terminal=01 local_seq=1 paid_cash=20.00 paid_scan=2.60 : COLA 2 @ 11.30 as t1
    post pos_ticket 01-05 乙 W2 terminal=01 local_seq=2 paid_credit=11.30 : COLA 1 @ 11.30 as t2
    post pos_refund 01-05 W2 terminal=01 local_seq=3 reason=quality paid_cash=11.30 : t1 1 wasted=true as back
"""


@pytest.fixture
def story(book: Book) -> Story:
    told = Story(book)
    told.tell(SOLD)
    return told


class TestTheDay:
    def test_is_fetched_counted_and_posted(self, story: Story) -> None:
        book = story.book
        caller = signed_in(book)
        status, days = caller.send("get", "/counter/days", None, "")
        assert (status, [(one["on"], one["tickets"], one["amount"]) for one in days]) == (
            200,
            [("2026-01-05", 3, "22.60")],
        )
        at = {"warehouse": days[0]["store"]["id"], "on": "2026-01-05"}
        status, day = caller.send("get", f"/counter/day?warehouse={at['warehouse']}&on={at['on']}", None, "")
        assert (status, day["tickets"], day["refunds"], len(day["lines"])) == (200, 2, 1, 3)
        assert {one["method"]: one["amount"] for one in day["taken"]} == {
            "cash": "8.70", "scan": "2.60", "card": "0.00", "platform": "0.00", "credit": "11.30",
        }  # fmt: skip
        body = {
            "business_on": at["on"],
            "warehouse": at["warehouse"],
            "fund_account": str(book.cash.pk),
            "fund_account_scan": str(book.bank.pk),
            "counted_cash": "8.00",
            "lines": day["lines"],
        }
        lines = body["lines"][:1]
        status, refused = caller.send("post", "/pos_daily_close/post", {"documents": [{**body, "lines": lines}]}, fresh_key())
        assert (status, refused["code"]) == (409, "DAY_INCOMPLETE")
        status, done = caller.send("post", "/pos_daily_close/post", {"documents": [body]}, fresh_key())
        assert (status, done["documents"][0]["state"]) == (200, "posted")
        story.tell("month 01 5711 0.70")
        assert caller.send("get", "/counter/days", None, "")[1] == []
        story.tell("post pos_ticket 01-06 W2 terminal=01 local_seq=4 paid_cash=11.30 : COLA 1 @ 11.30 as t3")
        _, next_day = caller.send("get", f"/counter/day?warehouse={at['warehouse']}&on=2026-01-06", None, "")
        proposed = {one["method"]: one["usual"] and one["usual"]["id"] for one in next_day["taken"]}
        assert proposed == {
            "cash": str(book.cash.pk), "scan": str(book.bank.pk), "card": None, "platform": None, "credit": None,
        }  # fmt: skip
        assert {one["usual"] and one["usual"]["id"] for one in day["taken"]} == {None}  # before there was a close

    def test_is_for_who_closes_days(self, story: Story) -> None:
        nobody = story.book.actor_who_may("pos_ticket.view", "pos_daily_close.view")
        from hengku.retail.queries import open_days_of

        with pytest.raises(Problem):
            open_days_of(nobody)


class TestClosingTheMonth:
    """4.3 check 22: it warns, and blocks where food is sold."""

    def test_leads_to_the_days_and_blocks_in_catering(self, story: Story) -> None:
        book, month = story.book, story.book.day(1)

        def check() -> tuple[str, int, str]:
            found = {one.key: one for one in closing_checks(book.actor, month=month, part="arap")}["counter_days"]
            return found.level, found.count, (found.link or {})["path"]

        assert check() == ("warn", 1, "/counter")
        story.desk.decide("edition", "CATERING")
        assert check() == ("block", 1, "/counter")
        story.desk.close("stock")
        with pytest.raises(Problem) as refused:
            close_month(actor=book.actor, month=month, part="arap", now=NOW)
        assert isinstance(refused.value, DaysNotClosed), refused.value
        assert (refused.value.count, refused.value.days) == (1, "门店 01-05")
        story.tell("post pos_daily_close 01-05 W2 cash fund_account_scan=bank : t1 2 | t2 1 | back 1")
        assert check() == ("block", 0, "/counter")
        close_month(actor=book.actor, month=month, part="arap", now=NOW)
