"""Transfers, adjustments and losses: the 12 reasons, the four stages, and where their value goes (§1.8, §1.9, C19, T7)."""

from __future__ import annotations

import pytest

from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.warehousing.reasons import REASONS
from hengku.warehousing.types.stock_adjustment import (
    ExplanationTooShort,
    NotEqual,
    OnlyByCount,
    WrongDirection,
)
from hengku.warehousing.types.transfer_direct import SameWarehouse
from tests.posting.books import balance, entry, hand, lines, pool, snapshot
from tests.posting.desk import Desk, item_line
from tests.world import Book

BOTH = pytest.mark.parametrize("standard", ["small", "enterprise"])


def stocked(book: Book) -> Desk:
    """100 cola at 10.00 in W1."""
    desk = Desk(book)
    desk.opening("100", "1000.00")
    return desk


class TestTransfer:
    def test_moves_goods_and_books_nothing(self, book: Book) -> None:
        desk = stocked(book)
        done = desk.transfer("30", day=5)
        assert entry(book, done.id) == []
        assert (hand(book), hand(book, warehouse=book.w2)) == ((D(70), D(0)), (D(30), D(0)))
        assert pool(book) == (D(100), D("1000.00"))

    def test_into_the_same_warehouse_is_refused(self, book: Book) -> None:
        desk = stocked(book)
        with pytest.raises(SameWarehouse) as refused:
            desk.transfer("30", day=5, to=book.w1)
        assert refused.value.where.field == "warehouse_to"


#: Reason → (account of a small business, of an enterprise, passes 1901, input tax goes out) for goods that go out (§1.8).
OUT = {
    "OPENING_FIX": ("1901", "1901", False, False),
    "ENTRY_ERROR": ("1901", "1901", False, False),
    "RECEIPT_VARIANCE": ("5711", "6602", False, False),
    "NATURAL_LOSS": ("5401", "6401", False, False),
    "SPOILAGE": ("5711", "6602", True, True),
    "DAMAGE": ("5711", "6602", True, True),
    "THEFT_LOST": ("5711", "6602", True, True),
    "DISASTER": ("5711", "6711", True, False),
}


class TestAdjustment:
    @BOTH
    @pytest.mark.parametrize("reason", OUT)
    def test_out_goes_where_its_reason_says(self, database: object, standard: str, reason: str) -> None:
        """10 of 100 at 10.00 with 13%: IN-01 for the reasons that take the input tax out."""
        book = Book(standard=standard)
        desk = stocked(book)
        small, enterprise, passes, tax_out = OUT[reason]
        account = small if standard == "small" else enterprise
        done = desk.adjust("10", 5, reason)
        wanted = f"借 {account} 100.00; 贷 1405 100.00"
        if tax_out:
            wanted += f"; 借 {account} 13.00; 贷 22210109 13.00"
        if passes:
            whole = "113.00" if tax_out else "100.00"
            wanted += f"; 借 1901 {whole}; 贷 1901 {whole}"
        assert entry(book, done.id) == lines(wanted)
        assert (balance(book, "1901") == 0) is (account != "1901")
        before = pool(book)
        desk.reverse(done, day=6)
        assert (before, pool(book)) == ((D(90), D("900.00")), (D(100), D("1000.00")))
        assert balance(book, account) == 0

    @BOTH
    def test_in_at_the_amount_typed_or_the_pools_cost(self, database: object, standard: str) -> None:
        book = Book(standard=standard)
        desk = stocked(book)
        account = "5711" if standard == "small" else "6602"
        typed = desk.adjust("10", 5, "RECEIPT_VARIANCE", "in", amount="120.00")
        assert entry(book, typed.id) == lines(f"借 1405 120.00; 贷 {account} 120.00")
        own = desk.adjust("11", 6, "RECEIPT_VARIANCE", "in")
        assert entry(book, own.id) == lines(f"借 1405 112.00; 贷 {account} 112.00")

    @pytest.mark.parametrize(("direction", "quantity"), [("out", "95"), ("in", "105")])
    def test_of_measuring_changes_only_the_quantity(self, book: Book, direction: str, quantity: str) -> None:
        """Reason 10: the amount of stock stays, its unit cost changes."""
        desk = stocked(book)
        done = desk.adjust("5", 5, "UOM_MEASURE", direction)
        assert entry(book, done.id) == []
        assert pool(book) == (D(quantity), D("1000.00"))
        desk.reverse(done, day=6)
        assert pool(book) == (D(100), D("1000.00"))

    def test_of_a_reasonable_loss_on_the_way_changes_only_the_quantity(self, book: Book) -> None:
        """Reason 05, 合理途耗."""
        desk = stocked(book)
        done = desk.adjust("5", 5, "RECEIPT_VARIANCE", is_reasonable=True)
        assert entry(book, done.id) == []
        assert pool(book) == (D(95), D("1000.00"))

    def test_of_a_mix_up_moves_value_from_one_product_to_the_other(self, book: Book) -> None:
        """Reason 11 between two products: the difference of their costs is cost of sales."""
        desk = stocked(book)
        desk.opening("10", "80.00", product=book.rice)
        paper = self.mix_up(desk, "2", "2")
        done = desk.one(paper)
        assert entry(book, done.id) == lines("借 5401 20.00; 贷 1405 20.00; 借 1405 16.00; 贷 5401 16.00")
        assert (pool(book), pool(book, book.rice)) == ((D(98), D("980.00")), (D(12), D("96.00")))

    def test_of_a_mix_up_takes_as_much_as_it_gives(self, book: Book) -> None:
        desk = stocked(book)
        desk.opening("10", "80.00", product=book.rice)
        with pytest.raises(NotEqual) as refused:
            desk.one(self.mix_up(desk, "2", "3"))
        assert refused.value.difference == D(1)

    @pytest.mark.parametrize(
        ("reason", "direction", "refusal"),
        [(one.code, "out", OnlyByCount if one.only_counts else None) for one in REASONS if one.only_counts]
        + [
            (one.code, "in", WrongDirection)
            for one in REASONS
            if one.directions == "-" and not one.only_counts
        ],
    )
    def test_refuses_what_a_reason_does_not_allow(
        self, book: Book, reason: str, direction: str, refusal: type[Problem]
    ) -> None:
        desk = stocked(book)
        before = snapshot(book)
        with pytest.raises(Problem) as refused:
            desk.adjust("1", 5, reason, direction)
        found = refused.value.problems if isinstance(refused.value, Problems) else [refused.value]
        assert any(isinstance(one, refusal) for one in found)
        assert snapshot(book) == before

    def test_must_tell_what_happened(self, book: Book) -> None:
        desk = stocked(book)
        paper = desk.paper("stock_adjustment", 5, [item_line(book.cola, "1", data={"direction": "out"})])
        paper.warehouse_id, paper.data = book.w1.pk, {"reason": "DISASTER", "explanation": "水淹了"}
        with pytest.raises(ExplanationTooShort) as refused:
            desk.one(paper)
        assert (refused.value.length, refused.value.where.field) == (3, "explanation")

    @pytest.mark.parametrize(("vat_out", "tax"), [("no", None), ("yes", "13.00"), ("auto", None)])
    def test_leaves_the_input_tax_to_the_accountant(self, book: Book, vat_out: str, tax: str | None) -> None:
        """T7: a disaster keeps the input tax unless the accountant says otherwise."""
        desk = stocked(book)
        paper = desk.paper("stock_adjustment", 5, [item_line(book.cola, "10", data={"direction": "out"})])
        paper.warehouse_id = book.w1.pk
        paper.data = {"reason": "DISASTER", "explanation": "台风淹了仓库一层的货", "vat_out": vat_out}
        done = desk.one(paper)
        assert [one for one in entry(book, done.id) if "22210109" in one] == (
            [f"贷 22210109 {tax}"] if tax else []
        )

    def test_of_a_small_scale_taxpayer_has_no_input_tax_to_take_out(self, database: object) -> None:
        book = Book(taxpayer="small_scale")
        done = stocked(book).adjust("10", 5, "THEFT_LOST")
        assert entry(book, done.id) == lines("借 5711 100.00; 贷 1405 100.00; 借 1901 100.00; 贷 1901 100.00")

    @staticmethod
    def mix_up(desk: Desk, taken: str, given: str):  # type: ignore[no-untyped-def]
        book = desk.book
        rows = [
            item_line(book.cola, taken, data={"direction": "out"}),
            item_line(book.rice, given, data={"direction": "in"}),
        ]
        data = {"reason": "BATCH_LOC_FIX", "explanation": "两种货放错了架,盘点时更正"}
        return desk.paper("stock_adjustment", 5, rows, warehouse_id=book.w1.pk, data=data)


#: Stage → accounts of the loss under both standards (§1.9): property is lost in the first two, goods are sold at a cost in the others.
STAGES = {
    "RECEIVING": ("5711", "6602", True),
    "STORAGE": ("5711", "6602", True),
    "PROCESSING": ("5401", "6401", False),
    "SELLING": ("5401", "6401", False),
}


class TestLossReport:
    @BOTH
    @pytest.mark.parametrize("stage", STAGES)
    def test_goes_where_its_stage_says(self, database: object, standard: str, stage: str) -> None:
        book = Book(standard=standard)
        desk = stocked(book)
        small, enterprise, is_property = STAGES[stage]
        account = small if standard == "small" else enterprise
        done = desk.lose("10", 5, stage)
        wanted = f"借 {account} 100.00; 贷 1405 100.00"
        if is_property:
            wanted += f"; 借 {account} 13.00; 贷 22210109 13.00; 借 1901 113.00; 贷 1901 113.00"
        assert entry(book, done.id) == lines(wanted)
        assert hand(book) == (D(90), D(0))

    @pytest.mark.parametrize("field", ["stage", "reason", "responsible", "shift"])
    def test_names_stage_reason_person_and_shift(self, book: Book, field: str) -> None:
        desk = stocked(book)
        data = {"stage": "SELLING", "reason": "SPOILAGE", "responsible": "张三", "shift": "night"}
        del data[field]
        paper = desk.paper("loss_report", 5, [item_line(book.cola, "1", data=data)], warehouse_id=book.w1.pk)
        with pytest.raises(Problem) as refused:
            desk.one(paper)
        assert (refused.value.where.line_no, refused.value.where.field) == (1, field)

    @pytest.mark.parametrize(
        ("field", "value"), [("stage", "KITCHEN"), ("reason", "COUNT_LOSS"), ("shift", "夜班")]
    )
    def test_knows_only_its_own_words(self, book: Book, field: str, value: str) -> None:
        desk = stocked(book)
        data = {
            "stage": "SELLING",
            "reason": "SPOILAGE",
            "responsible": "张三",
            "shift": "night",
            field: value,
        }
        paper = desk.paper("loss_report", 5, [item_line(book.cola, "1", data=data)], warehouse_id=book.w1.pk)
        with pytest.raises(Problem) as refused:
            desk.one(paper)
        assert refused.value.where.field == field
