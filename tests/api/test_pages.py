"""The hand-made pages over HTTP: first page, product, party, months. Values are those of the books."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from hengku.api.schemas_pages import (
    ClosingCheckAnswer,
    HomeAnswer,
    PartyPageAnswer,
    ProductDayAnswer,
    ProductPageAnswer,
)
from hengku.company.queries import periods
from hengku.diagnosis.closing import BooksDisagree, close_month
from hengku.diagnosis.queries import AuditReport
from hengku.kit.postgres import Cluster
from hengku.ledger.models import Entry, VoucherEntry
from hengku.reports.home import home_of
from hengku.reports.pages import product_days
from hengku.reports.run import run_report
from tests.api.caller import Caller, signed_in
from tests.reports.shop import balance, busy_weeks, line, post_one
from tests.world import Book

LATER = datetime(2026, 3, 5, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def shop(database: Cluster) -> tuple[Book, Caller]:
    book = Book()
    busy_weeks(book)
    return book, signed_in(book)


class TestHome:
    def test_answers_what_waits_sold_and_is_stuck(self, shop: tuple[Book, Caller]) -> None:
        _, boss = shop
        status, answer = boss.get("/home")
        assert status == 200, answer
        HomeAnswer.model_validate(answer)

    def test_figures_are_those_of_the_books(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        today = book.day(40)
        home = home_of(book.actor, today=today)
        tasks = {one["key"]: one for one in [*home["tasks"], *home["stuck"]]}
        assert tasks["to_receive"]["count"] == 1
        assert tasks["to_invoice"]["amount"] == -balance(book, "ap_estimated", last=today)
        assert tasks["to_collect"]["amount"] == balance(book, "ar", last=today)
        assert tasks["to_pay"]["amount"] == -balance(book, "ap", last=today)
        month = home["sold"]["stretches"][2]
        assert month["now"]["net"] == -balance(book, "revenue", first=book.day(32), last=today)
        assert month["before"]["net"] == -balance(book, "revenue", first=book.day(1), last=book.day(9))
        shown = sum((day["net"] for day in home["sold"]["days"]), Decimal(0))
        assert shown == -balance(book, "revenue", first=today - timedelta(days=29), last=today)
        assert sum(home["ageing"]["ar"].values()) >= tasks["to_collect"]["late_amount"]

    def test_each_role_sees_its_own_work(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        today = book.day(40)

        def keys(*words: str) -> set[str]:
            home = home_of(book.actor_who_may("reports.view", *words), today=today)
            return {one["key"] for one in home["tasks"]}

        assert keys("purchase_order.view", "purchase_receipt.post") == {
            "my_drafts",
            "to_post",
            "to_receive",
            "never_received",
        }
        assert "to_inspect" in keys("incoming_inspection.view")
        assert keys("receipt.view", "payment.view", "purchase_price.view") == {
            "my_drafts",
            "to_collect",
            "to_pay",
        }
        assert {"vouchers", "periods"} <= keys("ledger.view", "period.close")

    def test_a_keeper_sees_no_sales_and_no_cost(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        home = home_of(book.keeper, today=book.day(40))
        assert (home["sold"], home["best"], home["ageing"]) == (None, [], {})
        assert all(one["amount"] is None for one in home["stuck"])
        assert len(home["moved"]) == 14

    def test_who_sells_sees_sales_without_profit(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        seller = book.actor_who_may("reports.view", "sales_order.create")
        sold = home_of(seller, today=book.day(40))["sold"]
        assert all(one["now"]["profit"] is None for one in sold["stretches"])
        assert all(day["profit"] is None for day in sold["days"])

    def test_the_number_of_statements_is_fixed(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        with CaptureQueriesContext(connection) as seen:
            home_of(book.actor, today=book.day(40))
        reads = [one for one in seen if "SELECT" in one["sql"] and not one["sql"].startswith("SET")]
        assert len(reads) == 7


class TestProduct:
    def test_prices_holders_and_documents(self, shop: tuple[Book, Caller]) -> None:
        book, boss = shop
        status, answer = boss.get(f"/products/{book.cola.pk}/page")
        assert status == 200, answer
        ProductPageAnswer.model_validate(answer)
        prices = {(one["is_buying"], one["party"]["name"]): one["price"] for one in answer["prices"]}
        assert {key: Decimal(price) for key, price in prices.items()} == {
            (True, "甲"): Decimal("3.39"),
            (False, "乙"): Decimal("3.6"),
        }
        assert [(one["kind"], one["quantity"]) for one in answer["holds"]] == [("on_order", "40")]
        assert answer["documents"][0]["business_on"] >= answer["documents"][-1]["business_on"]

    def test_days_end_where_stock_and_account_do(self, shop: tuple[Book, Caller]) -> None:
        book, boss = shop
        status, days = boss.get(
            f"/products/{book.cola.pk}/days", **{"from": "2026-01-05", "to": "2026-03-01"}
        )
        assert status == 200, days
        [ProductDayAnswer.model_validate(one) for one in days]
        assert days[0]["on"] == "2026-01-04"
        assert Decimal(days[0]["quantity"]) == 60
        (row,) = run_report(
            book.actor, "stock", {"product": book.cola.pk, "by": "product"}, today=date(2026, 3, 1)
        ).rows
        assert Decimal(days[-1]["quantity"]) == row["on_hand"]
        assert Decimal(days[-1]["amount"]) == row["amount"]

    def test_every_day_is_that_of_the_stock_report(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        for product in (book.cola, book.rice):
            for day in product_days(
                book.actor, product.pk, first=book.day(2), last=book.day(40), warehouse_id=None
            ):
                asked = {"product": product.pk, "by": "product", "as_of": day["on"], "with_empty": True}
                (row,) = run_report(book.actor, "stock", asked, today=book.day(60)).rows
                assert (day["quantity"], day["amount"]) == (row["on_hand"], row["amount"])

    def test_of_one_warehouse_a_transfer_moves(self, shop: tuple[Book, Caller]) -> None:
        book, boss = shop
        asked = {"from": "2026-01-05", "to": "2026-03-01", "warehouse": book.w2.pk}
        _, days = boss.get(f"/products/{book.cola.pk}/days", **asked)
        assert Decimal(days[-1]["quantity"]) == 6
        assert days[-1]["amount"] is None

    def test_cost_is_kept_from_who_may_not_see_it(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        keeper = signed_in(book, book.keeper.user_id)
        answer = keeper.get(f"/products/{book.cola.pk}/page")[1]
        assert not [one for one in answer["prices"] if one["is_buying"]]
        days = keeper.get(f"/products/{book.cola.pk}/days", to="2026-03-01")[1]
        assert {(one["amount"], one["unit_cost"]) for one in days} == {(None, None)}

    def test_another_companys_product_is_not_found(self, shop: tuple[Book, Caller]) -> None:
        _, boss = shop
        other = Book()
        assert boss.get(f"/products/{other.cola.pk}/page")[0] == 404
        assert boss.get(f"/products/{other.cola.pk}/days")[0] == 404
        assert boss.get(f"/parties/{other.customer.pk}/page")[0] == 404


class TestParty:
    def test_balances_are_its_accounts(self, shop: tuple[Book, Caller]) -> None:
        book, boss = shop
        last = timezone.localdate()
        status, answer = boss.get(f"/parties/{book.customer.pk}/page")
        assert status == 200, answer
        PartyPageAnswer.model_validate(answer)
        assert Decimal(answer["receivable"]["balance"]) == balance(book, "ar", "advance_received", last=last)
        supplier = boss.get(f"/parties/{book.supplier.pk}/page")[1]["payable"]
        assert Decimal(supplier["balance"]) == -balance(book, "ap", "prepay", last=last)
        assert Decimal(supplier["estimated"]) == -balance(book, "ap_estimated", last=last)

    def test_a_side_is_kept_from_who_does_not_work_with_it(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        keeper = signed_in(book, book.keeper.user_id)
        answer = keeper.get(f"/parties/{book.customer.pk}/page")[1]
        assert answer == {"receivable": None, "payable": None, "credit_left": None}


class TestExport:
    def test_is_what_is_shown(self, shop: tuple[Book, Caller]) -> None:
        _, boss = shop
        asked = {"from": "2026-01-01", "to": "2026-02-28", "sort": "-net", "columns": "name,net,quantity"}
        status, content = boss.get("/reports/sales_stats/export", **asked)
        assert status == 200
        shown = boss.get("/reports/sales_stats", **{k: v for k, v in asked.items() if k != "columns"})[1]
        sheet = load_workbook(BytesIO(content)).worksheets[0]
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert rows[0] == ["名称", "销售净额", "销售数量"]
        assert [row[0] for row in rows[1:]] == [*[one["name"] for one in shown["rows"]], "合计"]

    def test_unknown_and_hidden_columns_are_refused(self, shop: tuple[Book, Caller]) -> None:
        book, boss = shop
        assert boss.get("/reports/sales_stats/export", columns="name,nothing")[0] == 422
        keeper = signed_in(book, book.keeper.user_id)
        assert keeper.get("/reports/stock/export", columns="amount")[0] == 422
        assert keeper.get("/reports/gross_profit/export")[0] == 403


class TestMonths:
    def test_what_stands_against_closing(self, shop: tuple[Book, Caller]) -> None:
        _, boss = shop
        status, checks = boss.get("/periods/2026-01/checks", part="stock")
        assert status == 200, checks
        [ClosingCheckAnswer.model_validate(one) for one in checks]
        found = {one["key"]: (one["level"], one["count"]) for one in checks}
        assert found["order"] == ("block", 0)
        assert found["audit"] == ("block", 0)
        assert found["not_invoiced"][1] > 0
        checks = boss.get("/periods/2026-02/checks", part="stock")[1]
        assert next(one["sentences"] for one in checks if one["key"] == "order")
        assert boss.get("/periods/2026-13/checks", part="stock")[0] == 422
        assert boss.get("/periods/2026-01/checks", part="everything")[0] == 422

    def test_the_ledger_closes_with_every_entry_on_a_voucher(self, database: Cluster) -> None:
        book = Book()
        bought = [line(9, product_id=book.cola.pk, price="2.26")]
        post_one(
            book, "purchase_receipt", book.day(2), bought, party_id=book.supplier.pk, warehouse_id=book.w1.pk
        )
        assert not VoucherEntry.objects.of_company(book.company_id).exists()
        boss = signed_in(book)
        for part in ("stock", "arap", "ledger"):
            assert boss.post("/periods/2026-01/close", {"part": part})[0] == 200
        entries = Entry.objects.of_company(book.company_id).count()
        assert VoucherEntry.objects.of_company(book.company_id).count() == entries > 0
        row = boss.get("/periods")[1]["rows"][0]
        assert (row["is_ledger_closed"], row["closed_by_name"]) == (True, "boss")
        assert boss.post("/periods/2026-01/reopen", {"part": "ledger"})[1]["code"] == "REASON_MISSING"
        assert boss.post("/periods/2026-01/reopen", {"part": "ledger", "reason": "补单"})[0] == 200

    def test_books_that_disagree_are_not_closed(
        self, database: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Negative control: with a finding of the audit nothing is closed, and no voucher is kept from it."""
        book = Book()
        monkeypatch.setattr("hengku.diagnosis.closing.audit", lambda _company, **_: AuditReport(40, 3))
        with pytest.raises(BooksDisagree):
            close_month(actor=book.actor, month=book.day(1), part="stock", now=LATER)
        assert not any(one.is_stock_closed for one in periods(book.actor))

    def test_closing_needs_its_right(self, shop: tuple[Book, Caller]) -> None:
        book, _ = shop
        keeper = signed_in(book, book.keeper.user_id)
        assert keeper.post("/periods/2026-01/close", {"part": "stock"})[0] == 403
