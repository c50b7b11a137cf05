"""Every report equals another book, to the fen (domain.md §8: 每张报表必须有一个恒等式测试)."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from hengku.company.actions import add_setting
from hengku.documents.models import Document
from hengku.kit.numbers import ZERO
from hengku.kit.postgres import Cluster
from hengku.ledger.models import Account, Entry, EntryLine
from hengku.reports.declaration import Report, Row, Shape
from hengku.reports.parameters import read_parameters
from hengku.reports.run import report_type, run_report
from hengku.reports.statements import query, statement_of
from tests.reports.shop import balance, busy_weeks, turnover
from tests.world import Book

INVENTORY = ("merchandise",)
LAST = 60


class Shop:
    """A book after six busy weeks."""

    def __init__(self, scope: str) -> None:
        self.book = Book()
        self.scope = scope
        if scope != "ORG":
            started_on = self.book.company.started_on
            user = self.book.actor.user_id
            add_setting(
                company_id=self.book.company_id,
                key="cost_scope",
                value=scope,
                effective_on=started_on,
                set_by=user,
            )
        self.made = busy_weeks(self.book)
        self.last = self.book.day(LAST)

    def report(self, name: str, **parameters: object) -> Report:
        return run_report(
            self.book.actor, name, {k.rstrip("_"): v for k, v in parameters.items()}, today=self.last
        )


@pytest.fixture(scope="module", params=["ORG", "WAREHOUSE"])
def shop(request: pytest.FixtureRequest, database: Cluster) -> Shop:
    return Shop(request.param)


MONTHS = [
    (date(2026, 1, 1), date(2026, 1, 31)),
    (date(2026, 2, 1), date(2026, 2, 28)),
    (date(2026, 1, 1), date(2026, 2, 28)),
]


class TestStock:
    def test_amount_is_the_inventory_account(self, shop: Shop) -> None:
        report = shop.report("stock", as_of=shop.last)
        assert report.totals["amount"] == balance(shop.book, *INVENTORY, last=shop.last)
        assert report.totals["amount"] > 0

    @pytest.mark.parametrize("month_end", [date(2026, 1, 31), date(2026, 2, 28)])
    def test_a_past_day_is_summed_from_the_books(self, shop: Shop, month_end: date) -> None:
        report = shop.report("stock", as_of=month_end)
        assert report.totals["amount"] == balance(shop.book, *INVENTORY, last=month_end)

    def test_balances_and_books_tell_the_same(self, shop: Shop) -> None:
        kind = report_type("stock")
        values = read_parameters(kind, {"as_of": shop.last}, company_id=shop.book.company_id, today=shop.last)
        assert kind.bind is not None
        bound = {**values, "company_id": shop.book.company_id, "today": shop.last, "category_ids": None}
        from_balances = kind.bind(bound)
        assert from_balances["from_balances"] is True
        answers = []
        for way in (True, False):
            rows = query(statement_of("stock"), {**from_balances, "from_balances": way, "is_now": False})
            answers.append(
                {(row["product_id"], row["warehouse_id"]): (row["on_hand"], row["amount"]) for row in rows}
            )
        assert answers[0] == answers[1]
        assert len(answers[0]) >= 4

    def test_a_day_before_the_last_movement_is_not_answered_by_balances(self, shop: Shop) -> None:
        kind = report_type("stock")
        asked = {"as_of": date(2026, 1, 31)}
        values = read_parameters(kind, asked, company_id=shop.book.company_id, today=shop.last)
        bound = {**values, "company_id": shop.book.company_id, "today": shop.last, "category_ids": None}
        assert kind.bind is not None
        assert kind.bind(bound)["from_balances"] is False

    def test_quantities_by_warehouse(self, shop: Shop) -> None:
        rows = {(row["product_code"], row["warehouse"]): row["on_hand"] for row in shop.report("stock").rows}
        assert rows == {
            ("COLA", "主仓"): Decimal(57),  # 60 + 40 - 30 - 12 + 4 - 5
            ("COLA", "门店"): Decimal(6),  # 12 - 6
            ("APPLE", "主仓"): Decimal("9.845"),
            ("RICE", "主仓"): Decimal(13),  # 10 + 5 - 2 - 3 + 3
        }

    def test_paging_keeps_totals_of_all_rows(self, shop: Shop) -> None:
        whole = shop.report("stock")
        parts = [
            run_report(shop.book.actor, "stock", {}, today=shop.last, shape=Shape(page=page, size=2))
            for page in (1, 2, 3)
        ]
        assert [row for part in parts for row in part.rows] == whole.rows
        assert all(part.totals == whole.totals and part.row_count == 4 for part in parts)

    def test_text_is_no_pattern(self, shop: Shop) -> None:
        assert shop.report("stock", q="%").rows == []
        assert {row["product_code"] for row in shop.report("stock", q="cola").rows} == {"COLA"}


class TestStockSummary:
    @pytest.mark.parametrize(("first", "last"), MONTHS)
    def test_opening_and_closing_are_the_inventory_account(self, shop: Shop, first: date, last: date) -> None:
        totals = shop.report("stock_summary", from_=first, to=last).totals
        assert totals["opening_amount"] == balance(
            shop.book, *INVENTORY, last=date.fromordinal(first.toordinal() - 1)
        )
        assert totals["closing_amount"] == balance(shop.book, *INVENTORY, last=last)

    @pytest.mark.parametrize(("first", "last"), MONTHS)
    def test_in_and_out_are_its_debits_and_credits(self, shop: Shop, first: date, last: date) -> None:
        totals = shop.report("stock_summary", from_=first, to=last).totals
        assert (totals["in_amount"], totals["out_amount"]) == turnover(
            shop.book, *INVENTORY, first=first, last=last
        )

    @pytest.mark.parametrize("by", ["product", "warehouse"])
    @pytest.mark.parametrize("day", [1, 6, 15, 33, 50])
    def test_closing_is_opening_and_in_less_out_on_every_row(self, shop: Shop, by: str, day: int) -> None:
        report = shop.report("stock_summary", from_=shop.book.day(day), to=shop.last, by=by)
        assert report.rows
        for row in report.rows:
            for what in ("quantity", "amount"):
                if row[f"closing_{what}"] is None:
                    continue
                moved = row[f"in_{what}"] - row[f"out_{what}"]
                assert row[f"closing_{what}"] == row[f"opening_{what}"] + moved

    def test_a_transfer_is_no_movement_of_the_company_but_of_warehouses(self, shop: Shop) -> None:
        cola = {"product": shop.book.cola.pk, "from_": shop.book.day(1), "to": shop.last}
        (whole,) = shop.report("stock_summary", **cola).rows
        by_place = {
            row["warehouse"]: row for row in shop.report("stock_summary", by="warehouse", **cola).rows
        }
        assert (whole["in_quantity"], whole["out_quantity"]) == (Decimal(95), Decimal(32))  # 60+40-5, 30-4+6
        assert (by_place["主仓"]["in_quantity"], by_place["主仓"]["out_quantity"]) == (
            Decimal(95),
            Decimal(38),
        )
        assert (by_place["门店"]["in_quantity"], by_place["门店"]["out_quantity"]) == (
            Decimal(12),
            Decimal(6),
        )

    def test_amounts_by_warehouse_exist_where_pools_do(self, shop: Shop) -> None:
        report = shop.report("stock_summary", by="warehouse", from_=shop.book.day(1), to=shop.last)
        if shop.scope == "ORG":
            assert all(row["closing_amount"] is None for row in report.rows)
            assert report.notes
        else:
            assert report.totals["closing_amount"] == balance(shop.book, *INVENTORY, last=shop.last)
            assert not report.notes

    def test_quantities_are_those_of_the_stock_report(self, shop: Shop) -> None:
        report = shop.report("stock_summary", by="warehouse", from_=shop.book.day(1), to=shop.last)
        stock = shop.report("stock")
        assert {(row["product_id"], row["warehouse_id"]): row["closing_quantity"] for row in report.rows} == {
            (row["product_id"], row["warehouse_id"]): row["on_hand"] for row in stock.rows
        }


class TestStockLedger:
    def rows(self, shop: Shop, **parameters: object) -> list[Row]:
        asked = {"product": shop.book.cola.pk, "from_": shop.book.day(1), "to": shop.last, **parameters}
        return shop.report("stock_ledger", **asked).rows

    def test_last_balance_is_the_stock(self, shop: Shop) -> None:
        (cola,) = [
            row for row in shop.report("stock_summary", from_=shop.book.day(1), to=shop.last).rows
            if row["product_code"] == "COLA"
        ]  # fmt: skip
        last = self.rows(shop)[-1]
        assert (last["balance_quantity"], last["balance_amount"]) == (
            cola["closing_quantity"],
            cola["closing_amount"],
        )

    def test_each_balance_follows_from_the_one_before(self, shop: Shop) -> None:
        rows = self.rows(shop)
        for before, row in itertools.pairwise(rows):
            for what in ("quantity", "amount"):
                moved = (row[f"in_{what}"] or ZERO) - (row[f"out_{what}"] or ZERO)
                assert row[f"balance_{what}"] == before[f"balance_{what}"] + moved

    def test_it_is_in_order_of_business_dates_and_the_late_receipt_stands_where_it_belongs(
        self, shop: Shop
    ) -> None:
        rows = self.rows(shop)[1:]
        assert [row["business_on"] for row in rows] == sorted(row["business_on"] for row in rows)
        numbers = [row["number"] for row in rows]
        assert numbers.index(shop.made["late"].number) < numbers.index(shop.made["sale"].number)

    def test_red_documents_are_negative_on_their_own_side(self, shop: Shop) -> None:
        rows = {row["number"]: row for row in self.rows(shop) if (row["in_quantity"] or row["out_quantity"])}
        assert rows[shop.made["came_back"].number]["out_quantity"] == Decimal(-4)
        assert rows[shop.made["sent_back"].number]["in_quantity"] == Decimal(-5)

    def test_a_recast_names_the_document_that_caused_it(self, shop: Shop) -> None:
        rows = [row for row in self.rows(shop) if "成本重算" in row["summary"]]
        assert rows
        # the invoice revalued its receipt, the late receipt came before the first sale
        assert {row["number"] for row in rows} == {shop.made["late"].number, shop.made["invoice"].number}

    def test_rows_lead_to_their_documents(self, shop: Shop) -> None:
        rows = self.rows(shop)
        assert rows[0]["link"] is None
        assert rows[1]["link"] == {"document": rows[1]["document_id"]}

    def test_it_starts_with_what_was_there(self, shop: Shop) -> None:
        rows = self.rows(shop, from_=date(2026, 2, 1))
        assert rows[0]["balance_quantity"] == Decimal(69)
        assert rows[1]["number"] == shop.made["second_sale"].number
        assert [row["out_quantity"] for row in rows[2:]] == [ZERO] * len(rows[2:])

    def test_of_one_warehouse_a_transfer_is_a_movement(self, shop: Shop) -> None:
        rows = self.rows(shop, warehouse=shop.book.w2.pk)
        moved = [row["number"] for row in rows[1:] if row["in_quantity"] or row["out_quantity"]]
        assert moved == [shop.made["transfer"].number, shop.made["second_sale"].number]
        assert rows[-1]["balance_quantity"] == Decimal(6)


class TestAgeing:
    @pytest.mark.parametrize("day", [1, 3, 6, 8, 9, 12, 16, 34, 35, 36, LAST])
    def test_receivables_are_the_control_accounts_on_every_day(self, shop: Shop, day: int) -> None:
        on = shop.book.day(day)
        totals = shop.report("ar_aging", as_of=on).totals
        assert totals["total"] == balance(shop.book, "ar", "advance_received", last=on)
        assert -totals["advance"] == -balance(shop.book, "advance_received", last=on)

    @pytest.mark.parametrize("day", [1, 3, 4, 5, 9, 12, 35, 36, LAST])
    def test_payables_are_the_control_accounts_on_every_day(self, shop: Shop, day: int) -> None:
        on = shop.book.day(day)
        totals = shop.report("ap_aging", as_of=on).totals
        assert totals["total"] == -balance(shop.book, "ap", "prepay", last=on)
        assert totals["estimated"] == -balance(shop.book, "ap_estimated", last=on)

    def test_overdue_is_by_due_date(self, shop: Shop) -> None:
        (row,) = shop.report("ar_aging", as_of=shop.book.day(40)).rows
        assert row["days_31_60"] == Decimal("500.00")  # due on day 3: 37 days
        assert row["days_1_30"] > 0  # the sale, due on day 10
        assert row["advance"] == Decimal("-50.00")
        assert row["unapplied"] == Decimal("-100.00")

    def test_the_day_it_is_due_is_not_overdue_and_the_next_one_is(self, shop: Shop) -> None:
        (on_time,) = shop.report("ar_aging", as_of=shop.book.day(3)).rows
        (late,) = shop.report("ar_aging", as_of=shop.book.day(4)).rows
        assert (on_time["not_due"], on_time["days_1_30"]) == (Decimal("500.00"), ZERO)
        assert (late["not_due"], late["days_1_30"]) == (ZERO, Decimal("500.00"))

    @pytest.mark.parametrize(("name", "side"), [("ar_aging", "ar"), ("ap_aging", "ap")])
    def test_the_items_behind_it_add_up_to_it(self, shop: Shop, name: str, side: str) -> None:
        for row in shop.report(name, as_of=shop.last).rows:
            assert row["link"]["report"] == "open_items"
            items = run_report(shop.book.actor, "open_items", row["link"]["parameters"], today=shop.last).rows
            signed = sum(
                (
                    -i["residual"] if i["kind_label"] in ("预收账款", "预付账款") else i["residual"]
                    for i in items
                ),
                ZERO,
            )
            assert signed == row["total"] + row.get("estimated", ZERO)
            assert row["link"]["parameters"]["side"] == side


class TestGrossProfit:
    @pytest.mark.parametrize(("first", "last"), MONTHS)
    @pytest.mark.parametrize("by", ["product", "category"])
    def test_cost_and_sales_are_their_accounts(self, shop: Shop, first: date, last: date, by: str) -> None:
        totals = shop.report("gross_profit", from_=first, to=last, by=by).totals
        assert totals["cost"] == balance(shop.book, "cogs", first=first, last=last)
        assert totals["net"] == -balance(shop.book, "revenue", first=first, last=last)
        assert totals["profit"] == totals["net"] - totals["cost"]

    def test_what_was_sold_by_mistake_and_undone_counts_nothing(self, shop: Shop) -> None:
        report = shop.report("gross_profit", from_=date(2026, 1, 1), to=shop.last, product=shop.book.rice.pk)
        (rice,) = report.rows
        assert (rice["quantity"], rice["net"], rice["rate"]) == (ZERO, ZERO, None)
        assert rice["cost"] > 0  # spoiled in the shop: cost of sales all the same

    def test_rate_is_profit_over_sales_to_four_places(self, shop: Shop) -> None:
        report = shop.report("gross_profit", from_=date(2026, 1, 1), to=shop.last, product=shop.book.apple.pk)
        (apple,) = report.rows
        assert apple["rate"] == (apple["profit"] / apple["net"]).quantize(Decimal("0.0001"))
        assert report.totals["rate"] == apple["rate"]


class TestTrialBalance:
    @pytest.mark.parametrize(("first", "last"), MONTHS)
    def test_both_sides_are_equal(self, shop: Shop, first: date, last: date) -> None:
        totals = shop.report("trial_balance", from_=first, to=last).totals
        assert totals["opening_debit"] == totals["opening_credit"]
        assert totals["debit"] == totals["credit"] != ZERO
        assert totals["closing_debit"] == totals["closing_credit"] != ZERO
        assert totals["year_debit"] == totals["year_credit"] != ZERO

    def test_the_year_is_what_was_turned_over_since_it_began(self, shop: Shop) -> None:
        """Openings are none of it, in whatever period they are asked for; January's figures count in February."""
        year = shop.report("trial_balance", from_=date(2026, 1, 1), to=shop.last)
        openings = Document.objects.visible_to(shop.book.actor).filter(type_code__startswith="opening_")
        papers = list(openings.values_list("pk", flat=True))
        entries = Entry.objects.visible_to(shop.book.actor).filter(document_id__in=papers)
        lines = EntryLine.objects.visible_to(shop.book.actor)
        lines = lines.filter(entry_id__in=list(entries.values_list("pk", flat=True)))
        opened = lines.aggregate(debit=Sum("debit"), credit=Sum("credit"))
        assert opened["debit"] > 0
        for side in ("debit", "credit"):
            assert year.totals[f"year_{side}"] == year.totals[side] - opened[side]
        later = shop.report("trial_balance", from_=date(2026, 2, 1), to=shop.last)
        told = {row["code"]: (row["year_debit"], row["year_credit"]) for row in year.rows}
        assert {row["code"]: (row["year_debit"], row["year_credit"]) for row in later.rows} == {
            code: one for code, one in told.items() if code in {row["code"] for row in later.rows}
        }

    def test_an_account_above_is_the_sum_of_those_below(self, shop: Shop) -> None:
        rows = {
            row["code"]: row
            for row in shop.report("trial_balance", from_=date(2026, 1, 1), to=shop.last).rows
        }
        for code, row in rows.items():
            below = [
                other
                for key, other in rows.items()
                if key != code and key.startswith(code) and len(key) == len(code) + 2
            ]
            if below:
                assert row["debit"] == sum(other["debit"] for other in below)
                net = sum(other["closing_debit"] - other["closing_credit"] for other in below)
                assert row["closing_debit"] - row["closing_credit"] == net
        assert "2202" in rows
        assert rows["2202"]["link"]["report"] == "account_ledger"

    def test_leaves_alone_add_up_to_the_same(self, shop: Shop) -> None:
        days = {"from_": date(2026, 1, 1), "to": shop.last}
        leaves = shop.report("trial_balance", leaves_only="true", **days)
        assert leaves.totals["debit"] == shop.report("trial_balance", **days).totals["debit"]
        assert all(Account.objects.get(pk=row["account_id"]).is_leaf for row in leaves.rows)

    def test_account_ledger_ends_where_the_trial_balance_does(self, shop: Shop) -> None:
        trial = shop.report("trial_balance", from_=date(2026, 2, 1), to=shop.last)
        for row in trial.rows:
            ledger = run_report(shop.book.actor, "account_ledger", row["link"]["parameters"], today=shop.last)
            assert ledger.rows[0]["balance"] == row["opening_debit"] - row["opening_credit"]
            assert ledger.totals["balance"] == row["closing_debit"] - row["closing_credit"]
            assert ledger.totals["debit"] == row["debit"]
            assert ledger.rows[-1]["balance"] == ledger.totals["balance"]

    def test_every_entry_is_in_the_list_of_vouchers(self, shop: Shop) -> None:
        report = shop.report("vouchers", from_=date(2026, 1, 1), to=shop.last)
        entries = Entry.objects.visible_to(shop.book.actor)
        assert report.totals["entry_count"] == entries.count()
        assert report.totals["amount"] == sum(entry.amount for entry in entries)
