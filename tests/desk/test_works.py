"""Large counts, changes of costing, imports taken back and files of reports, as work in the background: done once
whatever kills its worker, refused with every reason, and seen by who may see it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hengku.audit.models import Event
from hengku.company.rules import POSTING_GATE
from hengku.costing.models import MethodChoice
from hengku.desk import exports, tasks
from hengku.desk.errors import ExportGone, FewerRights, UnknownTask
from hengku.desk.finished import finished_of
from hengku.desk.models import Batch
from hengku.desk.tasks import start_task, stop_task
from hengku.desk.work import counts, reports
from hengku.desk.work.orders import Order
from hengku.documents.models import Document
from hengku.identity.actor import Actor, MissingPermission
from hengku.kit import clock, sql
from hengku.kit.errors import NotFound
from hengku.kit.numbers import D
from hengku.kit.tables.reader import read_table
from hengku.opening.models import RunState
from hengku.posting.load import GATE
from hengku.warehousing.actions_count import Entry
from hengku.warehousing.models import Count, CountLine, CountState
from hengku.warehousing.queries_count import find_count
from tests.desk.working import Killed, done, kill, really_killed, step_of, wait_for
from tests.opening.test_runs import STOCK, load, state_of_books
from tests.posting.books import hand
from tests.posting.desk import Desk, new_key
from tests.warehousing.test_counts import Floor
from tests.world import Book

HOLD_COUNT = "SELECT 1 FROM warehousing_count WHERE company_id = %s AND id = %s FOR UPDATE"
HOLD_RUN = "SELECT 1 FROM opening_importrun WHERE company_id = %s FOR UPDATE"


def start(actor: Actor, kind: str, about: Any = "", **detail: Any) -> int:
    order = Order(kind, subject=str(about), detail=detail)
    return int(start_task(actor=actor, order=order, key=new_key(), now=clock.now())["id"])


def events(book: Book, action: str) -> int:
    return int(Event.objects.filter(company_id=book.company_id, action=action).count())


def papers(book: Book, *types: str) -> list[str]:
    found = Document.objects.visible_to(book.actor).filter(type_code__in=types).order_by("type_code")
    return list(found.values_list("type_code", flat=True))


def ends_but_dies(book: Book, task: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed right after its last transaction, before anybody could write down that it ended."""
    with monkeypatch.context() as dying:
        dying.setattr(tasks, "_end", kill)
        with pytest.raises(Killed):
            tasks.work_on(book.company_id, task)


class TestCounts:
    @pytest.fixture
    def floor(self, book: Book) -> Floor:
        return Floor(book)

    @pytest.fixture
    def count(self, floor: Floor) -> Count:
        return floor.start()

    def test_the_whole_way_whatever_kills_the_worker(
        self, floor: Floor, count: Count, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        book = floor.book
        floor.enter(count, COLA="98", RICE="21")
        task = start(book.keeper, "count_hand_in", count.pk, uncounted="refuse")
        ends_but_dies(book, task, monkeypatch)
        told = done(book, task, actor=book.keeper)
        assert (told["state"], told["about"]) == ("done", count.number)
        assert (find_count(book.actor, count.pk).state, events(book, "stock_count.handed_in")) == (
            "review",
            1,
        )
        task = start(book.manager, "count_approve", count.pk)
        ends_but_dies(book, task, monkeypatch)
        assert done(book, task, actor=book.manager)["state"] == "done"
        assert events(book, "stock_count.approved") == 1

        task = start(book.manager, "count_post", count.pk)
        with really_killed(book, task, lambda: papers(book, "count_gain", "count_loss")):
            sql.run(GATE, (POSTING_GATE, book.company_id))  # it posts, and cannot end the count
        assert find_count(book.actor, count.pk).state == CountState.APPROVED
        assert done(book, task, actor=book.manager)["state"] == "done"
        assert find_count(book.actor, count.pk).state == CountState.POSTED
        assert papers(book, "count_gain", "count_loss") == ["count_gain", "count_loss"]
        assert (hand(book)[0], hand(book, book.rice)[0]) == (D(98), D(21))
        assert finished_of(book.manager, now=clock.now())[0].path == f"/counts/{count.pk}"

    def test_negative_control_without_its_key_handing_in_again_is_refused(
        self, floor: Floor, count: Count, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        floor.enter(count, COLA="98", RICE="21")
        task = start(floor.book.keeper, "count_hand_in", count.pk, uncounted="refuse")
        real = counts.hand_in
        monkeypatch.setattr(counts, "hand_in", lambda **how: real(**{**how, "key": ""}))
        ends_but_dies(floor.book, task, monkeypatch)
        told = done(floor.book, task, actor=floor.book.keeper)
        assert (told["state"], told["problems"][0]["code"]) == ("failed", "COUNT_WRONG_STATE")

    def test_what_was_found_is_entered_once_and_no_row_is_lost(
        self, floor: Floor, count: Count, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Killed while it waits for the count nothing of it is written; killed after its transaction all of it is."""
        book = floor.book
        found = [Entry("3", code="COLA", adds=True)] * 30 + [Entry("21", code="RICE")]
        order = counts.entering(count.pk, found, 1)
        task = int(start_task(actor=book.keeper, order=order, key=new_key(), now=clock.now())["id"])
        with really_killed(book, task, lambda: step_of(task) == "begin"):
            sql.rows(HOLD_COUNT, (book.company_id, count.pk))
        assert not CountLine.objects.visible_to(book.actor).filter(count=count, counted_by__isnull=False).exists()
        ends_but_dies(book, task, monkeypatch)
        told = done(book, task, actor=book.keeper)
        assert (told["state"], told["kind"], told["about"]) == ("done", "count_enter", count.number)
        lines = CountLine.objects.visible_to(book.actor).filter(count=count)
        assert dict(lines.values_list("product__code", "first_quantity")) == {"COLA": D(90), "RICE": D(21)}
        assert events(book, "stock_count.counted") == 1
        assert Batch.objects.get(pk=task).arguments["detail"] == {}  # thousands of rows are not kept for ever

    def test_negative_control_without_its_key_what_is_added_is_added_twice(
        self, floor: Floor, count: Count, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order = counts.entering(count.pk, [Entry("3", code="COLA", adds=True)], 1)
        task = int(start_task(actor=floor.book.keeper, order=order, key=new_key(), now=clock.now())["id"])
        real = counts.enter_counts
        monkeypatch.setattr(counts, "enter_counts", lambda **how: real(**{**how, "key": ""}))
        ends_but_dies(floor.book, task, monkeypatch)
        assert done(floor.book, task, actor=floor.book.keeper)["state"] == "done"
        line = CountLine.objects.visible_to(floor.book.actor).get(count=count, product=floor.book.cola)
        assert line.first_quantity == D(6)

    def test_tells_every_row_that_cannot_be_read(self, floor: Floor, count: Count) -> None:
        wrong = [Entry("x", code="COLA", row=2), Entry("1", code="NONE", row=7), Entry("5", code="RICE", row=8)]
        order = counts.entering(count.pk, wrong, 1)
        task = int(start_task(actor=floor.book.keeper, order=order, key=new_key(), now=clock.now())["id"])
        told = done(floor.book, task, actor=floor.book.keeper)
        assert (told["state"], [one["where"]["line_no"] for one in told["problems"]]) == ("failed", [2, 7])
        assert not CountLine.objects.visible_to(floor.book.actor).filter(first_quantity__isnull=False).exists()

    def test_tells_every_line_that_nobody_counted(
        self, floor: Floor, count: Count, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tasks, "PROBLEMS_MAX", 1)
        book = floor.book
        told = done(
            book, start(book.keeper, "count_hand_in", count.pk, uncounted="refuse"), actor=book.keeper
        )
        assert (told["state"], told["problem_count"]) == ("failed", 2)
        assert [one["code"] for one in told["problems"]] == ["NOT_COUNTED"]
        assert find_count(book.actor, count.pk).state == CountState.COUNTING

    def test_is_refused_at_once_where_that_can_be_told(self, floor: Floor, count: Count) -> None:
        book = floor.book
        with pytest.raises(UnknownTask):
            start(book.keeper, "count_hand_in", count.pk, uncounted="perhaps")
        with pytest.raises(UnknownTask):
            start(book.keeper, "count_enter", count.pk, round=1, entries=[])
        with pytest.raises(NotFound):
            start(book.keeper, "count_post", 0)
        with pytest.raises(MissingPermission):
            start(book.seller, "count_hand_in", count.pk, uncounted="zero")
        assert not Batch.objects.filter(company_id=book.company_id).exists()


WISH: dict[str, Any] = {"subject": "method", "value": "FIFO", "category_id": 0}
ASKED: dict[str, Any] = {"parameters": {}, "sort": "", "group": "", "columns": [], "lang": "zh"}


class TestCosting:
    def test_is_tried_and_done_once(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        wish = {**WISH, "effective_on": book.day(2).isoformat()}
        told = done(book, start(book.actor, "costing_trial", **wish))
        assert (told["state"], told["result"]["conversion"]["product_count"]) == ("done", 0)
        assert told["costing"] == wish
        assert not MethodChoice.objects.of_company(book.company_id).exists()
        (row,) = finished_of(book.actor, now=clock.now())
        assert row.path == f"/settings/costing?of={wish['category_id'] or wish['subject']}"
        task = start(book.actor, "costing_change", **wish)
        ends_but_dies(book, task, monkeypatch)
        assert done(book, task)["state"] == "done"
        assert MethodChoice.objects.of_company(book.company_id).count() == 1
        told = done(
            book, start(book.actor, "costing_change", **wish)
        )  # negative control: another wish, another key
        assert [one["code"] for one in told["problems"]] == ["SETTING_DAY_TAKEN"]

    def test_needs_the_right(self, book: Book) -> None:
        with pytest.raises(MissingPermission):
            start(book.keeper, "costing_trial", **WISH, effective_on="2026-01-01")
        with pytest.raises(UnknownTask):
            start(book.actor, "costing_trial")


class TestUndo:
    def test_goes_on_where_a_worker_was_killed_between_its_transactions(self, book: Book) -> None:
        before = state_of_books(book)
        run = load(book, "opening_stock", STOCK, [("COLA", "主仓", "10", "20"), ("RICE", "门店", "5", "50")])
        task = start(book.actor, "import_undo", run.pk)
        mine = Document.objects.visible_to(book.actor).filter(type_code="opening_stock")
        with really_killed(book, task, lambda: mine.filter(state="reversed").exists()):
            sql.rows(HOLD_RUN, (book.company_id,))  # documents are reversed, the run cannot be marked
        run.refresh_from_db()
        assert (run.state, state_of_books(book)) == (RunState.DONE, before)
        assert done(book, task)["state"] == "done"
        run.refresh_from_db()
        assert (run.state, mine.filter(reverses_id__isnull=False).count()) == (RunState.UNDONE, 2)
        (event,) = Event.objects.filter(company_id=book.company_id, action="opening.import.undone")
        assert len(event.data["documents"]) == 2  # also those that the first worker reversed

    def test_killed_at_its_end_it_is_found_done(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        run = load(book, "prices", "商品编码 价格", [("COLA", "3")])
        task = start(book.actor, "import_undo", run.pk)
        ends_but_dies(book, task, monkeypatch)
        assert done(book, task)["state"] == "done"
        told = done(book, start(book.actor, "import_undo", run.pk))  # negative control: another key
        assert told["problems"][0]["code"] == "NOTHING_TO_UNDO"


class TestReports:
    @pytest.fixture
    def stocked(self, book: Book) -> Book:
        desk = Desk(book)
        desk.opening("10", "100.00")
        desk.opening("5", "60.00", product=book.rice)
        return book

    def test_waits_in_the_bell_for_who_still_has_the_rights(self, stocked: Book) -> None:
        book = stocked
        task = start(book.actor, "report_export", "stock", **ASKED)
        told = done(book, task)
        assert (told["state"], told["done"], told["total"]) == ("done", 2, 2)
        (notice,) = finished_of(book.actor, now=clock.now())
        assert (notice.name, notice.file) == ("库存余额表", f"/api/tasks/{task}/file")
        path, name = exports.file_of(book.actor, task, "report_export")
        assert name.startswith("库存余额表")
        assert len(read_table(path, name=name).main.rows) == 3  # and the totals
        assert events(book, "desk.report.exported") == 1
        fewer = replace(book.actor, permissions=frozenset({"stock.view"}))
        for now in (fewer, replace(book.actor, warehouses=frozenset({book.w1.pk}))):
            with pytest.raises(FewerRights):
                exports.file_of(now, task, "report_export")
        with pytest.raises(ExportGone):
            exports.file_of(book.keeper, task, "report_export")
        exports.clear_away(clock.now() + exports.KEPT + timedelta(hours=1))
        with pytest.raises(ExportGone):
            exports.file_of(book.actor, task, "report_export")
        assert finished_of(book.actor, now=clock.now())[0].file == ""

    def test_is_stopped_in_the_middle_and_leaves_no_file(
        self, stocked: Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        task = start(stocked.actor, "report_export", "stock", **ASKED)
        real = reports.write_workbook

        def slowly(target: Any, report: Any, **how: Any) -> None:
            stop_task(actor=stocked.actor, task_id=task)
            course = how["count"].__self__
            wait_for(lambda: course.is_stopping)
            real(target, report, **how)

        monkeypatch.setattr(reports, "write_workbook", slowly)
        assert done(stocked, task)["state"] == "stopped"
        path = exports.path_of(Batch.objects.get(pk=task))
        assert not path.exists()
        assert not path.with_suffix(".part").exists()

    def test_is_refused_at_once_where_that_can_be_told(self, book: Book) -> None:
        with pytest.raises(NotFound):
            start(book.actor, "report_export", "nothing", **ASKED)
        with pytest.raises(MissingPermission):
            start(book.seller, "report_export", "trial_balance", **ASKED)
        with pytest.raises(UnknownTask):
            start(book.actor, "report_export", "stock")
