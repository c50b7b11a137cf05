"""Reports, stock and the audit over HTTP; the same reports in the terminal."""

from __future__ import annotations

import argparse
import json

import pytest

from hengku.api.schemas import AuditAnswer, ReportAnswer, ReportInfoAnswer, StockAnswer
from hengku.catalog.models import Product
from hengku.cli import openapi as openapi_command
from hengku.cli import report as report_command
from hengku.kit.postgres import Cluster
from hengku.reports.registry import REPORTS
from tests.api.caller import Caller, signed_in
from tests.reports.shop import busy_weeks
from tests.world import Book

DAYS = {"from": "2026-01-01", "to": "2026-02-28"}


@pytest.fixture(scope="module")
def shop(database: Cluster) -> tuple[Book, Caller]:
    book = Book()
    busy_weeks(book)
    return book, signed_in(book)


class TestReports:
    def test_the_menu_lists_what_may_be_opened(self, shop: tuple[Book, Caller]) -> None:
        book, boss = shop
        names = [ReportInfoAnswer.model_validate(one).name for one in boss.get("/reports")[1]]
        assert names == [name for name, one in REPORTS.items() if one.is_listed]
        keeper = signed_in(book, book.keeper.user_id)
        assert "trial_balance" not in [one["name"] for one in keeper.get("/reports")[1]]

    @pytest.mark.parametrize(
        "name",
        [
            "stock",
            "stock_summary",
            "ar_aging",
            "ap_aging",
            "gross_profit",
            "trial_balance",
            "vouchers",
            "open_items",
        ],
    )
    def test_every_report_says_its_figures_as_text(self, shop: tuple[Book, Caller], name: str) -> None:
        _, boss = shop
        asked = {
            key: value for key, value in DAYS.items() if key in [p.key for p in REPORTS[name].parameters]
        }
        status, answer = boss.get(f"/reports/{name}", **asked)
        assert status == 200
        ReportAnswer.model_validate(answer)
        assert answer["rows"]
        for row in answer["rows"]:
            for column in answer["columns"]:
                value = row[column["key"]]
                assert value is None or isinstance(value, str)
                if column["kind"] == "amount" and value is not None:
                    assert len(value.rpartition(".")[2]) == 2, f"{column['key']} {value}"

    def test_links_of_rows_can_be_followed(self, shop: tuple[Book, Caller]) -> None:
        _, boss = shop
        followed = 0
        for name in ("stock", "stock_summary", "ar_aging", "gross_profit", "trial_balance", "open_items"):
            asked = {
                key: value for key, value in DAYS.items() if key in [p.key for p in REPORTS[name].parameters]
            }
            link = boss.get(f"/reports/{name}", **asked)[1]["rows"][0]["link"]
            if "document" in link:
                status, _ = boss.get(f"/documents/{link['document']}")
            else:
                status, _ = boss.get(f"/reports/{link['report']}", **link["parameters"])
            assert status == 200, name
            followed += 1
        assert followed == 6

    def test_a_suggestion_becomes_a_draft(self, shop: tuple[Book, Caller]) -> None:
        book, boss = shop
        assert [one["name"] for one in boss.get("/reports")[1] if one["makes"]] == ["replenishment"]
        Product.objects.filter(pk=book.cola.pk).update(stock_maximum=100_000)
        status, made = boss.post("/reports/replenishment/make?only=suggested", {})
        assert (status, made["type_code"]) == (200, "purchase_requisition")
        draft = boss.get(f"/documents/{made['id']}")[1]
        assert draft["document"]["state"] == "draft"
        english = boss.post("/reports/replenishment/make?only=suggested&lang=en", {})[1]
        assert boss.get(f"/documents/{english['id']}")[1]["document"]["remark"] == "Replenishment"
        assert boss.post("/reports/stock/make", {})[0] == 404

    def test_wrong_parameters_are_said_at_their_name(self, shop: tuple[Book, Caller]) -> None:
        _, boss = shop
        status, answer = boss.get("/reports/trial_balance", to="someday", froom="2026-01-01")
        assert (status, answer["code"]) == (422, "PROBLEMS")
        assert {problem["where"]["field"] for problem in answer["data"]["problems"]} == {"to", "froom"}
        assert boss.get("/reports/none")[0] == 404

    def test_cost_is_not_sent_to_who_may_not_see_it(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        keeper = signed_in(book, book.keeper.user_id)
        answer = keeper.get("/reports/stock_summary", **DAYS)[1]
        assert "closing_amount" not in answer["rows"][0]
        assert "closing_amount" not in answer["totals"]
        row = keeper.get("/stock")[1]["rows"][0]
        assert (row["amount"], row["unit_cost"]) == (None, None)
        assert keeper.get("/reports/gross_profit", **DAYS)[0] == 403


class TestStock:
    def test_pages_and_sums(self, shop: tuple[Book, Caller]) -> None:
        _, boss = shop
        status, answer = boss.get("/stock", size=2)
        assert status == 200
        StockAnswer.model_validate(answer)
        assert (len(answer["rows"]), answer["total"]) == (2, 4)
        whole = boss.get("/reports/stock")[1]
        assert answer["sums"] == whole["totals"]
        cola = boss.get("/stock", q="可乐")[1]["rows"][0]
        assert (cola["product"]["code"], cola["warehouse"]["name"], cola["on_hand"]) == ("COLA", "主仓", "57")

    def test_a_past_day_has_no_reservations(self, shop: tuple[Book, Caller]) -> None:
        _, boss = shop
        (row,) = boss.get("/stock", q="可乐", as_of="2026-01-03")[1]["rows"]
        assert (row["on_hand"], row["reserved"], row["available"]) == ("60", None, None)


def test_the_audit_says_whether_the_books_agree(shop: tuple[Book, Caller]) -> None:
    _, boss = shop
    status, answer = boss.get("/audit")
    assert status == 200
    AuditAnswer.model_validate(answer)
    assert answer["invariants"] > 20
    assert answer["violations"] == 0, answer["findings"]


class TestTerminal:
    def options(self, *words: str) -> argparse.Namespace:
        parser = argparse.ArgumentParser()
        parser.add_argument("--json", action="store_true")
        report_command.add_arguments(parser)
        return parser.parse_args(words)

    def test_a_report_as_json_is_that_of_the_api(
        self, shop: tuple[Book, Caller], capsys: pytest.CaptureFixture[str]
    ) -> None:
        book, boss = shop
        words = ["trial_balance", "--company", book.company.code, "--json"]
        for key, value in DAYS.items():
            words += ["--param", f"{key}={value}"]
        assert report_command.run(self.options(*words)) == 0
        assert json.loads(capsys.readouterr().out) == boss.get("/reports/trial_balance", **DAYS)[1]

    def test_a_report_as_a_table_names_things_by_code(
        self, shop: tuple[Book, Caller], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        book, _ = shop
        monkeypatch.setenv("COLUMNS", "200")
        words = [
            "stock_ledger",
            "--company",
            book.company.code,
            "--param",
            "product=COLA",
            "--param",
            "from=2026-01-01",
        ]
        assert report_command.run(self.options(*words)) == 0
        shown = capsys.readouterr().out
        assert "库存明细账" in shown
        assert "期初结存" in shown

    def test_openapi_is_json(self, database: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
        assert openapi_command.run(argparse.Namespace(json=False)) == 0
        assert json.loads(capsys.readouterr().out)["info"]["title"] == "衡库 Hengku"
