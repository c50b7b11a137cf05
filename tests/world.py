"""The small world every test with a database plays in: one fresh company, a few named things, a few named people.

``Book`` is made by the fixture ``book``. Companies do not see each other, so nothing is rolled back between tests, and
what a test did is committed and can be looked at from another connection.

    book.actor                       may do everything
    book.keeper, book.cashier …      actors with the ready-made role of that name
    book.w1, book.w2                 warehouses W1 主仓, W2 门店
    book.supplier, book.customer     甲 and 乙
    book.cola                        可乐 300ml, in 瓶, 1 箱 = 12 瓶, barcode on each
    book.apple, book.rice            苹果 in 千克 (3 decimals); 大米 in 袋
    book.day(6)                      the 6th of January 2026, book.day(32) the 1st of February
"""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from hengku.catalog.actions import create_product, create_products
from hengku.catalog.models import Category, Product, TaxCode, Unit
from hengku.catalog.records import BarcodeRecord, ProductRecord, UnitRecord
from hengku.company.models import Company, Department, Employee, Warehouse
from hengku.identity.actions import create_user
from hengku.identity.actor import Actor
from hengku.identity.auth import actor_for, system_actor
from hengku.identity.models import User
from hengku.inventory.models import Place, PlaceRole
from hengku.kit.numbers import D
from hengku.ledger.models import Account, RoleAccount
from hengku.opening.actions_company import NewWarehouse, open_company
from hengku.parties.actions import create_parties, create_party
from hengku.parties.models import FundAccount, Party
from hengku.parties.records import PartyRecord

_numbers = itertools.count(1)


def new_user(name: str = "someone", *, password: str | None = None) -> User:
    """A user nobody else has: names are shared by all companies. Without a password nobody can sign in."""
    username = f"{name}-{uuid.uuid4().hex[:12]}"
    return create_user(
        actor=system_actor(),
        username=username,
        display_name=name,
        password=password,
        must_change_password=False,
    )


def new_company(
    *,
    standard: str = "small",
    taxpayer: str = "general",
    started_on: date = date(2026, 1, 1),
    owner: User | None = None,
) -> Company:
    """A company with two warehouses and what every company starts with, nothing else."""
    return open_company(
        code=f"T{uuid.uuid4().hex[:16]}",
        name=f"测试账套 {next(_numbers)}",
        standard=standard,
        taxpayer=taxpayer,
        started_on=started_on,
        owner=owner or new_user("boss"),
        warehouses=(NewWarehouse("W1", "主仓"), NewWarehouse("W2", "门店")),
    )


class Book:
    """A fresh company and the named things in it, looked up when first asked for."""

    def __init__(
        self, *, standard: str = "small", taxpayer: str = "general", started_on: date = date(2026, 1, 1)
    ) -> None:
        self.boss_user = new_user("boss")
        self.company = new_company(
            standard=standard, taxpayer=taxpayer, started_on=started_on, owner=self.boss_user
        )
        self.company_id = self.company.pk
        #: The founder: owner and all-rounder, so everything is allowed.
        self.actor = self.boss = actor_for(user_id=self.boss_user.pk, company_id=self.company_id)
        self.supplier, self.customer = create_parties(
            actor=self.actor,
            records=[
                PartyRecord(code="S01", name="甲", is_supplier=True),
                PartyRecord(code="C01", name="乙", is_customer=True),
            ],
        )
        self.cola, self.apple, self.rice = create_products(
            actor=self.actor,
            records=[
                ProductRecord(
                    code="COLA",
                    name="可乐",
                    specification="300ml",
                    base_unit="瓶",
                    units=(UnitRecord("箱", 12),),
                    barcodes=(BarcodeRecord("6901234567892"), BarcodeRecord("16901234567899", "箱")),
                    sale_price=D("3.5"),
                    reference_cost=D("2"),
                    tax_code="VAT13" if taxpayer == "general" else "",
                ),
                ProductRecord(code="APPLE", name="苹果", base_unit="千克"),
                ProductRecord(code="RICE", name="大米", specification="5kg", base_unit="袋"),
            ],
        )

    def day(self, number: int) -> date:
        """The number-th day of the books, from 1."""
        return self.company.started_on + timedelta(days=number - 1)

    # ── things ────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def w1(self) -> Warehouse:
        return self.warehouse("W1")

    @cached_property
    def w2(self) -> Warehouse:
        return self.warehouse("W2")

    @cached_property
    def employee(self) -> Employee:
        """The boss, who is the only employee of a new company."""
        return Employee.objects.visible_to(self.actor).get()

    @cached_property
    def department(self) -> Department:
        return Department.objects.visible_to(self.actor).get(code="01")

    @cached_property
    def cash(self) -> FundAccount:
        return FundAccount.objects.visible_to(self.actor).get(role="cash")

    @cached_property
    def bank(self) -> FundAccount:
        return FundAccount.objects.visible_to(self.actor).get(role="bank")

    def warehouse(self, code: str) -> Warehouse:
        return Warehouse.objects.visible_to(self.actor).get(code=code)

    def place(self, warehouse: Warehouse) -> Place:
        """Where the goods of a warehouse lie."""
        return Place.objects.visible_to(self.actor).get(role=PlaceRole.STOCK, warehouse=warehouse)

    def virtual_place(self, role: str) -> Place:
        """The company's one place of that role: supplier, customer, loss …"""
        return Place.objects.visible_to(self.actor).get(role=role)

    def unit(self, name: str) -> Unit:
        return Unit.objects.visible_to(self.actor).get(name=name)

    def tax_code(self, code: str) -> TaxCode:
        return TaxCode.objects.visible_to(self.actor).get(code=code)

    def category(self, code: str) -> Category:
        return Category.objects.visible_to(self.actor).get(code=code)

    def product(self, code: str) -> Product:
        return Product.objects.visible_to(self.actor).get(code=code)

    def party(self, name: str) -> Party:
        return Party.objects.visible_to(self.actor).get(name=name)

    def account(self, code: str) -> Account:
        return Account.objects.visible_to(self.actor).get(code=code)

    def account_of(self, role: str) -> Account:
        """The account an account role stands for in this company."""
        return RoleAccount.objects.visible_to(self.actor).select_related("account").get(role=role).account

    def add_product(self, code: str, name: str, base_unit: str = "个", **fields: object) -> Product:
        """One more product; ``fields`` are those of ``ProductRecord``."""
        record = replace(ProductRecord(code=code, name=name, base_unit=base_unit), **fields)
        return create_product(actor=self.actor, record=record)

    def add_party(self, code: str, name: str, **fields: object) -> Party:
        """One more party, customer and supplier unless ``fields`` (those of ``PartyRecord``) say otherwise."""
        record = replace(PartyRecord(code=code, name=name, is_customer=True, is_supplier=True), **fields)
        return create_party(actor=self.actor, record=record)

    # ── people ────────────────────────────────────────────────────────────────────────────────────────────

    def actor_with(self, *role_codes: str) -> Actor:
        """Somebody new with these ready-made roles in this company."""
        name = role_codes[0] if role_codes else "nobody"
        user = create_user(
            actor=self.actor,
            username=f"{name}-{uuid.uuid4().hex[:12]}",
            display_name=name,
            password=None,
            role_codes=role_codes,
        )
        return actor_for(user_id=user.pk, company_id=self.company_id)

    def actor_who_may(self, *permissions: str) -> Actor:
        """The boss, but with these permissions only: for tests of a single right."""
        return replace(self.actor, permissions=frozenset(permissions))

    @cached_property
    def purchaser(self) -> Actor:
        return self.actor_with("purchaser")

    @cached_property
    def seller(self) -> Actor:
        return self.actor_with("sales")

    @cached_property
    def keeper(self) -> Actor:
        return self.actor_with("wh_keeper")

    @cached_property
    def manager(self) -> Actor:
        return self.actor_with("wh_manager")

    @cached_property
    def cashier(self) -> Actor:
        return self.actor_with("cashier")

    @cached_property
    def accountant(self) -> Actor:
        return self.actor_with("accountant")

    @cached_property
    def finance(self) -> Actor:
        return self.actor_with("fin_mgr")

    @cached_property
    def auditor(self) -> Actor:
        return self.actor_with("auditor")
