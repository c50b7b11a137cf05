"""组装、拆卸 (C17): what is made is worth what went in, and stays so when a component is recast (C9)."""

from __future__ import annotations

import pytest

from hengku.catalog.actions_bills import BillLineRecord, BillNotFound, BillRecord, save_bill
from hengku.documents.errors import FieldRequired
from hengku.documents.models import Line
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.warehousing.actions_bill import Batch, BatchMadeAlready, components_of, draft_from_bill
from hengku.warehousing.making_rules import part_weights, shares
from hengku.warehousing.types.assembly import MadeOfItself, NotOneWhole, SharesNotWhole
from tests.posting.books import entry, lines, pool, residuals
from tests.posting.desk import NOW, Desk, Doc, item_line
from tests.world import Book


def side(line: PaperLine, direction: str, **data: str) -> PaperLine:
    line.data = {"direction": direction, **data}
    return line


class Bench:
    """Three products: A and B in stock, P made of them."""

    def __init__(self, book: Book) -> None:
        self.book, self.desk = book, Desk(book)
        self.a = book.add_product("A", "甲件")
        self.b = book.add_product("B", "乙件")
        self.p = book.add_product("P", "成品")

    def paper(self, code: str, day: int, *rows: PaperLine, **data: str) -> Paper:
        paper = self.desk.paper(code, day, list(rows), data=data)
        paper.warehouse_id = self.book.w1.pk
        return paper

    def assemble(self, day: int = 5, fee: str = "5.00", output: str = "1", **data: str) -> Doc:
        """2 A and 3 B become P."""
        rows = (
            side(item_line(self.p, output), "in"),
            side(item_line(self.a, "2"), "out"),
            side(item_line(self.b, "3"), "out"),
        )
        return self.desk.one(self.paper("assembly", day, *rows, fee=fee, **data))


@pytest.fixture
def bench(book: Book) -> Bench:
    """AS-01: 10 A worth 100.00 and 10 B worth 33.33."""
    made = Bench(book)
    made.desk.opening("10", "100.00", product=made.a)
    made.desk.opening("10", "33.33", product=made.b)
    return made


class TestAssembly:
    def test_as_01(self, bench: Bench) -> None:
        done = bench.assemble()
        book = bench.book
        assert pool(book, bench.a) == (D(8), D("80.00"))
        assert pool(book, bench.b) == (D(7), D("23.33"))
        assert pool(book, bench.p) == (D(1), D("35.00"))
        assert entry(book, done.id) == lines("借 1405 35.00; 贷 1405 30.00; 贷 2211 5.00")

    def test_on_one_account_without_a_fee_books_nothing(self, bench: Bench) -> None:
        done = bench.assemble(fee="")
        assert entry(bench.book, done.id) == []
        assert pool(bench.book, bench.p) == (D(1), D("30.00"))

    def test_from_raw_material_books_both_accounts(self, bench: Bench) -> None:
        book = bench.book
        flour = book.add_product("FLOUR", "面粉", category="02")
        bench.desk.opening("10", "40.00", product=flour)
        rows = (side(item_line(bench.p, "1"), "in"), side(item_line(flour, "5"), "out"))
        done = bench.desk.one(bench.paper("assembly", 5, *rows))
        assert entry(book, done.id) == lines("借 1405 20.00; 贷 1403 20.00")

    def test_a_contractor_is_owed_the_fee(self, bench: Bench) -> None:
        book = bench.book
        rows = (side(item_line(bench.p, "1"), "in"), side(item_line(bench.a, "2"), "out"))
        paper = bench.paper("assembly", 5, *rows, fee="5.00", fee_to="supplier")
        with pytest.raises(FieldRequired):
            bench.desk.one(paper)
        paper.party_id = book.supplier.pk
        bench.desk.one(paper)
        assert residuals(book)["ap", book.supplier.pk] == D("5.00")

    def test_a_component_that_becomes_dearer_makes_the_product_dearer(self, bench: Bench) -> None:
        """C9: 10 A of 200.00 come in before the day of assembly: A costs 15.00, so P costs 10.00 more; half is sold."""
        book = bench.book
        bench.assemble(day=5, output="2")
        bench.desk.issue("1", day=6, product=bench.p)
        assert pool(book, bench.p) == (D(1), D("17.50"))
        late = bench.desk.receive("10", "20", day=2, product=bench.a)
        assert pool(book, bench.a) == (D(18), D("270.00"))
        assert pool(book, bench.p) == (D(1), D("22.50"))
        wanted = "借 5401 5.00; 借 1405 10.00; 贷 1405 15.00"
        assert entry(book, late.id, "recost") == lines(wanted)

    def test_what_was_made_of_what_was_made_follows_too(self, bench: Bench) -> None:
        book = bench.book
        q = book.add_product("Q", "套装")
        bench.assemble(day=5, fee="")
        rows = (side(item_line(q, "3"), "in"), side(item_line(bench.p, "1"), "out"))
        bench.desk.one(bench.paper("assembly", 7, *rows))
        assert pool(book, q) == (D(3), D("30.00"))
        bench.desk.receive("10", "20", day=2, product=bench.a)
        assert pool(book, q) == (D(3), D("40.00"))

    def test_two_back_dated_receipts_at_once_balance(self, bench: Bench) -> None:
        """Each causes part of what P costs more: one of them answers for the conversion."""
        book = bench.book
        bench.assemble(day=5, fee="")
        papers = [
            bench.desk._bought("purchase_receipt", 2, [item_line(one, "10", "20")], book.w1)
            for one in (bench.a, bench.b)
        ]
        bench.desk.post(*papers)
        assert pool(book, bench.p) == (D(1), D("65.00"))  # 2 x 15.00 + 3 x 11.6665

    @pytest.mark.parametrize("recast", [False, True])
    def test_reversed_leaves_nothing(self, bench: Bench, recast: bool) -> None:
        book = bench.book
        done = bench.assemble()
        if recast:
            bench.desk.receive("10", "20", day=2, product=bench.a)
        red = bench.desk.reverse(done, day=6)
        assert pool(book, bench.p) == (D(0), D(0))
        assert pool(book, bench.a) == ((D(20), D("300.00")) if recast else (D(10), D("100.00")))
        assert pool(book, bench.b) == (D(10), D("33.33"))
        if not recast:
            wanted = "贷 2211 -5.00; 借 1405 -35.00; 贷 1405 -30.00"
            assert entry(book, red.id) == lines(wanted)

    def test_first_in_first_out(self, book: Book) -> None:
        made = Bench(book)
        made.desk.decide("costing_method", "FIFO")
        made.desk.opening("10", "100.00", product=made.a)
        made.desk.opening("10", "33.33", product=made.b)
        made.desk.receive("10", "20", day=3, product=made.a)
        made.assemble(day=5)
        assert pool(book, made.p) == (D(1), D("35.00"))
        made.desk.receive("1", "40", day=2, product=made.b)  # later in the queue: nothing changes
        assert pool(book, made.p) == (D(1), D("35.00"))

    def test_refuses_two_products_and_a_product_of_itself(self, bench: Bench) -> None:
        rows = [side(item_line(bench.p, "1"), "in"), side(item_line(bench.b, "1"), "in")]
        rows.append(side(item_line(bench.a, "2"), "out"))
        with pytest.raises(NotOneWhole):
            bench.desk.one(bench.paper("assembly", 5, *rows))
        rows = [side(item_line(bench.a, "1"), "in"), side(item_line(bench.a, "2"), "out")]
        with pytest.raises(MadeOfItself):
            bench.desk.one(bench.paper("assembly", 5, *rows))


class TestByABill:
    """D-ASM, D-DSM from a bill: its components for so many, with the loss, once for a batch (bom_id, batch_no)."""

    @pytest.fixture
    def bill(self, bench: Bench) -> int:
        """2 A and 3 B make one P."""
        parts = (BillLineRecord(bench.a.pk, D(2)), BillLineRecord(bench.b.pk, D(3)))
        record = BillRecord(product_id=bench.p.pk, kind="assembly", lines=parts, version="V2")
        return save_bill(actor=bench.book.actor, bill_id=None, record=record, has_stock=lambda *_: False).pk

    def make(self, bench: Bench, bill: int, **more: object) -> list[str]:
        """Quantities of the draft's lines, by product code, as they go in (+) and out (-)."""
        asked = {
            "type_code": "assembly",
            "quantity": D(3),
            "warehouse_id": bench.book.w1.pk,
            "batch_no": "B1",
        }
        batch = Batch(**{**asked, "business_on": bench.book.day(5), **more})  # type: ignore[arg-type]
        draft = draft_from_bill(actor=bench.book.actor, bill_id=bill, batch=batch, now=NOW)
        rows = Line.objects.visible_to(bench.book.actor).filter(document_id=draft.id).order_by("line_no")
        signs = {"in": "+", "out": "-"}
        return [
            f"{row.product.code} {signs[row.data['direction']]}{row.quantity.normalize():f}" for row in rows
        ]

    def test_brings_the_components_and_their_loss(self, bench: Bench, bill: int) -> None:
        assert self.make(bench, bill) == ["P +3", "A -6", "B -9"]
        assert self.make(bench, bill, batch_no="B2", loss=D("0.1")) == ["P +3", "A -7", "B -10"]  # 6.6, 9.9
        back = self.make(bench, bill, batch_no="B1", type_code="disassembly", loss=D("0.1"))
        assert back == ["P -3", "A +5", "B +8"]  # 5.4, 8.1

    def test_orders_to_make_it_say_what_each_line_is(self, bench: Bench, bill: int) -> None:
        """D-MO, D-OSO: the same components; work given out names who does it."""
        given = {"processor_id": bench.book.supplier.pk, "loss": D("0.1")}
        for number, (code, party) in enumerate((("production_order", None), ("outsource_order", bench.book.supplier.pk))):
            batch = Batch(code, D(3), bench.book.w1.pk, f"M{number}", bench.book.day(5), **given)  # type: ignore[arg-type]
            draft = draft_from_bill(actor=bench.book.actor, bill_id=bill, batch=batch, now=NOW)
            rows = Line.objects.visible_to(bench.book.actor).filter(document_id=draft.id).order_by("line_no")
            found = [(row.product.code, row.data["part"], row.quantity) for row in rows]
            assert found == [("P", "product", 3), ("A", "component", 7), ("B", "component", 10)]
            assert rows[0].document.party_id == party

    def test_components_of_an_order_that_is_being_typed(self, bench: Bench, bill: int) -> None:
        actor = bench.book.actor
        needed = components_of(actor, bill, quantity=D("1.5"), loss=D("0.1"))
        assert [(one.product.code, one.quantity) for one in needed] == [("A", 4), ("B", 5)]  # 3.3, 4.95
        for wrong in ({"quantity": D(0)}, {"quantity": D(1), "loss": D("0.6")}):
            with pytest.raises(Problem):
                components_of(actor, bill, **wrong)
        with pytest.raises(BillNotFound):
            components_of(actor, bill + 1_000_000, quantity=D(1))

    def test_a_batch_is_made_once(self, bench: Bench, bill: int) -> None:
        self.make(bench, bill)
        with pytest.raises(BatchMadeAlready):
            self.make(bench, bill)
        for wrong in (
            {"batch_no": " "},
            {"batch_no": "B3", "loss": D("0.6")},
            {"batch_no": "B3", "quantity": D(0)},
        ):
            with pytest.raises(Problem):
                self.make(bench, bill, **wrong)
        with pytest.raises(BillNotFound):
            self.make(bench, bill + 1_000_000)


class TestDisassembly:
    @pytest.fixture
    def lamp(self, book: Book) -> Bench:
        """DS-01: a lamp of 200.00; its parts have reference costs of 100, 60 and 90."""
        made = Bench(book)
        made.parts = [  # type: ignore[attr-defined]
            book.add_product(code, code, reference_cost=D(cost))
            for code, cost in (("灯罩", "100"), ("支架", "60"), ("光源", "90"))
        ]
        made.desk.opening("1", "200.00", product=made.p)
        return made

    def take_apart(self, lamp: Bench, *data: dict[str, str], parts: int = 3, **header: str) -> Doc:
        given = data or ({},) * parts
        rows = [side(item_line(lamp.p, "1"), "out")]
        rows += [
            side(item_line(one, "1"), "in", **more)
            for one, more in zip(lamp.parts[:parts], given, strict=False)  # type: ignore[attr-defined]
        ]
        return lamp.desk.one(lamp.paper("disassembly", 5, *rows, **header))

    def worth(self, lamp: Bench) -> list[str]:
        return [str(pool(lamp.book, one)[1]) for one in lamp.parts]  # type: ignore[attr-defined]

    def test_ds_01(self, lamp: Bench) -> None:
        done = self.take_apart(lamp)
        assert self.worth(lamp) == ["80.00", "48.00", "72.00"]
        assert entry(lamp.book, done.id) == []
        lamp.desk.reverse(done, day=6)
        assert pool(lamp.book, lamp.p) == (D(1), D("200.00"))

    def test_a_missing_part_leaves_its_share_to_the_others(self, lamp: Bench) -> None:
        self.take_apart(lamp, parts=2, fee="0.01")
        assert self.worth(lamp)[:2] == ["125.01", "75.00"]

    def test_fixed_shares(self, lamp: Bench) -> None:
        self.take_apart(lamp, {"share": "50"}, {"share": "25"}, {"share": "25"})
        assert self.worth(lamp) == ["100.00", "50.00", "50.00"]

    @pytest.mark.parametrize("given", [("50", "25", "20"), ("50", "50", ""), ("150", "-25", "-25")])
    def test_refuses_shares_that_are_not_the_whole(self, lamp: Bench, given: tuple[str, ...]) -> None:
        with pytest.raises(SharesNotWhole):
            self.take_apart(lamp, *({"share": one} for one in given))
        assert pool(lamp.book, lamp.p) == (D(1), D("200.00"))

    def test_the_parts_follow_the_whole(self, lamp: Bench) -> None:
        self.take_apart(lamp)
        lamp.desk.receive("1", "300", day=3, product=lamp.p)
        assert self.worth(lamp) == ["100.00", "60.00", "90.00"]


class TestShares:
    def test_by_quantity_when_no_reference_cost_is_known(self) -> None:
        assert part_weights([D(1), D(3)], [None, None], [None, None]) == [D(1), D(3)]

    def test_add_up_to_the_whole(self) -> None:
        found = shares([D(1), D(1), D(1)], D("0.00"))
        assert [one.before for one in found] == [D(0), D(1), D(2)]
        assert {one.whole for one in found} == {D(3)}

    def test_negative_percentages_are_problems(self) -> None:
        assert issubclass(SharesNotWhole, Problem)
