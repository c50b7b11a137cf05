"""盘点计划 (D-CNT): A every week, B every month, C every quarter, all of it at month's end; sheets of what is due."""

from __future__ import annotations

from datetime import date

import pytest

from hengku.company.actions import add_setting
from hengku.diagnosis.closing import CountsDue, CountsUnderWay, close_month, closing_checks
from hengku.identity.actor import Actor
from hengku.inventory.actions_bins import create_bin
from hengku.kit.errors import Problem
from hengku.reports.home import tasks_of
from hengku.reports.run import run_report
from hengku.warehousing import count_errors as errors
from hengku.warehousing.actions_count import Scope
from hengku.warehousing.actions_plan import make_plan, start_due
from hengku.warehousing.count_rules import full_due_on
from hengku.warehousing.models import Count, CountDue, CountLine
from hengku.warehousing.queries_plan import PlanRow, classes_of, plan_rows
from tests.posting.desk import NOW
from tests.warehousing.test_counts import Floor
from tests.world import Book


@pytest.mark.parametrize(
    ("today", "last_full_on", "due"),
    [
        ("2026-01-20", None, "2026-01-31"),  # the first month has not ended
        ("2026-01-31", None, "2026-01-31"),
        ("2026-02-10", None, "2026-01-31"),  # late until it is made
        ("2026-02-10", "2026-02-02", "2026-02-28"),
        ("2026-02-10", "2026-01-25", "2026-02-28"),  # the last days of the month will do
        ("2026-02-10", "2026-01-24", "2026-01-31"),
        ("2026-02-28", "2026-02-02", "2026-02-28"),
        ("2028-02-29", "2028-02-03", "2028-02-29"),
    ],
)
def test_the_whole_warehouse_at_months_end(today: str, last_full_on: str | None, due: str) -> None:
    last = date.fromisoformat(last_full_on) if last_full_on else None
    assert full_due_on(date.fromisoformat(today), last, date(2026, 1, 1)) == date.fromisoformat(due)


class Plan(Floor):
    """Of 100 cola at 10 and 20 rice at 50, 40 cola (400.00) and 2 rice (100.00) go out: cola 80 % is A, rice C."""

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self.desk.issue("40", day=3)
        self.desk.issue("2", day=3, product=book.rice)

    def made(self, day: int) -> dict[str, PlanRow]:
        make_plan(actor=self.book.actor, today=self.book.day(day))
        return self.rows(day)

    def rows(self, day: int) -> dict[str, PlanRow]:
        return {row.kind: row for row in plan_rows(self.book.actor, today=self.book.day(day))}

    def begin(self, day: int, actor: Actor | None = None, **options: object) -> list[Count]:
        on = self.book.day(day)
        return start_due(actor=actor or self.book.keeper, today=on, now=NOW, **options)  # type: ignore[arg-type]

    def finish(self, count: Count) -> None:
        for line in CountLine.objects.visible_to(self.book.actor).filter(count=count):
            self.enter(count, **{line.product.code: f"{line.base_quantity:f}"})
        self.hand_in(count)
        self.approve(count)
        self.post(count)

    def waiting(self, day: int) -> tuple[int, int]:
        tasks = {one["key"]: one for one in tasks_of(self.book.actor, today=self.book.day(day))}
        return tasks["to_count"]["count"], tasks["to_count"]["late"]


@pytest.fixture
def plan(book: Book) -> Plan:
    return Plan(book)


class TestPlan:
    def test_by_class_from_due_to_counted(self, plan: Plan) -> None:
        book = plan.book
        rows = plan.made(8)
        assert (rows["A"].due_on, rows["A"].due_count, rows["A"].is_due(book.day(8))) == (
            book.day(8),
            1,
            True,
        )
        assert (rows["C"].due_on, rows["C"].due_count) == (book.day(92), 0)
        assert (rows["full"].due_on, rows["full"].due_count) == (book.day(31), 0)
        assert plan.waiting(7) == (0, 0)
        assert plan.waiting(8) == (1, 0)
        (count,) = plan.begin(8)
        assert [line.product_id for line in CountLine.objects.visible_to(book.actor).filter(count=count)] == [
            book.cola.pk
        ]
        assert plan.waiting(8) == (0, 0)  # it is being counted
        assert (plan.rows(8)["A"].held_count, plan.rows(8)["A"].due_on) == (1, None)
        with pytest.raises(errors.NothingDue):
            plan.begin(8)
        plan.finish(count)
        assert (plan.rows(8)["A"].due_on, plan.rows(8)["A"].last_on) == (book.day(15), book.day(8))
        assert plan.made(9)["A"].due_on == book.day(15)  # made anew it says the same

    def test_a_count_of_a_bin_brings_nothing_forward(self, plan: Plan) -> None:
        """Some of what lies there was counted: the goods are due as before, and the warehouse too."""
        book = plan.book
        create_bin(actor=book.actor, warehouse_id=book.w1.pk, code="A-01")
        plan.desk.receive("5", "10", day=4, data={"bin": "A-01"})
        before = plan.made(8)
        count = plan.start(scope=Scope(bins=("A-01", "A-01")), day=8)
        assert (plan.rows(8)["A"].held_count, plan.rows(8)["full"].due_count) == (1, before["full"].due_count)
        plan.finish(count)
        assert (plan.rows(8), plan.made(8)) == (before, before)

    def test_the_whole_warehouse_leaves_out_what_is_being_counted(self, plan: Plan) -> None:
        book = plan.book
        plan.made(31)
        running = plan.start(scope=Scope(products=(book.rice.pk,)), day=30)
        assert plan.waiting(31) == (2, 1)  # the whole, and A since the 8th
        (count,) = plan.begin(31)
        assert count.scope["plan"] == "full"
        assert [line.product_id for line in CountLine.objects.visible_to(book.actor).filter(count=count)] == [
            book.cola.pk
        ]
        assert plan.waiting(31) == (0, 0)
        plan.finish(count)
        assert plan.rows(32)["full"].due_on == book.day(59)
        with pytest.raises(errors.CountOverlaps):  # negative control: who does not follow the plan is refused
            plan.start(day=31)
        plan.finish(running)
        assert CountDue.objects.visible_to(book.actor).get(product=book.rice).last_on == book.day(30)

    def test_borders_and_days_are_the_companys(self, plan: Plan) -> None:
        book = plan.book
        for key, value in (("abc_a_share", "0.7"), ("count_days_b", "5"), ("count_at_month_end", "OFF")):
            add_setting(company_id=book.company_id, key=key, value=value, effective_on=book.day(1), set_by=1)
        rows = plan.made(8)
        assert set(rows) == {"B", "C"}
        assert rows["B"].due_on == book.day(6)

    def test_goods_that_are_gone_are_not_counted(self, plan: Plan) -> None:
        plan.made(8)
        plan.desk.issue("60", day=9)
        assert set(plan.made(10)) == {"full", "C"}
        plan.desk.receive("5", "10", day=12)
        assert plan.made(12)["B"].due_on == plan.book.day(
            42
        )  # 91 % of all now, a month after they came again

    def test_classes_are_those_of_the_report(self, plan: Plan) -> None:
        """R-09: the same formula and borders over the same days."""
        book = plan.book
        plan.desk.opening("30", "30.00", product=book.apple)
        plan.desk.issue("30", day=6, product=book.apple)
        asked = {"from": book.day(300 - 364), "to": book.day(300)}
        report = run_report(book.actor, "abc", asked, today=book.day(300))
        assert classes_of(book.company_id, book.day(300)) == {
            row["product_id"]: row["grade"] for row in report.rows
        }
        assert {row["grade"] for row in report.rows} == {"A", "B", "C"} or len(report.rows) == 3

    def test_needs_the_right(self, plan: Plan) -> None:
        plan.made(8)
        with pytest.raises(Problem):
            plan.begin(8, actor=plan.book.actor_who_may("stock_count.view"))
        assert not Count.objects.visible_to(plan.book.actor).exists()


class TestClosing:
    def checks(self, plan: Plan) -> dict[str, tuple[str, int]]:
        found = closing_checks(plan.book.actor, month=plan.book.day(1), part="stock")
        return {
            one.key: (one.level, one.count) for one in found if one.key in ("counts_running", "counts_due")
        }

    def close(self, plan: Plan) -> None:
        close_month(actor=plan.book.actor, month=plan.book.day(1), part="stock", now=NOW)

    def test_a_count_under_way_stops_it(self, plan: Plan) -> None:
        count = plan.start(day=20)
        assert self.checks(plan)["counts_running"] == ("block", 1)
        with pytest.raises(CountsUnderWay):
            self.close(plan)
        plan.finish(count)
        self.close(plan)

    def test_what_is_due_warns_or_stops(self, plan: Plan) -> None:
        book = plan.book
        plan.made(31)
        assert self.checks(plan)["counts_due"] == ("warn", 2)
        add_setting(
            company_id=book.company_id,
            key="count_due_closing",
            value="BLOCK",
            effective_on=book.day(2),
            set_by=1,
        )
        assert self.checks(plan)["counts_due"] == ("block", 2)
        with pytest.raises(CountsDue):
            self.close(plan)
        (count,) = plan.begin(31)
        plan.finish(count)
        self.close(plan)
