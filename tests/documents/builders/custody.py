"""Papers of goods in some state, place or hand: status, picking, loans, consignment."""

from __future__ import annotations

from dataclasses import replace

from hengku.documents.paper import Paper
from hengku.inventory.actions_bins import create_bin
from hengku.inventory.models import Place
from hengku.kit.numbers import D
from tests.documents.builders.selling import delivery_notice, sales_order
from tests.documents.builders.stage import Stage, follow


def stock_status_change(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on, data = stage.day(), {"status": "available", "status_to": "frozen"}
    return [
        Paper(
            "stock_status_change",
            on,
            stage.goods(lines, "3", data=data),
            warehouse_id=stage.book.w1.pk,
            data={"reason": "quality"},
        )
        for _ in range(documents)
    ]


def pick_list(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Of an order, into the staging bin of W1."""
    if not Place.objects.visible_to(stage.book.actor).filter(bin="STAGING").exists():
        create_bin(actor=stage.book.actor, warehouse_id=stage.book.w1.pk, code="A-01")
    orders = stage.desk.post(*sales_order(stage, documents, lines))
    on = stage.day()
    return [stage.sold("pick_list", follow(one, "4"), on) for one in orders]


def pick_list_of_notice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    if not Place.objects.visible_to(stage.book.actor).filter(bin="STAGING").exists():
        create_bin(actor=stage.book.actor, warehouse_id=stage.book.w1.pk, code="A-01")
    notices = stage.desk.post(*delivery_notice(stage, documents, lines))
    on = stage.day()
    return [stage.sold("pick_list", follow(one, "2"), on) for one in notices]


def sales_issue_of_loan(stage: Stage, documents: int, lines: int) -> list[Paper]:
    loans = stage.desk.post(*loan_out(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    return [
        stage.sold("sales_issue", follow(one, "2", price=D("22.60"), tax_code_id=tax_code), on)
        for one in loans
    ]


def loan_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("loan_out", stage.goods(lines, "3"), on) for _ in range(documents)]


def loan_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    loans = stage.desk.post(*loan_out(stage, documents, lines))
    on = stage.day()
    return [stage.sold("loan_return", follow(one, "2"), on) for one in loans]


def borrow_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [stage.bought("borrow_in", stage.goods(lines, "5"), on) for _ in range(documents)]


def borrow_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    loans = stage.desk.post(*borrow_in(stage, documents, lines))
    on = stage.day()
    return [stage.bought("borrow_return", follow(one, "2"), on) for one in loans]


def consign_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("consign_out", stage.goods(lines, "5"), on) for _ in range(documents)]


def consign_settle(stage: Stage, documents: int, lines: int) -> list[Paper]:
    sent = stage.desk.post(*consign_out(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    return [
        Paper(
            "consign_settle",
            on,
            follow(one, "3", price=D("22.60"), tax_code_id=tax_code),
            party_id=stage.book.customer.pk,
            data={"fee_net": "5.00", "fee_tax": "0.30"},
        )
        for one in sent
    ]


def consign_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    sent = stage.desk.post(*consign_out(stage, documents, lines))
    on = stage.day()
    return [stage.sold("consign_return", follow(one, "2"), on) for one in sent]


def consign_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [stage.bought("consign_in", stage.goods(lines, "5"), on) for _ in range(documents)]


def consign_in_settle(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Bought when sold; tests/purchasing has the other way."""
    held = stage.desk.post(*consign_in(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    papers = [
        stage.bought("consign_in_settle", follow(one, "3", price=D("10"), tax_code_id=tax_code), on)
        for one in held
    ]
    for paper in papers:
        paper.data = {"way": "BUYOUT"}
    return papers


def consign_in_settle_of_loan(stage: Stage, documents: int, lines: int) -> list[Paper]:
    loans = stage.desk.post(*borrow_in(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    goods = {"price": D("10"), "tax_code_id": tax_code}
    return [
        replace(stage.bought("consign_in_settle", follow(one, "3", **goods), on), data={"way": "BUYOUT"})
        for one in loans
    ]


def consign_in_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    held = stage.desk.post(*consign_in(stage, documents, lines))
    on = stage.day()
    return [stage.bought("consign_in_return", follow(one, "2"), on) for one in held]


def purchase_invoice_of_custody(stage: Stage, documents: int, lines: int) -> list[Paper]:
    settled = stage.desk.post(*consign_in_settle(stage, documents, lines))
    on, figures = stage.day(), {"amount_net": D("33.00"), "amount_tax": D("4.29")}
    return [
        Paper("purchase_invoice", on, follow(one, "3", **figures), party_id=stage.book.supplier.pk)
        for one in settled
    ]
