"""What surrounds a purchase: requests, offers, arrivals, inspections, fees and bills (D-PR … D-APB, C16)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hengku.catalog.models import Product, TaxCode
from hengku.diagnosis.closing import MonthNotEstimated, close_month, closing_checks
from hengku.documents.errors import CarriesTooMuch, WrongSource
from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.parties.models import Party
from hengku.posting.errors import CannotReverse
from hengku.purchasing.actions_estimate import run_estimates, runs_due
from hengku.purchasing.types.estimate_run import NothingToEstimate, OtherMode
from hengku.purchasing.types.incoming_inspection import PartsExceed, WhyRejected
from hengku.purchasing.types.landed_cost import MeasureMissing, SharesDisagree
from hengku.purchasing.types.purchase_invoice import DearerThanAgreed
from hengku.purchasing.types.purchase_order import (
    OfferOfAnother,
    OverPriceLimit,
    PromisedTooEarly,
    TaxCodeNotAllowed,
)
from hengku.purchasing.types.purchase_receipt import InspectionMissing
from tests.documents.builders.buying import goods_arrival, purchase_order
from tests.documents.builders.stage import Stage, follow
from tests.posting.books import balance, entry, hand, lines, pool
from tests.posting.desk import NOW, Desk, Doc, item_line, new_key
from tests.world import Book

ZERO = Decimal(0)


def state(book: Book, document: Doc) -> str:
    return str(Document.objects.visible_to(book.actor).get(pk=document.id).state)


def first_problem(refused: Problem) -> Problem:
    return refused.problems[0] if isinstance(refused, Problems) else refused


def refusal(desk: Desk, paper: Paper) -> Problem:
    with pytest.raises(Problem) as refused:
        desk.one(paper)
    return first_problem(refused.value)


def order_paper(stage: Stage, **line: Any) -> Paper:
    paper = purchase_order(stage, 1, 1)[0]
    paper.lines[0].data = line
    return paper


class TestArrivalAndInspection:
    def test_goods_come_in_by_way_of_both_and_fulfil_the_order(self, book: Book) -> None:
        stage = Stage(book)
        desk = stage.desk
        (order,) = desk.post(order_paper(stage))
        day = stage.day()
        arrival = desk.one(stage.bought("goods_arrival", follow(order, "10"), day))
        assert (hand(book), state(book, order)) == ((ZERO, ZERO), "approved")
        paper = stage.bought("incoming_inspection", follow(arrival, "10"), day)
        paper.lines[0].data = {"rejected": "3", "concession": "1", "concession_reason": "贴标", "defect": "appearance"}
        inspected = desk.one(paper)
        too_much = refusal(desk, stage.bought("purchase_receipt", follow(inspected, "8"), day))
        assert isinstance(too_much, CarriesTooMuch)
        assert too_much.left == D(7)
        receipt = desk.one(stage.bought("purchase_receipt", follow(inspected, "7"), day))
        assert (pool(book), state(book, order)) == ((D(7), D("70.00")), "partial")
        assert -balance(book, "220202") == D("70.00")  # what was rejected is not owed
        # the order still waits for three, and takes no more than three
        rest = refusal(desk, stage.bought("purchase_receipt", follow(order, "4"), stage.day()))
        assert isinstance(rest, CarriesTooMuch)
        last = desk.one(stage.bought("purchase_receipt", follow(order, "3"), stage.day()))
        assert state(book, order) == "done"
        desk.reverse(last, day=stage.today)
        desk.reverse(receipt, day=stage.today)
        assert (state(book, order), pool(book)) == ("approved", (ZERO, ZERO))

    def test_what_must_be_inspected_comes_in_by_inspection_only(self, book: Book) -> None:
        stage = Stage(book)
        Product.objects.visible_to(book.actor).filter(pk=book.cola.pk).update(must_inspect=True)
        (arrival,) = stage.desk.post(*goods_arrival(stage, 1, 1))
        found = refusal(stage.desk, stage.bought("purchase_receipt", follow(arrival, "10"), stage.day()))
        assert isinstance(found, InspectionMissing)
        paper = stage.bought("incoming_inspection", follow(arrival, "10"), stage.day())
        done = stage.desk.one(paper)
        stage.desk.one(stage.bought("purchase_receipt", follow(done, "10"), stage.day()))
        assert hand(book)[0] == D(10)

    @pytest.mark.parametrize(
        ("data", "error"),
        [
            ({"rejected": "8", "concession": "3", "concession_reason": "贴标", "defect": "size"}, PartsExceed),
            ({"rejected": "1"}, WhyRejected),
        ],
    )
    def test_parts_of_an_inspection_are_right(self, book: Book, data: dict[str, str], error: type) -> None:
        stage = Stage(book)
        (arrival,) = stage.desk.post(*goods_arrival(stage, 1, 1))
        paper = stage.bought("incoming_inspection", follow(arrival, "10"), stage.day())
        paper.lines[0].data = data
        assert isinstance(refusal(stage.desk, paper), error)


class TestOrderTerms:
    def test_promised_before_it_was_ordered(self, book: Book) -> None:
        found = refusal(Desk(book), order_paper(Stage(book), promised_on="2026-01-01"))
        assert isinstance(found, PromisedTooEarly)
        assert found.where.field == "promised_on"

    def test_its_own_tolerances(self, book: Book) -> None:
        stage = Stage(book)
        (order,) = stage.desk.post(order_paper(stage, over_pct="0.1", short_pct="0.2"))
        found = refusal(stage.desk, stage.bought("purchase_receipt", follow(order, "12"), stage.day()))
        assert isinstance(found, CarriesTooMuch)
        assert found.left == D(11)
        stage.desk.one(stage.bought("purchase_receipt", follow(order, "8"), stage.day()))
        assert state(book, order) == "done"  # 8 ≥ 10 × (1 − 0.2)

    def test_price_above_the_limit_with_tax(self, book: Book) -> None:
        stage = Stage(book)
        Product.objects.visible_to(book.actor).filter(pk=book.cola.pk).update(price_limit=D("11.29"))
        assert isinstance(refusal(stage.desk, order_paper(stage)), OverPriceLimit)  # 10 + 13 % = 11.30
        Product.objects.visible_to(book.actor).filter(pk=book.cola.pk).update(price_limit=D("11.30"))
        stage.desk.one(order_paper(stage))

    def test_tax_codes_the_supplier_may_invoice(self, book: Book) -> None:
        """T1: chosen by hand it is refused; where nobody chose, the line takes what the supplier invoices with."""
        stage = Stage(book)

        def taken_when_nobody_chose() -> str:
            paper = order_paper(stage)
            paper.lines[0].tax_code_id = None
            line = Line.objects.visible_to(book.actor).get(document_id=stage.desk.one(paper).id)
            return TaxCode.objects.visible_to(book.actor).get(pk=line.tax_code_id).code

        Party.objects.visible_to(book.actor).filter(pk=book.supplier.pk).update(tax_codes="VAT3,VAT1")
        found = refusal(stage.desk, order_paper(stage))
        assert isinstance(found, TaxCodeNotAllowed)
        assert found.where.field == "tax_code"
        assert taken_when_nobody_chose() == "VAT3"
        Party.objects.visible_to(book.actor).filter(pk=book.supplier.pk).update(tax_codes="VAT3,VAT13")
        stage.desk.one(order_paper(stage))
        assert taken_when_nobody_chose() == "VAT13"

    def test_requested_and_offered(self, book: Book) -> None:
        """A request is done by the order; an offer is taken by its own supplier only."""
        stage, other = Stage(book), book.add_party("S02", "丙")
        header = {"department_id": book.department.pk, "due_on": book.day(30)}
        asked = stage.desk.one(
            Paper("purchase_requisition", stage.day(), stage.goods(1, "10"), **header)  # type: ignore[arg-type]
        )
        (line,) = follow(asked, "10")
        line.price, line.tax_code_id = D("9"), book.tax_code("VAT13").pk
        line.data = {"supplier": str(other.pk)}
        offered = stage.desk.one(
            Paper("purchase_rfq", stage.day(), [line], warehouse_id=book.w1.pk, price_mode="EXCL")
        )
        assert state(book, asked) == "done"
        paper = stage.bought("purchase_order", follow(offered, "10"), stage.day())
        assert isinstance(refusal(stage.desk, paper), OfferOfAnother)
        paper.party_id = other.pk
        (ordered,) = stage.desk.post(paper)
        assert Line.objects.get(document_id=ordered.id).amount_net == D("90.00")


class TestThreeWayMatch:
    def test_dearer_than_ordered_wants_a_word(self, book: Book) -> None:
        desk = Desk(book)
        order = desk.order_purchase("10", price="10")
        receipt = desk.receive("10", "11", order=order.line)
        line = PaperLine(
            quantity=D(10), amount_net=D("121.00"), amount_tax=D("15.73"), source_line_id=receipt.line
        )
        paper = desk.paper("purchase_invoice", 6, [line], party_id=book.supplier.pk)
        found = refusal(desk, paper)
        assert isinstance(found, DearerThanAgreed)  # 100.00 × 1.2 + 0.01
        assert (found.agreed, found.price) == (D("10.0000"), D("12.1000"))
        paper.data = {"is_tolerance_confirmed": True}
        desk.one(paper)


def fee(desk: Desk, receipt: Doc, quantities: list[str], **data: str) -> Paper:
    rows = [
        PaperLine(quantity=D(quantity), source_line_id=line, data={})
        for line, quantity in zip(receipt.lines, quantities, strict=True)
    ]
    header = {"cost_type": "freight", "basis": "AMOUNT", "treatment": "CAPITALIZE", **data}
    return desk.paper("landed_cost", 10, rows, party_id=desk.book.supplier.pk, data=header)


class TestLandedCost:
    @pytest.fixture
    def desk(self, book: Book) -> Desk:
        return Desk(book)

    def received(self, desk: Desk, *bought: tuple[str, str]) -> Doc:
        """A receipt of cola, apples and rice: quantity and price of each."""
        book = desk.book
        products = (book.cola, book.apple, book.rice)
        lines = [
            item_line(one, quantity, price) for one, (quantity, price) in zip(products, bought, strict=False)
        ]
        header = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk, "price_mode": "EXCL"}
        return desk.one(desk.paper("purchase_receipt", 5, lines, **header))

    def shares(self, document: Doc) -> list[Decimal]:
        return list(
            Line.objects.filter(document_id=document.id)
            .order_by("line_no")
            .values_list("amount_net", flat=True)
        )

    def test_by_amount(self, book: Book, desk: Desk) -> None:
        """LC-01."""
        receipt = self.received(desk, ("10", "100"), ("10", "200"), ("10", "50"))
        done = desk.one(fee(desk, receipt, ["10", "10", "10"], fee_net="105.00", fee_tax="9.45"))
        assert self.shares(done) == [D("30.00"), D("60.00"), D("15.00")]
        assert [pool(book, one)[1] for one in (book.cola, book.apple, book.rice)] == [
            D("1030.00"),
            D("2060.00"),
            D("515.00"),
        ]
        assert entry(book, done.id) == lines("借 1405 105.00; 借 22210101 9.45; 贷 220201 114.45")

    def test_three_equal_weights_and_back(self, book: Book, desk: Desk) -> None:
        """LC-02, LC-05: 33.33, 33.34, 33.33; the reversal takes back the very same shares."""
        receipt = self.received(desk, ("1", "10"), ("1", "10"), ("1", "10"))
        paper = fee(desk, receipt, ["1", "1", "1"], fee_net="100.00", basis="WEIGHT")
        assert isinstance(refusal(desk, paper), MeasureMissing)
        for line in paper.lines:
            line.data["measure"] = "1"
        done = desk.one(paper)
        assert self.shares(done) == [D("33.33"), D("33.34"), D("33.33")]
        back = desk.reverse(done, day=11)
        assert self.shares(back) == [D("-33.33"), D("-33.34"), D("-33.33")]
        assert [pool(book, one)[1] for one in (book.cola, book.apple, book.rice)] == [D("10.00")] * 3

    def test_expense_of_a_small_trader(self, book: Book, desk: Desk) -> None:
        """LC-04: not into stock."""
        receipt = self.received(desk, ("10", "10"))
        done = desk.one(fee(desk, receipt, ["10"], fee_net="100.00", fee_tax="9.00", treatment=""))
        assert pool(book)[1] == D("100.00")
        assert entry(book, done.id) == lines("借 5601 100.00; 借 22210101 9.00; 贷 220201 109.00")

    def test_shares_by_hand_add_up(self, desk: Desk) -> None:
        receipt = self.received(desk, ("10", "10"), ("10", "10"))
        paper = fee(desk, receipt, ["10", "10"], fee_net="100.00", basis="MANUAL")
        paper.lines[0].data["measure"], paper.lines[1].data["measure"] = "70", "20"
        assert isinstance(refusal(desk, paper), SharesDisagree)
        paper.lines[1].data["measure"] = "30"
        assert self.shares(desk.one(paper)) == [D("70.00"), D("30.00")]

    def test_goods_that_are_gone_take_their_share_along(self, book: Book, desk: Desk) -> None:
        """C15 open: the issue is recast; 4 of 10 are sold, so 40 of 100 are cost of sales."""
        receipt = self.received(desk, ("10", "10"))
        desk.issue("4", day=6)
        desk.one(fee(desk, receipt, ["10"], fee_net="100.00"))
        assert pool(book) == (D(6), D("120.00"))
        assert balance(book, "5401") == D("80.00")

    def test_closed_month(self, book: Book, desk: Desk) -> None:
        """C15 closed: the same share, but on the day of the fee."""
        receipt = self.received(desk, ("10", "10"))
        desk.issue("4", day=6)
        desk.close("stock")
        paper = fee(desk, receipt, ["10"], fee_net="100.00")
        paper.business_on = book.day(35)
        desk.one(paper)
        assert pool(book) == (D(6), D("120.00"))
        assert balance(book, "5401") - D("40.00") == D("40.00")

    def test_a_return_leaves_the_fee_with_the_rest(self, book: Book, desk: Desk) -> None:
        """C6: what the supplier takes back is the price; 3 of 10 at 10.00."""
        receipt = self.received(desk, ("10", "10"))
        desk.one(fee(desk, receipt, ["10"], fee_net="100.00"))
        first = desk.send_back("3", 12, receipt.line)
        assert pool(book) == (D(7), D("170.00"))
        assert -balance(book, "220202") == D("70.00")
        desk.reverse(first, day=13)
        assert pool(book) == (D(10), D("200.00"))
        desk.send_back("3", 14, receipt.line)
        desk.send_back("7", 15, receipt.line)
        assert pool(book) == (ZERO, ZERO)  # C8: the fee of goods that went back is a cost of the period
        assert balance(book, "220202") == ZERO


def test_a_bill_is_expense_tax_and_debt(book: Book) -> None:
    """D-APB: rent of 1000.00 with 6 %."""
    line = PaperLine(amount_net=D("1000.00"), tax_code_id=book.tax_code("VAT6").pk, data={"purpose": "admin"})
    done = Desk(book).one(
        Paper("ap_bill", book.day(3), [line], party_id=book.supplier.pk, department_id=book.department.pk)
    )
    assert entry(book, done.id) == lines("借 5602 1000.00; 借 22210101 60.00; 贷 220201 1060.00")


def test_only_goods_of_a_receipt_take_a_fee(book: Book) -> None:
    desk = Desk(book)
    order = desk.order_purchase("10")
    found = refusal(desk, fee(desk, order, ["10"], fee_net="1.00"))
    assert isinstance(found, WrongSource)


class TestMonthBegin:
    """C15 MONTH_BEGIN, ES-04: on the first the ledger forgets, at the month's end it remembers; goods never notice."""

    @pytest.fixture
    def desk(self, book: Book) -> Desk:
        desk = Desk(book)
        desk.decide("estimate_mode", "MONTH_BEGIN")
        return desk

    def run(self, desk: Desk, receipt: Doc, day: int, run: str) -> Doc:
        line = PaperLine(quantity=D(100), source_line_id=receipt.line)
        return desk.one(desk.paper("estimate_run", day, [line], data={"run": run}))

    def test_reversed_invoiced_in_part_and_estimated_again(self, book: Book, desk: Desk) -> None:
        receipt = desk.receive("100", "10", day=31)
        desk.close("stock")
        back = self.run(desk, receipt, 32, "REVERSE")
        assert entry(book, back.id, "estimate") == lines("借 1405 -1000.00; 贷 220202 -1000.00")
        assert (balance(book, "1405"), balance(book, "220202")) == (ZERO, ZERO)
        assert pool(book) == (D(100), D("1000.00"))  # only the ledger was reversed
        billed = desk.invoice_purchase("40", "420.00", "54.60", 41, receipt.line)
        assert entry(book, billed.id, "estimate") == lines("借 1405 400.00; 贷 220202 400.00")
        assert (balance(book, "1405"), balance(book, "220202")) == (D("420.00"), ZERO)
        again = self.run(desk, receipt, 59, "ESTIMATE")
        assert (balance(book, "1405"), -balance(book, "220202")) == (D("1020.00"), D("600.00"))
        assert pool(book)[1] == D("1020.00")  # the ledger and the goods say the same again
        assert isinstance(first_problem(refused_run(desk, receipt, 59, "ESTIMATE")), NothingToEstimate)
        desk.reverse(again, day=59)
        assert balance(book, "220202") == ZERO

    def due(self, book: Book, month: int, day: int) -> dict[str, Decimal]:
        """What is to be run of a month, seen on a day: amounts by run."""
        runs = runs_due(book.actor, month=book.day(month), today=book.day(day))
        return {run.run: run.amount for run in runs if run.lines}

    def test_in_one_go_for_all_warehouses(self, book: Book, desk: Desk) -> None:
        """ES-04 by one click: reversed on the first, 40 of 100 invoiced, the rest estimated again at the end."""
        receipt = desk.receive("100", "10", day=31)
        desk.receive("5", "20", day=31, warehouse=book.w2)
        assert self.due(book, 31, 31) == {}  # the month of the receipt has its estimate from the receipt
        assert self.due(book, 32, 40) == {"REVERSE": D("1100.00")}
        call = {"actor": book.actor, "month": book.day(32), "now": NOW}
        (done,) = run_estimates(run="REVERSE", key=new_key(), **call).documents
        assert entry(book, done.id, "estimate") == lines("借 1405 -1100.00; 贷 220202 -1100.00")
        assert run_estimates(run="REVERSE", key=new_key(), **call).documents == []
        desk.invoice_purchase("40", "400.00", "52.00", 41, receipt.line)
        assert self.due(book, 32, 60) == {"ESTIMATE": D("700.00")}
        (check,) = [
            one for one in closing_checks(book.actor, month=book.day(32), part="stock") if one.key == "estimates"
        ]
        assert (check.level, check.count) == ("block", 2)
        with pytest.raises(Problem) as refused:
            close_month(actor=book.actor, month=book.day(32), part="stock", now=NOW)
        found = refused.value.problems if isinstance(refused.value, Problems) else [refused.value]
        assert any(isinstance(one, MonthNotEstimated) for one in found)
        run_estimates(run="ESTIMATE", key=new_key(), **call)
        assert (balance(book, "1405"), -balance(book, "220202")) == (D("1100.00"), D("700.00"))
        assert self.due(book, 32, 60) == {}
        assert self.due(book, 60, 60) == {"REVERSE": D("700.00")}  # and off again in March

    def test_in_one_go_is_for_who_works_so(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("100", "10", day=31)
        with pytest.raises(OtherMode):
            run_estimates(actor=book.actor, month=book.day(32), run="REVERSE", key=new_key(), now=NOW)
        assert not [
            one for one in closing_checks(book.actor, month=book.day(32), part="stock") if one.key == "estimates"
        ]

    def test_an_invoice_reversed_after_the_month_ended(self, book: Book, desk: Desk) -> None:
        receipt = desk.receive("100", "10", day=31)
        self.run(desk, receipt, 32, "REVERSE")
        billed = desk.invoice_purchase("40", "400.00", "52.00", 41, receipt.line)
        self.run(desk, receipt, 59, "ESTIMATE")
        desk.reverse(billed, day=60)
        assert (balance(book, "1405"), -balance(book, "220202")) == (D("1000.00"), D("1000.00"))

    def test_goods_sent_back_while_it_is_reversed(self, book: Book, desk: Desk) -> None:
        """30 of 100 at 10.00 go back: their part of the estimate comes back first, and is not missing for ever."""
        receipt = desk.receive("100", "10", day=31)
        self.run(desk, receipt, 32, "REVERSE")
        back = desk.send_back("30", 40, receipt.line)
        assert entry(book, back.id, "estimate") == lines("借 1405 300.00; 贷 220202 300.00")
        assert (balance(book, "1405"), balance(book, "220202")) == (ZERO, ZERO)
        desk.reverse(back, day=41)
        assert (balance(book, "1405"), balance(book, "220202")) == (ZERO, ZERO)
        desk.send_back("30", 42, receipt.line)
        self.run(desk, receipt, 59, "ESTIMATE")
        assert (balance(book, "1405"), -balance(book, "220202")) == (D("700.00"), D("700.00"))
        assert pool(book) == (D(70), D("700.00"))

    def test_an_invoice_and_a_return_of_before_that_are_taken_back(self, book: Book, desk: Desk) -> None:
        """They had no part in the reversal: what they took is left again, and reversed like the rest."""
        receipt = desk.receive("100", "10", day=31)
        billed = desk.invoice_purchase("40", "400.00", "52.00", 31, receipt.line)
        back = desk.send_back("30", 31, receipt.line)
        self.run(desk, receipt, 32, "REVERSE")
        for done in (billed, back):
            desk.reverse(done, day=40)
        assert (balance(book, "1405"), balance(book, "220202")) == (ZERO, ZERO)
        self.run(desk, receipt, 59, "ESTIMATE")
        assert (balance(book, "1405"), -balance(book, "220202")) == (D("1000.00"), D("1000.00"))

    def test_a_run_taken_back_moves_what_is_left(self, book: Book, desk: Desk) -> None:
        """400.00 of 1,000.00 came back with an invoice; a run that another came after stays where it is."""
        receipt = desk.receive("100", "10", day=31)
        first = self.run(desk, receipt, 32, "REVERSE")
        desk.invoice_purchase("40", "400.00", "52.00", 41, receipt.line)
        again = self.run(desk, receipt, 59, "ESTIMATE")
        with pytest.raises(CannotReverse, match=again.number) as refused:
            desk.reverse(first, day=59)
        assert [one["document_id"] for one in refused.value.blocking] == [again.id]
        desk.invoice_purchase("10", "100.00", "13.00", 59, receipt.line)
        desk.reverse(again, day=60)
        assert (balance(book, "1405"), balance(book, "220202")) == (D("500.00"), ZERO)
        taken = desk.reverse(first, day=60)
        assert entry(book, taken.id, "estimate") == lines("借 1405 500.00; 贷 220202 500.00")
        assert (balance(book, "1405"), -balance(book, "220202")) == (D("1000.00"), D("500.00"))

    def test_refused_where_estimates_are_not_reversed(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.receive("100", "10", day=31)
        assert isinstance(first_problem(refused_run(desk, receipt, 32, "REVERSE")), OtherMode)


def refused_run(desk: Desk, receipt: Doc, day: int, run: str) -> Problem:
    line = PaperLine(quantity=D(100), source_line_id=receipt.line)
    return refusal(desk, desk.paper("estimate_run", day, [line], data={"run": run}))
