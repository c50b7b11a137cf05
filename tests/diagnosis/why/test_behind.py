"""Figures of the reports that judge are the exact sums of the rows that explain them too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.catalog.models import Product
from hengku.diagnosis.why import flow
from hengku.diagnosis.why.declaration import Answer
from hengku.diagnosis.why.errors import KeyWrong
from hengku.diagnosis.why.kinds_behind import BEHIND
from hengku.diagnosis.why.queries import explain
from hengku.documents.paper import Paper
from hengku.identity.actor import Actor, MissingPermission
from hengku.inventory.queries import has_stock
from hengku.kit import sight
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import close_short
from hengku.reports.buying import PURCHASE_EXECUTION
from hengku.reports.run import run_report
from tests.diagnosis.why.cells import silent
from tests.documents.builders import buying, custody, making, money, outsourcing, selling, stock
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
    outsourcing.outsource_return, outsourcing.outsource_receipt,
    making.material_return, making.production_return,
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
        self.dishes(stage)
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
            stage.bought(
                "purchase_order", follow(wish, "2", price=D("10"), tax_code_id=tax_code), stage.day()
            )
        )

    def dishes(self, stage: Stage) -> None:
        """Bowls from a counter, of flour of which some was thrown away."""
        flour, bowl = self.book.add_product("FLOUR", "面粉"), self.book.add_product("BOWL", "面")
        recipe = BillRecord(bowl.pk, "dish", (BillLineRecord(flour.pk, D(2)),))
        save_bill(actor=self.book.actor, bill_id=None, record=recipe, has_stock=has_stock)
        stage.desk.receive("20", "3", day=stage.today, product=flour)
        data = {"terminal": "01", "local_seq": "bowls", "paid_cash": "40.00"}
        sold = [item_line(bowl, "4", "10")]
        stage.desk.one(Paper("pos_ticket", stage.day(), sold, warehouse_id=self.book.w1.pk, data=data))
        stage.desk.lose("1", stage.today, "STORAGE", "SPOILAGE", product=flour, warehouse=self.book.w1)

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
    yield "fund_accounts", ALL
    yield "fund_accounts", JANUARY
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
        "outsourced",
        "held_for_others",
        "lots",
        "near_expiry",
        "exchanges_waiting",
        "transfers_on_the_way",
    ):
        yield name, {}
    yield "loans_out", {"product": cola, "warehouse": w1}
    yield "transfers_on_the_way", {"with_done": "true", "warehouse": str(book.w2.pk)}
    yield "outsource_use", ALL
    yield "outsource_use", {**ALL, "over_only": "true"}
    yield "production_orders", ALL
    yield "production_orders", {**ALL, "open_only": "true"}
    yield "store_delivery_lines", ALL
    yield "dish_use", ALL
    yield "dish_use", {**LATER, "warehouse": w1}
    yield "slow_stock", {"days": "30"}
    yield "slow_stock", {"category": str(book.rice.category_id)}
    yield "xyz", {"weeks": "12"}
    for only in ("all", "suggested"):
        yield "replenishment", {"only": only, "look": "90"}
    # totals of some rows only
    for name in ("purchase_execution", "sales_execution"):
        yield name, {**ALL, "warehouse": w1}
        yield name, {**ALL, "category": str(book.cola.category_id)}
    yield "xyz", {"weeks": "12", "grade": "Z"}
    yield "abc", {**ALL, "grade": "A"}
    yield "stock_limits", {**ALL, "only": "short"}
    yield "payment_plan", {"due_by": "2026-02-20"}
    yield "lots", {"warehouse": w1}
    for name in (
        "loans_out",
        "consigned_out",
        "held_for_others",
        "open_purchase_orders",
        "open_sales_orders",
    ):
        yield name, {"late_only": "true"}
    yield "movement_lines", {**ALL, "by_hand": "true"}
    for by in ("whole", "day", "week", "month"):
        yield "store_delivery", {**ALL, "by": by}
    yield "store_delivery_lines", {**LATER, "product": cola}


#: Cells that hold goods or money and cannot be asked, and why.
UNASKED = {
    # a number of days, or what somebody decided about the product: no document adds to it
    "ap_turnover.days", "replenishment.lead_days", "replenishment.packages", "replenishment.target",
    "stock_age.average_days", "stock_limits.stock_maximum", "stock_limits.stock_minimum", "stock_turnover.days",
    # worked out of other cells of the row, which are asked
    "lots.amount", "near_expiry.amount", "replenishment.suggested", "stock_limits.lacking",
    "lots.amount total", "near_expiry.amount total", "replenishment.suggested total", "stock_limits.lacking total",
    # one document picked out of those that the row's price answers with
    "purchase_prices.highest", "purchase_prices.lowest", "purchase_prices.price_before",
}  # fmt: skip
NAMES = {
    "stock_turnover", "abc", "movement_types", "movement_lines", "purchase_prices", "ap_turnover", "supplier_scores",
    "purchase_execution", "sales_execution", "negative_margin", "fund_days", "fund_accounts", "corrections",
    "misuse", "payment_plan",
    "stock_age", "stock_limits", "loans_out", "consigned_out", "outsourced", "held_for_others", "lots", "near_expiry",
    "never_received", "exchanges_waiting", "transfers_on_the_way", "slow_stock", "xyz", "replenishment",
    "store_delivery_lines", "store_delivery", "outsource_use", "dish_use", "production_orders",
}  # fmt: skip


class Asking:
    """Asks every figure of reports, and keeps what was wrong, which kinds were asked and which figures ask nothing."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.wrong: list[str] = []
        self.seen: dict[tuple[tuple[str, str], ...], Answer] = {}
        self.reports: set[str] = set()
        self.mute: set[str] = set()

    @property
    def kinds(self) -> set[str]:
        return {dict(asked)["kind"] for asked in self.seen}

    def all_of(self, name: str, parameters: dict[str, Any]) -> None:
        from tests.diagnosis.why.test_sums import figures

        report = run_report(self.actor, name, parameters, today=TODAY)
        self.reports |= {name} if report.rows else set()
        self.mute |= set(silent(report))
        for place, figure, question in figures(report):
            self.one(place, figure, question)

    def one(self, place: str, figure: Decimal, question: dict[str, str]) -> None:
        asked = tuple(sorted(question.items()))
        if asked not in self.seen:
            self.seen[asked] = explain(self.actor, question, today=TODAY, size=500)
        answer = self.seen[asked]
        if not answer.agrees or answer.figure != figure:
            told = f"{figure} shown, {answer.figure} read, {answer.total} summed"
            self.wrong.append(f"{place}: {told}: {question}")
        steps = sum((step.change for step in answer.steps), Decimal(0))
        if answer.asked.kind.flow and steps != answer.total:
            self.wrong.append(f"{place}: the steps sum to {steps}, not {answer.total}: {question}")

    def must_be_right(self) -> None:
        assert not self.wrong, "\n".join(self.wrong[:40]) + f"\n… {len(self.wrong)} in all"


def test_every_figure_is_the_exact_sum_of_its_rows(judged: Judged) -> None:
    asking = Asking(judged.book.actor)
    for name, parameters in asked_of(judged.book):
        asking.all_of(name, parameters)
    asking.must_be_right()
    assert not asking.mute ^ UNASKED, " ".join(sorted(asking.mute ^ UNASKED))
    assert asking.reports == NAMES
    # nothing is weighed here: tests/reports/test_weights.py asks that one; nor lost: test_sums asks the other;
    # what is made has no by-product: tests/scenarios/test_production.py asks that
    assert {kind.code for kind in BEHIND} - asking.kinds == {"paid_for_weight", "loss_base", "production_byproduct"}


def test_who_sees_one_warehouse_gets_sums_of_it(judged: Judged) -> None:
    """Totals of rows that are shown are of those that the asker sees, and so are the rows behind them."""
    whole, part = Asking(judged.book.actor), Asking(judged.book.actor)
    chosen = [(name, asked) for name, asked in asked_of(judged.book) if name in OF_SHOWN]
    for name, parameters in chosen:
        whole.all_of(name, parameters)
    with sight.limited_to([judged.book.w2.pk]):
        for name, parameters in chosen:
            part.all_of(name, parameters)
    part.must_be_right()
    assert part.reports
    differ = [
        asked
        for asked in part.seen
        if asked in whole.seen and part.seen[asked].total != whole.seen[asked].total
    ]
    assert differ, "nothing of it hung on the warehouse"


def test_a_total_of_rows_is_refused_where_the_report_is(judged: Judged) -> None:
    """The report is asked again for its rows: by its rights, its parameters and its columns."""
    question = {"kind": "sold_cost", "from": "2026-01-01", "to": "2026-06-30"}
    days = "from=2026-01-01&to=2026-06-30"
    with pytest.raises(MissingPermission):
        explain(judged.book.cashier, {**question, "shown": f"negative_margin.cost?{days}"}, today=TODAY)
    for shown in (
        "nothing.cost?",
        "negative_margin.number?",
        f"negative_margin.net?{days}",
        "negative_margin",
    ):
        with pytest.raises(KeyWrong):
            explain(judged.book.actor, {**question, "shown": shown}, today=TODAY)


#: Reports with totals of rows that were chosen.
OF_SHOWN = {
    "lots", "near_expiry", "transfers_on_the_way", "store_delivery_lines", "store_delivery", "stock_limits",
    "open_sales_orders", "loans_out", "consigned_out",
}  # fmt: skip


def test_a_total_knows_its_rows(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a flow that is not narrowed to the rows of the report does not come to its total."""
    asked = {**ALL, "grade": "A"}
    question = run_report(judged.book.actor, "abc", asked, today=TODAY).totals_questions["out_quantity"]
    assert explain(judged.book.actor, question, today=TODAY).agrees
    monkeypatch.setattr(flow, "_narrowed", lambda _asked: {})
    assert not explain(judged.book.actor, question, today=TODAY).agrees


def test_a_row_left_out_does_not_go_unseen(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a flow that forgets what went back no longer agrees with the report."""
    report = run_report(judged.book.actor, PURCHASE_EXECUTION.name, ALL, today=TODAY)
    question = report.totals_questions["quantity_left"]
    whole = flow.text_of("carried")
    monkeypatch.setattr(flow, "text_of", lambda _name: whole.replace("THEN -carried.quantity", "THEN 0"))
    assert not explain(judged.book.actor, question, today=TODAY).agrees
