"""Opening the demo store and letting it live for three months."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from hengku.catalog.actions import create_products
from hengku.catalog.actions_lists import create_category, create_unit
from hengku.catalog.models import Unit
from hengku.catalog.records import BarcodeRecord, ProductRecord, UnitRecord
from hengku.company.actions_employees import create_employee
from hengku.company.models import Company, Department, Warehouse
from hengku.company.rules import months_later
from hengku.identity.actor import Actor
from hengku.identity.auth import actor_for
from hengku.identity.models import User
from hengku.ledger.jobs import make_vouchers
from hengku.opening.actions_company import NewWarehouse, Start, open_company
from hengku.opening.demo.goods import CUSTOMERS, SUPPLIERS, Good, shelves
from hengku.opening.demo.trade import Trade
from hengku.parties.actions import create_parties
from hengku.parties.models import FundAccount, Party
from hengku.parties.records import PartyRecord

DEMO_CODE = "demo"
SEED = 20261121
DEMO_START = Start(is_demo=True)
#: 职员: who buys, who stands at the till, who looks after the firms that buy on credit.
PEOPLE = {"buyer": "何敏", "till": "林晓燕", "seller": "周志强"}
WAREHOUSES = (NewWarehouse("S1", "门店"), NewWarehouse("B1", "后仓"))


@dataclass(slots=True)
class Store:
    """The store as the generator knows it: things by code, and what it believes to have in stock."""

    company: Company
    actor: Actor
    goods: dict[str, Good]
    product_ids: dict[str, int]
    unit_ids: dict[str, int]
    parties: dict[str, int]
    walk_in: int
    shop: int
    back: int
    department: int
    people: dict[str, int]
    funds: dict[str, int]
    random: Random
    stock: dict[tuple[int, str], Decimal] = field(default_factory=dict)

    def now(self, on: date) -> datetime:
        """The moment a document of that day is posted: the evening of the day itself, for a believable trail."""
        from django.utils import timezone

        return datetime(on.year, on.month, on.day, 20, 30, tzinfo=timezone.get_default_timezone())

    def held(self, warehouse: int, code: str) -> Decimal:
        """What lies in a warehouse."""
        return self.stock.get((warehouse, code), Decimal(0))

    def move(self, warehouse: int, code: str, quantity: Decimal) -> None:
        """Remember what came (> 0) or went."""
        self.stock[warehouse, code] = self.held(warehouse, code) + quantity


def make_demo(
    *, owner: User, until: date, code: str = DEMO_CODE, months: int = 3, seed: int = SEED
) -> Company:
    """Open the demo company and post ``months`` months of documents that end the day before ``until``.

    Everything goes through public actions; a few seconds a month. The company is marked as a demo.
    """
    started_on = months_later(until, -months)
    store = open_store(owner=owner, started_on=started_on, code=code, seed=seed)
    trade = Trade(store)
    trade.open()
    day = started_on
    while day < until:
        trade.live(day)
        day += timedelta(days=1)
    make_vouchers(company_id=store.company.pk, now=store.now(until))
    return store.company


def open_store(
    *,
    owner: User,
    started_on: date,
    code: str,
    seed: int,
    name: str = "衡家便利(演示)",
    start: Start = DEMO_START,
) -> Store:
    """The company with its categories, products and parties."""
    company = open_company(
        code=code,
        name=name,
        standard="small",
        taxpayer="general",
        started_on=started_on,
        owner=owner,
        warehouses=WAREHOUSES,
        start=start,
    )
    actor = actor_for(user_id=owner.pk, company_id=company.pk)
    found, goods = shelves()
    create_unit(actor=actor, name="筐")
    for shelf in found:
        create_category(actor=actor, code=shelf.code, name=shelf.name)
    products = create_products(actor=actor, records=[_record(good) for good in goods])
    parties = create_parties(actor=actor, records=_parties())
    warehouses = {one.code: one.pk for one in Warehouse.objects.visible_to(actor)}
    return Store(
        company=company,
        actor=actor,
        goods={good.code: good for good in goods},
        product_ids={product.code: product.pk for product in products},
        unit_ids={unit.name: unit.pk for unit in Unit.objects.visible_to(actor)},
        parties={party.name: party.pk for party in parties},
        walk_in=Party.objects.visible_to(actor).get(code="0000").pk,
        shop=warehouses["S1"],
        back=warehouses["B1"],
        department=Department.objects.visible_to(actor).order_by("pk")[0].pk,
        people={
            post: create_employee(actor=actor, code=f"{number:02d}", name=name).pk
            for number, (post, name) in enumerate(PEOPLE.items(), 2)
        },
        funds={fund.role: fund.pk for fund in FundAccount.objects.visible_to(actor).order_by("-pk")},
        random=Random(seed),  # noqa: S311 - a repeatable story, not a secret
    )


def _record(good: Good) -> ProductRecord:
    return ProductRecord(
        code=good.code,
        name=good.name,
        specification=good.specification,
        category=good.category,
        tax_code=good.tax_code,
        base_unit=good.unit,
        sale_price=good.price,
        purchase_price=good.cost,
        reference_cost=good.cost,
        stock_minimum=Decimal(good.pack_size),
        units=(UnitRecord(good.pack, good.pack_size),),
        barcodes=(BarcodeRecord(good.barcode),),
    )


def _parties() -> list[PartyRecord]:
    suppliers = [
        PartyRecord(
            code=f"S{number:02d}",
            name=name,
            is_supplier=True,
            payment_days=days,
            bank_name="演示银行城东支行",
            bank_account=f"6200000000{number:06d}",
            bank_code=f"1030000{number:05d}",
        )
        for number, (name, days) in enumerate(SUPPLIERS, 1)
    ]
    customers = [
        PartyRecord(
            code=f"C{number:02d}",
            name=name,
            is_customer=True,
            payment_days=days,
            credit_limit=Decimal(20000),
        )
        for number, (name, days) in enumerate(CUSTOMERS, 1)
    ]
    return suppliers + customers
