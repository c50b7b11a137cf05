"""硬预留 (Q3d, D-DN, D-PK, D-RCL, B4, B5): a notice holds lots and pieces, and nobody else gets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.inventory.actions_bins import create_bin
from hengku.inventory.models import Lot, OnHand, Reservation, Serial
from hengku.inventory.queries_holds import holds_of
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.posting.actions import close_short
from hengku.posting.lot_proposal import fill_lots, offers
from hengku.posting.refill import refill_waiting
from hengku.warehousing.expiry import freeze_expired
from tests.posting.books import disagreements
from tests.posting.desk import NOW, Desk, Doc, item_line
from tests.world import Book


def code_of(refused: pytest.ExceptionInfo[Problem]) -> str:
    """The code of the one problem."""
    problem = refused.value
    return (problem.problems[0] if isinstance(problem, Problems) else problem).code


@dataclass
class Dairy:
    """20 bottles ordered of 30: A (12, expires on the 10th of March), B (10, the 20th), C (8, without a date)."""

    book: Book
    desk: Desk
    milk: Any

    @classmethod
    def open(cls, book: Book) -> Dairy:
        desk = Desk(book)
        milk = book.add_product("MILK", "鲜奶", "瓶", tracking="lot", sale_price=D("11.30"))
        for lot_no, quantity, expires in (("A", "12", "2026-03-10"), ("B", "10", "2026-03-20"), ("C", "8", "")):
            data = {"lot_no": lot_no, **({"expires_on": expires} if expires else {})}
            desk.receive(quantity, "5", day=2, product=milk, data=data)
        return cls(book, desk, milk)

    def order(self, quantity: str) -> Doc:
        return self.desk.order_sale(quantity, product=self.milk)

    def paper(self, kind: str, quantity: str, source: int | None = None, day: int = 6, **data: Any) -> Paper:
        line = PaperLine(product_id=self.milk.pk, quantity=D(quantity), source_line_id=source, data=data)
        header: dict[str, Any] = {"warehouse_id": self.book.w1.pk}
        if kind in ("delivery_notice", "pick_list", "sales_issue"):
            header["party_id"] = self.book.customer.pk
        if kind == "sales_issue" and not source:
            line.price = D("11.30")
        if kind == "transfer_direct":
            header["warehouse_to_id"] = self.book.w2.pk
        return self.desk.paper(kind, day, [line], **header)

    def do(self, kind: str, quantity: str, source: int | None = None, day: int = 6, **data: Any) -> Doc:
        return self.desk.one(self.paper(kind, quantity, source, day, **data))

    def names(self) -> dict[int, str]:
        return dict(Lot.objects.visible_to(self.book.actor).values_list("id", "lot_no"))

    def held(self, document: Doc) -> dict[str, Decimal]:
        """What a document holds, by lot; "" of any."""
        rows = Reservation.objects.visible_to(self.book.actor).filter(document_id=document.id, quantity__gt=0)
        return {self.names().get(row.lot_id, ""): row.quantity for row in rows}

    def free(self) -> dict[str, Decimal]:
        """What of each lot in W1 is held by no notice."""
        rows = OnHand.objects.visible_to(self.book.actor).filter(
            product_id=self.milk.pk, status="available", lot_id__gt=0, may_go_negative=False
        )
        found: dict[str, Decimal] = {}
        for row in rows:
            lot = self.names()[row.lot_id]
            found[lot] = found.get(lot, D(0)) + row.quantity - row.pinned
        return found

    def sound(self) -> bool:
        return disagreements(self.book.company_id) == []


@pytest.fixture
def dairy(book: Book) -> Dairy:
    return Dairy.open(book)


class TestNotice:
    def test_holds_the_first_to_expire_and_nobody_else_takes_them(self, dairy: Dairy) -> None:
        order = dairy.order("15")
        assert (dairy.held(order), dairy.free()["A"]) == ({"": D(15)}, D(12))  # soft: of any lot
        notice = dairy.do("delivery_notice", "15", order.line)
        assert dairy.held(order) == {}
        assert dairy.held(notice) == {"A": D(12), "B": D(3)}
        assert dairy.free() == {"A": D(0), "B": D(7), "C": D(8)}
        for kind in ("sales_issue", "transfer_direct", "assembly", "purchase_return"):
            paper = dairy.paper(kind, "8", lot_no="B", direction="out")
            if kind == "assembly":
                made = PaperLine(product_id=dairy.book.cola.pk, quantity=D(1), data={"direction": "in"})
                paper.lines.insert(0, made)
            if kind == "purchase_return":
                paper.party_id, paper.data = dairy.book.supplier.pk, {"reason": "quality"}
                paper.lines[0].price = D(5)
            with pytest.raises(Problem) as refused:
                dairy.desk.one(paper)
            assert code_of(refused) == "LOT_HELD", kind
        problem = refused.value.problems[0] if isinstance(refused.value, Problems) else refused.value
        assert [one["number"] for one in problem.held_by] == [notice.number]
        assert problem.held_for == notice.number
        assert (problem.available, problem.reserved, problem.lot_no) == (D(7), D(3), "B")
        dairy.do("sales_issue", "7", lot_no="B")  # the control: what is free goes
        assert dairy.free() == {"A": D(0), "B": D(0), "C": D(8)}
        other = dairy.paper("sales_issue", "2")
        fill_lots(actor=dairy.book.actor, paper=other)
        assert [line.lot_no for line in other.lines] == ["C"]
        mine = dairy.paper("sales_issue", "15", notice.line)
        fill_lots(actor=dairy.book.actor, paper=mine)
        assert [(line.lot_no, line.quantity) for line in mine.lines] == [("A", D(12)), ("B", D(3))]
        dairy.desk.one(mine)
        assert (dairy.held(notice), Document.objects.get(pk=notice.id).state) == ({}, "done")
        assert dairy.sound()

    def test_of_a_chosen_lot_says_it_and_another_lot_needs_a_reason(self, dairy: Dairy) -> None:
        notice = dairy.do("delivery_notice", "4", dairy.order("4").line, lot_no="B")
        told = {one.lot_no: one.held for one in offers(
            actor=dairy.book.actor, product_id=dairy.milk.pk, warehouse_id=dairy.book.w1.pk, on=dairy.book.day(6)
        )}  # fmt: skip
        assert told == {"A": D(0), "B": D(4), "C": D(0)}
        with pytest.raises(Problem) as refused:
            dairy.do("sales_issue", "4", notice.line, lot_no="C")
        assert code_of(refused) == "HELD_LOT_LEFT"
        dairy.do("sales_issue", "3", notice.line, lot_no="C", lot_reason="CUSTOMER")
        assert (dairy.held(notice), dairy.free()) == ({"B": D(1)}, {"A": D(12), "B": D(9), "C": D(5)})
        dairy.do("sales_issue", "1", notice.line)  # of the lot that it holds, unsaid
        assert dairy.free() == {"A": D(12), "B": D(9), "C": D(5)}
        assert dairy.sound()

    def test_of_one_lot_writes_it_on_its_line(self, dairy: Dairy) -> None:
        notice = dairy.do("delivery_notice", "5", dairy.order("5").line)
        line = Line.objects.get(pk=notice.line)
        assert (line.data["lot_no"], line.data["expires_on"]) == ("A", "2026-03-10")

    def test_of_more_than_its_lot_has_is_refused(self, dairy: Dairy) -> None:
        order = dairy.order("20")
        with pytest.raises(Problem) as refused:
            dairy.do("delivery_notice", "11", order.line, lot_no="B")
        assert code_of(refused) == "NOT_ALL_THERE"
        dairy.do("delivery_notice", "10", order.line, lot_no="B")
        with pytest.raises(Problem) as refused:
            dairy.do("delivery_notice", "1", order.line, lot_no="B")
        assert code_of(refused) == "NOT_ALL_THERE"

    def test_closed_gives_its_lots_back(self, dairy: Dairy) -> None:
        order = dairy.order("15")
        notice = dairy.do("delivery_notice", "15", order.line)
        close_short(actor=dairy.book.actor, document_id=notice.id, reason="改期", now=NOW)
        assert (dairy.held(notice), dairy.held(order)) == ({}, {"": D(15)})
        assert dairy.free() == {"A": D(12), "B": D(10), "C": D(8)}
        assert dairy.sound()


class TestPicking:
    def test_takes_what_is_held_and_moves_the_hold_with_a_reason(self, dairy: Dairy) -> None:
        create_bin(actor=dairy.book.actor, warehouse_id=dairy.book.w1.pk, code="A-01")
        notice = dairy.do("delivery_notice", "12", dairy.order("12").line)
        asked = dairy.paper("pick_list", "12", notice.line)
        fill_lots(actor=dairy.book.actor, paper=asked)
        assert [(line.lot_no, line.quantity) for line in asked.lines] == [("A", D(12))]
        dairy.do("pick_list", "8", notice.line, lot_no="A")
        with pytest.raises(Problem) as refused:
            dairy.do("pick_list", "4", notice.line, lot_no="B")
        assert code_of(refused) == "HELD_LOT_LEFT"
        dairy.do("pick_list", "4", notice.line, lot_no="B", lot_reason="CUSTOMER")
        assert dairy.held(notice) == {"A": D(8), "B": D(4)}
        assert dairy.free() == {"A": D(4), "B": D(6), "C": D(8)}
        assert dairy.sound()
        sent = dairy.paper("sales_issue", "12", notice.line)
        sent.lines.append(PaperLine(product_id=dairy.milk.pk, quantity=D(4), source_line_id=notice.line,
                                    data={"lot_no": "B", "lot_reason": "CUSTOMER"}))  # fmt: skip
        sent.lines[0].quantity, sent.lines[0].data = D(8), {"lot_no": "A"}
        dairy.desk.one(sent)
        assert (dairy.held(notice), dairy.free()) == ({}, {"A": D(4), "B": D(6), "C": D(8)})
        assert dairy.sound()

    def test_of_another_lot_moves_the_hold_every_time(self, dairy: Dairy) -> None:
        """A 12 and B 3 held. B 3 is picked as held; each pick of C, and of B beyond the 3, moves its own."""
        create_bin(actor=dairy.book.actor, warehouse_id=dairy.book.w1.pk, code="A-01")
        notice = dairy.do("delivery_notice", "15", dairy.order("15").line)
        assert dairy.held(notice) == {"A": D(12), "B": D(3)}
        dairy.do("pick_list", "3", notice.line, lot_no="B")
        assert dairy.held(notice) == {"A": D(12), "B": D(3)}
        for held in ({"A": D(10), "B": D(3), "C": D(2)}, {"A": D(8), "B": D(3), "C": D(4)}):
            last = dairy.do("pick_list", "2", notice.line, lot_no="C", lot_reason="CUSTOMER")
            assert dairy.held(notice) == held
        with pytest.raises(Problem) as refused:  # the three of B are picked: one more is of another lot
            dairy.do("pick_list", "1", notice.line, lot_no="B")
        assert code_of(refused) == "HELD_LOT_LEFT"
        dairy.do("pick_list", "1", notice.line, lot_no="B", lot_reason="CUSTOMER")
        assert dairy.held(notice) == {"A": D(7), "B": D(4), "C": D(4)}
        held, moved = holds_of(dairy.book.actor, notice.id)
        assert [(one["lot_no"], one["quantity"], one["expires_on"]) for one in held] == [
            ("A", 7, date(2026, 3, 10)), ("B", 4, date(2026, 3, 20)), ("C", 4, None),
        ]  # fmt: skip
        assert {one["warehouse"] for one in held} == {dairy.book.w1.name}
        assert [(one["lot_no"], one["quantity"], one["reason"]) for one in moved] == [
            ("C", 2, "CUSTOMER"), ("C", 2, "CUSTOMER"), ("B", 1, "CUSTOMER"),
        ]  # fmt: skip
        dairy.desk.reverse(last)  # put back on the shelf: still held of C, and picked again without moving
        assert dairy.held(notice) == {"A": D(7), "B": D(4), "C": D(4)}
        dairy.do("pick_list", "2", notice.line, lot_no="C")
        assert dairy.held(notice) == {"A": D(7), "B": D(4), "C": D(4)}
        dairy.do("sales_issue", "4", notice.line, lot_no="B")
        dairy.do("pick_list", "1", notice.line, lot_no="B", lot_reason="CUSTOMER")  # all held of B was sent
        assert dairy.held(notice) == {"A": D(6), "B": D(1), "C": D(4)}
        assert dairy.free() == {"A": D(6), "B": D(5), "C": D(4)}
        assert dairy.sound()

    def test_cannot_move_the_hold_to_a_lot_that_others_hold(self, dairy: Dairy) -> None:
        first, second = dairy.order("12"), dairy.order("9")
        mine = dairy.do("delivery_notice", "12", first.line, lot_no="A")
        dairy.do("delivery_notice", "9", second.line, lot_no="B")
        create_bin(actor=dairy.book.actor, warehouse_id=dairy.book.w1.pk, code="A-01")
        with pytest.raises(Problem) as refused:
            dairy.do("pick_list", "2", mine.line, lot_no="B", lot_reason="CUSTOMER")
        assert code_of(refused) == "LOT_NOT_FREE"


class TestEnd:
    """What is recalled or past its date is held no more, and its orders wait again (B5, D-RCL, 过期日批)."""

    def test_of_a_recalled_lot(self, dairy: Dairy) -> None:
        notice = dairy.do("delivery_notice", "15", dairy.order("15").line)
        line = item_line(dairy.milk, 0, data={"lot_no": "A"})
        dairy.desk.one(dairy.desk.paper("recall", 7, [line], data={"reason": "供应商通知"}))
        assert dairy.held(notice) == {"B": D(3)}
        assert dairy.free() == {"A": D(0), "B": D(7), "C": D(8)}
        assert dairy.sound()
        refill_waiting([dairy.book.company_id], today=dairy.book.day(8))
        assert dairy.held(notice) == {"": D(12), "B": D(3)}
        assert dairy.sound()
        dairy.do("sales_issue", "7", notice.line, day=8, lot_no="B")  # of any lot first: no reason needed
        assert dairy.held(notice) == {"": D(8)}
        assert dairy.sound()

    def test_of_an_expired_lot(self, dairy: Dairy) -> None:
        notice = dairy.do("delivery_notice", "5", dairy.order("5").line)
        other = dairy.do("delivery_notice", "9", dairy.order("9").line, lot_no="B")
        night = datetime(2026, 3, 10, 16, 5, tzinfo=UTC)  # 00:05 on the 11th in Shanghai
        assert freeze_expired(actor=dairy.book.actor, now=night) == (1, [])
        assert (dairy.held(notice), dairy.held(other)) == ({}, {"B": D(9)})
        waits = Reservation.objects.visible_to(dairy.book.actor).filter(document_id=notice.id, waits=True)
        assert [(row.lot_id, row.quantity) for row in waits] == [(0, D(0))]
        assert dairy.free() == {"A": D(0), "B": D(1), "C": D(8)}
        assert dairy.sound()
        assert freeze_expired(actor=dairy.book.actor, now=night) == (0, [])

    def test_frozen_by_hand_they_are_not_taken_from_who_holds_them(self, dairy: Dairy) -> None:
        dairy.do("delivery_notice", "5", dairy.order("5").line)
        paper = dairy.paper("stock_status_change", "12", lot_no="A", status="available", status_to="frozen")
        paper.data = {"reason": "quality"}
        with pytest.raises(Problem) as refused:
            dairy.desk.one(paper)
        assert code_of(refused) == "LOT_HELD"


class TestPieces:
    def test_are_kept_for_the_notice_that_names_them(self, book: Book) -> None:
        desk = Desk(book)
        phone = book.add_product("PHONE", "手机", "台", tracking="serial")
        data = {"serials": "S1 S2 S3 S4"}
        desk.receive("4", "900", day=2, product=phone, data=data)
        order = desk.order_sale("2", product=phone)
        header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}

        def paper(kind: str, source: int | None, **data: str) -> Paper:
            count = len(data["serials"].split())
            line = item_line(phone, count, None if source else "1000", source_line_id=source, data=data)
            return desk.paper(kind, 6, [line], **header)

        def kept() -> list[str]:
            rows = Serial.objects.visible_to(book.actor).filter(held_by__gt=0)
            return list(rows.order_by("serial_no").values_list("serial_no", flat=True))

        notice = desk.one(paper("delivery_notice", order.line, serials="S1 S2"))
        assert kept() == ["S1", "S2"]
        again = desk.order_sale("1", product=phone)
        for kind, source in (("sales_issue", None), ("delivery_notice", again.line)):
            with pytest.raises(Problem) as refused:
                desk.one(paper(kind, source, serials="S1"))
            assert code_of(refused) == "SERIAL_HELD"
            assert refused.value.number == notice.number
        with pytest.raises(Problem) as refused:
            desk.one(paper("sales_issue", notice.line, serials="S1 S3"))
        assert code_of(refused) == "HELD_PIECE_LEFT"
        assert disagreements(book.company_id) == []
        desk.one(paper("sales_issue", notice.line, serials="S1 S3", lot_reason="CUSTOMER"))
        assert kept() == []
        second = desk.one(paper("delivery_notice", again.line, serials="S2"))
        close_short(actor=book.actor, document_id=second.id, reason="改期", now=NOW)
        assert kept() == []
        assert disagreements(book.company_id) == []
