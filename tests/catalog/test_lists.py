"""Units, categories and tax codes."""

from __future__ import annotations

from datetime import date

import pytest

from hengku.catalog import actions_lists as actions
from hengku.catalog import errors
from hengku.catalog.actions_lists import TaxCodeRecord
from hengku.catalog.models import Category, TaxCode
from hengku.company.record_rules import CodeTaken
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from tests.world import Book


class TestUnits:
    def test_have_a_name_and_decimals(self, book):
        made = actions.create_unit(actor=book.actor, name=" 斤 ", precision=2)
        assert (made.name, made.precision) == ("斤", 2)

    @pytest.mark.parametrize(
        ("name", "precision", "problem"),
        [
            ("瓶", 0, errors.UnitNameTaken),
            ("斤", 7, errors.PrecisionInvalid),
            ("斤", -1, errors.PrecisionInvalid),
        ],
    )
    def test_refuse(self, book, name, precision, problem):
        with pytest.raises(problem):
            actions.create_unit(actor=book.actor, name=name, precision=precision)

    def test_need_the_right(self, book):
        with pytest.raises(MissingPermission):
            actions.create_unit(actor=book.keeper, name="斤")


class TestCategories:
    def test_stand_below_others(self, book):
        made = actions.create_category(actor=book.actor, code="0101", name="饮料", parent_code="01")
        assert made.parent.code == "01"

    def test_refuse_unknown_parent_role_and_taken_code_at_once(self, book):
        with pytest.raises(Problems) as refused:
            actions.create_category(
                actor=book.actor, code="01", name="饮料", parent_code="77", inventory_role="furniture"
            )
        assert {type(one) for one in refused.value.problems} == {
            CodeTaken,
            errors.CategoryUnknown,
            errors.InventoryRoleUnknown,
        }

    def test_keep_their_inventory_account_once_in_documents(self, book):
        made = actions.create_category(actor=book.actor, code="0101", name="饮料")

        def change(has_lines: bool) -> None:
            actions.change_category(
                actor=book.actor,
                category_id=made.pk,
                name="饮料",
                inventory_role="raw_material",
                is_active=True,
                has_lines=lambda *_: has_lines,
            )

        with pytest.raises(errors.CategoryRoleFixed):
            change(has_lines=True)
        change(has_lines=False)
        assert Category.objects.get(pk=made.pk).inventory_role == "raw_material"

    def test_with_active_products_stay_on(self, book):
        with pytest.raises(errors.CategoryInUse) as refused:
            actions.change_category(
                actor=book.actor,
                category_id=book.cola.category_id,
                name="库存商品",
                inventory_role="merchandise",
                is_active=False,
            )
        assert refused.value.product_count == 3

    def test_of_another_company_are_not_found(self, book):
        with pytest.raises(errors.CategoryNotFound):
            actions.change_category(
                actor=book.actor,
                category_id=Book().category("01").pk,
                name="改名",
                inventory_role="merchandise",
                is_active=True,
            )


class TestTaxCodes:
    FUTURE = TaxCodeRecord("VAT12", "增值税 12%", D("0.12"), "general", date(2027, 1, 1))

    def test_carry_a_rate_with_its_dates(self, book):
        made = actions.create_tax_code(actor=book.actor, row=self.FUTURE)
        found = TaxCode.objects.get(pk=made.pk)
        assert (found.rate, found.valid_from, found.valid_to) == (D("0.1200"), date(2027, 1, 1), None)

    @pytest.mark.parametrize(
        ("rate", "kind", "code"),
        [
            ("1", "general", "TAX_RATE_INVALID"),  # 100 % is a slip for 1 %
            ("13", "general", "TAX_RATE_INVALID"),
            ("-0.01", "general", "TAX_RATE_INVALID"),
            ("0.12345", "general", "TAX_RATE_INVALID"),
            ("0", "general", "TAX_RATE_INVALID"),  # taxed at nothing is zero-rated or exempt, and must say so
            ("0.13", "exempt", "TAX_RATE_INVALID"),
            ("0.13", "special", "TAX_KIND_UNKNOWN"),
        ],
    )
    def test_refuse_rates_that_make_no_sense(self, book, rate, kind, code):
        row = TaxCodeRecord("NEW", "新", D(rate), kind, date(2027, 1, 1))
        with pytest.raises(Problem) as refused:
            actions.create_tax_code(actor=book.actor, row=row)
        problems = getattr(refused.value, "problems", [refused.value])
        assert code in [one.code for one in problems]
        assert not TaxCode.objects.visible_to(book.actor).filter(code="NEW").exists()

    def test_end_but_never_change_their_rate(self, book):
        vat13 = book.tax_code("VAT13")
        actions.change_tax_code(
            actor=book.actor,
            tax_code_id=vat13.pk,
            name="增值税 13%(旧)",
            valid_to=date(2026, 12, 31),
            is_active=True,
        )
        found = book.tax_code("VAT13")
        assert (found.rate, found.valid_to) == (D("0.1300"), date(2026, 12, 31))

    def test_do_not_end_before_they_begin(self, book):
        with pytest.raises(errors.TaxDatesInvalid):
            actions.change_tax_code(
                actor=book.actor,
                tax_code_id=book.tax_code("VAT13").pk,
                name="增值税 13%",
                valid_to=date(2019, 3, 31),
                is_active=True,
            )

    def test_of_another_company_are_not_found(self, book):
        with pytest.raises(errors.TaxCodeNotFound):
            actions.change_tax_code(
                actor=book.actor,
                tax_code_id=Book().tax_code("VAT13").pk,
                name="改名",
                valid_to=None,
                is_active=False,
            )
