"""Every figure of every report of a lively company is the exact sum of the rows that explain it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hengku.company.actions import add_setting
from hengku.diagnosis.why.kinds import KINDS
from hengku.diagnosis.why.kinds_behind import BEHIND
from hengku.diagnosis.why.queries import explain
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.reports.declaration import Report
from hengku.reports.home import home_of
from hengku.reports.pages import party_page
from hengku.reports.registry import REPORTS
from hengku.reports.run import run_report
from tests.diagnosis.why.cells import silent
from tests.diagnosis.why.test_behind import NAMES as JUDGED
from tests.reports.shop import busy_weeks, line, line_ids, post_one
from tests.world import Book

TODAY = date(2026, 3, 1)
JANUARY = {"from": "2026-01-01", "to": "2026-01-31"}
FEBRUARY = {"from": "2026-02-01", "to": "2026-02-28"}
BOTH = {"from": "2026-01-01", "to": "2026-02-28"}


class Shop:
    def __init__(self, scope: str) -> None:
        self.book, self.scope = Book(), scope
        if scope != "ORG":
            add_setting(
                company_id=self.book.company_id,
                key="cost_scope",
                value=scope,
                effective_on=self.book.company.started_on,
                set_by=self.book.actor.user_id,
            )
        self.made = busy_weeks(self.book)
        if scope == "ORG":
            self.half_done()

    def half_done(self) -> None:
        """An order that was shipped in part, and an issue that was invoiced in part."""
        book, places = self.book, {"party_id": self.book.customer.pk, "warehouse_id": self.book.w1.pk}
        wanted = [
            line(7, product_id=book.cola.pk, price="3.33"),
            line(3, product_id=book.rice.pk, price="61.10"),
        ]
        order = post_one(book, "sales_order", book.day(37), wanted, **places)
        first, second = line_ids(book, order)
        for day, quantity in ((38, 1), (39, 2)):
            sent = [line(quantity, product_id=book.cola.pk, source_line_id=first)]
            post_one(book, "sales_issue", book.day(day), sent, **places)
        self.invoiced_ahead()
        self.owed_without_goods()
        issue = post_one(
            book,
            "sales_issue",
            book.day(40),
            [line(3, product_id=book.rice.pk, source_line_id=second)],
            **places,
        )
        (issued,) = line_ids(book, issue)
        for day in (41, 42):
            bill = [line(1, product_id=book.rice.pk, source_line_id=issued)]
            post_one(book, "sales_invoice", book.day(day), bill, party_id=book.customer.pk)

    def invoiced_ahead(self) -> None:
        """Of 5 that were ordered, 4 are invoiced before they go, 2 of these go, and 1 is taken back."""
        book, customer = self.book, {"party_id": self.book.customer.pk}
        places = {**customer, "warehouse_id": book.w1.pk}
        wanted = [line(5, product_id=book.rice.pk, price="61.10")]
        (ordered,) = line_ids(book, post_one(book, "sales_order", book.day(37), wanted, **places))
        bill = [line(4, product_id=book.rice.pk, source_line_id=ordered)]
        (billed,) = line_ids(book, post_one(book, "sales_invoice", book.day(37), bill, **customer))
        sent = [line(2, product_id=book.rice.pk, source_line_id=billed)]
        post_one(book, "sales_issue", book.day(39), sent, **places)
        back = [line(-1, product_id=book.rice.pk, source_line_id=billed)]
        post_one(book, "sales_invoice_red", book.day(40), back, **customer)

    def owed_without_goods(self) -> None:
        """A claim and a rent, on the accounts of other receivables and payables."""
        book = self.book
        claim = [PaperLine(amount_incl=D("35.00"), data={"purpose": "compensation"})]
        post_one(book, "ar_bill", book.day(40), claim, party_id=book.customer.pk)
        rent = [PaperLine(amount_net=D("80.00"), amount_tax=D("0.00"), data={"purpose": "admin"})]
        post_one(book, "ap_bill", book.day(40), rent, party_id=book.supplier.pk, owed_as="other_payable")

    def agrees(self, question: dict[str, str], figure: Decimal) -> None:
        """The rows of the question come to the figure, and there are some."""
        answer = explain(self.book.actor, question, today=TODAY, size=500)
        assert answer.agrees
        assert answer.steps or not figure
        assert (answer.figure, answer.total) == (figure, figure), question

    def report(self, name: str, **parameters: Any) -> Report:
        return run_report(self.book.actor, name, parameters, today=TODAY)


@pytest.fixture(scope="module", params=["ORG", "WAREHOUSE"])
def shop(request: pytest.FixtureRequest, database: Cluster) -> Shop:
    return Shop(request.param)


def asked_of(book: Book) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every report, in the ways that people ask it."""
    for as_of in ("2026-03-01", "2026-01-14"):
        yield "stock", {"as_of": as_of, "with_empty": "true"}
        yield "ar_aging", {"as_of": as_of}
        yield "ap_aging", {"as_of": as_of}
        yield "open_items", {"as_of": as_of}
    yield "stock", {"as_of": "2026-03-01", "warehouse": str(book.w1.pk)}
    yield "stock", {"as_of": "2026-03-01", "q": "可"}
    yield "stock", {"as_of": "2026-03-01", "by": "product"}
    yield "stock", {"as_of": "2026-01-31", "by": "status"}
    yield "slow_stock", {"days": "30"}
    yield "stock_trend", {"from": "2026-01-01", "to": "2026-03-01"}
    yield "received_not_invoiced", {"as_of": "2026-01-20"}
    yield "ar_aging", {"as_of": "2026-03-01", "party": str(book.customer.pk)}
    yield "stock_summary", JANUARY
    yield "stock_summary", {**FEBRUARY, "by": "warehouse"}
    yield "stock_summary", {**FEBRUARY, "warehouse": str(book.w2.pk)}
    yield "stock_summary", {**FEBRUARY, "category": str(book.cola.category_id)}
    for product in (book.cola, book.rice):
        yield "stock_ledger", {**JANUARY, "product": str(product.pk)}
    yield "stock_ledger", {**FEBRUARY, "product": str(book.cola.pk), "warehouse": str(book.w1.pk)}
    yield "gross_profit", JANUARY
    yield "gross_profit", {**FEBRUARY, "by": "category"}
    for by in ("product", "category", "party", "handler", "maker", "day", "month"):
        yield "sales_stats", {**BOTH, "by": by}
        yield "purchase_stats", {**BOTH, "by": by}
    yield "sales_lines", BOTH
    yield "purchase_lines", BOTH
    yield "statement", {**FEBRUARY, "party": str(book.customer.pk), "side": "ar"}
    yield "statement", {**FEBRUARY, "party": str(book.supplier.pk), "side": "ap"}
    yield "statement", {**JANUARY, "party": str(book.supplier.pk), "side": "ap"}
    yield "fund_ledger", BOTH
    yield "trial_balance", JANUARY
    yield "trial_balance", {**FEBRUARY, "leaves_only": "true"}
    for order in ("open_purchase_orders", "open_sales_orders"):
        yield order, {}
        yield order, {"product": str(book.cola.pk), "warehouse": str(book.w1.pk)}
    for as_of in ("2026-01-20", "2026-03-01"):
        yield "issued_not_invoiced", {"as_of": as_of}
        yield "invoiced_not_issued", {"as_of": as_of}
    yield "sales_execution", BOTH
    for by in ("all", "stage", "product"):
        yield "losses", {**BOTH, "by": by}
    yield "losses", {**JANUARY, "warehouse": str(book.w1.pk)}
    yield "count_differences", BOTH
    yield "issued_not_invoiced", {"as_of": "2026-03-01", "party": str(book.customer.pk)}
    yield "vouchers", FEBRUARY
    yield "account_ledger", {**JANUARY, "account": str(book.account_of("merchandise").pk)}
    yield (
        "account_ledger",
        {**FEBRUARY, "account": str(book.account_of("ar").pk), "party": str(book.customer.pk)},
    )


def figures(report: Report) -> Iterator[tuple[str, Decimal, dict[str, str]]]:
    """Every figure that carries a question."""
    for number, row in enumerate(report.rows):
        for key, question in row["questions"].items():
            yield f"{report.type.name} row {number} {key}", row[key], question
    for key, question in report.totals_questions.items():
        yield f"{report.type.name} totals {key}", report.totals[key], question


class TestFigures:
    def test_are_the_exact_sum_of_their_rows(self, shop: Shop) -> None:
        wrong, seen, kinds, mute = [], {}, set(), set()
        for name, parameters in asked_of(shop.book):
            if shop.scope != "ORG" and not name.startswith("stock"):
                continue  # only stock is valued otherwise
            report = shop.report(name, **parameters)
            mute |= set(silent(report))
            for place, figure, question in figures(report):
                asked = tuple(sorted(question.items()))
                kinds.add(question["kind"])
                if asked not in seen:
                    seen[asked] = explain(shop.book.actor, question, today=TODAY, size=500)
                answer = seen[asked]
                if not answer.agrees or answer.figure != figure:
                    wrong.append(
                        f"{place}: {figure} shown, {answer.figure} read, {answer.total} summed: {question}"
                    )
                steps = sum((step.change for step in answer.steps), Decimal(0))
                if answer.asked.kind.flow and steps != answer.total:
                    wrong.append(f"{place}: the steps sum to {steps}, not {answer.total}: {question}")
        assert not wrong, "\n".join(wrong)
        assert len(seen) > 150
        if shop.scope != "ORG":
            return
        assert not mute ^ UNASKED, " ".join(sorted(mute ^ UNASKED))
        assert {name for name, _ in asked_of(shop.book)} | JUDGED | NOT_ASKED == set(REPORTS)
        unasked = set(KINDS) - kinds - {kind.code for kind in BEHIND}  # test_behind asks those
        assert unasked <= NOT_IN_REPORTS, unasked


@pytest.mark.parametrize("shop", ["ORG"], indirect=True)  # none of it depends on how stock is valued
class TestPages:
    """Figures that stand on pages, and single rows."""

    def test_amounts_of_work_and_ageing_on_the_first_page(self, shop: Shop) -> None:
        home = home_of(shop.book.actor, today=TODAY)
        asked = {task["key"]: task for task in home["tasks"] if task["question"]}
        assert set(asked) == {"to_invoice", "to_collect", "to_pay", "vouchers"}
        for task in asked.values():
            shop.agrees(task["question"], task["amount"])
        for side, buckets in home["ageing"].items():
            for bucket, amount in buckets.items():
                shop.agrees({"kind": f"{side}_{bucket}"}, amount)
            shop.agrees({"kind": f"{side}_owed"}, sum(buckets.values(), Decimal(0)))

    def test_advances_of_a_party_have_their_own_sign(self, shop: Shop) -> None:
        for side, key, party in (
            ("ar", "receivable", shop.book.customer),
            ("ap", "payable", shop.book.supplier),
        ):
            open_ = party_page(shop.book.actor, party.pk, today=TODAY)[key]
            assert open_["advance"] > 0
            shop.agrees({"kind": f"{side}_advance_left", "party": str(party.pk)}, open_["advance"])

    def test_one_order_line_is_not_its_neighbour(self, shop: Shop) -> None:
        (row,) = (one for one in shop.report("open_sales_orders").rows if one["ordered"] == 7)
        assert (row["ordered"], row["done"], row["quantity_left"]) == (7, 3, 4)
        answer = explain(shop.book.actor, row["questions"]["quantity_left"], today=TODAY)
        assert [step.change for step in answer.steps] == [-2, -1, 7]
        shop.agrees(row["questions"]["amount_left"], row["amount_left"])


#: Reports whose figures are those of the paper in the row, or rates and days alone; the voucher test_kinds asks.
NOT_ASKED = {
    "voucher", "purchase_match", "operations", "entries_agree", "serials", "recosts", "correction_lines", "input_invoices",
    "output_invoices", "stock_accuracy", "expense_lines", "dish_costs", "store_days",
}  # fmt: skip
#: Cells that hold goods or money and cannot be asked, and why.
UNASKED = {
    # by status a share of what lies in the warehouse, which is asked where it is told by warehouse
    "stock.amount", "stock.unit_cost",
    # a balance is asked where its moment ends
    "stock_ledger.balance_amount", "stock_ledger.balance_quantity",
}  # fmt: skip
#: Kinds whose figures stand on pages of their own; TestPages and test_kinds ask them.
NOT_IN_REPORTS = {
    "open_demand", "voucher_debit", "voucher_credit", "sales_total", "purchase_total",
    "received_total", "paid_total", "unnumbered_amount",
    *(f"{side}_{word}" for side in ("ar", "ap") for word in ("open", "owed", "advance_left")),
    # test_behind asks those
    "sold_price", "sold_unit_cost",
    # nothing is weighed here: tests/reports/test_weights.py asks those
    "weight", *(f"{word}_weight" for word in ("opening", "in", "out", "closing", "bought", "sold")),
}  # fmt: skip
