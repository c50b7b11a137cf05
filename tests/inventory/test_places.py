"""Warehouses with their places: what may be changed while goods lie there."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from hengku.company.models import Warehouse
from hengku.company.record_rules import CodeTaken
from hengku.identity.actor import MissingPermission
from hengku.inventory import actions_places as actions
from hengku.inventory.models import OnHand, Place, PlaceRole
from hengku.kit import sql
from hengku.kit.errors import Problems
from hengku.kit.numbers import D
from tests.posting.desk import Desk
from tests.world import Book


def put(book: Book, warehouse: Warehouse, quantity: str) -> None:
    """Let so much lie there, or be missing there, by posting it; 0 comes and goes again."""
    desk = Desk(book)
    comes, goes = {"3": ("3", ""), "0": ("3", "3"), "-2": ("", "2")}[quantity]
    if comes:
        desk.opening(comes, "6.00", warehouse=warehouse)
    if goes:
        desk.issue(goes, warehouse=warehouse)


def book_places(book: Book) -> list[int]:
    """Where goods of our own lie."""
    return [book.place(book.w1).pk, book.place(book.w2).pk]


def change(book: Book, warehouse: Warehouse, **wanted: object) -> None:
    now = {
        "name": warehouse.name,
        "is_active": warehouse.is_active,
        "may_go_negative": warehouse.may_go_negative,
    }
    actions.change_warehouse(actor=book.actor, warehouse_id=warehouse.pk, **{**now, **wanted})


class TestCreateWarehouse:
    def test_makes_the_stock_place_with_it(self, book):
        made = actions.create_warehouse(actor=book.actor, code="W3", name="冷库", may_go_negative=True)
        place = Place.objects.visible_to(book.actor).get(warehouse=made)
        assert (place.role, place.name) == (PlaceRole.STOCK, "冷库")

    def test_says_that_code_and_name_are_taken(self, book):
        with pytest.raises(Problems) as refused:
            actions.create_warehouse(actor=book.actor, code="W1", name="门店")
        assert {type(one) for one in refused.value.problems} == {CodeTaken, actions.WarehouseNameTaken}

    def test_needs_the_right(self, book):
        with pytest.raises(MissingPermission):
            actions.create_warehouse(actor=book.keeper, code="W3", name="冷库")
        assert not Warehouse.objects.visible_to(book.actor).filter(code="W3").exists()


class TestChangeWarehouse:
    def test_renames_the_place_too(self, book):
        change(book, book.w1, name="一号仓")
        assert book.place(book.w1).name == "一号仓"

    def test_empty_can_be_switched_off_and_on(self, book):
        put(book, book.w1, "0")
        change(book, book.w1, is_active=False)
        assert not book.warehouse("W1").is_active
        change(book, book.warehouse("W1"), is_active=True)
        assert book.warehouse("W1").is_active

    def test_with_goods_cannot_be_switched_off(self, book):
        put(book, book.w1, "3")
        with pytest.raises(actions.WarehouseHoldsStock) as refused:
            change(book, book.w1, is_active=False)
        assert refused.value.product_count == 1
        assert book.warehouse("W1").is_active

    def test_goods_elsewhere_are_no_reason(self, book):
        put(book, book.w2, "3")
        change(book, book.w1, is_active=False)
        assert not book.warehouse("W1").is_active

    def test_allowing_negative_stock_reaches_the_rows_that_are_there(self, book):
        put(book, book.w1, "3")
        put(book, book.w2, "3")
        change(book, book.w1, may_go_negative=True)
        rows = OnHand.objects.visible_to(book.actor).filter(place_id__in=book_places(book))
        found = dict(rows.values_list("place_id", "may_go_negative"))
        assert found == {book.place(book.w1).pk: True, book.place(book.w2).pk: False}

    def test_negative_stock_cannot_be_forbidden_where_it_is(self, book):
        change(book, book.w1, may_go_negative=True)
        put(book, book.warehouse("W1"), "-2")
        with pytest.raises(actions.WarehouseIsNegative) as refused:
            change(book, book.warehouse("W1"), may_go_negative=False)
        assert refused.value.quantity == D("-2")
        assert book.warehouse("W1").may_go_negative

    def test_name_of_another_is_taken_and_its_own_is_not(self, book):
        with pytest.raises(actions.WarehouseNameTaken):
            change(book, book.w1, name="门店")
        change(book, book.w1, name="主仓")

    @pytest.mark.parametrize("is_locked", [True, False])
    def test_waits_for_postings_under_way(self, book, monkeypatch, is_locked):
        """Goods on their way in must not arrive in a warehouse that is off. The second run is the control: without
        the lock it does not wait."""
        if not is_locked:
            monkeypatch.setattr(actions, "keep_postings_out", lambda company_id: [])
        done = threading.Event()
        warehouse = book.w1

        def switch_off() -> None:
            try:
                change(book, warehouse, is_active=False)
                done.set()
            finally:
                connection.close()

        switcher = threading.Thread(target=switch_off)
        with transaction.atomic():
            sql.rows(
                "SELECT 1 FROM company_period WHERE company_id = %s AND starts_on = %s FOR SHARE",
                (book.company_id, book.day(1)),
            )
            switcher.start()
            assert done.wait(0.5 if is_locked else 10) is not is_locked
        switcher.join(timeout=10)
        assert done.is_set()

    def test_of_another_company_is_not_found(self, book):
        theirs = Book().w1
        with pytest.raises(actions.WarehouseNotFound):
            change(book, theirs, name="改名")
        assert Warehouse.objects.get(pk=theirs.pk).name == "主仓"
