"""Goods counted in pieces and valued by weight (B2): what is refused, and what each way of costing makes of them."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.catalog.actions import change_product
from hengku.catalog.models import Product
from hengku.catalog.records import ProductRecord
from hengku.documents.declaration import registry
from hengku.documents.models import Document
from hengku.inventory.models import Move, OnHand
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.opening.questions import product_has_lines
from hengku.posting.preview import preview
from tests.posting.books import balance, pool, weighed
from tests.posting.desk import NOW, Desk, item_line
from tests.posting.test_lots import codes
from tests.world import Book

DUCK: dict[str, Any] = {"aux_unit": "千克", "aux_standard": D("5.2"), "aux_tolerance": D("0.1")}


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


@pytest.fixture
def duck(book: Book) -> Product:
    return book.add_product("DUCK", "白条鸭", "个", **DUCK)


def weight(kilograms: str, **more: Any) -> dict[str, Any]:
    """What a line says of its weight."""
    return {"aux_quantity": kilograms, **more}


class TestWhatIsWritten:
    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({}, "WEIGHT_MISSING"),
            ({"aux_quantity": "0"}, "WEIGHT_MISSING"),
            ({"aux_quantity": "-1"}, "QUANTITY_NOT_POSITIVE"),
            ({"aux_quantity": "十斤"}, "NOT_A_NUMBER"),
            ({"aux_quantity": "10.4001"}, "QUANTITY_TOO_FINE"),
            ({"aux_quantity": "11.45"}, "WEIGHT_DOUBTFUL"),
        ],
    )
    def test_is_a_plausible_weight(self, desk, duck, said, code):
        with pytest.raises(Problem) as refused:
            desk.receive("2", "20", product=duck, data=dict(said))
        assert codes(refused) == [(code, "aux_quantity")]

    def test_out_of_tolerance_needs_a_reason_and_a_right(self, book, desk, duck):
        doubtful = weight("11.45", lot_reason="AGREED")
        line = item_line(duck, "2", "20", data=dict(doubtful))
        header = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk}
        with pytest.raises(Problem) as refused:
            desk.one(
                desk.paper("purchase_receipt", 5, [line], **header),
                actor=book.actor_who_may("purchase_receipt.post", "purchase_receipt.create"),
            )
        assert "WEIGHT_DOUBTFUL" in str(codes(refused))
        desk.receive("2", "20", product=duck, data=doubtful)
        desk.receive("2", "20", product=duck, data=weight("11.44"))  # exactly a tenth off
        assert weighed(book, duck, book.w1) == (D("4"), D("22.89"))

    def test_is_dropped_where_goods_are_not_weighed(self, book, desk):
        done = desk.receive("2", "20", data=weight("3"))
        assert not Move.objects.visible_to(book.actor).get(document_id=done.id).aux_quantity


class TestWhatLeaves:
    @pytest.fixture(autouse=True)
    def stocked(self, desk, duck):
        desk.receive("10", "20", product=duck, data=weight("52"))

    def test_has_its_weight_there(self, desk, duck):
        desk.issue("9", product=duck, data=weight("46.8"))
        with pytest.raises(Problem) as refused:
            desk.issue("1", product=duck, data=weight("5.201"))
        assert codes(refused) == [("WEIGHT_SHORT", "aux_quantity")]
        desk.issue("1", product=duck, data=weight("5.2"))

    def test_does_not_take_all_weight_while_pieces_are_left(self, book, desk, duck):
        duck_by_eye = book.add_product("GOOSE", "鹅", "个", aux_unit="千克")
        desk.receive("2", "20", product=duck_by_eye, data=weight("8"))
        with pytest.raises(Problem) as refused:
            desk.issue("1", product=duck_by_eye, data=weight("8"))
        assert codes(refused) == [("WEIGHT_SHORT", "aux_quantity")]

    def test_every_type_that_moves_goods_can_weigh(self):
        moving = [one for one in registry().values() if one.goods and not one.is_order]
        assert len(moving) > 30
        assert [one.code for one in moving if not one.weighs] == []

    def test_alone_is_a_measuring_error_within_tolerance(self, book, desk, duck):
        with pytest.raises(Problem) as refused:
            desk.adjust("0", 7, "ENTRY_ERROR", product=duck, aux_quantity="0.1")
        assert codes(refused) == [("WEIGHT_ALONE", "aux_quantity")]
        with pytest.raises(Problem) as refused:
            desk.adjust("0", 7, "UOM_MEASURE", product=duck, aux_quantity="5.201")  # of 52 that came in
        assert codes(refused) == [("WEIGHT_BEYOND_ERROR", "aux_quantity")]
        desk.adjust("0", 7, "UOM_MEASURE", product=duck, aux_quantity="5.2")
        assert pool(book, duck) == (D("46.8"), D("1040"))
        with pytest.raises(Problem):  # what came in counts once
            desk.adjust("0", 8, "UOM_MEASURE", product=duck, aux_quantity="0.1")

    def test_takes_its_cost_by_weight_back_in_time_too(self, book, desk, duck):
        desk.issue("5", day=8, product=duck, data=weight("26"))
        desk.receive("10", "30", day=6, product=duck, data=weight("52"))  # recasts: 26 kg at 25
        assert pool(book, duck) == (D("78"), D("1950"))

    def test_a_preview_writes_nothing(self, book, desk, duck):
        paper = desk.issue_paper("1", product=duck, data=weight("5"))
        told = preview(actor=book.actor, documents=[paper], now=NOW)
        assert any("白条鸭 10→9 个,52→47 千克" in one for one in told.sentences)
        assert weighed(book, duck, book.w1) == (D("10"), D("52"))

    def test_an_order_is_paid_for_as_it_is_weighed(self, book, desk, duck):
        ordered = desk.order_sale("3", product=duck, price="30")  # 15.6 kg by the standard
        done = desk.issue("3", product=duck, price=None, order=ordered.line, data=weight("15.5"))
        found = Move.objects.visible_to(book.actor).get(document_id=done.id)
        assert (found.quantity, found.aux_quantity) == (D("3"), D("15.5"))
        assert Document.objects.visible_to(book.actor).get(pk=done.id).amount_incl == D("465.00")
        assert OnHand.objects.visible_to(book.actor).filter(product_id=duck.pk, reserved__gt=0).count() == 0


class TestRevenueOnInvoice:
    def test_what_was_invoiced_before_a_recast_goes_on_by_weight(self, book, desk, duck):
        """4.2 of 10 kg are invoiced of two ducks; then the goods turn out dearer."""
        desk.decide("revenue_mode", "ON_INVOICE")
        desk.receive("4", "10", day=4, product=duck, data=weight("20"))
        issue = desk.issue("2", day=10, product=duck, data=weight("10"))
        desk.invoice_sale("1", "42.00", "5.46", 12, issue.line, data=weight("4.2"))
        assert (balance(book, "1406"), balance(book, "5401")) == (D("58.00"), D("42.00"))
        desk.receive("4", "14", day=5, product=duck, data=weight("20"))
        assert (balance(book, "1406"), balance(book, "5401")) == (D("69.60"), D("50.40"))


class TestFirstInFirstOut:
    def test_layers_are_kept_by_weight(self, book, desk, duck):
        desk.decide("costing_method", "FIFO")
        desk.receive("2", "20", product=duck, data=weight("10"))
        desk.receive("2", "30", product=duck, data=weight("11"))
        sold = desk.issue("3", product=duck, data=weight("15.5"))
        assert pool(book, duck) == (D("5.5"), D("165"))  # 10 at 20 and 5.5 at 30 are gone
        back = desk.take_back("1", 9, issue=sold.line, product=duck)
        desk.reverse(back)
        assert pool(book, duck) == (D("5.5"), D("165"))


class TestTheProduct:
    def test_keeps_its_second_unit_once_it_moved(self, book, desk, duck):
        def change(unit: str) -> None:
            record = ProductRecord(code="DUCK", name="白条鸭", base_unit="个", **{**DUCK, "aux_unit": unit})
            change_product(actor=book.actor, product_id=duck.pk, record=record, has_lines=product_has_lines)

        change("克")
        change("千克")
        desk.receive("2", "20", product=duck, data=weight("10.4"))
        change("千克")
        with pytest.raises(Problem) as refused:
            change("克")
        assert codes(refused) == [("SECOND_UNIT_FIXED", "aux_unit")]
