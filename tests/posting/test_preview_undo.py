"""What a reversal is said to do is what it does, for every type and every way of keeping books."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hengku.documents.actions import save_draft
from hengku.documents.declaration import document_type
from hengku.documents.errors import CannotClose, DocumentNotFound
from hengku.documents.models import Document
from hengku.identity.actor import MissingPermission
from hengku.kit import sql
from hengku.posting.actions import close_short
from hengku.posting.errors import CannotReverse, NegativeStock
from hengku.posting.preview_undo import Undoing, preview_closing, preview_reversal
from tests.documents.builders.stage import Stage
from tests.documents.test_contract import TYPES, one_paper, opened
from tests.posting.books import snapshot, written
from tests.posting.desk import NOW, Desk, Doc
from tests.world import Book

#: Each own end of the moves: where, in what state and whose the goods are, as the preview names it.
MOVES = """
SELECT p.name, w.name || CASE e.status
           WHEN 'qc_hold' THEN '·待检' WHEN 'frozen' THEN '·冻结' WHEN 'defect' THEN '·不良' WHEN 'lent' THEN '·借出在外'
           ELSE '' END || coalesce('·' || owner.name || '的货', ''),
       sum(e.quantity)
FROM (
    SELECT company_id, product_id, to_place_id AS place_id, to_status AS status, to_owner_id AS owner_id, quantity,
           document_id
    FROM inventory_move
    UNION ALL
    SELECT company_id, product_id, from_place_id, status, owner_id, -quantity, document_id FROM inventory_move
) AS e
JOIN inventory_place AS w ON w.company_id = e.company_id AND w.id = e.place_id
     AND w.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
JOIN catalog_product AS p ON p.company_id = e.company_id AND p.id = e.product_id
LEFT JOIN parties_party AS owner ON owner.company_id = e.company_id AND owner.id = e.owner_id
WHERE e.company_id = %s AND e.document_id = %s GROUP BY 1, 2 ORDER BY 1, 2
"""
VALUES = (
    "SELECT product_id, kind, quantity, amount FROM costing_value WHERE company_id = %s AND document_id = %s"
)
ITEMS = "SELECT kind, amount FROM settlement_item WHERE company_id = %s AND document_id = %s"
ENTRIES = """
SELECT a.code, l.debit, l.credit FROM ledger_entryline AS l
JOIN ledger_entry AS e ON e.company_id = l.company_id AND e.id = l.entry_id
JOIN ledger_account AS a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE e.company_id = %s AND e.document_id = %s
"""
RESIDUALS = "SELECT document_id, kind, residual FROM settlement_item WHERE company_id = %s"
STATES = "SELECT id, state FROM documents_document WHERE company_id = %s"


def foretold(told: Undoing) -> dict[str, Any]:
    """The preview as sorted rows."""
    return {
        "moves": sorted((one.product, one.place, one.after - one.before) for one in told.preview.stock),
        "values": sorted((one.product_id, one.kind, one.quantity, one.amount) for one in told.values),
        "items": sorted((one.kind, one.amount) for one in told.preview.items),
        "entries": sorted((one.account_code, one.debit, one.credit) for one in told.preview.entries),
    }


def happened(book: Book, document: Doc) -> dict[str, Any]:
    """What the red document wrote, as sorted rows."""
    asked = (book.company_id, document.id)
    return {
        "moves": sorted(row for row in sql.rows(MOVES, asked) if row[2]),
        "values": sorted(sql.rows(VALUES, asked)),
        "items": sorted(sql.rows(ITEMS, asked)),
        "entries": sorted(sql.rows(ENTRIES, asked)),
    }


def look(book: Book, document: Doc, **more: Any) -> Undoing:
    return preview_reversal(
        actor=more.get("actor", book.actor), document_id=document.id, business_on=more.get("on"), now=NOW
    )


@pytest.mark.parametrize("code", [code for code in TYPES if document_type(code).can_reverse])
@pytest.mark.parametrize("policy", ["by default", "the other way"])
class TestPreviewOfReversal:
    def test_is_what_the_reversal_does(self, database: Any, code: str, policy: str) -> None:
        stage = opened(policy)
        book = stage.book
        done = stage.desk.one(one_paper(stage, code))
        before = written(book), snapshot(book)
        residuals = {(row[0], row[1]): row[2] for row in sql.rows(RESIDUALS, (book.company_id,))}
        with sql.counting() as statements:
            told = look(book, done, on=book.day(stage.today))
        assert not [one for one in statements if one.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))]
        assert (written(book), snapshot(book)) == before
        red = stage.desk.reverse(done, day=stage.today)
        assert foretold(told) == happened(book, red)
        states = dict(sql.rows(STATES, (book.company_id,)))  # type: ignore[arg-type]
        assert {one.document_id: one.after for one in told.states}.items() <= states.items()
        assert done.id in {one.document_id for one in told.states}
        for document, kind, residual in sql.rows(RESIDUALS, (book.company_id,)):
            if document == red.id:
                continue
            said = [one for one in told.residuals if (one.document_id, one.kind) == (document, kind)]
            assert residuals[document, kind] == (said[0].before if said else residual)
            assert residual == (said[0].after if said else residual)


class TestPreviewOfReversalToo:
    def test_refuses_as_the_reversal_does(self, book: Book) -> None:
        stage = Stage(book)
        order = stage.desk.one(one_paper(stage, "purchase_order"))
        with pytest.raises(CannotReverse):
            look(book, order)
        desk = Desk(book)
        gone = desk.opening("500", "1000")
        stage.today = 3
        paper = one_paper(stage, "sales_issue")
        paper.lines[0].quantity = Decimal(495)
        paper.lines = paper.lines[:1]
        desk.one(paper)
        with pytest.raises(NegativeStock):
            look(book, gone, on=book.day(20))

    def test_names_what_stands_in_the_way(self, book: Book) -> None:
        stage = Stage(book)
        paper = one_paper(stage, "purchase_return")
        upstream = Document.objects.visible_to(book.actor).get(lines=paper.lines[0].source_line_id)
        done = stage.desk.one(paper)
        with pytest.raises(CannotReverse) as refused:
            look(book, Doc(upstream.pk, upstream.number, upstream.state, ()))
        assert [one["document_id"] for one in refused.value.blocking] == [done.id]

    def test_needs_the_right_and_the_company(self, book: Book) -> None:
        done = Desk(book).opening("10", "20")
        with pytest.raises(MissingPermission):
            look(book, done, actor=book.actor_who_may("opening_stock.view", "opening_stock.post"))
        with pytest.raises(DocumentNotFound):
            look(book, done, actor=Book().actor)


class TestPreviewOfClosing:
    def test_is_what_closing_does(self, book: Book) -> None:
        desk = Desk(book)
        desk.opening("10", "20")
        order = desk.order_sale("6")
        told = preview_closing(actor=book.actor, document_id=order.id)
        assert told.state == "cancelled"
        assert [(one.ordered, one.done, one.left) for one in told.lines] == [(6, 0, 6)]
        assert [(one.product, one.quantity) for one in told.freed] == [("可乐", Decimal(6))]
        close_short(actor=book.actor, document_id=order.id, reason="不要了", now=NOW)
        assert Document.objects.visible_to(book.actor).get(pk=order.id).state == "cancelled"
        with pytest.raises(CannotClose):
            preview_closing(actor=book.actor, document_id=order.id)

    def test_of_an_order_that_was_partly_done(self, book: Book) -> None:
        stage = Stage(book)
        paper = one_paper(stage, "purchase_receipt", lines=1)
        paper.lines[0].quantity = Decimal(4)
        upstream = Document.objects.visible_to(book.actor).get(lines=paper.lines[0].source_line_id)
        stage.desk.one(paper)
        told = preview_closing(actor=book.actor, document_id=upstream.pk)
        assert (told.state, [(one.done, one.left) for one in told.lines]) == ("closed_short", [(4, 6)])
        close_short(actor=book.actor, document_id=upstream.pk, reason="不要了", now=NOW)
        upstream.refresh_from_db()
        assert upstream.state == told.state

    def test_needs_the_right(self, book: Book) -> None:
        order = Desk(book).order_purchase("6")
        with pytest.raises(MissingPermission):
            preview_closing(actor=book.keeper, document_id=order.id)
        with pytest.raises(DocumentNotFound):
            preview_closing(actor=Book().actor, document_id=order.id)
        draft = save_draft(actor=book.actor, paper=one_paper(Stage(book), "purchase_order"), now=NOW)
        with pytest.raises(CannotClose):
            preview_closing(actor=book.actor, document_id=draft.id)
