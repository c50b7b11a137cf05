"""Daily snapshots (P9): equal to the books on every day, whoever posts into the past and whenever they are made."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Event
from typing import Any

import pytest

from hengku.catalog.models import Product
from hengku.company.rules import month_end
from hengku.diagnosis.queries import audit
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.posting import batches, snapshots
from hengku.posting.snapshots import KeptDay, busy_parts, is_kept, make_snapshots, wanted_days
from hengku.reports.run import run_report
from tests.posting.crowd import at_once
from tests.posting.desk import Desk
from tests.world import Book

NOW = datetime(2026, 1, 21, 8, 0, tzinfo=UTC)  # the 21st: of the days before, all are recent
QUANTITY = """
SELECT sum(s.quantity) FROM inventory_snapshot AS s JOIN inventory_place AS p ON p.id = s.place_id AND p.role = 'stock'
WHERE s.company_id = %s AND s.business_on = %s AND s.product_id = %s
"""


@pytest.fixture
def desk(book: Book) -> Desk:
    """A desk with twenty days of business behind it."""
    made = Desk(book)
    made.receive("100", "10", day=2)
    made.issue("30", day=5)
    made.receive("50", "13", day=9)
    made.issue("40", day=12)
    made.receive("10", "20", day=3, product=ham(book), data={"aux_quantity": "51"})
    return made


def ham(book: Book) -> Product:
    """What is counted in pieces and weighed (B2)."""
    found = Product.objects.visible_to(book.actor).filter(code="HAM").first()
    return found or book.add_product("HAM", "火腿", "条", aux_unit="千克", aux_standard=D("5"))


def quantity(book: Book, day: int) -> Decimal:
    """What the snapshot of a day says of cola."""
    return sql.rows(QUANTITY, (book.company_id, book.day(day), book.cola.pk))[0][0] or D(0)


def make(book: Book) -> int:
    """Make all that is missing."""
    return make_snapshots(company_id=book.company_id, now=NOW, at_most=100)


def made(book: Book) -> list[date]:
    """The days that have a snapshot."""
    asked = "SELECT business_on FROM inventory_snapshotday WHERE company_id = %s AND is_made ORDER BY 1"
    return [row[0] for row in sql.rows(asked, (book.company_id,))]


def disagreeing(book: Book) -> set[str]:
    """Invariants of snapshots that do not hold."""
    return {finding.invariant for finding in audit(book.company_id).findings} & {"I11", "I11b", "I11c"}


class TestTheDaysThatAreKept:
    def test_are_all_of_a_quarter_and_the_ends_of_parts_of_months_before(self) -> None:
        today = date(2026, 11, 22)
        days = wanted_days(date(2025, 1, 1), today)
        assert days[-91:] == [today - timedelta(days=n) for n in range(91, 0, -1)]
        old = [day for day in days if day <= today - timedelta(days=92)]
        assert {day.day for day in old if day != month_end(day)} == {10, 20}
        assert date(2026, 2, 28) in old
        assert not is_kept(date(2026, 2, 27), today)

    def test_are_all_of_a_busy_part_of_a_month(self) -> None:
        today = date(2026, 11, 22)
        busy = busy_parts(
            [
                KeptDay(date(2026, 2, 15), True, 30_000, 100),
                KeptDay(date(2026, 2, 20), True, 20_001, 100),
                KeptDay(date(2026, 2, 28), True, 50_000, 100),
                KeptDay(date(2026, 3, 10), True, 90_000, 90_000),  # as many rows as moves: not worth it
            ]
        )
        assert busy == {date(2026, 2, 20)}
        days = wanted_days(date(2026, 2, 1), today, busy)
        assert days[:12] == [date(2026, 2, n) for n in (*range(10, 21), 28)]

    def test_end_yesterday(self) -> None:
        assert wanted_days(date(2026, 1, 1), date(2026, 1, 4)) == [date(2026, 1, n) for n in (1, 2, 3)]
        assert wanted_days(date(2026, 1, 4), date(2026, 1, 4)) == []


class TestSnapshots:
    def test_say_what_lay_there_at_the_end_of_each_day(self, book: Book, desk: Desk) -> None:
        assert make(book) == 19  # the 2nd to the 20th
        assert [quantity(book, day) for day in (2, 4, 5, 9, 11, 12, 20)] == [100, 100, 70, 120, 120, 80, 80]
        assert make(book) == 0

    def test_follow_what_is_posted_into_the_past(self, book: Book, desk: Desk) -> None:
        make(book)
        desk.receive("10", "9", day=4)
        late = desk.issue("5", day=11)
        assert [quantity(book, day) for day in (3, 4, 10, 11, 20)] == [100, 110, 130, 125, 85]
        desk.reverse(late, day=11)
        assert quantity(book, 20) == 90

    def test_of_today_and_later_are_nobodys_business(self, book: Book, desk: Desk) -> None:
        make(book)
        with sql.counting() as statements:
            desk.issue("1", day=21)
        assert not [one for one in statements if "INTO inventory_snapshot" in one]

    def test_thin_out_as_they_grow_old(self, book: Book, desk: Desk) -> None:
        make(book)
        make_snapshots(company_id=book.company_id, now=NOW + timedelta(days=100), at_most=500)
        kept = made(book)
        assert [day for day in kept if day <= book.day(28)] == [book.day(10), book.day(20)] + [
            day for day in kept if book.day(21) <= day <= book.day(28)
        ]
        assert book.day(5) not in kept

    def test_of_busy_days_stay_and_are_made_where_they_were_not(
        self, book: Book, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(snapshots, "BUSY", 4)  # ten moves of 1 to 10, one of 11 to 20
        for _ in range(6):
            desk.receive("1", "10", day=4)
        later = NOW + timedelta(days=100)
        make_snapshots(company_id=book.company_id, now=later, at_most=500)
        assert book.day(5) not in made(book)
        make_snapshots(company_id=book.company_id, now=later, at_most=500)
        kept = made(book)
        assert [day for day in kept if day <= book.day(10)] == [book.day(n) for n in range(2, 11)]
        assert [day for day in kept if book.day(13) <= day < book.day(20)] == []
        assert [quantity(book, day) for day in (4, 5, 9)] == [106, 76, 126]
        assert disagreeing(book) == set()

    @pytest.mark.parametrize("scope", ["ORG", "WAREHOUSE"])
    def test_make_no_difference_to_any_report(self, book: Book, scope: str) -> None:
        desk = Desk(book)
        desk.decide("cost_scope", scope)
        random_days(desk, random.Random(7), 40)
        before = list(reports(book))
        make(book)
        assert list(reports(book)) == before
        random_days(desk, random.Random(8), 15)
        with_snapshots = list(reports(book))
        assert audit(book.company_id).findings == []
        # thinned out: a period begins between two days, or ends after the last
        gone = [book.day(n) for n in (4, 11, 20)]
        sql.run(snapshots.THIN_OUT, {"company": book.company_id, "days": gone})
        assert list(reports(book)) == with_snapshots
        sql.run("DELETE FROM inventory_snapshotday WHERE company_id = %s", (book.company_id,))
        sql.run("DELETE FROM inventory_snapshot WHERE company_id = %s", (book.company_id,))
        sql.run("DELETE FROM costing_poolsnapshot WHERE company_id = %s", (book.company_id,))
        sql.run("DELETE FROM costing_flow WHERE company_id = %s", (book.company_id,))
        assert list(reports(book)) == with_snapshots

    @pytest.mark.books_may_break
    @pytest.mark.parametrize(
        ("broken", "code"),
        [
            (
                "UPDATE inventory_snapshot SET quantity = quantity + 1 WHERE company_id = %s AND quantity > 0",
                "I11",
            ),
            ("UPDATE costing_poolsnapshot SET amount = amount + 0.01 WHERE company_id = %s", "I11b"),
            # in and out alike, so that what lies there at the end is right
            (
                "UPDATE costing_flow SET in_amount = in_amount + 1, out_amount = out_amount + 1 WHERE company_id = %s",
                "I11c",
            ),
            ("UPDATE costing_flow SET inner_value_count = 1 WHERE company_id = %s", "I11c"),
            (
                "UPDATE costing_flow SET in_weight = in_weight + 1, out_weight = out_weight + 1 WHERE company_id = %s",
                "I11c",
            ),
            ("UPDATE costing_flow SET inner_out_weight = 0.5 WHERE company_id = %s", "I11c"),
        ],
    )
    def test_are_watched(self, book: Book, desk: Desk, broken: str, code: str) -> None:
        make(book)
        assert disagreeing(book) == set()
        sql.run(broken, (book.company_id,))
        assert disagreeing(book) == {code}


def random_days(desk: Desk, chance: random.Random, documents: int) -> None:
    """Receipts, issues and transfers on any day of the first twenty, some of goods that are weighed."""
    hams = ham(desk.book)
    desk.receive("1000", "10", day=1)
    desk.receive("1000", "10", day=1, product=hams, data={"aux_quantity": "5000"})
    for _ in range(documents):
        day, quantity = chance.randint(2, 20), str(chance.randint(1, 9))
        act: Callable[..., Any] = chance.choice([desk.issue, desk.transfer, desk.receive])
        more: dict[str, Any] = {}
        if chance.random() < 0.4:
            kilograms = D(quantity) * 5 + D(chance.randint(-400, 400)) / 1000
            more = {"product": hams, "data": {"aux_quantity": str(kilograms)}}
        if act == desk.receive:
            came = desk.receive(quantity, str(chance.randint(5, 15)), day=day, **more)
            if chance.random() < 0.3:  # G9: taken back on its own side
                desk.reverse(came, day=min(day + chance.randint(0, 3), 20))
        else:
            act(quantity, day=day, **more)


def reports(book: Book) -> Iterator[Any]:
    """Stock, 收发存 and the ledger of each product as of many days, by product and by warehouse."""
    for day in range(1, 21):
        for by in ("product", "warehouse", "status"):
            values = {"as_of": book.day(day).isoformat(), "by": by}
            yield run_report(book.actor, "stock", values, today=book.day(300)).rows
    for first, last in ((1, 20), (5, 20), (5, 14), (12, 20), (20, 20), (2, 28)):
        for by in ("product", "warehouse"):
            values = {"from": book.day(first).isoformat(), "to": book.day(last).isoformat(), "by": by}
            yield run_report(book.actor, "stock_summary", values, today=book.day(300)).rows
        for product in Product.objects.visible_to(book.actor).order_by("pk"):
            for warehouse in ("", str(book.w1.pk)):
                values = {"from": book.day(first).isoformat(), "to": book.day(last).isoformat()}
                values |= {"product": str(product.pk), "warehouse": warehouse}
                yield run_report(book.actor, "stock_ledger", values, today=book.day(300)).rows


class Held:
    """A posting that has written everything and waits just before it commits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.has_written, self.may_end = Event(), Event()
        write = batches.write_documents

        def wait(*arguments: Any, **options: Any) -> None:
            write(*arguments, **options)
            self.has_written.set()
            assert self.may_end.wait(30)

        monkeypatch.setattr(batches, "write_documents", wait)

    def beside(self, post: Callable[[], Any], act: Callable[[], Any], *, seconds: float = 0.6) -> bool:
        """Run ``act`` while the posting is held; whether it ended before the posting did."""
        done = Event()

        def other() -> None:
            self.has_written.wait(30)
            act()
            done.set()

        def end() -> bool:
            self.has_written.wait(30)
            early = done.wait(seconds)
            self.may_end.set()
            return early

        _, _, early = found = at_once([post, other, end])
        assert not [one for one in found if isinstance(one, Exception)], found
        return bool(early)


class TestMakingWhileSomebodyPosts:
    """The maker and who posts into the past meet at the row of the day."""

    def test_waits_for_who_corrects_the_day(
        self, book: Book, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert self.announced_and_made(book, desk, monkeypatch) is False
        assert disagreeing(book) == set()

    @pytest.mark.books_may_break
    def test_and_misses_the_move_where_it_does_not_wait(
        self, book: Book, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(snapshots, "LOCK_DAYS", snapshots.LOCK_DAYS.replace("FOR UPDATE", ""))
        monkeypatch.setattr(
            snapshots, "MADE", snapshots.MADE.replace("AND business_on", "AND true AND business_on")
        )
        monkeypatch.setattr(snapshots, "CORRECT_HANDS", snapshots.CORRECT_HANDS.replace("FOR SHARE", ""))
        monkeypatch.setattr(snapshots, "CORRECT_POOLS", snapshots.CORRECT_POOLS.replace("FOR SHARE", ""))
        assert self.announced_and_made(book, desk, monkeypatch) is True
        assert disagreeing(book) == {"I11", "I11b", "I11c"}
        missed = [one for one in audit(book.company_id).findings if one.invariant == "I11c"]
        assert any("重量 -15.6" in one.what or "重量 15.6" in one.what for one in missed), missed

    @staticmethod
    def announced_and_made(book: Book, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> bool:
        """Whether the day was made before the posting into it, begun after it was announced, came to its end."""
        day = book.day(20)
        assert snapshots._announced(book.company_id, day)
        held = Held(monkeypatch)
        return held.beside(
            lambda: desk.issue("3", day=15, product=ham(book), data={"aux_quantity": "15.6"}),
            lambda: snapshots._make(book.company_id, day, NOW),
        )

    def test_begins_only_when_nobody_posts(
        self, book: Book, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        held = Held(monkeypatch)
        found: list[int] = []
        held.beside(lambda: desk.issue("3", day=15), lambda: found.append(make(book)), seconds=3)
        assert found == [0]
        assert make(book) == 19
        assert disagreeing(book) == set()

    @pytest.mark.books_may_break
    def test_and_misses_the_move_of_who_began_before(
        self, book: Book, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(snapshots, "keep_postings_out", lambda company_id: None)
        held = Held(monkeypatch)
        assert held.beside(lambda: desk.issue("3", day=15), lambda: make(book), seconds=3) is True
        assert disagreeing(book) == {"I11", "I11b", "I11c"}
