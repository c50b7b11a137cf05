"""Reports on counts and losses against the books (R-16, R-17, R-33), and what movements are narrowed by (R-06)."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.diagnosis.why.queries import explain
from hengku.documents.models import Document
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.ledger.models import Entry as LedgerEntry
from hengku.ledger.models import EntryLine
from hengku.reports.counting import agreed_in
from hengku.reports.declaration import Report
from hengku.reports.run import run_report
from hengku.warehousing.actions_count import Entry, Scope, enter_counts, hand_in, start_count
from hengku.warehousing.actions_count_review import LineWord, approve_count, post_count, say_of_lines
from hengku.warehousing.models import CountLine
from tests.reports.shop import LATER, line, post_one, turnover
from tests.world import Book


@pytest.fixture(scope="module")
def counted(database: Cluster) -> Book:
    book = Book()
    w1, day = {"warehouse_id": book.w1.pk}, book.day
    opening = [
        line(100, product_id=book.cola.pk, amount_net="1000.00"),
        line(20, product_id=book.rice.pk, amount_net="1000.00"),
        line("10", product_id=book.apple.pk, amount_net="80.00"),
    ]
    post_one(book, "opening_stock", day(1), opening, **w1)
    sale = [line(20, product_id=book.cola.pk, price="20")]
    post_one(book, "sales_issue", day(33), sale, party_id=book.customer.pk, **w1)
    lost = {"product_id": book.cola.pk, "responsible": "张三", "shift": "morning"}
    post_one(book, "loss_report", day(10), [line(2, stage="STORAGE", reason="SPOILAGE", **lost)], **w1)
    two = [
        line(3, stage="STORAGE", reason="DAMAGE", **lost),
        line(1, stage="SELLING", reason="SPOILAGE", **lost),
    ]
    post_one(book, "loss_report", day(35), two, **w1)
    count = start_count(
        actor=book.actor, warehouse_id=book.w1.pk, business_on=day(40), scope=Scope(), now=LATER
    )
    # 74 cola in the books
    entries = [Entry(q, code=c) for c, q in (("COLA", "70"), ("RICE", "21"), ("APPLE", "9.95"))]
    enter_counts(actor=book.actor, count_id=count.pk, entries=entries, now=LATER)
    hand_in(actor=book.actor, count_id=count.pk, now=LATER)
    (cola,) = CountLine.objects.visible_to(book.actor).filter(count=count, product=book.cola)
    word = LineWord(cola.pk, cause="THEFT_LOST", responsible="李四")
    say_of_lines(actor=book.actor, count_id=count.pk, words=[word], now=LATER)
    approve_count(actor=book.actor, count_id=count.pk, now=LATER)
    post_count(actor=book.actor, count_id=count.pk, now=LATER)
    return book


class TestCounts:
    """R-16, R-17, R-33 and the filters of R-06, over a count, two months of losses and a sale."""

    def report(self, book: Book, name: str, first: int = 32, last: int = 59, **asked: Any) -> Report:
        return run_report(
            book.actor, name, {"from": book.day(first), "to": book.day(last), **asked}, today=book.day(last)
        )

    def test_differences_are_what_went_through_1901(self, counted: Book) -> None:
        report = self.report(counted, "count_differences")
        rows = {row["product_code"]: row for row in report.rows}
        assert (rows["COLA"]["book"], rows["COLA"]["found"], rows["COLA"]["rate"]) == (74, 70, D("0.0541"))
        assert (rows["COLA"]["reason"], rows["COLA"]["responsible"]) == ("被盗、丢失", "李四")
        assert (rows["COLA"]["loss_amount"], rows["RICE"]["gain_amount"]) == (D("40.00"), D("50.00"))
        assert rows["APPLE"]["loss_amount"] == D("0.40")
        days = {"first": counted.day(40), "last": counted.day(40)}
        debit, credit = turnover(counted, "suspense", **days)
        tax = turnover(counted, "vat_input_out", **days)[1]
        # each difference goes through 1901 and out again: what came in less what is lost, with the tax of it
        totals = report.totals
        assert debit == credit == totals["gain_amount"] + totals["loss_amount"] + tax
        assert tax == D("5.20")
        assert totals["amount"] == totals["gain_amount"] - totals["loss_amount"]
        for row in report.rows:
            for question in row["questions"].values():
                assert explain(counted.actor, question, today=counted.day(59)).agrees
        assert all(row["questions"] for row in report.rows)
        assert self.report(counted, "count_differences", only="all").row_count == 3
        assert self.report(counted, "count_differences", only="gain").row_count == 1
        assert self.report(counted, "count_differences", last=39).row_count == 0

    def test_differences_of_weighed_goods(self, database: Cluster) -> None:
        """B2: one duck more and 0.1 kg less: both bookings, and the quantities once; within 1 % by weight, not by pieces."""
        book = Book()
        duck = book.add_product("DUCK", "白条鸭", "个", aux_unit="千克", aux_standard=D("5.2"))
        opening = [line(10, product_id=duck.pk, amount_net="1040.00", aux_quantity="52")]
        post_one(book, "opening_stock", book.day(1), opening, warehouse_id=book.w1.pk)
        day = book.day(40)
        count = start_count(
            actor=book.actor, warehouse_id=book.w1.pk, business_on=day, scope=Scope(), now=LATER
        )
        entry = Entry("11", code="DUCK", weight="51.9")
        enter_counts(actor=book.actor, count_id=count.pk, entries=[entry], now=LATER)
        for act in (hand_in, approve_count, post_count):
            act(actor=book.actor, count_id=count.pk, now=LATER)
        report = self.report(book, "count_differences")
        assert [(row["book"], row["found"], row["amount"]) for row in report.rows] == [
            (D("10"), D("11"), D("104.00")),
            (D("0"), D("0"), D("-106.00")),
        ]
        assert (report.rows[0]["difference_weight"], report.rows[0]["weight_unit"]) == (D("-0.1"), "千克")
        assert (report.totals["difference"], report.totals["amount"]) == (D("1"), D("-2.00"))
        for row in report.rows:
            for question in row["questions"].values():
                assert explain(book.actor, question, today=book.day(59)).agrees
        (row,) = self.report(book, "stock_accuracy").rows
        assert (row["products"], row["agreed"], row["off_quantity"]) == (1, 0, D("1"))

    def test_accuracy_by_product_quantity_and_amount(self, counted: Book) -> None:
        (row,) = self.report(counted, "stock_accuracy").rows
        # apples are weighed: 0.05 of 10 is within 1 %
        assert (row["products"], row["agreed"], row["product_rate"]) == (3, 1, D("0.3333"))
        assert (row["book_quantity"], row["off_quantity"]) == (D("104"), D("5.05"))
        assert row["quantity_rate"] == D("0.9514")
        assert (row["book_amount"], row["off_amount"]) == (D("1820.00"), D("90.40"))
        assert row["amount_rate"] == D("0.9503")
        totals = self.report(counted, "stock_accuracy").totals
        assert (totals["product_rate"], totals["quantity_rate"]) == (D("0.3333"), D("0.9514"))
        assert agreed_in(counted.company_id, counted.day(32), counted.day(59)) == (1, 3)

    def test_losses_by_cause_are_what_stock_lost(self, counted: Book) -> None:
        report = self.report(counted, "losses")
        assert [(row["stage"], row["reason"], row["amount"]) for row in report.rows] == [
            ("储存损耗", "破损、残次降级", D("30.00")),
            ("售卖损耗", "霉烂变质、过期", D("10.00")),
            ("储存损耗", "霉烂变质、过期", D("0.00")),
        ]
        assert report.totals["base"] == D("200.00")  # the sale; losses booked to cost of sales are no sale
        assert (report.totals["rate"], report.totals["change"]) == (D("0.2000"), D("1.0000"))
        papers = Document.objects.visible_to(counted.actor).filter(type_code="loss_report")
        entries = LedgerEntry.objects.visible_to(counted.actor).filter(document_id__in=papers.values("pk"))
        booked = EntryLine.objects.visible_to(counted.actor).filter(
            entry_id__in=entries.values("pk"), account_id=counted.account_of("merchandise").pk
        )
        taken = sum(one.credit - one.debit for one in booked if one.business_on >= counted.day(32))
        assert report.totals["amount"] == taken
        by_person = self.report(counted, "losses", by="responsible").rows
        assert [(row["responsible"], row["quantity"], row["rate"]) for row in by_person] == [
            ("张三", 4, D("0.2000"))
        ]

    def test_movements_are_narrowed_by_hand_person_device_and_reason(self, counted: Book) -> None:
        def rows(**asked: Any) -> int:
            return self.report(counted, "movement_lines", first=1, **asked).row_count

        whole = rows()
        assert rows(by_hand="true") == 0
        assert rows(reason="THEFT_LOST") == 1
        assert rows(reason="SPOILAGE") == 2
        assert rows(person="boss") == whole > 5
        assert rows(person="bo_s") == 0
        assert rows(device="没有的设备%") == 0
