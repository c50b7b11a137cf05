"""Papers of material that processors make goods of."""

from __future__ import annotations

from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from tests.documents.builders.stage import Stage
from tests.posting.desk import Doc


def outsource_order(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """One product that no document has seen, of 2 each of the others, for 5.00 a piece of work."""
    on = stage.day()
    return [stage.bought("outsource_order", [_made(stage), *_components(stage, lines)], on) for _ in range(documents)]


def outsource_issue(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = _orders(stage, documents, lines)
    on = stage.day()
    return [stage.bought("outsource_issue", _all_but_first(one, "4"), on) for one in orders]


def outsource_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    issues = stage.desk.post(*outsource_issue(stage, documents, lines))
    on = stage.day()
    return [
        stage.bought("outsource_return", [PaperLine(quantity=D(1), source_line_id=line) for line in one.lines], on)
        for one in issues
    ]


def outsource_receipt(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """One of the two pieces that were ordered, and what was really used of the material."""
    orders, issues = _issued(stage, documents, lines)
    on = stage.day()
    return [
        stage.bought("outsource_receipt", [*_product(order), *_used(issue)], on)
        for order, issue in zip(orders, issues, strict=True)
    ]


def outsource_receipt_of_issue(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """The same, the material first."""
    orders, issues = _issued(stage, documents, lines)
    on = stage.day()
    return [
        stage.bought("outsource_receipt", [*_used(issue), *_product(order)], on)
        for order, issue in zip(orders, issues, strict=True)
    ]


def purchase_invoice_of_work(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Of goods to which the posting added half of the material."""
    orders, _ = _issued(stage, documents, lines)
    on = stage.day()
    received = stage.desk.post(*(stage.bought("outsource_receipt", _product(one), on) for one in orders))
    on = stage.day()
    return [
        Paper(
            "purchase_invoice",
            on,
            [
                PaperLine(
                    quantity=D(1), source_line_id=one.lines[0], amount_net=D("5.00"), amount_tax=D("0.65")
                )
            ],
            party_id=stage.book.supplier.pk,
        )
        for one in received
    ]


def _orders(stage: Stage, documents: int, lines: int) -> list[Doc]:
    stage.stock(documents, max(lines - 1, 1))
    return list(stage.desk.post(*outsource_order(stage, documents, lines)))


def _issued(stage: Stage, documents: int, lines: int) -> tuple[list[Doc], list[Doc]]:
    orders = _orders(stage, documents, lines)
    on = stage.day()
    papers = [stage.bought("outsource_issue", _all_but_first(one, "4"), on) for one in orders]
    return orders, list(stage.desk.post(*papers))


def _product(order: Doc) -> list[PaperLine]:
    return [PaperLine(quantity=D(1), source_line_id=order.lines[0])]


def _used(issue: Doc) -> list[PaperLine]:
    return [PaperLine(quantity=D(3), source_line_id=line) for line in issue.lines]


def _made(stage: Stage) -> PaperLine:
    (product,) = stage.new_products(1)
    return PaperLine(
        product_id=product.pk,
        unit_id=product.base_unit_id,
        quantity=D(2),
        price=D("5.00"),
        tax_code_id=stage.book.tax_code("VAT13").pk,
        data={"part": "product"},
    )


def _components(stage: Stage, lines: int) -> list[PaperLine]:
    return stage.goods(max(lines - 1, 1), "4", data={"part": "component"})


def _all_but_first(order: Doc, quantity: str) -> list[PaperLine]:
    return [PaperLine(quantity=D(quantity), source_line_id=line) for line in order.lines[1:]]
