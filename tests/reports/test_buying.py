"""Reports of purchases against the books they are read from (R-20 … R-27)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hengku.documents.models import Document
from hengku.documents.paper import Paper
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import close_short
from hengku.reports.run import run_report
from tests.documents.builders.stage import Stage, follow
from tests.posting.books import balance
from tests.posting.desk import NOW, Doc
from tests.world import Book

DAYS = {"from": "2026-01-01", "to": "2026-01-31"}


class Bought:
    """Three orders: one wholly in a day late, inspected, invoiced and half paid; one half in and closed; one not come."""

    def __init__(self) -> None:
        self.book = Book()
        self.stage = stage = Stage(self.book)
        desk = stage.desk
        self.first = self.order("10", "10", 10)
        arrival = desk.one(stage.bought("goods_arrival", follow(self.first, "10"), self.book.day(11)))
        paper = stage.bought("incoming_inspection", follow(arrival, "10"), self.book.day(11))
        paper.lines[0].data = {"rejected": "1", "defect": "size"}
        inspected = desk.one(paper)
        receipt = desk.one(stage.bought("purchase_receipt", follow(inspected, "9"), self.book.day(11)))
        again = stage.bought("purchase_receipt", follow(self.first, "1"), self.book.day(11))
        desk.one(again)
        figures = {"amount_net": D("99.00"), "amount_tax": D("12.87")}
        lines = follow(receipt, "9", **figures)
        bill = Paper("purchase_invoice", self.book.day(12), lines, party_id=self.book.supplier.pk)
        self.bill = desk.one(bill)
        item = self.bill_item()
        desk.pay("55.94", day=13, item=item)
        self.second = self.order("8", "10", 12)
        desk.one(stage.bought("purchase_receipt", follow(self.second, "4"), self.book.day(20)))
        close_short(actor=self.book.actor, document_id=self.second.id, reason="停产", now=NOW)
        self.third = self.order("5", "12", 15)

    def order(self, quantity: str, price: str, promised: int) -> Doc:
        paper = self.stage.bought("purchase_order", self.stage.priced(1, quantity, price), self.book.day(2))
        paper.due_on = self.book.day(promised)
        return self.stage.desk.one(paper)

    def bill_item(self) -> int:
        from tests.documents.builders.money import items_of

        return items_of(self.bill, "ap")[0]

    def report(self, name: str, **parameters: Any) -> Any:
        return run_report(self.book.actor, name, parameters, today=self.book.day(31))


@pytest.fixture(scope="module")
def bought(database: Cluster) -> Bought:
    return Bought()


def test_execution_says_what_became_of_each_line(bought: Bought) -> None:
    report = bought.report("purchase_execution", **DAYS)
    keys = (
        "ordered",
        "arrived",
        "released",
        "received",
        "invoiced",
        "quantity_left",
        "days_late",
        "state_label",
    )
    rows = {row["number"]: tuple(row[key] for key in keys) for row in report.rows}
    assert rows[bought.first.number] == (10, 10, 9, 10, 9, 0, None, "已完成")
    assert rows[bought.second.number] == (8, 0, 0, 4, 0, 0, None, "短交关闭")
    assert rows[bought.third.number] == (5, 0, 0, 0, 0, 5, 16, "已审核")
    assert report.totals["paid_amount"] == D("55.94")
    assert report.totals["rate"] == D("0.6087")  # 14 / 23
    # what is still to come is what the list of open orders says
    assert report.totals["quantity_left"] == bought.report("open_purchase_orders").totals["quantity_left"]


def test_never_received_names_the_overdue_order_only(bought: Bought) -> None:
    assert [row["number"] for row in bought.report("never_received", days="7").rows] == [bought.third.number]
    assert bought.report("never_received", days="30").rows == []


def test_match_shows_order_receipt_and_invoice(bought: Bought) -> None:
    (row,) = bought.report("purchase_match", **DAYS).rows
    keys = ("order_price", "receipt_price", "invoice_price", "ordered", "received", "invoiced", "difference")
    assert tuple(row[key] for key in keys) == (10, 10, 11, 10, 9, 9, D("9.00"))
    assert row["order_number"] == bought.first.number


def test_prices_add_up_to_what_was_received(bought: Bought) -> None:
    report = bought.report("purchase_prices", **DAYS)
    (row,) = report.rows
    received = Document.objects.visible_to(bought.book.actor).filter(type_code="purchase_receipt")
    assert report.totals["amount"] == sum((one.amount_net for one in received), Decimal(0)) == D("140.00")
    assert (row["price"], row["lowest"], row["highest"], row["rise"]) == (10, 10, 10, None)
    later = bought.report("purchase_prices", **{"from": "2026-01-15", "to": "2026-01-31"})
    assert later.rows[0]["rise"] == 0


def test_scores(bought: Bought) -> None:
    """Quality 9/10, on time 1 of 3 lines, short (4 + 5) of 23: (36 + 10 + 10 × 14/23) / 80, no price before."""
    (row,) = bought.report("supplier_scores", **DAYS).rows
    assert (row["quality"], row["on_time"], row["short"]) == (D("0.9000"), D("0.3333"), D("0.3913"))
    assert row["score"] == D("0.6511")


def test_plan_and_turnover_are_the_account(bought: Bought) -> None:
    owed = -balance(bought.book, "220201")
    assert bought.report("payment_plan").totals["residual"] == owed == D("55.93")
    report = bought.report("ap_turnover", **DAYS)
    (row,) = report.rows
    assert row["opening"] + row["purchased"] - row["paid"] == row["closing"] == owed
    assert row["days"] == D("7.7")  # (0 + 55.93) / 2 / 111.87 × 31
