"""补占 (Q8): what arrives is reserved for the orders that wait, in their order, and for nobody else."""

from __future__ import annotations

from hengku.documents.models import Document
from hengku.inventory.models import Reservation
from hengku.kit.numbers import D
from hengku.posting.actions import close_short
from hengku.posting.refill import refill_waiting
from tests.posting.books import hand
from tests.posting.desk import NOW, Desk, Doc, item_line
from tests.world import Book


def order(desk: Desk, quantity: str, day: int = 4, due: int | None = None, **data: str) -> Doc:
    header = {"party_id": desk.book.customer.pk, "warehouse_id": desk.book.w1.pk, "data": data}
    if due:
        header["due_on"] = desk.book.day(due)
    return desk.one(desk.paper("sales_order", day, [item_line(desk.book.cola, quantity, "11.30")], **header))


def held(*orders: Doc) -> list[str]:
    found = dict(
        Reservation.objects.filter(document_id__in=[one.id for one in orders]).values_list(
            "document_id", "quantity"
        )
    )
    return [f"{found[one.id]:f}".rstrip("0").rstrip(".") or "0" for one in orders]


class TestRefill:
    def test_serves_by_priority_and_due_date(self, book: Book) -> None:
        desk = Desk(book)
        late, soon, urgent = (
            order(desk, "6", due=20),
            order(desk, "6", due=10),
            order(desk, "6", priority="urgent", due=25),
        )
        desk.receive("10", "5", day=5)
        assert held(late, soon, urgent) == ["0", "0", "0"]
        assert refill_waiting([book.company_id], today=NOW.date()) == 2
        assert held(late, soon, urgent) == ["0", "4", "6"]
        assert hand(book) == (D(10), D(10))
        assert refill_waiting([book.company_id], today=NOW.date()) == 0  # nothing is left to give
        desk.receive("10", "5", day=6)
        assert refill_waiting([book.company_id], today=NOW.date()) == 2
        assert held(late, soon, urgent) == ["6", "6", "6"]
        assert hand(book) == (D(20), D(18))
        assert not Reservation.objects.filter(company_id=book.company_id, waits=True).exists()

    def test_gives_what_a_closed_order_held_to_the_next(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("6", "5", day=2)
        first, second = order(desk, "6"), order(desk, "6")
        assert held(first, second) == ["6", "0"]
        close_short(actor=book.actor, document_id=first.id, reason="客户不要了", now=NOW)
        refill_waiting([book.company_id], today=NOW.date())
        assert held(first, second) == ["0", "6"]

    def test_gives_nothing_to_what_was_closed_or_sent(self, book: Book) -> None:
        desk = Desk(book)
        closed, sent = order(desk, "6"), order(desk, "6")
        close_short(actor=book.actor, document_id=closed.id, reason="客户不要了", now=NOW)
        desk.receive("20", "5", day=5)
        desk.issue("6", day=6, order=sent.line, price=None)
        refill_waiting([book.company_id], today=NOW.date())
        assert held(closed, sent) == ["0", "0"]
        assert hand(book) == (D(14), D(0))
        assert Document.objects.get(pk=sent.id).state == "done"

    def test_waits_for_its_own_warehouse_only(self, book: Book) -> None:
        desk = Desk(book)
        one = order(desk, "6")
        desk.receive("20", "5", day=5, warehouse=book.w2)
        assert refill_waiting([book.company_id], today=NOW.date()) == 0
        desk.transfer("5", 6, warehouse=book.w2, to=book.w1)
        refill_waiting([book.company_id], today=NOW.date())
        assert held(one) == ["5"]
