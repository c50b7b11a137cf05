"""物料清单: what a set is made up of, who may say so, and what it may not be made of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from hengku.audit.models import Event
from hengku.catalog.actions_bills import BillLineRecord, BillNotFound, BillRecord, save_bill
from hengku.catalog.bill_rules import Part, kit_amounts, sets_of
from hengku.catalog.models import Bill, BillLine, Product
from hengku.catalog.queries_bills import bills, parts_of
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from tests.catalog.test_actions import codes_of
from tests.world import Book


class TestRules:
    def test_a_set_is_charged_by_what_its_parts_cost_alone(self) -> None:  # KT-01
        parts = [Part(1, D(1), D("120.00")), Part(2, D(1), D("80.00")), Part(3, D(1), D("150.00"))]
        assert kit_amounts(D("300.00"), parts) == [D("102.86"), D("68.57"), D("128.57")]

    def test_the_tail_falls_on_the_last_and_no_price_is_by_quantity(self) -> None:
        parts = [Part(1, D(1), D(0)), Part(2, D(2), D(0))]
        assert kit_amounts(D("100.00"), parts) == [D("33.33"), D("66.67")]

    def test_so_many_sets_as_there_is_least_of(self) -> None:
        parts = [Part(1, D(2), D(1)), Part(2, D(1), D(1)), Part(3, D(3), D(1), makes=D(2))]
        assert sets_of({1: D(9), 2: D(7), 3: D(9)}, parts) == 4
        assert sets_of({1: D(9), 2: D(-1), 3: D(9)}, parts) == 0
        assert sets_of({1: D(9), 2: D(7)}, parts) == 0


def refused(book: Book, record: BillRecord, bill_id: int | None = None, *, stock: bool = False) -> list:
    with pytest.raises(Problem) as found:
        save_bill(actor=book.actor, bill_id=bill_id, record=record, has_stock=lambda *_: stock)
    return codes_of(found.value)


def test_a_bill_is_made_changed_and_taken_out_of_use(book: Book) -> None:
    kit = book.add_product("KIT", "早餐套装", "套", sale_price=D("30"))
    lines = (BillLineRecord(book.cola.pk, D(2)), BillLineRecord(book.rice.pk, D(1), D("28.80")))
    record = BillRecord(kit.pk, "kit", lines)
    with pytest.raises(MissingPermission):
        save_bill(actor=book.seller, bill_id=None, record=record)
    assert refused(book, record, stock=True) == [("KIT_HAS_STOCK", None, "product")]
    made = save_bill(actor=book.actor, bill_id=None, record=record, has_stock=lambda *_: False)
    assert Product.objects.get(pk=kit.pk).is_kit
    assert parts_of(book.company_id, [kit.pk, book.cola.pk]) == {
        kit.pk: [Part(book.cola.pk, D(2), D("3.5")), Part(book.rice.pk, D(1), D("28.80"))]
    }
    assert refused(book, record) == [("BILL_VERSION_TAKEN", None, "version")]
    assert refused(book, replace(record, version="B")) == [("BILL_VERSION_TAKEN", None, "version")]
    assert refused(book, replace(record, kind="assembly"), made.pk) == [("BILL_PRODUCT_FIXED", None, None)]
    assert refused(book, replace(record, kind="assembly")) == [("ASSEMBLED_IS_KIT", None, "kind")]
    save_bill(actor=book.actor, bill_id=made.pk, record=replace(record, lines=lines[:1]))
    assert [one.component_id for one in BillLine.objects.filter(bill=made)] == [book.cola.pk]
    (row,) = bills(book.actor, component_id=book.cola.pk)
    assert (row.code, row.lines[0].price, row.lines[0].standalone_price) == ("KIT", D("3.5"), None)
    save_bill(actor=book.actor, bill_id=made.pk, record=replace(record, is_active=False))
    assert not Product.objects.get(pk=kit.pk).is_kit
    told = Event.objects.filter(company_id=book.company_id, action="catalog.bill.changed").order_by("id")
    assert [len(one.data["after"]["lines"]) for one in told] == [1, 2]
    with pytest.raises(BillNotFound):
        save_bill(actor=Book().actor, bill_id=made.pk, record=record)


def test_what_a_bill_may_not_be_made_of(book: Book) -> None:
    kit, box = book.add_product("KIT", "套装", "套"), book.add_product("BOX", "礼盒", "盒")
    theirs = Book().cola
    wrong = (
        BillLineRecord(book.cola.pk, D(0)),
        BillLineRecord(book.cola.pk, D(1), D(-1)),
        BillLineRecord(theirs.pk, D(1)),
    )
    assert refused(book, BillRecord(kit.pk, "kit", wrong, makes=Decimal(0))) == [
        ("BILL_QUANTITY_NOT_POSITIVE", None, "makes"),
        ("BILL_QUANTITY_NOT_POSITIVE", 1, "quantity"),
        ("COMPONENT_TWICE", 2, "component"),
        ("NUMBER_BELOW_ZERO", 2, "standalone_price"),
        ("BILL_PRODUCT_UNKNOWN", 3, "component"),
    ]
    assert refused(book, BillRecord(kit.pk, "kit", ())) == [("BILL_OF_NOTHING", None, "component")]
    one = (BillLineRecord(book.cola.pk, D(1)),)
    save_bill(
        actor=book.actor, bill_id=None, record=BillRecord(kit.pk, "kit", one), has_stock=lambda *_: False
    )
    inside = BillRecord(box.pk, "assembly", (BillLineRecord(kit.pk, D(1)),))
    assert refused(book, inside) == [("KIT_INSIDE_KIT", 1, "component")]
    save_bill(actor=book.actor, bill_id=None, record=BillRecord(box.pk, "assembly", one))
    round_again = BillRecord(book.cola.pk, "assembly", (BillLineRecord(box.pk, D(1)),))
    assert refused(book, round_again) == [("COMPONENT_OF_ITSELF", None, "component")]
    assert refused(book, BillRecord(box.pk, "kit", one)) == [("KIT_IS_ASSEMBLED", None, "kind")]
    assert Bill.objects.filter(company_id=book.company_id).count() == 2
