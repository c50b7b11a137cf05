"""Purchase orders from order to stock: totals from the books equal sums taken straight from the files (R-20)."""

from __future__ import annotations

import csv
import os
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from hengku.documents.models import Document
from hengku.kit.postgres import Cluster
from replays.adventureworks import make_records, play_orders, result_of
from replays.adventureworks_files import read_folder
from replays.common import Stage
from tests.conftest import assert_books_agree
from tests.world import Book

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HENGKU_SHARED") or ROOT.parent / "shared")
REAL = SHARED / "data" / "adventureworks_oltp" / "dev"
FILES = {
    "Vendor.csv": """BusinessEntityID,Name
1580,Litware
1496,Advanced Bikes
""",
    "Product.csv": """ProductID,Name,ProductNumber
1,Adjustable Race,AR-1
359,Nut,HN-2
4,Headset,BE-4
""",
    "PurchaseOrderHeader.csv": """PurchaseOrderID,Status,VendorID,OrderDate,ShipDate
1,4,1580,2011-04-16 00:00:00,2011-04-25 00:00:00
2,1,1496,2011-04-16 00:00:00,2011-04-25 00:00:00
3,4,1496,2011-04-17 00:00:00,2011-04-26 00:00:00
4,2,1580,2011-04-18 00:00:00,2011-04-27 00:00:00
""",
    "PurchaseOrderDetail.csv": """PurchaseOrderID,DueDate,OrderQty,ProductID,UnitPrice,ReceivedQty,RejectedQty,StockedQty
1,2011-04-30 00:00:00,4,1,50.26,3.00,.00,3.00
2,2011-04-30 00:00:00,3,359,45.12,3.00,.00,3.00
3,2011-04-30 00:00:00,3,4,57.0255,2.00,1.00,1.00
3,2011-04-30 00:00:00,550,359,16.086,550.00,.00,550.00
4,2011-04-30 00:00:00,3,1,45.5805,3.00,3.00,0.00
4,2011-04-30 00:00:00,3,9,45.5805,3.00,.00,3.00
4,2011-04-30 00:00:00,3,4,45.5805,3.00,.00,2.00
""",
}


def played(folder: Path, most: int = 0) -> tuple[Book, dict]:
    """A book of that time, the folder played into it twice, and what came of it."""
    book = Book(started_on=date(2011, 4, 1))
    stage = Stage(book.actor)
    found = read_folder(folder, most)
    for _ in range(2):
        play_orders(stage, found.orders, make_records(stage, found))
    assert_books_agree(book.company_id)
    return book, result_of(stage, found)


@pytest.fixture(scope="module")
def small(database: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, dict]:
    folder = tmp_path_factory.mktemp("aw")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return played(folder)


def test_refused_rows_say_why(small: tuple[Book, dict]) -> None:
    reasons = [(one["row"], one["reason"]) for one in small[1]["refused"]]
    assert reasons == [(3, "NOT_APPROVED"), (7, "UNKNOWN_CODE"), (8, "BAD_QUANTITY")]


def test_what_was_rejected_is_neither_stock_nor_debt(small: tuple[Book, dict]) -> None:
    book, result = small
    assert result["books"] == {
        "ordered": "560", "arrived": "558", "rejected": "4", "received": "554", "stock_quantity": "554",
        "stock_amount": "9055.11",
    }  # fmt: skip  # R2(201.04 × 3/4) + R2(171.08 / 3) + 8847.30
    states = dict(
        Document.objects.visible_to(book.actor)
        .filter(type_code="purchase_order")
        .values_list("source_number", "state")
    )
    assert (
        states == {"1": "closed_short", "3": "closed_short", "4": "cancelled"}
        or states["4"] == "closed_short"
    )
    assert result["audit"]["violations"] == 0


@pytest.mark.skipif(not REAL.exists(), reason="the data set is not here")
def test_the_first_orders_of_the_real_files(database: Cluster) -> None:
    with (REAL / "PurchaseOrderHeader_to_2013.csv").open(encoding="utf-8-sig") as file:
        approved = {row["PurchaseOrderID"] for row in csv.DictReader(file) if row["Status"] in "24"}
    first = sorted(approved, key=int)[:40]
    quantity = rejected = amount = Decimal(0)
    with (REAL / "PurchaseOrderDetail_to_2013.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["PurchaseOrderID"] in first:
                ordered, kept = Decimal(row["OrderQty"]), Decimal(row["StockedQty"])
                fen = Decimal("0.01")
                net = (ordered * Decimal(row["UnitPrice"])).quantize(fen, ROUND_HALF_UP)
                amount += (net * kept / ordered).quantize(fen, ROUND_HALF_UP)
                quantity += kept
                rejected += Decimal(row["RejectedQty"])
    books = played(REAL, 40)[1]["books"]
    assert (Decimal(books["stock_quantity"]), Decimal(books["rejected"])) == (quantity, rejected)
    assert Decimal(books["stock_amount"]) == amount
