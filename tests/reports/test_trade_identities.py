"""The reports over trade, orders, money and statements equal the books (domain.md §8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hengku.documents.models import Document, Line
from hengku.kit.numbers import ZERO
from hengku.kit.postgres import Cluster
from hengku.reports.declaration import Report, Shape
from hengku.reports.errors import CannotSortReport
from hengku.reports.home import tasks_of
from hengku.reports.run import run_report
from hengku.settlement.models import Item
from tests.reports.shop import balance, busy_weeks, line, post_one, reverse_one
from tests.world import Book

DAYS = (date(2026, 1, 1), date(2026, 2, 28))
MONTHS = [DAYS, (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))]
FUNDS = ("cash", "bank", "other_monetary")


class Shop:
    """A book after six busy weeks and some orders."""

    def __init__(self) -> None:
        self.book = Book()
        self.made = busy_weeks(self.book)
        self.last = self.book.day(60)

    def report(self, name: str, shape: Shape | None = None, **parameters: object) -> Report:
        asked = {key.rstrip("_"): value for key, value in parameters.items()}
        return run_report(self.book.actor, name, asked, today=self.last, shape=shape or Shape())


@pytest.fixture(scope="module")
def shop(database: Cluster) -> Shop:
    return Shop()


class TestSales:
    @pytest.mark.parametrize(("first", "last"), MONTHS)
    @pytest.mark.parametrize("by", ["product", "category", "party", "handler", "maker", "day", "month"])
    def test_are_revenue_and_cost_of_sales_however_added_up(
        self, shop: Shop, first: date, last: date, by: str
    ) -> None:
        report = shop.report("sales_stats", from_=first, to=last, by=by)
        assert report.totals["net"] == -balance(shop.book, "revenue", first=first, last=last)
        assert report.totals["cost"] == balance(shop.book, "cogs", first=first, last=last)
        assert report.totals["profit"] == report.totals["net"] - report.totals["cost"]

    @pytest.mark.parametrize("by", ["product", "category", "party", "handler", "maker", "day", "month"])
    def test_every_row_leads_to_the_lines_that_make_it_up(self, shop: Shop, by: str) -> None:
        report = shop.report("sales_stats", from_=DAYS[0], to=DAYS[1], by=by)
        assert report.rows
        for row in report.rows:
            if row["link"] is None:  # cost of goods lost: no customer to lead to
                assert by in ("party", "handler", "maker")
                continue
            lines = run_report(shop.book.actor, "sales_lines", row["link"]["parameters"], today=shop.last)
            assert (lines.totals["net"], lines.totals["cost"]) == (row["net"], row["cost"]), row["name"]

    def test_lines_lead_to_their_documents(self, shop: Shop) -> None:
        report = shop.report("sales_lines", from_=DAYS[0], to=DAYS[1])
        links = {row["number"]: row["link"] for row in report.rows}
        assert links[shop.made["sale"].number] == {"document": shop.made["sale"].id}


class TestPurchases:
    @pytest.mark.parametrize(("first", "last"), MONTHS)
    @pytest.mark.parametrize("by", ["product", "party", "handler", "day", "month"])
    def test_what_was_received_is_what_was_estimated_to_be_owed(
        self, shop: Shop, first: date, last: date, by: str
    ) -> None:
        report = shop.report("purchase_stats", from_=first, to=last, by=by)
        received = Document.objects.visible_to(shop.book.actor).filter(
            type_code__in=["purchase_receipt", "purchase_return"]
        )
        owed = Item.objects.visible_to(shop.book.actor).filter(
            kind="ap_estimated", document_id__in=received, business_on__gte=first, business_on__lte=last
        )
        assert report.totals["received"] == sum((item.amount for item in owed), ZERO)

    def test_invoice_differences_stand_beside_it(self, shop: Shop) -> None:
        report = shop.report("purchase_stats", from_=DAYS[0], to=DAYS[1], product=shop.book.cola.pk)
        (cola,) = report.rows
        assert cola["quantity"] == Decimal(95)  # 60 + 40 - 5
        assert cola["difference"] == Decimal("5.50")  # 55 at 2.10 instead of 2.00
        assert cola["amount"] == cola["received"] + cola["difference"]
        assert cola["price"] == (cola["amount"] / 95).quantize(Decimal("1e-8"))

    @pytest.mark.parametrize("by", ["product", "party", "handler", "day", "month"])
    def test_every_row_leads_to_its_lines(self, shop: Shop, by: str) -> None:
        for row in shop.report("purchase_stats", from_=DAYS[0], to=DAYS[1], by=by).rows:
            if row["link"] is None:  # of nobody in particular
                assert (by, row["name"]) == ("handler", "(未指定)")
                continue
            lines = run_report(shop.book.actor, "purchase_lines", row["link"]["parameters"], today=shop.last)
            assert lines.totals["amount"] == row["amount"]
            assert all("document" in one["link"] for one in lines.rows)


class TestOrders:
    def test_what_is_left_of_an_order(self, shop: Shop) -> None:
        (row,) = shop.report("open_purchase_orders").rows
        assert (row["ordered"], row["done"], row["quantity_left"]) == (100, 60, 40)
        assert row["amount_left"] == Decimal("90.40")  # 40 at 2.26
        assert row["link"] == {"document": shop.made["order"].id}

    def test_it_is_on_order_in_the_stock(self, shop: Shop) -> None:
        assert (
            shop.report("stock").totals["on_order"]
            == shop.report("open_purchase_orders").totals["quantity_left"]
        )
        by_product = {row["product_code"]: row["on_order"] for row in shop.report("stock", by="product").rows}
        assert by_product == {"COLA": 40, "APPLE": 0, "RICE": 0}

    @pytest.mark.parametrize("day", [4, 9, 12, 36, 60])
    def test_what_is_not_invoiced_is_the_estimated_payable(self, shop: Shop, day: int) -> None:
        on = shop.book.day(day)
        report = shop.report("received_not_invoiced", as_of=on)
        assert report.totals["residual"] == -balance(shop.book, "ap_estimated", last=on)
        assert report.totals["residual"] == shop.report("ap_aging", as_of=on).totals["estimated"]

    def test_issued_and_not_invoiced_is_what_was_issued_less_what_came_back(self, shop: Shop) -> None:
        totals = shop.report("issued_not_invoiced").totals
        came_back = Decimal(14)  # 4 of the first sale at 3.50; what was sold by mistake is undone
        assert totals["amount_left"] == Decimal("135.00") + Decimal("21.60") - came_back
        assert totals["amount"] == totals["invoiced"] + totals["amount_left"]

    def test_an_invoice_takes_it_away(self, database: Cluster) -> None:
        book = Book()
        w1 = {"warehouse_id": book.w1.pk}
        bought = [line(9, product_id=book.cola.pk, price="2.26")]
        post_one(book, "purchase_receipt", book.day(2), bought, party_id=book.supplier.pk, **w1)
        sold = [line(9, product_id=book.cola.pk, price="3.00")]
        issue = post_one(book, "sales_issue", book.day(3), sold, party_id=book.customer.pk, **w1)
        source = issue_lines(book, issue.id)[0]
        invoiced = [line(4, product_id=book.cola.pk, source_line_id=source)]
        invoice = post_one(book, "sales_invoice", book.day(4), invoiced, party_id=book.customer.pk)
        assert left_to_invoice(book) == Decimal("15.00")
        reverse_one(book, invoice.id, book.day(5))
        assert left_to_invoice(book) == Decimal("27.00")


def left_to_invoice(book: Book) -> Decimal:
    totals = run_report(book.actor, "issued_not_invoiced", {}, today=book.day(9)).totals
    return Decimal(totals["amount_left"])


def issue_lines(book: Book, document_id: int) -> list[int]:
    return list(
        Line.objects.visible_to(book.actor).filter(document_id=document_id).values_list("id", flat=True)
    )


class TestMoney:
    @pytest.mark.parametrize(("first", "last"), MONTHS)
    def test_the_flow_ends_at_the_balance_of_the_fund_accounts(
        self, shop: Shop, first: date, last: date
    ) -> None:
        report = shop.report("fund_ledger", from_=first, to=last)
        assert report.rows[0]["balance"] == balance(
            shop.book, *FUNDS, last=date.fromordinal(first.toordinal() - 1)
        )
        assert report.rows[-1]["balance"] == report.totals["balance"] == balance(shop.book, *FUNDS, last=last)
        assert report.totals["money_in"] - report.totals["money_out"] == balance(
            shop.book, *FUNDS, first=first, last=last
        )

    @pytest.mark.parametrize(
        ("side", "estimated", "roles", "sign"),
        [
            ("ar", "false", ("ar", "advance_received"), 1),
            ("ap", "false", ("ap", "prepay"), -1),
            ("ap", "true", ("ap", "prepay", "ap_estimated"), -1),
        ],
    )
    @pytest.mark.parametrize(("first", "last"), MONTHS)
    def test_a_statement_closes_at_the_items_and_at_the_accounts(
        self,
        shop: Shop,
        side: str,
        estimated: str,
        roles: tuple[str, ...],
        sign: int,
        first: date,
        last: date,
    ) -> None:
        party = shop.book.customer if side == "ar" else shop.book.supplier
        asked = {"party": party.pk, "side": side, "with_estimated": estimated}
        report = shop.report("statement", from_=first, to=last, **asked)
        closing = report.rows[-1]["balance"]
        assert closing == report.totals["balance"] == sign * balance(shop.book, *roles, last=last)
        assert report.rows[0]["balance"] + report.totals["charged"] - report.totals["settled"] == closing
        items = shop.report("open_items", as_of=last, party=party.pk, side=side).rows
        wanted = [one for one in items if estimated == "true" or one["kind_label"] != "暂估应付"]
        signed = [
            -i["residual"] if i["kind_label"] in ("预收账款", "预付账款") else i["residual"] for i in wanted
        ]
        assert closing == sum(signed, ZERO)

    def test_a_statement_leads_to_its_documents(self, shop: Shop) -> None:
        rows = shop.report("statement", party=shop.book.customer.pk, from_=DAYS[0], to=DAYS[1]).rows
        assert rows[0]["link"] is None
        assert {"document": shop.made["paid_us"].id} in [row["link"] for row in rows]


class TestSlowStock:
    def test_days_count_from_the_last_sale_and_the_amount_is_that_of_the_stock(self, shop: Shop) -> None:
        rows = {row["product_code"]: row for row in shop.report("slow_stock", days="30").rows}
        assert set(rows) == {"APPLE", "RICE"}  # cola was sold on day 34
        assert rows["APPLE"]["days"] == 54  # sold on day 6
        stock = {row["product_code"]: row["amount"] for row in shop.report("stock", by="product").rows}
        assert {code: row["amount"] for code, row in rows.items()} == {k: stock[k] for k in rows}

    def test_what_was_sold_lately_is_not_slow(self, shop: Shop) -> None:
        assert shop.report("slow_stock", days="180").rows == []

    @pytest.mark.parametrize("day", [60, 95, 96, 97, 124, 125, 150])
    def test_the_first_page_counts_the_rows_of_the_list(self, shop: Shop, day: int) -> None:
        today = shop.book.day(day)
        listed = run_report(shop.book.actor, "slow_stock", {"days": "90"}, today=today).rows
        (task,) = [one for one in tasks_of(shop.book.actor, today=today) if one["key"] == "slow"]
        assert (task["count"], task["amount"]) == (len(listed), sum((row["amount"] for row in listed), ZERO))


class TestShape:
    def test_any_column_orders_the_rows(self, shop: Shop) -> None:
        for sort, reverse in (("quantity", False), ("-quantity", True)):
            rows = shop.report("sales_stats", Shape(sort=sort), from_=DAYS[0], to=DAYS[1]).rows
            found = [row["quantity"] for row in rows]
            assert found == sorted(found, reverse=reverse)

    def test_subtotals_add_up_to_the_totals_and_stand_after_their_rows(self, shop: Shop) -> None:
        report = shop.report("sales_lines", Shape(group="product_name"), from_=DAYS[0], to=DAYS[1])
        assert sum((one.totals["net"] for one in report.subtotals), ZERO) == report.totals["net"]
        assert sum(one.row_count for one in report.subtotals) == report.row_count
        for one in report.subtotals:
            assert report.rows[one.after]["product_name"] == one.value

    def test_a_page_has_the_subtotals_of_groups_that_end_on_it(self, shop: Shop) -> None:
        whole = shop.report("sales_lines", Shape(group="product_name"), from_=DAYS[0], to=DAYS[1])
        pages = [
            shop.report(
                "sales_lines", Shape(group="product_name", page=page, size=2), from_=DAYS[0], to=DAYS[1]
            )
            for page in range(1, whole.row_count // 2 + 2)
        ]
        found = [(one.value, one.totals) for page in pages for one in page.subtotals]
        assert found == [(one.value, one.totals) for one in whole.subtotals]

    @pytest.mark.parametrize("sort", ["nothing", "type_label", "net; DROP TABLE x", '"'])
    def test_what_is_no_column_is_refused(self, shop: Shop, sort: str) -> None:
        with pytest.raises(CannotSortReport):
            shop.report("sales_lines", Shape(sort=sort))

    def test_a_running_balance_has_one_order(self, shop: Shop) -> None:
        with pytest.raises(CannotSortReport):
            shop.report("fund_ledger", Shape(sort="money_in"))

    def test_hidden_cost_orders_nothing(self, shop: Shop) -> None:
        seller = shop.book.actor_who_may("reports.view", "sales_order.view")
        with pytest.raises(CannotSortReport):
            run_report(seller, "sales_stats", {}, today=shop.last, shape=Shape(sort="cost"))
        report = run_report(seller, "sales_stats", {}, today=shop.last)
        assert {"cost", "profit", "rate"}.isdisjoint({column.key for column in report.columns})
        assert {"cost", "profit", "rate"}.isdisjoint(report.totals)


class TestStockPage:
    def test_rows_by_product_warehouse_and_status_sum_to_the_same(self, shop: Shop) -> None:
        totals = [shop.report("stock", by=by).totals for by in ("warehouse", "product", "status")]
        assert totals[0] == totals[1] == totals[2]

    def test_only_what_is_wanted(self, shop: Shop) -> None:
        tea = shop.book.add_product("TEA", "茶叶", stock_minimum=Decimal(5))
        assert [row["product_id"] for row in shop.report("stock", only="short").rows] == [tea.pk]
        assert [row["product_id"] for row in shop.report("stock", only="zero", by="product").rows] == [tea.pk]
        assert shop.report("stock", only="negative").rows == []
