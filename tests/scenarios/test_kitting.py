"""齐套 (R-37): which components of an order to make goods are there, and where the rest is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hengku.documents.actions import cancel_draft
from hengku.documents.errors import DocumentNotFound
from hengku.documents.models import Document
from hengku.identity.actor import MissingPermission
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.manufacturing.actions_shortage import (
    Asked,
    NothingShort,
    ShortAskedAlready,
    ask_for_short,
    asked_for,
)
from hengku.manufacturing.kitting import kitting, rate
from tests.posting.desk import NOW
from tests.scenarios.test_production import Workshop


def test_what_is_short_and_where_it_is(database: Cluster) -> None:
    """R-37: 30 boards and 100 screws are there; another order holds some, some lies in W2, some is ordered."""
    shop = Workshop.open()
    actor, today = shop.book.actor, date(2026, 1, 10)
    shop.tell("""
        opening 01-01 W2 SCREW 7 = 3.50
        post purchase_order 01-02 甲 W1 due_on=01-25 : BOARD 40 @ 30.00 as po
        post production_order 01-05 W1>W1 : DESK 2 part=product | BOARD 12 part=component as other
        post production_order 01-06 W1>W1 : DESK 10 part=product | BOARD 25 part=component | SCREW 120 part=component as mo
    """)
    known = shop.story.known

    def told(name: str = "mo") -> list[tuple[Decimal, ...]]:
        found = kitting(actor, known[name].id, today=today)
        return [(one.issued, one.left, one.held, one.free, one.short) for one in found]

    assert told() == [(0, 25, 18, 0, 7), (0, 120, 100, 0, 20)]
    board, screw = kitting(actor, known["mo"].id, today=today)
    assert [(held.number, held.quantity) for held in board.holders] == [(number_of(shop, "other"), 12)]
    assert [(place, entry.number, entry.quantity) for place, entry in board.coming] == [
        (shop.book.w1.name, number_of(shop, "po"), 40)
    ]
    assert (screw.elsewhere, screw.coming, screw.holders) == ([(shop.book.w2.name, D(7))], [], [])
    assert rate([board, screw]) == (0, 2)
    shop.tell("post material_issue 01-07 W1 : mo.2 18\nreceive 01-08 甲 W1 SCREW 30 @ 0.50")
    assert told() == [(18, 7, 0, 0, 7), (0, 120, 100, 20, 0)]
    with pytest.raises(DocumentNotFound):
        kitting(actor, known["po"].id, today=today)
    with pytest.raises(MissingPermission):
        kitting(shop.book.cashier, known["mo"].id, today=today)


def test_a_processor_is_given_what_is_free(database: Cluster) -> None:
    """An outsourcing order holds nothing; two lines of one product share what there is, in their order."""
    shop = Workshop.open()
    shop.tell(
        "post outsource_order 01-05 甲 W1 EXCL : DESK 5 @ 9.00 part=product | BOARD 20 part=component"
        " | BOARD 15 part=component as so"
    )
    found = kitting(shop.book.actor, shop.story.known["so"].id, today=date(2026, 1, 10))
    assert [(one.held, one.free, one.short) for one in found] == [(0, 20, 0), (0, 10, 5)]


def number_of(shop: Workshop, name: str) -> str:
    return Document.objects.visible_to(shop.book.actor).get(pk=shop.story.known[name].id).number


def test_all_that_is_short_is_asked_for_at_once(database: Cluster) -> None:
    """D-PR of R-37: one requisition, a line a product; while it stands there is no second one for the order."""
    shop = Workshop.open()
    shop.tell(
        "post production_order 01-06 W1>W1 start_on=2026-01-20 : DESK 10 part=product | BOARD 25 part=component"
        " | BOARD 8 part=component | SCREW 120 part=component as mo\n"
        "post production_order 01-06 W1>W1 : DESK 1 part=product | DUST 1 part=component as dust"
    )
    actor, order = shop.book.actor, shop.story.known["mo"].id
    draft = ask_for_short(actor=actor, order_id=order, now=NOW)
    paper = Document.objects.visible_to(actor).get(pk=draft.id)
    assert (paper.type_code, paper.state, paper.remark) == (
        "purchase_requisition", "draft", f"生产订单 {number_of(shop, 'mo')} 缺料",
    )  # fmt: skip
    assert [(line.product.code, line.quantity) for line in paper.lines.order_by("line_no")] == [("BOARD", 3), ("SCREW", 20)]
    assert asked_for(actor, order) == Asked(draft.id, draft.number)
    assert asked_for(actor, shop.story.known["dust"].id) is None  # whose id is another, though its digits begin alike
    with pytest.raises(ShortAskedAlready, match=draft.number):
        ask_for_short(actor=actor, order_id=order, now=NOW)
    cancel_draft(actor=actor, document_id=draft.id, now=NOW)
    again = ask_for_short(actor=actor, order_id=order, now=NOW)  # cancelled: what is short is asked for anew
    cancel_draft(actor=actor, document_id=again.id, now=NOW)
    shop.tell("receive 01-08 甲 W1 BOARD 3 @ 30.00\nreceive 01-08 甲 W1 SCREW 20 @ 0.50")
    with pytest.raises(NothingShort):
        ask_for_short(actor=actor, order_id=order, now=NOW)
    with pytest.raises(MissingPermission):
        ask_for_short(actor=shop.book.cashier, order_id=order, now=NOW)
