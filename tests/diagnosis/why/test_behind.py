"""Figures of the reports that judge are the exact sums of the rows that explain them too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hengku.catalog.models import Product
from hengku.diagnosis.why.kinds_behind import BEHIND
from hengku.diagnosis.why.queries import explain
from hengku.documents.paper import Paper
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import close_short
from hengku.reports.buying import PURCHASE_EXECUTION
from hengku.reports.run import run_report
from tests.diagnosis.why.cells import silent
from tests.documents.builders import buying, custody, money, selling, stock
from tests.documents.builders.stage import Stage, follow
from tests.posting.desk import NOW, item_line
from tests.reports.shop import busy_weeks
from tests.world import Book

TODAY = date(2026, 6, 30)
ALL = {"from": "2026-01-01", "to": "2026-06-30"}
LATER = {"from": "2026-02-10", "to": "2026-03-31"}
JANUARY = {"from": "2026-01-01", "to": "2026-01-31"}
BUILDERS = (
    buying.purchase_receipt_of_inspection, buying.purchase_return, buying.purchase_invoice, buying.goods_arrival,
    selling.delivery_notice, selling.sales_issue_of_order, selling.sales_return, selling.sales_invoice,
    custody.loan_return, custody.sales_issue_of_loan, custody.consign_settle, custody.consign_return,
    custody.borrow_return, custody.consign_in_settle, stock.internal_issue_return, stock.transfer_out,
    stock.stock_adjustment, money.payment,
)  # fmt: skip


class Judged:
    """The busy weeks, and what every builder leaves behind: loans, consignments, transfers, orders half done, a lot."""

    def __init__(self) -> None:
        self.book = book = Book()
        busy_weeks(book)
        stage = Stage(book, today=43)
        for build in BUILDERS:
            stage.desk.post(*build(stage, 1, 1))
        self.half_done(stage)
        self.lots(stage)
        stage.desk.order_sale("3000", day=stage.today)  # more than there is
        Product.objects.filter(pk=book.cola.pk).update(stock_minimum=D(1_000), stock_maximum=D(2_000))

    def half_done(self, stage: Stage) -> None:
        """Orders in part, closed short, and undone; a transfer of which some was lost."""
        desk, book = stage.desk, self.book
        order = desk.one(stage.bought("purchase_order", stage.priced(2, "8", "10"), stage.day()))
        came = desk.one(stage.bought("purchase_receipt", follow(order, "3"), stage.day()))
        desk.reverse(came, day=stage.today)
        desk.one(stage.bought("purchase_receipt", follow(order, "2"), stage.day()))
        short = desk.one(stage.bought("purchase_order", stage.priced(1, "8", "12"), stage.day()))
        desk.one(stage.bought("purchase_receipt", follow(short, "4"), stage.day()))
        close_short(actor=book.actor, document_id=short.id, reason="停产", now=NOW)
        exchanged = desk.one(stage.bought("purchase_receipt", stage.priced(1, "8", "10"), stage.day()))
        paper = stage.bought("purchase_return", follow(exchanged, "5"), stage.day())
        paper.data = {"reason": "quality", "way": "EXCHANGE"}
        desk.one(stage.bought("purchase_receipt", follow(desk.one(paper), "2"), stage.day()))
        ends = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk}
        sent = desk.one(Paper("transfer_out", stage.day(), [item_line(book.cola, "5")], **ends))
        parts = [*follow(sent, "2"), *follow(sent, "1")]
        for line, outcome in zip(parts, ("received", "lost"), strict=True):
            line.data = {"outcome": outcome}
        desk.one(Paper("transfer_in", stage.day(), parts, data={"rest_stays": True}, **ends))
        self.wished(stage, ends)
        desk.reverse(desk.issue("1", day=stage.today, price="1.00"), day=stage.today)
        desk.issue("2", day=stage.today, price="1.00")

    def wished(self, stage: Stage, ends: dict[str, int]) -> None:
        """A store asked for ten, was sent three and ordered two straight from the supplier."""
        (paper,) = stock.store_requisition(stage, 1, 1)
        paper.due_on = stage.day()
        wish = stage.desk.one(paper)
        stage.desk.one(Paper("transfer_out", stage.day(), follow(wish, "3"), **ends))
        undone = stage.desk.one(Paper("transfer_out", stage.day(), follow(wish, "1"), **ends))
        stage.desk.reverse(undone, day=stage.today)
        tax_code = self.book.tax_code("VAT13").pk
        stage.desk.one(
            stage.bought("purchase_order", follow(wish, "2", price=D("10"), tax_code_id=tax_code), stage.day())
        )

    def lots(self, stage: Stage) -> None:
        """Two lots of milk, of one of which some is sold."""
        milk = self.book.add_product("MILK", "鲜奶", "瓶", tracking="lot", shelf_life=110, yellow_days=30)
        for lot in ("A", "B"):
            data = {"lot_no": lot, "produced_on": "2026-03-20"}
            stage.desk.receive("6", "10", day=stage.today, product=milk, data=data)
        stage.desk.issue("4", day=stage.today + 1, product=milk, data={"lot_no": "B"})


@pytest.fixture(scope="module")
def judged(database: Cluster) -> Judged:
    return Judged()


def asked_of(book: Book) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every report that judges, in the ways people ask it."""
    cola, w1 = str(book.cola.pk), str(book.w1.pk)
    for days in (ALL, LATER):
        for name in (
            "stock_turnover",
            "purchase_prices",
            "ap_turnover",
            "purchase_execution",
            "sales_execution",
        ):
            yield name, days
        for by in ("maker", "month"):
            yield "corrections", {**days, "by": by}
    for name in ("abc", "movement_types", "supplier_scores", "negative_margin"):
        yield name, ALL
    for name in ("movement_lines", "corrections"):
        yield name, JANUARY
    yield "fund_days", ALL
    yield "misuse", ALL
    yield "stock_turnover", {**ALL, "category": str(book.cola.category_id)}
    yield "movement_types", {**ALL, "warehouse": w1}
    yield "movement_lines", {**ALL, "type": "sales_issue", "product": cola}
    yield "purchase_execution", {**ALL, "product": cola}
    yield "payment_plan", {}
    yield "never_received", {"days": "0"}
    for as_of in ("2026-06-30", "2026-02-01"):
        yield "stock_age", {"as_of": as_of}
    yield "stock_age", {"category": str(book.cola.category_id)}
    yield "stock_limits", {**ALL, "only": "all"}
    for name in (
        "loans_out",
        "consigned_out",
        "held_for_others",
        "lots",
        "near_expiry",
        "exchanges_waiting",
        "transfers_on_the_way",
    ):
        yield name, {}
    yield "loans_out", {"product": cola, "warehouse": w1}
    yield "transfers_on_the_way", {"with_done": "true", "warehouse": str(book.w2.pk)}
    yield "store_delivery_lines", ALL
    yield "slow_stock", {"days": "30"}
    yield "slow_stock", {"category": str(book.rice.category_id)}
    yield "xyz", {"weeks": "12"}
    yield "replenishment", {"only": "all", "look": "90"}


#: Cells that hold goods or money and cannot be asked, and why.
UNASKED = {
    # a number of days, or what somebody decided about the product: no document adds to it
    "ap_turnover.days", "replenishment.lead_days", "replenishment.packages", "replenishment.target",
    "stock_age.average_days", "stock_limits.stock_maximum", "stock_limits.stock_minimum", "stock_turnover.days",
    # worked out of other cells of the row, which are asked
    "lots.amount", "near_expiry.amount", "negative_margin.price", "negative_margin.unit_cost",
    "replenishment.suggested", "stock_limits.lacking",
    # one document picked out of those that the row's price answers with
    "purchase_prices.highest", "purchase_prices.lowest", "purchase_prices.price_before",
    # beside what the report is about; it has a report of its own
    "slow_stock.sold_in_90_days", "supplier_scores.inspected", "supplier_scores.inspected total",
    # the rows that are shown were chosen by what they come to; each is asked
    *(f"negative_margin.{one} total" for one in ("quantity", "net", "cost", "profit")),
    *(f"stock_limits.{one} total" for one in ("on_hand", "available", "lacking")),
    *(f"transfers_on_the_way.{one} total" for one in ("sent", "received", "lost")),
    *(f"{name}.{one} total" for name in ("lots", "near_expiry") for one in ("quantity", "amount")),
    *(
        f"replenishment.{one} total"
        for one in ("available", "on_order", "in_transit", "open_demand", "projected", "used_quantity", "suggested")
    ),
    # by the day the goods are needed, and by way of two documents; each line shows what was sent and ordered
    "store_delivery_lines.lacking",
    *(f"store_delivery_lines.{one} total" for one in ("asked", "sent", "ordered", "lacking")),
    "payment_plan.amount total", "payment_plan.paid total", "xyz.quantity total", "consigned_out.amount_left total",
    # the mean of an opening and a closing that are asked
    "stock_turnover.average_amount total",
}  # fmt: skip
NAMES = {
    "stock_turnover", "abc", "movement_types", "movement_lines", "purchase_prices", "ap_turnover", "supplier_scores",
    "purchase_execution", "sales_execution", "negative_margin", "fund_days", "corrections", "misuse", "payment_plan",
    "stock_age", "stock_limits", "loans_out", "consigned_out", "held_for_others", "lots", "near_expiry",
    "never_received", "exchanges_waiting", "transfers_on_the_way", "slow_stock", "xyz", "replenishment",
    "store_delivery_lines",
}  # fmt: skip


def test_every_figure_is_the_exact_sum_of_its_rows(judged: Judged) -> None:
    from tests.diagnosis.why.test_sums import figures

    wrong, seen, kinds, shown, mute = [], {}, set(), set(), set()
    actor = judged.book.actor
    for name, parameters in asked_of(judged.book):
        report = run_report(actor, name, parameters, today=TODAY)
        shown |= {name} if report.rows else set()
        mute |= set(silent(report))
        for place, figure, question in figures(report):
            asked = tuple(sorted(question.items()))
            kinds.add(question["kind"])
            if asked not in seen:
                seen[asked] = explain(actor, question, today=TODAY, size=500)
            answer = seen[asked]
            if not answer.agrees or answer.figure != figure:
                wrong.append(
                    f"{place}: {figure} shown, {answer.figure} read, {answer.total} summed: {question}"
                )
            steps = sum((step.change for step in answer.steps), Decimal(0))
            if answer.asked.kind.flow and steps != answer.total:
                wrong.append(f"{place}: the steps sum to {steps}, not {answer.total}: {question}")
    assert not wrong, "\n".join(wrong[:40]) + f"\n… {len(wrong)} in all"
    assert not mute ^ UNASKED, " ".join(sorted(mute ^ UNASKED))
    assert shown == NAMES
    # nothing is weighed here: tests/reports/test_weights.py asks that one
    assert {kind.code for kind in BEHIND} - kinds == {"paid_for_weight"}


def test_a_row_left_out_does_not_go_unseen(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a flow that forgets what went back no longer agrees with the report."""
    from hengku.diagnosis.why import flow

    report = run_report(judged.book.actor, PURCHASE_EXECUTION.name, ALL, today=TODAY)
    question = report.totals_questions["quantity_left"]
    whole = flow.text_of("carried")
    monkeypatch.setattr(flow, "text_of", lambda _name: whole.replace("THEN -carried.quantity", "THEN 0"))
    assert not explain(judged.book.actor, question, today=TODAY).agrees
