"""Decisions with a date, months that close, departments."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hengku.audit.models import Event
from hengku.company import actions, queries
from hengku.company.models import Department, Period, Setting
from hengku.company.record_rules import CodeTaken, NameMissing, TextTooLong
from hengku.company.rules import (
    CostingFixed,
    EarlierPartOpen,
    EarlierPeriodOpen,
    LaterPartClosed,
    PeriodNotFound,
    Policy,
    ReasonMissing,
    Standing,
)
from hengku.company.settings_keys import (
    SETTING_KEYS,
    ChoiceUnknown,
    OutOfRange,
    SettingUnknown,
    setting_key,
)
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problems
from hengku.kit.numbers import D, NotANumber
from tests.world import Book

JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def set_setting(book: Book, key: str, value: object, on: date, **more: object) -> Setting:
    return actions.set_setting(actor=book.actor, key=key, value=value, effective_on=on, **more)


class TestSettings:
    def test_policy_of_a_new_company(self, book):
        assert queries.settings_on(book.company_id, book.day(1)) == Policy(
            standard="small",
            taxpayer="general",
            currency="CNY",
            cost_scope="ORG",
            costing_method="MOVING_AVERAGE",
            revenue_mode="ON_ISSUE",
            vat_on_issue="OUTPUT",
            estimate_mode="ON_INVOICE",
            over_receipt_pct=D("0"),
            over_issue_pct=D("0"),
            writeoff_tolerance=D("1"),
            invoice_net_tolerance=D("0.01"),
            invoice_tax_tolerance=D("0.06"),
            invoice_total_tolerance=D("1.27"),
            allow_future_days=0,
            credit_check="REFUSE",
            credit_overdue_days=30,
            atp_check="WARN",
            default_tax_code="VAT13",
        )

    def test_every_key_is_a_field_of_the_policy_and_back(self):
        own = {"standard", "taxpayer", "currency"}
        assert set(SETTING_KEYS) == {name for name in Policy.__dataclass_fields__ if name not in own}

    def test_policy_takes_one_query(self, book):
        set_setting(book, "over_receipt_pct", "0.05", book.day(3))
        with CaptureQueriesContext(connection) as seen:
            queries.settings_on(book.company_id, book.day(9))
        assert len(seen) == 1

    def test_a_decision_holds_from_its_day_until_the_next(self, book):
        set_setting(book, "over_receipt_pct", "0.05", book.day(10))
        set_setting(book, "over_receipt_pct", "0.1", book.day(20))
        set_setting(book, "revenue_mode", "ON_INVOICE", book.day(15))
        found = [queries.settings_on(book.company_id, book.day(day)) for day in (9, 10, 19, 20)]
        assert [one.over_receipt_pct for one in found] == [D("0"), D("0.05"), D("0.05"), D("0.1")]
        assert [one.revenue_mode for one in found] == ["ON_ISSUE", "ON_ISSUE", "ON_INVOICE", "ON_INVOICE"]
        assert queries.setting(book.company_id, "over_receipt_pct", book.day(19)) == D("0.05")

    def test_a_decision_set_back_in_time_does_not_pass_a_later_one(self, book):
        set_setting(book, "allow_future_days", "3", book.day(20))
        set_setting(book, "allow_future_days", "1", book.day(10))
        assert queries.setting(book.company_id, "allow_future_days", book.day(25)) == 3

    def test_numbers_are_kept_as_text(self, book):
        decision = set_setting(book, "writeoff_tolerance", D("0.50"), book.day(2))
        assert Setting.objects.visible_to(book.actor).get(pk=decision.pk).value == "0.5"

    @pytest.mark.parametrize(
        ("key", "value", "problem"),
        [
            ("no_such_key", "1", SettingUnknown),
            ("cost_scope", "PER_BIN", ChoiceUnknown),
            ("over_receipt_pct", "1.01", OutOfRange),
            ("over_receipt_pct", "-0.1", OutOfRange),
            ("over_receipt_pct", "ten", NotANumber),
            ("allow_future_days", "1.5", ChoiceUnknown),
            ("allow_future_days", "32", OutOfRange),
        ],
    )
    def test_refuses_what_makes_no_sense(self, book, key, value, problem):
        before = Setting.objects.visible_to(book.actor).count()
        with pytest.raises(problem):
            set_setting(book, key, value, book.day(2))
        assert Setting.objects.visible_to(book.actor).count() == before

    def test_refuses_a_float(self):
        with pytest.raises(TypeError):
            setting_key("over_receipt_pct").value(0.1)

    def test_refuses_a_second_decision_on_the_same_day(self, book):
        set_setting(book, "allow_future_days", "1", book.day(2))
        with pytest.raises(actions.SettingDayTaken):
            set_setting(book, "allow_future_days", "2", book.day(2))

    def test_refuses_a_day_before_the_books(self, book):
        with pytest.raises(actions.BeforeStart):
            set_setting(book, "allow_future_days", "1", date(2025, 12, 31))

    def test_refuses_any_day_of_a_month_with_a_closed_part(self, book):
        actions.close_period(actor=book.actor, month=JANUARY, part="stock")
        for day in (date(2026, 1, 1), date(2026, 1, 31)):
            with pytest.raises(actions.SettingInClosedPeriod):
                set_setting(book, "allow_future_days", "1", day)
        set_setting(book, "allow_future_days", "1", FEBRUARY)

    def test_needs_the_right(self, book):
        with pytest.raises(MissingPermission):
            actions.set_setting(
                actor=book.accountant, key="allow_future_days", value="1", effective_on=book.day(2)
            )

    def test_leaves_evidence(self, book):
        decision = set_setting(book, "allow_future_days", "1", book.day(2))
        event = Event.objects.visible_to(book.actor).get(action="company.setting.decided")
        assert event.entity_id == decision.pk
        assert event.data == {"key": "allow_future_days", "value": "1", "effective_on": "2026-01-02"}

    def test_is_not_seen_by_another_company(self, book):
        set_setting(book, "allow_future_days", "5", book.day(2))
        assert queries.settings_on(Book().company_id, book.day(9)).allow_future_days == 0

    def test_a_company_that_does_not_exist_has_no_policy(self, database):
        with pytest.raises(queries.CompanyNotFound):
            queries.settings_on(2**40, JANUARY)


class TestCostScope:
    def test_stays_when_nobody_can_say_that_nothing_moved(self, book):
        with pytest.raises(Problems) as refused:
            set_setting(book, "cost_scope", "WAREHOUSE", book.day(2))
        assert {type(one) for one in refused.value.problems} == {CostingFixed}

    def test_changes_while_nothing_moved(self, book):
        asked = []

        def nothing_moved(company_id: int, effective_on: date) -> Standing:
            asked.append((company_id, effective_on))
            return Standing(has_moves=False, has_moves_since=False, has_pool_balance=False)

        set_setting(book, "cost_scope", "WAREHOUSE", book.day(2), standing=nothing_moved)
        assert asked == [(book.company_id, book.day(2))]
        assert queries.settings_on(book.company_id, book.day(2)).cost_scope == "WAREHOUSE"
        assert queries.settings_on(book.company_id, book.day(1)).cost_scope == "ORG"


class TestPeriods:
    def test_a_new_company_has_25_months(self, book):
        found = queries.periods(book.actor)
        assert (found[0].starts_on, found[-1].starts_on, len(found)) == (JANUARY, date(2028, 1, 1), 25)
        assert all(not (one.is_stock_closed or one.is_ledger_closed) for one in found)

    def test_more_are_added_when_asked_for_and_none_twice(self, book):
        with transaction.atomic():
            assert actions.ensure_periods(company_id=book.company_id, until=date(2028, 3, 15)) == 2
        with transaction.atomic():
            assert actions.ensure_periods(company_id=book.company_id, until=date(2028, 3, 15)) == 0
        found = queries.periods(book.actor)
        assert (found[-1].starts_on, found[-1].ends_on) == (date(2028, 3, 1), date(2028, 3, 31))

    def test_none_are_added_before_the_first(self, book):
        with transaction.atomic():
            assert actions.ensure_periods(company_id=book.company_id, until=date(2020, 1, 1)) == 0
        assert queries.periods(book.actor)[0].starts_on == JANUARY

    def test_close_in_order_stock_arap_ledger(self, book):
        with pytest.raises(EarlierPartOpen):
            actions.close_period(actor=book.actor, month=JANUARY, part="arap")
        for part in ("stock", "arap", "ledger"):
            actions.close_period(actor=book.actor, month=date(2026, 1, 20), part=part)
        period = Period.objects.visible_to(book.actor).get(starts_on=JANUARY)
        assert (period.is_stock_closed, period.is_arap_closed, period.is_ledger_closed) == (True, True, True)
        assert period.closed_by == book.actor.user_id
        assert period.closed_at is not None

    def test_close_refuses_while_an_earlier_month_is_open(self, book):
        with pytest.raises(EarlierPeriodOpen) as refused:
            actions.close_period(actor=book.actor, month=MARCH, part="stock")
        assert refused.value.earlier == "2026-01"

    def test_close_refuses_unknown_month_and_part(self, book):
        with pytest.raises(PeriodNotFound):
            actions.close_period(actor=book.actor, month=date(2025, 12, 1), part="stock")
        with pytest.raises(actions.PartUnknown):
            actions.close_period(actor=book.actor, month=JANUARY, part="payroll")

    def test_reopen_goes_back_and_keeps_its_reason(self, book):
        for part in ("stock", "arap"):
            actions.close_period(actor=book.actor, month=JANUARY, part=part)
        with pytest.raises(LaterPartClosed):
            actions.reopen_period(actor=book.actor, month=JANUARY, part="stock", reason="漏单")
        actions.reopen_period(actor=book.actor, month=JANUARY, part="arap", reason="漏单")
        assert Period.objects.visible_to(book.actor).get(starts_on=JANUARY).closed_by == book.actor.user_id
        actions.reopen_period(actor=book.actor, month=JANUARY, part="stock", reason="漏单")
        assert Period.objects.visible_to(book.actor).get(starts_on=JANUARY).closed_by is None
        actions_seen = (
            Event.objects.visible_to(book.actor)
            .filter(entity_kind="period")
            .order_by("id")
            .values_list("action", "data__part", "data__reason")
        )
        assert list(actions_seen) == [
            ("company.period.closed", "stock", None),
            ("company.period.closed", "arap", None),
            ("company.period.reopened", "arap", "漏单"),
            ("company.period.reopened", "stock", "漏单"),
        ]

    def test_reopen_wants_a_reason(self, book):
        actions.close_period(actor=book.actor, month=JANUARY, part="stock")
        with pytest.raises(ReasonMissing):
            actions.reopen_period(actor=book.actor, month=JANUARY, part="stock", reason="  ")

    def test_rights_are_separate(self, book):
        with pytest.raises(MissingPermission):
            actions.close_period(actor=book.keeper, month=JANUARY, part="stock")
        actions.close_period(actor=book.accountant, month=JANUARY, part="stock")
        with pytest.raises(MissingPermission):
            actions.reopen_period(actor=book.accountant, month=JANUARY, part="stock", reason="漏单")

    def test_closing_waits_for_a_posting_under_way(self, book):
        """A posting holds the month FOR SHARE until it commits; closing must not slip in between."""
        done = threading.Event()

        def close() -> None:
            try:
                actions.close_period(actor=book.actor, month=JANUARY, part="stock")
                done.set()
            finally:
                connection.close()

        closer = threading.Thread(target=close)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT 1 FROM company_period WHERE company_id = %s AND starts_on = %s FOR SHARE",
                    [book.company_id, JANUARY],
                )
            closer.start()
            assert not done.wait(0.4), "closed in the middle of a posting"
        closer.join(timeout=10)
        assert done.is_set()


class TestDepartments:
    def test_create_change_and_switch_off(self, book):
        made = actions.create_department(actor=book.actor, code=" 02 ", name="销售部")
        actions.change_department(actor=book.actor, department_id=made.pk, name="销售一部", is_active=False)
        found = Department.objects.visible_to(book.actor).get(pk=made.pk)
        assert (found.code, found.name, found.is_active) == ("02", "销售一部", False)
        assert [one.code for one in queries.departments(book.actor, is_active=True)] == ["01"]

    def test_says_everything_that_is_missing(self, book):
        with pytest.raises(Problems) as refused:
            actions.create_department(actor=book.actor, code=" ", name="")
        assert [(type(one), one.where.field) for one in refused.value.problems] == [
            (NameMissing, "code"),
            (NameMissing, "name"),
        ]

    def test_refuses_a_taken_code_and_a_name_too_long(self, book):
        with pytest.raises(CodeTaken):
            actions.create_department(actor=book.actor, code="01", name="又一个")
        with pytest.raises(TextTooLong):
            actions.create_department(actor=book.actor, code="02", name="长" * 65)

    def test_of_another_company_is_not_found(self, book):
        theirs = Book().department
        with pytest.raises(actions.DepartmentNotFound):
            actions.change_department(actor=book.actor, department_id=theirs.pk, name="改名", is_active=False)
        assert Department.objects.get(pk=theirs.pk).name == "公司"


def test_decimals_of_the_policy_are_decimals(book):
    policy = queries.settings_on(book.company_id, book.day(1))
    assert isinstance(policy.over_receipt_pct, Decimal)
