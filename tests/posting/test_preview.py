"""A preview says what posting would do, and writes nothing."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal

from hengku.documents.actions import save_draft
from hengku.documents.models import Document
from hengku.inventory.models import Move
from hengku.posting.actions import post
from hengku.posting.preview import preview
from tests.posting.books import entry
from tests.posting.desk import Desk, item_line
from tests.posting.test_post import NOW, issue, receipt
from tests.world import Book


class TestPreview:
    def test_tells_stock_items_and_entry_and_writes_nothing(self, book: Book) -> None:
        post(actor=book.actor, documents=[receipt(book)], key="a", now=NOW)
        before = Move.objects.visible_to(book.actor).count()
        told = preview(actor=book.actor, documents=[issue(book)], now=NOW)
        assert Move.objects.visible_to(book.actor).count() == before
        assert [(s.product, s.before, s.after) for s in told.stock] == [("可乐", Decimal(10), Decimal(6))]
        assert [(i.kind, i.amount) for i in told.items] == [("ar", Decimal("45.20"))]
        assert sum(line.debit for line in told.entries) == Decimal("85.20")
        assert any("应收账款 +45.20" in sentence for sentence in told.sentences)

    def test_of_a_draft_that_is_then_posted(self, book: Book) -> None:
        paper = receipt(book)
        draft = save_draft(actor=book.actor, paper=paper, now=NOW)
        assert draft.number.startswith("DRAFT-")
        again = receipt(book)
        again.id = draft.id
        posted = post(actor=book.actor, documents=[again], key="a", now=NOW)
        assert posted.documents[0].id == draft.id
        document = Document.objects.visible_to(book.actor).get(pk=draft.id)
        assert (document.state, document.number) == ("posted", "PIN-20260105-0001")
        assert document.lines.count() == 1

    def test_comes_after_what_the_same_day_holds(self, book: Book) -> None:
        """A preview is folded where the document will stand, or it would foretell another cost than is then written."""
        desk = Desk(book)
        for day, amount in ((2, "20"), (5, "90"), (8, "60")):
            desk.opening("10", amount, day=day)
        lines = [item_line(book.cola, "4", "11.30")]
        header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
        refolded = []
        for day in (5, 2, 8):
            paper = desk.paper("sales_issue", day, lines, **header)
            told = preview(actor=book.actor, documents=[deepcopy(paper)], now=NOW)
            refolded.append(told.refolded)
            done = desk.one(paper)
            said = [
                f"{'借' if x.debit else '贷'} {x.account_code} {x.debit or x.credit}" for x in told.entries
            ]
            assert sorted(said) == sorted(entry(book, done.id) + entry(book, done.id, "recost"))
        assert refolded[0]
        assert refolded[1] > refolded[0]
        assert refolded[2] == 0  # negative control: nothing comes after it
