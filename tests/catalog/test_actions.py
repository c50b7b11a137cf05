"""Products: made one or many at a time, judged all at once, changed within what the books allow."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from hengku.audit.models import Event
from hengku.catalog import actions, errors
from hengku.catalog.models import Barcode, Product, ProductUnit
from hengku.catalog.records import BarcodeRecord, ProductRecord, UnitRecord
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from tests.posting.desk import Desk
from tests.world import Book

TEA = ProductRecord(code="TEA", name="龙井", specification="250g", base_unit="袋")


def codes_of(problem: object) -> list[tuple[str, int | None, str | None]]:
    """(code, line, field) of every problem, whether it came alone or with others."""
    problems = problem.problems if isinstance(problem, Problems) else [problem]
    return [(one.code, one.where.line_no, one.where.field) for one in problems]


def never(company_id: int, product_id: int) -> bool:
    return False


def cola_record(book: Book) -> ProductRecord:
    """The record by which 可乐 was made."""
    return ProductRecord(
        code="COLA",
        name="可乐",
        specification="300ml",
        base_unit="瓶",
        units=(UnitRecord("箱", 12),),
        barcodes=(BarcodeRecord("6901234567892"), BarcodeRecord("16901234567899", "箱")),
        sale_price=D("3.5"),
        reference_cost=D("2"),
        tax_code="VAT13",
    )


class TestCreateProduct:
    def test_keeps_what_was_said(self, book):
        made = actions.create_product(
            actor=book.actor,
            record=replace(
                TEA,
                category="02",
                tax_code="VAT9",
                sale_price=D("88.80"),
                purchase_price=D("40.12345678"),
                stock_minimum=D("3"),
                brand="  明前 ",
            ),
        )
        found = Product.objects.visible_to(book.actor).get(pk=made.pk)
        assert (found.category.code, found.tax_code.code, found.base_unit.name) == ("02", "VAT9", "袋")
        assert (found.sale_price, found.purchase_price) == (D("88.80000000"), D("40.12345678"))
        assert (found.brand, found.stock_minimum, found.is_active) == ("明前", D("3.000000"), True)

    def test_computes_the_search_keys(self, book):
        made = actions.create_product(actor=book.actor, record=TEA)
        assert (made.initials, made.pinyin) == ("lj", "longjing")

    def test_keeps_own_initials(self, book):
        made = actions.create_product(actor=book.actor, record=replace(TEA, initials="XHLJ"))
        assert made.initials == "xhlj"

    def test_takes_category_and_tax_code_of_the_company_when_none_is_named(self, book):
        made = actions.create_product(actor=book.actor, record=TEA)
        assert (made.category.code, made.tax_code.code) == ("01", "VAT13")

    def test_makes_units_and_barcodes(self, book):
        rows = ProductUnit.objects.visible_to(book.actor).filter(product=book.cola)
        assert list(rows.values_list("unit__name", "numerator", "denominator")) == [("箱", 12, 1)]
        barcodes = Barcode.objects.visible_to(book.actor).filter(product=book.cola).order_by("code")
        # stored as 14 digits, whatever the kind of code (B3)
        assert list(barcodes.values_list("code", "unit__name")) == [
            ("06901234567892", "瓶"),
            ("16901234567899", "箱"),
        ]

    def test_leaves_evidence(self, book):
        made = actions.create_product(actor=book.actor, record=TEA)
        event = Event.objects.visible_to(book.actor).get(action="catalog.product.created", entity_id=made.pk)
        assert event.data == {"code": "TEA", "name": "龙井"}

    def test_needs_the_right_and_writes_nothing_without_it(self, book):
        with pytest.raises(MissingPermission):
            actions.create_product(actor=book.keeper, record=TEA)
        assert not Product.objects.visible_to(book.actor).filter(code="TEA").exists()

    def test_says_everything_that_is_wrong_at_once(self, book):
        record = ProductRecord(
            code="C" * 65,
            name=" ",
            base_unit="蒲式耳",
            category="99",
            tax_code="VAT99",
            sale_price=D("-1"),
            purchase_price=D("1.123456789"),
            reference_cost=Decimal(10) ** 12,
            stock_minimum=D("5"),
            stock_maximum=D("4"),
            units=(UnitRecord("箱", 0), UnitRecord("箱", 12), UnitRecord("亩", 1)),
            barcodes=(BarcodeRecord(" "), BarcodeRecord("ABC", "桶")),
        )
        with pytest.raises(Problems) as refused:
            actions.create_product(actor=book.actor, record=record)
        assert sorted(codes_of(refused.value), key=str) == sorted(
            [
                ("NAME_MISSING", None, "name"),
                ("TEXT_TOO_LONG", None, "code"),
                ("NAME_MISSING", None, "barcodes"),
                ("NUMBER_BELOW_ZERO", None, "sale_price"),
                ("NUMBER_TOO_FINE", None, "purchase_price"),
                ("NUMBER_TOO_LARGE", None, "reference_cost"),
                ("MINIMUM_ABOVE_MAXIMUM", None, "stock_minimum"),
                ("FRACTION_INVALID", None, "units"),
                ("UNIT_TWICE", None, "units"),
                ("UNIT_NOT_LISTED", None, "barcodes"),
                ("UNIT_UNKNOWN", None, "base_unit"),
                ("UNIT_UNKNOWN", None, "units"),
                ("CATEGORY_UNKNOWN", None, "category"),
                ("TAX_CODE_UNKNOWN", None, "tax_code"),
            ],
            key=str,
        )


class TestDuplicateGuard:
    @pytest.mark.parametrize(
        ("record", "problem"),
        [
            (replace(TEA, code="COLA"), errors.ProductCodeTaken),
            (replace(TEA, name="可乐", specification="300ML"), errors.ProductExists),  # case is no difference
            (replace(TEA, name=" 可乐 ", specification=" 300ml"), errors.ProductExists),  # nor blanks
            (replace(TEA, barcodes=(BarcodeRecord("6901234567892"),)), errors.BarcodeTaken),
            # the same code as a carton label writes it
            (replace(TEA, barcodes=(BarcodeRecord("06901234567892"),)), errors.BarcodeTaken),
        ],
    )
    def test_refuses_what_is_there(self, book, record, problem):
        with pytest.raises(problem):
            actions.create_product(actor=book.actor, record=record)

    def test_another_specification_is_another_product(self, book):
        made = actions.create_product(
            actor=book.actor, record=replace(TEA, name="可乐", specification="500ml")
        )
        assert made.pk != book.cola.pk

    def test_what_is_switched_off_still_counts(self, book):
        actions.set_products_active(actor=book.actor, product_ids=[book.cola.pk], is_active=False)
        with pytest.raises(errors.ProductCodeTaken):
            actions.create_product(actor=book.actor, record=replace(TEA, code="COLA"))

    def test_other_companies_do_not_count(self, book):
        actions.create_product(actor=Book().actor, record=TEA)
        actions.create_product(actor=book.actor, record=TEA)

    def test_stands_on_constraints_of_the_database(self, book):
        """Two people at once pass the check; the table refuses the second."""
        twin = Product(
            company_id=book.company_id,
            code="COLA",
            name="孪生",
            category=book.cola.category,
            base_unit=book.cola.base_unit,
            tax_code=book.cola.tax_code,
        )
        with pytest.raises(IntegrityError, match="catalog_product_code_unique"), transaction.atomic():
            twin.save()


class TestCreateProducts:
    def test_says_line_and_field_of_every_problem_and_writes_nothing(self, book):
        records = [
            TEA,
            replace(TEA, code="TEA2"),  # same name and specification as line 1
            replace(TEA, code="TEA", name="碧螺春"),  # same code as line 1
            ProductRecord(code="OK", name="毛尖", base_unit="袋", barcodes=(BarcodeRecord("X1"),)),
            ProductRecord(code="NO", name="", base_unit="斗", barcodes=(BarcodeRecord("X1"),)),
        ]
        with pytest.raises(Problems) as refused:
            actions.create_products(actor=book.actor, records=records)
        assert codes_of(refused.value) == [
            ("TWICE_IN_LIST", 2, "name"),
            ("TWICE_IN_LIST", 3, "code"),
            ("NAME_MISSING", 5, "name"),
            ("UNIT_UNKNOWN", 5, "base_unit"),
            ("TWICE_IN_LIST", 5, "barcodes"),
        ]
        assert not Product.objects.visible_to(book.actor).filter(code__in=["TEA", "OK"]).exists()
        assert "第2行" in str(refused.value)

    def test_check_says_the_same_without_writing(self, book):
        records = [TEA, replace(TEA, code="TEA2")]
        found = actions.check_products(actor=book.actor, records=records)
        assert [(one.code, one.where.line_no) for one in found] == [("TWICE_IN_LIST", 2)]
        assert actions.check_products(actor=book.actor, records=[TEA]) == []
        assert not Product.objects.visible_to(book.actor).filter(code="TEA").exists()

    def test_takes_the_same_statements_for_one_and_for_many(self, book):
        def statements(count: int, mark: str) -> int:
            records = [
                ProductRecord(
                    code=f"{mark}{number}",
                    name=f"{mark} {number}",
                    base_unit="瓶",
                    units=(UnitRecord("箱", 6),),
                    barcodes=(BarcodeRecord(f"{mark}-{number}"),),
                )
                for number in range(count)
            ]
            with CaptureQueriesContext(connection) as seen:
                actions.create_products(actor=book.actor, records=records)
            return len(seen)

        assert statements(2, "A") == statements(400, "B")

    def test_nothing_is_made_of_nothing(self, book):
        assert actions.create_products(actor=book.actor, records=[]) == []


class TestChangeProduct:
    def test_makes_the_product_what_the_record_says(self, book):
        record = replace(cola_record(book), name="可口可乐", sale_price=D("4"), brand="可口可乐")
        changed = actions.change_product(actor=book.actor, product_id=book.cola.pk, record=record)
        assert (changed.name, changed.initials, changed.sale_price) == ("可口可乐", "kkkl", D("4"))
        event = Event.objects.visible_to(book.actor).get(action="catalog.product.changed")
        assert event.data["changed"]["name"] == {"before": "可乐", "after": "可口可乐"}
        assert "code" not in event.data["changed"]

    def test_saying_the_same_changes_nothing(self, book):
        actions.change_product(actor=book.actor, product_id=book.cola.pk, record=cola_record(book))
        event = Event.objects.visible_to(book.actor).get(action="catalog.product.changed")
        assert event.data == {"changed": {}}
        assert Barcode.objects.visible_to(book.actor).filter(product=book.cola).count() == 2

    def test_own_initials_stay_when_the_name_changes(self, book):
        book_record = replace(cola_record(book), initials="baishi")
        actions.change_product(actor=book.actor, product_id=book.cola.pk, record=book_record)
        changed = actions.change_product(
            actor=book.actor, product_id=book.cola.pk, record=replace(book_record, name="百事可乐")
        )
        assert changed.initials == "baishi"

    def test_computed_initials_follow_the_name_when_a_form_sends_them_back(self, book):
        record = replace(cola_record(book), initials=book.cola.initials, name="雪碧")
        changed = actions.change_product(actor=book.actor, product_id=book.cola.pk, record=record)
        assert changed.initials == "xb"

    def test_barcodes_are_added_moved_and_taken_away(self, book):
        record = replace(
            cola_record(book), barcodes=(BarcodeRecord("6901234567892", "箱"), BarcodeRecord("NEW"))
        )
        actions.change_product(actor=book.actor, product_id=book.cola.pk, record=record)
        rows = Barcode.objects.visible_to(book.actor).filter(product=book.cola)
        assert set(rows.values_list("code", "unit__name")) == {("06901234567892", "箱"), ("NEW", "瓶")}

    def test_a_unit_can_be_added_but_not_taken_away(self, book):
        more = replace(cola_record(book), units=(UnitRecord("箱", 12), UnitRecord("包", 6)))
        actions.change_product(actor=book.actor, product_id=book.cola.pk, record=more)
        assert ProductUnit.objects.visible_to(book.actor).filter(product=book.cola).count() == 2
        with pytest.raises(errors.UnitCannotGo):
            actions.change_product(actor=book.actor, product_id=book.cola.pk, record=cola_record(book))

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"units": (UnitRecord("箱", 24),)}, errors.ConversionFixed),  # B1
            ({"code": "COLA2"}, errors.CodeFixed),  # B8
            ({"category": "02"}, errors.InventoryRoleFixed),
        ],
    )
    def test_in_documents_these_stay(self, book, change, problem):
        record = replace(cola_record(book), **change)
        with pytest.raises(problem):
            actions.change_product(
                actor=book.actor, product_id=book.cola.pk, record=record, has_lines=lambda *_: True
            )
        # the same change before the first document
        actions.change_product(actor=book.actor, product_id=book.cola.pk, record=record, has_lines=never)

    def test_without_an_answer_they_stay_too(self, book):
        with pytest.raises(errors.ConversionFixed):
            actions.change_product(
                actor=book.actor,
                product_id=book.cola.pk,
                record=replace(cola_record(book), units=(UnitRecord("箱", 24),)),
            )

    def test_base_unit_stays_in_documents_and_below_conversions(self, book):
        rice = ProductRecord(code="RICE", name="大米", specification="5kg", base_unit="包")
        with pytest.raises(errors.BaseUnitFixed):
            actions.change_product(
                actor=book.actor, product_id=book.rice.pk, record=rice, has_lines=lambda *_: True
            )
        with pytest.raises(errors.BaseUnitFixed):
            actions.change_product(
                actor=book.actor,
                product_id=book.cola.pk,
                record=replace(cola_record(book), base_unit="罐"),
                has_lines=never,
            )
        changed = actions.change_product(
            actor=book.actor, product_id=book.rice.pk, record=rice, has_lines=never
        )
        assert changed.base_unit.name == "包"

    def test_asks_about_the_product_only_when_it_matters(self, book):
        asked = []

        def ask(company_id: int, product_id: int) -> bool:
            asked.append((company_id, product_id))
            return False

        same = replace(cola_record(book), sale_price=D("9"))
        actions.change_product(actor=book.actor, product_id=book.cola.pk, record=same, has_lines=ask)
        assert asked == []
        actions.change_product(
            actor=book.actor, product_id=book.cola.pk, record=replace(same, code="COLA2"), has_lines=ask
        )
        assert asked == [(book.company_id, book.cola.pk)]

    def test_refuses_the_name_of_another_but_not_its_own(self, book):
        with pytest.raises(errors.ProductExists):
            actions.change_product(
                actor=book.actor,
                product_id=book.cola.pk,
                record=replace(cola_record(book), name="大米", specification="5kg"),
            )

    def test_of_another_company_is_not_found(self, book):
        theirs = Book().cola
        with pytest.raises(errors.ProductNotFound):
            actions.change_product(actor=book.actor, product_id=theirs.pk, record=cola_record(book))


class TestSwitch:
    def test_off_and_on(self, book):
        pair = [book.cola.pk, book.rice.pk]
        assert actions.set_products_active(actor=book.actor, product_ids=pair, is_active=False) == 2
        assert actions.set_products_active(actor=book.actor, product_ids=pair, is_active=False) == 0
        assert not book.product("COLA").is_active

    def test_does_all_or_nothing(self, book):
        theirs = Book().cola
        with pytest.raises(errors.ProductNotFound):
            actions.set_products_active(
                actor=book.actor, product_ids=[book.cola.pk, theirs.pk], is_active=False
            )
        assert book.product("COLA").is_active
        assert Product.objects.get(pk=theirs.pk).is_active

    def test_products_that_stand_in_a_document_are_never_deleted(self, book):
        """B8; an unused one may go with the import that made it (decision of 2026-11-22)."""
        Desk(book).opening("10", "100.00")
        with pytest.raises(ProtectedError, match=r"Line\.product"), transaction.atomic():
            Product.objects.visible_to(book.actor).filter(pk=book.cola.pk).delete()
        assert Product.objects.visible_to(book.actor).filter(pk=book.cola.pk).exists()


class TestAddBarcode:
    def test_on_the_base_unit_or_another(self, book):
        actions.add_barcode(actor=book.actor, product_id=book.cola.pk, code=" 6902083880781 ")
        actions.add_barcode(actor=book.actor, product_id=book.cola.pk, code="BOX-1", unit="箱")
        rows = Barcode.objects.visible_to(book.actor).filter(product=book.cola)
        assert {("06902083880781", "瓶"), ("BOX-1", "箱")} <= set(rows.values_list("code", "unit__name"))

    @pytest.mark.parametrize(
        ("code", "unit", "found"),
        [
            ("6901234567892", "", [("BARCODE_TAKEN", None, "code")]),
            (" ", "桶", [("NAME_MISSING", None, "code"), ("UNIT_UNKNOWN", None, "unit")]),
            ("9" * 33, "", [("TEXT_TOO_LONG", None, "code")]),
        ],
    )
    def test_refuses(self, book, code, unit, found):
        with pytest.raises(Problem) as refused:
            actions.add_barcode(actor=book.actor, product_id=book.rice.pk, code=code, unit=unit)
        assert codes_of(refused.value) == found

    def test_of_another_company_is_not_found(self, book):
        with pytest.raises(errors.ProductNotFound):
            actions.add_barcode(actor=book.actor, product_id=Book().cola.pk, code="X")
