"""换货 to a supplier (D-PRT): goods go back and others come in their place, at the same cost and without a new payable.

The example: 10 at 10.00 received, 4 sent back to be exchanged, 4 come again.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.diagnosis.why.queries import explain
from hengku.documents.errors import CarriesTooMuch
from hengku.documents.models import Document
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.purchasing.types.purchase_return import ExchangeOfNothing
from hengku.reports.run import run_report
from tests.documents.builders.stage import Stage, follow
from tests.posting.books import balance, entry, lines, pool, residuals
from tests.posting.desk import Desk, Doc
from tests.world import Book

ZERO = Decimal(0)


def refusal(desk: Desk, paper: Paper) -> Problem:
    with pytest.raises(Problem) as refused:
        desk.one(paper)
    found = refused.value
    return found.problems[0] if isinstance(found, Problems) else found


def received(stage: Stage) -> tuple[Doc, Doc]:
    (order,) = stage.desk.post(stage.bought("purchase_order", stage.priced(1, "10", "10"), stage.day()))
    return order, stage.desk.one(stage.bought("purchase_receipt", follow(order, "10"), stage.day()))


def sent_back(stage: Stage, receipt: Doc, quantity: str = "4") -> Doc:
    paper = stage.bought("purchase_return", follow(receipt, quantity), stage.day())
    paper.data = {"reason": "quality", "way": "EXCHANGE"}
    return stage.desk.one(paper)


def replacement(stage: Stage, back: Doc, quantity: str = "4") -> Paper:
    return stage.bought("purchase_receipt", follow(back, quantity), stage.day())


def test_before_the_invoice_all_is_invoiced_once(book: Book) -> None:
    stage = Stage(book)
    order, receipt = received(stage)
    back = sent_back(stage, receipt)
    assert (pool(book), -balance(book, "220202")) == ((D(6), D("60.00")), D("60.00"))
    again = stage.desk.one(replacement(stage, back))
    assert entry(book, again.id) == lines("借 1405 40.00; 贷 220202 40.00")
    assert (pool(book), -balance(book, "220202")) == ((D(10), D("100.00")), D("100.00"))
    assert Document.objects.get(pk=order.id).state == "done"
    stage.desk.invoice_purchase("6", "60.00", "7.80", stage.today, receipt.line)
    stage.desk.invoice_purchase("4", "40.00", "5.20", stage.today, again.line)
    assert (balance(book, "220202"), -balance(book, "220201")) == (ZERO, D("113.00"))


def test_after_the_invoice_nothing_more_is_owed(book: Book) -> None:
    """Invoiced at 10.50: the goods go out and come back at 42.00, the estimate of the return is settled by them."""
    stage = Stage(book)
    _, receipt = received(stage)
    stage.desk.invoice_purchase("10", "105.00", "13.65", stage.today, receipt.line)
    back = sent_back(stage, receipt)
    assert balance(book, "220202") == D("42.00")
    first = stage.desk.one(replacement(stage, back, "1"))
    stage.desk.one(replacement(stage, back, "3"))
    assert (pool(book), balance(book, "220202")) == ((D(10), D("105.00")), ZERO)
    assert residuals(book).get(("ap_estimated", book.supplier.pk), ZERO) == ZERO
    assert -balance(book, "220201") == D("118.65")  # as invoiced, and no more
    line = PaperLine(quantity=D(1), amount_net=D("10"), amount_tax=D("1.3"), source_line_id=first.line)
    paid = Paper("purchase_invoice", stage.day(), [line], party_id=book.supplier.pk)
    assert isinstance(refusal(stage.desk, paid), CarriesTooMuch)


def test_what_was_invoiced_in_part_is_invoiced_to_the_whole(book: Book) -> None:
    """8 of 10 invoiced, 4 exchanged: of what comes again 2 are still to be invoiced."""
    stage = Stage(book)
    _, receipt = received(stage)
    stage.desk.invoice_purchase("8", "80.00", "10.40", stage.today, receipt.line)
    again = stage.desk.one(replacement(stage, sent_back(stage, receipt)))
    line = PaperLine(quantity=D(3), amount_net=D("30"), amount_tax=D("3.9"), source_line_id=again.line)
    paper = Paper("purchase_invoice", stage.day(), [line], party_id=book.supplier.pk)
    found = refusal(stage.desk, paper)
    assert isinstance(found, CarriesTooMuch)
    assert found.left == D(2)


def test_no_more_comes_again_than_went_back(book: Book) -> None:
    stage = Stage(book)
    _, receipt = received(stage)
    back = sent_back(stage, receipt)
    found = refusal(stage.desk, replacement(stage, back, "5"))
    assert isinstance(found, CarriesTooMuch)
    assert found.left == D(4)
    plain = stage.bought("purchase_return", follow(receipt, "1"), stage.day())
    plain.data = {"reason": "quality"}
    found = refusal(stage.desk, replacement(stage, stage.desk.one(plain), "1"))
    assert isinstance(found, CarriesTooMuch)  # it was no exchange


def test_goods_from_nowhere_are_not_exchanged(book: Book) -> None:
    stage = Stage(book)
    received(stage)
    paper = stage.bought("purchase_return", stage.priced(1, "1", "10"), stage.day())
    paper.data = {"reason": "quality", "way": "EXCHANGE"}
    assert isinstance(refusal(stage.desk, paper), ExchangeOfNothing)


def test_all_of_it_can_be_taken_back(book: Book) -> None:
    stage = Stage(book)
    _, receipt = received(stage)
    stage.desk.invoice_purchase("10", "105.00", "13.65", stage.today, receipt.line)
    back = sent_back(stage, receipt)
    again = stage.desk.one(replacement(stage, back))
    stage.desk.reverse(again, day=stage.today)
    assert (pool(book), balance(book, "220202")) == ((D(6), D("63.00")), D("42.00"))
    stage.desk.reverse(back, day=stage.today)
    assert (pool(book), balance(book, "220202")) == ((D(10), D("105.00")), ZERO)


def test_what_waits_for_its_replacement_is_listed_until_it_came(book: Book) -> None:
    stage = Stage(book)
    _, receipt = received(stage)
    back = sent_back(stage, receipt)
    stage.desk.one(replacement(stage, back, "1"))
    today = book.day(stage.today + 5)
    report = run_report(book.actor, "exchanges_waiting", {}, today=today)
    (row,) = report.rows
    for questions in (row["questions"], report.totals_questions):
        told = {column: explain(book.actor, question, today=today) for column, question in questions.items()}
        assert {column: (one.total, one.agrees) for column, one in told.items()} == {
            "sent": (4, True), "back": (1, True), "quantity_left": (3, True),
        }  # fmt: skip
    assert (row["number"], row["receipt_number"]) == (back.number, receipt.number)
    assert (row["sent"], row["back"], row["quantity_left"]) == (4, 1, 3)
    sent_on = Document.objects.get(pk=back.id).business_on
    assert (row["days"], row["link"]) == ((today - sent_on).days, {"document": back.id})
    stage.desk.one(replacement(stage, back, "3"))
    assert run_report(book.actor, "exchanges_waiting", {}, today=today).rows == []
