"""The bed of a benchmark: a server of its own in a temporary folder, durable as in a shop; a company with stock."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from hengku.identity.actor import Actor
    from hengku.kit.postgres import Cluster

DATABASE = "hengku_bench"
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
STARTED_ON, STOCKED_ON, POSTED_ON = date(2026, 1, 1), date(2026, 1, 2), date(2026, 11, 20)
# Every product costs the same whole fen and is issued in whole pieces: so a pool keeps its unit cost, and what
# `growth` adds to the books in pairs leaves every balance of ours as it was.
UNIT_COST, STOCK = Decimal("7.00"), 1_000_000
LINES_A_RECEIPT = 100


@dataclass(frozen=True, slots=True)
class Bed:
    """What a client process needs to know to post."""

    company_id: int
    user_id: int
    customer: int
    supplier: int
    warehouse_id: int
    products: tuple[int, ...]
    lots: tuple[int, ...] = ()  # where goods have lots: of each product the one that goes first

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> Bed:
        """Back from JSON."""
        return cls(**{**data, "products": tuple(data["products"]), "lots": tuple(data["lots"])})

    def as_data(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


@contextmanager
def server() -> Iterator[Cluster]:
    """A running server in a folder that goes with it, and Django set up on it. Call once per process."""
    folder = Path(tempfile.mkdtemp(prefix="hkb-"))
    use(folder, DATABASE)
    from hengku.kit.postgres import open_cluster

    try:
        with open_cluster(folder) as cluster:
            cluster.create_database(DATABASE)
            set_django_up()
            yield cluster
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def use(folder: Path, database: str) -> None:
    """Say where the database is; before Django reads its settings."""
    for name in ("DATABASE_URL", "DATABASE_APP_URL", "HENGKU_APP_ROLE"):
        os.environ.pop(name, None)
    os.environ.update(HENGKU_DATA=str(folder), HENGKU_DB=database, DJANGO_SETTINGS_MODULE="hengku.settings")


def set_django_up() -> None:
    """Read settings and models."""
    import django

    django.setup()


def make_bed(product_count: int) -> Bed:
    """Schema, one company, products with stock in one warehouse, a customer and a supplier."""
    actor = open_books("BENCH")
    bed = fill(actor, product_count)
    stock_up(actor, bed)
    return bed


def open_books(code: str) -> Actor:
    """The schema where it is not there, and a company with one warehouse; its owner."""
    from hengku.identity.actions import create_user
    from hengku.identity.auth import actor_for, system_actor
    from hengku.identity.models import User
    from hengku.kit.schema import prepare_schema
    from hengku.opening.actions_company import NewWarehouse, open_company

    prepare_schema()
    user = User.objects.filter(username="bench").first() or create_user(
        actor=system_actor(),
        username="bench",
        display_name="测",
        password=None,
        must_change_password=False,
    )
    company = open_company(
        code=code,
        name="性能测量" if code == "BENCH" else f"性能测量 {code}",
        standard="small",
        taxpayer="general",
        started_on=STARTED_ON,
        owner=user,
        warehouses=(NewWarehouse("W1", "主仓"),),
    )
    return actor_for(user_id=user.pk, company_id=company.pk)


def fill(actor: Actor, product_count: int, **more: Any) -> Bed:
    """Parties and products; ``more`` is said of every product."""
    from hengku.catalog.actions import create_products
    from hengku.catalog.records import ProductRecord
    from hengku.company.models import Warehouse
    from hengku.parties.actions import create_parties
    from hengku.parties.records import PartyRecord

    supplier, customer = create_parties(
        actor=actor,
        records=[
            PartyRecord(code="S01", name="甲", is_supplier=True),
            PartyRecord(code="C01", name="乙", is_customer=True),
        ],
    )
    products = create_products(
        actor=actor,
        records=[
            ProductRecord(
                code=f"P{number:05d}", name=f"商品{number:05d}", base_unit="瓶", tax_code="VAT13", **more
            )
            for number in range(product_count)
        ],
    )
    warehouse = Warehouse.objects.visible_to(actor).get(code="W1")
    return Bed(
        company_id=actor.company_id,
        user_id=actor.user_id,
        customer=customer.pk,
        supplier=supplier.pk,
        warehouse_id=warehouse.pk,
        products=tuple(product.pk for product in products),
    )


def stock_up(
    actor: Actor, bed: Bed, on: date = STOCKED_ON, quantity: int = STOCK, data: dict[str, str] | None = None
) -> None:
    """Receive the same quantity of every product, by posting receipts of 100 lines in one call."""
    from hengku.documents.paper import Paper, PaperLine
    from hengku.posting.actions import post

    papers = [
        Paper(
            "purchase_receipt",
            on,
            [
                PaperLine(product_id=product, quantity=Decimal(quantity), price=UNIT_COST, data=dict(data or {}))
                for product in bed.products[start : start + LINES_A_RECEIPT]
            ],
            party_id=bed.supplier,
            warehouse_id=bed.warehouse_id,
            price_mode="EXCL",
        )
        for start in range(0, len(bed.products), LINES_A_RECEIPT)
    ]
    post(actor=actor, documents=papers, key=f"stock {on}", now=NOW)


def disconnect() -> None:
    """End this process's own sessions."""
    from django.db import connections

    connections.close_all()


def analyze(cluster: Cluster, database: str = DATABASE) -> None:
    """Statistics, and the writes so far on disk. Plans made for empty tables would cost two thirds of the speed."""
    with psycopg.connect(cluster.owner_dsn(database), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    with psycopg.connect(cluster.admin_dsn(database), autocommit=True) as admin:
        admin.execute("CHECKPOINT")
