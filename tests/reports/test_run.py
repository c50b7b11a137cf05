"""Running a report: parameters, permissions, what is hidden; every report on an empty company."""

from __future__ import annotations

from datetime import date

import pytest

from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problems
from hengku.reports.declaration import Shape
from hengku.reports.errors import (
    DatesReversed,
    ParameterMissing,
    ParameterWrong,
    ReferenceNotFound,
    UnknownParameter,
    UnknownReport,
)
from hengku.reports.registry import REPORTS
from hengku.reports.run import report_type, reports_for, run_report
from tests.world import Book

TODAY = date(2026, 1, 31)


def parameters_for(book: Book, name: str) -> dict[str, str]:
    """What the report cannot do without."""
    needed = {
        "stock_ledger": {"product": str(book.cola.pk)},
        "account_ledger": {"account": str(book.account_of("bank").pk)},
        "statement": {"party": str(book.customer.pk)},
    }
    return needed.get(name, {})


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "voucher"])
@pytest.mark.parametrize("page", [None, 1])
def test_every_report_runs_on_a_company_without_documents(book: Book, name: str, page: int | None) -> None:
    report = run_report(book.actor, name, parameters_for(book, name), today=TODAY, shape=Shape(page=page))
    assert set(report.totals) >= {c.key for c in report.columns if c.total}
    assert all(set(row) >= {c.key for c in report.columns} for row in report.rows)
    assert report.row_count == len(report.rows)


class TestParameters:
    def test_unknown_report_is_not_found(self, book: Book) -> None:
        with pytest.raises(UnknownReport):
            run_report(book.actor, "stock; DROP TABLE", {}, today=TODAY)

    def test_misspelt_parameter_is_refused_and_not_ignored(self, book: Book) -> None:
        with pytest.raises(UnknownParameter) as refused:
            run_report(book.actor, "stock", {"warehose": "1"}, today=TODAY)
        assert refused.value.name == "warehose"

    def test_all_problems_are_told_at_once(self, book: Book) -> None:
        asked = {"from": "2026-02-30", "to": "yesterday", "product": "x"}
        with pytest.raises(Problems) as refused:
            run_report(book.actor, "stock_ledger", asked, today=TODAY)
        assert [problem.where.field for problem in refused.value.problems] == ["product", "from", "to"]

    @pytest.mark.parametrize("text", ["20260101", "2026-W01-1", "2026-1-1", "01.01.2026", "2026-01-01T00:00"])
    def test_only_iso_days_are_dates(self, book: Book, text: str) -> None:
        with pytest.raises(ParameterWrong):
            run_report(book.actor, "trial_balance", {"from": text}, today=TODAY)

    def test_days_the_wrong_way_round_are_refused(self, book: Book) -> None:
        with pytest.raises(DatesReversed):
            run_report(book.actor, "trial_balance", {"from": "2026-02-01", "to": "2026-01-01"}, today=TODAY)

    def test_a_required_parameter_must_be_there(self, book: Book) -> None:
        with pytest.raises(ParameterMissing):
            run_report(book.actor, "stock_ledger", {}, today=TODAY)

    def test_another_companys_product_is_not_found(self, book: Book) -> None:
        other = Book()
        with pytest.raises(ReferenceNotFound):
            run_report(book.actor, "stock_ledger", {"product": str(other.cola.pk)}, today=TODAY)

    @pytest.mark.parametrize("text", ["0", "-1", "1.5", "９", "99999999999999999999", "1 OR 1=1"])
    def test_an_id_is_a_plain_number(self, book: Book, text: str) -> None:
        with pytest.raises(ParameterWrong):
            run_report(book.actor, "stock", {"product": text}, today=TODAY)

    def test_empty_dates_mean_this_month_until_today(self, book: Book) -> None:
        report = run_report(book.actor, "trial_balance", {"from": "", "to": ""}, today=TODAY)
        assert (report.parameters["from"], report.parameters["to"]) == (date(2026, 1, 1), TODAY)


class TestRights:
    def test_reports_need_their_permission(self, book: Book) -> None:
        nobody = book.actor_who_may("catalog.view")
        for name in REPORTS:
            with pytest.raises(MissingPermission):
                run_report(nobody, name, parameters_for(book, name), today=TODAY)

    def test_the_menu_shows_what_may_be_opened(self, book: Book) -> None:
        names = [report.name for report in reports_for(book.actor_who_may("reports.view"))]
        assert "stock" in names
        assert "trial_balance" not in names
        assert "gross_profit" not in names

    def test_cost_columns_are_left_out_of_columns_rows_and_totals(self, book: Book) -> None:
        keeper = book.actor_who_may("reports.view")
        for name in ("stock", "stock_summary", "stock_ledger"):
            report = run_report(keeper, name, parameters_for(book, name), today=TODAY)
            secret = {column.key for column in report_type(name).columns if column.shows_cost}
            assert secret
            seen = {column.key for column in report.columns} | set(report.totals)
            seen |= {key for row in report.rows for key in row}
            assert not secret & seen
