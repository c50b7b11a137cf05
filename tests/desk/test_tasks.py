"""Long work in the background: done once whatever kills its worker, ended when asked, refused with every reason."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.audit.models import Event
from hengku.company.actions import keep_postings_out
from hengku.company.models import Period
from hengku.company.rules import EarlierPartOpen
from hengku.desk import tasks
from hengku.desk.batches import batches_of, run_abandoned, run_batch
from hengku.desk.errors import BatchNotFound, UnknownTask
from hengku.desk.finished import finished_of
from hengku.desk.models import Batch
from hengku.desk.tasks import TaskStopped, Watched, see_task, start_task, stop_task
from hengku.desk.work import WORKS, months
from hengku.desk.work.orders import Kind, Order, TaskMonthInvalid
from hengku.documents.models import Document
from hengku.identity.actor import Actor, MissingPermission
from hengku.identity.models import Membership
from hengku.kit import clock
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from tests.desk.working import Killed, done, kill, really_killed, step_of, wait_for
from tests.posting.books import pool
from tests.posting.desk import Desk, new_key
from tests.world import Book


def month_of(book: Book) -> str:
    return f"{book.day(1):%Y-%m}"


def start(book: Book, kind: str, *, actor: Actor | None = None, key: str = "", **more: str) -> int:
    order = Order(kind, **({} if kind == "audit" else {"month": month_of(book)}), **more)
    told = start_task(actor=actor or book.actor, order=order, key=key or new_key(), now=clock.now())
    return int(told["id"])


def closings(book: Book) -> int:
    return int(Event.objects.filter(company_id=book.company_id, action="company.period.closed").count())


def is_closed(book: Book) -> bool:
    return bool(Period.objects.get(company_id=book.company_id, starts_on=book.day(1)).is_stock_closed)


@pytest.fixture
def monthly(book: Book) -> Desk:
    """Goods costed once a month, of which something left before the dearer ones came."""
    made = Desk(book)
    made.decide("costing_method", "MONTHLY_AVERAGE")
    made.opening("10", "100.00")
    made.issue("5", day=6)
    made.receive("10", "13", day=20)
    return made


class TestClosing:
    def test_is_told_step_by_step_and_done_once(self, book: Book) -> None:
        task = start(book, "close_month", part="stock", key="one")
        assert start(book, "close_month", part="stock", key="one") == task
        assert start(book, "close_month", part="stock", key="another") == task  # it is under way
        told = done(book, task)
        assert (told["state"], told["step"], told["problems"]) == ("done", "closing", [])
        assert (is_closed(book), closings(book)) == (True, 1)
        assert not tasks.work_on(book.company_id, task)

    def test_is_refused_at_once_where_that_can_be_told(self, book: Book) -> None:
        with pytest.raises(EarlierPartOpen):
            start(book, "close_month", part="ledger")
        with pytest.raises(UnknownTask):
            start(book, "close_month", part="everything")
        with pytest.raises(MissingPermission):
            start(book, "close_month", part="stock", actor=book.keeper)
        with pytest.raises(TaskMonthInvalid):
            start_task(actor=book.actor, order=Order("cost_month", "2026-13"), key="k", now=clock.now())
        assert not Batch.objects.filter(company_id=book.company_id).exists()

    def test_tells_every_reason_it_is_refused_for(self, book: Book, monthly: Desk) -> None:
        monthly.issue("3", day=7, warehouse=monthly.negative_warehouse(), product=book.rice)
        told = done(book, start(book, "close_month", part="stock"))
        assert told["state"] == "failed"
        assert {one["code"] for one in told["problems"]} == {"MONTH_NOT_COSTED", "GOODS_WITHOUT_COST"}
        (notice,) = finished_of(book.actor, now=clock.now())
        assert (notice.state, notice.part, len(notice.reasons)) == ("failed", "stock", 2)
        assert notice.path == f"/data/periods?month={month_of(book)}&part=stock"

    def test_asks_for_the_right_again_when_it_begins(self, book: Book) -> None:
        actor = book.accountant
        task = start(book, "check_month", part="stock", actor=actor)
        Membership.objects.of_company(book.company_id).filter(user_id=actor.user_id).delete()
        done(book, task, actor=actor)
        assert Batch.objects.get(pk=task).result["problems"][0]["code"] == "NO_ROLE_IN_COMPANY"

    def test_a_worker_killed_in_its_transaction_is_followed_by_another(self, book: Book) -> None:
        task = start(book, "close_month", part="stock")
        with really_killed(book, task, lambda: step_of(task) == "closing"):
            keep_postings_out(book.company_id)  # it comes as far as the gate
        assert (is_closed(book), closings(book)) == (False, 0)
        assert done(book, task)["state"] == "done"
        assert (is_closed(book), closings(book), Batch.objects.get(pk=task).attempts) == (True, 1, 2)

    def test_a_worker_killed_right_after_it_closed_is_found_out(self, book: Book, monkeypatch) -> None:
        task = start(book, "close_month", part="stock")
        with monkeypatch.context() as dying:
            dying.setattr(tasks, "_end", kill)
            with pytest.raises(Killed):
                tasks.work_on(book.company_id, task)
        assert is_closed(book)
        told = done(book, task)
        assert (told["state"], told["problems"], closings(book)) == ("done", [], 1)

    def test_negative_control_without_its_key_it_would_be_refused(self, book: Book, monkeypatch) -> None:
        task = start(book, "close_month", part="stock")
        real = months.close_month
        monkeypatch.setattr(months, "close_month", lambda **how: real(**{**how, "key": ""}))
        with monkeypatch.context() as dying:
            dying.setattr(tasks, "_end", kill)
            with pytest.raises(Killed):
                tasks.work_on(book.company_id, task)
        assert done(book, task)["state"] == "failed"

    def test_what_always_breaks_is_given_up(self, book: Book, monkeypatch) -> None:
        task = start(book, "close_month", part="stock")
        with monkeypatch.context() as dying:
            dying.setitem(WORKS, "close_month", Kind(kill))
            for _ in range(tasks.ATTEMPTS_MAX):
                with pytest.raises(Killed):
                    tasks.work_on(book.company_id, task)
        told = done(book, task)
        assert (told["state"], told["problems"][0]["code"]) == ("failed", "TASK_BROKE")
        assert not is_closed(book)


class TestPosting:
    def test_a_worker_killed_right_after_it_posted_posts_nothing_twice(
        self, book: Book, monthly: Desk, monkeypatch
    ) -> None:
        task = start(book, "cost_month")
        with monkeypatch.context() as dying:
            dying.setattr(tasks, "_end", kill)
            with pytest.raises(Killed):
                tasks.work_on(book.company_id, task)
        told = done(book, task)
        papers = Document.objects.visible_to(book.actor).filter(type_code="cost_month")
        assert [one["number"] for one in told["result"]["documents"]] == [papers.get().number]
        assert pool(book) == (D("15"), D("172.50"))
        assert done(book, start(book, "cost_month"))["result"] == {"documents": []}

    def test_estimates_are_refused_for_who_works_another_way(self, book: Book) -> None:
        told = done(book, start(book, "estimates", run="REVERSE"))
        assert (told["state"], told["problems"][0]["code"]) == ("failed", "OTHER_MODE")
        with pytest.raises(UnknownTask):
            start(book, "estimates", run="SIDEWAYS")


class TestStopping:
    def test_ends_at_once_what_nobody_began(self, book: Book) -> None:
        task = start(book, "close_month", part="stock")
        assert stop_task(actor=book.actor, task_id=task)["state"] == "stopped"
        assert not tasks.work_on(book.company_id, task)
        assert not is_closed(book)

    def test_ends_what_is_at_work_before_its_last_step(self, book: Book, monkeypatch) -> None:
        task = start(book, "close_month", part="stock")
        real = months.close_month

        def slowly(*, course: Watched, **how: Any) -> None:
            stop_task(actor=book.actor, task_id=task)
            wait_for(lambda: course.is_stopping)  # told by the thread beside
            real(course=course, **how)

        monkeypatch.setattr(months, "close_month", slowly)
        told = done(book, task)
        assert (told["state"], told["is_stopping"], is_closed(book)) == ("stopped", True, False)

    def test_is_not_heard_in_the_last_step(self) -> None:
        course = Watched()
        course.commit("posting")
        course.is_stopping = True  # nobody asks any more: the transaction is done to its end
        assert course.told[0] == "posting"
        with pytest.raises(TaskStopped):
            course.step("again")


class TestSeeing:
    def test_asks_the_books_and_counts_what_it_asked(self, book: Book) -> None:
        task = start(book, "audit")
        told = done(book, task)
        report = told["result"]["report"]
        assert (told["state"], report["violations"]) == ("done", 0)
        assert 0 < told["done"] < told["total"] == report["invariants"]
        (notice,) = finished_of(book.actor, now=clock.now())
        assert (notice.kind, notice.state, notice.path) == ("audit", "done", "/health")
        see_task(actor=book.actor, task_id=task)
        assert finished_of(book.actor, now=clock.now()) == []

    def test_shows_what_is_at_work_and_not_as_seen(self, book: Book) -> None:
        task = start(book, "check_month", part="stock")
        see_task(actor=book.actor, task_id=task)
        (notice,) = finished_of(book.actor, now=clock.now())
        assert notice.state == "running"
        told = done(book, task)
        assert {one["key"] for one in told["result"]["checks"]} >= {"order", "audit", "drafts"}

    def test_is_for_who_started_it_and_no_batch(self, book: Book) -> None:
        task = start(book, "audit")
        with pytest.raises(BatchNotFound):
            tasks.read_task(book.keeper, task)
        with pytest.raises(BatchNotFound):
            run_batch(actor=book.actor, batch_id=task)
        assert batches_of(book.actor) == []
        Batch.objects.filter(pk=task).update(touched_at=clock.now().replace(year=2020))
        run_abandoned()
        assert Batch.objects.get(pk=task).state == "running"
        assert [one["id"] for one in tasks.tasks_of(book.actor)] == [str(task)]
        with pytest.raises(Problem):
            start(book, "nonsense")
