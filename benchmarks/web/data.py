"""A firm with a million documents and 100,000 products, made once in a folder of its own and kept there.

The demo company is posted by the product itself; its documents, with their first lines, are then copied set-based to
earlier days with new ids and numbers. Lists, filters, search and export read exactly these tables; the books behind
the copies are not made, because no page measured here reads them.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from hengku.identity.actor import Actor

USERNAME, PASSWORD = "bench", "Celiang-2026-kuai-yidian"  # noqa: S105 - of a folder that only measures
VERSION = 4  # raised when what is made changes: the folder is made anew
DOCUMENTS, PRODUCTS, DRAFTS, LONG_LINES = 1_000_000, 100_000, 2_000, 500
LINES_A_COPY = 3
SHIFT = 100_000  # ids of one copied day to those of the next; more than the demo has of anything
CHUNK = 20
BASE = "company_id = %(company)s AND posted_at IS NOT NULL AND reverses_id IS NULL AND id <= %(last)s"
CHANGED_HEADER = {
    "id": "b.id + k * {shift}",
    "number": "split_part(b.number, '-', 1) || '-' || to_char(b.business_on - k, 'YYYYMMDD') || '-' || "
    "lpad((b.id %% {shift})::text, 5, '0')",
    "business_on": "b.business_on - k",
    "due_on": "b.due_on - k",
    "created_at": "b.created_at - k * interval '1 day'",
    "posted_at": "b.posted_at - k * interval '1 day'",
    "source_system": "''",
    "source_number": "''",
}
CHANGED_LINE = {
    "id": "b.id + k * {shift}",
    "document_id": "b.document_id + k * {shift}",
    "source_line_id": "NULL::bigint",
}


@dataclass(frozen=True, slots=True)
class Made:
    """What the browser must know of the firm."""

    version: int
    company_id: int
    long_document_id: int
    documents: int
    products: int
    made_on: str

    @property
    def today(self) -> date:
        """The day after which no document is."""
        return date.fromisoformat(self.made_on)


def folder() -> Path:
    """Where the firm is kept: HENGKU_BENCH_DATA, or beside the other artefacts of this checkout."""
    given = os.environ.get("HENGKU_BENCH_DATA")
    return Path(given) if given else Path(__file__).resolve().parents[2] / ".artifacts" / "bench-web"


def made(data_dir: Path) -> Made | None:
    """What was made there before, if it is complete and of this version."""
    mark = data_dir / "bench.json"
    if not mark.exists():
        return None
    told = json.loads(mark.read_text("utf-8"))
    return Made(**told) if told["version"] == VERSION else None


def make(data_dir: Path, *, documents: int = DOCUMENTS, products: int = PRODUCTS) -> Made:
    """Make the firm in the folder, in the database that runs there. Minutes."""
    from django.utils import timezone

    from hengku.opening.demo.shop import DEMO_CODE, make_demo
    from hengku.company.models import Company
    from hengku.identity.actions import create_user
    from hengku.identity.auth import actor_for, system_actor

    user = create_user(
        actor=system_actor(), username=USERNAME, display_name="测", password=PASSWORD,
        must_change_password=False,
    )  # fmt: skip
    company = make_demo(owner=user, until=timezone.localdate(), code=DEMO_CODE)
    Company.objects.filter(pk=company.pk).update(name="百万单据")
    actor = actor_for(user_id=user.pk, company_id=company.pk)
    add_products(actor, products)
    long_document_id = post_long(actor, timezone.localdate(), timezone.localtime())
    copy_documents(_superuser(data_dir), company.pk, documents)
    made_on = timezone.localdate().isoformat()
    told = Made(VERSION, company.pk, long_document_id, documents, products, made_on)
    (data_dir / "bench.json").write_text(json.dumps(asdict(told)), "utf-8")
    return told


def add_products(actor: Actor, count: int) -> None:
    """``count`` more products, as an import makes them."""
    from hengku.catalog.actions import create_products
    from hengku.catalog.records import BarcodeRecord, ProductRecord

    makers = ("农夫", "康师傅", "统一", "娃哈哈", "伊利", "蒙牛", "双汇", "海天", "金龙鱼", "蓝月亮")
    goods = ("矿泉水", "绿茶", "方便面", "纯牛奶", "火腿肠", "酱油", "花生油", "洗衣液", "饼干", "薯片")
    size = 5_000
    for first in range(0, count, size):
        create_products(
            actor=actor,
            records=[
                ProductRecord(
                    code=f"B{n:06d}",
                    name=f"{makers[n % 10]}{goods[n // 10 % 10]}{n // 100:04d}号",
                    specification=f"{100 + n % 900}g",
                    base_unit="瓶",
                    barcodes=(BarcodeRecord(_ean13(690_100_000_000 + n)),),
                    sale_price=Decimal(n % 900 + 100) / 100,
                )
                for n in range(first, min(first + size, count))
            ],
        )


def _ean13(body: int) -> str:
    digits = [int(one) for one in str(body)]
    odd, even = sum(digits[::2]), sum(digits[1::2])
    return f"{body}{-(odd + 3 * even) % 10}"


def post_long(actor: Actor, on: date, now: datetime) -> int:
    """One receipt of 500 lines, posted as any other; its id."""
    from hengku.catalog.models import Product
    from hengku.company.models import Warehouse
    from hengku.documents.paper import Paper, PaperLine
    from hengku.parties.models import Party
    from hengku.posting.actions import post

    goods = Product.objects.visible_to(actor).filter(code__startswith="B").order_by("code")[:LONG_LINES]
    party = Party.objects.visible_to(actor).filter(is_supplier=True).order_by("code")[0]
    warehouse = Warehouse.objects.visible_to(actor).order_by("code")[0]
    lines = [PaperLine(product_id=one.pk, quantity=Decimal(12), price=Decimal("2.5")) for one in goods]
    paper = Paper("purchase_receipt", on, lines, party.pk, warehouse.pk, price_mode="EXCL")
    return post(actor=actor, documents=[paper], key="long", now=now).documents[0].id


def copy_documents(conninfo: str, company_id: int, documents: int) -> None:
    """Copy the company's posted documents to earlier days until there are ``documents``; some copies are drafts.

    Constraint triggers are off while copying: every copied row points where its original points.
    """
    with psycopg.connect(conninfo) as owner:
        owner.execute("SET session_replication_role = replica")
        last = _one(owner, "SELECT max(id) FROM documents_document")
        parameters = {"company": company_id, "last": last, "shown": LINES_A_COPY}
        base = _one(owner, f"SELECT count(*) FROM documents_document WHERE {BASE}", parameters)
        header = _copy(owner, "documents_document", CHANGED_HEADER, BASE)
        line = _copy(
            owner,
            "documents_line",
            CHANGED_LINE,
            "company_id = %(company)s AND line_no <= %(shown)s AND document_id IN "
            f"(SELECT id FROM documents_document WHERE {BASE})",
        )
        copies = -(-documents // base)
        for first in range(copies, 0, -CHUNK):  # the oldest first, as they would have come
            span = parameters | {"from": max(first - CHUNK + 1, 1), "to": first}
            owner.execute(header, span)
            owner.execute(line, span)
            owner.commit()
        owner.execute(
            "UPDATE documents_document SET state = 'draft', posted_at = NULL, posted_by = NULL,"
            " number = 'DRAFT-' || id WHERE company_id = %s AND id IN (SELECT id FROM documents_document"
            " WHERE company_id = %s AND id > %s AND type_code = 'sales_order' ORDER BY id DESC LIMIT %s)",
            [company_id, company_id, last, DRAFTS],
        )
        for table in ("documents_document", "documents_line"):
            owner.execute(
                sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))").format(
                    sql.Literal(table), sql.Identifier(table)
                )
            )
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE documents_document, documents_line, catalog_product")


def _one(owner: psycopg.Connection, statement: str, parameters: Any = None) -> int:
    found = owner.execute(statement, parameters).fetchone()  # type: ignore[call-overload]
    assert found is not None
    return int(found[0])


def _copy(owner: psycopg.Connection, table: str, changed: dict[str, str], belongs: str) -> sql.Composed:
    found = owner.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " ORDER BY ordinal_position",
        [table],
    ).fetchall()
    columns = [name for (name,) in found]
    values = [sql.SQL(changed.get(name, f"b.{name}").format(shift=SHIFT)) for name in columns]  # type: ignore[arg-type]
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM generate_series(%(from)s::int, %(to)s::int) AS k,"
        " LATERAL (SELECT * FROM {table} WHERE {belongs}) AS b ORDER BY k DESC, b.id"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(values),
        belongs=sql.SQL(belongs),  # type: ignore[arg-type]
    )


def _superuser(data_dir: Path) -> str:
    from hengku.kit.postgres import connect
    from hengku.kit.postgres.cluster import embedded_dsn

    return embedded_dsn(data_dir, "postgres", connect.database_name())
