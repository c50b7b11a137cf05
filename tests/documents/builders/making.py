"""Papers of production: orders, what they take, and what comes of them."""

from __future__ import annotations

from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from tests.documents.builders.stage import Stage
from tests.posting.desk import Doc


def production_order(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Each makes 5 of a product that no document has seen, of 3 each of the first products at 10.00 a piece."""
    parts = max(lines - 1, 1)
    stage.stock(documents, parts)
    on = stage.day()
    return [_order(stage, parts, on) for _ in range(documents)]


def _order(stage: Stage, parts: int, on: object) -> Paper:
    (product,) = stage.new_products(1)
    components = stage.products(parts)
    rows = tuple(BillLineRecord(one.pk, D("0.6")) for one in components)
    save_bill(actor=stage.book.actor, bill_id=None, record=BillRecord(product.pk, "assembly", rows))
    made = PaperLine(product_id=product.pk, quantity=D(5), data={"part": "product", "unit_cost": "8"})
    needed = [PaperLine(product_id=one.pk, quantity=D(3), data={"part": "component"}) for one in components]
    w1 = stage.book.w1.pk
    return Paper("production_order", on, [made, *needed], warehouse_id=w1, warehouse_to_id=w1)  # type: ignore[arg-type]


def _orders(stage: Stage, documents: int, parts: int) -> list[Doc]:
    """Orders that hold nothing, for their components come later: what an issue gives back nobody holds again."""
    on = stage.day()
    orders = stage.desk.post(*(_order(stage, parts, on) for _ in range(documents)))
    stage.stock(documents, parts)
    return orders


def _of_components(stage: Stage, type_code: str, order: Doc, quantity: str, **data: str) -> Paper:
    rows = [PaperLine(quantity=D(quantity), source_line_id=one, data=dict(data)) for one in order.lines[1:]]
    return Paper(type_code, stage.book.day(stage.today), rows, warehouse_id=stage.book.w1.pk)


def material_issue(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = _orders(stage, documents, lines)
    stage.day()
    return [_of_components(stage, "material_issue", one, "2") for one in orders]


def material_extra(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = _orders(stage, documents, lines)
    stage.day()
    return [_of_components(stage, "material_extra", one, "1", extra_reason="scrap") for one in orders]


def _returned(stage: Stage, taken: list[Paper]) -> list[Paper]:
    issues = stage.desk.post(*taken)
    on = stage.day()
    return [
        Paper(
            "material_return",
            on,
            [PaperLine(quantity=D("1"), source_line_id=line) for line in one.lines],
            warehouse_id=stage.book.w1.pk,
        )
        for one in issues
    ]


def material_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _returned(stage, material_issue(stage, documents, lines))


def material_return_of_extra(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _returned(stage, material_extra(stage, documents, lines))


def production_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """One of the two pieces that each order made goes back."""
    made = stage.desk.post(*production_receipt(stage, documents, lines))
    on = stage.day()
    return [
        Paper(
            "production_return",
            on,
            [PaperLine(quantity=D("1"), source_line_id=line) for line in one.lines],
            warehouse_id=stage.book.w1.pk,
            data={"reason": "quality"},
        )
        for one in made
    ]


def production_receipt(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """A line for each of several orders."""
    orders = [_orders(stage, lines, 1) for _ in range(documents)]
    on = stage.day()
    return [
        Paper(
            "production_receipt",
            on,
            [PaperLine(quantity=D("2"), source_line_id=order.lines[0]) for order in each],
            warehouse_id=stage.book.w1.pk,
        )
        for each in orders
    ]
