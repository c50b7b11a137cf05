"""What stands on the master data, asked after real postings: the same change is allowed before and refused after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hengku.catalog import errors
from hengku.catalog.actions import change_product
from hengku.catalog.actions_lists import change_category
from hengku.catalog.records import BarcodeRecord, ProductRecord, UnitRecord
from hengku.company.actions import close_period, set_setting
from hengku.company.queries import settings_on
from hengku.company.rules import CostingFixed, Standing
from hengku.documents.paper import Paper, PaperLine
from hengku.inventory.actions_places import WarehouseHoldsStock, change_warehouse
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.ledger.actions_accounts import AccountInUse, create_account
from hengku.opening import questions
from hengku.posting.actions import post
from tests.world import Book

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
COLA = ProductRecord(
    code="COLA",
    name="可乐",
    specification="300ml",
    base_unit="瓶",
    units=(UnitRecord("箱", 12),),
    barcodes=(BarcodeRecord("6901234567892"), BarcodeRecord("16901234567899", "箱")),
)


def receive(book: Book, quantity: str = "10", day: int = 5) -> None:
    paper = Paper(
        "purchase_receipt",
        book.day(day),
        [PaperLine(product_id=book.cola.pk, quantity=D(quantity), price=D("10"))],
        party_id=book.supplier.pk,
        warehouse_id=book.w1.pk,
        price_mode="EXCL",
    )
    post(actor=book.actor, documents=[paper], key=f"in-{day}", now=NOW)


def sell(book: Book, quantity: str = "10", day: int = 6) -> None:
    paper = Paper(
        "sales_issue",
        book.day(day),
        [PaperLine(product_id=book.cola.pk, quantity=D(quantity), price=D("11.30"))],
        party_id=book.customer.pk,
        warehouse_id=book.w1.pk,
    )
    post(actor=book.actor, documents=[paper], key=f"out-{day}", now=NOW)


def reasons(refused: Problem) -> set[type[Problem]]:
    return {type(one) for one in (refused.problems if isinstance(refused, Problems) else [refused])}


class TestProduct:
    def test_conversion_is_free_before_the_first_document_and_fixed_after(self, book):
        def twenty_four(count: int) -> None:
            change_product(
                actor=book.actor,
                product_id=book.cola.pk,
                record=replace(COLA, units=(UnitRecord("箱", count),)),
                has_lines=questions.product_has_lines,
            )

        twenty_four(24)
        receive(book)
        with pytest.raises(errors.ConversionFixed):
            twenty_four(12)

    def test_other_products_stay_free(self, book):
        receive(book)
        assert questions.product_has_lines(book.company_id, book.cola.pk)
        assert not questions.product_has_lines(book.company_id, book.rice.pk)

    def test_category_of_goods_in_the_books_keeps_its_account(self, book):
        def change() -> None:
            change_category(
                actor=book.actor,
                category_id=book.cola.category_id,
                name="库存商品",
                inventory_role="raw_material",
                is_active=True,
                has_lines=questions.category_has_lines,
            )

        receive(book)
        with pytest.raises(errors.CategoryRoleFixed):
            change()
        assert not questions.category_has_lines(book.company_id, book.category("02").pk)


class TestWarehouse:
    def test_is_switched_off_only_when_its_goods_are_gone(self, book):
        def switch_off() -> None:
            change_warehouse(
                actor=book.actor, warehouse_id=book.w1.pk, name="主仓", is_active=False, may_go_negative=False
            )

        receive(book)
        with pytest.raises(WarehouseHoldsStock):
            switch_off()
        sell(book)
        switch_off()
        assert not book.warehouse("W1").is_active


class TestAccount:
    def test_takes_sub_accounts_until_something_is_booked_on_it(self, book):
        revenue = book.account_of("revenue")
        receive(book)
        assert not questions.account_is_used(book.company_id, revenue.pk)
        sell(book)
        assert questions.account_is_used(book.company_id, revenue.pk)
        with pytest.raises(AccountInUse):
            create_account(
                actor=book.actor,
                parent_code=revenue.code,
                code=f"{revenue.code}01",
                name="批发",
                is_used=questions.account_is_used,
            )

    def test_documents_go_on_below_a_new_sub_account(self, book):
        create_account(
            actor=book.actor,
            parent_code="5001",
            code="500101",
            name="批发",
            is_used=questions.account_is_used,
        )
        receive(book)
        sell(book)
        assert questions.account_is_used(book.company_id, book.account("500101").pk)
        assert not questions.account_is_used(book.company_id, book.account("5001").pk)


class TestCostScope:
    def test_is_free_until_goods_move(self, book):
        set_setting(
            actor=book.actor,
            key="cost_scope",
            value="WAREHOUSE",
            effective_on=book.day(20),
            standing=questions.cost_standing,
        )
        receive(book)
        with pytest.raises(Problem) as refused:
            set_setting(
                actor=book.actor,
                key="cost_scope",
                value="ORG",
                effective_on=book.day(3),
                standing=questions.cost_standing,
            )
        assert reasons(refused.value) == {CostingFixed}

    def test_is_free_again_when_a_year_begins_closed_and_empty(self, database):
        book = Book(started_on=date(2025, 12, 1))
        receive(book)
        new_year = date(2026, 1, 1)

        def change() -> None:
            set_setting(
                actor=book.actor,
                key="cost_scope",
                value="WAREHOUSE",
                effective_on=new_year,
                standing=questions.cost_standing,
            )

        assert questions.cost_standing(book.company_id, new_year) == Standing(True, False, True)
        with pytest.raises(Problems):  # December open, goods in stock
            change()
        sell(book)
        with pytest.raises(CostingFixed):  # December still open
            change()
        for part in ("stock", "arap", "ledger"):
            close_period(actor=book.actor, month=date(2025, 12, 1), part=part)
        change()
        assert settings_on(book.company_id, new_year).cost_scope == "WAREHOUSE"
        assert settings_on(book.company_id, date(2025, 12, 31)).cost_scope == "ORG"


def test_a_month_that_is_closed_takes_no_posting(book):
    """The rule of this room and the engine's use of it, once together."""
    close_period(actor=book.actor, month=book.day(1), part="stock")
    with pytest.raises(Problem):
        receive(book)


def test_a_posting_goes_by_the_decision_of_its_day(book):
    """G20: a day ahead is refused, and allowed from the day on which the company decided so."""
    set_setting(actor=book.actor, key="allow_future_days", value="31", effective_on=date(2026, 11, 25))
    too_early, early_enough = (date(2026, 11, 24) - book.day(1)).days, (date(2026, 11, 25) - book.day(1)).days
    with pytest.raises(Problem):
        receive(book, day=too_early + 1)
    receive(book, day=early_enough + 1)
