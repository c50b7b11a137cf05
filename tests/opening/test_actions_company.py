"""A new company has everything its first document needs, in both standards, and sees nobody else's."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hengku.audit.models import Event
from hengku.catalog.models import Category, TaxCode, Unit
from hengku.company.models import Company, Period, Warehouse
from hengku.company.queries import settings_on
from hengku.company.record_rules import CodeTaken
from hengku.identity.auth import actor_for
from hengku.inventory.models import Place, PlaceRole
from hengku.kit.errors import Problems
from hengku.ledger.models import Account, RoleAccount
from hengku.ledger.queries_accounts import role_accounts_of
from hengku.ledger.rules import ACCOUNT_CODE
from hengku.opening.actions_company import NewWarehouse, open_company
from hengku.opening.defaults import default_tax_code, tax_codes
from hengku.parties.models import FundAccount, Party
from tests.world import Book, new_company, new_user

BOTH = pytest.mark.parametrize("standard", ["small", "enterprise"])


class TestOpenCompany:
    @BOTH
    def test_maps_every_role_the_standard_has(self, database, standard):
        book = Book(standard=standard)
        side = 0 if standard == "small" else 1
        expected = {role: codes[side] for role, codes in ACCOUNT_CODE.items() if codes[side]}
        found = dict(RoleAccount.objects.visible_to(book.actor).values_list("role", "account__code"))
        # 222101 is posted to by small-scale taxpayers only; a general taxpayer uses its columns (3.1)
        assert {role for role in expected if role not in found} == {"vat_small"}
        assert found.items() <= expected.items()
        assert set(role_accounts_of(book.company_id)) == set(found)

    @BOTH
    def test_a_small_scale_taxpayer_has_its_own_vat_account(self, database, standard):
        book = Book(standard=standard, taxpayer="small_scale")
        assert book.account_of("vat_small").code == "222101"
        assert "vat_output" not in role_accounts_of(book.company_id)

    @BOTH
    def test_maps_to_active_leaves_only(self, database, standard):
        book = Book(standard=standard)
        mapped = Account.objects.visible_to(book.actor).filter(
            pk__in=role_accounts_of(book.company_id).values()
        )
        assert all(account.is_leaf and account.is_active for account in mapped)

    def test_accounts_hang_below_their_parents(self, book):
        rows = Account.objects.visible_to(book.actor).select_related("parent")
        for account in rows:
            if account.parent is not None:
                assert account.code.startswith(account.parent.code)
                assert not account.parent.is_leaf
        assert book.account("22210107").parent.code == "222101"

    def test_has_a_stock_place_for_each_warehouse_and_one_of_each_other_role(self, book):
        places = Place.objects.visible_to(book.actor)
        assert set(places.filter(role=PlaceRole.STOCK).values_list("warehouse__code", flat=True)) == {
            "W1",
            "W2",
        }
        others = list(places.exclude(role=PlaceRole.STOCK).values_list("role", flat=True))
        assert sorted(others) == sorted(role for role in PlaceRole.values if role != "stock")

    def test_makes_its_founder_able_to_do_everything(self, book):
        actor = actor_for(user_id=book.boss_user.pk, company_id=book.company_id)
        assert all(
            actor.may(word) for word in ("voucher.post", "identity.edit", "period.reopen", "anything.at_all")
        )

    def test_brings_the_short_lists(self, book):
        assert {"个", "箱", "瓶", "千克"} <= {one.name for one in Unit.objects.visible_to(book.actor)}
        assert book.unit("千克").precision == 3
        roles = {one.inventory_role for one in Category.objects.visible_to(book.actor)}
        assert roles == {"merchandise", "raw_material", "turnover_material"}
        assert {one.role for one in FundAccount.objects.visible_to(book.actor)} == {
            "cash",
            "bank",
            "other_monetary",
        }
        assert Party.objects.visible_to(book.actor).get(name="零售客户").is_customer
        assert book.department.name == "公司"

    def test_begins_with_the_month_it_is_started_in(self, database):
        company = new_company(started_on=date(2026, 11, 21))
        months = Period.objects.of_company(company.pk).order_by("starts_on")
        assert (months[0].starts_on, months[0].ends_on) == (date(2026, 11, 1), date(2026, 11, 30))
        assert (months.count(), months.last().starts_on) == (25, date(2028, 11, 1))

    def test_leaves_evidence(self, book):
        event = Event.objects.visible_to(book.actor).get(action="company.company.opened")
        assert (event.entity_id, event.user_id) == (book.company_id, book.boss_user.pk)
        assert event.data["warehouses"] == ["W1", "W2"]

    def test_takes_a_fixed_number_of_statements(self, database):
        owner = new_user("boss")
        new_company(owner=owner)
        with CaptureQueriesContext(connection) as seen:
            new_company(owner=owner)
        assert len(seen) <= 25

    def test_says_everything_that_is_wrong_and_writes_nothing(self, database):
        owner = new_user("boss")
        before = Company.objects.count()
        with pytest.raises(Problems) as refused:
            open_company(
                code=" ",
                name="",
                standard="soviet",
                taxpayer="nobody",
                started_on=date(2026, 1, 1),
                owner=owner,
                warehouses=(NewWarehouse("01", "主仓"), NewWarehouse("01", ""), NewWarehouse("02", "主仓")),
            )
        found = [(one.code, one.where.line_no, one.where.field) for one in refused.value.problems]
        assert found == [
            ("NAME_MISSING", None, "code"),
            ("NAME_MISSING", None, "name"),
            ("STANDARD_UNKNOWN", None, "standard"),
            ("TAXPAYER_UNKNOWN", None, "taxpayer"),
            ("NAME_MISSING", 2, "warehouses"),
            ("WAREHOUSE_TWICE", 2, "warehouses"),
            ("WAREHOUSE_TWICE", 3, "warehouses"),
        ]
        assert Company.objects.count() == before

    def test_refuses_a_taken_code(self, book):
        with pytest.raises(CodeTaken):
            open_company(
                code=book.company.code,
                name="另一个",
                standard="small",
                taxpayer="general",
                started_on=date(2026, 1, 1),
                owner=book.boss_user,
            )

    def test_without_a_word_about_warehouses_has_one(self, database):
        company = open_company(
            code=uuid.uuid4().hex,
            name="小店",
            standard="small",
            taxpayer="small_scale",
            started_on=date(2026, 1, 1),
            owner=new_user("boss"),
        )
        assert [one.name for one in Warehouse.objects.of_company(company.pk)] == ["主仓库"]


class TestTaxCodes:
    def test_a_general_taxpayer_deducts_and_a_small_one_does_not(self, database):
        general, small = Book(), Book(taxpayer="small_scale")
        assert general.tax_code("VAT13").is_deductible
        assert not TaxCode.objects.visible_to(small.actor).filter(is_deductible=True).exists()

    def test_default_is_valid_on_the_first_day(self, database):
        for taxpayer in ("general", "small_scale"):
            for started_on in (date(2020, 5, 1), date(2026, 1, 1), date(2028, 1, 1)):
                code = default_tax_code(taxpayer, started_on)
                row = next(one for one in tax_codes(taxpayer) if one.code == code)
                assert row.valid_from <= started_on
                assert row.valid_to is None or started_on <= row.valid_to

    def test_default_is_a_decision_of_the_company(self, database):
        book = Book(taxpayer="small_scale")
        assert settings_on(book.company_id, book.day(1)).default_tax_code == "VAT1"
        assert book.rice.tax_code.rate == Decimal("0.01")
